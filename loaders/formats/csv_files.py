"""CSV for spreadsheets and R: an edge list with everything said about each tie, and the incidence matrix."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graphmodel.cells import csv_lines
from graphmodel.files import write_parts
from loaders.formats.graph import NODE_COLUMNS, Graph, Node

__all__ = ["edge_rows", "rows_and_columns", "weights_by_row", "write_edges", "write_matrix"]

_OF_NODE = ("name", "kind", "region")


def write_edges(graph: Graph, path: str | Path) -> Path:
    """Write an edge list: one row a tie, both ends by id, name, kind and region, then all that is said about the tie.

    The last columns repeat the date asked and the data. Entities without a tie are not in it; the matrix has them. A text that
    a spreadsheet would take for a formula has an apostrophe in front (``graphmodel.cells``). Raises ``UnwritablePath``.
    """
    return write_parts(path, csv_lines(edge_rows(graph)))


def edge_rows(graph: Graph) -> Iterator[list[str]]:
    """The head of the edge list, then its rows, all as texts."""
    ends = ("actor", "body") if graph.actors is not None else ("first", "second")
    of_ends = [column for end in ends for column in (end, *(f"{end}_{name}" for name in _OF_NODE))]
    tail = [graph.about["at"], graph.about["data"]]
    yield [*of_ends, "weight", *graph.edge_columns, "at", "data"]
    heads = [_head(node) for node in graph.nodes]
    for edge in graph.edges():
        yield [*heads[edge.first], *heads[edge.second], str(edge.weight), *edge.values, *tail]


def _head(node: Node) -> list[str]:
    return [node.id, *(node.values[NODE_COLUMNS.index(name)] for name in _OF_NODE)]


def write_matrix(graph: Graph, path: str | Path) -> Path:
    """Write a matrix by ids: actors in rows, bodies in columns, 1 where a tie holds, else 0; of a projection, shared counts.

    Entities without a tie have their row or column of zeros. Raises ``UnwritablePath``.
    """
    return write_parts(path, csv_lines(_matrix_rows(graph)))


def _matrix_rows(graph: Graph) -> Iterator[list[str]]:
    rows, columns = rows_and_columns(graph)
    corner = "actor" if graph.actors is not None else graph.nodes[0].values[NODE_COLUMNS.index("mode")]
    yield [corner, *(node.id for node in columns)]
    for node, weights in zip(rows, weights_by_row(graph), strict=True):
        yield [node.id, *map(str, weights)]


def rows_and_columns(graph: Graph) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """The nodes in the rows and in the columns of a matrix."""
    if graph.actors is None:
        return graph.nodes, graph.nodes
    return graph.nodes[: graph.actors], graph.nodes[graph.actors :]


def weights_by_row(graph: Graph) -> Iterator[list[int]]:
    """The rows of the matrix: weight of the tie of each row with each column, 0 where there is none."""
    rows, columns = rows_and_columns(graph)
    offset = graph.actors or 0
    by_row: list[list[tuple[int, int]]] = [[] for _ in rows]
    for edge in graph.edges():
        by_row[edge.first].append((edge.second - offset, edge.weight))
        if graph.actors is None:
            by_row[edge.second].append((edge.first, edge.weight))
    for cells in by_row:
        weights = [0] * len(columns)
        for column, weight in cells:
            weights[column] = weight
        yield weights
