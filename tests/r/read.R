# Reads every exported file of a folder with igraph and network, and prints what it finds, tab separated: file, sort, values.
# Writes what igraph read of GraphML and Pajek beside them.
suppressMessages({library(igraph); library(network)})
folder <- commandArgs(trailingOnly = TRUE)[1]
options(encoding = "UTF-8")

say <- function(...) cat(..., sep = "\t", fill = FALSE, append = TRUE)
line <- function(...) { say(...); cat("\n") }
or_empty <- function(values, size) if (is.null(values)) rep("", size) else values

say_igraph <- function(file, graph, ids) {
  line(file, "count", vcount(graph), ecount(graph), igraph::is_directed(graph))
  types <- or_empty(V(graph)$type, vcount(graph))
  names <- or_empty(V(graph)$name, vcount(graph))
  for (one in seq_len(vcount(graph))) line(file, "node", ids[one], names[one], types[one])
  if (ecount(graph) == 0) return(invisible())
  pairs <- ends(graph, E(graph), names = FALSE)
  size <- ecount(graph)
  said <- lapply(c("weight", "roles", "evidence", "start", "end"), function(one) or_empty(edge_attr(graph, one), size))
  for (one in seq_len(size)) {
    line(file, "edge", ids[pairs[one, 1]], ids[pairs[one, 2]], paste(sapply(said, `[`, one), collapse = "\t"))
  }
}

for (file in sort(list.files(folder, recursive = TRUE))) {
  path <- file.path(folder, file)
  if (endsWith(file, ".graphml")) {
    graph <- igraph::read_graph(path, format = "graphml")
    line(file, "about", graph_attr(graph, "at"), graph_attr(graph, "citation"), graph_attr(graph, "documented"))
    say_igraph(file, graph, V(graph)$id)
    igraph::write_graph(graph, paste0(path, ".by-igraph"), format = "graphml")
  } else if (endsWith(file, ".net")) {
    graph <- igraph::read_graph(path, format = "pajek")
    say_igraph(file, graph, V(graph)$name)
    igraph::write_graph(graph, paste0(path, ".by-igraph"), format = "pajek")
  } else if (endsWith(file, ".paj")) {
    project <- network::read.paj(path)
    for (name in names(project$networks)) {
      one <- project$networks[[name]]
      labels <- network::network.vertex.names(one)
      line(file, "network", name, network::network.size(one), network::network.edgecount(one), one %n% "bipartite")
      pairs <- as.matrix(one, matrix.type = "edgelist")
      if (nrow(pairs) > 0) for (row in seq_len(nrow(pairs))) {
        line(file, paste0("edge of ", name), labels[pairs[row, 1]], labels[pairs[row, 2]])
      }
    }
    for (name in names(project$partitions)) line(file, "partition", name, paste(project$partitions[[name]], collapse = " "))
  } else if (endsWith(file, "one-mode.dl")) {
    graph <- igraph::read_graph(path, format = "dl")
    say_igraph(file, graph, V(graph)$name)
  } else if (endsWith(file, "two-mode.dl")) {
    lines <- readLines(path, encoding = "UTF-8")
    marks <- match(c("row labels:", "column labels:", "data:"), lines)
    actors <- lines[(marks[1] + 1):(marks[2] - 1)]
    bodies <- lines[(marks[2] + 1):(marks[3] - 1)]
    values <- scan(text = lines[-seq_len(marks[3])], quiet = TRUE)
    matrix <- matrix(values, nrow = length(actors), ncol = length(bodies), byrow = TRUE, dimnames = list(actors, bodies))
    say_igraph(file, graph_from_incidence_matrix(matrix), c(actors, bodies))
  } else if (endsWith(file, "edges.csv")) {
    table <- read.csv(path, colClasses = "character", encoding = "UTF-8")
    columns <- c("actor", "body", "weight", "roles", "evidence", "start", "end")
    graph <- graph_from_data_frame(table[columns], directed = FALSE)
    say_igraph(file, graph, V(graph)$name)
    for (row in seq_len(nrow(table))) line(file, "name", table$actor[row], table$actor_name[row], table$body[row], table$body_name[row])
  } else if (endsWith(file, "matrix.csv")) {
    table <- as.matrix(read.csv(path, row.names = 1, check.names = FALSE, encoding = "UTF-8"))
    say_igraph(file, graph_from_incidence_matrix(table), c(rownames(table), colnames(table)))
  }
}

# The page on exports, if it is given: its R, in its folder.
page <- commandArgs(trailingOnly = TRUE)[2]
if (!is.na(page)) {
  cat("== page\n")
  setwd(dirname(page))
  source(page, print.eval = TRUE)
}
