"""Time with 1, 4 and 16 times as many ties, up to 200,000 among 5,000 actors and 3,000 bodies, and the memory that takes."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from inspect import signature
from typing import Any

import pytest
from bench import synthetic

import graphmodel as gm
from graphmodel.twomode import TwoMode

SIZES = [(1250, 750, 12_500), (2500, 1500, 50_000), (5000, 3000, 200_000)]
QUESTIONS: dict[str, tuple[Callable[..., gm.Answer[Any]], float]] = {
    "seats": (gm.seats, 100e6),
    "co_membership": (gm.co_membership, 900e6),
    "overlap": (gm.overlap, 600e6),
    "betweenness": (partial(gm.centrality, measure="betweenness"), 600e6),
    "linkage": (gm.linkage, 800e6),
    "presence": (gm.presence, 200e6),
    "ei_index": (gm.ei_index, 900e6),
    "assortativity": (gm.assortativity, 900e6),
    "brokerage": (gm.brokerage, 1000e6),
    "structural_holes": (gm.structural_holes, 1300e6),
}
"""Questions, and the bytes that each may take at the largest size, beside the network itself."""


@pytest.fixture(scope="module")
def networks(is_smoke: bool) -> list[TwoMode]:
    return [synthetic(*size).two_mode() for size in ([(50, 40, 400)] if is_smoke else SIZES)]


@pytest.mark.parametrize("name", QUESTIONS)
def test_growth_and_memory(networks: list[TwoMode], name: str, record_property: Callable[[str, object], None]) -> None:
    question, most = QUESTIONS[name]
    for two_mode in networks:
        regions = {actor.id: f"Region {place % 6}" for place, actor in enumerate(two_mode.actors)}
        ask = (
            partial(question, two_mode, by=regions)
            if "by" in signature(question).parameters
            else partial(question, two_mode)
        )
        begin = time.perf_counter()
        ask()
        record_property(f"seconds with {len(two_mode)} ties", round(time.perf_counter() - begin, 2))
    tracemalloc.start()
    ask()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    record_property("peak bytes", peak)
    assert peak < most
