"""What the network formats have in common: nodes, edges and what must be said about them, ready to be written in any of them.

A two-mode network at a date, or a one-mode projection of it, as plain values; the edges are made while they are written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from graphmodel.dates import FIRST_DAY, LAST_DAY, Period, day_text
from graphmodel.entities import Entity
from graphmodel.network import Network
from graphmodel.sources import format_citations
from graphmodel.ties import Membership
from graphmodel.twomode import Mode, TwoMode
from graphmodel.validity import Stretch, meets, merged

if TYPE_CHECKING:
    from scipy import sparse

__all__ = [
    "EDGE_COLUMNS",
    "EVER",
    "NODE_COLUMNS",
    "Edge",
    "Graph",
    "Node",
    "about_of",
    "graph_of_projection",
    "graph_of_two_mode",
    "spell_text",
]

EVER = Period(FIRST_DAY, LAST_DAY, "any date")
"""The period of a file that holds the whole history."""
NODE_COLUMNS = ("name", "short_name", "kind", "mode", "form", "region", "subregion")
EDGE_COLUMNS = ("roles", "evidence", "start", "end", "spells", "citations")
"""What is said about a two-mode edge. ``roles`` are joined by "; "; ``evidence`` is documented or presumed, in the period
asked; ``start`` and ``end`` bound the spells that meet it (empty: not known); ``spells`` are all those of the memberships
that hold then."""


class Node(NamedTuple):
    """An entity: its id, what is said about it in the order of ``NODE_COLUMNS``, and the days between which it existed."""

    id: str
    values: tuple[str, ...]
    life: Stretch

    @property
    def name(self) -> str:
        """The entity's name."""
        return self.values[0]


class Edge(NamedTuple):
    """Two positions among the nodes, a weight, what is said in the order of the graph's edge columns, and the spells."""

    first: int
    second: int
    weight: int
    values: tuple[str, ...] = ()
    spells: tuple[Stretch, ...] = ()


@dataclass(frozen=True)
class Graph:
    """Nodes, edges and what must be said about them: selection, date, data and how to cite it.

    In a two-mode graph the first ``actors`` nodes are actors, the others bodies, and every edge goes from an actor to a
    body; in a one-mode graph ``actors`` is None and the weight of an edge is how many the two share.
    """

    about: Mapping[str, str]
    nodes: tuple[Node, ...]
    actors: int | None
    edge_columns: tuple[str, ...]
    edges: Callable[[], Iterator[Edge]]

    @property
    def description(self) -> str:
        """What is to be said about it, as one line."""
        return "; ".join(f"{name}: {value}" for name, value in self.about.items())


def about_of(two_mode: TwoMode) -> dict[str, str]:
    """What a reader must know of a network to trust and quote it: data, selection, date, and how much is presumed."""
    dataset, counts = two_mode.dataset, two_mode.counts
    asked = {
        name: ", ".join(value) if isinstance(value, list) else str(value)
        for name, value in two_mode.selection.to_dict().items()
    }
    about = {
        "title": dataset.title,
        "data": f"{dataset.name} {dataset.version} of {dataset.date}",
        "citation": dataset.citation,
        "at": str(two_mode.period),
        **asked,
        "ties": str(len(two_mode)),
        "documented": str(counts.documented),
        "presumed": str(counts.presumed),
        "attested": str(counts.attested),
        "unknown": str(counts.unknown),
        "uncited_left_out": str(counts.uncited_left_out),
        "farthest_presumption_years": str(counts.farthest_presumption_years),
    }
    return {name: value for name, value in about.items() if value}


def graph_of_two_mode(network: Network, two_mode: TwoMode) -> Graph:
    """A two-mode network with the spells of its ties. Raises ``InvalidQuestion`` where a body is also an actor."""
    two_mode.require_disjoint("export")
    return Graph(
        about=about_of(two_mode),
        nodes=(
            *(_node(one, "actor", network) for one in two_mode.actors),
            *(_node(one, "body", network) for one in two_mode.bodies),
        ),
        actors=len(two_mode.actors),
        edge_columns=EDGE_COLUMNS,
        edges=lambda: _ties(network, two_mode),
    )


def graph_of_projection(
    network: Network, two_mode: TwoMode, mode: Mode, matrix: sparse.csr_array[Any, tuple[int, int]]
) -> Graph:
    """A one-mode projection of a two-mode network: how many of the other mode each two share, each pair once."""
    other = "bodies" if mode == "actors" else "actors"
    kept = matrix.tocoo()
    pairs = sorted(
        (first, second, weight)
        for first, second, weight in zip(kept.row.tolist(), kept.col.tolist(), kept.data.tolist(), strict=True)
        if first < second and weight
    )
    return Graph(
        about=about_of(two_mode) | {"projection": f"{mode}, weighted by shared {other}"},
        nodes=tuple(_node(one, "actor" if mode == "actors" else "body", network) for one in two_mode.entities(mode)),
        actors=None,
        edge_columns=(),
        edges=lambda: (Edge(first, second, weight) for first, second, weight in pairs),
    )


def _node(entity: Entity, mode: str, network: Network) -> Node:
    said = {"kind": entity.kind, "mode": mode}
    life = network.timeline.life(entity.id)
    values = tuple(str(said.get(name) or getattr(entity, name, "")) for name in NODE_COLUMNS)
    return Node(entity.id, values, (life.first, life.last))


def _ties(network: Network, two_mode: TwoMode) -> Iterator[Edge]:
    """Each cell as an edge. Bodies come behind the actors in the positions of nodes."""
    offset, period = len(two_mode.actors), two_mode.period
    positions = zip(map(int, two_mode.rows), map(int, two_mode.columns), two_mode.documented, strict=True)
    for (row, column, documented), ties in zip(positions, two_mode.ties, strict=True):
        spells = _spells(network, two_mode, ties)
        meeting = [one for one in spells if meets(*one, period)]
        start, end = (meeting[0][0], meeting[-1][1]) if meeting else (FIRST_DAY, LAST_DAY)
        cited = dict.fromkeys(one for tie in ties for claim in tie.claims for one in claim.citations)
        values = (
            "; ".join(sorted({tie.role for tie in ties})),
            "documented" if documented else "presumed",
            "" if start == FIRST_DAY else day_text(start),
            "" if end == LAST_DAY else day_text(end),
            "; ".join(map(spell_text, spells)),
            format_citations(sorted(cited, key=str)),
        )
        yield Edge(row, offset + column, 1, values, spells)


def _spells(network: Network, two_mode: TwoMode, ties: tuple[Membership, ...]) -> tuple[Stretch, ...]:
    """The days on which any of the memberships holds, as the selection presumes."""
    selection = two_mode.selection
    found: list[Stretch] = []
    for tie in ties:
        validity = network.timeline.validity(tie, weak=selection.evidence == "any")
        found += validity.days(selection.presume)
    return merged(found) if len(ties) > 1 else tuple(found)


def spell_text(spell: Stretch) -> str:
    """A spell as an interval of EDTF (ISO 8601-2): ``2004-01-01/2008-12-31``, with ``..`` for an end that is not known."""
    first, last = spell
    begin = ".." if first == FIRST_DAY else day_text(first)
    return f"{begin}/{'..' if last == LAST_DAY else day_text(last)}"
