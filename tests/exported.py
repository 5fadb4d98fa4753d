"""Networks to export, and what a reader of the exported file must find in it."""

from __future__ import annotations

from dataclasses import dataclass

import graphmodel as gm
from graphmodel.dates import FIRST_DAY, LAST_DAY, day_text
from graphmodel.network import Network
from graphmodel.twomode import TwoMode
from loaders.formats.graph import Graph, graph_of_projection, graph_of_two_mode


@dataclass(frozen=True)
class Expected:
    """A two-mode network and what it says, computed here from the network and not by the writers."""

    network: Network
    two_mode: TwoMode

    @property
    def graph(self) -> Graph:
        return graph_of_two_mode(self.network, self.two_mode)

    @property
    def actors_graph(self) -> Graph:
        return graph_of_projection(self.network, self.two_mode, "actors", self.two_mode.projection("actors"))

    @property
    def shared(self) -> dict[tuple[str, str], int]:
        """Pairs of actors and how many bodies they share."""
        bodies: dict[str, set[str]] = {one.id: set() for one in self.two_mode.actors}
        for actor, body in self.pairs:
            bodies[actor].add(body)
        ids = sorted(bodies)
        counts = {(a, b): len(bodies[a] & bodies[b]) for a in ids for b in ids if a < b}
        return {pair: count for pair, count in counts.items() if count}

    @property
    def names(self) -> dict[str, str]:
        return {one.id: one.name for one in (*self.two_mode.actors, *self.two_mode.bodies)}

    @property
    def modes(self) -> dict[str, int]:
        return {one.id: 0 for one in self.two_mode.actors} | {one.id: 1 for one in self.two_mode.bodies}

    @property
    def pairs(self) -> dict[tuple[str, str], int]:
        """Actor and body of each cell, with the cell."""
        rows, columns = self.two_mode.rows.tolist(), self.two_mode.columns.tolist()
        return {
            (self.two_mode.actors[row].id, self.two_mode.bodies[column].id): cell
            for cell, (row, column) in enumerate(zip(rows, columns, strict=True))
        }

    @property
    def said(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Roles and evidence of each cell."""
        return {
            pair: (
                "; ".join(sorted({tie.role for tie in self.two_mode.ties[cell]})),
                "documented" if self.two_mode.documented[cell] else "presumed",
            )
            for pair, cell in self.pairs.items()
        }

    @property
    def held(self) -> dict[tuple[str, str], tuple[str, str]]:
        """First and last day of what each cell of the period holds in, by asking day by day; empty where there is no bound.

        Only for periods of one day."""
        period, presume = self.two_mode.period, self.two_mode.selection.presume
        assert period.days == 1
        bounds = {}
        for pair, cell in self.pairs.items():
            first, last = period.first, period.first
            ties = self.two_mode.ties[cell]
            while first > FIRST_DAY and self.is_held(ties, first - 1, presume):
                first = self.earlier(ties, first, presume)
            while last < LAST_DAY and self.is_held(ties, last + 1, presume):
                last = self.later(ties, last, presume)
            bounds[pair] = (
                "" if first == FIRST_DAY else day_text(first),
                "" if last == LAST_DAY else day_text(last),
            )
        return bounds

    def is_held(self, ties: tuple[gm.Membership, ...], day: int, presume: str) -> bool:
        period = gm.Period(day, day, "")
        return any(self.network.holding(tie, period, presume=presume).holds for tie in ties)

    def edges_of_stretches(self, ties: tuple[gm.Membership, ...]) -> list[int]:
        """Days at which any answer about the ties may change."""
        found = {FIRST_DAY, LAST_DAY}
        for tie in ties:
            validity = self.network.timeline.validity(tie)
            for first, last in (*validity.documented, *validity.inner, *validity.backward):
                found |= {first - 1, first, first + 1, last - 1, last, last + 1}
        return sorted(day for day in found if FIRST_DAY <= day <= LAST_DAY)

    def earlier(self, ties: tuple[gm.Membership, ...], day: int, presume: str) -> int:
        """The next day before at which an answer may change, if all between is held."""
        before = max(one for one in self.edges_of_stretches(ties) if one < day)
        return before if self.is_held(ties, before, presume) else day - 1

    def later(self, ties: tuple[gm.Membership, ...], day: int, presume: str) -> int:
        after = min(one for one in self.edges_of_stretches(ties) if one > day)
        return after if self.is_held(ties, after, presume) else day + 1


def toy_export(toy: Network) -> Expected:
    return Expected(toy, toy.two_mode(gm.Selection(roles=["member", "observer", "chair"]), at="2008-06-01"))


def dataset_export(dataset: Network) -> Expected:
    return Expected(dataset, dataset.two_mode(gm.Selection(bodies="rcp"), at="2008-06-01"))
