"""Maps to look at, and a browser to look with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import mapgraphs
import pytest
from mapbrowser import MapPage, launched, opened

from graphmodel.network import Network
from viz.html import Map, render
from viz.layout import layouts


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Chromium without a network."""
    with launched(tmp_path_factory.mktemp("browser")) as started:
        yield started


@pytest.fixture
def look(browser: Any) -> Iterator[Callable[..., MapPage]]:
    """Open a map at an address; options are those of a browser context."""
    with ExitStack() as stack:

        def open_page(path: Path, address: str = "", **options: Any) -> MapPage:
            return stack.enter_context(opened(browser, **options)).open(path, address)

        yield open_page


@pytest.fixture(scope="session")
def real(dataset: Network) -> Map:
    """The map of the dataset in 2008."""
    return Map.of(dataset, at="2008")


@pytest.fixture(scope="session")
def real_file(real: Map, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real.write(tmp_path_factory.mktemp("maps") / "real.html")


@pytest.fixture(scope="session")
def small_network() -> Network:
    return mapgraphs.small()


@pytest.fixture(scope="session")
def small_map(small_network: Network) -> Map:
    return Map.of(small_network, at="2020")


@pytest.fixture(scope="session")
def small_file(small_map: Map, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_map.write(tmp_path_factory.mktemp("maps") / "small.html")


@pytest.fixture(scope="session")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    drawn = Map.of(mapgraphs.large(), mapgraphs.LARGE, at="2020")
    path = tmp_path_factory.mktemp("maps") / "large.html"
    path.write_text(render(drawn.picture, layouts(drawn.picture)), encoding="utf-8")
    return path
