"""Overlap: which actors sit in several bodies, which pairs share them, and which body lies within another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from graphmodel.errors import InvalidQuestion
from graphmodel.lazy import CodedSequence
from graphmodel.twomode import Mode, TwoMode
from queries.answer import Answer, LazyColumn, column

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["CoMembership", "Nesting", "Overlap", "Seats", "co_membership", "nesting", "overlap", "seats"]


@dataclass(frozen=True, slots=True)
class Seats:
    """One actor and the bodies it sits in."""

    id: str = column("id of the actor")
    name: str = column("name of the actor")
    count: int = column("bodies it sits in, documented and presumed")
    documented: int = column("of these, how many are documented at the date")
    presumed: int = column("of these, how many are presumed")
    bodies: list[str] = column("ids of the bodies, sorted")


def seats(two_mode: TwoMode, *, at_least: int = 1) -> Answer[Seats]:
    """Which actors sit in several bodies, and in which.

    Parameters
    ----------
    two_mode
        The network of a selection at a date.
    at_least
        The fewest bodies an actor must sit in to be listed; 0 lists those that sit in none, too.

    Returns
    -------
    Answer[Seats]
        One row an actor, by falling count, then by id. ``documented`` and ``presumed`` add up to ``count``.

    Raises
    ------
    InvalidQuestion
        If ``at_least`` is negative.

    Notes
    -----
    The seats of an actor are the bodies to which it is tied in a selected role at the date: its degree in the two-mode
    network of actors and bodies (Borgatti and Everett 1997). An actor and a body are tied once, however many roles and
    sources stand behind the tie.

    References
    ----------
    Borgatti, S. P. and Everett, M. G. (1997). Network analysis of 2-mode data. Social Networks 19(3), 243-269.
    doi:10.1016/S0378-8733(96)00301-2

    Examples
    --------
    >>> import graphmodel as gm
    >>> processes = gm.read_tables().two_mode(gm.Selection(bodies=["bali-process", "colombo-process"]), at="2008")
    >>> [row.id for row in gm.seats(processes, at_least=2)][:3]
    ['AFG', 'BGD', 'CHN']
    """
    _not_negative("at_least", at_least)
    counts = two_mode.degrees("actors")
    documented = np.bincount(two_mode.rows[two_mode.documented], minlength=len(two_mode.actors)).astype(np.int64)
    order = [int(one) for one in np.lexsort((np.arange(len(counts)), -counts)) if counts[one] >= at_least]
    cells = two_mode.cells_of("actors")
    columns = two_mode.columns.tolist()
    return Answer.of_two_mode(
        "seats",
        Seats,
        {
            "id": [two_mode.actors[one].id for one in order],
            "name": [two_mode.actors[one].name for one in order],
            "count": counts[order],
            "documented": documented[order],
            "presumed": counts[order] - documented[order],
            "bodies": LazyColumn(
                len(order), lambda row: [two_mode.bodies[columns[cell]].id for cell in cells[order[row]]]
            ),
        },
        two_mode,
        parameters={"at_least": at_least},
        evidence_at=lambda row: tuple(tie for cell in cells[order[row]] for tie in two_mode.ties[cell]),
    )


@dataclass(frozen=True, slots=True)
class CoMembership:
    """Two actors and the bodies they share."""

    first: str = column("id of one actor")
    second: str = column("id of the other; first < second")
    shared: int = column("bodies both sit in, documented and presumed")
    documented: int = column("of these, bodies in which both are documented at the date")
    presumed: int = column("of these, bodies in which one or both are presumed")
    jaccard: float = column("shared / bodies that at least one of them sits in")
    overlap_coefficient: float = column("shared / bodies of the one that sits in fewer")
    bodies: list[str] = column("ids of the shared bodies, sorted")


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two bodies and the actors they share."""

    first: str = column("id of one body")
    second: str = column("id of the other; first < second")
    shared: int = column("actors that sit in both")
    jaccard: float = column("shared / actors that sit in at least one of them")
    overlap_coefficient: float = column("shared / actors of the smaller one")
    actors: list[str] = column("ids of the shared actors, sorted")


