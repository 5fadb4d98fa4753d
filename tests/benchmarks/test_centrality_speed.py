"""Centrality and panels against peers, the best of several runs of each. Ratios go into ``extra_info``."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import networkx
import pytest
from bench import synthetic

import graphmodel as gm
from graphmodel.network import Network

NETWORKX_TARGET = 20
MEMORY_TARGET = 600e6


def seconds(action: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


@pytest.mark.parametrize("measure", ["betweenness", "closeness"])
def test_paths_against_networkx(benchmark: Any, large: Network, is_smoke: bool, measure: Any) -> None:
    two_mode = large.two_mode()
    graph, actors = two_mode.to_networkx(), [one.id for one in two_mode.actors]
    peer = getattr(networkx.bipartite, f"{measure}_centrality")
    answer = benchmark(lambda: gm.centrality(two_mode, measure=measure))
    if is_smoke:
        assert {row.id: row.value for row in answer} == pytest.approx(peer(graph, actors))
        return
    ratio = min(seconds(lambda: peer(graph, actors)) for _ in range(2)) / benchmark.stats.stats.min
    benchmark.extra_info["times as fast as networkx"] = round(ratio, 1)
    assert ratio >= NETWORKX_TARGET


def test_growth_and_memory_with_ties(is_smoke: bool, record_property: Callable[[str, object], None]) -> None:
    """1, 4 and 16 times as many ties, up to 200,000 among 5,000 actors and 3,000 bodies."""
    sizes = [(50, 40, 400)] if is_smoke else [(1250, 750, 12_500), (2500, 1500, 50_000), (5000, 3000, 200_000)]
    for actors, bodies, ties in sizes:
        two_mode = synthetic(actors, bodies, ties).two_mode()
        record_property(f"seconds of betweenness with {ties} ties", seconds(lambda of=two_mode: between(of)))  # type: ignore[misc]
    tracemalloc.start()
    between(two_mode)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    record_property("peak bytes", peak)
    assert peak < MEMORY_TARGET


def between(two_mode: gm.TwoMode) -> None:
    gm.centrality(two_mode, measure="betweenness")
