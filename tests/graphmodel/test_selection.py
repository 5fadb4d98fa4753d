"""Selections: whom, in what, in which role, on which evidence."""

from __future__ import annotations

import pytest

from graphmodel.errors import InvalidQuestion
from graphmodel.network import Network
from graphmodel.selection import Selection


def test_states_as_members_of_processes_are_the_default() -> None:
    assert Selection() == Selection(actors="state", bodies="process", roles="member", presume="both", evidence="cited")


def test_words_are_kept_once_in_the_order_given() -> None:
    assert Selection(bodies=[" rcp ", "alpha", "rcp", ""]).bodies == ("rcp", "alpha")


@pytest.mark.parametrize("option", ["actors", "bodies", "roles"])
def test_nothing_to_select_is_refused(option: str) -> None:
    with pytest.raises(InvalidQuestion, match=f"{option}: name at least one"):
        Selection(**{option: []})


def test_an_unknown_role_comes_with_the_closest() -> None:
    with pytest.raises(InvalidQuestion, match="closest: observer"):
        Selection(roles="observers")


def test_its_parts_are_json() -> None:
    assert Selection(region="Asia").to_dict()["region"] == ["Asia"]


@pytest.mark.parametrize(
    ("bodies", "at", "expected"),
    [
        ("process", "2012", ["alpha", "beta", "delta", "gamma"]),
        ("process", "2006", ["alpha", "beta"]),
        ("rcp", "2006", ["alpha", "beta"]),
        ("rcp", "2014", ["beta"]),
        ("inter-regional", "2014", ["alpha", "gamma"]),
        ("regional", "2012", ["union"]),
        (["Gamma Process", "UBC"], "2012", ["gamma", "union"]),
    ],
    ids=lambda value: str(value),
)
def test_bodies_are_kinds_classes_forms_and_names(
    toy: Network, bodies: str | list[str], at: str, expected: list[str]
) -> None:
    assert [one.id for one in toy.bodies(Selection(bodies=bodies), at)] == expected


def test_a_scheme_gives_its_set_whatever_the_date(toy: Network) -> None:
    selection = Selection(bodies="rcp", classed_by="old-book")
    assert [one.id for one in toy.bodies(selection, "2014")] == ["alpha", "beta"]


def test_a_region_keeps_its_actors(toy: Network) -> None:
    assert [one.id for one in toy.actors(Selection(region="africa"))] == ["AAA", "BBB"]