def co_membership(two_mode: TwoMode, *, at_least: int = 1) -> Answer[CoMembership]:
    """Which pairs of actors meet in the same bodies, and how often.

    Parameters
    ----------
    two_mode
        The network of a selection at a date.
    at_least
        The fewest shared bodies a pair must have to be listed; 0 lists pairs that share none, too.

    Returns
    -------
    Answer[CoMembership]
        One row a pair, by falling ``shared``, then by the two ids; ``documented`` and ``presumed`` add up to ``shared``. Jaccard
        punishes a difference in size, the overlap coefficient (Szymkiewicz-Simpson) rewards nesting; both lie between 0 and 1.

    Raises
    ------
    InvalidQuestion
        If ``at_least`` is negative.

    Notes
    -----
    Two actors share a body where both are tied to it at the date: the projection of the two-mode network onto its actors
    (Breiger 1974). Because the number of shared bodies grows with the number of bodies each sits in, it is given with two
    ratios (Borgatti and Halgin 2011): Jaccard's coefficient divides it by the bodies in which at least one of the two sits,
    the overlap coefficient (Szymkiewicz-Simpson) by the bodies of the one that sits in fewer. Pairs that share no body are
    not listed.

    References
    ----------
    Breiger, R. L. (1974). The duality of persons and groups. Social Forces 53(2), 181-190. doi:10.2307/2576011
    Borgatti, S. P. and Halgin, D. S. (2011). Analyzing affiliation networks. The Sage Handbook of Social Network Analysis.

    Examples
    --------
    >>> import graphmodel as gm
    >>> processes = gm.read_tables().two_mode(gm.Selection(actors=["PHL", "IDN"], bodies="rcp"), at="2008")
    >>> gm.co_membership(processes).top(1)[0].first
    'IDN'
    """
    pairs = _Pairs(two_mode, "actors", at_least)
    documented = pairs.documented()
    apart = {"documented": documented, "presumed": pairs.count - documented}
    return pairs.answer("co_membership", CoMembership, {"shared": pairs.count} | apart, "bodies")


def overlap(two_mode: TwoMode, *, at_least: int = 1) -> Answer[Overlap]:
    """Which bodies share actors, and how many.

    Parameters
    ----------
    two_mode
        The network of a selection at a date.
    at_least
        The fewest shared actors a pair must have to be listed; 0 lists pairs that share none, too.

    Returns
    -------
    Answer[Overlap]
        One row a pair of bodies, by falling ``shared``, then by the two ids; Jaccard and overlap coefficient as in
        ``co_membership``.

    Raises
    ------
    InvalidQuestion
        If ``at_least`` is negative.

    Notes
    -----
    Two bodies overlap in the actors that are tied to both at the date: the projection of the two-mode network onto its bodies
    (Breiger 1974). Because large bodies share more actors only for being large, the number shared is given with two ratios:
    Jaccard's coefficient divides it by the actors of at least one of the two, the overlap coefficient (Szymkiewicz-Simpson)
    by the actors of the smaller. Pairs that share no actor are not listed.

    References
    ----------
    Breiger, R. L. (1974). The duality of persons and groups. Social Forces 53(2), 181-190. doi:10.2307/2576011

    Examples
    --------
    >>> import graphmodel as gm
    >>> processes = gm.read_tables().two_mode(gm.Selection(bodies=["bali-process", "colombo-process"]), at="2008")
    >>> gm.overlap(processes).top(1)[0].first
    'bali-process'
    """
    pairs = _Pairs(two_mode, "bodies", at_least)
    return pairs.answer("overlap", Overlap, {"shared": pairs.count}, "actors")


class _Pairs:
    """Pairs of one mode that share so many of the other, by falling number and then by their places."""

    def __init__(self, two_mode: TwoMode, mode: Mode, at_least: int) -> None:
        _not_negative("at_least", at_least)
        self.two_mode, self.mode, self.at_least = two_mode, mode, at_least
        counts = two_mode.shared(mode)
        first, second = np.nonzero(np.triu(counts >= at_least, k=1))
        count = counts[first, second]
        order = _falling(count)
        self.first, self.second, self.count = (one[order].astype(np.int32) for one in (first, second, count))

    def documented(self) -> npt.NDArray[np.int32]:
        """What they share by documented ties alone."""
        if not self.two_mode.documented.any():
            return np.zeros_like(self.count)
        return self.two_mode.shared(self.mode, documented=True)[self.first, self.second].astype(np.int32)

    @cached_property
    def _cells(self) -> list[list[int]]:
        return self.two_mode.cells_of(self.mode)

    @cached_property
    def _ends(self) -> list[int]:
        """The place of each cell in the other mode."""
        ends: list[int] = (self.two_mode.columns if self.mode == "actors" else self.two_mode.rows).tolist()
        return ends

    def _shared_cells(self, row: int) -> list[tuple[int, int]]:
        mine = {self._ends[cell]: cell for cell in self._cells[int(self.first[row])]}
        return [
            (mine[self._ends[cell]], cell) for cell in self._cells[int(self.second[row])] if self._ends[cell] in mine
        ]

    def answer(
        self, question: str, row_class: type, counts: dict[str, npt.NDArray[np.int32]], others: Mode
    ) -> Answer[Any]:
        """The pairs, what they share, and how much that is of what each has."""
        two_mode = self.two_mode
        ids = [one.id for one in two_mode.entities(self.mode)]
        partners = two_mode.entities(others)
        sizes = two_mode.degrees(self.mode)
        first_size, second_size = sizes[self.first], sizes[self.second]
        return Answer.of_two_mode(
            question,
            row_class,
            {
                "first": CodedSequence(ids, self.first),
                "second": CodedSequence(ids, self.second),
                **counts,
                "jaccard": _ratio(self.count, first_size + second_size - self.count),
                "overlap_coefficient": _ratio(self.count, np.minimum(first_size, second_size)),
                others: LazyColumn(
                    len(self.first),
                    lambda row: [partners[self._ends[cell]].id for _, cell in self._shared_cells(row)],
                ),
            },
            two_mode,
            parameters={"at_least": self.at_least},
            evidence_at=lambda row: tuple(
                tie for pair in self._shared_cells(row) for cell in pair for tie in two_mode.ties[cell]
            ),
        )


