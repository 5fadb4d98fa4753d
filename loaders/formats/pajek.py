"""Pajek (http://mrvar.fdv.uni-lj.si/pajek): two-mode networks, with partitions by mode, kind and region."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from graphmodel.errors import InvalidRecord, Problem
from graphmodel.files import write_files
from loaders.affiliations import Affiliation
from loaders.formats.affiliated import lines_of
from loaders.formats.graph import NODE_COLUMNS, Edge, Graph

__all__ = ["read_pajek", "write_pajek"]

_PARTITIONS = ("mode", "kind", "region")


def write_pajek(graph: Graph, path: str | Path) -> Path:
    """Write a network for Pajek, by ids. A path that ends in ``.net`` gets the network, with a ``.clu`` file beside it for
    each partition; any other a project (``.paj``) of them all.

    Partitions are mode, kind and region; lines that begin with ``%`` say what their numbers mean, and give selection, date,
    data and citation. A project has the documented ties, and the ties of each role where there are several, as networks of
    their own. Raises ``UnwritablePath``.
    """
    path = Path(path)
    partitions = {name: _partition(graph, name) for name in _PARTITIONS}
    comments = [f"% {name}: {' '.join(value.split())}\n" for name, value in graph.about.items()]
    legends = [f"% partition {name}: {legend}\n" for name, (legend, _) in partitions.items()]
    if path.suffix.lower() == ".net":
        contents = {path.name: _encoded([*comments, *legends], _network(graph, list(graph.edges())))}
        for name, (_, numbers) in partitions.items():
            contents[f"{path.stem}-{name}.clu"] = _encoded(_vertices(len(numbers)), numbers)
        return write_files(path.parent, contents)[0]
    return write_files(path.parent, {path.name: _encoded([*comments, *legends], _project(graph, partitions))})[0]


def _encoded(*groups: list[str] | Iterator[str]) -> Iterator[bytes]:
    return (line.encode() for group in groups for line in group)


def _vertices(size: int) -> list[str]:
    return [f"*Vertices {size}\n"]


def _partition(graph: Graph, name: str) -> tuple[str, list[str]]:
    """What the numbers of a partition mean, and the number of each vertex; 0 where nothing is known."""
    values = [node.values[NODE_COLUMNS.index(name)] for node in graph.nodes]
    numbers = {value: number for number, value in enumerate(sorted({*values} - {""}), start=1)}
    legend = "; ".join(f"{number} {' '.join(value.split())}" for value, number in numbers.items())
    return legend, [f"{numbers.get(value, 0)}\n" for value in values]


def _project(graph: Graph, partitions: dict[str, tuple[str, list[str]]]) -> Iterator[str]:
    edges = list(graph.edges())
    networks = {"ties": edges}
    if graph.actors is not None:
        evidence, roles = graph.edge_columns.index("evidence"), graph.edge_columns.index("roles")
        networks["documented"] = [edge for edge in edges if edge.values[evidence] == "documented"]
        named = sorted({role for edge in edges for role in edge.values[roles].split("; ")})
        for role in named if len(named) > 1 else ():
            networks[role] = [edge for edge in edges if role in edge.values[roles].split("; ")]
    for name, some in networks.items():
        yield f"*Network {name}\n"
        yield from _network(graph, some)
    for name, (_, numbers) in partitions.items():
        yield f"*Partition {name}\n"
        yield from _vertices(len(numbers))
        yield from numbers


def _network(graph: Graph, edges: list[Edge]) -> Iterator[str]:
    first_mode = "" if graph.actors is None else f" {graph.actors}"
    yield f"*Vertices {len(graph.nodes)}{first_mode}\n"
    for number, node in enumerate(graph.nodes, start=1):
        yield f'{number} "{node.id}"\n'
    yield "*Edges\n"
    for edge in edges:
        yield f"{edge.first + 1} {edge.second + 1} {edge.weight}\n"


def read_pajek(path: str | Path) -> list[Affiliation]:
    """The affiliations in the first network of a two-mode Pajek file (``.net`` or ``.paj``), in file order.

    ``*Vertices`` must say how many of the vertices are of the first mode (actors). Reads ``*Edges``, ``*Arcs``, their lists, and
    ``*Matrix``. Raises ``InvalidRecord`` with every problem, for files of one mode too: they have no affiliations.
    """
    path = Path(path)
    return _Reader(path.name, lines_of(path)).read()


_WORD = re.compile(r'"([^"]*)"|(\S+)')
_INTEGER = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_LISTS = ("*edgeslist", "*arcslist")
_PAIRS = ("*edges", "*arcs")
_SKIPPED = ("*network", "*partition", "*vector", "*permutation", "*cluster", "*hierarchy", "*events")


class _Reader:
    def __init__(self, file: str, lines: list[str]) -> None:
        self.file = file
        self.lines = lines
        self.problems: list[Problem] = []
        self.size, self.actors = -1, -1
        self.labels: dict[int, str] = {}
        self.found: list[tuple[int, int, int]] = []
        self.matrix_row = 0

    def read(self) -> list[Affiliation]:
        """Affiliations, or every problem."""
        section = ""
        for number, line in enumerate(self.lines, start=1):
            text = line.strip()
            if not text or text.startswith(("%", "/*")):
                continue
            if text.startswith("*"):
                section = text.split()[0].lower()
                if self.size >= 0 and section in ("*vertices", *_SKIPPED):
                    break
                self._begun(number, section, text)
                continue
            words = [match[1] if match[1] is not None else match[2] for match in _WORD.finditer(text)]
            self._line(number, section, words)
        if self.size < 0 and not self.problems:
            self._problem(0, 'no "*Vertices" line, with the number of vertices and of those in the first mode')
        if self.problems:
            raise InvalidRecord(self.problems)
        return [
            Affiliation(self.labels.get(actor, str(actor)), self.labels.get(body, str(body)), line=line)
            for actor, body, line in self.found
        ]

    def _problem(self, line: int, what: str) -> None:
        self.problems.append(Problem(self.file, line, "", what))

    def _begun(self, number: int, section: str, text: str) -> None:
        if section == "*vertices":
            sizes = text.split()[1:3]
            if len(sizes) != 2 or not all(_INTEGER.fullmatch(one) for one in sizes):
                self._problem(
                    number,
                    "not a two-mode network; write *Vertices, all vertices, and those of the first mode (actors)",
                )
                self.size = self.actors = 0
                return
            self.size, self.actors = int(sizes[0]), int(sizes[1])
            if not 0 <= self.actors <= self.size:
                self._problem(number, f"{self.actors} vertices of the first mode among {self.size}")
        elif section not in (*_PAIRS, *_LISTS, "*matrix", *_SKIPPED):
            self._problem(number, f"{section} is not read; see *Vertices, *Edges, *Arcs and *Matrix")

    def _line(self, number: int, section: str, words: list[str]) -> None:
        if section == "*vertices":
            vertex = self._vertex(number, words[0])
            if vertex and len(words) > 1:
                if vertex in self.labels:
                    self._problem(number, f"vertex {vertex} is there already")
                self.labels[vertex] = words[1]
        elif section in _PAIRS:
            if len(words) < 2:
                self._problem(number, "a line joins two vertices")
                return
            self._tie(number, words[0], words[1])
        elif section in _LISTS:
            for other in words[1:]:
                self._tie(number, words[0], other)
        elif section == "*matrix":
            self._row(number, words)

    def _vertex(self, number: int, word: str) -> int:
        if _INTEGER.fullmatch(word) and 1 <= int(word) <= self.size:
            return int(word)
        self._problem(number, f'"{word}" is no number of a vertex, 1 to {self.size}')
        return 0

    def _tie(self, number: int, one: str, other: str) -> None:
        first, second = self._vertex(number, one), self._vertex(number, other)
        if not first or not second:
            return
        actor, body = min(first, second), max(first, second)
        if not actor <= self.actors < body:
            mode = "first" if body <= self.actors else "second"
            self._problem(number, f"joins {first} and {second}, both of the {mode} mode")
            return
        self.found.append((actor, body, number))

    def _row(self, number: int, words: list[str]) -> None:
        self.matrix_row += 1
        bodies = self.size - self.actors
        if self.matrix_row > self.actors or len(words) != bodies:
            self._problem(
                number, f"row {self.matrix_row} has {len(words)} values; there are {self.actors} rows of {bodies}"
            )
            return
        for column, word in enumerate(words, start=1):
            try:
                is_tie = float(word) != 0
            except ValueError:
                self._problem(number, f'"{word}" is no number')
                continue
            if is_tie:
                self.found.append((self.matrix_row, self.actors + column, number))
