"""Change: who joined and left between two dates, any question over many dates, and the whole network year by year."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, make_dataclass
from itertools import accumulate
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from graphmodel.classification import CLASSES
from graphmodel.dates import Period, day_text
from graphmodel.errors import EmptySelection, InvalidQuestion
from graphmodel.lazy import CodedSequence
from graphmodel.network import At, Network
from graphmodel.selection import Selection
from graphmodel.ties import Membership
from graphmodel.twomode import TwoMode
from graphmodel.validity import Status
from queries.answer import Answer, Column, LazyColumn, column
from queries.progress import Progress
from queries.regional import require_at_least
from queries.significance import matrices

__all__ = ["Change", "Year", "change", "over", "regime"]

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Change:
    """One actor that joined or left one body, as far as is known."""

    body: str = column("id of the body")
    change: str = column("joined or left; first known or no longer known, where the other date is unknown")
    id: str = column("id of the actor")
    name: str = column("name of the actor")
    before: str = column("status at the earlier date: documented, presumed, unknown or not held")
    after: str = column("status at the later date")
    certain: bool = column("whether the tie is documented at one date and not held at the other")


def change(network: Network, selection: Selection | None = None, *, at: At = None) -> Answer[Change]:
    """Who joined and who left between two dates.

    Parameters
    ----------
    network
        The network.
    selection
        Actors, bodies and roles; by default states as members of processes.
    at
        The two dates, the earlier one first: 2004/2014.

    Returns
    -------
    Answer[Change]
        One row an actor and body that hold at one date and not at the other, by body, change and actor. What is presumed
        counts as held, so a presumed beginning or end shows no change until the presumption ends; ``certain`` is false
        where either side is presumed or unknown. Which bodies are classed (rcp, inter-regional, global) is decided once, at
        the later date.

    Raises
    ------
    InvalidQuestion
        If ``at`` is not two dates, or the earlier one does not end before the later one begins.
    EmptySelection
        If the selection matches no body or no actor at either date.
    UnknownEntity
        If it names what is nobody's name.

    Notes
    -----
    An actor joined a body if it is not tied to it at the earlier date and is at the later, and left it in the reverse case.
    Presumed ties count as held, so that a change is certain only where the tie is documented at one date and known not to
    hold at the other; where the state at the other date is unknown, the change is listed as first known or no longer known,
    which says when it comes into sight and not when it happened.

    Examples
    --------
    >>> import graphmodel as gm
    >>> answer = gm.change(gm.read_tables(), gm.Selection(bodies="rcp"), at="2004/2014")
    >>> [(row.body, row.change) for row in answer if row.id == "FJI"]
    []
    """
    selection = selection or Selection()
    earlier, later = _two_dates(network.period(at))
    panel = _Panel(network, selection, (earlier, later))
    held, counted = {}, []
    for period, two_mode in panel.snapshots():
        held[period] = _pairs(two_mode)
        counted.append(_counted(period, two_mode))
    before, after = held.get(earlier, {}), held.get(later, {})
    found: list[tuple[Change, tuple[Membership, ...]]] = []
    for actor, body in before.keys() ^ after.keys():
        pair = (actor, body)
        ties = [tie for tie in network.memberships(actor=actor, body=body) if tie.role in selection.roles]
        was, became = (_status(network, selection, ties, period) for period in (earlier, later))
        row = Change(
            body=body,
            change=_WORDS[pair in after, Status.UNKNOWN in (was, became)],
            id=actor,
            name=network[actor].name,
            before=_words(was),
            after=_words(became),
            certain={was, became} == {Status.DOCUMENTED, Status.NOT_HELD},
        )
        found.append((row, tuple(ties)))
    found.sort(key=lambda one: (one[0].body, one[0].change, one[0].id))
    return Answer(
        question="change",
        row_class=Change,
        columns={name: [getattr(row, name) for row, _ in found] for name in Change.__dataclass_fields__},
        dataset=network.dataset,
        at=f"{earlier}/{later}",
        selection=selection,
        evidence_at=lambda row: found[row][1],
        remarks=(*panel.remarks(), *counted),
    )


@dataclass(frozen=True, slots=True)
class Year:
    """The network of a selection in one year."""

    year: str = column("the year")
    actors: int = column("actors with a tie")
    bodies: int = column("bodies that existed")
    ties: int = column("actor-body pairs, documented and presumed")
    documented: int = column("of these, how many are documented")
    presumed: int = column("of these, how many are presumed")
    joined: int = column("ties that did not hold the year before; 0 in the first year")
    left: int = column("ties of the year before that do not hold; 0 in the first year")
    density: float = column("ties / (actors with a tie x bodies); 0 without ties")
    clustering: float = column("part of the paths of three ties that a fourth closes; 0 without such paths")
    clustering_expected: float | None = column(
        "mean of it over random networks of the same margins; empty without samples"
    )
    clustering_z: float | None = column("(clustering - expected) / standard deviation over these; empty if that is 0")


def regime(
    network: Network,
    selection: Selection | None = None,
    *,
    at: At = None,
    samples: int = 0,
    seed: int = 1,
    progress: Progress | None = None,
) -> Answer[Year]:
    """How a network grew year by year: actors, bodies, ties, who joined and left, density and clustering.

    Parameters
    ----------
    network
        The network.
    selection
        Actors, bodies and roles; by default states as members of processes.
    at
        The years: 2004/2014; by default the one year of the data's date.
    samples
        How many random networks each year's clustering is held against; 0 draws none, 100 take about a second a year.
    seed
        The seed they are drawn with, the same for each year.
    progress
        What is told how many years are done, and of how many.

    Returns
    -------
    Answer[Year]
        One row a year, in order. Which bodies are classed (rcp, inter-regional, global) is decided once, at the last year.
        Density and clustering fall and rise with the number of actors and bodies by themselves: compare years of equal size
        only, or hold clustering against ``samples`` networks in which every actor sits in as many bodies, and every body has as
        many actors, as in that year (FDSM, drawn by trades between rows as in ``backbone``). The evidence of a year are the ties
        that began or ended in it.

    Raises
    ------
    InvalidQuestion
        If ``at`` is no date or period, or ``samples`` is negative.
    EmptySelection
        If the selection matches no body or no actor in any year.
    UnknownEntity
        If it names what is nobody's name.

    Notes
    -----
    The network of each year has whatever held at some time in it. Density is the number of ties divided by the product of the
    number of actors with a tie and the number of bodies. Clustering is the part of the paths of three ties that a fourth tie
    closes to a cycle (Robins and Alexander 2004). Both vary with the number of actors and bodies by themselves, so they are
    compared between years of equal size, or, where samples are asked for, with random networks of the same margins, drawn by
    trades between rows (Strona et al. 2014). The set of bodies is fixed once, by their class at the last year, so that a change
    of vocabulary does not read as a change of the network.

    References
    ----------
    Robins, G. and Alexander, M. (2004). Small worlds among interlocking directors: network structure and distance in
    bipartite graphs. Computational and Mathematical Organization Theory 10(1), 69-94. doi:10.1023/B:CMOT.0000032580.12184.c0
    Strona, G. et al. (2014). A fast and unbiased procedure to randomize ecological binary matrices with fixed row and
    column totals. Nature Communications 5, 4114. doi:10.1038/ncomms5114

    Examples
    --------
    >>> import graphmodel as gm
    >>> [row.year for row in gm.regime(gm.read_tables(), at="2012/2014")]
    ['2012', '2013', '2014']
    """
    selection = selection or Selection()
    require_at_least("samples", samples, 0)
    asked = network.period(at)
    years = range(int(day_text(asked.first)[:4]), int(day_text(asked.last)[:4]) + 1)
    panel = _Panel(network, selection, [Period.parse(year) for year in years])
    rows: list[Year] = []
    evidence: list[tuple[Membership, ...]] = []
    before: dict[tuple[str, str], tuple[Membership, ...]] = {}
    for period, two_mode in panel.snapshots():
        held = _pairs(two_mode)
        last, before = before if rows else held, held
        actors = int(np.count_nonzero(two_mode.degrees("actors")))
        cells = actors * len(two_mode.bodies)
        clustering = _clustering(two_mode)
        expected, z = _against_chance(clustering, two_mode, samples, seed)
        rows.append(
            Year(
                year=str(period),
                actors=actors,
                bodies=sum(network.exists(body.id, period) != "no" for body in two_mode.bodies),
                ties=len(two_mode),
                documented=two_mode.counts.documented,
                presumed=two_mode.counts.presumed,
                joined=len(held.keys() - last.keys()),
                left=len(last.keys() - held.keys()),
                density=len(two_mode) / cells if cells else 0.0,
                clustering=clustering,
                clustering_expected=expected,
                clustering_z=z,
            )
        )
        if progress is not None:
            progress(len(rows), len(years))
        evidence.append(tuple(tie for pair in sorted(held.keys() ^ last.keys()) for tie in (held | last)[pair]))
    return Answer.of_rows(
        "regime",
        Year,
        rows,
        dataset=network.dataset,
        at=str(asked),
        parameters={"samples": samples, "seed": seed} if samples else {},
        selection=selection,
        evidence_at=lambda row: evidence[row],
        remarks=(*panel.remarks(), *_shares(rows), _null_remark(samples, seed)),
    )


def over(
    network: Network,
    selection: Selection,
    question: Callable[[TwoMode], Answer[Any]],
    dates: Iterable[str | int | Period],
) -> Answer[Any]:
    """One question about a two-mode network, asked at many dates: a panel.

    Parameters
    ----------
    network
        The network.
    selection
        Actors, bodies and roles.
    question
        Any question about a ``TwoMode``; give it options with ``functools.partial``.
    dates
        The dates, in the order in which the rows shall come.

    Returns
    -------
    Answer
        The rows of the question, with the date before them in a column ``at``. Which bodies are classed (rcp, inter-regional,
        global) is decided once, at the last date, or by ``classed_by``, so that a change of words does not read as a change
        of the world; each date has those of them that existed then. Remarks say how many ties hold at each date, and at
        which dates the selection is empty.

    Raises
    ------
    InvalidQuestion
        If there is no date, or the question has no meaning at one of them.
    EmptySelection
        If the selection matches no body or no actor at any date.
    UnknownEntity
        If it names what is nobody's name.

    Examples
    --------
    >>> import graphmodel as gm
    >>> panel = gm.over(gm.read_tables(), gm.Selection(bodies="rcp"), gm.seats, ["2004", "2008"])
    >>> sorted({row.at for row in panel})
    ['2004', '2008']
    """
    panel = _Panel(network, selection, [Period.parse(date) for date in dates])
    answers: list[Answer[Any]] = []
    counts: list[str] = []
    for period, two_mode in panel.snapshots():
        answers.append(question(two_mode))
        counts.append(_counted(period, two_mode))
    first, lengths = answers[0], list(map(len, answers))
    ends = list(accumulate(lengths))
    periods = [answer.at for answer in answers]

    def lazily(parts: Sequence[Callable[[int], Value]]) -> Callable[[int], Value]:
        """What the parts give for their rows, one after the other."""

        def value_at(row: int) -> Value:
            number = bisect_right(ends, row)
            return parts[number](row - ends[number] + lengths[number])

        return value_at

    def joined(name: str) -> Column:
        parts = [answer.columns[name] for answer in answers]
        if arrays := [part for part in parts if isinstance(part, np.ndarray)]:
            return np.concatenate(arrays)
        if coded := [part for part in parts if isinstance(part, CodedSequence)]:
            return CodedSequence.joined(coded)
        return LazyColumn(ends[-1], lazily([part.__getitem__ for part in parts]))

    said = dict.fromkeys(remark for answer in answers for remark in answer.remarks)
    return Answer(
        question=first.question,
        row_class=make_dataclass(
            f"{first.row_class.__name__}At",
            [("at", str, column("the date")), *((one.name, one.type, _again(one)) for one in fields(first.row_class))],
            frozen=True,
            slots=True,
        ),
        columns={"at": CodedSequence(periods, np.repeat(np.arange(len(periods), dtype=np.int32), lengths))}
        | {name: joined(name) for name in first.columns},
        dataset=network.dataset,
        at=", ".join(periods),
        parameters=first.parameters,
        selection=selection,
        evidence_at=lazily([answer.evidence_at for answer in answers]),
        remarks=(*panel.remarks(), *counts, *said),
    )


def _again(one: Any) -> Any:
    return column(one.metadata.get("meaning", ""))


class _Panel:
    """Snapshots of one selection at several dates, with the set of classed bodies fixed once, at the last of them."""

    def __init__(self, network: Network, selection: Selection, periods: Iterable[Period]) -> None:
        self.network = network
        self.selection = selection
        self.periods = list(periods)
        if not self.periods:
            raise InvalidQuestion("dates: name at least one")
        self.last = max(self.periods, key=lambda one: (one.last, one.first))
        self.empty: list[str] = []
        self.classed: list[str] = []
        wanted = set(selection.bodies) & set(CLASSES)
        self.is_fixed = bool(wanted) and not selection.classed_by
        if self.is_fixed:
            bodies = {one.body for one in network.records.classifications}
            self.classed = sorted(body for body in bodies if network.classes(body, self.last) & wanted)

    def snapshots(self) -> Iterator[tuple[Period, TwoMode]]:
        """Each date at which the selection is not empty, and its network. Raises ``EmptySelection`` if there is none."""
        asked = []
        for period in self.periods:
            try:
                asked.append(self.network.meant(self._at(period), period))
            except EmptySelection as error:
                self.empty.append(str(period))
                if len(self.empty) == len(self.periods):
                    raise EmptySelection(f"{error}; the same at every date asked for") from None
        return zip((one.period for one in asked), self.network.snapshots(asked), strict=True)

    def _at(self, period: Period) -> Selection:
        if not self.is_fixed:
            return self.selection
        others = [word for word in self.selection.bodies if word not in CLASSES]
        alive = [body for body in self.classed if self.network.exists(body, period) != "no"]
        if not others and not alive:
            raise EmptySelection(f"bodies: none of {', '.join(self.selection.bodies)} is known to exist at {period}")
        return self.selection.but(bodies=[*others, *alive])

    def remarks(self) -> tuple[str, ...]:
        """What a reader must know about the set of bodies; complete once the snapshots are taken."""
        remarks = []
        if self.is_fixed:
            words = ", ".join(word for word in self.selection.bodies if word in CLASSES)
            remarks.append(
                f"bodies classed {words} at {self.last} ({len(self.classed)}), at every date as far as they existed"
            )
        if self.empty:
            remarks.append(f"the selection is empty at {', '.join(self.empty)}")
        return tuple(remarks)


_WORDS = {
    (True, False): "joined",
    (False, False): "left",
    (True, True): "first known",
    (False, True): "no longer known",
}
"""What to call a change, by whether the tie holds at the later date, and whether the other date is unknown."""


def _two_dates(period: Period) -> tuple[Period, Period]:
    """The two ends of a period, each as precise as it is written."""
    ends = [Period.parse(part) for part in period.text.split("/")]
    if len(ends) != 2 or ends[0].last >= ends[1].first:
        raise InvalidQuestion(f'at: "{period}" is not two dates, the earlier one before the later; write 2004/2014')
    return ends[0], ends[1]


def _shares(rows: list[Year]) -> Iterable[str]:
    """How much of the ties of a year is documented, at least and at most."""
    shares = [row.documented / row.ties for row in rows if row.ties]
    if shares:
        yield f"of the ties of a year {min(shares):.0%} to {max(shares):.0%} are documented, the others presumed"


def _counted(period: Period, two_mode: TwoMode) -> str:
    """How much of the ties at one date is documented."""
    held = two_mode.counts
    return f"{period}: {len(two_mode)} ties, {held.documented} documented, {held.presumed} presumed; {held.unknown} unknown"


def _status(network: Network, selection: Selection, ties: Iterable[Membership], period: Period) -> Status:
    """The best status of the memberships of one pair, as a two-mode network counts it."""
    weak = selection.evidence == "any"
    states = [
        network.holding(tie, period, presume=selection.presume, weak=weak).status
        for tie in ties
        if tie.is_cited or weak
    ]
    return max(states, default=Status.NOT_HELD)


def _words(status: Status) -> str:
    return status.name.lower().replace("_", " ")


def _pairs(two_mode: TwoMode) -> dict[tuple[str, str], tuple[Membership, ...]]:
    """The memberships behind each actor and body that hold."""
    ends = zip(two_mode.rows.tolist(), two_mode.columns.tolist(), two_mode.ties, strict=True)
    return {(two_mode.actors[row].id, two_mode.bodies[place].id): ties for row, place, ties in ends}


def _clustering(two_mode: TwoMode) -> float:
    """Closed paths of three ties / all of them (Robins and Alexander 2004)."""
    return float(_clusterings(_tied(two_mode)[np.newaxis])[0])


def _tied(two_mode: TwoMode) -> npt.NDArray[np.bool_]:
    """Actors in rows, bodies in columns, of those that have a tie."""
    tied = np.zeros((len(two_mode.actors), len(two_mode.bodies)), dtype=np.bool_)
    tied[two_mode.rows, two_mode.columns] = True
    return tied[tied.any(axis=1)][:, tied.any(axis=0)]


def _clusterings(tied: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """The clustering of each of several matrices."""
    numbers = tied.astype(np.float32)
    of_rows, of_columns = (tied.sum(axis=axis, dtype=np.float64) for axis in (2, 1))
    paths = ((of_rows - 1) * np.einsum("sij,sj->si", numbers, of_columns - 1)).sum(axis=1)
    if tied.shape[1] > tied.shape[2]:
        numbers, of_rows = numbers.transpose(0, 2, 1), of_columns
    shared = (numbers @ numbers.transpose(0, 2, 1)).astype(np.float64)
    squares = ((shared * (shared - 1)).sum(axis=(1, 2)) - (of_rows * (of_rows - 1)).sum(axis=1)) / 4
    closed: npt.NDArray[np.float64] = np.divide(4 * squares, paths, out=np.zeros(len(paths)), where=paths > 0)
    return closed


def _against_chance(clustering: float, two_mode: TwoMode, samples: int, seed: int) -> tuple[float | None, float | None]:
    """Mean clustering over networks of the same margins, and how many standard deviations ours lies above it."""
    if not samples:
        return None, None
    drawn = np.concatenate([_clusterings(block) for block in matrices(_tied(two_mode), samples, seed)])
    deviation = float(drawn.std())
    mean = float(drawn.mean())
    return mean, (clustering - mean) / deviation if deviation > 1e-12 else None


def _null_remark(samples: int, seed: int) -> str:
    if not samples:
        return "clustering follows from size alone in part; samples hold it against random networks of the same margins"
    return f"clustering held against {samples} networks a year, drawn with the margins of that year (FDSM, seed {seed})"
