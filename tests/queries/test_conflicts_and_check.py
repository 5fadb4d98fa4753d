"""Conflicts between sources, and what a careful reader of the data should know."""

from __future__ import annotations

from dataclasses import replace

from toynetwork import claim, tie, toy_records

import graphmodel as gm
from graphmodel.lifetimes import LifeEvent
from graphmodel.network import Network
from graphmodel.sources import Source, parse_citations


def changed(**more: tuple) -> Network:  # type: ignore[type-arg]
    """The toy network with more records."""
    records = toy_records()
    return Network(replace(records, **{name: (*getattr(records, name), *some) for name, some in more.items()}))


def founded(date: str, citations: str) -> LifeEvent:
    return LifeEvent.model_validate({"entity": "alpha", "event": "established", "date": date, "citations": citations})


def test_two_founding_years_are_a_conflict_with_both_sources() -> None:
    network = changed(lives=(founded("2001", "book[p. 9]"),))
    rows = [row for row in gm.conflicts(network) if row.what == "established"]
    assert [(row.subject, row.values, row.citations) for row in rows] == [
        ("alpha", ["2000", "2001"], ["book[p. 1]", "book[p. 9]"])
    ]


def test_a_month_within_the_year_is_no_conflict() -> None:
    network = changed(lives=(founded("2000-05", "book"),))
    assert not [row for row in gm.conflicts(network) if row.what == "established"]


def test_who_is_shown_at_the_date_of_a_complete_list_that_leaves_it_out_is_a_conflict() -> None:
    network = changed(memberships=(tie("EEE", "alpha", claim(date="2008")),))
    assert [row.subject for row in gm.conflicts(network) if row.what == "listed and left out"] == [
        "EEE alpha member 2008"
    ]


def test_conflicts_can_be_asked_about_one_entity() -> None:
    network = changed(memberships=(tie("EEE", "alpha", claim(date="2008")),))
    assert len(gm.conflicts(network, about="EEE")) == 1
    assert len(gm.conflicts(network, about="DDD")) == 0


def test_check_holds_every_list_against_its_total(toy: Network) -> None:
    found = {row.subject: (row.found, row.expected) for row in gm.check(toy) if row.check == "list"}
    assert found["beta member 2006 beta-2006"] == ("2 rows, not complete", "3 stated")
    assert len(found) == 3


def test_check_reports_coverage_of_every_process(toy: Network) -> None:
    rows = {row.subject: row for row in gm.check(toy, at="2008") if row.check == "coverage"}
    assert rows["beta"].expected == "3 members stated 2006"


def test_check_reports_a_claim_before_the_founding() -> None:
    network = changed(memberships=(tie("EEE", "gamma", claim(date="2009")),))
    rows = [row for row in gm.check(network) if row.check == "before founding"]
    assert [row.subject for row in rows] == ["EEE gamma member 2009"]


def test_check_reports_ties_that_rest_on_weak_sources_alone() -> None:
    weak = Source.model_validate({"id": "wiki", "type": "webpage", "title": "Wiki", "custom": {"weak": "an open wiki"}})
    network = changed(
        sources=(weak,), memberships=(tie("EEE", "beta", claim(date="2009", citations=parse_citations("wiki"))),)
    )
    rows = [row for row in gm.check(network) if row.check == "weak source"]
    assert [row.subject for row in rows] == ["EEE beta member"]


def test_check_reports_ties_without_a_source(toy: Network) -> None:
    assert [row.subject for row in gm.check(toy) if row.check == "uncited"] == ["UUU beta member"]
