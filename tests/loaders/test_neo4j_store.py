"""Loading into a real Neo4j server: versions, faults, and what is not ours."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import neo4j
import pytest
from neo4jserver import Server
from toynetwork import toy_records

from graphmodel.errors import StoreUnavailable
from graphmodel.network import Network
from loaders.neo4j_store import Neo4jStore, Settings, version_of

pytestmark = pytest.mark.xdist_group("neo4j")

FOREIGN = "CREATE (a:Person {id: 'alpha', version: 'x'})-[:KNOWS {key: 'k', version: 'x'}]->(:Person {id: 'alpha', version: 'x'})"


def query(settings: Settings, text: str, **parameters: object) -> list[neo4j.Record]:
    with neo4j.GraphDatabase.driver(settings.uri, auth=(settings.username, settings.password)) as driver:
        return driver.execute_query(text, parameters).records  # type: ignore[arg-type]


def environment(settings: Settings) -> dict[str, str]:
    given = {"NEO4J_URI": settings.uri, "NEO4J_USERNAME": settings.username, "NEO4J_PASSWORD": settings.password}
    return os.environ | given


def command(settings: Settings, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "graphmodel", *arguments],
        env=environment(settings) | more,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def refused(done: subprocess.CompletedProcess[str], hint: str, settings: Settings) -> None:
    """One clear line, exit code 2, no secret."""
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert hint in done.stderr
    assert settings.password not in done.stderr


def test_a_second_load_of_the_same_data_changes_nothing(server_store: Neo4jStore, toy: Network) -> None:
    first, second = server_store.load(toy), server_store.load(toy)
    assert (first.changed, second.changed) == (True, False)
    assert first.version == second.version == version_of(toy)


def test_the_counts_of_a_load_are_those_on_the_server(
    server_store: Neo4jStore, toy: Network, neo4j_settings: Settings
) -> None:
    report = server_store.load(toy)
    (nodes,) = query(neo4j_settings, "MATCH (n:GraphModel) RETURN count(n) AS n")
    (ties,) = query(neo4j_settings, "MATCH ()-[r:GM_MEMBERSHIP|GM_LINK|GM_FOCUS]->() RETURN count(r) AS n")
    assert (report.nodes, report.relationships) == (nodes["n"], ties["n"])
    assert report.nodes + report.relationships == server_store.rows_of(toy)


def test_the_progress_is_told_every_row(server_store: Neo4jStore, toy: Network) -> None:
    told: list[int] = []
    server_store.load(toy, progress=told.append)
    assert sum(told) == server_store.rows_of(toy)


def test_a_store_without_a_load_says_how_to_load(server_store: Neo4jStore) -> None:
    with pytest.raises(StoreUnavailable, match="graphmodel load"):
        server_store.network()


def test_the_older_load_stays_until_the_next(server_store: Neo4jStore, toy: Network, dataset: Network) -> None:
    server_store.load(toy)
    server_store.load(dataset)
    assert server_store.network() == dataset
    server_store.load(toy)
    assert server_store.network() == toy


def test_what_is_not_ours_is_neither_touched_nor_bound(
    server_store: Neo4jStore, toy: Network, neo4j_settings: Settings
) -> None:
    query(neo4j_settings, FOREIGN)
    try:
        server_store.load(toy)
        query(neo4j_settings, FOREIGN)
        server_store.unload()
        (left,) = query(neo4j_settings, "MATCH (n:Person)-[r:KNOWS]->() RETURN count(r) AS n")
        assert left["n"] == 2
    finally:
        query(neo4j_settings, "MATCH (n:Person) DETACH DELETE n")


def test_unload_leaves_no_node_no_constraint_and_no_index_of_ours(
    server_store: Neo4jStore, toy: Network, neo4j_settings: Settings
) -> None:
    server_store.load(toy)
    assert server_store.unload() > 0
    (left,) = query(neo4j_settings, "MATCH (n:GraphModel|GraphModelCurrent) RETURN count(n) AS n")
    assert left["n"] == 0
    names = {row["name"] for row in query(neo4j_settings, "SHOW INDEXES YIELD name")}
    assert not {name for name in names if name.startswith("graphmodel")}


def test_routing_reads_its_own_load(neo4j_settings: Settings, toy: Network, server_store: Neo4jStore) -> None:
    routed = Settings(
        uri=neo4j_settings.uri.replace("bolt://", "neo4j://"),
        username=neo4j_settings.username,
        password=neo4j_settings.password,
    )
    with Neo4jStore(routed) as store:
        store.load(toy)
        assert store.network() == toy


def test_every_text_is_data_and_never_query(server_store: Neo4jStore, neo4j_settings: Settings) -> None:
    poison = "x'}) DETACH DELETE n // `\"{}\\u0027 MATCH (n) DELETE n; \x00 $rows"
    records = toy_records()
    poisoned = [entity.model_copy(update={"name": poison, "note": poison, "names": ()}) for entity in records.entities]
    from dataclasses import replace

    sources = tuple(one.model_copy(update={"title": poison}) for one in records.sources)
    memberships = tuple(
        tie.model_copy(update={"claims": tuple(claim.model_copy(update={"note": poison}) for claim in tie.claims)})
        for tie in records.memberships
    )
    network = Network(replace(records, entities=tuple(poisoned), sources=sources, memberships=memberships))
    query(neo4j_settings, "CREATE (:Bystander)")
    server_store.load(network)
    assert server_store.network() == network
    (left,) = query(neo4j_settings, "MATCH (n:Bystander) DELETE n RETURN count(n) AS n")
    assert left["n"] == 1


def test_no_server_is_one_line(neo4j_settings: Settings) -> None:
    refused(command(neo4j_settings, "load", NEO4J_URI="bolt://127.0.0.1:1"), "no Neo4j server answers", neo4j_settings)


def test_a_wrong_password_is_one_line(neo4j_settings: Settings) -> None:
    wrong = command(neo4j_settings, "load", NEO4J_PASSWORD="not-the-password")
    refused(wrong, "refuses the user or the password", neo4j_settings)
    assert "not-the-password" not in wrong.stderr


def test_an_unknown_database_is_one_line(neo4j_settings: Settings) -> None:
    refused(command(neo4j_settings, "load", "--database", "nowhere"), "no database nowhere", neo4j_settings)


def test_encryption_that_the_server_refuses_is_one_line(neo4j_settings: Settings) -> None:
    uri = neo4j_settings.uri.replace("bolt://", "bolt+s://")
    refused(command(neo4j_settings, "load", NEO4J_URI=uri), "no Neo4j server answers", neo4j_settings)


def test_an_address_of_no_meaning_is_one_line(neo4j_settings: Settings) -> None:
    refused(command(neo4j_settings, "load", "--uri", "localhost"), "neo4j:// or bolt://", neo4j_settings)


class Cutting:
    """A proxy before the server that cuts every connection once it has let through so many bytes of what the server says."""

    def __init__(self, server_port: int, limit: int) -> None:
        self.server_port, self.left, self.was_cut = server_port, limit, threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client = self.listener.accept()[0]
                server = socket.create_connection(("127.0.0.1", self.server_port))
                threading.Thread(target=self.pass_on, args=(client, server, False), daemon=True).start()
                threading.Thread(target=self.pass_on, args=(server, client, True), daemon=True).start()

    def pass_on(self, giver: socket.socket, taker: socket.socket, is_counted: bool) -> None:
        with contextlib.suppress(OSError), giver, taker:
            while some := giver.recv(4096):
                if is_counted:
                    some, self.left = some[: self.left], max(0, self.left - len(some))
                taker.sendall(some)
                if is_counted and not self.left:
                    self.was_cut.set()
                    giver.shutdown(socket.SHUT_RDWR)
                    taker.shutdown(socket.SHUT_RDWR)
                    return


@pytest.mark.parametrize("limit", [20_000, 200_000])
def test_a_connection_that_drops_in_the_middle_of_a_result_is_one_line(
    server_store: Neo4jStore, dataset: Network, neo4j_settings: Settings, limit: int
) -> None:
    server_store.load(dataset)
    address = urlsplit(neo4j_settings.uri)
    if address.hostname not in ("127.0.0.1", "localhost"):
        pytest.skip("the server is on another machine; this test cuts a connection to one on this machine")
    proxy = Cutting(address.port or 7687, limit)
    with proxy.listener:
        done = command(
            neo4j_settings, "seats", "--store", "neo4j", "--at", "2008", NEO4J_URI=f"bolt://127.0.0.1:{proxy.port}"
        )
    assert proxy.was_cut.is_set()
    refused(done, "the connection broke", neo4j_settings)
    assert server_store.network() == dataset


def test_the_command_loads_answers_and_unloads(neo4j_settings: Settings, server_store: Neo4jStore) -> None:
    assert "nodes" in command(neo4j_settings, "load").stdout
    assert "nothing to do" in command(neo4j_settings, "load").stdout
    asked = ("seats", "--bodies", "rcp", "--at", "2008", "--format", "json")
    assert command(neo4j_settings, *asked, "--store", "neo4j").stdout == command(neo4j_settings, *asked).stdout
    assert "removed" in command(neo4j_settings, "unload").stdout


@pytest.fixture
def loading(neo4j_settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """A load of the dataset, as a process to be killed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "graphmodel", "load"],
        env=environment(neo4j_settings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield process
    if process.poll() is None:
        process.kill()
    process.wait()


@pytest.mark.parametrize("point", range(10))
def test_a_killed_load_leaves_the_older_version_readable_and_the_next_load_heals(
    server_store: Neo4jStore, toy: Network, dataset: Network, loading: subprocess.Popen[bytes], point: int
) -> None:
    server_store.load(toy)
    time.sleep(random.Random(point).uniform(1.0, 5.0))
    loading.send_signal(signal.SIGKILL)
    loading.wait()
    assert server_store.network() in (toy, dataset)
    server_store.load(dataset)
    assert server_store.network() == dataset
    assert server_store.load(dataset).changed is False


@pytest.mark.parametrize("point", range(3))
def test_a_server_that_dies_in_a_load_keeps_the_older_version(
    own_server: Server, toy: Network, dataset: Network, point: int
) -> None:
    settings = Settings(uri=own_server.uri, password=own_server.password)
    with Neo4jStore(settings) as store:
        store.unload()
        store.load(toy)
        written = 0

        def die(rows: int) -> None:
            nonlocal written
            written += rows
            if written > 1_000 + 3_000 * point:
                own_server.stop(kill=True)

        with pytest.raises(StoreUnavailable):
            store.load(dataset, progress=die)
    own_server.start()
    with Neo4jStore(settings) as store:
        assert store.network() == toy
        store.load(dataset)
        assert store.network() == dataset
        store.unload()


def test_a_database_that_is_read_only_is_one_line(own_server: Server, toy: Network) -> None:
    settings = Settings(uri=own_server.uri, password=own_server.password)
    own_server.stop()
    own_server.configure("server.databases.default_to_read_only=true")
    own_server.start()
    try:
        refused(command(settings, "load"), "read-only", settings)
    finally:
        own_server.stop()
        own_server.configure()
        own_server.start()


def test_the_compose_file_is_valid_bound_to_this_machine_and_of_the_tested_version() -> None:
    root = Path(__file__).resolve().parents[2]
    text = (root / "docker-compose.yml").read_text(encoding="utf-8")
    checked = subprocess.run(
        [
            sys.executable,
            "-m",
            "check_jsonschema",
            "--builtin-schema",
            "vendor.compose-spec",
            str(root / "docker-compose.yml"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    version = (
        (root / "tests" / "neo4j" / "pom.xml").read_text(encoding="utf-8").split("<neo4j.version>")[1].split("<")[0]
    )
    assert f"image: neo4j:{version}-community" in text
    ports = [line.strip(' -"') for line in text.splitlines() if line.strip().startswith('- "')]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)
    assert "${NEO4J_PASSWORD:?" in text
