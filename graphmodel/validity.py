"""Who holds what, when: the one place that turns claims into documented, presumed, not held or unknown.

A claim dated by a year does not say on which day of it. So the documented part of a tie is a pair of days
``(by, till)``: it had certainly begun by the end of ``by`` and certainly still held at the beginning of ``till``. A period
is documented when it ends on or after ``by`` and begins on or before ``till``; that is exactly the case in which the tie
held at some time in the period under every reading of the dates. With day-exact dates ``by <= till`` and the pair is the
documented interval; a single claim dated 2014 gives ``(2014-12-31, 2014-01-01)``, documented for every period that
contains the whole of 2014, and for no shorter one.

What is presumed is a set of days, in stretches; a stretch is *inner* when it lies between claims or runs on from one, and
*backward* when it lies before the first. ``presume="none"`` uses neither, ``"forward"`` the inner ones, ``"both"`` all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Day
from enum import IntEnum
from itertools import pairwise
from typing import Any, Literal, TypeVar, get_args

import numpy as np
import numpy.typing as npt

from graphmodel.claims import Claim
from graphmodel.dates import FIRST_DAY, LAST_DAY, Period
from graphmodel.lifetimes import ALWAYS, Life

__all__ = [
    "NEVER",
    "PRESUME",
    "READINGS",
    "Evidence",
    "Holding",
    "Presume",
    "Status",
    "Validity",
    "applies",
    "holding",
    "intersect",
    "meets",
    "merged",
    "union",
    "validity_of",
]

Presume = Literal["both", "forward", "none"]
PRESUME: tuple[str, ...] = get_args(Presume)


class Status(IntEnum):
    """How a tie stands in a period, from worst to best."""

    NOT_HELD = 0
    UNKNOWN = 1
    PRESUMED = 2
    DOCUMENTED = 3


@dataclass(frozen=True, slots=True)
class Holding:
    """The answer for one tie and one period: its status, whether a cited claim falls in the period (attested), and how
    many days lie between the period and the nearest cited claim."""

    status: Status
    attested: bool = False
    distance: int = 0

    @property
    def holds(self) -> bool:
        """Documented or presumed."""
        return self.status >= Status.PRESUMED


@dataclass(frozen=True, slots=True)
class Evidence:
    """A dated claim as days: it says that the tie held at some day from ``first`` to ``first_end`` and, where it speaks of
    a stretch, from then until some day from ``last_begin`` to ``last``."""

    says: Literal["shown", "start", "end"]
    first: int
    first_end: int
    last_begin: int
    last: int

    @classmethod
    def of(cls, claim: Claim, meetings: dict[int, tuple[int, int, int, int]] | None = None) -> Evidence | None:
        """The claim as days; nothing for what is undated, suspended, planned or offered."""
        if claim.says not in ("shown", "start", "end"):
            return None
        if claim.date is None:
            days = (meetings or {}).get(claim.meeting) if claim.meeting is not None else None
            return cls("shown", *days) if days is not None and claim.says == "shown" else None
        until = claim.until or claim.date
        return cls(claim.says, claim.date.first, claim.date.last, until.first, until.last)


@dataclass(frozen=True, slots=True)
class Cut:
    """What interrupts a tie at some day from ``first`` to ``last``: a complete list that leaves it out, or a suspension.
    Presumption neither crosses it nor enters ``quiet_first`` to ``quiet_last``: the calendar years of a list's date."""

    first: int
    last: int
    quiet_first: int
    quiet_last: int
    by_list: bool


Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Validity:
    """When a tie is documented, presumed and not held, computed once from its claims; see the module for the pairs."""

    documented: tuple[Stretch, ...] = ()
    inner: tuple[Stretch, ...] = ()
    backward: tuple[Stretch, ...] = ()
    denied: tuple[Stretch, ...] = ((FIRST_DAY, LAST_DAY),)
    claims: tuple[Stretch, ...] = ()
    marks: tuple[Stretch, ...] = ()

    def extent(self) -> Stretch | None:
        """First and last day on which it may hold under any option; None if never."""
        days = [*self.inner, *self.backward, *((min(pair), max(pair)) for pair in self.documented)]
        if not days:
            return None
        return min(first for first, _ in days), max(last for _, last in days)

    def days(self, presume: Presume = "both") -> tuple[Stretch, ...]:
        """The days on which it holds, in stretches, in order, for programs that know dates by the day only.

        A claim dated by a year or a month alone does not say on which day; where no other stretch meets it, it is given
        the whole of its year or month, so that no documented tie is without a day.
        """
        held = (part for status, part in READINGS[presume] if status >= Status.PRESUMED)
        exact = merged(stretch for part in held for stretch in getattr(self, part))
        vague = [(till, by) for by, till in self.documented if by > till]
        return merged([*exact, *(one for one in vague if not _overlaps(exact, [one]))])


