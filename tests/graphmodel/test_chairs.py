"""The chain of chairs and the troika."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from toynetwork import CITED, claim, tie, toy_records

from graphmodel.chairs import chain_of_chairs, troikas
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
