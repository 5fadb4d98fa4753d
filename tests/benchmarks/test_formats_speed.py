"""Writing and reading each format of other programs: rows a second, and memory that does not grow where a format streams.

Seconds are those of the processor, so that other work on the machine does not change them.
"""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bench import synthetic

import graphmodel as gm
from graphmodel.network import Network
from loaders.formats.csv_files import write_edges, write_matrix
from loaders.formats.excel import read_excel, write_excel
from loaders.formats.gexf import read_gexf, write_gexf
from loaders.formats.graph import Graph, graph_of_two_mode
from loaders.formats.graphml import read_graphml, write_graphml
from loaders.formats.neo4j_csv import write_neo4j
from loaders.formats.pajek import read_pajek, write_pajek
from loaders.formats.parquet import read_parquet, write_parquet
from loaders.formats.ucinet import read_ucinet, write_ucinet

Writer = Callable[[Network, Graph, Path], Path]
WRITERS: dict[str, Writer] = {
    "graphml": lambda _, graph, path: write_graphml(graph, path),
    "gexf": lambda _, graph, path: write_gexf(graph, path),
    "pajek": lambda _, graph, path: write_pajek(graph, path),
    "ucinet": lambda _, graph, path: write_ucinet(graph, path),
    "csv": lambda _, graph, path: write_edges(graph, path),
    "matrix": lambda _, graph, path: write_matrix(graph, path),
    "parquet": write_parquet,
    "excel": write_excel,
    "neo4j": lambda network, _, path: write_neo4j(network, path),
}
READERS: dict[str, Callable[[Path], Any]] = {
    "graphml": read_graphml,
    "gexf": read_gexf,
    "pajek": read_pajek,
    "ucinet": read_ucinet,
    "parquet": read_parquet,
    "excel": read_excel,
}
STREAMING = ("graphml", "gexf", "csv")
FLAT = 2e6
"""What a format that streams may add to the memory, at any number of ties: the nodes, and a buffer."""


@pytest.fixture(scope="module", params=[20_000, 200_000])
def exported(request: pytest.FixtureRequest, is_smoke: bool) -> tuple[Network, Graph]:
    """A network of so many ties, and its graph; a fiftieth of them at smoke size. When they hold is known before."""
    ties = request.param // 50 if is_smoke else request.param
    network = synthetic(50, 80, ties) if is_smoke else synthetic(ties // 100, 550, ties)
    two_mode = network.two_mode(gm.Selection(), at="2005")
    assert len(two_mode) == ties
    return network, graph_of_two_mode(network, two_mode)


def seconds(action: Callable[[], Any]) -> float:
    begin = time.process_time()
    action()
    return time.process_time() - begin


@pytest.mark.parametrize("name", WRITERS)
def test_writing_and_reading(
    exported: tuple[Network, Graph],
    name: str,
    tmp_path: Path,
    is_smoke: bool,
    record_property: Callable[[str, object], None],
) -> None:
    network, graph = exported
    ties = len(network.records.memberships)
    path = tmp_path / f"x.{name}"
    taken = {"write": seconds(lambda: WRITERS[name](network, graph, path))}
    if name in READERS:
        taken["read"] = seconds(lambda: READERS[name](path))
    rates = {f"{what} rows a second": round(ties / spent) for what, spent in taken.items()}
    for what, rate in rates.items():
        record_property(what, rate)
    if not is_smoke:
        print(json.dumps({"format": name, "ties": ties, **rates}))


@pytest.mark.parametrize("name", STREAMING)
def test_memory_stays_flat_where_the_format_streams(
    exported: tuple[Network, Graph], name: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    network, graph = exported
    tracemalloc.start()
    WRITERS[name](network, graph, tmp_path / f"x.{name}")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    record_property("peak bytes", peak)
    assert peak < FLAT
