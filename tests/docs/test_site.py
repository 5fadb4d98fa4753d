"""The site builds without a warning, fetches nothing, opens from disk, finds words, and has a page for every process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from mapbrowser import launched, opened

import graphmodel as gm
from graphmodel.cli import COMMANDS
from graphmodel.network import Network

FETCHING = {
    "script": "src",
    "img": "src",
    "link": "href",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
}


class Fetched(HTMLParser):
    """What a browser fetches for a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get(FETCHING.get(tag, ""))
        if address:
            self.addresses.append(address)


def fetched(text: str) -> list[str]:
    parser = Fetched()
    parser.feed(text)
    return parser.addresses


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with launched(tmp_path_factory.mktemp("browser")) as started:
        yield started


def test_no_page_fetches_anything_from_elsewhere(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 60
    for page in pages:
        remote = [one for one in fetched(page.read_text(encoding="utf-8")) if re.match(r"(https?:)?//", one)]
        assert remote == [], page
    for sheet in site.rglob("*.css"):
        remote = re.findall(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')]+)", sheet.read_text(encoding="utf-8"))
        assert remote == [], sheet


def test_the_site_opens_and_searches_from_disk(site: Path, browser: Any) -> None:
    with opened(browser) as tab:
        page = tab.page
        page.goto((site / "index.html").as_uri())
        assert page.title() == "graphmodel — graphmodel"
        page.goto((site / "search.html").as_uri() + "?q=Söderköping")
        page.wait_for_selector("#search-results ul.search li a", timeout=20_000)
        found = page.eval_on_selector_all("#search-results ul.search li a", "links => links.map(link => link.href)")
        assert any("data/soderkoping-process.html" in link for link in found)
        assert [one for one in tab.requests if not one.startswith(("file:", "data:"))] == []
        assert tab.complaints == []


def test_every_process_has_a_page_that_names_its_members(site: Path, dataset: Network) -> None:
    for one in dataset.records.entities:
        if one.kind != "process":
            continue
        text = (site / "data" / f"{one.id}.html").read_text(encoding="utf-8")
        for tie in dataset.memberships(body=one.id):
            assert dataset[tie.actor].name.replace("'", "’") in text.replace("&#39;", "’").replace("'", "’"), (
                one.id,
                tie.actor,
            )


def test_every_command_and_every_public_name_is_on_the_site(site: Path) -> None:
    commands = (site / "commands.html").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f">{name}<" not in commands] == []
    interface = "".join(page.read_text(encoding="utf-8") for page in (site / "interface").glob("*.html"))
    assert [name for name in gm._HOMES if f'id="graphmodel.{name}"' not in interface] == []
