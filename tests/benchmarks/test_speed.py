"""Speed against peers, measured in the same run. Ratios go into ``extra_info`` of the benchmarks; no test has a time limit."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from typing import Any

import networkx
from bench import seconds

import graphmodel as gm
from graphmodel.network import Network
from queries import QUESTIONS

OVERLAP_TARGET = 30
HELP_TARGET = 2.0
SEATS_TARGET = 2.0
QUESTION_TARGET = 2.0
ARGUMENTS = {
    "troika": ("gfmd",),
    "show": ("bali-process",),
    "find": ("Bali",),
    "list": ("bodies",),
    "change": ("--at", "2004/2014"),
}
MEMORY_TARGET = 300e6


def run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def test_overlap_against_the_weighted_projection_of_networkx(benchmark: Any, large: Network, is_smoke: bool) -> None:
    two_mode = large.two_mode()
    graph = two_mode.to_networkx()
    bodies = [body.id for body in two_mode.bodies]
    answer = benchmark(lambda: gm.overlap(two_mode))
    projected = networkx.bipartite.weighted_projected_graph(graph, bodies)
    assert len(answer) == projected.number_of_edges()
    if is_smoke:
        return
    peer = seconds(lambda: networkx.bipartite.weighted_projected_graph(graph, bodies), 3)
    ratio = peer / benchmark.stats.stats.median
    benchmark.extra_info["times as fast as networkx"] = round(ratio, 1)
    assert ratio >= OVERLAP_TARGET


def test_help_against_importing_typer(benchmark: Any, is_smoke: bool) -> None:
    benchmark.pedantic(run, args=("-m", "graphmodel", "--help"), rounds=1 if is_smoke else 15, warmup_rounds=1)
    if is_smoke:
        return
    ratio = benchmark.stats.stats.median / seconds(lambda: run("-c", "import typer"), 15)
    benchmark.extra_info["of import typer"] = round(ratio, 2)
    assert ratio <= HELP_TARGET


def test_seats_from_a_cold_start_against_importing_numpy_scipy_and_pydantic(benchmark: Any, is_smoke: bool) -> None:
    arguments = ("-m", "graphmodel", "seats", "--bodies", "rcp", "--at", "2014", "--format", "csv")
    benchmark.pedantic(run, args=arguments, rounds=1 if is_smoke else 15, warmup_rounds=1)
    if is_smoke:
        return
    ratio = benchmark.stats.stats.median / seconds(lambda: run("-c", "import numpy, scipy.sparse, pydantic"), 15)
    benchmark.extra_info["of import numpy, scipy.sparse, pydantic"] = round(ratio, 2)
    assert ratio <= SEATS_TARGET


def test_every_question_from_a_cold_start_against_seats(
    is_smoke: bool, record_property: Callable[[str, object], None]
) -> None:
    """On the whole dataset, each as it is asked by default: then nothing is sampled but deals of regions."""
    words = ["seats", "linkage"] if is_smoke else [one.word for one in QUESTIONS]
    took = {
        word: seconds(
            lambda of=word: run("-m", "graphmodel", of, *ARGUMENTS.get(of, ()), "--format", "csv"), 1 if is_smoke else 3
        )  # type: ignore[misc]
        for word in words
    }
    ratios = {word: round(took[word] / took["seats"], 2) for word in words}
    record_property("of the cold start of seats", ratios)
    assert is_smoke or max(ratios.values()) <= QUESTION_TARGET, ratios


def test_reading_and_validating_the_dataset(benchmark: Any, is_smoke: bool) -> None:
    network = benchmark.pedantic(gm.read_tables, rounds=1 if is_smoke else 5, warmup_rounds=1)
    records = network.records
    rows = sum(1 for _ in records.cited()) + sum(len(entity.names) for entity in records.entities)
    if not is_smoke:
        benchmark.extra_info["rows a second"] = round(rows / benchmark.stats.stats.median)


def test_memory_of_the_whole_dataset(record_property: Callable[[str, object], None]) -> None:
    tracemalloc.start()
    network = gm.read_tables()
    gm.seats(network.two_mode())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    record_property("peak bytes", peak)
    assert peak < MEMORY_TARGET
