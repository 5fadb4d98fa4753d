"""Centrality: who is central in a two-mode network, within its own mode; and how far a mode is centred on a few.

The measures are short dense linear algebra. ``raw`` is what a measure counts; ``value`` is ``raw`` divided by the largest that
the sizes of the two modes allow. Scores of actors and bodies are never ranked together: their maxima differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

from graphmodel.errors import InvalidQuestion
from graphmodel.ties import Membership
from graphmodel.twomode import Mode, TwoMode
from queries.answer import Answer, LazyColumn, column

__all__ = ["MEASURES", "Centrality", "Centralization", "Measure", "centrality", "centralization"]

Measure = Literal["degree", "closeness", "harmonic", "betweenness", "eigenvector"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
CENTRALIZED: tuple[Measure, ...] = ("degree", "closeness", "betweenness")
MODES: tuple[Mode, ...] = get_args(Mode)
CELLS_OF_A_BLOCK = 2**21
"""Sources are taken in blocks, so that the paths to one level fill at most so many numbers (16 MiB)."""

Floats: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Centrality:
    """One score of one actor or body."""

    id: str = column("id of the actor or body")
    name: str = column("its name")
    mode: str = column("actors or bodies; scores of different modes do not compare")
    measure: str = column("degree, closeness, harmonic, betweenness or eigenvector")
    raw: float = column("the score before it is normalized")
    value: float = column(
        "raw / the largest that the sizes of the modes allow; for eigenvector, / the largest of the mode"
    )
    rank: int = column("1 + how many of its mode score higher")


def centrality(
    two_mode: TwoMode,
    *,
    measure: Literal["all", "degree", "closeness", "harmonic", "betweenness", "eigenvector"] = "all",
    mode: Literal["both", "actors", "bodies"] = "both",
) -> Answer[Centrality]:
    """Which actors, and which bodies, are most central, by five measures made for two-mode networks.

    States are the actors unless others are selected. Agencies are seldom members: ask ``agencies`` for them, by role.

    Parameters
    ----------
    two_mode
        The network of a selection at a date.
    measure
        One measure, or all that are defined.
    mode
        Actors, bodies, or both; each is ranked within itself.

    Returns
    -------
    Answer[Centrality]
        One row a score, by measure, mode, rank and id. With n of its own mode and m of the other: degree counts ties, at most
        m; closeness is 1 / the sum of distances, at most 1 / (m + 2(n - 1)); harmonic sums 1 / distance, at most
        m + (n - 1) / 2, and is defined where not everybody can be reached; betweenness counts the pairs between which one
        lies, shared among shortest paths, at most as Borgatti and Halgin say; eigenvector is the first singular vector of the
        mode, of length 1. Values lie between 0 and 1. Equal scores have equal rank. A measure that is not defined is left
        out, and a remark says why.

    Raises
    ------
    InvalidQuestion
        If nothing that was asked for is defined, and why: closeness where some cannot reach others, eigenvector where ties
        fall into several components, betweenness where nothing can lie between.

    Notes
    -----
    Centrality is measured on the two-mode network itself, not on a projection of it, and actors and bodies are ranked apart
    (Borgatti and Everett 1997; Faust 1997). Degree counts ties. Closeness is the inverse of the sum of distances to everybody
    else, defined where all can be reached; harmonic closeness sums inverse distances and is defined everywhere. Betweenness
    counts the pairs between which one lies, shared among shortest paths. Each is divided by the largest score that a two-mode
    network of these numbers of actors and bodies allows, for betweenness by the maxima of Borgatti and Halgin (2011).
    Eigenvector centrality is the first pair of singular vectors of the incidence matrix (Bonacich 1991), divided by the
    largest score of the mode.

    References
    ----------
    Borgatti, S. P. and Everett, M. G. (1997). Network analysis of 2-mode data. Social Networks 19(3), 243-269.
    doi:10.1016/S0378-8733(96)00301-2
    Borgatti, S. P. and Halgin, D. S. (2011). Analyzing affiliation networks. The Sage Handbook of Social Network Analysis.
    Faust, K. (1997). Centrality in affiliation networks. Social Networks 19(2), 157-191. doi:10.1016/S0378-8733(96)00300-0
    Bonacich, P. (1991). Simultaneous group and individual centralities. Social Networks 13(2), 155-168.
    doi:10.1016/0378-8733(91)90018-O

    Examples
    --------
    >>> import graphmodel as gm
    >>> processes = gm.read_tables().two_mode(gm.Selection(bodies="rcp"), at="2008")
    >>> gm.centrality(processes, measure="degree", mode="bodies").rows()[0].rank
    1
    """
    scores, left_out = _scores(two_mode, _chosen("measure", measure, "all", MEASURES), _modes(mode))
    orders = {key: np.lexsort((np.arange(len(rank)), rank)) for key, (_, _, rank) in scores.items()}
    rows = [(measured, of, int(one)) for (measured, of), order in orders.items() for one in order]

    def evidence_at(row: int) -> tuple[Membership, ...]:
        _, of, one = rows[row]
        ends = two_mode.rows if of == "actors" else two_mode.columns
        return tuple(tie for cell in np.flatnonzero(ends == one).tolist() for tie in two_mode.ties[cell])

    def joined(part: int) -> npt.NDArray[np.float64 | np.int64]:
        return np.concatenate([scores[key][part][order] for key, order in orders.items()])

    return Answer.of_two_mode(
        "centrality",
        Centrality,
        {
            "id": LazyColumn(len(rows), lambda row: two_mode.entities(rows[row][1])[rows[row][2]].id),
            "name": LazyColumn(len(rows), lambda row: two_mode.entities(rows[row][1])[rows[row][2]].name),
            "mode": [of for _, of, _ in rows],
            "measure": [measured for measured, _, _ in rows],
            "raw": joined(0),
            "value": joined(1),
            "rank": joined(2),
        },
        two_mode,
        parameters={"measure": measure, "mode": mode},
        evidence_at=evidence_at,
        remarks=left_out,
    )


@dataclass(frozen=True, slots=True)
class Centralization:
    """How far one mode is centred on its most central member, by one measure."""

    mode: str = column("actors or bodies")
    measure: str = column("degree, closeness or betweenness")
    value: float = column("0 where all score the same, 1 where one is as central, and the others as little, as can be")
    mean: float = column("mean of the normalized scores")
    highest: list[str] = column("ids of the most central, sorted")


def centralization(
    two_mode: TwoMode,
    *,
    measure: Literal["all", "degree", "closeness", "betweenness"] = "all",
    mode: Literal["both", "actors", "bodies"] = "both",
) -> Answer[Centralization]:
    """How far each mode of a network is centred on one actor, or on one body.

    Parameters
    ----------
    two_mode
        The network of a selection at a date.
    measure
        One measure, or all that are defined.
    mode
        Actors, bodies, or both, each by itself.

    Returns
    -------
    Answer[Centralization]
        One row a measure and mode, in that order. The differences from the highest score of the mode are summed and divided
        by the largest sum that two-mode networks of these sizes allow: for closeness, connected ones.

    Raises
    ------
    InvalidQuestion
        If nothing that was asked for is defined, and why.

    Notes
    -----
    Centralization sums how far each member of a mode falls behind the most central one of that mode, and divides the sum by
    the largest that two-mode networks with these numbers of actors and bodies allow (Freeman 1979; Borgatti and Everett
    1997), for closeness the largest that connected ones allow: 0 where all score alike, 1 where one is as central, and the
    others as little, as can be.

    References
    ----------
    Freeman, L. C. (1979). Centrality in social networks: conceptual clarification. Social Networks 1(3), 215-239.
    doi:10.1016/0378-8733(78)90021-7
    Borgatti, S. P. and Everett, M. G. (1997). Network analysis of 2-mode data. Social Networks 19(3), 243-269.
    doi:10.1016/S0378-8733(96)00301-2

    Examples
    --------
    >>> import graphmodel as gm
    >>> processes = gm.read_tables().two_mode(gm.Selection(bodies="rcp"), at="2008")
    >>> [row.mode for row in gm.centralization(processes, measure="degree")]
    ['actors', 'bodies']
    """
    scores, left_out = _scores(two_mode, _chosen("measure", measure, "all", CENTRALIZED), _modes(mode))
    rows: list[Centralization] = []
    evidence: list[list[int]] = []
    for (measured, of), (_, value, rank) in scores.items():
        entities, cells = two_mode.entities(of), two_mode.cells_of(of)
        largest = _largest_sum(measured, len(entities), len(two_mode.actors) + len(two_mode.bodies) - len(entities))
        if not largest:
            left_out = (
                *left_out,
                f"centralization of {of} by {measured} is left out: all score the same in any network",
            )
            continue
        highest = [int(one) for one in np.flatnonzero(rank == 1)]
        difference = float((value.max() - value).sum()) / largest
        rows.append(
            Centralization(of, measured, difference, float(value.mean()), [entities[one].id for one in highest])
        )
        evidence.append([cell for one in highest for cell in cells[one]])
    if not rows:
        raise InvalidQuestion("; ".join(left_out))
    return Answer.of_two_mode(
        "centralization",
        Centralization,
        {name: [getattr(row, name) for row in rows] for name in Centralization.__dataclass_fields__},
        two_mode,
        parameters={"measure": measure, "mode": mode},
        evidence_at=lambda row: tuple(tie for cell in evidence[row] for tie in two_mode.ties[cell]),
        remarks=left_out,
    )


Scores: TypeAlias = dict[tuple[Measure, Mode], tuple[Floats, Floats, npt.NDArray[np.int64]]]


def _scores(
    two_mode: TwoMode, measures: tuple[Measure, ...], modes: tuple[Mode, ...]
) -> tuple[Scores, tuple[str, ...]]:
    """Raw score, value and rank for each measure and mode; and, for what is not defined, why."""
    incidence = np.zeros((len(two_mode.actors), len(two_mode.bodies)))
    incidence[two_mode.rows, two_mode.columns] = 1
    paths = _Paths(incidence)
    scores: Scores = {}
    refused: dict[str, None] = {}
    doubled = sorted({one.id for one in two_mode.actors} & {one.id for one in two_mode.bodies})
    for measure in measures:
        raw_of, largest_of = _DEFINITIONS[measure]
        try:
            if doubled and measure != "degree":
                raise InvalidQuestion(
                    f"{', '.join(doubled)} would be actor and body at once, and paths would stop there; select disjoint ones"
                )
            both = raw_of(paths)
        except InvalidQuestion as error:
            refused[f"{measure} is left out: {error}"] = None
            continue
        for mode in modes:
            raw = both[MODES.index(mode)]
            largest = largest_of(raw, len(raw), sum(incidence.shape) - len(raw))
            if largest:
                scores[measure, mode] = raw, raw / largest, _ranks(raw / largest)
            else:
                refused[f"{measure} of {mode} is left out: in a network of these sizes none can be between"] = None
    if not scores:
        raise InvalidQuestion("; ".join(refused))
    return scores, tuple(refused)


def _ranks(value: Floats) -> npt.NDArray[np.int64]:
    """1 + how many are higher; what differs by rounding alone is equal."""
    rounded = np.round(value, 10)
    return 1 + len(rounded) - np.searchsorted(np.sort(rounded), rounded, side="right")


def largest_betweenness(own: int, other: int) -> float:
    """The largest betweenness of a node among ``own``, with ``other`` in the other mode (Borgatti and Halgin 2011)."""
    whole, rest = divmod(own - 1, other)
    return (
        other**2 * (whole + 1) ** 2 + other * (whole + 1) * (2 * rest - whole - 1) - rest * (2 * whole - rest + 3)
    ) / 2


def _largest_sum(measure: Measure, own: int, other: int) -> float:
    """The largest sum of differences of values: where one is tied to all, and each of the rest to one, as evenly as can be.

    By degree and betweenness the rest can score nothing; by closeness, which needs a connected network, they cannot.
    """
    if measure != "closeness":
        return float(own - 1)
    star = np.zeros((own, other))
    star[0] = 1
    star[np.arange(1, own), np.arange(own - 1) % other] = 1
    value = _closeness(_Paths(star))[0] * (other + 2 * (own - 1))
    return float(np.round((value.max() - value).sum(), 10))


class _Paths:
    """Shortest paths of a two-mode network, found level by level for a block of sources at once."""

    def __init__(self, incidence: Floats) -> None:
        self.incidence = incidence

    def blocks(self) -> Iterator[tuple[int, slice]]:
        """The mode (0 actors, 1 bodies) and the place of each block of sources."""
        size = max(1, CELLS_OF_A_BLOCK // sum(self.incidence.shape))
        for mode, count in enumerate(self.incidence.shape):
            for first in range(0, count, size):
                yield mode, slice(first, min(first + size, count))

    @cached_property
    def ways(self) -> tuple[Floats, Floats]:
        """What leads from each mode to the other."""
        return self.incidence, np.ascontiguousarray(self.incidence.T)

    def levels(self, mode: int, place: slice) -> list[Floats]:
        """For each source and each k from 1, how many shortest paths of k steps lead to each node that is k steps away.

        Counts of paths soon pass 2^24, beyond which float32 does not hold every whole number; so this is float64.
        """
        unseen = self._unseen(mode, place, np.float64)
        front = self.ways[mode][place]
        levels: list[Floats] = []
        while True:
            mode = 1 - mode
            front = front * unseen[mode]
            if not front.any():
                return levels
            levels.append(front)
            unseen[mode] *= front == 0
            if not any(map(np.any, unseen)):
                return levels
            front = front @ self.ways[mode]

    @cached_property
    def distances(self) -> tuple[Floats, ...]:
        """For each mode three rows: how many one reaches, itself included; the sum of distances; the sum of 1 / distance."""
        ways = tuple(way.astype(np.float32) for way in self.ways)
        sums = tuple(np.zeros((3, count)) for count in self.incidence.shape)
        for source, place in self.blocks():
            unseen = self._unseen(source, place, np.float32)
            sums[source][0, place] = 1
            mode, steps, front = source, 1, ways[source][place]
            while True:
                mode = 1 - mode
                front = np.minimum(front, unseen[mode])
                reached = front.sum(axis=1)
                sums[source][:, place] += np.outer((1, steps, 1 / steps), reached)
                unseen[mode] -= front
                if not reached.any() or not any(map(np.any, unseen)):
                    break
                front = front @ ways[mode]
                steps += 1
        return sums

    def _unseen(self, mode: int, place: slice, form: type[np.floating[Any]]) -> list[npt.NDArray[Any]]:
        """For both modes, 1 for all that a block of sources has yet to see: at first all but themselves."""
        block = place.stop - place.start
        unseen = [np.ones((block, count), dtype=form) for count in self.incidence.shape]
        unseen[mode][np.arange(block), np.arange(place.start, place.stop)] = 0
        return unseen


def _degree(paths: _Paths) -> tuple[Floats, ...]:
    return paths.incidence.sum(axis=1), paths.incidence.sum(axis=0)


def _closeness(paths: _Paths) -> tuple[Floats, ...]:
    everybody = sum(paths.incidence.shape)
    if any((reached < everybody).any() for reached, _, _ in paths.distances):
        raise InvalidQuestion(
            "distances are infinite where some cannot reach others, and the network is not connected; harmonic is defined then"
        )
    return tuple(1 / far for _, far, _ in paths.distances)


def _harmonic(paths: _Paths) -> tuple[Floats, ...]:
    return tuple(near for _, _, near in paths.distances)


def _betweenness(paths: _Paths) -> tuple[Floats, ...]:
    """Brandes's accumulation, from the farthest level back, for a block of sources at once; each pair counts once."""
    totals = tuple(np.zeros(count) for count in paths.incidence.shape)
    for mode, place in paths.blocks():
        levels = paths.levels(mode, place)
        passed: Floats = np.zeros(1)
        for steps in range(len(levels), 1, -1):
            here, level = (mode + steps) % 2, levels[steps - 1]
            totals[here][:] += passed.sum(axis=0)
            share = np.divide(1 + passed, level, out=np.zeros_like(level), where=level > 0)
            passed = levels[steps - 2] * (share @ paths.ways[here])
        totals[1 - mode][:] += passed.sum(axis=0)
    return tuple(total / 2 for total in totals)


