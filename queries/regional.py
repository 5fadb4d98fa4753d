"""What questions about regions share: a two-mode network whose actors lie in regions, and the ties between these."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

from graphmodel.errors import InvalidQuestion
from graphmodel.regions import RegionScheme, regions_of
from graphmodel.ties import Membership
from graphmodel.twomode import TwoMode
from queries.answer import Answer

__all__ = ["WEIGHTS", "Floats", "Regional", "Weights", "mixing_of", "require_at_least"]

Floats: TypeAlias = npt.NDArray[np.float64]
Weights = Literal["binary", "shared", "body"]
WEIGHTS: tuple[Weights, ...] = get_args(Weights)


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
    def incidence(self) -> Floats:
        """Kept actors in rows, bodies in columns, 1 where a tie holds."""
        full = np.zeros((len(self.two_mode.actors), len(self.two_mode.bodies)))
        full[self.two_mode.rows, self.two_mode.columns] = 1
        return np.take(full, self.kept, axis=0)

    @cached_property
    def dealt(self) -> Floats:
        """Kept actors in rows, regions in columns, 1 where an actor lies in a region."""
        return np.eye(len(self.names))[self.region]

    @cached_property
    def counts(self) -> npt.NDArray[np.int64]:
        """Bodies in rows, regions in columns: how many actors."""
        return (self.incidence.T @ self.dealt).astype(np.int64)

    @cached_property
    def shared(self) -> Floats:
        """How many bodies each two kept actors share; nothing on the diagonal."""
        product = self.incidence @ self.incidence.T
        np.fill_diagonal(product, 0)
        return product

    @cached_property
    def spread(self) -> Floats:
        """For each body 1 / the pairs of actors in it; 0 where there is none."""
        size = self.incidence.sum(axis=0)
        spread: Floats = np.divide(2, size * (size - 1), out=np.zeros(len(size)), where=size > 1)
        return spread

    def weigh(self, weights: Weights) -> Floats:
        """The ties between kept actors, weighed in one of three ways."""
        if weights == "binary":
            return (self.shared > 0).astype(np.float64)
        if weights == "shared":
            return self.shared
        product = (self.incidence * self.spread) @ self.incidence.T
        np.fill_diagonal(product, 0)
        return product

    def mixing(self, weights: Weights) -> Floats:
        """Regions by regions: the weight of the ties between them; on the diagonal twice that within, as in NetworkX."""
        return mixing_of(self.weigh(weights), self.dealt)

    def owed(self, weights: Weights) -> Floats:
        """For each body, what the mixing matrix would lose without it."""
        lost = np.zeros((self.incidence.shape[1], len(self.names), len(self.names)))
        for body, spread in enumerate(self.spread):
            (members,) = np.nonzero(self.incidence[:, body])
            if weights == "binary":
                weight = (self.shared[np.ix_(members, members)] == 1).astype(np.float64)
            else:
                weight = np.full((len(members), len(members)), 1 if weights == "shared" else spread)
            np.fill_diagonal(weight, 0)
            lost[body] = mixing_of(weight, self.dealt[members])
        return lost

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


def mixing_of(weight: Floats, dealt: Floats) -> Floats:
    """Regions by regions: the weight of ties between actors, summed by the regions they are dealt."""
    mixing: Floats = dealt.T @ weight @ dealt
    return mixing


def require_at_least(option: str, value: int, least: int) -> None:
    """Raises ``InvalidQuestion`` for an option below its least value."""
    if value < least:
        raise InvalidQuestion(f"{option}: {value} is too small; write {least} or more")
