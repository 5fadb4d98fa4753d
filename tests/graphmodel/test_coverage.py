"""Coverage of a body at a date, and the stated total nearest to it."""

from __future__ import annotations

from typing import Any

import pytest
from toynetwork import CITED

from graphmodel.coverage import BodyCoverage, nearest_total
from graphmodel.dates import Period
from graphmodel.lists import StatedTotal
from graphmodel.network import Network
from graphmodel.selection import Selection


def total(number: int, as_of: str | None, **more: Any) -> StatedTotal:
    return StatedTotal.model_validate(
        {"body": "x", "role": "member", "total": number, "as_of": as_of, "citations": CITED} | more
    )


def nearest(*totals: StatedTotal, at: str = "2008") -> int | None:
    one = nearest_total(totals, roles=("member",), sorts=("states", "all"), period=Period.parse(at))
    return None if one is None else one.total


def test_the_nearest_total_counts_whether_before_or_after() -> None:
    assert nearest(total(5, "2001"), total(7, "2006"), total(9, "2011")) == 7


def test_of_two_equally_near_the_earlier_then_the_larger_one_counts() -> None:
    assert nearest(total(9, "2010"), total(7, "2006"), total(8, "2006"), at="2008") == 8


def test_a_total_of_another_role_or_sort_or_without_a_date_does_not_count() -> None:
    others = total(5, "2008", role="observer"), total(6, "2008", actors="organizations"), total(7, None)
    assert nearest(*others) is None


def covered(toy: Network, body: str, at: str, **more: Any) -> BodyCoverage:
    (one,) = toy.two_mode(Selection(bodies=body, **more), at=at).coverage
    return one


def test_a_body_with_fewer_actors_than_a_source_counts_is_short(toy: Network) -> None:
    one = covered(toy, "beta", "2006")
    assert (one.stated_total, one.stated_at, one.held, one.is_short) == (3, "2006", 2, True)


def test_a_body_without_actors_is_short_if_it_existed(toy: Network) -> None:
    assert covered(toy, "gamma", "2012", roles="partner").is_short
    assert not covered(toy, "gamma", "2005").is_short


def test_coverage_says_whether_a_complete_list_exists(toy: Network) -> None:
    assert (covered(toy, "alpha", "2008").complete_list, covered(toy, "beta", "2008").complete_list) == (True, False)


def test_what_is_held_is_counted_in_all_regions(toy: Network) -> None:
    one = covered(toy, "beta", "2006", region="Asia")
    assert (one.documented + one.presumed, one.held) == (1, 2)


@pytest.mark.parametrize(("at", "documented", "presumed"), [("2004", 3, 0), ("2002", 0, 3), ("2008", 2, 0)])
def test_documented_and_presumed_are_counted_apart(toy: Network, at: str, documented: int, presumed: int) -> None:
    one = covered(toy, "alpha", at)
    assert (one.documented, one.presumed) == (documented, presumed)
