"""Loading into Neo4j against ``LOAD CSV`` of the same rows on the same server, warm, in turn."""

from __future__ import annotations

import csv
import json
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest
from bench import synthetic
from neo4jserver import Server

import graphmodel as gm
from graphmodel.network import Network
from loaders.formats.neo4j_csv import write_neo4j
from loaders.neo4j_store import SCHEMA, Neo4jStore, Settings, node_batches, tie_batches

LOAD_TARGET = 0.9
LOAD_FLOOR = 0.4
"""The target is not always reached: see docs/neo4j.md. Below this, something broke."""
CLIENT_MEMORY_TARGET = 100e6

CSV_NODES = """
LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row
CALL (row) { CREATE (n:GraphModel:State {version: 'csv', id: row.id, record: row.record, name: row.name}) }
IN TRANSACTIONS OF 2000 ROWS
"""
CSV_TIES = """
LOAD CSV WITH HEADERS FROM 'file:///ties.csv' AS row
CALL (row) {
  MATCH (a:GraphModel {version: 'csv', id: row.start}) MATCH (b:GraphModel {version: 'csv', id: row.end})
  CREATE (a)-[:GM_MEMBERSHIP {
    version: 'csv', key: row.key, record: row.record, role: row.role, ordinal: toInteger(row.ordinal),
    cited: toBoolean(row.cited), citations: split(row.citations, '|'),
    holds_from: toIntegerList(split(row.holds_from, '|')), holds_to: toIntegerList(split(row.holds_to, '|')),
    documented_from: toIntegerList(split(row.documented_from, '|')),
    documented_to: toIntegerList(split(row.documented_to, '|')), first: toInteger(row.first), last: toInteger(row.last)
  }]->(b) }
IN TRANSACTIONS OF 2000 ROWS
"""


def rows_of_nodes(network: Network) -> Iterator[dict[str, Any]]:
    for batch in node_batches(network):
        for row in batch.rows:
            yield {"id": row["id"], **row["properties"]}


def rows_of_ties(network: Network) -> Iterator[dict[str, Any]]:
    for batch in tie_batches(network):
        for row in batch.rows:
            for start, key, record, shape in row["ties"]:
                yield {"start": start, "end": row["end"], "key": key, "record": record, **batch.shapes[shape]}


def write_csv(network: Network, server: Server) -> None:
    def text(value: Any) -> Any:
        return "|".join(map(str, value)) if isinstance(value, tuple) else value

    for name, rows in (("nodes", rows_of_nodes(network)), ("ties", rows_of_ties(network))):
        flat = list(rows)
        columns = sorted({column for row in flat for column in row})
        with (server.home / "import" / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, columns)
            writer.writeheader()
            writer.writerows({column: text(value) for column, value in row.items()} for row in flat)


def seconds(action: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def import_seconds(network: Network, server: Server, folder: Path) -> tuple[float, float]:
    """Seconds to write the CSV of a network, and for ``neo4j-admin`` to make a database of it."""
    writing = seconds(lambda: write_neo4j(network, folder / "network"))
    other = server.sibling(folder / "home")
    arguments = ("database", "import", "full", "neo4j", "@neo4j-admin.args")
    return writing, seconds(lambda: other.admin(*arguments, folder=folder / "network"))


@pytest.mark.parametrize("ties", [20_000, 200_000])
def test_load_against_load_csv(
    own_server: Server, is_smoke: bool, ties: int, record_property: Callable[[str, object], None], tmp_path: Path
) -> None:
    network = synthetic(50, 40, ties // 500) if is_smoke else synthetic(ties // 100, 550, ties)
    settings = Settings(uri=own_server.uri, password=own_server.password)
    write_csv(network, own_server)
    with (
        Neo4jStore(settings) as store,
        neo4j.GraphDatabase.driver(settings.uri, auth=("neo4j", settings.password)) as driver,
    ):

        def by_csv() -> None:
            with driver.session() as session:
                for statement in SCHEMA:
                    session.run(statement).consume()
                session.run(CSV_NODES).consume()
                session.run(CSV_TIES).consume()

        ours, theirs = [], []
        for _ in range(1 if is_smoke else 3):
            store.unload()
            theirs.append(seconds(by_csv))
            store.unload()
            ours.append(seconds(lambda: store.load(network)))
        store.unload()
    writing, importing = import_seconds(network, own_server, tmp_path)
    ratio = sorted(theirs)[len(theirs) // 2] / sorted(ours)[len(ours) // 2]
    record_property("rows a second", round(store.rows_of(network) / sorted(ours)[len(ours) // 2]))
    record_property("rate against LOAD CSV", round(ratio, 2))
    record_property("rows a second to CSV", round(store.rows_of(network) / writing))
    record_property("rows a second by neo4j-admin", round(store.rows_of(network) / importing))
    if not is_smoke:
        print(
            json.dumps(
                {
                    "ties": ties,
                    "ratio": ratio,
                    "target": LOAD_TARGET,
                    "rows a second": store.rows_of(network) / min(ours),
                    "rows a second to CSV": store.rows_of(network) / writing,
                    "rows a second by neo4j-admin": store.rows_of(network) / importing,
                }
            )
        )
        assert ratio >= LOAD_FLOOR


def test_a_selection_from_the_server_against_memory(own_server: Server, is_smoke: bool, benchmark: Any) -> None:
    selection = gm.Selection(bodies="rcp")
    network = gm.read_tables()
    with Neo4jStore(Settings(uri=own_server.uri, password=own_server.password)) as store:
        store.load(network)
        two_mode = benchmark.pedantic(
            lambda: store.network(selection, at="2008").two_mode(selection, at="2008"), rounds=1 if is_smoke else 5
        )
        store.unload()
    assert len(two_mode) == len(network.two_mode(selection, at="2008"))


def test_what_a_load_adds_to_the_memory_of_the_client_stays_flat(own_server: Server, is_smoke: bool) -> None:
    network = synthetic(50, 40, 400) if is_smoke else synthetic(500, 550, 50_000)
    for tie in network.memberships():
        network.timeline.extent(tie)
    with Neo4jStore(Settings(uri=own_server.uri, password=own_server.password)) as store:
        tracemalloc.start()
        store.load(network)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        store.unload()
    assert peak < CLIENT_MEMORY_TARGET
