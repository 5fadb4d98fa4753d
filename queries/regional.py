"""What questions about regions share: a two-mode network whose actors lie in regions, and the ties between these.

Pairs of actors are found in blocks and kept once: 28 bytes a pair that shares a body, and one byte a pair of actors while random
deals of regions are counted (5,000 actors: 25 MB, and 150 MB where every second pair shares a body)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

from graphmodel.errors import InvalidQuestion
from graphmodel.regions import RegionScheme, regions_of
from graphmodel.ties import Membership
from graphmodel.twomode import TwoMode
from queries.answer import Answer

__all__ = ["WEIGHTS", "Floats", "Integers", "Pairs", "Regional", "Weights", "require_at_least"]

BLOCK = 4_000_000
"""Pairs of actors looked at at once, so that memory stays bounded."""
ONE = 2**40
"""A shared body counts so much and its own number: what two share then says how many, and, if it is one, which."""

Floats: TypeAlias = npt.NDArray[np.float64]
Integers: TypeAlias = npt.NDArray[np.int64]
Weights = Literal["binary", "shared", "body"]
WEIGHTS: tuple[Weights, ...] = get_args(Weights)


class Pairs(NamedTuple):
    """Pairs of actors that share a body: places (first < second), how many bodies they share, the only one (else -1), and the
    sum over these bodies of 1 / the pairs of actors in each."""

    first: npt.NDArray[np.int32]
    second: npt.NDArray[np.int32]
    shared: npt.NDArray[np.int32]
    only: npt.NDArray[np.int32]
    evenly: Floats


class Regional:
    """A two-mode network whose actors lie in regions. Actors without a region are left out; ``remarks`` name them.

    ``kept`` are the positions of the actors that have one, ``region`` the position of each one's region in ``names``.
    """

    def __init__(self, two_mode: TwoMode, by: RegionScheme) -> None:
        words = regions_of(two_mode.actors, by)
        self.two_mode = two_mode
        self.by = dict(by) if isinstance(by, Mapping) else str(by)
        self.names = sorted(set(words) - {""})
        self.kept = np.array([place for place, word in enumerate(words) if word], dtype=np.int64)
        self.region = np.array([self.names.index(words[place]) for place in self.kept], dtype=np.int64)
        self.sizes = np.bincount(self.region)
        without = [actor.id for actor, word in zip(two_mode.actors, words, strict=True) if not word]
        remarks = []
        if without:
            remarks.append(f"{len(without)} without a region, left out: {', '.join(without)}")
        if two_mode.selection.bodies == ("rcp",):
            remarks.append("rcp means within one region: for ties between regions, ask about all processes")
        self.remarks = tuple(remarks)

    @cached_property
    def _ends(self) -> tuple[Integers, Integers]:
        """For each cell of a kept actor, the actor's place among those kept, and the body's."""
        place = np.full(len(self.two_mode.actors), -1)
        place[self.kept] = np.arange(len(self.kept))
        actor = place[self.two_mode.rows]
        return actor[actor >= 0], self.two_mode.columns[actor >= 0]

    def counts_of(self, region: Integers) -> Integers:
        """Bodies in rows, regions in columns: how many actors, were they of these regions."""
        actor, body = self._ends
        size = len(self.two_mode.bodies), len(self.names)
        return np.bincount(body * size[1] + region[actor], minlength=size[0] * size[1]).reshape(size).astype(np.int64)

    @cached_property
    def counts(self) -> Integers:
        """Bodies in rows, regions in columns: how many actors."""
        return self.counts_of(self.region)

    @cached_property
    def spread(self) -> Floats:
        """For each body 1 / the pairs of actors in it; 0 where there is none."""
        size = self.counts.sum(axis=1)
        spread: Floats = np.divide(2, size * (size - 1), out=np.zeros(len(size)), where=size > 1)
        return spread

    @cached_property
    def pairs(self) -> Pairs:
        """Every pair of kept actors that share a body, found block by block."""
        from scipy import sparse

        actor, body = self._ends
        size = len(self.kept), len(self.two_mode.bodies)

        def weighed(weight: npt.NDArray[Any]) -> Any:
            return sparse.csr_array((weight[body], (actor, body)), shape=size)

        once = weighed(np.ones(size[1], dtype=np.int64))
        numbered = weighed(ONE + np.arange(size[1], dtype=np.int64))
        spread = weighed(np.where(self.spread > 0, self.spread, 1))  # a body of one has no pair to give its weight to
        parts = []
        step = max(1, BLOCK // max(size[0], 1))
        for begin in range(0, size[0], step):
            block = (numbered[begin : begin + step] @ once.T).tocoo()
            evenly = (spread[begin : begin + step] @ once.T).tocoo().data  # in the order of the block: the same ties
            later = block.col > block.row + begin
            value = block.data[later]
            only = np.where(value < 2 * ONE, value % ONE, -1)
            part = (block.row[later] + begin, block.col[later], value // ONE, only, evenly[later])
            parts.append(part)
        first, second, shared, only, evenly = (np.concatenate(part) for part in zip(*parts, strict=True))
        first, second, shared, only = (one.astype(np.int32) for one in (first, second, shared, only))
        return Pairs(first, second, shared, only, evenly)

    def weigh(self, weights: Weights) -> Floats:
        """The weight of each of these pairs, in one of three ways."""
        if weights == "body":
            return self.pairs.evenly
        return (np.ones(len(self.pairs.shared)) if weights == "binary" else self.pairs.shared).astype(np.float64)

    def mixing(self, weights: Weights) -> Floats:
        """Regions by regions: the weight of the ties between them; on the diagonal twice that within, as in NetworkX."""
        (mixing,) = self.mixings(weights, [self.region])
        return mixing

    def mixings(self, weights: Weights, deals: Sequence[Integers]) -> Iterator[Floats]:
        """The mixing matrix for each of several deals of regions to the actors."""
        if weights == "binary":
            yield from self._mixings_of_pairs(deals)
            return
        weight = np.ones(len(self.two_mode.bodies)) if weights == "shared" else self.spread
        for region in deals:
            counts = self.counts_of(region).astype(np.float64)
            weighed = counts * weight[:, np.newaxis]
            yield counts.T @ weighed - np.diag(weighed.sum(axis=0))

    def _mixings_of_pairs(self, deals: Sequence[Integers]) -> Iterator[Floats]:
        """Each pair that shares a body counts once. Deals are taken many at a time, and actors in blocks."""
        size, regions = len(self.kept), len(self.names)
        tied = np.zeros((size, size), dtype=np.bool_)
        tied[self.pairs.first, self.pairs.second] = tied[self.pairs.second, self.pairs.first] = True
        at_once = max(1, BLOCK // max(size * regions, 1))
        step = max(1, BLOCK // max(size, 1))
        for begin in range(0, len(deals), at_once):
            some = deals[begin : begin + at_once]
            dealt = np.concatenate([np.eye(regions, dtype=np.float32)[region] for region in some], axis=1)
            mixing = np.zeros((len(some), regions, regions))
            for row in range(0, size, step):
                reached = tied[row : row + step].astype(np.float32) @ dealt
                for place, region in enumerate(some):
                    own = np.eye(regions)[region[row : row + step]]
                    mixing[place] += own.T @ reached[:, regions * place : regions * (place + 1)]
            yield from mixing

    def owed(self, weights: Weights) -> Floats:
        """For each body, what the mixing matrix would lose without it."""
        if weights == "binary":
            alone = self.pairs.only >= 0
            ends = self.region[self.pairs.first[alone]], self.region[self.pairs.second[alone]]
            size = (len(self.two_mode.bodies), len(self.names), len(self.names))
            place = np.ravel_multi_index((self.pairs.only[alone], *ends), size)
            lost = np.bincount(place, minlength=int(np.prod(size))).reshape(size).astype(np.float64)
            return lost + lost.transpose(0, 2, 1)
        counts = self.counts.astype(np.float64)
        pairs = counts[:, :, np.newaxis] * counts[:, np.newaxis, :]
        places = np.arange(len(self.names))
        pairs[:, places, places] -= counts
        return pairs if weights == "shared" else pairs * self.spread[:, np.newaxis, np.newaxis]

    def cells_in(self, body: int, *regions: int) -> list[int]:
        """Cells of one body whose actors lie in the regions; in any region, if none is named."""
        wanted = regions or range(len(self.names))
        return [cell for cell in self._cells[body] if self._region_of[cell] in wanted]

    @cached_property
    def _region_of(self) -> list[int]:
        """The region of each cell's actor; -1 if it has none."""
        region = np.full(len(self.two_mode.actors), -1)
        region[self.kept] = self.region
        return [int(one) for one in region[self.two_mode.rows]]

    @cached_property
    def _cells(self) -> list[list[int]]:
        return self.two_mode.cells_of("bodies")

    def ties_of(self, cells: list[int]) -> tuple[Membership, ...]:
        """The memberships behind cells."""
        return tuple(tie for cell in cells for tie in self.two_mode.ties[cell])

    def ties_between(self, first: int, second: int) -> tuple[Membership, ...]:
        """The memberships through which two regions, or the actors of one, share bodies."""
        least = 2 if first == second else 1
        both = np.flatnonzero((self.counts[:, first] >= least) & (self.counts[:, second] >= least))
        return tuple(tie for body in both for tie in self.ties_of(self.cells_in(int(body), first, second)))

    def answer(
        self,
        question: str,
        row_class: type,
        rows: list[Any],
        *,
        parameters: dict[str, Any] | None = None,
        evidence_at: Callable[[int], tuple[Membership, ...]] = lambda _: (),
    ) -> Answer[Any]:
        """An answer in these rows about the network."""
        return Answer.of_two_mode(
            question,
            row_class,
            {name: [getattr(row, name) for row in rows] for name in row_class.__dataclass_fields__},  # type: ignore[attr-defined]
            self.two_mode,
            parameters={"by": self.by} | (parameters or {}),
            evidence_at=evidence_at,
            remarks=self.remarks,
        )


def require_at_least(option: str, value: int, least: int) -> None:
    """Raises ``InvalidQuestion`` for an option below its least value."""
    if value < least:
        raise InvalidQuestion(f"{option}: {value} is too small; write {least} or more")
