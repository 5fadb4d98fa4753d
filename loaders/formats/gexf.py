"""GEXF 1.3 (https://gexf.net): for Gephi. Ties carry the intervals they hold in, so that its timeline plays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graphmodel.dates import FIRST_DAY, LAST_DAY, day_text
from graphmodel.files import write_parts
from graphmodel.validity import Stretch
from loaders.affiliations import Affiliation
from loaders.formats.affiliated import ForeignEdge, ForeignGraph, ForeignNode
from loaders.formats.graph import NODE_COLUMNS, Graph
from loaders.formats.markup import XmlReader, attribute, text

__all__ = ["read_gexf", "write_gexf"]

_EDGE_COLUMNS = ("roles", "evidence", "citations")
"""What edges say beside their spells, which the format has a place of its own for."""


def write_gexf(graph: Graph, path: str | Path) -> Path:
    """Write a network as GEXF 1.3; the same network gives the same bytes.

    Every edge has its spells, in days, both ends included, and every node the days between which it existed; an end that is
    not known is left open. Label and attributes as in GraphML; selection, date, data and citation stand in the description. A
    projection has no spells: it is of one date. Raises ``UnwritablePath``.
    """
    return write_parts(path, _parts(graph))


def _parts(graph: Graph) -> Iterator[str]:
    mode = "static" if graph.actors is None else "dynamic"
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n <meta>\n'
    yield f"  <creator>graphmodel</creator>\n  <description>{text(graph.description)}</description>\n </meta>\n"
    yield f' <graph defaultedgetype="undirected" mode="{mode}" timeformat="date" timerepresentation="interval">\n'
    edge_columns = [name for name in _EDGE_COLUMNS if name in graph.edge_columns]
    positions = [graph.edge_columns.index(name) for name in edge_columns]
    for owner, columns in (("node", NODE_COLUMNS), ("edge", tuple(edge_columns))):
        yield f'  <attributes class="{owner}" mode="static">\n'
        for name in columns:
            yield f'   <attribute id="{name}" title="{name}" type="string"/>\n'
        yield "  </attributes>\n"
    yield "  <nodes>\n"
    for node in graph.nodes:
        spells = _spells([node.life]) if graph.actors is not None else ""
        said = _values(zip(NODE_COLUMNS, node.values, strict=True))
        yield f"   <node id={attribute(node.id)} label={attribute(node.name)}>{said}{spells}</node>\n"
    yield "  </nodes>\n  <edges>\n"
    ids = [attribute(node.id) for node in graph.nodes]
    for number, edge in enumerate(graph.edges()):
        said = _values(iter([(name, edge.values[one]) for name, one in zip(edge_columns, positions, strict=True)]))
        ends = f"source={ids[edge.first]} target={ids[edge.second]}"
        yield f'   <edge id="{number}" {ends} weight="{edge.weight}">{said}{_spells(edge.spells)}</edge>\n'
    yield "  </edges>\n </graph>\n</gexf>\n"


def _values(said: Iterator[tuple[str, str]]) -> str:
    values = "".join(f'<attvalue for="{name}" value={attribute(value)}/>' for name, value in said if value)
    return f"<attvalues>{values}</attvalues>" if values else ""


def _spells(spells: list[Stretch] | tuple[Stretch, ...]) -> str:
    """Intervals; nothing for what is without known bounds, which is then there always."""
    if not spells or (FIRST_DAY, LAST_DAY) in spells:
        return ""
    return f"<spells>{''.join(map(_spell, spells))}</spells>"


def _spell(spell: Stretch) -> str:
    first, last = spell
    start = "" if first == FIRST_DAY else f' start="{day_text(first)}"'
    end = "" if last == LAST_DAY else f' end="{day_text(last)}"'
    return f"<spell{start}{end}/>"


def read_gexf(path: str | Path) -> list[Affiliation]:
    """The affiliations in a two-mode GEXF file, one an edge, role and spell, in file order.

    As ``read_graphml`` reads GraphML; ``start`` and ``end`` come from the spells. Raises ``InvalidRecord`` with every problem.
    """
    reader = _Reader(path)
    reader.walk()
    return reader.graph.affiliations()


class _Reader(XmlReader):
    def __init__(self, path: str | Path) -> None:
        super().__init__(path)
        self.graph = ForeignGraph(self.path.name)
        self.titles: dict[tuple[str, str], str] = {}
        self.owner = ""
        self.place, self.ends = (0, ""), ("", "")
        self.attributes: dict[str, str] = {}
        self.spells: list[tuple[str, str]] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Note attributes, nodes, edges and spells."""
        if name == "graph":
            self.graph.is_directed = attributes.get("defaultedgetype") == "directed"
        elif name == "attributes":
            self.owner = attributes.get("class", "")
        elif name == "attribute":
            self.titles[self.owner, attributes.get("id", "")] = attributes.get("title", "")
        elif name in ("node", "edge"):
            self.owner, self.place, self.spells = name, (self.line, self.column), []
            self.attributes = {key: value for key, value in attributes.items() if key in ("label", "start", "end")}
            ends = ("id", "") if name == "node" else ("source", "target")
            self.ends = (attributes.get(ends[0], ""), attributes.get(ends[1], ""))
            if name == "node" and not self.ends[0]:
                self.problem("a node without id")
        elif name == "attvalue":
            key = attributes.get("for", attributes.get("id", ""))
            self.attributes[self.titles.get((self.owner, key), key)] = attributes.get("value", "")
        elif name == "spell":
            self.spells.append((attributes.get("start", ""), attributes.get("end", "")))

    def end(self, name: str) -> None:
        """Keep what has been gathered."""
        if name == "node":
            self.graph.add(self.ends[0], ForeignNode(self.attributes, *self.place))
        elif name == "edge":
            self.graph.edges.append(ForeignEdge(*self.ends, self.attributes, tuple(self.spells), *self.place))
