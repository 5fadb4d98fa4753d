"""When bodies and actors existed, and what they were called when."""

from __future__ import annotations

import pytest
from toynetwork import CITED

from graphmodel.classification import Classification, classes_at
from graphmodel.dates import FIRST_DAY, LAST_DAY, Period
from graphmodel.lifetimes import Life, LifeEvent, life_of
from graphmodel.network import Network


def life(*events: tuple[str, str] | tuple[str, str, str]) -> Life:
    """From (event, date) cited, (event, date, "") uncited, (event, date, confidence) cited with it."""
    return life_of(
        LifeEvent.model_validate(
            {
                "entity": "x",
                "event": event[0],
                "date": event[1],
                "citations": () if len(event) > 2 and not event[2] else CITED,
                "confidence": event[2] if len(event) > 2 else "",
            }
        )
        for event in events
    )


def first(date: str) -> int:
    return Period.parse(date).first


def last(date: str) -> int:
    return Period.parse(date).last


def test_nothing_known_means_always() -> None:
    assert life() == Life(FIRST_DAY, FIRST_DAY, LAST_DAY, LAST_DAY, LAST_DAY)


def test_a_body_begins_with_its_earliest_cited_founding() -> None:
    one = life(("established", "1993"), ("established", "1991"), ("first_meeting", "1990"))
    assert (one.first, one.certain_first) == (first("1991"), first("1993"))


def test_without_a_founding_it_begins_with_its_first_meeting() -> None:
    assert life(("first_meeting", "1996-03")).first == first("1996-03")


def test_an_uncited_founding_counts_only_where_there_is_no_cited_one() -> None:
    assert life(("established", "1990", ""), ("first_meeting", "1996")).first == first("1996")
    assert life(("established", "1990", "")).first == first("1990")


def test_a_founding_of_low_confidence_yields_to_a_better_date() -> None:
    assert life(("established", "2001", "low"), ("first_meeting", "2011-12-09")).first == first("2011-12-09")
    assert life(("established", "2001", "low")).first == first("2001")


def test_it_ends_with_its_latest_cited_end() -> None:
    one = life(("ended", "2005"), ("ended", "2007"))
    assert (one.certain_last, one.last) == (last("2005"), last("2007"))


def test_an_uncited_end_stops_presumption_and_nothing_else() -> None:
    one = life(("ended", "2005", ""))
    assert (one.last, one.dormant) == (LAST_DAY, last("2005"))


def test_dormancy_counts_only_where_no_end_is_known() -> None:
    assert life(("dormant", "2010")).dormant == last("2010")
    assert life(("dormant", "2010"), ("ended", "2012")).dormant == LAST_DAY


def test_a_part_lives_within_the_whole_where_its_own_dates_are_not_known() -> None:
    whole = Life(first=10, certain_first=20, certain_last=70, last=80, dormant=75)
    assert Life().within(whole) == whole
    assert Life(first=5, certain_first=6).within(whole) == Life(5, 6, 70, 80, 75)
    assert Life(certain_last=40, last=50, dormant=45).within(whole) == Life(10, 20, 40, 50, 45)


def test_nobody_is_presumed_in_a_group_of_a_body_before_that_body_existed(dataset: Network) -> None:
    group = "un-network-executive-committee"
    assert dataset.exists(group, "2019") == "yes"
    assert dataset.exists(group, "2008") == "no"
    (seat,) = dataset.memberships(actor="iom", body=group)
    assert dataset.holding(seat, "2019-11").holds
    assert not dataset.holding(seat, "2008").holds


def test_a_sign_of_activity_ends_nothing() -> None:
    assert life(("last_active", "2010")).last == LAST_DAY


def said(word: str, as_of: str | None, cited: bool = True) -> Classification:
    return Classification.model_validate(
        {"body": "x", "class_": word, "scheme": "s", "as_of": as_of, "citations": CITED if cited else ()}
    )


@pytest.mark.parametrize(
    ("at", "classes"),
    [("2000", {"rcp"}), ("2006", {"rcp"}), ("2013", {"inter-regional"}), ("2020", {"inter-regional"})],
)
def test_a_body_has_its_latest_class_by_then_or_else_its_earliest_later_one(at: str, classes: set[str]) -> None:
    assert classes_at([said("rcp", "2005"), said("inter-regional", "2013")], Period.parse(at)) == classes


def test_claims_of_one_date_that_disagree_put_a_body_in_both() -> None:
    assert classes_at([said("rcp", "2013"), said("inter-regional", "2013")], Period.parse("2014")) == {
        "rcp",
        "inter-regional",
    }


def test_another_word_displaces_no_class() -> None:
    assert classes_at([said("rcp", "2005"), said("other", "2010")], Period.parse("2014")) == {"rcp"}


def test_an_uncited_class_counts_for_nothing() -> None:
    assert classes_at([said("rcp", "2005", cited=False)], Period.parse("2014")) == set()
