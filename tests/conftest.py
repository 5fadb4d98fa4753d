"""What tests share: the toy network (drawn in ``toynetwork``), the dataset, and the rule for what a machine has not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from machine import skip_or_fail
from neo4jserver import Server, missing
from toynetwork import toy_records

from graphmodel.network import Network
from loaders.neo4j_store import Neo4jStore, Settings

# No time limits, which a busy machine breaks; in the gate the same examples each time.
settings.register_profile("graphmodel", deadline=None, derandomize=bool(os.environ.get("GRAPHMODEL_REQUIRE")))
settings.load_profile("graphmodel")


@pytest.fixture(scope="session")
def toy() -> Network:
    """The toy network drawn above."""
    return Network(toy_records())


@pytest.fixture
def toy_folder(tmp_path: Path, toy: Network) -> Path:
    """The toy network as a data folder that a test may change."""
    from loaders.tables import write_tables

    return write_tables(toy, tmp_path / "toy")


@pytest.fixture(scope="session")
def dataset() -> Network:
    """The whole dataset that comes with the package."""
    from loaders.tables import read_tables

    return read_tables()


@pytest.fixture(scope="session")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Neo4j server started for this run, which a test may stop and start again."""
    if reason := missing():
        skip_or_fail(reason)
    server = Server.install(tmp_path_factory.mktemp("neo4j") / "home")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def neo4j_settings(request: pytest.FixtureRequest) -> Settings:
    """The server that ``NEO4J_URI`` names, else one started for this run."""
    if os.environ.get("NEO4J_URI"):
        return Settings.from_environment()
    server: Server = request.getfixturevalue("own_server")
    return Settings(uri=server.uri, password=server.password)


@pytest.fixture
def server_store(neo4j_settings: Settings) -> Iterator[Neo4jStore]:
    """A store on a server that holds nothing of ours, before and after the test."""
    with Neo4jStore(neo4j_settings) as store:
        store.unload()
        yield store
        store.unload()