def _eigenvector(paths: _Paths) -> tuple[Floats, ...]:
    """First singular vectors, from the smaller of the two products of the incidence with itself."""
    incidence = paths.incidence
    reached = np.concatenate([one[0] for one in paths.distances])
    joined = np.count_nonzero(reached > 1)
    if not joined:
        raise InvalidQuestion("there is no tie")
    if reached.max() < joined:
        raise InvalidQuestion(
            "ties fall into several components, of which only one would score; select one of them; harmonic is defined then"
        )
    is_wide = incidence.shape[0] <= incidence.shape[1]
    narrow = incidence if is_wide else incidence.T
    one = np.abs(np.linalg.eigh(narrow @ narrow.T)[1][:, -1])
    other = one @ narrow
    other /= np.linalg.norm(other)
    return (one, other) if is_wide else (other, one)


_DEFINITIONS: dict[Measure, tuple[Callable[[_Paths], tuple[Floats, ...]], Callable[[Floats, int, int], float]]] = {
    "degree": (_degree, lambda raw, own, other: other),
    "closeness": (_closeness, lambda raw, own, other: 1 / (other + 2 * (own - 1))),
    "harmonic": (_harmonic, lambda raw, own, other: other + (own - 1) / 2),
    "betweenness": (_betweenness, lambda raw, own, other: largest_betweenness(own, other)),
    "eigenvector": (_eigenvector, lambda raw, own, other: float(raw.max())),
}
"""For each measure: the raw scores of both modes, and the largest raw score among so many, with so many in the other mode."""


def _chosen(option: str, value: str, every: str, known: tuple[Measure, ...]) -> tuple[Measure, ...]:
    if value == every:
        return known
    for one in known:
        if one == value:
            return (one,)
    raise InvalidQuestion(f'{option}: "{value}" is none of {every}, {", ".join(known)}')


def _modes(value: str) -> tuple[Mode, ...]:
    if value not in ("both", *MODES):
        raise InvalidQuestion(f'mode: "{value}" is none of both, {", ".join(MODES)}')
    return tuple(mode for mode in MODES if value in ("both", mode))
