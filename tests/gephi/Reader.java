import java.io.File;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Graph;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Interval;
import org.gephi.graph.api.Node;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.openide.util.Lookup;

/** Imports files into Gephi and prints what it holds then, tab separated: file, sort, values. Bounds are milliseconds. */
public class Reader {
  public static void main(String[] files) throws Exception {
    for (String file : files) {
      ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
      projects.newProject();
      ImportController importer = Lookup.getDefault().lookup(ImportController.class);
      Container container = importer.importFile(new File(file));
      for (Issue issue : (Iterable<Issue>) () -> container.getReport().getIssues(1000)) {
        say(file, "issue", issue.getLevel(), issue.getMessage());
      }
      importer.process(container, new DefaultProcessor(), projects.getCurrentWorkspace());
      GraphModel model = Lookup.getDefault().lookup(GraphController.class).getGraphModel();
      Graph graph = model.getGraph();
      say(file, "count", graph.getNodeCount(), graph.getEdgeCount(), model.isDynamic(), graph.isDirected());
      for (Node node : graph.getNodes()) {
        say(file, "node", node.getId(), node.getLabel(), value(node, "mode"), bounds(model, node.getIntervals()));
      }
      for (Edge edge : graph.getEdges()) {
        say(file, "edge", edge.getSource().getId(), edge.getTarget().getId(), edge.getWeight(), value(edge, "roles"),
            value(edge, "evidence"), bounds(model, edge.getIntervals()));
      }
    }
  }

  private static Object value(org.gephi.graph.api.Element element, String name) {
    Column column = element.getTable().getColumn(name);
    return column == null ? "" : element.getAttribute(column);
  }

  private static String bounds(GraphModel model, Interval[] intervals) {
    StringBuilder text = new StringBuilder();
    if (model.isDynamic()) {
      for (Interval one : intervals) {
        text.append(String.format("%s..%s ", one.getLow(), one.getHigh()));
      }
    }
    return text.toString().trim();
  }

  private static void say(Object... values) {
    StringBuilder text = new StringBuilder();
    for (Object value : values) {
      text.append(text.length() == 0 ? "" : "\t").append(value);
    }
    System.out.println(text);
  }
}
