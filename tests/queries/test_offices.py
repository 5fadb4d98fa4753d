"""Offices and the troika."""

from __future__ import annotations

import pytest

import graphmodel as gm
from graphmodel.network import Network


def test_the_chair_of_a_numbered_meeting_is_presumed_from_the_day_after_the_one_before(toy: Network) -> None:
    rows = {row.office: row for row in gm.offices(toy, at="2005")}
    assert (rows["chair"].id, rows["chair"].status, rows["chair"].start) == ("BBB", "presumed", "")


def test_the_chair_is_documented_at_its_meeting(toy: Network) -> None:
    rows = {row.office: row for row in gm.offices(toy, at="2006-09")}
    assert rows["chair"].status == "documented"


def test_who_offered_to_chair_does_not_chair(toy: Network) -> None:
    assert "CCC" not in {row.id for row in gm.offices(toy, at="2009")}


def test_a_secretariat_is_an_organization(toy: Network) -> None:
    assert ("secretariat", "union") in {(row.office, row.id) for row in gm.offices(toy, at="2004")}


def test_the_evidence_of_an_office_is_its_tie(toy: Network) -> None:
    answer = gm.offices(toy, at="2006-09")
    assert [tie.role for tie in answer.evidence(0)] == ["chair"]


def test_the_troika_is_the_previous_the_current_and_the_next_chair(toy: Network) -> None:
    rows = gm.troika(toy, at="2005", body="alpha").rows()
    assert [(row.previous, row.chair, row.next, row.end) for row in rows] == [("AAA", "BBB", "", "2006-09-01")]


def test_each_troika_of_the_period_has_a_row_in_order(toy: Network) -> None:
    assert [row.chair for row in gm.troika(toy, at="2004", body="alpha")] == ["AAA", "BBB"]


def test_a_body_without_chairs_has_no_troika(toy: Network) -> None:
    assert len(gm.troika(toy, body="beta")) == 0


def test_the_troika_of_an_unknown_body_is_refused(toy: Network) -> None:
    with pytest.raises(gm.UnknownEntity, match="alpah"):
        gm.troika(toy, body="alpah")


def test_the_troika_of_the_global_forum_in_august_2008(dataset: Network) -> None:
    rows = gm.troika(dataset, at="2008-08").rows()
    assert [(row.previous, row.chair, row.next) for row in rows] == [("BEL", "PHL", "GRC")]


def test_argentina_offered_to_chair_in_2010_and_mexico_did(dataset: Network) -> None:
    assert {row.chair for row in gm.troika(dataset, at="2010-06")} == {"MEX"}
    offers = [
        claim.says
        for tie in dataset.memberships(actor="ARG", body="gfmd")
        if tie.role in ("chair", "host")
        for claim in tie.claims
    ]
    assert "offered" in offers
