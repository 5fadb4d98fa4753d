"""Who holds what, when: the rules one by one, and properties that hold for any claims."""

from __future__ import annotations

from datetime import date as Day
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from toynetwork import CITED, claim

from graphmodel.claims import Claim
from graphmodel.dates import LAST_DAY, Period
from graphmodel.lifetimes import Life, LifeEvent, life_of
from graphmodel.validity import PRESUME, Status, holding, intersect, union, validity_of

DOCUMENTED, PRESUMED, UNKNOWN, NOT_HELD = Status.DOCUMENTED, Status.PRESUMED, Status.UNKNOWN, Status.NOT_HELD


def status(at: str, *claims: Claim, presume: str = "both", **context: Any) -> Status:
    return holding(validity_of(claims, **context), Period.parse(at), presume).status  # type: ignore[arg-type]


def days(date: str) -> tuple[int, int]:
    period = Period.parse(date)
    return period.first, period.last


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
periods = st.builds(lambda one, two: f"{one}/{two}", texts, texts)


def period_of(text: str) -> Period:
    one, two = (Period.parse(part) for part in text.split("/"))
    return Period(min(one.first, two.first), max(one.last, two.last), text)


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


@given(anything, contexts, periods.map(period_of))
@settings(max_examples=200, deadline=None)
def test_presuming_more_only_adds_presumed_ties(claims: list[Claim], context: dict[str, Any], period: Period) -> None:
    assume(consistent(claims))
    validity = validity_of(claims, **context)
    none, forward, both = (holding(validity, period, presume) for presume in ("none", "forward", "both"))  # type: ignore[arg-type]
    for less, more in ((none, forward), (forward, both)):
        assert not (less.holds and not more.holds)
        assert (less.status is DOCUMENTED) == (more.status is DOCUMENTED)
    assert none.status is not PRESUMED


@given(anything, contexts, periods.map(period_of), st.integers(0, 500), st.integers(0, 500), st.sampled_from(PRESUME))
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


@given(anything, contexts, periods.map(period_of), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_the_order_of_claims_changes_nothing(
    claims: list[Claim], context: dict[str, Any], period: Period, random: Any
) -> None:
    assume(consistent(claims))
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert holding(validity_of(claims, **context), period) == holding(validity_of(shuffled, **context), period)


@given(st.lists(cited, min_size=1, max_size=4), periods.map(period_of))
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


@given(anything, anything, contexts, periods.map(period_of))
@settings(max_examples=200, deadline=None)
def test_two_ways_hold_where_either_does(
    one: list[Claim], two: list[Claim], context: dict[str, Any], period: Period
) -> None:
    assume(consistent(one) and consistent(two))
    first, second = validity_of(one, **context), validity_of(two, **context)
    together = holding(union([first, second]), period)
    assert together.holds == (holding(first, period).holds or holding(second, period).holds)


@given(anything, anything, periods.map(period_of))
@settings(max_examples=200, deadline=None)
def test_through_an_organization_nothing_holds_that_does_not_hold_in_both(
    one: list[Claim], two: list[Claim], period: Period
) -> None:
    assume(consistent(one) and consistent(two))
    tie, through = validity_of(one), validity_of(two)
    if holding(intersect(tie, through), period).holds:
        assert holding(tie, period).holds
        assert holding(through, period).holds


def test_a_day_of_the_far_future_is_within_reach() -> None:
    assert holding(validity_of((claim("start", "2004"),)), Period(LAST_DAY, LAST_DAY, "end")).status is PRESUMED
    assert Day.fromordinal(LAST_DAY).year == 9999
