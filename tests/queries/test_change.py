"""Who joined and left, questions over many dates, and the network year by year, on the toy network."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import Any

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from randomnetworks import network_of, networks
from scipy import sparse

import graphmodel as gm
from graphmodel.network import Network
from queries.change import _clustering


def test_who_joined_and_who_left(toy: Network) -> None:
    rows = gm.change(toy, at="2004/2008").rows()
    assert ("alpha", "left", "AAA", "documented", "not held", True) in [
        (row.body, row.change, row.id, row.before, row.after, row.certain) for row in rows
    ]
    assert ("beta", "joined", "CCC") in [(row.body, row.change, row.id) for row in rows]


def test_who_left_and_came_back_has_changed_nothing(toy: Network) -> None:
    between = gm.change(toy, gm.Selection(bodies="beta"), at="2011/2014").rows()
    after = gm.change(toy, gm.Selection(bodies="beta"), at="2011/2017").rows()
    assert [(row.id, row.change) for row in between] == [("BBB", "left")]
    assert not after


def test_what_only_the_evidence_begins_with_has_not_joined(toy: Network) -> None:
    rows = gm.change(toy, gm.Selection(bodies="gamma", presume="none"), at="2011/2012").rows()
    assert [(row.id, row.change, row.before, row.certain) for row in rows] == [("DDD", "first known", "unknown", False)]


def test_a_change_shows_its_evidence(toy: Network) -> None:
    answer = gm.change(toy, gm.Selection(bodies="beta"), at="2011/2014")
    assert [tie.key for tie in answer.evidence(0)] == [("BBB", "beta", "member", 1), ("BBB", "beta", "member", 2)]


@pytest.mark.parametrize("at", ["2008", "2008/2008-06", "2008-03/2008"])
def test_change_needs_two_dates_in_order(toy: Network, at: str) -> None:
    with pytest.raises(gm.InvalidQuestion, match="not two dates"):
        gm.change(toy, at=at)


def test_a_change_of_words_is_no_change_of_the_world(toy: Network) -> None:
    """Alpha was called rcp until 2013, and inter-regional from then on."""
    selection = gm.Selection(bodies="rcp")
    assert {body.id for body in toy.two_mode(selection, at="2012").bodies} == {"alpha", "beta"}
    assert {row.body for row in gm.change(toy, selection, at="2004/2014")} == {"beta"}
    panel = gm.over(toy, selection, gm.overlap, ["2008", "2014"])
    assert len(panel) == 0
    assert "bodies classed rcp at 2014 (1)" in panel.remarks[0]


def test_a_scheme_decides_the_set_of_bodies_at_every_date(toy: Network) -> None:
    panel = gm.over(toy, gm.Selection(bodies="rcp", classed_by="old-book"), gm.overlap, ["2008", "2014"])
    assert [(row.at, row.first, row.second) for row in panel] == [("2008", "alpha", "beta"), ("2014", "alpha", "beta")]


def test_a_body_is_in_a_panel_while_it_exists(toy: Network) -> None:
    panel = gm.over(
        toy, gm.Selection(bodies="rcp", classed_by="old-book"), partial(gm.seats, at_least=1), ["2004", "2006"]
    )
    assert {(row.at, body) for row in panel for body in row.bodies} == {
        ("2004", "alpha"),
        ("2006", "alpha"),
        ("2006", "beta"),
    }


def test_a_panel_has_the_rows_and_the_evidence_of_each_date(toy: Network) -> None:
    panel = gm.over(toy, gm.Selection(), gm.seats, ["2004", "2008", "2017"])
    place = 0
    for date in ("2004", "2008", "2017"):
        answer = gm.seats(toy.two_mode(at=date))
        for index, row in enumerate(answer):
            assert panel.row(place).at == date
            assert (panel.row(place).id, panel.row(place).count) == (row.id, row.count)
            assert panel.evidence(place) == answer.evidence(index)
            place += 1
    assert place == len(panel)


def test_a_panel_says_how_many_ties_hold_at_each_date(toy: Network) -> None:
    panel = gm.over(toy, gm.Selection(), gm.seats, ["2004", "2008"])
    assert panel.remarks == (
        "2004: 3 ties, 3 documented, 0 presumed; 0 unknown",
        "2008: 4 ties, 3 documented, 1 presumed; 0 unknown",
    )


def test_centrality_over_dates_keeps_what_is_left_out(toy: Network) -> None:
    panel = gm.over(toy, gm.Selection(), partial(gm.centrality, mode="bodies"), ["2004", "2008"])
    assert {row.at for row in panel} == {"2004", "2008"}
    assert sum(remark.startswith("closeness is left out") for remark in panel.remarks) == 1


def test_a_date_at_which_nothing_is_selected_is_named(toy: Network) -> None:
    selection = gm.Selection(bodies="rcp")
    panel = gm.over(toy, selection, gm.seats, ["1990", "2008"])
    assert {row.at for row in panel} == {"2008"}
    assert "the selection is empty at 1990" in panel.remarks
    with pytest.raises(gm.EmptySelection, match="at every date asked for"):
        gm.over(toy, selection, gm.seats, ["1990", "1991"])


def test_a_panel_without_dates_is_refused(toy: Network) -> None:
    with pytest.raises(gm.InvalidQuestion, match="name at least one"):
        gm.over(toy, gm.Selection(), gm.seats, [])


def test_the_network_year_by_year(toy: Network) -> None:
    rows = gm.regime(toy, gm.Selection(bodies=["alpha", "beta"]), at="2004/2008").rows()
    assert [(row.year, row.actors, row.bodies, row.ties, row.joined, row.left) for row in rows] == [
        ("2004", 3, 1, 3, 0, 0),
        ("2005", 3, 2, 5, 2, 0),
        ("2006", 3, 2, 5, 0, 0),
        ("2007", 3, 2, 5, 0, 0),
        ("2008", 2, 2, 4, 0, 1),
    ]
    assert rows[1].clustering == pytest.approx(2 / 3)
    assert rows[1].density == pytest.approx(5 / 6)


def test_a_year_rests_on_the_ties_that_began_or_ended_in_it(toy: Network) -> None:
    answer = gm.regime(toy, gm.Selection(bodies=["alpha", "beta"]), at="2007/2008")
    assert [tie.key for tie in answer.evidence(1)] == [("AAA", "alpha", "member", 1)]


@given(networks)
@settings(max_examples=60, deadline=None)
def test_clustering_equals_that_of_networkx(network: Network) -> None:
    two_mode = network.two_mode()
    expected = networkx.bipartite.robins_alexander_clustering(two_mode.to_networkx())
    assert _clustering(two_mode) == pytest.approx(expected)


def test_a_change_says_how_much_of_each_date_is_documented(dataset: Network) -> None:
    answer = gm.change(dataset, gm.Selection(bodies="rcp"), at="2004/2014")
    later = dataset.two_mode(gm.Selection(bodies="rcp"), at="2014")
    said = f"2014: {len(later)} ties, {later.counts.documented} documented, {later.counts.presumed} presumed"
    assert any(remark.startswith(said) for remark in answer.remarks)
    assert said in gm.explain(answer)


def test_clustering_is_held_against_networks_of_the_same_margins() -> None:
    """Every matrix of these margins is drawn in turn: the mean approaches that of all of them."""
    ties = np.array([[1, 1, 0, 0], [1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]], dtype=bool)
    every = [
        matrix
        for cells in product((0, 1), repeat=16)
        if ((matrix := np.array(cells, dtype=bool).reshape(4, 4)).sum(axis=0) == ties.sum(axis=0)).all()
        and (matrix.sum(axis=1) == ties.sum(axis=1)).all()
    ]
    chances = np.array([networkx.bipartite.robins_alexander_clustering(_graph(one)) for one in every])
    network = network_of({(int(actor), int(body)) for actor, body in np.argwhere(ties)}, 4, 4)
    (row,) = gm.regime(network, at="2005", samples=4000)
    assert row.clustering == pytest.approx(networkx.bipartite.robins_alexander_clustering(_graph(ties)))
    assert row.clustering_expected == pytest.approx(chances.mean(), abs=0.01)
    assert row.clustering_z == pytest.approx((row.clustering - chances.mean()) / chances.std(), abs=0.1)


def _graph(ties: Any) -> networkx.Graph[int]:
    graph: networkx.Graph[int] = networkx.bipartite.from_biadjacency_matrix(sparse.csr_array(ties.astype(int)))
    return graph


def test_the_null_of_clustering_is_drawn_when_asked_and_the_same_seed_draws_the_same(
    toy: Network, dataset: Network
) -> None:
    without = gm.regime(toy, at="2004/2006")
    assert {(row.clustering_expected, row.clustering_z) for row in without} == {(None, None)}
    assert "random networks of the same margins" in without.remarks[-1]
    one, again, other = (gm.regime(dataset, at="2012", samples=10, seed=seed) for seed in (1, 1, 2))
    assert one.rows() == again.rows() != other.rows()
    assert one.parameters == {"samples": 10, "seed": 1}
    with pytest.raises(gm.InvalidQuestion, match="samples"):
        gm.regime(toy, samples=-1)


def test_a_tie_that_no_network_of_its_margins_lacks_has_no_z() -> None:
    (row,) = gm.regime(network_of({(0, 0), (1, 0)}, 2, 2), at="2005", samples=5)
    assert (row.clustering, row.clustering_expected, row.clustering_z) == (0, 0, None)


def test_long_questions_tell_how_far_they_are(toy: Network) -> None:
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))

    two_mode = toy.two_mode(at="2012")
    for ask in (
        partial(gm.regime, toy, at="2004/2008", samples=2),
        partial(gm.backbone, toy, at="2008", null="fdsm", samples=20),
        partial(gm.ei_index, two_mode, permutations=7),
        partial(gm.assortativity, two_mode, permutations=7),
        partial(gm.robust, toy, None, "seats", at="2010"),
    ):
        told.clear()
        ask(progress=tell)
        assert told == sorted(told)
        assert told[-1][0] == told[-1][1]
