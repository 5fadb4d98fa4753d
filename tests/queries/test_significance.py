"""The null models: exact enumeration on small tables, the sampler's distribution, adjustments, and the southern women."""

from __future__ import annotations

from collections import Counter
from itertools import product

import networkx
import numpy as np
import pytest
from bench import synthetic
from hypothesis import given, settings
from hypothesis import strategies as st
from randomnetworks import network_of, networks
from scipy import stats

import graphmodel as gm
from graphmodel.network import Network
from queries.significance import benjamini_hochberg, holm, matrices, tails, tie_probabilities

LEVEL = 0.001
"""Level of the chi-square tests: the seed is fixed, so they do not flicker."""


def southern_women() -> Network:
    graph = networkx.davis_southern_women_graph()
    women, events = graph.graph["top"], graph.graph["bottom"]
    return network_of({(women.index(one), events.index(two)) for one, two in graph.edges}, 18, 14)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=9), st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_tails_equal_all_outcomes_summed(chances: list[float], count: int) -> None:
    above = below = 0.0
    for drawn in product((0, 1), repeat=len(chances)):
        weight = float(np.prod([one if hit else 1 - one for one, hit in zip(chances, drawn, strict=True)]))
        above += weight * (sum(drawn) >= count)
        below += weight * (sum(drawn) <= count)
    found = tails(np.array(chances)[:, None], np.array([count]))
    assert [float(one[0]) for one in found] == pytest.approx([above, below], abs=1e-12)


def test_the_smallest_tails_keep_their_digits() -> None:
    assert tails(np.full((20, 1), 1e-3), np.array([20]))[0][0] == pytest.approx(1e-60)


@given(networks)
@settings(max_examples=40, deadline=None)
def test_fitted_probabilities_have_the_degrees_observed(network: Network) -> None:
    ties = network.two_mode().incidence().toarray().astype(bool)
    chances = tie_probabilities(ties)
    assert chances.min() >= 0
    assert chances.max() <= 1
    assert chances.sum(axis=0) == pytest.approx(ties.sum(axis=0), abs=1e-6)
    assert chances.sum(axis=1) == pytest.approx(ties.sum(axis=1), abs=1e-6)


@given(networks)
@settings(max_examples=30, deadline=None)
def test_pairs_of_those_who_take_part_alike_have_the_tails_of_each_pair_alone(network: Network) -> None:
    two_mode = network.two_mode()
    chances = tie_probabilities(two_mode.incidence().toarray().astype(bool))
    for row in gm.backbone(network, mode="actors", alpha=1):
        one, other = (two_mode.actors.index(network[place]) for place in (row.first, row.second))
        both = (chances[one] * chances[other])[:, None]
        assert row.p == pytest.approx(float(tails(both, np.array([row.shared]))[0][0]), abs=1e-9)
        assert row.expected == pytest.approx(both.sum(), abs=1e-9)


def test_a_structural_zero_keeps_the_degrees_and_has_no_probability() -> None:
    ties = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]], dtype=bool)
    possible = np.ones_like(ties)
    possible[0, 2] = False
    chances = tie_probabilities(ties, possible)
    assert chances[0, 2] == 0
    assert chances.sum(axis=0) == pytest.approx(ties.sum(axis=0))


