"""Centrality and centralization, on the toy network, against NetworkX, and against every network of a few sizes."""

from __future__ import annotations

from itertools import product
from typing import Any, get_args, get_type_hints

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from randomnetworks import connected_networks, network_of, networks
from scipy import sparse

import graphmodel as gm
from graphmodel.network import Network
from graphmodel.twomode import TwoMode
from queries import centrality as home

LOPSIDED = [(2, 2), (3, 2), (2, 3), (5, 2), (2, 5), (6, 2), (3, 3), (4, 3), (3, 4), (3, 1), (1, 3)]


def scores(two_mode: TwoMode, measure: Any, part: str = "raw") -> dict[str, float]:
    return {row.id: getattr(row, part) for row in gm.centrality(two_mode, measure=measure)}


def together(toy: Network) -> TwoMode:
    """AAA, BBB and CCC in alpha, BBB and CCC in beta; and nobody else."""
    return toy.two_mode(gm.Selection(actors=["AAA", "BBB", "CCC"], bodies=["alpha", "beta"]), at="2004/2006")


def test_degree_is_divided_by_the_size_of_the_other_mode(toy: Network) -> None:
    rows = {row.id: row for row in gm.centrality(together(toy), measure="degree")}
    assert (rows["AAA"].raw, rows["AAA"].value, rows["AAA"].rank) == (1, 0.5, 3)
    assert (rows["alpha"].raw, rows["alpha"].value, rows["alpha"].rank) == (3, 1, 1)


def test_equal_scores_have_equal_ranks(toy: Network) -> None:
    rows = gm.centrality(together(toy), measure="betweenness", mode="actors").rows()
    assert [(row.id, row.rank) for row in rows] == [("BBB", 1), ("CCC", 1), ("AAA", 3)]


def test_actors_and_bodies_are_ranked_apart(toy: Network) -> None:
    rows = gm.centrality(together(toy), measure="degree").rows()
    assert [(row.mode, row.id, row.rank) for row in rows if row.rank == 1] == [
        ("actors", "BBB", 1),
        ("actors", "CCC", 1),
        ("bodies", "alpha", 1),
    ]


def test_closeness_by_hand(toy: Network) -> None:
    rows = {row.id: row for row in gm.centrality(together(toy), measure="closeness")}
    assert rows["AAA"].raw == pytest.approx(1 / (1 + 2 + 2 + 3))
    assert rows["BBB"].value == pytest.approx(1)
    assert rows["beta"].value == pytest.approx((3 + 2) / (1 + 1 + 2 + 3))


def test_harmonic_by_hand(toy: Network) -> None:
    rows = {row.id: row for row in gm.centrality(together(toy), measure="harmonic")}
    assert rows["AAA"].raw == pytest.approx(1 + 1 / 2 + 1 / 2 + 1 / 3)
    assert rows["AAA"].value == pytest.approx(rows["AAA"].raw / (2 + 2 / 2))


def test_closeness_is_refused_where_some_cannot_reach_others(toy: Network) -> None:
    with pytest.raises(gm.InvalidQuestion, match="not connected; harmonic is defined then"):
        gm.centrality(toy.two_mode(at="2008"), measure="closeness")


def test_eigenvector_is_refused_where_ties_fall_into_several_components() -> None:
    with pytest.raises(gm.InvalidQuestion, match="several components"):
        gm.centrality(network_of({(0, 0), (1, 1)}, 2, 2).two_mode(), measure="eigenvector")


def test_eigenvector_is_refused_where_there_is_no_tie() -> None:
    with pytest.raises(gm.InvalidQuestion, match="no tie"):
        gm.centrality(network_of(set(), 2, 2).two_mode(), measure="eigenvector")


def test_eigenvector_passes_over_those_who_sit_nowhere() -> None:
    values = scores(network_of({(0, 0), (1, 0), (1, 1)}, 3, 2).two_mode(), "eigenvector", "value")
    assert values["AAC"] == 0
    assert values["AAB"] == 1


def test_betweenness_is_refused_where_none_can_be_between() -> None:
    with pytest.raises(gm.InvalidQuestion, match="betweenness of actors is left out: in a network of these sizes"):
        gm.centrality(network_of({(0, 0)}, 1, 1).two_mode(), measure="betweenness")


