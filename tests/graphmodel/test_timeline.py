"""What the rest of a network says about one tie: lists, rivals, holders of an office, meetings, organizations in between."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toynetwork import CITED, claim, tie, toy_records

from graphmodel.dates import Period
from graphmodel.entities import Organization
from graphmodel.lists import DatedList, Meeting
from graphmodel.network import Network, Records
from graphmodel.ties import Link, Membership
from graphmodel.validity import PRESUME, Status

DOCUMENTED, PRESUMED, UNKNOWN, NOT_HELD = Status.DOCUMENTED, Status.PRESUMED, Status.UNKNOWN, Status.NOT_HELD


def changed(**more: Any) -> Records:
    """The toy records with more."""
    records = toy_records()
    return replace(records, **{name: (*getattr(records, name), *some) for name, some in more.items()})


def meeting(number: int, start: str, body: str = "gamma") -> Meeting:
    return Meeting.model_validate({"body": body, "number": number, "start": start, "citations": CITED})


def member_list(date: str, body: str = "beta", **more: Any) -> DatedList:
    return DatedList.model_validate(
        {"id": f"{body}-{date}", "body": body, "role": "member", "as_of": date, "complete": True, "citations": CITED}
        | more
    )


def status(records: Records, one: Membership, at: str, **more: Any) -> Status:
    network = Network(records)
    (same,) = [other for other in network.memberships(actor=one.actor, body=one.body) if other.key == one.key]
    return network.holding(same, at, **more).status


# --- lists ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "flaw",
    [{"complete": False}, {"as_of": None}, {"citations": ()}, {"role": "observer"}, {"actors": "organizations"}],
    ids=["names missing", "undated", "uncited", "another role", "another sort of actor"],
)
def test_a_list_denies_only_if_whole_dated_cited_and_of_this_role_and_sort(flaw: dict[str, Any]) -> None:
    one = tie("AAA", "beta", claim(date="2008"))
    assert status(changed(memberships=(one,), lists=(member_list("2010"),)), one, "2010") is NOT_HELD
    assert status(changed(memberships=(one,), lists=(member_list("2010", **flaw),)), one, "2010") is PRESUMED


def test_an_estimated_date_of_a_list_counts_as_its_date() -> None:
    one = tie("AAA", "beta", claim(date="2008"))
    assert status(changed(memberships=(one,), lists=(member_list("2010~"),)), one, "2010") is NOT_HELD


def test_a_list_does_not_deny_the_spell_before_a_return_that_it_shows() -> None:
    before = tie("AAA", "beta", claim(date="2006"))
    after = tie("AAA", "beta", claim(date="2010", list="beta-2010"), ordinal=2)
    assert status(changed(memberships=(before, after), lists=(member_list("2010"),)), before, "2008") is PRESUMED


# --- offices --------------------------------------------------------------------------------------------------------------------


def test_the_next_holder_of_an_office_is_whoever_is_shown_next() -> None:
    first = tie("AAA", "gamma", claim("start", "2011"), role="chair")
    second = tie("BBB", "gamma", claim(date="2014"), role="co-chair")
    records = changed(memberships=(first, second))
    assert [status(records, first, at) for at in ("2013", "2014")] == [PRESUMED, UNKNOWN]


def test_those_who_begin_together_do_not_follow_one_another() -> None:
    pair = [tie(one, "gamma", claim("start", "2011"), role="co-chair") for one in ("AAA", "BBB")]
    records = changed(memberships=tuple(pair))
    assert [status(records, one, "2013") for one in pair] == [PRESUMED, PRESUMED]


def test_who_was_only_offered_an_office_follows_nobody() -> None:
    first = tie("AAA", "gamma", claim("start", "2011"), role="host")
    second = tie("BBB", "gamma", claim("offered", "2013"), role="host")
    assert status(changed(memberships=(first, second)), first, "2014") is PRESUMED


def test_an_uncited_holder_of_an_office_follows_nobody() -> None:
    first = tie("AAA", "gamma", claim("start", "2011"), role="chair")
    second = tie("BBB", "gamma", claim("start", "2013", citations=()), role="chair")
    assert status(changed(memberships=(first, second)), first, "2014") is PRESUMED


@pytest.mark.parametrize(("role", "expected"), [("chair", PRESUMED), ("co-chair", PRESUMED), ("host", UNKNOWN)])
def test_the_chair_of_a_numbered_meeting_is_presumed_since_the_one_before_but_not_its_host(
    role: str, expected: Status
) -> None:
    one = tie("AAA", "gamma", claim(meeting=2), role=role)
    records = changed(memberships=(one,), meetings=(meeting(1, "2011-05-01"), meeting(2, "2012-05-01")))
    assert status(records, one, "2011-05-02/2012-04-30") is expected
    assert status(records, one, "2011-05-01") is UNKNOWN
    assert status(records, one, "2012-05-01") is DOCUMENTED


def test_an_uncited_earlier_edition_presumes_nothing_before_the_cited_one() -> None:
    one = tie("AAA", "gamma", claim(meeting=3), claim(meeting=2, citations=()), role="chair")
    meetings = tuple(meeting(number, f"201{number}-05-01") for number in (1, 2, 3))
    records = changed(memberships=(one,), meetings=meetings)
    assert [status(records, one, at) for at in ("2012-01", "2012-08")] == [UNKNOWN, PRESUMED]


def test_all_sources_on_one_meeting_are_read_together(toy: Network) -> None:
    records = changed(meetings=(meeting(1, "2011-05-01"), meeting(1, "2011-05")))
    first, first_end, last_begin, last = Network(records).timeline.meeting_days("gamma")[1]
    month = Period.parse("2011-05")
    assert (first, first_end, last_begin, last) == (month.first, month.last, month.first, month.last)


# --- through an organization ----------------------------------------------------------------------------------------------------


def test_a_tie_through_an_organization_is_only_presumed_where_belonging_to_it_is() -> None:
    seat = tie("AAA", "union", claim(date="2011"), role="associate")
    one = tie("AAA", "delta", claim(date="2010", via="union"), claim(date="2014", via="union"))
    records = changed(memberships=(seat, one))
    assert [status(records, one, at) for at in ("2010", "2011", "2013")] == [PRESUMED, DOCUMENTED, PRESUMED]


def test_an_observer_of_an_organization_has_no_seat_through_it() -> None:
    seat = tie("AAA", "union", claim(date="2011"), role="observer")
    one = tie("AAA", "delta", claim(date="2011", via="union"))
    assert status(changed(memberships=(seat, one)), one, "2011") is NOT_HELD


def test_the_seat_of_an_organization_gives_its_members_none(toy: Network) -> None:
    network = Network(changed(memberships=(tie("union", "gamma", claim(date="2012")),)))
    assert not network.memberships(actor="BBB", body="gamma")


@pytest.mark.parametrize("how", ["parent", "link"])
def test_an_agency_takes_part_through_the_organization_it_is_part_of(how: str) -> None:
    agency = Organization(id="agency", name="Agency", form="un", parent="union" if how == "parent" else "")
    link = Link(first="agency", relation="part_of", second="union", claims=(claim(date="2005"),))
    one = tie("agency", "delta", claim(date="2010", via="union"))
    records = changed(entities=(agency,), memberships=(one,), links=(link,) if how == "link" else ())
    assert [status(records, one, at) for at in ("2010", "2012")] == [DOCUMENTED, PRESUMED]


def test_a_part_of_a_part_takes_part_through_the_whole() -> None:
    office = Organization(id="office", name="Office", form="un", parent="un-one")
    link = Link(first="un-one", relation="part_of", second="union", claims=(claim(),))
    one = tie("office", "delta", claim(date="2010", via="union"))
    assert status(changed(entities=(office,), memberships=(one,), links=(link,)), one, "2010") is DOCUMENTED


def test_belonging_may_itself_go_through_an_organization() -> None:
    in_club = tie("CCC", "club", claim(date="2005", via="union"))
    one = tie("CCC", "gamma", claim(date="2012", via="club"), role="partner")
    club = Organization(id="club", name="Club", form="other")
    records = changed(entities=(club,), memberships=(in_club, one))
    assert [status(records, one, at) for at in ("2014", "2016")] == [PRESUMED, NOT_HELD]


def test_a_tie_made_both_ways_holds_where_either_does() -> None:
    one = tie("CCC", "gamma", claim(date="2012", via="union"), claim("start", "2016"), ordinal=2)
    records = replace(toy_records(), memberships=(*(t for t in toy_records().memberships if t.body != "gamma"), one))
    assert [status(records, one, at) for at in ("2012", "2014", "2016")] == [DOCUMENTED, PRESUMED, DOCUMENTED]


# --- everything at once ---------------------------------------------------------------------------------------------------------

ACTORS = ("AAA", "BBB", "CCC", "union", "un-one")
years = st.integers(2000, 2012).map(str)
some_claims = st.lists(
    st.builds(
        lambda says, date, via, cited: claim(says, date, via=via, **({} if cited else {"citations": ()})),
        st.sampled_from(["shown", "shown", "start", "suspended", "offered"]),
        years,
        st.sampled_from(["", "", "union", "club"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=3,
    unique_by=repr,
)
some_ties = st.lists(
    st.builds(
        lambda actor, body, role, claims: tie(actor, body, *claims, role=role),
        st.sampled_from(ACTORS),
        st.sampled_from(["delta", "epsilon", "union", "club"]),
        st.sampled_from(["member", "associate", "observer", "chair", "co-chair", "donor"]),
        some_claims,
    ),
    max_size=8,
    unique_by=lambda one: one.key,
)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    records = toy_records()
    ties = [one for one in draw(some_ties) if one.body != "club" or not any(said.via == "club" for said in one.claims)]
    ties = [one for one in ties if one.body != "union" or not any(said.via for said in one.claims)]
    epsilon = records.entities[6].model_copy(update={"id": "epsilon", "name": "Epsilon Process"})
    lists = [
        member_list(year, body) for year, body in draw(st.sets(st.tuples(years, st.sampled_from(["delta", "epsilon"]))))
    ]
    return Network(
        replace(
            records,
            entities=(*records.entities, epsilon, Organization(id="club", name="Club", form="other")),
            memberships=tuple(ties),
            lists=tuple(lists),
        )
    )


@given(networks(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_in_which_records_are_read_and_asked_changes_nothing(network: Network, chance: random.Random) -> None:
    records = network.records
    shuffled: list[Membership] = []
    for one in records.memberships:
        claims = list(one.claims)
        chance.shuffle(claims)
        shuffled.append(one.model_copy(update={"claims": tuple(claims)}))
    chance.shuffle(shuffled)
    again = Network(replace(records, memberships=tuple(shuffled), lists=records.lists[::-1]))
    expected = {one.key: network.timeline.validity(one) for one in network.memberships()}
    assert {one.key: again.timeline.validity(one) for one in shuffled} == expected


@given(networks(), st.integers(1998, 2016), st.integers(0, 3), st.sampled_from(PRESUME))
@settings(max_examples=100, deadline=None)
def test_a_wider_period_and_more_presumption_lose_no_tie(network: Network, year: int, more: int, presume: str) -> None:
    for one in network.memberships():
        held = network.holding(one, str(year), presume=presume)
        wider = network.holding(one, f"{year - more}/{year + more}", presume=presume)
        both = network.holding(one, str(year))
        assert wider.holds or not held.holds
        assert both.holds or not held.holds
        assert (both.status is DOCUMENTED) == (held.status is DOCUMENTED)
