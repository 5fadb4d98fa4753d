"""Centrality against peers, the best of several runs of each. Ratios go into ``extra_info``."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import networkx
import pytest

import graphmodel as gm
from graphmodel.network import Network

NETWORKX_TARGET = 20


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