NEVER = Validity()


READINGS: dict[Presume, tuple[tuple[Status, str], ...]] = {
    "both": (
        (Status.DOCUMENTED, "documented"),
        (Status.PRESUMED, "inner"),
        (Status.PRESUMED, "backward"),
        (Status.NOT_HELD, "denied"),
    ),
    "forward": ((Status.DOCUMENTED, "documented"), (Status.PRESUMED, "inner"), (Status.NOT_HELD, "denied")),
    "none": ((Status.DOCUMENTED, "documented"), (Status.NOT_HELD, "denied")),
}
"""The rule: for each way to presume, which part of a validity gives which status; the first that applies does."""

Days = TypeVar("Days", int, npt.NDArray[np.int32])


def meets(first: Days, last: Days, period: Period) -> Any:
    """Whether a stretch, or each of many, has a day in a period; for a documented pair, whether it surely has."""
    return (first <= period.last) & (last >= period.first)


def applies(status: Status, first: Days, last: Days, period: Period) -> Any:
    """Whether a stretch, or each of many, gives its status in a period: it holds where they meet, and is denied within."""
    if status is Status.NOT_HELD:
        return (first <= period.first) & (last >= period.last)
    return meets(first, last, period)


def holding(validity: Validity, period: Period, presume: Presume = "both") -> Holding:
    """Whether a tie holds in a period: documented, presumed, not held, or unknown.

    Widening the period never turns a held tie into one not held; ``presume`` only adds presumed ties.
    """
    status = Status.UNKNOWN
    for given, part in READINGS[presume]:
        if any(applies(given, first, last, period) for first, last in getattr(validity, part)):
            status = given
            break
    if status < Status.PRESUMED:
        return Holding(status)
    attested = any(meets(by, till, period) for by, till in validity.marks)
    distance = min((max(first - period.last, period.first - last, 0) for first, last in validity.claims), default=0)
    return Holding(status, attested, distance)


