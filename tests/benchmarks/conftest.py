"""Benchmarks run at full size, or at smoke size where they are disabled."""

from __future__ import annotations

import pytest
from bench import synthetic

from graphmodel.network import Network


@pytest.fixture(scope="session")
def is_smoke(request: pytest.FixtureRequest) -> bool:
    """Whether benchmarks are disabled, so that small networks do."""
    return bool(request.config.getoption("benchmark_disable"))


@pytest.fixture(scope="session")
def large(is_smoke: bool) -> Network:
    """250 actors, 550 bodies and 20,000 ties; a fiftieth of it at smoke size."""
    return synthetic(50, 40, 400) if is_smoke else synthetic(250, 550, 20_000)
