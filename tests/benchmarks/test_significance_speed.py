"""The null models against plain Python, in the same run."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import graphmodel as gm
from graphmodel.network import Network
from queries.significance import SWEEPS, matrices

CURVEBALL_TARGET = 5
SAMPLES = 40


def seconds(action: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def curveball(rows: list[set[int]], trades: int, draw: random.Random) -> None:
    """Trades between two rows at a time: each deals anew what only one of the two has."""
    for _ in range(trades):
        one, other = draw.sample(range(len(rows)), 2)
        both = rows[one] & rows[other]
        only = list(rows[one] ^ rows[other])
        draw.shuffle(only)
        cut = len(rows[one]) - len(both)
        rows[one], rows[other] = both | set(only[:cut]), both | set(only[cut:])


def incidence_of(network: Network) -> np.ndarray[Any, np.dtype[np.bool_]]:
    two_mode = network.two_mode()
    ties = np.zeros((len(two_mode.actors), len(two_mode.bodies)), dtype=np.bool_)
    ties[two_mode.rows, two_mode.columns] = True
    return ties


def test_sampling_against_a_plain_curveball(benchmark: Any, large: Network, is_smoke: bool) -> None:
    """As many trades for each matrix: in a sweep every row of the smaller mode trades once."""
    ties = incidence_of(large)
    ties = ties if ties.shape[0] <= ties.shape[1] else ties.T
    rows = [set(np.flatnonzero(row).tolist()) for row in ties]
    samples = 2 if is_smoke else SAMPLES
    drawn = benchmark.pedantic(lambda: list(matrices(ties, samples, seed=1)), rounds=1 if is_smoke else 3)
    assert all((block.sum(axis=2) == ties.sum(axis=1)).all() for block in drawn)
    assert all((block.sum(axis=1) == ties.sum(axis=0)).all() for block in drawn)
    trades = SWEEPS * (len(rows) // 2)
    if is_smoke:
        curveball(rows, trades, random.Random(1))
        assert [len(row) for row in rows] == ties.sum(axis=1).tolist()
        return
    plain = min(seconds(lambda: curveball(rows, trades, random.Random(1))) for _ in range(3))
    ratio = plain * samples / benchmark.stats.stats.min
    benchmark.extra_info["times as fast as a plain curveball"] = round(ratio, 1)
    assert ratio >= CURVEBALL_TARGET


def test_sdsm_of_all_pairs_of_actors(benchmark: Any, large: Network, is_smoke: bool) -> None:
    """Exact tails of 31,125 sums of 550 draws, beside the time that one plain curveball sample takes in the same run."""
    answer = benchmark.pedantic(
        lambda: gm.backbone(large, mode="actors", alpha=1),
        rounds=1 if is_smoke else 3,
        warmup_rounds=0 if is_smoke else 1,
    )
    actors = len(large.two_mode().actors)
    assert len(answer) == actors * (actors - 1) // 2
    if is_smoke:
        return
    rows = [set(np.flatnonzero(row).tolist()) for row in incidence_of(large)]
    plain = min(seconds(lambda: curveball(rows, SWEEPS * len(rows) // 2, random.Random(1))) for _ in range(3))
    benchmark.extra_info["of one plain curveball sample"] = round(benchmark.stats.stats.min / plain, 1)
    benchmark.extra_info["seconds"] = round(benchmark.stats.stats.min, 2)


def test_betweenness_against_igraph(benchmark: Any, large: Network, is_smoke: bool) -> None:
    """Runs where python-igraph is installed, which is copyleft and no dependency."""
    igraph = pytest.importorskip("igraph")
    two_mode = large.two_mode()
    edges = zip(two_mode.rows.tolist(), (two_mode.columns + len(two_mode.actors)).tolist(), strict=True)
    graph = igraph.Graph(n=len(two_mode.actors) + len(two_mode.bodies), edges=list(edges))
    answer = benchmark(lambda: gm.centrality(two_mode, measure="betweenness"))
    by_id = {row.id: row.raw for row in answer}
    assert [by_id[one.id] for one in (*two_mode.actors, *two_mode.bodies)] == pytest.approx(graph.betweenness())
    if is_smoke:
        return
    ratio = benchmark.stats.stats.min / min(seconds(graph.betweenness) for _ in range(5))
    benchmark.extra_info["of the time of igraph"] = round(ratio, 2)
    assert ratio <= 1