def validity_of(
    claims: Sequence[Claim],
    *,
    lives: Sequence[Life] = (ALWAYS,),
    denials: Iterable[Stretch] = (),
    rivals: Iterable[Stretch] = (),
    meetings: dict[int, tuple[int, int, int, int]] | None = None,
    office: bool = False,
    next_holder: int | None = None,
    after_meeting: int | None = None,
    weak: bool = False,
) -> Validity:
    """When a tie holds, from the claims made about it (all of them through the same organization, or all through none).

    ``lives``: of both ends. ``denials``: dates of complete lists that leave it out. ``rivals``: dates of cited claims that show
    the pair in a role that excludes this one, or another spell of it. ``office``: it is never presumed from a list, but runs
    on from a cited start to the day before ``next_holder``; ``after_meeting`` is the day after the meeting before its own,
    from which the chair of a numbered meeting is presumed. ``weak``: take uncited claims as evidence, and presume what they
    would document.
    """
    life = _joint(lives)
    evidence: list[Evidence] = []
    usable = [claim for claim in claims if claim.is_cited or weak]
    for claim in usable:
        one = Evidence.of(claim, meetings)
        if one is not None:
            evidence.append(_within(one, life))
    cuts = [_cut_by_list(first, last) for first, last in denials]
    for suspensions in _interruptions(usable, evidence):
        cuts.append(_cut_by_suspension(suspensions))
        evidence += [one for claim in suspensions for one in _around_suspension(claim)]
    cuts.sort(key=lambda cut: (cut.last, cut.first, cut.by_list))
    pieces = [piece for one in evidence for piece in _split(one, cuts)]
    suspended = _suspended(pieces, cuts)
    marks = tuple(sorted({(one.first_end, one.last_begin) for one in evidence}))
    narrowing = () if weak else tuple(claim for claim in claims if claim.is_fact and not claim.is_cited)
    listed = [(cut.quiet_first, cut.quiet_last) for cut in cuts if cut.by_list]
    holes = [*listed, *suspended, *_uncited_pauses(narrowing, evidence)]

    documented: list[Stretch] = []
    inner: list[Stretch] = []
    backward: list[Stretch] = []
    denied = [*suspended, *_outside(pieces, cuts), *_left_out(pieces, cuts)]
    spells = _spells(pieces, cuts)
    rivals = tuple(rivals)
    for spell in spells:
        by, till = spell.certain()
        begin, close = spell.hull()
        if by <= life.certain_last and life.certain_first <= till and life.certain_first <= life.certain_last:
            documented.append((max(by, life.certain_first), min(till, life.certain_last)))
        first, last = begin, close
        if not (spell.starts or spell.is_alone):
            if not office:
                first = spell.after
            elif after_meeting is not None:
                first = min(begin, max(spell.after, after_meeting))
        if not (spell.ends or spell.is_alone) and (not office or spell.starts):
            last = spell.before
            if office and next_holder is not None:
                last = max(close, min(last, next_holder - 1))
        for rival_first, rival_last in rivals:
            if rival_last > close:
                last = min(last, max(close, rival_first - 1))
            if rival_first < begin:
                first = max(first, min(begin, rival_last + 1))
        last = min(last, max(close, life.dormant))
        first, last = _narrowed(first, last, by, till, narrowing)
        backward.append((first, min(begin - 1, last, life.dormant)))
        inner.append((max(begin, first), last))
    if not spells and not cuts and not rivals and not office and _is_undated(usable):
        first, last = _narrowed(FIRST_DAY, min(LAST_DAY, life.dormant), LAST_DAY, FIRST_DAY, narrowing)
        backward.append((first, last))
    if weak:
        documented, marks = [], ()
    undisputed = _complement(_perhaps_one(pieces, cuts))
    return Validity(
        tuple(documented),
        _without(inner, holes, life),
        _without(backward, holes, life),
        merged([(FIRST_DAY, life.first - 1), (life.last + 1, LAST_DAY), *_overlaps(merged(denied), undisputed)]),
        tuple(sorted({(one.first, one.last) for one in evidence})),
        marks,
    )


@dataclass(frozen=True, slots=True)
class _Spell:
    """Claims with no interruption between them, and the days between which they may be carried on; for a claim that stands
    alone, ``bounds`` are the starts and ends that it may belong to."""

    evidence: tuple[Evidence, ...]
    after: int = FIRST_DAY
    before: int = LAST_DAY
    is_alone: bool = False
    bounds: tuple[Evidence, ...] = ()

    @property
    def starts(self) -> tuple[Evidence, ...]:
        return tuple(one for one in self.evidence if one.says == "start")

    @property
    def ends(self) -> tuple[Evidence, ...]:
        return tuple(one for one in self.evidence if one.says == "end")

    def certain(self) -> Stretch:
        """By when it had begun and till when it held, by all sources: they agree from the latest start to the earliest end."""
        starts, ends = self.starts, self.ends
        by = max(one.first_end for one in starts) if starts else min(one.first_end for one in self.evidence)
        till = min(one.last_begin for one in ends) if ends else max(one.last_begin for one in self.evidence)
        for one in self.bounds:
            by = max(by, one.first_end) if one.says == "start" else by
            till = min(till, one.last_begin) if one.says == "end" else till
        return by, till

    def hull(self) -> Stretch:
        """First and last day that any of its claims can mean."""
        return min(one.first for one in self.evidence), max(one.last for one in self.evidence)


