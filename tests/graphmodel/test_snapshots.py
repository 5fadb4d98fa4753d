"""Snapshots of many dates, held equal to the rule read tie by tie and day by day."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from randomnetworks import dated_networks

import graphmodel as gm
from graphmodel.dates import Period
from graphmodel.lazy import CodedSequence, LazySequence
from graphmodel.network import Network
from graphmodel.standing import Standing
from graphmodel.twomode import TwoMode
from graphmodel.validity import PRESUME, Holding, Status, Validity, holding

YEARS = range(1945, 2028, 3)


def shape(two_mode: TwoMode) -> dict[str, Any]:
    """Everything that a two-mode network says."""
    return {
        "actors": two_mode.actors,
        "bodies": two_mode.bodies,
        "cells": list(zip(two_mode.rows.tolist(), two_mode.columns.tolist(), strict=True)),
        "documented": two_mode.documented.tolist(),
        "ties": [[tie.key for tie in ties] for ties in two_mode.ties],
        "counts": two_mode.counts,
        "coverage": list(two_mode.coverage),
        "selection": two_mode.selection,
        "period": two_mode.period,
    }


def read_one_by_one(network: Network, selection: gm.Selection, at: Any) -> dict[str, Any]:
    """The same from ``holding`` alone, one membership after the other."""
    asked = network.meant(selection, at)
    rows = {one.id: row for row, one in enumerate(asked.actors)}
    columns = {one.id: column for column, one in enumerate(asked.bodies)}
    cells: dict[tuple[int, int], list[tuple[gm.Membership, Holding]]] = defaultdict(list)
    unknown, left_out = set(), set()
    for tie in network.memberships():
        if tie.actor not in rows or tie.body not in columns or tie.role not in selection.roles:
            continue
        pair = rows[tie.actor], columns[tie.body]
        weak = selection.evidence == "any" or not tie.is_cited
        state = network.holding(tie, at, presume=selection.presume, weak=weak)
        if not tie.is_cited and selection.evidence == "cited":
            left_out |= {pair} if state.holds else set()
        elif state.holds:
            cells[pair].append((tie, state))
        elif state.status is Status.UNKNOWN:
            unknown.add(pair)
    best = {
        pair: max((one for _, one in held), key=lambda one: (one.status, -one.distance)) for pair, held in cells.items()
    }
    documented = [best[pair].status is Status.DOCUMENTED for pair in sorted(cells)]
    farthest = max((one.distance for one in best.values() if one.status is Status.PRESUMED), default=0)
    return {
        "cells": sorted(cells),
        "documented": documented,
        "ties": [[tie.key for tie, _ in cells[pair]] for pair in sorted(cells)],
        "counts": gm.Counts(
            documented=sum(documented),
            presumed=len(documented) - sum(documented),
            attested=sum(any(one.attested for _, one in held) for held in cells.values()),
            unknown=len(unknown - cells.keys()),
            uncited_left_out=len(left_out - cells.keys()),
            farthest_presumption_years=int(np.ceil(farthest / 365.2425)),
        ),
    }


selections = st.builds(
    gm.Selection,
    actors=st.just("any"),
    bodies=st.sampled_from(["process", "any"]),
    roles=st.sampled_from(["member", "observer", "chair", ("member", "observer", "chair")]),
    presume=st.sampled_from(PRESUME),
    evidence=st.sampled_from(["cited", "any"]),
)


@given(dated_networks, selections)
@settings(max_examples=60, deadline=None)
def test_snapshots_equal_two_mode_date_by_date_and_the_rule_tie_by_tie(
    network: Network, selection: gm.Selection
) -> None:
    dates = [Period.parse(one) for one in ("2001", "2003-02", "2003-02-05", "2004/2006", "2002", "2010")]
    together = list(network.snapshots([network.meant(selection, one) for one in dates]))
    for one, date in zip(together, dates, strict=True):
        assert shape(one) == shape(network.two_mode(selection, at=date))
        assert shape(one).items() >= read_one_by_one(network, selection, date).items()


@pytest.mark.parametrize(
    "selection",
    [
        gm.Selection(),
        gm.Selection(presume="none"),
        gm.Selection(bodies="any", roles=("member", "associate", "observer"), presume="forward"),
        gm.Selection(actors="any", bodies="any", roles=("chair", "host", "secretariat"), evidence="any"),
    ],
    ids=["members", "documented", "three roles", "offices"],
)
def test_the_whole_dataset_in_every_third_year(dataset: Network, selection: gm.Selection) -> None:
    asked = []
    for year in YEARS:
        with suppress(gm.EmptySelection):
            asked.append(dataset.meant(selection, year))
    assert len(asked) > 13
    for one in dataset.snapshots(asked):
        expected = read_one_by_one(dataset, selection, one.period)
        assert {name: part for name, part in shape(one).items() if name in expected} == expected


def test_selections_of_one_panel_may_differ_in_everything(toy: Network) -> None:
    asked = [
        toy.meant(gm.Selection(bodies="alpha"), "2004"),
        toy.meant(gm.Selection(actors="any", bodies="beta", roles="observer", presume="none"), "2006"),
        toy.meant(gm.Selection(evidence="any"), "2010"),
    ]
    for one in toy.snapshots(asked):
        assert shape(one) == shape(toy.two_mode(one.selection, at=one.period))


pairs = st.tuples(st.integers(1, 40), st.integers(1, 40))
ordered = pairs.map(lambda pair: (min(pair), max(pair)))
validities = st.builds(
    Validity,
    documented=st.lists(pairs, max_size=3).map(tuple),
    inner=st.lists(ordered, max_size=3).map(tuple),
    backward=st.lists(ordered, max_size=2).map(tuple),
    denied=st.lists(ordered, max_size=3).map(tuple),
    claims=st.lists(ordered, max_size=3).map(tuple),
    marks=st.lists(pairs, max_size=3).map(tuple),
)


@given(st.lists(validities, max_size=6), ordered, st.sampled_from(PRESUME))
def test_many_ties_stand_as_each_of_them_does(some: list[Validity], days: tuple[int, int], presume: Any) -> None:
    period = Period(*days, "")
    standing = Standing(some)
    each = [holding(one, period, presume) for one in some]
    status, attested, distance = standing.status(period, presume), standing.attested(period), standing.distance(period)
    assert status.tolist() == [one.status for one in each]
    held = [place for place, one in enumerate(each) if one.holds]
    assert attested[held].tolist() == [each[place].attested for place in held]
    assert distance[held].tolist() == [each[place].distance for place in held]


def test_items_are_made_when_asked_for() -> None:
    asked: list[int] = []
    items = LazySequence(3, lambda place: asked.append(place) or place * 10)
    assert (items[-1], asked) == (20, [2])
    assert list(items[1:]) == [10, 20]
    with pytest.raises(IndexError):
        items[3]


def test_coded_words_are_words() -> None:
    one = CodedSequence(["a", "b"], np.array([1, 0, 1], dtype=np.int32))
    other = CodedSequence(["c", "b"], np.array([1, 0], dtype=np.int32))
    both = CodedSequence.joined([one, other])
    assert list(both) == ["b", "a", "b", "b", "c"]
    assert (both[0], list(both[1:3]), len(both), both.words) == ("b", ["a", "b"], 5, ("a", "b", "c"))
