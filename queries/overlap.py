"""Overlap: which actors sit in several bodies, which pairs share them, and which body lies within another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from graphmodel.errors import InvalidQuestion
from graphmodel.ties import Membership
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
    shared: int = column("bodies both sit in")
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
        The fewest shared bodies a pair must have to be listed.

    Returns
    -------
    Answer[CoMembership]
        One row a pair, by falling ``shared``, then by the two ids. Jaccard punishes a difference in size, the overlap
        coefficient (Szymkiewicz-Simpson) rewards nesting; both lie between 0 and 1.

    Raises
    ------
    InvalidQuestion
        If ``at_least`` is less than 1: every pair shares nothing at least.

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
    return _pairs("co_membership", CoMembership, "bodies", two_mode, "actors", at_least)


def overlap(two_mode: TwoMode, *, at_least: int = 1) -> Answer[Overlap]:
    """Which bodies share actors, and how many.

    Parameters
    ----------
    two_mode
        The network of a selection at a date.
    at_least
        The fewest shared actors a pair must have to be listed.

    Returns
    -------
    Answer[Overlap]
        One row a pair of bodies, by falling ``shared``, then by the two ids; Jaccard and overlap coefficient as in
        ``co_membership``.

    Raises
    ------
    InvalidQuestion
        If ``at_least`` is less than 1.

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
    return _pairs("overlap", Overlap, "actors", two_mode, "bodies", at_least)


def _pairs(question: str, row_class: type, others: Mode, two_mode: TwoMode, mode: Mode, at_least: int) -> Answer[Any]:
    if at_least < 1:
        raise InvalidQuestion(f"at_least: {at_least} is less than 1; pairs that share nothing are not listed")
    shared = two_mode.shared(mode)
    size = two_mode.degrees(mode)
    first, second = np.nonzero(np.triu(shared, k=1) >= at_least)
    counts = shared[first, second]
    order = np.lexsort((second, first, -counts))
    first, second, counts = first[order], second[order], counts[order]
    entities = two_mode.entities(mode)
    cells = two_mode.cells_of(mode)
    ends = (two_mode.columns if mode == "actors" else two_mode.rows).tolist()
    partners = two_mode.entities(others)

    def shared_cells(row: int) -> list[tuple[int, int]]:
        mine = {ends[cell]: cell for cell in cells[int(first[row])]}
        return [(mine[ends[cell]], cell) for cell in cells[int(second[row])] if ends[cell] in mine]

    def evidence_at(row: int) -> tuple[Membership, ...]:
        return tuple(tie for pair in shared_cells(row) for cell in pair for tie in two_mode.ties[cell])

    return Answer.of_two_mode(
        question,
        row_class,
        {
            "first": LazyColumn(len(first), lambda row: entities[int(first[row])].id),
            "second": LazyColumn(len(first), lambda row: entities[int(second[row])].id),
            "shared": counts,
            "jaccard": _ratio(counts, size[first] + size[second] - counts),
            "overlap_coefficient": _ratio(counts, np.minimum(size[first], size[second])),
            others: LazyColumn(len(first), lambda row: [partners[ends[cell]].id for _, cell in shared_cells(row)]),
        },
        two_mode,
        parameters={"at_least": at_least},
        evidence_at=evidence_at,
    )


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


def _ratio(part: npt.NDArray[np.int64], whole: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    return np.divide(part, whole, out=np.zeros(part.shape, dtype=np.float64), where=whole > 0)


def _not_negative(option: str, value: int) -> None:
    if value < 0:
        raise InvalidQuestion(f"{option}: {value} is negative; write 0 or more")
