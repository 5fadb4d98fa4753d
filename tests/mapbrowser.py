"""A browser for the tests of the map: Chromium with no network, driven by Playwright, and a page as tests look at it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from machine import skip_or_fail

NAMES = ("chromium", "chromium-browser", "google-chrome")
Key = tuple[str, str, str, int]


def chromium() -> str | None:
    """The system's Chromium, or nothing."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def launched(folder: Path) -> Iterator[Any]:
    """Chromium without a network; a machine without it skips, or fails where nothing may be missing."""
    executable = chromium()
    if executable is None:
        skip_or_fail("no Chromium on this machine")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=without_network(folder, str(executable)), args=["--no-sandbox"]
        )
        yield browser
        browser.close()


def without_network(folder: Path, executable: str) -> str:
    """A starter of the browser in a network namespace of its own, where the system allows it; else the browser itself."""
    for options in ("-n", "-rn"):
        if (
            shutil.which("unshare")
            and subprocess.run(["unshare", options, "true"], capture_output=True).returncode == 0
        ):
            starter = folder / "browser"
            starter.write_text(f'#!/bin/sh\nexec unshare {options} "{executable}" "$@"\n', encoding="utf-8")
            starter.chmod(0o755)
            return str(starter)
    return executable


class MapPage:
    """An open map: what it shows, what it asked for, what it complained of."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: Path, address: str = "") -> MapPage:
        self.page.goto(path.as_uri() + address)
        self.page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=60_000)
        return self

    def go(self, address: str) -> None:
        """Change the address of the open page, as following a link to it does."""
        self.page.evaluate("address => { location.hash = address }", address)
        self.page.wait_for_timeout(30)

    def run(self, script: str, argument: Any = None) -> Any:
        return self.page.evaluate(script, argument)

    def change(self, **part: Any) -> None:
        """Change the state of the page; ``hidden`` is given as a list."""
        self.run("part => graphmodel.change({...part, ...(part.hidden && {hidden: new Set(part.hidden)})})", part)

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = self.run("graphmodel.state()")
        return state

    def lines(self, which: str = "lines") -> set[Key]:
        """Keys of the lines that are drawn (``lines``), or that the legend and the year let through (``inFilter``)."""
        found = self.run(
            "which => graphmodel.shown()[which].map(at => { const {model} = graphmodel; const line = model.lines[at]; return "
            "[model.nodes[line.actor].id, model.nodes[line.body].id, model.island.roles[line.role][0], line.ordinal] })",
            which,
        )
        return {tuple(one) for one in found}

    def labels(self) -> list[dict[str, Any]]:
        self.page.wait_for_timeout(60)
        labels: list[dict[str, Any]] = self.run("graphmodel.labels()")
        return labels

    def index(self, entity_id: str) -> int:
        index: int = self.run("id => graphmodel.model.nodes.findIndex(node => node.id === id)", entity_id)
        return index


@contextmanager
def opened(browser: Any, **options: Any) -> Iterator[MapPage]:
    """A page in a context of its own; whatever is no file is not let through."""
    context = browser.new_context(**({"viewport": {"width": 1280, "height": 800}} | options))
    context.route("http*://**", lambda route: route.abort())
    try:
        yield MapPage(context.new_page())
    finally:
        context.close()
