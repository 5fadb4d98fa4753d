"""Partial dates and periods."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.dates import PartialDate, Period, day_text
from graphmodel.errors import InvalidQuestion


def test_a_year_means_any_of_its_days() -> None:
    year = PartialDate.parse("2014")
    assert (day_text(year.first), day_text(year.last)) == ("2014-01-01", "2014-12-31")


def test_february_has_29_days_in_leap_years() -> None:
    assert day_text(PartialDate.parse("2008-02").last) == "2008-02-29"
    assert day_text(PartialDate.parse("2014-02").last) == "2014-02-28"


def test_an_approximate_date_counts_as_the_date_it_names() -> None:
    about = PartialDate.parse("2014~")
    assert about.circa
    assert (about.first, about.last) == (PartialDate.parse("2014").first, PartialDate.parse("2014").last)


@pytest.mark.parametrize(
    "text", ["", "14", "2014-5", "2014-13", "2014-02-30", "05/2014", "2014-05-01T00:00", "0000", "２０１４"]
)
def test_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        PartialDate.parse(text)


@given(st.dates())
def test_a_day_is_read_as_itself(day: date) -> None:
    one = PartialDate.parse(day.isoformat())
    assert one.first == one.last == day.toordinal()
    assert (str(one), one.precision, one.year) == (day.isoformat(), "day", day.year)


@given(st.dates(), st.dates())
def test_a_period_from_a_day_to_a_day(one: date, two: date) -> None:
    first, last = sorted((one, two))
    period = Period.parse(f"{first.isoformat()}/{last.isoformat()}")
    assert period.days == (last - first).days + 1


@pytest.mark.parametrize("at", [2014, "2014", date(2014, 5, 1), PartialDate.parse("2014~")])
def test_a_period_is_read_from_anything_that_names_days(at: object) -> None:
    assert Period.parse(at).first >= PartialDate.parse("2014").first  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["2010/2005", "2014~", "2001/2002/2003", "now", "/"])
def test_a_period_without_meaning_is_refused(text: str) -> None:
    with pytest.raises(InvalidQuestion, match="at: "):
        Period.parse(text)