def _spells(evidence: Sequence[Evidence], cuts: Sequence[Cut]) -> list[_Spell]:
    """Evidence parted by the cuts. What shows the tie on a day that may lie on either side of a cut stands alone."""
    spells = []
    parts: dict[int, list[Evidence]] = {}
    for one in evidence:
        sides = _sides(one, cuts)
        if len(sides) > 1:
            bounds = (other for other in evidence if other.says != "shown" and _sides(other, cuts)[0] in sides)
            spells.append(_Spell((one,), is_alone=True, bounds=tuple(bounds)))
        else:
            parts.setdefault(sides[0], []).append(one)
    for side, members in parts.items():
        if _ends_suspended(side, parts, cuts):
            continue
        after = _opening(side, members, cuts) if side > 0 else FIRST_DAY
        before = cuts[side].quiet_first - 1 if side < len(cuts) else LAST_DAY
        spells.append(_Spell(tuple(members), after, before))
    return sorted(spells, key=lambda spell: spell.hull())


def _sides(one: Evidence, cuts: Sequence[Cut]) -> range:
    """How many cuts it may come after. A start comes after, and an end before, what it meets."""
    least = sum(one.first > cut.last or (one.says == "start" and one.last >= cut.first) for cut in cuts)
    most = least if one.says != "shown" else sum(one.last >= cut.first for cut in cuts)
    return range(least, most + 1)


def _ends_suspended(side: int, parts: dict[int, list[Evidence]], cuts: Sequence[Cut]) -> bool:
    """Whether all that lies there is the end of a tie that nothing has shown since its suspension."""
    while side and all(one.says == "end" for one in parts.get(side, ())):
        side -= 1
        if not cuts[side].by_list:
            return True
    return False


def _opening(side: int, members: Iterable[Evidence], cuts: Sequence[Cut]) -> int:
    """First day to which what lies between two cuts may be carried back."""
    cut = cuts[side - 1]
    return cut.quiet_last + 1 if cut.by_list else min(one.first for one in members)


def _outside(evidence: Iterable[Evidence], cuts: Sequence[Cut]) -> list[Stretch]:
    """Days before a start and after an end, as far as nothing else may show the tie."""
    possible: list[list[Evidence]] = [[] for _ in range(len(cuts) + 1)]
    for one in evidence:
        for side in _sides(one, cuts):
            possible[side].append(one)
    filled = [side for side, members in enumerate(possible) if members]
    outside = []
    for side, following in zip(filled, [*filled[1:], None], strict=False):
        if any(one.says == "end" for one in possible[side]):
            last = LAST_DAY
            if following is not None:
                begins = any(one.says == "start" for one in possible[following])
                first = min(one.first for one in possible[following])
                last = (first if begins else min(first, _opening(following, possible[following], cuts))) - 1
            outside.append((max(one.last for one in possible[side]) + 1, last))
    for side, preceding in zip(filled, [None, *filled], strict=False):
        if any(one.says == "start" for one in possible[side]):
            first = FIRST_DAY
            if preceding is not None:
                stops = any(one.says == "end" for one in possible[preceding])
                first = max(one.last for one in possible[preceding]) + 1
                first = first if stops else max(first, cuts[preceding].quiet_first)
            outside.append((first, min(one.first for one in possible[side]) - 1))
    return outside


def _split(one: Evidence, cuts: Sequence[Cut]) -> list[Evidence]:
    """Evidence of a stretch, without the cuts that may lie inside it."""
    pieces = []
    for cut in cuts:
        if one.first_end >= one.last_begin or cut.last < one.first or one.last < cut.first:
            continue
        opens, closes = one.first_end < cut.first, cut.last < one.last_begin
        if opens:
            till = max(min(cut.first, cut.quiet_first) - 1, one.first_end)
            pieces.append(Evidence(one.says, one.first, one.first_end, till, till))
        elif closes:
            pieces.append(Evidence(one.says, one.first, one.first_end, one.first, one.first_end))
        if closes:
            begin = min(max(cut.last, cut.quiet_last) + 1, one.last_begin)
            one = Evidence(one.says, begin, begin, one.last_begin, one.last)
        elif opens:
            one = Evidence(one.says, one.last_begin, one.last, one.last_begin, one.last)
        else:
            one = Evidence(one.says, one.first, one.last, one.first, one.last)
    return [*pieces, one]


