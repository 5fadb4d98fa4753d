"""What tests share: the toy network (drawn in ``toynetwork``), the dataset, and the rule for what a machine has not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from toynetwork import toy_records

from graphmodel.network import Network


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


def skip_or_fail(reason: str) -> None:
    """Skip a test that needs what this machine has not; fail it where ``GRAPHMODEL_REQUIRE=all`` lets nothing be missing."""
    if os.environ.get("GRAPHMODEL_REQUIRE") == "all":
        pytest.fail(f"needed here (GRAPHMODEL_REQUIRE=all): {reason}")
    pytest.skip(reason)
