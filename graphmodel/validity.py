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
from typing import Literal, get_args

from graphmodel.claims import Claim
from graphmodel.dates import FIRST_DAY, LAST_DAY, Period
from graphmodel.lifetimes import ALWAYS, Life

__all__ = [
    "NEVER",
    "PRESUME",
    "Evidence",
    "Holding",
    "Presume",
    "Status",
    "Validity",
    "holding",
    "intersect",
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


@dataclass(frozen=True, slots=True, order=True)
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


NEVER = Validity()


def holding(validity: Validity, period: Period, presume: Presume = "both") -> Holding:
    """Whether a tie holds in a period: documented, presumed, not held, or unknown.

    Widening the period never turns a held tie into one not held; ``presume`` only adds presumed ties.
    """
    if any(by <= period.last and till >= period.first for by, till in validity.documented):
        status = Status.DOCUMENTED
    elif presume != "none" and (
        _meets(validity.inner, period) or (presume == "both" and _meets(validity.backward, period))
    ):
        status = Status.PRESUMED
    elif any(first <= period.first and period.last <= last for first, last in validity.denied):
        return Holding(Status.NOT_HELD)
    else:
        return Holding(Status.UNKNOWN)
    attested = any(by <= period.last and till >= period.first for by, till in validity.marks)
    distance = min((max(first - period.last, period.first - last, 0) for first, last in validity.claims), default=0)
    return Holding(status, attested, distance)


def _meets(stretches: Iterable[Stretch], period: Period) -> bool:
    return any(first <= period.last and last >= period.first for first, last in stretches)


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
    cuts = [_cut_by_list(first, last) for first, last in denials]
    for claim in claims:
        if claim.says == "suspended" and claim.is_cited and claim.date is not None:
            evidence += _around_suspension(claim)
            cuts.append(Cut(claim.date.first, claim.date.last, claim.date.last + 1, claim.date.last, by_list=False))
        elif claim.is_fact and (claim.is_cited or weak):
            one = Evidence.of(claim, meetings)
            if one is not None:
                evidence.append(_within(one, life))
    cuts.sort()
    marks = tuple(sorted({(one.first_end, one.last_begin) for one in evidence}))
    narrowing = () if weak else tuple(claim for claim in claims if claim.is_fact and not claim.is_cited)
    holes = [(cut.quiet_first, cut.quiet_last) for cut in cuts if cut.by_list]
    pauses = _pauses(narrowing, evidence)

    documented: list[Stretch] = []
    inner: list[Stretch] = []
    backward: list[Stretch] = []
    suspended = _pauses([claim for claim in claims if claim.is_cited], evidence)
    denied = [(FIRST_DAY, life.first - 1), (life.last + 1, LAST_DAY), *holes, *suspended]
    spells = _spells(evidence, cuts)
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
                first = min(begin, after_meeting)
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
        backward.append((first, min(begin - 1, last)))
        inner.append((max(begin, first), last))
        if spell.ends:
            denied.append((close + 1, spell.before))
        if spell.starts:
            denied.append((spell.after, begin - 1))
    if not spells and not cuts and not office and _is_undated(claims, weak):
        first, last = _narrowed(FIRST_DAY, min(LAST_DAY, life.dormant), LAST_DAY, FIRST_DAY, narrowing)
        backward.append((first, last))
    if weak:
        documented, marks = [], ()
    return Validity(
        tuple(documented),
        _without(inner, [*holes, *pauses], life),
        _without(backward, [*holes, *pauses], life),
        _merged(denied),
        tuple(sorted({(one.first, one.last) for one in evidence})),
        marks,
    )


@dataclass(frozen=True, slots=True)
class _Spell:
    """Claims with no interruption between them, and the days between which they may be carried on."""

    evidence: tuple[Evidence, ...]
    after: int = FIRST_DAY
    before: int = LAST_DAY
    is_alone: bool = False

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
        return by, till

    def hull(self) -> Stretch:
        """First and last day that any of its claims can mean."""
        return min(one.first for one in self.evidence), max(one.last for one in self.evidence)


def _spells(evidence: Iterable[Evidence], cuts: Sequence[Cut]) -> list[_Spell]:
    """Evidence parted by the cuts. What shows the tie on a day that may lie on either side of a cut stands alone."""
    parts: dict[int, list[Evidence]] = {}
    alone: list[Evidence] = []
    for whole in evidence:
        for one in _split(whole, cuts):
            side = _side(one, cuts)
            if side is None:
                alone.append(one)
            else:
                parts.setdefault(side, []).append(one)
    spells = [_Spell((one,), is_alone=True) for one in alone]
    for side, members in parts.items():
        after, before = FIRST_DAY, LAST_DAY
        if side > 0:
            cut = cuts[side - 1]
            after = cut.quiet_last + 1 if cut.by_list else min(one.first for one in members)
        if side < len(cuts):
            before = cuts[side].quiet_first - 1
        spells.append(_Spell(tuple(members), after, before))
    return sorted(spells, key=lambda spell: spell.hull())


def _side(one: Evidence, cuts: Sequence[Cut]) -> int | None:
    """How many cuts it comes after; None where that cannot be told. A start comes after, and an end before, what it meets."""
    passed = 0
    for cut in cuts:
        if one.first > cut.last or (one.says == "start" and one.last >= cut.first):
            passed += 1
        elif one.last >= cut.first and one.says == "shown":
            return None
    return passed


def _split(one: Evidence, cuts: Sequence[Cut]) -> list[Evidence]:
    """Evidence of a stretch, without the cuts that lie inside it."""
    pieces = []
    for cut in cuts:
        if one.first_end < cut.first and cut.last < one.last_begin:
            pause_first = min(cut.first, cut.quiet_first) if cut.by_list else cut.first
            pause_last = max(cut.last, cut.quiet_last)
            till = max(pause_first - 1, one.first_end)
            pieces.append(Evidence(one.says, one.first, one.first_end, till, till))
            begin = min(pause_last + 1, one.last_begin)
            one = Evidence(one.says, begin, begin, one.last_begin, one.last)
    return [*pieces, one]


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


def _pauses(claims: Iterable[Claim], evidence: Sequence[Evidence]) -> list[Stretch]:
    """Stretches after the suspensions among the claims: until a stated end, else until the next claim that shows the tie."""
    pauses = []
    for claim in claims:
        if claim.says == "suspended" and claim.date is not None:
            later = [one.first for one in evidence if one.says != "end" and one.first > claim.date.last]
            end = claim.until.first if claim.until is not None else min(later, default=LAST_DAY + 1)
            pauses.append((claim.date.last + 1 if claim.is_cited else claim.date.first, end - 1))
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


def _is_undated(claims: Iterable[Claim], weak: bool) -> bool:
    return any(claim.says == "shown" and claim.date is None and (claim.is_cited or weak) for claim in claims)


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


def _merged(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The same days in as few stretches as possible, in order."""
    merged: list[Stretch] = []
    for first, last in sorted(stretch for stretch in stretches if stretch[0] <= stretch[1]):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)


def _overlaps(left: Iterable[Stretch], right: Iterable[Stretch]) -> tuple[Stretch, ...]:
    right = tuple(right)
    return _merged((max(a, c), min(b, d)) for a, b in left for c, d in right)


def _complement(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    gaps = []
    day = FIRST_DAY
    for first, last in _merged(stretches):
        gaps.append((day, first - 1))
        day = last + 1
    return _merged([*gaps, (day, LAST_DAY)])


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
        _merged(stretch for one in validities for stretch in one.inner),
        _merged(stretch for one in validities for stretch in one.backward),
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
        _overlaps(tie.inner, through.inner),
        _overlaps((*tie.inner, *tie.backward), (*through.inner, *through.backward)),
        _merged((*tie.denied, *through.denied)),
        tie.claims,
        tie.marks,
    )
