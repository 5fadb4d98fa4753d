"""Importing other people's files against peers, measured in the same run. Ratios go into ``extra_info`` of the benchmarks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cowfile
import numpy as np
import pandas
import pytest
from bench import seconds
from scipy import sparse

import graphmodel as gm
from graphmodel.network import Network
from loaders.cow_igo import ROLE_CODES, read_cow_igo, read_panel, runs_of

SPELLS_TARGET = 3.0
ENGINES = ("c", "pyarrow")


@pytest.fixture(scope="module")
def cow_file(tmp_path_factory: pytest.TempPathFactory, is_smoke: bool) -> Path:
    """15,557 rows and 537 columns in the form of the Correlates of War; some hundred rows at smoke size."""
    path = tmp_path_factory.mktemp("cow") / "states.csv"
    if is_smoke:
        rows = cowfile.state_years({155: ((1990, 2014),), 260: ((1955, 1990),)})
        return cowfile.write(path, rows, cowfile.drawn(rows, 6))
    return cowfile.write(path, *cowfile.full_size())


@pytest.fixture(scope="module")
def cow_network(cow_file: Path) -> Network:
    """The network of that file."""
    return read_cow_igo(cow_file)


def compare(benchmark: Any, path: Path) -> float:
    """Note the ratios to both engines of pandas; gives that to the default one."""
    took = benchmark.stats.stats.median
    ratios = {engine: took / seconds(lambda: pandas.read_csv(path, engine=engine), 5) for engine in ENGINES}  # noqa: B023
    for engine, ratio in ratios.items():
        benchmark.extra_info[f"of pandas.read_csv, engine {engine}"] = round(ratio, 2)
    return ratios["c"]


def test_spells_of_the_correlates_of_war_against_pandas(benchmark: Any, cow_file: Path, is_smoke: bool) -> None:
    def spells() -> int:
        panel = read_panel(cow_file)
        _, owners = np.unique(panel.numbers, return_inverse=True)
        return sum(len(runs_of(panel, owners, code)) for code in ROLE_CODES.values())

    benchmark.pedantic(spells, rounds=1 if is_smoke else 5, warmup_rounds=1)
    if not is_smoke:
        benchmark.extra_info["spells"] = spells()
        assert compare(benchmark, cow_file) <= SPELLS_TARGET


def test_network_of_the_correlates_of_war_against_pandas(benchmark: Any, cow_file: Path, is_smoke: bool) -> None:
    network = benchmark.pedantic(read_cow_igo, args=(cow_file,), rounds=1 if is_smoke else 5, warmup_rounds=1)
    benchmark.extra_info["memberships"] = len(network.memberships())
    if not is_smoke:
        compare(benchmark, cow_file)


def test_all_dyads_of_all_years_against_the_bare_sparse_products(
    benchmark: Any, cow_file: Path, cow_network: Network, is_smoke: bool
) -> None:
    panel = read_panel(cow_file)
    years = range(1990, 1993) if is_smoke else range(int(panel.years.min()), int(panel.years.max()) + 1)
    selection = gm.Selection(bodies="organization", presume="none")
    answer = benchmark.pedantic(lambda: gm.over(cow_network, selection, gm.co_membership, years), rounds=1)
    benchmark.extra_info["dyad-years, ordered"] = 2 * len(answer)
    members = panel.cells == 1
    incidences = [sparse.csr_array(members[panel.years == year].astype(np.float32)) for year in years]

    def products() -> int:
        return sum((one @ one.T).count_nonzero() for one in incidences)

    if not is_smoke:
        benchmark.extra_info["of the sparse products"] = round(benchmark.stats.stats.median / seconds(products, 3), 2)


def test_reading_a_long_table(benchmark: Any, tmp_path: Path, is_smoke: bool) -> None:
    rows = 200 if is_smoke else 20_000
    path = tmp_path / "ties.csv"
    lines = [f"Actor {row % 500},Body {row // 500},{1950 + row % 60}" for row in range(rows)]
    path.write_text("\n".join(["actor,body,since", *lines]) + "\n", encoding="utf-8")
    network = benchmark.pedantic(
        lambda: gm.read_affiliations(path, actors_are="organization"), rounds=1 if is_smoke else 3, warmup_rounds=1
    )
    assert len(network.memberships()) == rows
    if not is_smoke:
        benchmark.extra_info["rows a second"] = round(rows / benchmark.stats.stats.median)
