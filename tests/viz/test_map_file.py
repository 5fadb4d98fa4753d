"""The file of the map, by the requirements F1 to F10: one page that opens anywhere and asks nobody for anything."""

from __future__ import annotations

import hashlib
import html
import os
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from mapbrowser import MapPage, opened

from graphmodel.network import Network
from graphmodel.selection import Selection
from viz.html import ENGINE_SHA256, Map, engine
from viz.picture import Picture


class Tags(HTMLParser):
    """Every start tag with its attributes, and the text of title and scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = tag

    def handle_data(self, data: str) -> None:
        self.texts[self._open] = self.texts.get(self._open, "") + data


def test_F1_the_file_is_a_whole_page_in_utf8(real_file: Path) -> None:
    content = real_file.read_bytes()
    text = content.decode("utf-8")
    tags = Tags(text)
    assert text.startswith("<!doctype html>\n")
    assert b"\r" not in content
    assert tags.texts["title"].strip() == "Migration governance networks"
    assert ("html", {"lang": "en", "data-ready": "no"}) in tags.tags
    assert any(tag == "meta" and one.get("name") == "viewport" for tag, one in tags.tags)


def test_F2_nothing_outside_is_referred_to(real_file: Path) -> None:
    text = real_file.read_text(encoding="utf-8")
    for tag, one in Tags(text).tags:
        for name in ("src", "href", "action", "data", "poster", "srcset"):
            assert not re.match(r"\s*(https?:)?//", one.get(name) or ""), (tag, one)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style
    assert not re.search(r"@import|url\(", style[1])


def test_F2_F3_with_no_network_the_map_is_drawn_without_a_complaint(
    look: Callable[..., MapPage], real_file: Path
) -> None:
    page = look(real_file)
    assert page.requests == [real_file.as_uri()]
    assert page.complaints == []
    assert len(page.lines()) > 400
    assert page.run("document.querySelector('#canvas canvas').width") > 0


def test_F4_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    script = "import sys, graphmodel as gm; gm.write_map(gm.read_tables(), gm.Selection(bodies='rcp'), sys.argv[1], at='2014')"
    digests = set()
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.html"
        subprocess.run([sys.executable, "-c", script, str(path)], check=True, env=os.environ | {"PYTHONHASHSEED": seed})
        digests.add(hashlib.sha256(path.read_bytes()).hexdigest())
    assert len(digests) == 1


def test_F5_the_engine_is_the_pinned_one_with_its_licence_and_a_notice(real_file: Path) -> None:
    text = real_file.read_text(encoding="utf-8")
    assert hashlib.sha256(engine().encode()).hexdigest() == ENGINE_SHA256
    assert engine() in text
    assert "@license" in engine()[:900]
    for part in ("Third-party notice", "Almende B.V.", "Natural Earth", "Permission is hereby granted"):
        assert part in text


def test_F6_the_small_map_is_at_most_eight_tenths_of_pyvis_with_menus_and_smaller_with_centrality_too(
    small_map: Map, small_network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pyvis.network import Network as Container

    container = Container(directed=True, cdn_resources="in_line", select_menu=True, filter_menu=True)
    fill(container, small_map.picture)
    size = len(container.generate_html().encode())
    assert len(small_map.html.encode()) < size
    monkeypatch.setattr("viz.picture.MOST_SCORED", 0)
    assert len(Map.of(small_network, at="2020").html.encode()) <= 0.8 * size


@pytest.mark.xdist_group("large map")
def test_F6_the_large_map_is_at_most_three_quarters_of_pyvis(large_file: Path) -> None:
    import mapgraphs
    from pyvis.network import Network as Container

    container = Container(directed=True, cdn_resources="in_line")
    fill(container, Picture.of(mapgraphs.large(), mapgraphs.LARGE))
    ratio = large_file.stat().st_size / len(container.generate_html().encode())
    assert ratio <= 0.75


def fill(container: Any, picture: Picture) -> None:
    for at, node in enumerate(picture.nodes):
        container.add_node(at, label=node.entity.short, title=node.entity.name)
    for line in picture.lines:
        container.add_edge(line.actor, line.body, title=line.tie.role)


def test_F7_it_works_from_a_web_server(browser: Any, real_file: Path) -> None:
    with opened(browser) as page:
        page.page.route(
            "http://map.test/**",
            lambda route: route.fulfill(path=str(real_file), content_type="text/html; charset=utf-8"),
        )
        page.page.goto("http://map.test/map.html#v=map")
        page.page.wait_for_selector("html[data-ready=yes]", state="attached")
        assert [request.split("#")[0] for request in page.requests] == ["http://map.test/map.html"]
        assert page.complaints == []


def test_F7_F8_in_a_notebook_it_is_a_sandboxed_frame_with_a_title(
    browser: Any, toy: Network, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    cell = Map.of(toy, at="2006")._repr_html_()
    assert not list(tmp_path.iterdir())
    (_, frame), *_rest = Tags(cell).tags
    assert frame["title"] == "Interactive map: Toy"
    assert frame["sandbox"] == "allow-scripts allow-downloads"
    with opened(browser) as page:
        page.page.set_content(f"<style>p {{ color: rgb(1, 2, 3) }}</style><p id=host>host</p>{cell}")
        inner = page.page.frames[1]
        inner.wait_for_selector("html[data-ready=yes]", state="attached")
        assert inner.evaluate("graphmodel.shown().lines.length") > 0
        assert page.run("getComputedStyle(document.getElementById('host')).color") == "rgb(1, 2, 3)"
        assert page.complaints == []


def test_F9_without_scripts_there_is_a_message_and_a_table(browser: Any, real: Map, real_file: Path) -> None:
    node = max(real.picture.nodes, key=lambda one: one.seats[real.picture.opening] if one.is_body else 0)
    with opened(browser, java_script_enabled=False) as page:
        page.page.goto(real_file.as_uri())
        text = page.page.inner_text("body")
    assert "needs JavaScript" in text
    assert node.entity.name in text
    assert "Third-party" not in text


def test_F10_the_page_says_which_data_which_tool_and_how_to_cite(real: Map, real_file: Path) -> None:
    text = html.unescape(real_file.read_text(encoding="utf-8"))
    dataset = real.picture.dataset
    claims = sum(len(line.tie.claims) for line in real.picture.lines)
    for part in (
        dataset.version,
        str(dataset.date),
        dataset.citation,
        "CC BY 4.0",
        "graphmodel 0.1.0",
        f"{claims:,} records",
        "1996-2026",
    ):
        assert part in text.split('<script id="island"')[0], part


def test_the_title_of_the_caller_is_text(toy: Network) -> None:
    assert "<title>&lt;b&gt;Mine</title>" in Map.of(toy, Selection(), title="<b>Mine").html
