"""Explanations: the paragraph for a methods section, made of the docstring and the answer."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from typing import Any

import pytest

import graphmodel as gm
from graphmodel.network import Network
from queries import QUESTIONS, ROBUST, SENSITIVITY, Question
from queries.answer import Answer
from queries.docstrings import references, sections
from viz.explain import explain


def function_of(question: Question) -> Any:
    return getattr(import_module(question.module), question.name)


def answer_to(question: Question, network: Network) -> Answer[Any]:
    function = function_of(question)
    if question.takes == "two_mode":
        answer: Answer[Any] = function(network.two_mode(at="2012"))
    elif question.takes == "selection":
        begins = {name: list(words) for name, words in question.begins_with.items()}
        at = "2004/2012" if question.name in ("change", "regime") else "2012"
        answer = function(network, gm.Selection(**begins), at=at)
    else:
        words = {"show": ["gamma"], "find": ["gamma"], "troika": []}.get(question.name, [])
        body = {"body": "gamma"} if question.name == "troika" else {}
        answer = function(network, *words, **body)
    return answer


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.word)
def test_every_question_explains_itself_in_one_paragraph(question: Question, toy: Network) -> None:
    text = explain(answer_to(question, toy))
    paragraph, references_after = text.split("\n\nReferences\n")
    assert "\n" not in paragraph
    assert "`" not in text
    assert "  " not in paragraph
    assert f"version {toy.dataset.version} of {toy.dataset.date}" in paragraph
    assert toy.dataset.citation in references_after.splitlines()


@pytest.mark.parametrize("question", [*QUESTIONS, ROBUST, SENSITIVITY], ids=lambda one: one.word)
def test_a_definition_cites_what_stands_below_it_and_nothing_stands_there_uncited(question: Question) -> None:
    notes = " ".join(sections(function_of(question))["Notes"].split())
    listed = references(function_of(question))
    for one in listed:
        author, year = re.match(r"([^\s,]+)", one), re.search(r"\((\d{4})\)", one)
        assert author, one
        assert year, one
        assert re.search(rf"{author[1]}\b[^()]*?[( ]{year[1]}", notes), one
    for year in re.findall(r"\b(?:19|20)\d{2}\b", notes):
        assert any(f"({year})" in one for one in listed), year


def test_the_paragraph_has_the_numbers_of_the_answer(dataset: Network) -> None:
    answer = gm.seats(dataset.two_mode(gm.Selection(bodies="rcp"), at="2008"))
    assert answer.counts
    counts, text = answer.counts, explain(answer)
    assert f"Of {counts.documented + counts.presumed} ties, {counts.documented} are documented" in text
    assert f"{counts.presumed} are presumed" in text
    assert f"at most {counts.farthest_presumption_years} years from a claim" in text
    assert f"{counts.attested} are attested" in text
    assert f"Of {counts.unknown} further ties" in text
    assert f"{counts.uncited_left_out} without a source are left out" in text
    assert "IGAD Regional Consultative Process on Migration (6 of 8 members, stated 2018)" in text
    assert "No tie is recorded then for " in text
    assert "at_least 1" in text
    assert (
        "Actors are states; bodies are regional consultative processes (rcp); the role that ties them is member."
        in text
    )


def test_what_was_selected_otherwise_is_said(dataset: Network) -> None:
    selection = gm.Selection(
        bodies="rcp",
        classed_by="a63269",
        region="Africa",
        roles=["member", "observer"],
        presume="none",
        evidence="any",
    )
    text = explain(gm.overlap(dataset.two_mode(selection, at="2008")))
    for part in (
        "states of Africa",
        "the roles that tie them are member and observer",
        "as the source a63269 classes them",
        "No tie is presumed",
        "ties without a source are counted, too",
    ):
        assert part in text


def test_an_answer_without_ties_says_so(toy: Network) -> None:
    assert "No tie holds then." in explain(gm.seats(toy.two_mode(gm.Selection(roles="donor"), at="2008")))


def test_agencies_are_counted_as_recorded(dataset: Network) -> None:
    assert "Counts are of what is recorded" in explain(gm.agencies(dataset, at="2008"))


def test_remarks_travel_along(dataset: Network) -> None:
    answer = gm.linkage(dataset.two_mode(gm.Selection(bodies="rcp"), at="2008"))
    assert "Rcp means within one region: for ties between regions, ask about all processes." in explain(answer)


def test_a_table_of_ones_own_is_named_as_such(toy: Network) -> None:
    two_mode = toy.two_mode(at="2012")
    table = {one.id: "here" if one.id < "C" else "there" for one in two_mode.actors}
    assert "by a table of one's own" in explain(gm.linkage(two_mode, by=table))


def test_a_panel_and_a_sensitivity_table_explain_themselves(toy: Network) -> None:
    assert "Asked at 2004, 2008." in explain(gm.over(toy, gm.Selection(), gm.seats, ["2004", "2008"]))
    assert "one thing changed at a time" in explain(gm.robust(toy, None, "seats", at="2008"))


def test_the_command_prints_the_paragraph_instead_of_rows(dataset: Network) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "graphmodel", "overlap", "--at", "2008", "--explain"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == explain(gm.overlap(dataset.two_mode(at="2008")))


def test_a_body_on_whose_existence_sources_disagree_is_not_counted_as_known(dataset: Network) -> None:
    two_mode = dataset.two_mode(at="2008")
    known = sum(one.exists == "yes" for one in two_mode.coverage)
    (disputed,) = (one.name for one in two_mode.coverage if one.exists == "maybe")
    text = explain(gm.seats(two_mode))
    assert (
        f"{known} such bodies are known to have existed then. Sources disagree on whether {disputed} existed." in text
    )


def test_years_say_how_much_of_them_is_documented(dataset: Network) -> None:
    answer = gm.regime(dataset, at="2008/2009")
    low, high = sorted(row.documented / row.ties for row in answer)
    assert f"Of the ties of a year {low:.0%} to {high:.0%} are documented" in explain(answer)
