"""What an answer owes to one body, one role, presumed ties or one source."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from importlib import import_module

import pytest

import graphmodel as gm
from graphmodel.network import Network
from queries import QUESTIONS
from queries.robustness import without_source


def test_each_change_is_made_once_and_the_first_row_is_the_answer_as_asked(toy: Network) -> None:
    rows = gm.robust(toy, None, "seats", at="2010").rows()
    assert [(row.change, row.of) for row in rows] == [
        ("nothing", ""),
        ("body", "alpha"),
        ("body", "beta"),
        ("body", "delta"),
        ("body", "gamma"),
        ("role", "member, observer"),
        ("presumption", "none"),
        ("source", "book"),
    ]
    assert (rows[0].largest_change, rows[0].changed_most) == (0, "")


def test_a_seat_lost_with_its_body_is_counted(toy: Network) -> None:
    answer = gm.robust(toy, gm.Selection(bodies=["alpha", "gamma"]), "seats", at="2012")
    dropped = next(row for row in answer if row.of == "gamma")
    assert (dropped.ties, dropped.largest_change) == (2, 1)


def test_observers_change_the_seats_of_those_who_observe(toy: Network) -> None:
    observed = next(row for row in gm.robust(toy, None, "seats", at="2004") if row.of == "member, observer")
    assert (observed.changed_most, observed.largest_change) == ("DDD", 1)


def test_nothing_is_left_without_the_only_source(toy: Network) -> None:
    alone = next(row for row in gm.robust(toy, None, "seats", at="2008") if row.change == "source")
    assert (alone.of, alone.ties, alone.row_count, alone.leader) == ("book", 0, 0, "")
    assert len(without_source(toy, "book").two_mode(at="2008")) == 0


def test_a_source_that_is_none_is_refused(toy: Network) -> None:
    with pytest.raises(gm.UnknownEntity):
        without_source(toy, "bok")


@pytest.mark.parametrize(
    "question", ["overlap", "co_membership", "nesting", "brokerage", "structural_holes", "backbone"]
)
def test_other_questions_are_asked_again_too(toy: Network, question: str) -> None:
    assert gm.robust(toy, None, question, at="2012").row(0).change == "nothing"


def test_options_of_the_question_are_passed_on(toy: Network) -> None:
    assert gm.robust(toy, None, "seats", at="2008", at_least=2).row(0).row_count == 2


@pytest.mark.parametrize("question", ["seatz", "check"])
def test_a_question_that_cannot_be_asked_again_is_refused(toy: Network, question: str) -> None:
    with pytest.raises(gm.InvalidQuestion, match="question"):
        gm.robust(toy, None, question)


def test_a_question_that_measures_nothing_is_refused(toy: Network) -> None:
    with pytest.raises(gm.InvalidQuestion, match="measures nothing"):
        gm.robust(toy, gm.Selection(actors="any", roles="chair"), "offices", at="2004")


def test_an_answer_about_several_dates_has_no_one_number_of_ties(toy: Network) -> None:
    assert set(gm.robust(toy, None, "regime", at="2004/2008").columns["ties"]) == {None}


def test_each_question_is_measured_by_what_it_is_about(dataset: Network) -> None:
    answer = gm.robust(dataset, gm.Selection(bodies=["acp-eu", "pidc", "igc"]), "linkage", at="2010")
    assert answer.parameters["measure"] == "density"
    dropped = next(row for row in answer if row.of == "acp-eu")
    rows = gm.linkage(dataset.two_mode(gm.Selection(bodies=["acp-eu", "pidc", "igc"]), at="2010")).rows()
    owed = max((row for row in rows if row.owed_to == "acp-eu"), key=lambda row: row.density - row.density_without)
    assert dropped.largest_change == pytest.approx(owed.density - owed.density_without)
    assert dropped.changed_most == f"{owed.first_region} {owed.second_region}"


def test_agencies_are_measured_by_count_and_not_by_rank(dataset: Network) -> None:
    selection = gm.Selection(actors=["iom", "unhcr"], bodies=["gmg", "imp-east-africa"], roles=["member", "organizer"])
    answer = gm.robust(dataset, selection, "agencies", at="2008")
    assert answer.parameters["measure"] == "count"
    assert answer.row(0).leader in ("iom", "unhcr")


def test_every_number_that_the_register_names_is_a_column(dataset: Network) -> None:
    for question in QUESTIONS:
        if question.measured:
            rows = getattr(import_module(question.module), question.name).__annotations__["return"]
            row_class = getattr(import_module(question.module), rows.removeprefix("Answer[").removesuffix("]"))
            assert question.measured in {one.name for one in fields(row_class)}


def test_without_a_source_all_holds_as_if_the_records_were_read_anew(dataset: Network) -> None:
    """What other bodies' ties are known to be is carried over; through organizations a source reaches further than its own."""
    cited = Counter(one.key for tie in dataset.memberships() for claim in tie.claims for one in claim.citations)
    through = Counter(
        one.key for tie in dataset.memberships(body="eu") for claim in tie.claims for one in claim.citations
    )
    for tie in dataset.memberships():
        dataset.timeline.validity(tie)
    for key in {
        cited.most_common(1)[0][0],
        through.most_common(1)[0][0],
        min(cited, key=lambda one: cited[one]),
    }:
        left = without_source(dataset, key)
        anew = Network(left.records, is_checked=True)
        assert left.records == anew.records
        for tie in left.memberships():
            assert left.timeline.validity(tie) == anew.timeline.validity(tie)
            assert left.timeline.validity(tie, weak=True) == anew.timeline.validity(tie, weak=True)


def test_what_goes_through_an_organization_changes_with_the_evidence_for_it(toy: Network) -> None:
    """BBB sits in delta through the union: without a source for its seat there, it does not sit in delta."""
    assert [tie.actor for tie in toy.memberships(body="delta") if toy.holding(tie, "2010").holds] == ["BBB", "CCC"]
    (seat,) = toy.memberships(actor="BBB", body="union")
    uncited = tuple(claim.model_copy(update={"citations": ()}) for claim in seat.claims)
    after = toy.with_evidence([seat.model_copy(update={"claims": uncited})], [])
    assert [tie.actor for tie in after.memberships(body="delta") if after.holding(tie, "2010").holds] == ["CCC"]


def test_evidence_changed_twice_reaches_what_goes_through_an_organization_since(toy: Network) -> None:
    """CCC sits in gamma on its own; made through the union, it sits there no longer than in the union."""
    (own,) = toy.memberships(actor="CCC", body="gamma")
    (belongs,) = toy.memberships(actor="CCC", body="union")
    through = tuple(claim.model_copy(update={"via": "union"}) for claim in own.claims)
    changed = own.model_copy(update={"claims": through})
    once = toy.with_evidence([changed], [])
    assert once.holding(changed, "2012").holds
    uncited = tuple(claim.model_copy(update={"citations": ()}) for claim in belongs.claims)
    assert not once.with_evidence([belongs.model_copy(update={"claims": uncited})], []).holding(changed, "2012").holds
