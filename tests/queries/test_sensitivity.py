"""Between which values a row moves: without each body, and on documented ties alone."""

from __future__ import annotations

from functools import partial

import pytest

import graphmodel as gm
from graphmodel.network import Network


def test_the_range_is_that_of_asking_without_each_body(dataset: Network) -> None:
    selection = gm.Selection(bodies="rcp", region="Asia")
    degrees = partial(gm.centrality, measure="degree", mode="actors")
    two_mode = dataset.two_mode(selection, at="2008")
    filled = [one.id for one, ties in zip(two_mode.bodies, two_mode.degrees("bodies"), strict=True) if ties]
    values: dict[str, list[tuple[float, str]]] = {row.id: [(row.value, "")] for row in degrees(two_mode)}
    for body in filled:
        others = selection.but(bodies=[one.id for one in two_mode.bodies if one.id != body])
        for row in degrees(dataset.two_mode(others, at="2008")):
            values[row.id].append((row.value, body))
    alone = {row.id: row.value for row in degrees(dataset.two_mode(selection.but(presume="none"), at="2008"))}
    answer = gm.sensitivity(dataset, selection, degrees, at="2008")
    assert len(answer) == len(values)
    for row in answer:
        one = row.of.split()[0]
        assert (row.lowest, row.lowest_without) == min(values[one], key=lambda pair: pair[0])
        assert (row.highest, row.highest_without) == max(values[one], key=lambda pair: pair[0])
        assert row.lowest <= row.value <= row.highest
        assert row.documented_only == alone[one]


def test_a_row_is_not_counted_without_its_own_body(toy: Network) -> None:
    rows = gm.sensitivity(toy, None, partial(gm.centrality, measure="degree", mode="bodies"), at="2008").rows()
    assert all(row.lowest_without not in row.of.split() and row.lowest > 0 for row in rows if row.value)


def test_a_change_without_an_answer_is_named(toy: Network) -> None:
    betweenness = partial(gm.centrality, measure="betweenness", mode="actors")
    selection = gm.Selection(bodies=["alpha", "beta"])
    assert any(
        "not defined without alpha; without beta" in one
        for one in gm.sensitivity(toy, selection, betweenness, at="2008").remarks
    )


def test_the_number_is_the_value_or_the_one_that_is_named(toy: Network) -> None:
    degrees = partial(gm.centrality, measure="degree", mode="actors")
    assert gm.sensitivity(toy, None, degrees, at="2008").parameters["measured"] == "value"
    assert gm.sensitivity(toy, None, degrees, at="2008", measured="raw").row(0).value >= 1
    assert gm.sensitivity(toy, None, gm.seats, at="2008").parameters["measured"] == "count"
    with pytest.raises(gm.InvalidQuestion, match="no column"):
        gm.sensitivity(toy, None, gm.seats, at="2008", measured="valeu")
