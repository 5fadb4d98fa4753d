"""A database that ``neo4j-admin database import`` made of our CSV, on a running server, against tables and against a load."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest
from neo4jserver import Server
from toynetwork import toy_records

import graphmodel as gm
from graphmodel.network import Network
from loaders.formats.neo4j_csv import write_neo4j
from loaders.neo4j_store import SCHEMA_NAMES, Neo4jStore, Settings
from viz.console import render

pytestmark = pytest.mark.xdist_group("neo4j")

POISON = 'x"},; \x1e\n =HYPERLINK("x") \' \\ , ""'


@pytest.fixture(scope="module")
def poisoned(dataset: Network) -> Network:
    """The dataset, with texts in it that a careless writer or reader of CSV would break."""
    from dataclasses import replace

    records = dataset.records
    sources = tuple(one.model_copy(update={"title": POISON}) for one in records.sources[:2]) + records.sources[2:]
    entities = tuple(one.model_copy(update={"name": f"{one.name}{POISON}"}) for one in records.entities[:2])
    return Network(replace(records, sources=sources, entities=entities + records.entities[2:]), is_checked=True)


@pytest.fixture(scope="module")
def imported(own_server: Server, poisoned: Network, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A server of its own with the imported database."""
    folder = write_neo4j(poisoned, tmp_path_factory.mktemp("csv") / "network")
    server = own_server.sibling(tmp_path_factory.mktemp("imported") / "home")
    server.admin("database", "import", "full", "neo4j", "@neo4j-admin.args", folder=folder)
    server.start()
    settings = Settings(uri=server.uri, password=server.password)
    run(settings, *(folder / "schema.cypher").read_text(encoding="utf-8").split(";\n")[:-1])
    yield settings
    server.stop()


def run(settings: Settings, *statements: str) -> list[dict[str, Any]]:
    with neo4j.GraphDatabase.driver(settings.uri, auth=(settings.username, settings.password)) as driver:
        return [row.data() for one in statements for row in driver.execute_query(one).records]  # type: ignore[arg-type]


def everything(settings: Settings) -> list[list[Any]]:
    """Every node and relationship on a server, with all properties but empty lists, which an import cannot make."""
    nodes = run(settings, "MATCH (n) RETURN labels(n) AS labels, properties(n) AS said")
    ties = run(
        settings,
        "MATCH (a)-[r]->(b) RETURN type(r) AS kind, a.id AS start, b.id AS end, properties(r) AS said",
    )
    rows = [[sorted(row["labels"]), said(row)] for row in nodes]
    rows += [[row["kind"], row["start"], row["end"], said(row)] for row in ties]
    return sorted(rows, key=repr)


def said(row: dict[str, Any]) -> list[tuple[str, Any]]:
    return sorted((name, value) for name, value in row["said"].items() if value != [])


def test_the_imported_database_is_the_network_and_a_load_has_nothing_to_do(
    imported: Settings, poisoned: Network
) -> None:
    with Neo4jStore(imported) as store:
        assert store.network() == poisoned
        assert store.load(poisoned).changed is False


def test_an_answer_from_the_imported_database_is_the_same_bytes(imported: Settings, poisoned: Network) -> None:
    selection = gm.Selection(bodies="rcp")
    with Neo4jStore(imported) as store:
        there = store.network(selection, at="2008")
    answers = [gm.seats(one.two_mode(selection, at="2008"), at_least=2) for one in (there, poisoned)]
    texts = [render(answer, "json", cite=True) for answer in answers]
    assert texts[0] == texts[1]
    assert answers[0].counts is not None
    assert answers[0].counts.documented > 50


def test_an_import_and_a_load_make_the_same_nodes_relationships_and_properties(
    imported: Settings, server_store: Neo4jStore, poisoned: Network
) -> None:
    server_store.load(poisoned)
    assert everything(imported) == everything(server_store.settings)


def test_the_constraints_are_those_of_a_load(imported: Settings) -> None:
    assert {row["name"] for row in run(imported, "SHOW CONSTRAINTS YIELD name")} == set(SCHEMA_NAMES)


def test_the_files_are_the_same_bytes_each_time(tmp_path: Path) -> None:
    first = write_neo4j(Network(toy_records()), tmp_path / "first")
    second = write_neo4j(Network(toy_records()), tmp_path / "second")
    names = sorted(one.name for one in first.iterdir())
    assert "relationships-GM_MEMBERSHIP.csv" in names
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes()
