"""Show, find and list."""

from __future__ import annotations

import pytest

import graphmodel as gm
from graphmodel.network import Network
from queries.lookup import VOCABULARIES


def test_show_gives_every_tie_with_its_claims_and_citations(toy: Network) -> None:
    answer = gm.show(toy, "alpha")
    ties = [row for row in answer if row.what == "membership"]
    assert len(ties) == 8
    assert all(claim["citations"] == ["book[p. 1]"] for row in ties for claim in row.claims)


def test_show_describes_the_entity(toy: Network) -> None:
    subject = gm.show(toy, "Old AAA").subject
    assert (subject["id"], subject["kind"], subject["names"]) == ("AAA", "state", ["Old AAA"])


def test_show_says_what_a_body_is_called_at_the_date(toy: Network) -> None:
    assert gm.show(toy, "alpha", at="2008").subject["classes"] == ["rcp"]
    assert gm.show(toy, "alpha", at="2014").subject["classes"] == ["inter-regional"]


def test_show_of_two_gives_what_they_share(toy: Network) -> None:
    answer = gm.show(toy, "BBB", "CCC", at="2014")
    assert answer.subject["shared"] == ["alpha since 2004", "delta since 2010", "union since 2003"]
    assert {row.first for row in answer} == {"BBB", "CCC"}


def test_show_of_a_source_gives_what_it_classes(toy: Network) -> None:
    assert gm.show(toy, "book").subject["title"] == "The Toy Book"


def test_show_of_nobody_names_the_closest(toy: Network) -> None:
    with pytest.raises(gm.UnknownEntity, match="closest"):
        gm.show(toy, "alphaa")


def test_find_takes_a_part_of_a_name(toy: Network) -> None:
    assert {row.id for row in gm.find(toy, "process")} == {"alpha", "beta", "gamma", "delta"}


def test_find_of_nothing_like_it_has_no_rows(toy: Network) -> None:
    assert len(gm.find(toy, "zzzzzz")) == 0


def test_find_of_an_empty_text_is_refused(toy: Network) -> None:
    with pytest.raises(gm.InvalidQuestion):
        gm.find(toy, " ")


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_every_vocabulary_lists_its_words(dataset: Network, vocabulary: str) -> None:
    rows = gm.listing(dataset, vocabulary).rows()
    assert rows
    assert all(row.word and row.meaning for row in rows)


def test_an_unknown_vocabulary_is_refused(toy: Network) -> None:
    with pytest.raises(gm.InvalidQuestion, match="roles"):
        gm.listing(toy, "role")