def test_what_is_not_defined_is_left_out_with_the_reason(toy: Network) -> None:
    answer = gm.centrality(toy.two_mode(at="2008"))
    assert {row.measure for row in answer} == {"degree", "harmonic", "betweenness", "eigenvector"}
    assert [remark for remark in answer.remarks if remark.startswith("closeness is left out")]


def test_an_entity_that_is_actor_and_body_at_once_has_a_degree_and_no_paths(toy: Network) -> None:
    two_mode = toy.two_mode(gm.Selection(actors=["state", "union"], bodies=["union", "alpha"]), at="2004")
    assert {row.measure for row in gm.centrality(two_mode)} == {"degree"}
    with pytest.raises(gm.InvalidQuestion, match="union would be actor and body at once"):
        gm.centrality(two_mode, measure="betweenness")


@pytest.mark.parametrize("options", [{"measure": "pagerank"}, {"mode": "states"}])
@pytest.mark.parametrize("question", [gm.centrality, gm.centralization])
def test_an_unknown_option_is_refused(toy: Network, question: Any, options: dict[str, str]) -> None:
    with pytest.raises(gm.InvalidQuestion, match="is none of"):
        question(together(toy), **options)


def test_the_options_offer_every_measure() -> None:
    offered = get_type_hints(gm.centrality)["measure"]
    assert get_args(offered) == ("all", *home.MEASURES)
    assert get_args(get_type_hints(gm.centralization)["measure"]) == ("all", *home.CENTRALIZED)


def test_each_score_shows_its_evidence(toy: Network) -> None:
    answer = gm.centrality(together(toy), measure="degree")
    by_id = {row.id: answer.evidence(row) for row in answer}
    assert [tie.body for tie in by_id["BBB"]] == ["alpha", "beta"]
    assert [tie.actor for tie in by_id["beta"]] == ["BBB", "CCC"]


@given(networks)
@settings(max_examples=80, deadline=None)
def test_no_value_passes_one_on_connected_and_disconnected_networks(network: Network) -> None:
    answer = gm.centrality(network.two_mode())
    assert all(-1e-12 <= row.value <= 1 + 1e-12 for row in answer)
    assert min(row.rank for row in answer) == 1


@given(networks)
@settings(max_examples=60, deadline=None)
def test_betweenness_equals_that_of_networkx(network: Network) -> None:
    two_mode = network.two_mode()
    expected = networkx.bipartite.betweenness_centrality(two_mode.to_networkx(), [one.id for one in two_mode.actors])
    assert scores(two_mode, "betweenness", "value") == pytest.approx(expected)


@given(networks)
@settings(max_examples=60, deadline=None)
def test_harmonic_equals_that_of_networkx(network: Network) -> None:
    two_mode = network.two_mode()
    assert scores(two_mode, "harmonic") == pytest.approx(networkx.harmonic_centrality(two_mode.to_networkx()))


@given(connected_networks)
@settings(max_examples=60, deadline=None)
def test_degree_and_closeness_equal_those_of_networkx(network: Network) -> None:
    two_mode = network.two_mode()
    graph, actors = two_mode.to_networkx(), [one.id for one in two_mode.actors]
    assert scores(two_mode, "degree", "value") == pytest.approx(networkx.bipartite.degree_centrality(graph, actors))
    expected = networkx.bipartite.closeness_centrality(graph, actors)
    assert scores(two_mode, "closeness", "value") == pytest.approx(expected)


@given(connected_networks)
@settings(max_examples=60, deadline=None)
def test_eigenvector_equals_that_of_networkx_within_each_mode(network: Network) -> None:
    two_mode = network.two_mode()
    graph = two_mode.to_networkx()
    found = scores(two_mode, "eigenvector")
    expected = networkx.eigenvector_centrality_numpy(graph)
    assert found == pytest.approx({one: value * 2**0.5 for one, value in expected.items()}, abs=1e-6)


@given(networks)
@settings(max_examples=30, deadline=None)
def test_blocks_change_no_score(network: Network) -> None:
    two_mode = network.two_mode()
    whole = gm.centrality(two_mode).rows()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(home, "CELLS_OF_A_BLOCK", 1)
        one_by_one = gm.centrality(two_mode).rows()
    assert [row.id for row in whole] == [row.id for row in one_by_one]
    assert [row.value for row in whole] == pytest.approx([row.value for row in one_by_one])


