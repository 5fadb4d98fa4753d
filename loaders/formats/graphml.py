"""GraphML (http://graphml.graphdrawing.org): for NetworkX, igraph and most programs; nodes and edges with all that is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graphmodel.files import write_parts
from loaders.affiliations import Affiliation
from loaders.formats.affiliated import ForeignEdge, ForeignGraph, ForeignNode
from loaders.formats.graph import NODE_COLUMNS, Graph
from loaders.formats.markup import XmlReader, attribute, text

__all__ = ["read_graphml", "write_graphml"]


def write_graphml(graph: Graph, path: str | Path) -> Path:
    """Write a network as GraphML; the same network gives the same bytes.

    Nodes are ids with ``name``, ``kind``, ``mode`` and the rest; in a two-mode network also ``type`` (false for actors, as
    igraph takes it) and ``bipartite`` (0 for actors, as NetworkX takes it). Edges carry roles, evidence, the spell that
    holds at the date (``start``, ``end``), all spells, and the citations; selection, date and data are attributes of the graph.
    Raises ``UnwritablePath``.
    """
    return write_parts(path, _parts(graph))


def _parts(graph: Graph) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    modes = {"type": "boolean", "bipartite": "int"} if graph.actors is not None else {}
    of_nodes = dict.fromkeys(NODE_COLUMNS, "string") | modes
    of_edges = {"weight": "int"} | dict.fromkeys(graph.edge_columns, "string")
    for owner, columns in (("graph", dict.fromkeys(graph.about, "string")), ("node", of_nodes), ("edge", of_edges)):
        for name, kind in columns.items():
            yield f' <key id="{owner}-{name}" for="{owner}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield ' <graph id="G" edgedefault="undirected">\n'
    for name, value in graph.about.items():
        yield f'  <data key="graph-{name}">{text(value)}</data>\n'
    for position, node in enumerate(graph.nodes):
        data = _data("node", zip(NODE_COLUMNS, node.values, strict=True))
        if graph.actors is not None:
            is_body = position >= graph.actors
            data += f'<data key="node-type">{str(is_body).lower()}</data><data key="node-bipartite">{is_body:d}</data>'
        yield f"  <node id={attribute(node.id)}>{data}</node>\n"
    ids = [attribute(node.id) for node in graph.nodes]
    for edge in graph.edges():
        data = _data("edge", zip(graph.edge_columns, edge.values, strict=True))
        ends = f"source={ids[edge.first]} target={ids[edge.second]}"
        yield f'  <edge {ends}><data key="edge-weight">{edge.weight}</data>{data}</edge>\n'
    yield " </graph>\n</graphml>\n"


def _data(owner: str, said: Iterator[tuple[str, str]]) -> str:
    return "".join(f'<data key="{owner}-{name}">{text(value)}</data>' for name, value in said if value)


def read_graphml(path: str | Path) -> list[Affiliation]:
    """The affiliations in a two-mode GraphML file, one an edge and role, in file order.

    Which nodes are actors is said by the node attribute ``mode`` (actor or body), ``bipartite`` (0 for actors) or ``type``
    (false for actors), or by edges that all lead from actors to bodies. An entity is called by its ``label``, else its
    ``name``, else its id; ``role`` or ``roles``, ``start``, ``end``, ``as_of`` and ``source`` or ``citations`` of edges are taken
    along. Raises ``InvalidRecord`` with every problem; a document type is refused.
    """
    reader = _Reader(path)
    reader.walk()
    return reader.graph.affiliations()


class _Reader(XmlReader):
    def __init__(self, path: str | Path) -> None:
        super().__init__(path)
        self.graph = ForeignGraph(self.path.name)
        self.keys: dict[str, str] = {}
        self.defaults: dict[tuple[str, str], str] = {}
        self.key, self.owner = "", ""
        self.text: list[str] | None = None
        self.place, self.attributes = (0, ""), dict[str, str]()
        self.ends = ("", "")

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Note keys, nodes and edges."""
        if name == "key":
            self.key, self.owner = attributes.get("id", ""), attributes.get("for", "all")
            self.keys[self.key] = attributes.get("attr.name", self.key)
        elif name == "graph":
            self.graph.is_directed = attributes.get("edgedefault") == "directed"
        elif name in ("node", "edge"):
            self.place = (self.line, self.column)
            self.attributes = {key: value for (owner, key), value in self.defaults.items() if owner in (name, "all")}
            if name == "node":
                self.ends = (attributes.get("id", ""), "")
                if not self.ends[0]:
                    self.problem("a node without id")
            else:
                self.ends = (attributes.get("source", ""), attributes.get("target", ""))
        elif name == "hyperedge":
            self.problem("a hyperedge: a two-mode file has an edge for each actor and body")
        elif name == "data":
            self.key = attributes.get("key", "")
            self.text = []
        elif name == "default":
            self.text = []

    def said(self, some: str) -> None:
        """Text of a value."""
        if self.text is not None:
            self.text.append(some)

    def end(self, name: str) -> None:
        """Keep what has been gathered."""
        if name in ("data", "default"):
            value, self.text = "".join(self.text or ()), None
            if name == "data":
                self.attributes[self.keys.get(self.key, self.key)] = value
            else:
                self.defaults[self.owner, self.keys.get(self.key, self.key)] = value
        elif name == "node":
            self.graph.add(self.ends[0], ForeignNode(self.attributes, *self.place))
        elif name == "edge":
            self.graph.edges.append(ForeignEdge(*self.ends, self.attributes, (), *self.place))