def _interruptions(claims: Iterable[Claim], evidence: Iterable[Evidence]) -> list[list[Claim]]:
    """Suspensions; those with nothing between them that may show the tie are several sources on one interruption."""
    shown = [(one.first, one.last) for one in evidence if one.says != "end"]
    dated = [(claim.date, claim) for claim in claims if claim.says == "suspended" and claim.date]
    interruptions: list[list[Claim]] = []
    begun = FIRST_DAY
    for date, claim in sorted(dated, key=lambda one: (one[0].first, one[0].last)):
        if interruptions and not any(begun < last and first < date.last for first, last in shown):
            interruptions[-1].append(claim)
        else:
            interruptions.append([claim])
        begun = date.first
        if claim.until is not None:
            shown.append((claim.until.first, claim.until.last))
    return interruptions


def _suspended(evidence: Iterable[Evidence], cuts: Iterable[Cut]) -> list[Stretch]:
    """Days on which a suspension certainly lasted: until the next claim that shows the tie."""
    shown = [one for one in evidence if one.says != "end"]
    return [
        (cut.last + 1, min((one.first for one in shown if one.last > cut.first), default=LAST_DAY + 1) - 1)
        for cut in cuts
        if not cut.by_list
    ]


def _perhaps_one(evidence: Iterable[Evidence], cuts: Iterable[Cut]) -> list[Stretch]:
    """From a suspension to the next one, where it is not certain that anything showed the tie between them: if nothing did,
    they are two sources on one suspension, which disagree about those days."""
    shown = [one for one in evidence if one.says != "end"]
    suspensions = [cut for cut in cuts if not cut.by_list]
    return [
        (one.first, following.last)
        for one, following in pairwise(suspensions)
        if not any(one.last < between.first and between.last < following.first for between in shown)
    ]


def _left_out(evidence: Sequence[Evidence], cuts: Iterable[Cut]) -> list[Stretch]:
    """The calendar years of lists that leave the tie out; where others show it in that year, the days of these lists alone."""
    days = []
    for cut in cuts:
        if cut.by_list:
            if not any(one.first <= cut.quiet_last and one.last >= cut.quiet_first for one in evidence):
                days.append((cut.quiet_first, cut.quiet_last))
            elif cut.first == cut.last:
                days.append((cut.first, cut.last))
    return days


def _cut_by_suspension(suspensions: Sequence[Claim]) -> Cut:
    dates = [claim.date for claim in suspensions if claim.date is not None]
    last = max(date.last for date in dates)
    until = [claim.until.first for claim in suspensions if claim.until is not None]
    return Cut(
        min(date.first for date in dates), last, last + 1, max(last, min(until, default=last) - 1), by_list=False
    )


def _around_suspension(claim: Claim) -> list[Evidence]:
    """A suspension shows that the tie held until it, and a stated end of it that it held from then."""
    assert claim.date is not None
    begin = claim.date
    around = [Evidence("end", begin.first, begin.last, begin.first, begin.last)]
    if claim.until is not None:
        end = claim.until
        around.append(Evidence("start", end.first, end.last, end.first, end.last))
    return around


def _cut_by_list(first: int, last: int) -> Cut:
    new_year = Day(Day.fromordinal(first).year, 1, 1).toordinal()
    year_end = Day(Day.fromordinal(last).year, 12, 31).toordinal()
    return Cut(first, last, new_year, year_end, by_list=True)


def _uncited_pauses(narrowing: Iterable[Claim], evidence: Sequence[Evidence]) -> list[Stretch]:
    """Stretches from uncited suspensions until a stated end, else until the next claim that shows the tie."""
    pauses = []
    for claim in narrowing:
        if claim.says == "suspended" and claim.date is not None:
            later = [one.first for one in evidence if one.says != "end" and one.first > claim.date.last]
            end = claim.until.first if claim.until is not None else min(later, default=LAST_DAY + 1)
            pauses.append((claim.date.first, end - 1))
    return pauses


