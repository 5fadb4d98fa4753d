"""Who holds what, when: the rules one by one, properties that hold for any claims, and a brute force that goes day by day and
knows the rules, but not the code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date as Day
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from toynetwork import CITED, claim

from graphmodel.claims import Claim
from graphmodel.dates import LAST_DAY, PartialDate, Period
from graphmodel.lifetimes import ALWAYS, Life, LifeEvent, life_of
from graphmodel.validity import PRESUME, Status, Validity, holding, intersect, union, validity_of

DOCUMENTED, PRESUMED, UNKNOWN, NOT_HELD = Status.DOCUMENTED, Status.PRESUMED, Status.UNKNOWN, Status.NOT_HELD


def day(text: str) -> int:
    return Day.fromisoformat(text).toordinal()


def days(text: str) -> tuple[int, int]:
    period = Period.parse(text)
    return period.first, period.last


def status(at: str, *claims: Claim, presume: str = "both", **context: Any) -> Status:
    return holding(validity_of(claims, **context), Period.parse(at), presume).status  # type: ignore[arg-type]


# --- single rules ---------------------------------------------------------------------------------------------------------------


def test_a_tie_is_documented_between_its_first_and_its_last_claim() -> None:
    assert status("2006", claim(date="2004"), claim(date="2008")) is DOCUMENTED


def test_a_tie_is_presumed_before_its_first_and_after_its_last_claim() -> None:
    assert status("2000", claim(date="2004")) is PRESUMED
    assert status("2010", claim(date="2004")) is PRESUMED


def test_presuming_forward_only_leaves_the_time_before_the_first_claim_unknown() -> None:
    assert status("2000", claim(date="2004"), presume="forward") is UNKNOWN
    assert status("2010", claim(date="2004"), presume="forward") is PRESUMED


def test_without_presumption_the_rest_is_unknown() -> None:
    assert status("2010", claim(date="2004"), presume="none") is UNKNOWN


def test_before_a_cited_start_and_after_a_cited_end_it_is_not_held() -> None:
    claims = (claim("start", "2004"), claim("end", "2008"))
    assert [status(at, *claims) for at in ("2003", "2006", "2009")] == [NOT_HELD, DOCUMENTED, NOT_HELD]


def test_a_bound_vaguer_than_the_question_is_presumed_only() -> None:
    claims = (claim("start", "1999"), claim("end", "2001"))
    assert status("2001-06", *claims) is PRESUMED
    assert status("2001", *claims) is DOCUMENTED


def test_an_uncited_claim_documents_nothing_and_denies_nothing() -> None:
    assert status("2004", claim(date="2004", citations=())) is UNKNOWN


def test_an_uncited_start_or_end_only_narrows_what_is_presumed() -> None:
    shown = claim(date="2004")
    start, end = claim("start", "2002", citations=()), claim("end", "2006", citations=())
    assert [status(at, shown, start, end) for at in ("2001", "2003", "2004", "2005", "2007")] == [
        UNKNOWN,
        PRESUMED,
        DOCUMENTED,
        PRESUMED,
        UNKNOWN,
    ]


def test_an_uncited_tie_is_presumed_at_most_where_it_is_asked_for() -> None:
    assert status("2004", claim(date="2004", citations=()), weak=True) is PRESUMED


def test_sources_that_disagree_on_a_start_leave_the_time_between_presumed() -> None:
    claims = (claim("start", "2002"), claim("start", "2005"), claim(date="2008"))
    assert [status(at, *claims) for at in ("2001", "2003", "2006")] == [NOT_HELD, PRESUMED, DOCUMENTED]


def test_a_complete_list_that_leaves_a_tie_out_splits_it() -> None:
    context = {"denials": [days("2006")]}
    claims = (claim(date="2004"), claim(date="2008"))
    assert [status(at, *claims, **context) for at in ("2004", "2005", "2006", "2007", "2008")] == [
        DOCUMENTED,
        PRESUMED,
        NOT_HELD,
        PRESUMED,
        DOCUMENTED,
    ]


def test_presumption_does_not_cross_a_complete_list() -> None:
    assert status("2008", claim(date="2004"), denials=[days("2006-05")]) is UNKNOWN


def test_presumption_does_not_enter_the_calendar_year_of_a_complete_list() -> None:
    context = {"denials": [days("2006-05")]}
    assert status("2006-02", claim(date="2004"), **context) is NOT_HELD


def test_a_rival_role_stops_presumption_where_it_is_shown() -> None:
    context = {"rivals": [days("2007")]}
    assert [status(at, claim(date="2004"), **context) for at in ("2006", "2007-05")] == [PRESUMED, UNKNOWN]


def test_a_suspension_interrupts_a_tie_until_the_next_claim_that_shows_it() -> None:
    claims = (claim("start", "2000"), claim("suspended", "2005-03"), claim(date="2009"))
    assert [status(at, *claims) for at in ("2004", "2006", "2009")] == [DOCUMENTED, NOT_HELD, DOCUMENTED]


def test_a_suspension_with_an_end_lasts_until_then() -> None:
    claims = (claim("start", "2000"), claim("suspended", "2005", until="2007"), claim(date="2009"))
    assert [status(at, *claims) for at in ("2004", "2006", "2008")] == [DOCUMENTED, NOT_HELD, DOCUMENTED]


def test_an_uncited_suspension_only_narrows_presumption() -> None:
    claims = (claim(date="2004"), claim("suspended", "2006", citations=()))
    assert [status(at, *claims) for at in ("2005", "2007")] == [PRESUMED, UNKNOWN]


@pytest.mark.parametrize("says", ["planned", "offered"])
def test_a_plan_makes_nothing_hold(says: str) -> None:
    assert status("2009", claim(says, "2009")) is UNKNOWN


def test_an_office_is_never_presumed_from_a_list() -> None:
    assert status("2006", claim(date="2004"), office=True) is UNKNOWN


def test_an_office_runs_on_from_a_cited_start_to_the_next_holder() -> None:
    context = {"office": True, "next_holder": days("2008-05")[0]}
    assert [status(at, claim("start", "2004"), **context) for at in ("2007", "2008-04", "2008-06")] == [
        PRESUMED,
        PRESUMED,
        UNKNOWN,
    ]


def test_the_chair_of_a_numbered_meeting_is_presumed_from_the_day_after_the_one_before() -> None:
    first, last = days("2008-10-29")
    context = {"office": True, "meetings": {2: (first, first, last, last)}, "after_meeting": days("2007-07-12")[0]}
    chair = claim(meeting=2)
    assert [status(at, chair, **context) for at in ("2007-07-11", "2007-07-12", "2008-10-29", "2008-11")] == [
        UNKNOWN,
        PRESUMED,
        DOCUMENTED,
        UNKNOWN,
    ]


def test_an_undated_claim_documents_nobody_at_any_date_and_is_presumed_before_now() -> None:
    assert status("2004", claim()) is PRESUMED
    assert status("2004", claim(), presume="forward") is UNKNOWN


def test_both_ends_must_exist() -> None:
    life = Life(first=days("2005")[0], certain_first=days("2005")[0])
    assert status("2004", claim(date="2006"), lives=(life,)) is NOT_HELD


def test_where_cited_foundings_disagree_ties_between_are_presumed_at_most() -> None:
    events = [
        LifeEvent.model_validate({"entity": "x", "event": "established", "date": date, "citations": CITED})
        for date in ("2002", "2005")
    ]
    context = {"lives": (life_of(events),)}
    claims = (claim("start", "2002"), claim(date="2008"))
    assert [status(at, *claims, **context) for at in ("2001", "2003", "2006")] == [NOT_HELD, PRESUMED, DOCUMENTED]


def test_presumption_stops_after_a_body_went_dormant_and_the_body_still_exists() -> None:
    context = {"lives": (Life(dormant=days("2006")[1]),)}
    assert [status(at, claim(date="2004"), **context) for at in ("2006", "2007")] == [PRESUMED, UNKNOWN]


def test_a_tie_through_an_organization_holds_only_while_the_actor_is_in_it() -> None:
    through = validity_of((claim("start", "2003"), claim("end", "2006")))
    tie = intersect(validity_of((claim(date="2004"), claim(date="2008"))), through)
    assert [holding(tie, Period.parse(at)).status for at in ("2002", "2005", "2007")] == [
        NOT_HELD,
        DOCUMENTED,
        NOT_HELD,
    ]


def test_nothing_is_known_of_a_tie_that_went_on_after_the_list_that_denied_it() -> None:
    assert status("2009", claim(date="2004"), denials=[days("2008")]) is UNKNOWN


def test_a_list_that_leaves_a_tie_out_after_its_end_does_not_make_it_less_ended() -> None:
    assert status("2009", claim("end", "2004"), denials=[days("2008")]) is NOT_HELD


def test_a_list_that_leaves_a_tie_out_before_its_start_does_not_make_it_less_new() -> None:
    assert status("2003", claim("start", "2010"), denials=[days("2008")]) is NOT_HELD


def test_a_year_that_shows_a_tie_is_not_denied_by_a_list_of_that_year() -> None:
    assert status("2008-03", claim(date="2008"), denials=[days("2008-10-01")]) is UNKNOWN


def test_the_day_of_a_list_is_denied_even_in_a_year_that_shows_the_tie() -> None:
    assert status("2008-10-01", claim(date="2008"), denials=[days("2008-10-01")]) is NOT_HELD


def test_what_may_be_shown_after_a_suspension_is_not_denied() -> None:
    assert status("2010", claim(date="2008"), claim("suspended", "2008")) is UNKNOWN


def test_two_suspensions_that_may_be_one_deny_nothing_between_them() -> None:
    claims = (claim(date="2010"), claim("suspended", "2008-01"), claim("suspended", "2010"))
    assert status("2009", *claims) is UNKNOWN


def test_a_list_between_two_dates_of_one_suspension_parts_them() -> None:
    claims = (claim("suspended", "2000-01-01"), claim("suspended", "2001-02-01"))
    assert status("2001-01-01", *claims, denials=[days("2000-03-01")]) is PRESUMED


def test_in_no_year_was_an_actor_there_that_left_the_organization_before() -> None:
    through = validity_of((claim("start", "2000-01-01"), claim("end", "2005-01-01")))
    tie = intersect(validity_of((claim(date="2010-01-01"),)), through)
    assert holding(tie, Period.parse("2004/2011")).status is PRESUMED


def test_a_cited_suspension_without_an_end_lasts_for_good() -> None:
    assert status("2012", claim(date="2004"), claim("suspended", "2008")) is NOT_HELD


def test_leaving_while_suspended_shows_nobody_active() -> None:
    assert status("2010", claim(date="2004"), claim("suspended", "2008"), claim("end", "2010")) is not DOCUMENTED


def test_sources_that_disagree_on_when_a_suspension_began_leave_the_time_between_presumed() -> None:
    claims = (claim(date="2004"), claim("suspended", "2008-01"), claim("suspended", "2008-06"))
    assert [status(at, *claims) for at in ("2007", "2008-03", "2008-07")] == [DOCUMENTED, PRESUMED, NOT_HELD]


def test_a_stretch_shown_by_one_source_is_interrupted_by_the_suspension_of_another() -> None:
    claims = (claim(date="2000", until="2010"), claim("suspended", "2004-03", until="2006-05"))
    assert [status(at, *claims) for at in ("2003", "2005", "2007")] == [DOCUMENTED, NOT_HELD, DOCUMENTED]


def test_an_uncited_suspension_interrupts_a_tie_that_rests_on_no_source() -> None:
    claims = (claim("start", "2000", citations=()), claim("suspended", "2004", citations=()))
    assert [status(at, *claims, weak=True) for at in ("2003", "2006")] == [PRESUMED, NOT_HELD]


def test_presumption_does_not_look_back_into_the_dormancy_of_a_body() -> None:
    lives = (Life(dormant=day("2006-12-31")),)
    assert [status(at, claim(date="2010"), lives=lives) for at in ("2005", "2008", "2010")] == [
        PRESUMED,
        UNKNOWN,
        DOCUMENTED,
    ]


def test_an_undated_claim_beside_a_dated_rival_presumes_nothing() -> None:
    assert status("2004", claim(), rivals=[days("2007")]) is UNKNOWN


def test_the_chair_of_a_meeting_is_not_presumed_across_a_list_that_leaves_it_out() -> None:
    at = {4: (day("2010-05-01"),) * 4}
    context: dict[str, Any] = {"office": True, "meetings": at, "after_meeting": day("2006-05-02")}
    chair = claim(meeting=4)
    found = [status(when, chair, denials=[days("2008")], **context) for when in ("2007", "2008", "2009", "2010")]
    assert found == [UNKNOWN, NOT_HELD, PRESUMED, DOCUMENTED]


def test_a_suspension_lasts_beyond_a_list_that_leaves_the_tie_out() -> None:
    claims = (claim(date="2000"), claim("suspended", "2004"), claim(date="2010"))
    assert status("2008", *claims, denials=[days("2006")]) is NOT_HELD


def test_a_claim_that_may_lie_before_the_start_of_another_source_documents_nothing() -> None:
    claims = (claim(date="2004-01-10"), claim("start", "2004-02"))
    assert status("2004-01-10", *claims, denials=[days("2004-01")]) is UNKNOWN
    assert status("2004-01-10", claim(date="2004-01-10"), denials=[days("2004-01")]) is DOCUMENTED


def test_a_claim_before_the_founding_is_kept_and_documents_nothing_before_it() -> None:
    lives = (Life(first=day("2005-01-01"), certain_first=day("2005-01-01")),)
    assert [status(at, claim(date="2003"), lives=lives) for at in ("2003", "2006")] == [NOT_HELD, PRESUMED]


def test_a_list_of_the_year_that_shows_a_tie_keeps_it_documented_through_an_organization() -> None:
    shown = validity_of((claim(date="2008-02-01"), claim(date="2008-05-01")), denials=[days("2008-10-01")])
    through = validity_of((claim(date="2004"),))
    for presume in ("both", "forward"):
        assert holding(intersect(shown, through), Period.parse("2008-03"), presume).status is PRESUMED


def test_the_distance_is_that_to_the_nearest_cited_claim() -> None:
    held = holding(validity_of((claim(date="2004-01-01"), claim(date="2008-01-01"))), Period.parse("2008-01-11"))
    assert held.distance == 10


def test_a_claim_in_the_period_attests_the_tie() -> None:
    validity = validity_of((claim(date="2004"), claim(date="2008")))
    assert [holding(validity, Period.parse(at)).attested for at in ("2004", "2006")] == [True, False]


def test_only_a_period_that_holds_a_whole_vague_date_is_attested_by_it() -> None:
    validity = validity_of((claim(date="2004"),))
    assert not holding(validity, Period.parse("2004-05")).attested


def test_a_day_of_the_far_future_is_within_reach() -> None:
    assert holding(validity_of((claim("start", "2004"),)), Period(LAST_DAY, LAST_DAY, "end")).status is PRESUMED
    assert Day.fromordinal(LAST_DAY).year == 9999


# --- properties ---------------------------------------------------------------------------------------------------------------

years = st.integers(1999, 2006)
texts = st.one_of(
    years.map(str),
    st.builds(lambda year, month: f"{year}-{month:02d}", years, st.integers(1, 12)),
    st.builds(lambda year, month, day: f"{year}-{month:02d}-{day:02d}", years, st.integers(1, 12), st.integers(1, 28)),
)
cited = st.builds(lambda says, date: claim(says, date), st.sampled_from(["shown", "start", "end"]), texts)
uncited = st.builds(
    lambda says, date: claim(says, date, citations=()), st.sampled_from(["shown", "start", "end", "suspended"]), texts
)
suspensions = st.builds(lambda date: claim("suspended", date), texts)
anything = st.lists(st.one_of(cited, cited, uncited, suspensions), min_size=0, max_size=6)
stretches = texts.map(days)


def hull(one: str, two: str) -> Period:
    ends = Period.parse(one), Period.parse(two)
    return Period(min(end.first for end in ends), max(end.last for end in ends), f"{one}/{two}")


written_periods = st.builds(hull, texts, texts)
contexts = st.fixed_dictionaries(
    {
        "denials": st.lists(stretches, max_size=2),
        "rivals": st.lists(stretches, max_size=2),
        "office": st.booleans(),
        "weak": st.booleans(),
        "next_holder": st.one_of(st.none(), stretches.map(lambda one: one[0])),
    }
)


def consistent(claims: list[Claim]) -> bool:
    """As data that is read: no start after an end."""
    starts = [one.date for one in claims if one.says == "start" and one.date]
    ends = [one.date for one in claims if one.says == "end" and one.date]
    return all(start.first <= end.last for start in starts for end in ends)


@given(anything, contexts, written_periods)
@settings(max_examples=200, deadline=None)
def test_presuming_more_only_adds_presumed_ties(claims: list[Claim], context: dict[str, Any], period: Period) -> None:
    assume(consistent(claims))
    validity = validity_of(claims, **context)
    none, forward, both = (holding(validity, period, presume) for presume in ("none", "forward", "both"))  # type: ignore[arg-type]
    for less, more in ((none, forward), (forward, both)):
        assert not (less.holds and not more.holds)
        assert (less.status is DOCUMENTED) == (more.status is DOCUMENTED)
    assert none.status is not PRESUMED


@given(anything, contexts, written_periods, st.integers(0, 500), st.integers(0, 500), st.sampled_from(PRESUME))
@settings(max_examples=200, deadline=None)
def test_widening_the_period_never_loses_a_tie(
    claims: list[Claim], context: dict[str, Any], period: Period, earlier: int, later: int, presume: str
) -> None:
    assume(consistent(claims))
    validity = validity_of(claims, **context)
    wide = Period(period.first - earlier, period.last + later, "wide")
    narrow_state, wide_state = holding(validity, period, presume), holding(validity, wide, presume)  # type: ignore[arg-type]
    assert wide_state.status >= narrow_state.status or narrow_state.status is UNKNOWN
    assert not (narrow_state.holds and not wide_state.holds)


@given(anything, contexts, written_periods, st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_the_order_of_claims_changes_nothing(
    claims: list[Claim], context: dict[str, Any], period: Period, random: Any
) -> None:
    assume(consistent(claims))
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert holding(validity_of(claims, **context), period) == holding(validity_of(shuffled, **context), period)


@given(st.lists(cited, min_size=1, max_size=4), written_periods)
@settings(max_examples=300, deadline=None)
def test_documented_is_what_holds_under_every_reading_of_the_dates(claims: list[Claim], period: Period) -> None:
    """Day by day: each vague date is read as its first and as its last day; sources agree from the latest start to the earliest
    end; without a start (an end) the tie is known from the first (to the last) day that any claim names."""
    assume(consistent(claims))
    readings = product(*({one.date.first, one.date.last} for one in claims if one.date is not None))
    always = True
    for reading in readings:
        starts = [day for day, one in zip(reading, claims, strict=True) if one.says == "start"]
        ends = [day for day, one in zip(reading, claims, strict=True) if one.says == "end"]
        begin = max(starts) if starts else min(reading)
        end = min(ends) if ends else max(reading)
        always = always and begin <= period.last and end >= period.first
    assert (holding(validity_of(claims), period).status is DOCUMENTED) == always


@given(st.lists(cited, min_size=1, max_size=4), texts.map(Period.parse))
@settings(max_examples=300, deadline=None)
def test_what_is_not_held_lies_outside_every_start_and_end(claims: list[Claim], period: Period) -> None:
    assume(consistent(claims))
    first = min(one.date.first for one in claims if one.date)
    last = max(one.date.last for one in claims if one.date)
    is_after_all = period.first > last and any(one.says == "end" for one in claims)
    is_before_all = period.last < first and any(one.says == "start" for one in claims)
    assert (holding(validity_of(claims), period).status is NOT_HELD) == (is_after_all or is_before_all)


@given(anything, contexts)
@settings(max_examples=200, deadline=None)
def test_no_tie_holds_outside_its_extent(claims: list[Claim], context: dict[str, Any]) -> None:
    assume(consistent(claims))
    validity = validity_of(claims, **context)
    extent = validity.extent()
    for year in range(1990, 2016):
        period = Period.parse(str(year))
        if holding(validity, period).holds:
            assert extent is not None
            assert extent[0] <= period.last
            assert extent[1] >= period.first


@given(anything, anything, contexts, written_periods)
@settings(max_examples=200, deadline=None)
def test_two_ways_hold_where_either_does(
    one: list[Claim], two: list[Claim], context: dict[str, Any], period: Period
) -> None:
    assume(consistent(one) and consistent(two))
    first, second = validity_of(one, **context), validity_of(two, **context)
    together = holding(union([first, second]), period)
    assert together.holds == (holding(first, period).holds or holding(second, period).holds)


@given(anything, anything, written_periods)
@settings(max_examples=200, deadline=None)
def test_through_an_organization_nothing_holds_that_does_not_hold_in_both(
    one: list[Claim], two: list[Claim], period: Period
) -> None:
    assume(consistent(one) and consistent(two))
    tie, through = validity_of(one), validity_of(two)
    if holding(intersect(tie, through), period).holds:
        assert holding(tie, period).holds
        assert holding(through, period).holds


# --- a brute force --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """What decides one tie, with every date a day. Facts are (says, day, until or None)."""

    cited: tuple[tuple[str, int, int | None], ...]
    uncited: tuple[tuple[str, int, int | None], ...] = ()
    lists: tuple[int, ...] = ()
    rivals: tuple[int, ...] = ()
    life: Life = ALWAYS
    office: bool = False
    next_holder: int | None = None
    parts: list[Part] = field(default_factory=list, compare=False)
    interruptions: list[tuple[int, int]] = field(default_factory=list, compare=False)

    def __post_init__(self) -> None:
        shown = [(one, until if until is not None else one) for says, one, until in self.cited if says == "shown"]
        starts = [one for says, one, _ in self.cited if says == "start"]
        ends = [one for says, one, _ in self.cited if says == "end"]
        groups: list[list[tuple[int, int | None]]] = []
        showing = [*starts, *(one for pair in shown for one in pair)]
        for begin, until in sorted(
            ((one, until) for says, one, until in self.cited if says == "suspended"), key=lambda pair: pair[0]
        ):
            resumed = [*showing, *(stop for group in groups for _, stop in group if stop is not None)]
            if groups and not any(groups[-1][-1][0] < one < begin for one in resumed):
                groups[-1].append((begin, until))
            else:
                groups.append([(begin, until)])
        resumes = [until for group in groups for _, until in group if until is not None]
        for group in groups:
            last = max(begin for begin, _ in group)
            resumption = min((one for one in [*showing, *resumes] if one > last), default=day("9999-12-31") + 1)
            self.interruptions.append((last + 1, resumption - 1))
        borders = sorted([*self.lists, *(max(begin for begin, _ in group) for group in groups)])
        starts += resumes
        ends += [begin for group in groups for begin, _ in group]
        for number in range(len(borders) + 1):
            opens = borders[number - 1] if number else 0
            closes = borders[number] if number < len(borders) else day("9999-12-31") + 1
            part = Part(
                [one for pair in shown for one in pair if opens < one < closes],
                [one for one in starts if opens <= one < closes],
                [one for one in ends if opens < one <= closes],
                opens,
                closes,
                opens in self.lists,
            )
            if part.claims:
                self.parts.append(part)
        self.parts[:] = [one for one in self.parts if one.shown or one.starts or not self.interrupted(min(one.claims))]

    def interrupted(self, at: int) -> bool:
        return any(first <= at <= last for first, last in self.interruptions)

    def listed_year(self, at: int) -> bool:
        return Day.fromordinal(at).year in {Day.fromordinal(one).year for one in self.lists}

    def paused(self, at: int) -> bool:
        """By an uncited suspension, until its end or the next claim that shows the tie."""
        shown = [one for says, one, _ in self.cited if says in ("shown", "start")]
        shown += [until for says, _, until in self.cited if says == "suspended" and until is not None]
        for says, begin, until in self.uncited:
            if says == "suspended":
                stop = until if until is not None else min((one for one in shown if one > begin), default=at + 1)
                if begin <= at < stop:
                    return True
        return False

    def narrowed_away(self, part: Part, at: int) -> bool:
        return any(
            (says == "start" and one <= part.agreed[0] and at < one)
            or (says == "end" and one >= part.agreed[1] and at > one)
            for says, one, _ in self.uncited
        )

    def presumed_after(self, part: Part, at: int) -> bool:
        known = part.ends or (self.office and not part.starts)
        taken_over = self.office and self.next_holder is not None and at >= self.next_holder
        rival = any(part.last < one <= at for one in self.rivals)
        return at > part.last and not (known or taken_over or rival) and at < part.closes and at <= self.life.dormant

    def presumed_before(self, part: Part, at: int) -> bool:
        rival = any(at <= one < part.first for one in self.rivals)
        known = part.starts or self.office
        return at < part.first and not (known or rival) and at > part.opens and at <= self.life.dormant

    def not_held(self, at: int) -> bool:
        """A source says that it had not begun or had ended, and no other may say that it held."""
        before = [part for part in self.parts if part.last < at]
        after = [part for part in self.parts if part.first > at]
        if len(before) + len(after) < len(self.parts):
            return False
        ended = bool(before) and bool(before[-1].ends)
        begins = bool(after) and bool(after[0].starts)
        may_look_back = bool(after) and not begins and at > self.opening(after[0])
        may_run_on = bool(before) and not ended and at < before[-1].closes
        return (ended and not may_look_back) or (begins and not may_run_on)

    @staticmethod
    def opening(part: Part) -> int:
        if not part.opens:
            return 0
        return day(f"{Day.fromordinal(part.opens).year}-12-31") if part.by_list else part.first - 1

    def at(self, at: int) -> Status:
        life = self.life
        if not life.first <= at <= life.last:
            return NOT_HELD
        for part in self.parts:
            if part.agreed[0] <= at <= part.agreed[1] and life.certain_first <= at <= life.certain_last:
                return DOCUMENTED
        if self.listed_year(at) or self.interrupted(at):
            return NOT_HELD
        for part in self.parts:
            carried = self.presumed_before(part, at) or self.presumed_after(part, at)
            disputed = part.first <= at <= part.last
            if (carried or disputed) and not self.paused(at) and not self.narrowed_away(part, at):
                return PRESUMED
        return NOT_HELD if self.not_held(at) else UNKNOWN

    def over(self, period: Period) -> Status:
        found = {self.at(one) for one in range(period.first, period.last + 1)}
        for one in (DOCUMENTED, PRESUMED, UNKNOWN):
            if one in found:
                return one
        return NOT_HELD

    def claims(self) -> list[Claim]:
        return [
            claim(
                says,
                Day.fromordinal(one).isoformat(),
                until=None if until is None else Day.fromordinal(until).isoformat(),
                **more,
            )
            for facts, more in ((self.cited, {}), (self.uncited, {"citations": ()}))
            for says, one, until in facts
        ]

    def validity(self) -> Validity:
        return validity_of(
            self.claims(),
            lives=(self.life,),
            denials=[(one, one) for one in self.lists],
            rivals=[(one, one) for one in self.rivals],
            office=self.office,
            next_holder=self.next_holder,
        )


@dataclass(frozen=True)
class Part:
    """Claims with no list that leaves the tie out, and no suspension, between them."""

    shown: list[int]
    starts: list[int]
    ends: list[int]
    opens: int
    closes: int
    by_list: bool

    @property
    def claims(self) -> list[int]:
        return [*self.shown, *self.starts, *self.ends]

    @property
    def first(self) -> int:
        return min(self.claims)

    @property
    def last(self) -> int:
        return max(self.claims)

    @property
    def agreed(self) -> tuple[int, int]:
        return max(self.starts, default=self.first), min(self.ends, default=self.last)


EPOCH = day("2000-01-01")
some_days = st.integers(EPOCH, EPOCH + 1800)
maybe_until = st.one_of(st.none(), st.integers(1, 400))


def facts(*says: str) -> st.SearchStrategy[tuple[str, int, int | None]]:
    return st.builds(
        lambda word, one, more: (word, one, one + more if more and word in ("shown", "suspended") else None),
        st.sampled_from(says),
        some_days,
        maybe_until,
    )


@st.composite
def lives(draw: st.DrawFn) -> Life:
    if draw(st.booleans()):
        return ALWAYS
    first, certain_first, certain_last, last = sorted(draw(st.tuples(*[st.integers(EPOCH - 200, EPOCH + 2000)] * 4)))
    return Life(first, certain_first, certain_last, last, draw(st.one_of(st.just(ALWAYS.dormant), some_days)))


cases = st.builds(
    Case,
    cited=st.lists(facts("shown", "shown", "start", "end", "suspended"), max_size=5).map(tuple),
    uncited=st.lists(facts("start", "end", "suspended"), max_size=2).map(tuple),
    lists=st.sets(some_days, max_size=2).map(lambda one: tuple(sorted(one))),
    rivals=st.sets(some_days, max_size=2).map(lambda one: tuple(sorted(one))),
    life=lives(),
    office=st.booleans(),
    next_holder=st.one_of(st.none(), some_days),
)
periods = st.builds(
    lambda first, more: Period(first, first + more, "some days"),
    st.integers(EPOCH - 400, EPOCH + 2200),
    st.one_of(st.just(0), st.integers(0, 400)),
)


def is_readable(case: Case) -> bool:
    """As data that is read, and clear: no start after an end, no list on the day of a claim, no stretch across a list."""
    starts = [one for says, one, _ in case.cited if says == "start"]
    ends = [one for says, one, _ in case.cited if says == "end"]
    resumes = [until for says, _, until in case.cited if says == "suspended" and until is not None]
    marked = [one for _, *pair in case.cited for one in pair if one is not None]
    borders = [*case.lists, *(one for says, one, _ in case.cited if says == "suspended")]
    stretches = [(one, until) for says, one, until in case.cited if says == "shown" and until is not None]
    return (
        all(start <= end for start in [*starts, *resumes] for end in ends)
        and len({*marked, *case.lists}) == len(marked) + len(case.lists)
        and not any(first <= border <= last for first, last in stretches for border in borders)
    )


@given(cases, periods)
@settings(max_examples=200, deadline=None)
def test_holding_is_what_a_brute_force_finds_day_by_day(case: Case, period: Period) -> None:
    assume(is_readable(case))
    found, expected = holding(case.validity(), period).status, case.over(period)
    unclear = any(case.listed_year(one) for one in marked_days(case))
    assert found is expected or (unclear and {found, expected} == {NOT_HELD, UNKNOWN})


def marked_days(case: Case) -> Iterator[int]:
    for _, one, until in case.cited:
        yield from (one,) if until is None else range(one, until + 1)


@st.composite
def vague_cases(draw: st.DrawFn) -> tuple[Case, Validity]:
    """A case with vague dates, as one reading of them and as the code sees it."""

    def dated() -> tuple[PartialDate, int]:
        text = Day.fromordinal(draw(some_days)).isoformat()[: draw(st.sampled_from((4, 7, 10)))]
        date = PartialDate.parse(text)
        return date, draw(st.one_of(st.sampled_from((date.first, date.last)), st.integers(date.first, date.last)))

    said = draw(st.lists(st.sampled_from(("shown", "shown", "start", "end", "suspended")), min_size=1, max_size=4))
    dates = [dated() for _ in said]
    lists = [dated() for _ in range(draw(st.integers(0, 2)))]
    borders = [*lists, *(one for says, one in zip(said, dates, strict=True) if says == "suspended")]
    for says, (date, read) in zip(said, dates, strict=True):
        for border, border_read in borders:
            # a start comes after what it meets, an end before
            assume(says != "start" or date.last < border.first or read > border_read)
            assume(says != "end" or date.first > border.last or read < border_read)
        for one, one_read in lists:
            assume(says != "suspended" or date.first > one.last or read < one_read)
    case = Case(
        cited=tuple((says, read, None) for says, (_, read) in zip(said, dates, strict=True)),
        lists=tuple(sorted(read for _, read in lists)),
    )
    claims = [claim(says, str(date)) for says, (date, _) in zip(said, dates, strict=True)]
    return case, validity_of(claims, denials=[(date.first, date.last) for date, _ in lists])


@given(vague_cases(), periods)
@settings(max_examples=200, deadline=None)
def test_whatever_vague_dates_meant_nothing_documented_is_untrue_and_nothing_true_is_denied(
    vague: tuple[Case, Validity], period: Period
) -> None:
    case, validity = vague
    assume(is_readable(case))
    found = holding(validity, period).status
    assert found is not DOCUMENTED or case.over(period) is DOCUMENTED
    assert found is not NOT_HELD or case.over(period) in (NOT_HELD, UNKNOWN)


@given(cases, cases, periods)
@settings(max_examples=200, deadline=None)
def test_through_an_organization_a_tie_holds_on_the_days_on_which_both_do(
    tie: Case, through: Case, period: Period
) -> None:
    assume(is_readable(tie) and is_readable(through))
    found = holding(intersect(tie.validity(), through.validity()), period)
    both = [min(tie.at(one), through.at(one)) for one in range(period.first, period.last + 1)]
    assert (found.status is DOCUMENTED) == (DOCUMENTED in both)
    assert found.holds == any(one >= PRESUMED for one in both)


@given(cases, cases, periods)
@settings(max_examples=100, deadline=None)
def test_two_ways_into_a_body_hold_on_the_days_on_which_either_does(one: Case, two: Case, period: Period) -> None:
    assume(is_readable(one) and is_readable(two))
    found = holding(union([one.validity(), two.validity()]), period)
    assert found.status is DOCUMENTED or found.holds == (max(one.over(period), two.over(period)) is PRESUMED)
    assert (found.status is DOCUMENTED) == (max(one.over(period), two.over(period)) is DOCUMENTED)
