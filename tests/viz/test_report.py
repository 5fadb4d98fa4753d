"""The report's folder and its glance."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from graphmodel.errors import UnwritablePath
from graphmodel.network import Network
from viz.report import glance, write_report

TABLES = {"seats", "overlap", "co-membership", "nesting", "offices", "troika", "coverage"}


def test_the_folder_has_a_page_and_a_table_for_each_answer(dataset: Network, tmp_path: Path) -> None:
    page = write_report(dataset, tmp_path / "report", at="2008")
    assert page.name == "index.html"
    assert {path.stem for path in page.parent.glob("*.csv")} >= TABLES


def test_the_folder_has_the_map(dataset: Network, tmp_path: Path) -> None:
    page = write_report(dataset, tmp_path / "report", at="2008")
    assert "graphmodel 0.1.0" in (page.parent / "map.html").read_text(encoding="utf-8")
    assert 'href="map.html"' in page.read_text(encoding="utf-8")


def test_the_same_data_gives_the_same_bytes(dataset: Network, tmp_path: Path) -> None:
    one = write_report(dataset, tmp_path / "one", at="2008").parent
    two = write_report(dataset, tmp_path / "two", at="2008").parent
    assert {path.name: path.read_bytes() for path in one.iterdir()} == {
        path.name: path.read_bytes() for path in two.iterdir()
    }


def test_the_page_asks_no_server_for_anything(dataset: Network, tmp_path: Path) -> None:
    text = write_report(dataset, tmp_path, at="2008").read_text(encoding="utf-8")
    assert not re.search(r'(src|href)="(https?:)?//', text)
    assert "@import" not in text


def test_the_page_is_well_formed(dataset: Network, tmp_path: Path) -> None:
    class Balance(HTMLParser):
        open: list[str]

        def __init__(self) -> None:
            super().__init__()
            self.open = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag not in ("meta", "br", "link", "img"):
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    parser = Balance()
    parser.feed(write_report(dataset, tmp_path, at="2008").read_text(encoding="utf-8"))
    assert not parser.open


def test_every_table_that_the_page_links_is_there(dataset: Network, tmp_path: Path) -> None:
    page = write_report(dataset, tmp_path, at="2008")
    for name in re.findall(r'href="([^"#]+)"', page.read_text(encoding="utf-8")):
        assert (page.parent / name).is_file(), name


def test_the_headline_is_the_number_of_the_answer(dataset: Network, tmp_path: Path) -> None:
    text = write_report(dataset, tmp_path, at="2008").read_text(encoding="utf-8")
    headline = re.search(r"<h1>(\d+) of (\d+) states", text)
    assert headline
    assert f"{headline[1]} of {headline[2]} states sit in two or more" in glance(dataset, at="2008")


def test_the_glance_names_the_troika(dataset: Network) -> None:
    assert "BEL, PHL, GRC" in glance(dataset, at="2008-08")


def test_a_folder_that_cannot_be_written_is_named(dataset: Network, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here", encoding="utf-8")
    with pytest.raises(UnwritablePath, match="file"):
        write_report(dataset, tmp_path / "file")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "here"