@pytest.mark.parametrize(
    "ties",
    [
        [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        [[1, 1, 0, 0], [0, 1, 1, 0], [1, 0, 0, 1]],
        [[1, 0], [0, 1], [1, 1], [0, 1], [1, 0]],
    ],
)
def test_the_sampler_draws_every_matrix_of_the_margins_alike(ties: list[list[int]]) -> None:
    start = np.array(ties, dtype=bool)
    every = [
        np.array(cells, dtype=bool).reshape(start.shape)
        for cells in product((0, 1), repeat=start.size)
        if (np.array(cells).reshape(start.shape).sum(axis=0) == start.sum(axis=0)).all()
        and (np.array(cells).reshape(start.shape).sum(axis=1) == start.sum(axis=1)).all()
    ]
    drawn = Counter(one.tobytes() for block in matrices(start, 200 * len(every), seed=7) for one in np.array(block))
    assert set(drawn) == {one.tobytes() for one in every}
    assert stats.chisquare(list(drawn.values())).pvalue > LEVEL


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    start = np.random.default_rng(0).random((8, 6)) < 0.5
    one, again, other = (np.concatenate(list(matrices(start, 20, seed=seed))) for seed in (1, 1, 2))
    assert (one == again).all()
    assert (one != other).any()


def test_no_pair_of_southern_women_exceeds_chance_under_sdsm() -> None:
    answer = gm.backbone(southern_women(), mode="actors")
    assert len(answer) == 0
    assert "153 pairs tested" in answer.remarks[1]
    assert "0 could reach 0.05" in answer.remarks[1]


def test_a_few_pairs_of_southern_women_do_under_fdsm_and_none_after_adjustment() -> None:
    answer = gm.backbone(southern_women(), mode="actors", null="fdsm", samples=2000)
    assert {("AAL", "AAM"), ("AAA", "AAC")} <= {(row.first, row.second) for row in answer}
    assert 3 <= len(answer) <= 6
    assert min(row.bh for row in answer) > 0.05


def test_the_poisson_shortcut_would_lose_what_the_exact_probabilities_find(dataset: Network) -> None:
    """On dense tables a Poisson tail is far too wide: the exact test never gives a larger p where sharing is frequent."""
    two_mode = dataset.two_mode(at="2014")
    chances = tie_probabilities(two_mode.incidence().toarray().astype(bool).T)
    first, second = np.triu_indices(len(chances), k=1)
    both = (chances[first] * chances[second]).T
    shared = two_mode.shared("bodies")[first, second]
    exact = tails(both, shared)[0]
    poisson = stats.poisson.sf(shared - 1, both.sum(axis=0))
    assert (benjamini_hochberg(exact) <= 0.05).sum() > (benjamini_hochberg(poisson) <= 0.05).sum()


def test_every_pair_is_listed_when_asked_and_signs_follow_the_expectation(dataset: Network) -> None:
    answer = gm.backbone(dataset, gm.Selection(bodies="rcp"), at="2008", signed=True, alpha=1)
    bodies = len(dataset.two_mode(gm.Selection(bodies="rcp"), at="2008").bodies)
    assert len(answer) == bodies * (bodies - 1) // 2
    assert all((row.sign == "+") == (row.shared >= row.expected) for row in answer)
    assert all(row.p <= row.bh + 1e-12 and row.bh <= row.holm + 1e-12 for row in answer)


def test_fdsm_refuses_what_cannot_be_tied_and_sdsm_takes_it(dataset: Network) -> None:
    chosen = gm.Selection(bodies=["colombo-process", "bali-process", "mtm", "puebla-process"])
    assert "0 pairs" not in gm.backbone(dataset, chosen, at="2014", closed="colombo-process").remarks[0]
    with pytest.raises(gm.InvalidQuestion, match="use sdsm"):
        gm.backbone(dataset, chosen, at="2014", null="fdsm", closed="colombo-process")


def test_a_body_that_ended_before_an_actor_began_cannot_be_tied(toy: Network) -> None:
    before_gamma = gm.backbone(toy, gm.Selection(bodies=["alpha", "gamma"]), at="2004", alpha=1)
    assert before_gamma.remarks[0].endswith("6 pairs of actor and body cannot be tied")


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        ({"null": "hypergeometric"}, "sdsm"),
        ({"alpha": 0}, "above 0"),
        ({"samples": 0}, "less than 1"),
        ({"closed": "alpha"}, "recorded regions"),
        ({"mode": "states"}, "neither actors nor bodies"),
    ],
)
def test_options_without_meaning_are_refused(toy: Network, options: dict[str, object], hint: str) -> None:
    with pytest.raises(gm.InvalidQuestion, match=hint):
        gm.backbone(toy, **options)  # type: ignore[arg-type]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_adjusted_p_equals_scipys_and_holm_is_never_smaller(p: list[float]) -> None:
    values = np.array(p)
    assert benjamini_hochberg(values) == pytest.approx(stats.false_discovery_control(values))
    assert (holm(values) >= benjamini_hochberg(values) - 1e-12).all()


def test_every_pair_is_listed_at_alpha_one_and_no_p_is_above_one() -> None:
    network = synthetic(50, 40, 400)
    answer = gm.backbone(network, mode="actors", alpha=1)
    assert len(answer) == 50 * 49 // 2
    assert max(row.p for row in answer) == 1