def _falling(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The places of counts from the largest to the least; equal ones stay in their order."""
    below = counts.max(initial=0) - counts
    return np.argsort(below.astype(np.uint16) if below.max(initial=0) < 2**16 else below, kind="stable")  # radix sort


@dataclass(frozen=True, slots=True)
class Nesting:
    """One body whose actors sit in another."""

    inner: str = column("id of the body within")
    outer: str = column("id of the body around it")
    inner_size: int = column("actors of the inner body")
    outer_size: int = column("actors of the outer body")
    shared: int = column("actors of the inner body that sit in the outer one")
    share: float = column("shared / inner_size")
    documented: int = column("of the shared, those documented in both")
    missing: list[str] = column("ids of the actors of the inner body that do not sit in the outer one")


def nesting(two_mode: TwoMode, *, share: float = 1.0) -> Answer[Nesting]:
    """Which bodies lie within another: all their actors sit in it, too.

    Parameters
    ----------
    two_mode
        The network of a selection at a date.
    share
        The least part of the inner body's actors that must sit in the outer one, above 0 and at most 1. Below 1, bodies
        nearly nested are listed with the actors that are ``missing``.

    Returns
    -------
    Answer[Nesting]
        One row an ordered pair, by falling ``share``, then falling ``shared``, then ids. Two bodies with the same actors
        give two rows. A body without any actor lies in none.

    Raises
    ------
    InvalidQuestion
        If ``share`` is not above 0 and at most 1.

    Notes
    -----
    A body lies within another if at least the stated share of its actors sits in the other, too: at a share of 1 its actors
    are a subset of those of the other. A body without recorded actors lies in none.

    Examples
    --------
    >>> import graphmodel as gm
    >>> southern_africa = gm.read_tables().two_mode(gm.Selection(bodies=["midsa", "sadc"]), at="2012")
    >>> [(row.inner, row.outer) for row in gm.nesting(southern_africa)]
    [('midsa', 'sadc'), ('sadc', 'midsa')]
    """
    if not 0 < share <= 1:
        raise InvalidQuestion(f"share: {share} is not above 0 and at most 1")
    shared = two_mode.shared("bodies")
    size = two_mode.degrees("bodies")
    part = _ratio(shared, np.broadcast_to(size[:, None], shared.shape))
    inner, outer = np.nonzero((part >= share) & (shared > 0) & ~np.eye(len(size), dtype=bool))
    order = np.lexsort((outer, inner, -shared[inner, outer], -part[inner, outer]))
    cells = two_mode.cells_of("bodies")
    actor_of = two_mode.rows.tolist()
    rows = []
    evidence = []
    for one, other in ((int(inner[at]), int(outer[at])) for at in order):
        within = {actor_of[cell]: cell for cell in cells[one]}
        around = {actor_of[cell]: cell for cell in cells[other]}
        both = [(within[actor], around[actor]) for actor in within if actor in around]
        rows.append(
            Nesting(
                inner=two_mode.bodies[one].id,
                outer=two_mode.bodies[other].id,
                inner_size=len(within),
                outer_size=len(around),
                shared=len(both),
                share=float(part[one, other]),
                documented=sum(bool(two_mode.documented[a] and two_mode.documented[b]) for a, b in both),
                missing=[two_mode.actors[actor].id for actor in within if actor not in around],
            )
        )
        evidence.append(tuple(tie for pair in both for cell in pair for tie in two_mode.ties[cell]))
    columns = {name: [getattr(row, name) for row in rows] for name in Nesting.__dataclass_fields__}
    return Answer.of_two_mode(
        "nesting", Nesting, columns, two_mode, parameters={"share": share}, evidence_at=lambda row: evidence[row]
    )


def _ratio(part: npt.NDArray[np.integer[Any]], whole: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.float64]:
    ratio: npt.NDArray[np.float64] = np.divide(part, whole, out=np.zeros(part.shape), where=whole > 0)
    return ratio


def _not_negative(option: str, value: int) -> None:
    if value < 0:
        raise InvalidQuestion(f"{option}: {value} is negative; write 0 or more")
