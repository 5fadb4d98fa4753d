"""Makes the pictures of the README and of these pages from the real map and the real figures: ``python docs/pictures.py``.

Screenshots need Chromium and Playwright, figures the extra ``figures``. Names of pictures after the command make only these.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
sys.path.insert(0, str(ROOT / "tests"))

from mapbrowser import chromium, opened, without_network  # noqa: E402

import graphmodel as gm  # noqa: E402

FOURTEEN = {"bodies": "rcp", "classed_by": "a63269"}
"""The fourteen processes of the Secretary-General's report of 2008."""


@dataclass(frozen=True)
class Screenshot:
    """The map of a selection, opened at an address of its own."""

    address: str
    at: str | None = None
    selection: dict[str, str] = field(default_factory=dict)
    highlight: tuple[str, ...] = ()

    def make(self, path: Path) -> None:
        """Open the map in a browser without a network, 1280 by 800, and take its picture."""
        from playwright.sync_api import sync_playwright

        with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
            page = Path(folder, "map.html")
            gm.write_map(gm.read_tables(), gm.Selection(**self.selection), page, at=self.at, highlight=self.highlight)
            executable = chromium()
            if executable is None:
                raise SystemExit("pictures: no Chromium on this machine; install it, or name only figures")
            browser = playwright.chromium.launch(
                executable_path=without_network(Path(folder), executable), args=["--no-sandbox"]
            )
            with opened(browser) as map_page:
                map_page.open(page, self.address)
                map_page.labels()
                map_page.page.screenshot(path=path)
            browser.close()


@dataclass(frozen=True)
class Figure:
    """A static figure of a selection."""

    view: str
    at: str
    selection: dict[str, str] = field(default_factory=dict)

    def make(self, path: Path) -> None:
        """Write it."""
        gm.write_figure(gm.read_tables(), gm.Selection(**self.selection), path, view=self.view, at=self.at)


@dataclass(frozen=True)
class Chart:
    """The chart of an answer."""

    ask: Callable[[gm.Network], gm.Answer[Any]]

    def make(self, path: Path) -> None:
        """Ask, and write it."""
        network = gm.read_tables()
        gm.write_chart(self.ask(network), path, network=network)


PICTURES: dict[str, Any] = {
    "map-ring.png": Screenshot("#v=ring"),
    "map-world.png": Screenshot("#v=map"),
    "map-several.png": Screenshot("#v=ring&n=FRA", "2014", FOURTEEN, ("FRA", "ESP")),
    "several-matrix.svg": Figure("matrix", "2014", FOURTEEN),
    "agencies.svg": Chart(lambda network: gm.agencies(network, at="2008")),
    "linkage.svg": Chart(lambda network: gm.linkage(network.two_mode(at="2014"))),
    "betweenness.svg": Chart(
        lambda network: gm.centrality(
            network.two_mode(gm.Selection(**FOURTEEN), at="2014"), measure="betweenness", mode="bodies"
        )
    ),
    "regime.svg": Chart(lambda network: gm.regime(network, at="1990/2020")),
}


def main() -> None:
    """Make the pictures that are named, or all."""
    for name in sys.argv[1:] or PICTURES:
        PICTURES[name].make(FOLDER / name)
        sys.stdout.write(f"written: {(FOLDER / name).relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
