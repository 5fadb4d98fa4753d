"""Snapshots: the two-mode networks of selections at dates. What does not depend on the date is worked out once for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graphmodel.coverage import BodyCoverage, Counts
from graphmodel.dataset import Dataset
from graphmodel.dates import Period
from graphmodel.entities import Entity
from graphmodel.lazy import LazySequence
from graphmodel.selection import EvidenceWanted, Selection
from graphmodel.standing import Standing
from graphmodel.ties import Membership
from graphmodel.timeline import Timeline
from graphmodel.twomode import Integers, TwoMode
from graphmodel.validity import Status

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["Covered", "Meant", "Snapshots"]


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a selection means at a date: actors and bodies, each by id."""

    selection: Selection
    period: Period
    actors: tuple[Entity, ...]
    bodies: tuple[Entity, ...]


Covered = Callable[[Entity, Meant, int, int, Iterable[Membership]], BodyCoverage]
"""What is known about a body: of whose ties so many are documented and presumed, and in which all these hold."""


class Snapshots:
    """Ties in the order of their keys, as arrays, and the two-mode networks that they make at any date."""

    def __init__(self, ties: Sequence[Membership], timeline: Timeline, dataset: Dataset, covered: Covered) -> None:
        self._ties = ties
        self._timeline = timeline
        self._dataset = dataset
        self._covered = covered
        self._actors, self._actor = _coded([tie.actor for tie in ties])
        self._bodies, self._body = _coded([tie.body for tie in ties])
        self._roles, self._role = _coded([tie.role for tie in ties])
        self._cited = np.array([tie.is_cited for tie in ties], dtype=np.bool_)
        self._standing: dict[EvidenceWanted, Standing] = {}

    def two_mode(self, asked: Meant) -> TwoMode:
        """The network of a selection at its date: of those ties that are in its bodies."""
        selection, period = asked.selection, asked.period
        standing = self._standing_by(selection.evidence)
        status = standing.status(period, selection.presume)
        wanted = _places(self._roles, selection.roles)[self._role] >= 0
        row = _places(self._actors, [one.id for one in asked.actors])[self._actor]
        column = _places(self._bodies, [one.id for one in asked.bodies])[self._body]
        inside = np.flatnonzero((row >= 0) & (column >= 0) & wanted)
        pair = row[inside] * np.int64(len(asked.bodies)) + column[inside]
        holds, counts = status[inside] >= Status.PRESUMED, self._counts(selection)[inside]
        held = inside[holds & counts]
        pairs = pair[holds & counts]
        begins = np.flatnonzero(np.diff(pairs, prepend=-1))
        cells = pairs[begins]
        documented = _of_cells(np.maximum, status[held], begins) == Status.DOCUMENTED
        columns = cells % len(asked.bodies)
        farthest = _of_cells(np.minimum, standing.distance(period)[held], begins)[~documented].max(initial=0)
        ends = np.append(begins[1:], len(held))

        def ties_at(cell: int) -> tuple[Membership, ...]:
            return tuple(self._ties[tie] for tie in held[begins[cell] : ends[cell]].tolist())

        def coverage_at(body: int) -> BodyCoverage:
            mine = documented[columns == body]
            all_held = wanted & self._counts(selection) & (column == body) & (status >= Status.PRESUMED)
            ties = [self._ties[tie] for tie in np.flatnonzero(all_held).tolist()]
            return self._covered(asked.bodies[body], asked, int(mine.sum()), int((~mine).sum()), ties)

        return TwoMode(
            actors=asked.actors,
            bodies=asked.bodies,
            rows=cells // len(asked.bodies),
            columns=columns,
            documented=documented,
            ties=LazySequence(len(cells), ties_at),
            selection=selection,
            period=period,
            dataset=self._dataset,
            counts=Counts(
                documented=int(documented.sum()),
                presumed=int((~documented).sum()),
                attested=int(_of_cells(np.maximum, standing.attested(period)[held], begins).sum()),
                unknown=_others(pair[counts & (status[inside] == Status.UNKNOWN)], cells),
                uncited_left_out=_others(pair[holds & ~counts], cells),
                farthest_presumption_years=-(-int(farthest) * 10000 // 3652425),
            ),
            coverage=LazySequence(len(asked.bodies), coverage_at),
        )

    def _counts(self, selection: Selection) -> npt.NDArray[np.bool_]:
        """Which ties count, if they hold: those that a source supports, or any."""
        return np.ones_like(self._cited) if selection.evidence == "any" else self._cited

    def _standing_by(self, evidence: EvidenceWanted) -> Standing:
        """When the ties hold; where only cited ones count, uncited ones are read as what they would add."""
        if evidence not in self._standing:
            weak = [evidence == "any" or not cited for cited in self._cited]
            validities = [self._timeline.validity(tie, weak=one) for tie, one in zip(self._ties, weak, strict=True)]
            self._standing[evidence] = Standing(validities)
        return self._standing[evidence]


def _coded(words: Sequence[str]) -> tuple[dict[str, int], npt.NDArray[np.int32]]:
    """A number for each word that occurs, and the words as these numbers."""
    code = {word: number for number, word in enumerate(dict.fromkeys(words))}
    return code, np.array([code[word] for word in words], dtype=np.int32)


def _places(code: dict[str, int], words: Iterable[str]) -> npt.NDArray[np.int32]:
    """The place of each coded word among some words; -1 where it is none of them."""
    places = np.full(len(code) + 1, -1, dtype=np.int32)
    numbers = [code.get(word, -1) for word in words]
    places[numbers] = np.arange(len(numbers))
    return places[:-1]


def _of_cells(reduced: np.ufunc, values: npt.NDArray[np.generic], begins: Integers) -> npt.NDArray[np.generic]:
    """The values of the ties of each cell in one; cells begin there."""
    return values if len(begins) == len(values) else reduced.reduceat(values, begins)


def _others(pairs: Integers, cells: Integers) -> int:
    """How many different pairs there are that are no cell."""
    if not len(pairs):
        return 0
    other = np.zeros(max(pairs.max(), cells.max(initial=0)) + 1, dtype=np.bool_)
    other[pairs] = True
    other[cells] = False
    return int(np.count_nonzero(other))
