"""From the nodes and edges of somebody's file to affiliations: which nodes are actors, which are bodies, what edges say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graphmodel.errors import InvalidRecord, Problem
from graphmodel.names import closest
from loaders.affiliations import Affiliation

__all__ = ["ForeignEdge", "ForeignGraph", "ForeignNode", "content_of", "lines_of", "unreadable"]

_MODE_WORDS = {
    "mode": {"actor": True, "body": False},
    "bipartite": {"0": True, "1": False},
    "type": {"false": True, "true": False, "0": True, "1": False},
}
"""Node attributes that say which mode a node is of: ours, that of NetworkX, and that of igraph (where false comes first)."""
_NAMED_BY = ("label", "name")
_ADVICE = (
    'give every node the attribute "mode" (actor or body), "bipartite" (0 for actors) or "type" (false for actors), '
    "or direct every edge from an actor to a body"
)


@dataclass(frozen=True, slots=True)
class ForeignNode:
    """A node as the file has it, and where."""

    attributes: Mapping[str, str]
    line: int
    column: str

    def name(self, node_id: str) -> str:
        """What people call it: its label, else its name, else its id."""
        return next((self.attributes[one] for one in _NAMED_BY if self.attributes.get(one)), node_id)


@dataclass(frozen=True, slots=True)
class ForeignEdge:
    """An edge as the file has it, the intervals it holds in, and where it stands."""

    source: str
    target: str
    attributes: Mapping[str, str]
    spells: tuple[tuple[str, str], ...]
    line: int
    column: str


@dataclass
class ForeignGraph:
    """Nodes and edges gathered from one file."""

    file: str
    is_directed: bool = False
    nodes: dict[str, ForeignNode] = field(default_factory=dict)
    edges: list[ForeignEdge] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, node_id: str, node: ForeignNode) -> None:
        """Keep a node; a second one of its id is a problem."""
        if node_id in self.nodes:
            self.problems.append(Problem(self.file, node.line, node.column, f'node "{node_id}" is there already'))
        self.nodes[node_id] = node

    def affiliations(self) -> list[Affiliation]:
        """One an edge, role and spell, in file order. Raises ``InvalidRecord`` with every problem found.

        Nodes without any edge give none: an affiliation needs both ends.
        """
        for edge in self.edges:
            for end in dict.fromkeys((edge.source, edge.target)):
                if end not in self.nodes:
                    self._problem(edge, f'no node "{end}"{closest(end, self.nodes)}')
        found = [] if self.problems else list(self._found())
        if self.problems:
            raise InvalidRecord(self.problems)
        return found

    def _found(self) -> Iterator[Affiliation]:
        is_actor = self._modes()
        for edge in self.edges:
            actor, body = edge.source, edge.target
            if actor not in is_actor or body not in is_actor:
                continue
            if is_actor[actor] == is_actor[body]:
                what = "actors" if is_actor[actor] else "bodies"
                self._problem(
                    edge, f'joins two {what}, "{actor}" and "{body}"; a two-mode edge joins an actor and a body'
                )
                continue
            if is_actor[body]:
                actor, body = body, actor
            yield from self._of_edge(edge, self.nodes[actor].name(actor), self.nodes[body].name(body))

    def _of_edge(self, edge: ForeignEdge, actor: str, body: str) -> Iterator[Affiliation]:
        said = edge.attributes
        roles = [one.strip() for one in (said.get("roles") or said.get("role") or "").split(";")]
        for role in dict.fromkeys(roles):
            for start, end in edge.spells or ((said.get("start", ""), said.get("end", "")),):
                yield Affiliation(
                    actor=actor,
                    body=body,
                    role=role,
                    start=start,
                    end=end,
                    as_of=said.get("as_of", ""),
                    source=said.get("citations") or said.get("source", ""),
                    line=edge.line,
                    column=edge.column,
                )

    def _modes(self) -> dict[str, bool]:
        """For each node on an edge, whether it is an actor; what is not said is put on the list of problems."""
        needed = dict.fromkeys(end for edge in self.edges for end in (edge.source, edge.target))
        for name, words in _MODE_WORDS.items():
            if any(name in self.nodes[one].attributes for one in needed):
                return self._modes_by(name, words, needed)
        sources, targets = {edge.source for edge in self.edges}, {edge.target for edge in self.edges}
        if self.is_directed and not sources & targets:
            return {one: one in sources for one in needed}
        if needed:
            self.problems.append(
                Problem(self.file, 0, "", f"nothing says which nodes are actors and which bodies; {_ADVICE}")
            )
        return {}

    def _modes_by(self, name: str, words: Mapping[str, bool], needed: Mapping[str, None]) -> dict[str, bool]:
        modes = {}
        for one in needed:
            node = self.nodes[one]
            value = node.attributes.get(name, "").strip().lower()
            if value in words:
                modes[one] = words[value]
            else:
                said = f'"{name}" is "{value}", none of {", ".join(words)}' if value else f'has no "{name}"'
                self.problems.append(Problem(self.file, node.line, node.column, f'node "{one}": {said}; {_ADVICE}'))
        return modes

    def _problem(self, edge: ForeignEdge, what: str) -> None:
        self.problems.append(Problem(self.file, edge.line, edge.column, what))


def unreadable(path: Path, error: OSError) -> Problem:
    """A file that cannot be opened or read, as a problem."""
    return Problem(path.name, 0, "", f"cannot be read: {error.strerror or error}; give the path of a file")


def content_of(path: Path) -> bytes:
    """The bytes of a file. Raises ``InvalidRecord`` where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InvalidRecord([unreadable(path, error)]) from None


def lines_of(path: str | Path) -> list[str]:
    """The lines of a text file, without their ends. Raises ``InvalidRecord`` where it cannot be read or is not UTF-8."""
    path = Path(path)
    content = content_of(path)
    try:
        return re.split(r"\r\n|\r|\n", content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InvalidRecord([Problem(path.name, line, "", "not UTF-8; save it as UTF-8")]) from None