def test_counts_of_paths_beyond_the_whole_numbers_of_float32_are_exact() -> None:
    """A chain of complete blocks of 9 actors and 9 bodies: 9^9 shortest paths from end to end, far beyond 2^24."""
    incidence = np.zeros((54, 54))
    for block in range(6):
        incidence[9 * block : 9 * block + 9, 9 * block : 9 * block + 9] = 1
        if block:
            incidence[9 * block : 9 * block + 9, 9 * block - 9 : 9 * block] = 1
    paths = home._Paths(incidence)
    farthest = paths.levels(0, slice(53, 54))[-1]
    assert farthest.max() == 9**9
    graph = networkx.bipartite.from_biadjacency_matrix(sparse.csr_array(incidence))
    expected = networkx.betweenness_centrality(graph, normalized=False)
    assert np.concatenate(home._betweenness(paths)) == pytest.approx([expected[one] for one in range(108)])


@pytest.mark.parametrize(("own", "other"), LOPSIDED)
def test_the_maxima_are_those_of_every_network_of_the_sizes(own: int, other: int) -> None:
    """The betweenness of Borgatti and Halgin, and the largest sums of differences, by exhaustive search."""
    largest = 0.0
    sums = dict.fromkeys(home.CENTRALIZED, 0.0)
    for bits in product((0.0, 1.0), repeat=own * other):
        paths = home._Paths(np.array(bits).reshape(own, other))
        between = home._betweenness(paths)[0]
        largest = max(largest, between.max())
        values = {"degree": home._degree(paths)[0] / other}
        if home.largest_betweenness(own, other):
            values["betweenness"] = between / home.largest_betweenness(own, other)
        if all((reached == own + other).all() for reached, _, _ in paths.distances):
            values["closeness"] = home._closeness(paths)[0] * (other + 2 * (own - 1))
            assert values["closeness"].max() <= 1 + 1e-12
        for measure, value in values.items():
            sums[measure] = max(sums[measure], float((value.max() - value).sum()))  # type: ignore[index]
    assert largest == home.largest_betweenness(own, other)
    for measure, found in sums.items():
        if measure != "betweenness" or largest:
            assert found == pytest.approx(home._largest_sum(measure, own, other))


def test_the_maxima_where_one_mode_is_much_larger() -> None:
    """The case that tells the general maximum (9 and 12) from the one right only for balanced modes (8 and 10)."""
    assert [home.largest_betweenness(own, 2) for own in (5, 6)] == [9, 12]
    assert round(home.largest_betweenness(195, 25)) == 23019


def test_a_star_is_fully_centralized() -> None:
    star = network_of({(0, 0), (0, 1), (0, 2), (1, 0), (2, 1)}, 3, 3).two_mode()
    rows = {row.measure: row for row in gm.centralization(star, mode="actors")}
    assert (rows["betweenness"].value, rows["betweenness"].highest) == (pytest.approx(1), ["AAA"])
    assert rows["closeness"].value == pytest.approx(1)
    assert rows["degree"].value == pytest.approx(2 / 3)


def test_where_all_score_the_same_there_is_no_centralization() -> None:
    rows = gm.centralization(network_of({(0, 0), (0, 1), (1, 0), (1, 1)}, 2, 2).two_mode())
    assert {row.value for row in rows} == {0}


def test_centralization_of_one_alone_is_refused() -> None:
    with pytest.raises(gm.InvalidQuestion, match="all score the same in any network"):
        gm.centralization(network_of({(0, 0), (0, 1)}, 1, 2).two_mode(), mode="actors", measure="degree")


@given(networks)
@settings(max_examples=60, deadline=None)
def test_centralization_lies_between_nought_and_one(network: Network) -> None:
    assert all(-1e-12 <= row.value <= 1 + 1e-12 for row in gm.centralization(network.two_mode()))


def test_centralization_rests_on_the_ties_of_the_most_central(toy: Network) -> None:
    answer = gm.centralization(together(toy), measure="degree", mode="bodies")
    assert [tie.actor for tie in answer.evidence(0)] == ["AAA", "BBB", "CCC"]