def _narrowed(first: int, last: int, by: int, till: int, narrowing: Iterable[Claim]) -> Stretch:
    """What is presumed, kept within uncited starts and ends; they never reach into what is certain."""
    for claim in narrowing:
        if claim.date is None:
            continue
        if claim.says == "start" and claim.date.first <= by:
            first = max(first, claim.date.first)
        elif claim.says == "end" and claim.date.last >= till:
            last = min(last, claim.date.last)
    return first, last


def _is_undated(claims: Iterable[Claim]) -> bool:
    return any(claim.says == "shown" and claim.date is None for claim in claims)


def _joint(lives: Iterable[Life]) -> Life:
    lives = tuple(lives)
    return Life(
        max(life.first for life in lives),
        max(life.certain_first for life in lives),
        min(life.certain_last for life in lives),
        min(life.last for life in lives),
        min(life.dormant for life in lives),
    )


def _within(one: Evidence, life: Life) -> Evidence:
    """A vague date read consistently with the life of both ends: a tie of 1993 in a body founded in May began in May or later."""
    low, high = life.certain_first, life.certain_last
    if low > high or one.first > high or one.last < low:
        return one

    def inside(first: int, last: int) -> Stretch:
        return (first, last) if last < low or first > high else (max(first, low), min(last, high))

    return Evidence(one.says, *inside(one.first, one.first_end), *inside(one.last_begin, one.last))


def merged(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The same days in as few stretches as possible, in order."""
    found = [stretch for stretch in stretches if stretch[0] <= stretch[1]]
    if len(found) < 2:
        return tuple(found)
    found.sort()
    joined = found[:1]
    for first, last in found[1:]:
        if first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(joined)


def _overlaps(left: Iterable[Stretch], right: Iterable[Stretch]) -> tuple[Stretch, ...]:
    right = tuple(right)
    return merged([(a if a > c else c, b if b < d else d) for a, b in left for c, d in right])


def _complement(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    gaps = []
    day = FIRST_DAY
    for first, last in merged(stretches):
        if day < first:
            gaps.append((day, first - 1))
        day = last + 1
    return tuple([*gaps, (day, LAST_DAY)] if day <= LAST_DAY else gaps)


def _without(stretches: Iterable[Stretch], holes: Iterable[Stretch], life: Life) -> tuple[Stretch, ...]:
    alive = _overlaps(stretches, [(life.first, life.last)])
    return _overlaps(alive, _complement(holes))


def union(validities: Sequence[Validity]) -> Validity:
    """When any of them holds."""
    if len(validities) == 1:
        return validities[0]
    denied: tuple[Stretch, ...] = ((FIRST_DAY, LAST_DAY),)
    for one in validities:
        denied = _overlaps(denied, one.denied)
    return Validity(
        tuple(sorted({pair for one in validities for pair in one.documented})),
        merged(stretch for one in validities for stretch in one.inner),
        merged(stretch for one in validities for stretch in one.backward),
        denied,
        tuple(sorted({stretch for one in validities for stretch in one.claims})),
        tuple(sorted({pair for one in validities for pair in one.marks})),
    )


def intersect(tie: Validity, through: Validity) -> Validity:
    """When a tie made through an organization holds: while the actor is in that organization, documented only where both are."""
    documented = {
        (max(by, by2), min(till, till2))
        for by, till in tie.documented
        for by2, till2 in through.documented
        if by <= till2 and by2 <= till
    }
    return Validity(
        tuple(sorted(documented)),
        _overlaps(_forward(tie), _forward(through)),
        _overlaps((*_forward(tie), *tie.backward), (*_forward(through), *through.backward)),
        merged((*tie.denied, *through.denied)),
        tie.claims,
        tie.marks,
    )


def _forward(one: Validity) -> tuple[Stretch, ...]:
    """Days on which it is documented, or presumed without looking back."""
    return (*one.inner, *(pair for pair in one.documented if pair[0] <= pair[1]))
