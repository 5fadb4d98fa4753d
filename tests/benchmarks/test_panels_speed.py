"""Panels of co-membership against the bare sparse products of the same matrices, the best of several runs of each.

A panel decides anew who holds what at each date, finds and orders the pairs, and tells what is documented from what is presumed;
the peer multiplies matrices that are ready. When each tie may hold at all is worked out once for a network, before: the first
panel, which does that too, is reported beside it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from bench import FIRST_YEAR, LAST_YEAR, of_two_centuries

import graphmodel as gm
from graphmodel.network import Network

PANEL_TARGET = 3
ROUNDS = 5


def seconds(action: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def measure(benchmark: Any, network: Network, years: Iterable[int], *, at_least: int, rounds: int) -> None:
    years = list(years)
    ask = partial(gm.over, network, gm.Selection(), question=partial(gm.co_membership, at_least=at_least), dates=years)
    first = seconds(ask)
    panel = benchmark.pedantic(ask, rounds=rounds)
    snapshots = [network.two_mode(at=year) for year in years]
    pairs = sum(len(gm.co_membership(one, at_least=at_least)) for one in snapshots)
    assert len(panel) == pairs
    if rounds == 1:
        return
    matrices = [one.incidence() for one in snapshots]
    bare = min(seconds(lambda: [one @ one.T for one in matrices]) for _ in range(rounds))
    best = benchmark.stats.stats.min
    benchmark.extra_info["rows"] = pairs
    benchmark.extra_info["of the bare sparse products"] = round(best / bare, 2)
    benchmark.extra_info["first panel, of the bare sparse products"] = round(first / bare, 2)
    assert best <= PANEL_TARGET * bare


def test_two_hundred_yearly_panels(benchmark: Any, large: Network, is_smoke: bool) -> None:
    measure(benchmark, large, range(2001, 2003 if is_smoke else 2201), at_least=1, rounds=1 if is_smoke else ROUNDS)


def test_all_dyads_of_all_years_of_two_centuries(benchmark: Any, is_smoke: bool) -> None:
    """About 16,000 state-years, 534 bodies, 20,000 spells and a million dyad-years, those that share nothing among them."""
    network = of_two_centuries(20, 30, 100) if is_smoke else of_two_centuries(217, 534, 20_000)
    years = range(FIRST_YEAR + 50, FIRST_YEAR + 52) if is_smoke else range(FIRST_YEAR, LAST_YEAR + 1)
    measure(benchmark, network, years, at_least=0, rounds=1 if is_smoke else ROUNDS)
