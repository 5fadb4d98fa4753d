"""Every command and every piece of code on the README and the other pages is run, and gives what is shown there."""

from __future__ import annotations

import re
from pathlib import Path

import pages
import pytest

from loaders.neo4j_store import Settings

NAMES = {str(page.relative_to(pages.ROOT)): page for page in pages.PAGES}
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


@pytest.mark.parametrize("name", [name for name, page in NAMES.items() if not pages.needs_server(page)])
def test_a_page_shows_what_its_commands_and_code_give(name: str, tmp_path: Path) -> None:
    assert pages.refreshed(NAMES[name], tmp_path) == NAMES[name].read_text(encoding="utf-8")


@pytest.mark.xdist_group("neo4j")
@pytest.mark.parametrize("name", [name for name, page in NAMES.items() if pages.needs_server(page)])
def test_a_page_about_the_server_shows_what_its_commands_give(
    name: str, tmp_path: Path, neo4j_settings: Settings, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("server_store")
    settings = {"NEO4J_URI": neo4j_settings.uri, "NEO4J_PASSWORD": neo4j_settings.password}
    assert pages.refreshed(NAMES[name], tmp_path, settings) == NAMES[name].read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_no_block_of_a_page_is_left_out_in_silence(name: str) -> None:
    assert pages.unknown_blocks(NAMES[name]) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_relative_link_of_a_page_leads_somewhere(name: str) -> None:
    from_generated = {"data/about.md", "data/sources.md", *(f"interface/{one}.rst" for one in ("errors",))}
    for target in LINK.findall(pages.BLOCK.sub("", NAMES[name].read_text(encoding="utf-8"))):
        if not re.match(r"https?:|#|mailto:", target) and target.partition("#")[0] not in from_generated:
            assert (NAMES[name].parent / target.partition("#")[0]).exists(), target


def test_dots_in_a_shown_line_stand_for_what_differs_and_for_nothing_else(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ graphmodel --version\ngraphmodel ..., data ...\n```\n", encoding="utf-8")
    assert pages.refreshed(page, tmp_path) == page.read_text(encoding="utf-8")
    page.write_text("```console\n$ graphmodel --version\ngraphmodel ..., cake ...\n```\n", encoding="utf-8")
    assert pages.refreshed(page, tmp_path) != page.read_text(encoding="utf-8")


def test_a_command_that_fails_where_the_page_shows_no_error_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ graphmodel show Moroco\nfound\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="closest"):
        pages.refreshed(page, tmp_path)
