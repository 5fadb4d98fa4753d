"""What must be true of the records of a network taken together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from toynetwork import CITED, claim, tie, toy_records

from graphmodel.entities import Group, Organization, Process
from graphmodel.integrity import flaws
from graphmodel.lists import Meeting, StatedTotal
from graphmodel.sources import parse_citations
from graphmodel.ties import Focus, Link


def found(**more: Any) -> list[tuple[str, str]]:
    """Column and text of everything wrong with the toy records and these."""
    records = toy_records()
    changed = replace(records, **{name: (*getattr(records, name), *some) for name, some in more.items()})
    return [(flaw.column, flaw.what) for flaw in flaws(changed)]


def test_nothing_is_wrong_with_the_toy_network() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("more", "column"),
    [
        ({"entities": (Process(id="alpha", name="Again"),)}, "id"),
        ({"entities": (Organization(id="new", name="New", form="un", parent="nobody"),)}, "parent"),
        ({"entities": (Group(id="new", name="New", part_of="nobody"),)}, "part_of"),
        ({"links": (Link(first="nobody", relation="succeeds", second="alpha", claims=()),)}, "first"),
        ({"focuses": (Focus(body="alpha", theme="nothing", strength="none"),)}, "theme"),
        ({"totals": (StatedTotal(body="nobody", role="member", total=3),)}, "body"),
        ({"meetings": (Meeting(body="alpha", country="ZZZ"),)}, "country"),
        ({"memberships": (tie("EEE", "alpha", claim(citations=parse_citations("no-book"))),)}, "citations"),
    ],
    ids=["an id twice", "parent", "part of", "link", "theme", "total", "country of a meeting", "source"],
)
def test_what_is_named_must_be_there_once(more: dict[str, Any], column: str) -> None:
    assert [flaw[0] for flaw in found(**more)] == [column]


def test_an_unknown_id_comes_with_the_closest() -> None:
    assert found(memberships=(tie("EEE", "gama", claim()),)) == [("body", 'no entity "gama"; closest: gamma')]


def test_a_meeting_ends_no_earlier_than_it_begins() -> None:
    wrong = Meeting.model_validate({"body": "alpha", "start": "2008-05", "end": "2008-04-30", "citations": CITED})
    assert [flaw[0] for flaw in found(meetings=(wrong,))] == ["end"]


def test_a_stretch_needs_both_dates() -> None:
    assert [flaw[0] for flaw in found(memberships=(tie("EEE", "beta", claim(until="2008")),))] == ["until"]


def test_a_start_is_one_date() -> None:
    wrong = tie("EEE", "beta", claim("start", "2006", until="2008"))
    assert found(memberships=(wrong,)) == [("until", "start has one date; write start and end as two claims")]


def test_spells_overlap_where_the_earlier_one_was_shown_for_longer() -> None:
    one = tie("EEE", "beta", claim(date="2006", until="2012"))
    two = tie("EEE", "beta", claim(date="2009"), ordinal=2)
    assert [flaw[0] for flaw in found(memberships=(one, two))] == ["ordinal"]


def test_spells_overlap_whichever_lie_between_them() -> None:
    spells = (tie("EEE", "beta", claim(date=date), ordinal=one) for one, date in ((1, "2012"), (2, None), (3, "2009")))
    assert [flaw[0] for flaw in found(memberships=tuple(spells))] == ["ordinal"]


def test_spells_may_meet_within_a_year() -> None:
    one, two = tie("EEE", "beta", claim("end", "2012")), tie("EEE", "beta", claim("start", "2012-09"), ordinal=2)
    assert found(memberships=(one, two)) == []


def test_nobody_belongs_to_an_organization_through_itself() -> None:
    wrong = tie("AAA", "union", claim(date="2008", via="union"))
    assert [flaw[0] for flaw in found(memberships=(wrong,))] == ["via"]


def test_nobody_belongs_to_two_organizations_through_each_other() -> None:
    club = Organization(id="club", name="Club", form="other")
    wrong = (
        tie("AAA", "union", claim(date="2008", via="club")),
        tie("AAA", "club", claim(date="2008", via="union"), role="associate"),
    )
    assert [flaw[0] for flaw in found(entities=(club,), memberships=wrong)] == ["via", "via"]


def test_two_actors_may_each_take_part_through_what_the_other_carries() -> None:
    club = Organization(id="club", name="Club", form="other")
    ties = (
        tie("AAA", "union", claim(date="2008", via="club")),
        tie("EEE", "club", claim(date="2008", via="union")),
    )
    assert found(entities=(club,), memberships=ties) == []


def test_every_flaw_is_found_at_once() -> None:
    wrong = tie("ZZZ", "nowhere", claim("start", "2010", list="none"), claim("end", "2005"))
    assert {flaw[0] for flaw in found(memberships=(wrong,))} == {"actor", "body", "list", "date"}
