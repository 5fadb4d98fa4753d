"""The chain of chairs and the troika."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from toynetwork import CITED, claim, tie, toy_records

from graphmodel.chairs import chain_of_chairs, troikas, troikas_in
from graphmodel.dates import Period
from graphmodel.lists import Meeting
from graphmodel.network import Network


def forum(*ties: Any, meetings: dict[int, str]) -> Network:
    records = toy_records()
    held = tuple(
        Meeting.model_validate({"body": "gamma", "number": number, "start": start, "citations": CITED})
        for number, start in meetings.items()
    )
    return Network(replace(records, memberships=(*records.memberships, *ties), meetings=(*records.meetings, *held)))


def test_those_who_chaired_together_give_one_troika_each() -> None:
    network = forum(
        tie("AAA", "gamma", claim(meeting=1), role="chair"),
        tie("BBB", "gamma", claim(meeting=2), role="co-chair"),
        tie("CCC", "gamma", claim(meeting=2), role="co-chair"),
        tie("DDD", "gamma", claim(meeting=3), role="chair"),
        meetings={1: "2011-05-01", 2: "2012-05-01", 3: "2013-05-01"},
    )
    assert [(one.previous, one.chair, one.next) for one in troikas(network, "gamma")] == [
        ("", "AAA", "BBB"),
        ("", "AAA", "CCC"),
        ("AAA", "BBB", "DDD"),
        ("AAA", "CCC", "DDD"),
        ("BBB", "DDD", ""),
        ("CCC", "DDD", ""),
    ]


def test_successive_editions_with_the_same_chair_are_one_term() -> None:
    network = forum(
        tie("AAA", "gamma", claim(meeting=1), claim(meeting=2), role="chair"),
        tie("BBB", "gamma", claim(meeting=3), role="chair"),
        meetings={1: "2011-05-01", 2: "2012-05-01", 3: "2013-05-01"},
    )
    assert [term.chairs for term in chain_of_chairs(network, "gamma")] == [("AAA",), ("BBB",)]


def test_who_was_only_announced_is_no_link_of_the_chain(toy: Network) -> None:
    assert [term.chairs for term in chain_of_chairs(toy, "alpha")] == [("AAA",), ("BBB",)]


def test_successive_ties_of_the_same_chair_are_one_term_too() -> None:
    network = forum(
        tie("AAA", "gamma", claim(meeting=1), role="chair"),
        tie("AAA", "gamma", claim(meeting=2), role="chair", ordinal=2),
        tie("BBB", "gamma", claim(meeting=3), role="chair"),
        meetings={1: "2011-05-01", 2: "2012-05-01", 3: "2013-05-01"},
    )
    assert [(one.previous, one.chair, one.next, len(one.ties)) for one in troikas(network, "gamma")] == [
        ("", "AAA", "BBB", 2),
        ("AAA", "BBB", "", 1),
    ]


def test_who_chairs_again_after_another_has_two_terms() -> None:
    network = forum(
        tie("AAA", "gamma", claim(meeting=1), role="chair"),
        tie("BBB", "gamma", claim(meeting=2), role="chair"),
        tie("AAA", "gamma", claim(meeting=3), role="chair", ordinal=2),
        meetings={1: "2011-05-01", 2: "2012-05-01", 3: "2013-05-01"},
    )
    assert [term.chairs for term in chain_of_chairs(network, "gamma")] == [("AAA",), ("BBB",), ("AAA",)]


def test_an_uncited_chair_is_no_link_of_the_chain() -> None:
    network = forum(tie("AAA", "gamma", claim("start", "2011", citations=()), role="chair"), meetings={})
    assert chain_of_chairs(network, "gamma") == ()


def test_the_troikas_of_a_period_are_those_whose_chair_held_office_in_it() -> None:
    network = forum(
        tie("AAA", "gamma", claim(meeting=1), role="chair"),
        tie("BBB", "gamma", claim(meeting=2), role="chair"),
        meetings={1: "2011-05-01", 2: "2012-05-01"},
    )
    found = {
        at: [one.chair for one in troikas_in(network, Period.parse(at), "gamma")]
        for at in ("2011-05-01", "2011-06", "2011/2012", "2013")
    }
    assert found == {"2011-05-01": ["AAA"], "2011-06": ["BBB"], "2011/2012": ["AAA", "BBB"], "2013": []}


def test_the_next_chair_of_one_troika_is_the_chair_of_the_following() -> None:
    network = forum(
        tie("AAA", "gamma", claim("start", "2011"), claim("end", "2012"), role="chair"),
        tie("BBB", "gamma", claim("start", "2012"), role="co-chair"),
        tie("CCC", "gamma", claim("start", "2012"), role="co-chair"),
        tie("DDD", "gamma", claim("start", "2014"), role="chair"),
        meetings={},
    )
    rows = troikas(network, "gamma")
    for chair in ("AAA", "BBB", "CCC"):
        following = {one.next for one in rows if one.chair == chair}
        assert following == {one.chair for one in rows if one.previous == chair}
