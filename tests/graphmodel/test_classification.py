"""Classes of bodies at a date, as properties; the single rules stand with the lives of bodies."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from toynetwork import CITED

from graphmodel.classification import Classification, classes_at
from graphmodel.dates import PartialDate, Period

said = st.builds(
    lambda word, year, cited: Classification.model_validate(
        {"body": "x", "class_": word, "scheme": "s", "as_of": year, "citations": CITED if cited else ()}
    ),
    st.sampled_from(["rcp", "inter-regional", "global", "other"]),
    st.one_of(st.none(), st.integers(1990, 2010).map(str)),
    st.booleans(),
)


@given(st.lists(said, max_size=6), st.integers(1985, 2015), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_of_class_claims_changes_nothing(
    claims: list[Classification], year: int, chance: random.Random
) -> None:
    shuffled = list(claims)
    chance.shuffle(shuffled)
    assert classes_at(shuffled, Period.parse(year)) == classes_at(claims, Period.parse(year))


@given(st.lists(said, max_size=6), st.integers(1985, 2015))
@settings(max_examples=100, deadline=None)
def test_the_classes_are_those_of_one_date_the_latest_by_then_or_the_first_after(
    claims: list[Classification], year: int
) -> None:
    dated = [(one.as_of.year, one.class_) for one in claims if one.as_of and one.citations and one.class_ != "other"]
    by_then = [when for when, _ in dated if when <= year]
    day = max(by_then) if by_then else min((when for when, _ in dated), default=None)
    if day is not None:
        assert classes_at(claims, Period.parse(year)) == {word for when, word in dated if when == day}


def test_an_undated_class_counts_only_where_there_is_no_dated_one() -> None:
    undated = Classification(body="x", class_="global", scheme="s", citations=CITED)
    dated = Classification(body="x", class_="rcp", scheme="s", as_of=PartialDate.parse("2005"), citations=CITED)
    at = Period.parse("2008")
    assert (classes_at([undated], at), classes_at([undated, dated], at)) == ({"global"}, {"rcp"})
