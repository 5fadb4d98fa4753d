"""The map for everybody, by the requirements A1 to A10: keyboard, screen reader, zoom, contrast, motion."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from machine import skip_or_fail
from mapbrowser import MapPage

from viz.html import Map

Look = Callable[..., MapPage]
VIEWS = ("ring", "map", "structure", "columns", "overlap", "table")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("chosen", ["&s=betweenness", "&n=MAR&c=ESP"], ids=["none", "two"])
def test_A1_axe_finds_nothing(look: Look, real_file: Path, view: str, chosen: str) -> None:
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        skip_or_fail("axe-playwright-python is not installed")
    page = look(real_file, f"#v={view}{chosen}", bypass_csp=True)
    page.run("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found = Axe().run(
        page.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    problems = [(one["id"], one["help"], one["nodes"][0]["html"][:160]) for one in found.response["violations"]]
    assert problems == []


def test_A1_the_opened_pair_of_the_matrix_has_contrast_too(look: Look, real_file: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = look(real_file, "#v=overlap&y=all", bypass_csp=True)
    page.page.click(".matrix td button")
    assert Axe().run(page.page, options={"runOnly": ["wcag2a", "wcag2aa"]}).violations_count == 0


def test_A2_tab_goes_through_header_map_time_and_panel_without_a_trap(look: Look, real_file: Path) -> None:
    page = look(real_file)
    seen = []
    for _ in range(120):
        page.page.keyboard.press("Tab")
        place = page.run(
            "document.activeElement.closest('header, #map, #tools, #time, aside')?.id || document.activeElement.closest('header, #map, #tools, #time, aside')?.tagName || document.activeElement.tagName"
        )
        if not seen or seen[-1] != place:
            seen.append(place)
    assert seen[:5] == ["HEADER", "map", "tools", "time", "ASIDE"]
    assert "BODY" in seen or seen.count("HEADER") > 1


def test_A2_keys_act_on_the_map_only_when_it_has_the_focus(look: Look, real_file: Path) -> None:
    page = look(real_file)
    page.page.focus("#map")
    place = "graphmodel.place(0)"
    before = page.run(place)
    page.page.keyboard.press("ArrowRight")
    assert page.run(place)[0] < before[0]
    page.page.keyboard.press("0")
    wide = abs(page.run(place)[0] - page.run("graphmodel.place(1)")[0])
    page.page.keyboard.press("+")
    assert abs(page.run(place)[0] - page.run("graphmodel.place(1)")[0]) > wide
    page.page.keyboard.press("-")
    page.page.keyboard.press("n")
    first = page.state()["node"]
    assert first
    page.page.keyboard.press("n")
    second = page.state()["node"]
    assert second not in (None, first)
    page.page.keyboard.press("n")
    page.page.keyboard.press("p")
    assert page.state()["node"] == second
    page.page.keyboard.press("Escape")
    assert page.state()["node"] is None
    page.page.keyboard.press("/")
    assert page.run("document.activeElement.id") == "find"
    page.page.keyboard.type("n0+2")
    assert page.page.input_value("#find") == "n0+2"
    assert page.state()["node"] is None


def test_A3_the_map_has_a_name_that_tells_the_counts_and_changes_are_said(
    look: Look, real: Map, real_file: Path
) -> None:
    page = look(real_file)
    name = page.page.get_attribute("#map", "aria-label")
    assert f"{len(real.picture.opening_lines())} ties" in str(name)
    assert "2008" in str(name)
    assert "arrow keys" in page.run(
        "document.getElementById(document.getElementById('map').getAttribute('aria-describedby')).textContent"
    )
    page.page.click("#later")
    said = page.page.text_content("#said")
    assert said == f"{len(page.lines())} ties, 2009"
    assert said in str(page.page.get_attribute("#map", "aria-label"))
    assert page.page.get_attribute("#said", "aria-live") == "polite"


def test_A4_the_table_holds_every_shown_record_and_is_sorted_by_buttons(look: Look, real_file: Path) -> None:
    page = look(real_file, "#v=table")
    rows = "[...document.querySelectorAll('#table tbody tr')].map(one => one.cells[1].textContent)"
    assert len(page.run(rows)) == len(page.lines())
    assert page.page.text_content("#table caption") == f"{len(page.lines())} records in force in 2008"
    assert page.run("[...document.querySelectorAll('#table th')].every(one => one.scope)")
    page.page.click("#table thead th:nth-child(2) button")
    assert page.page.get_attribute("#table thead th:nth-child(2)", "aria-sort") == "ascending"
    up = page.run(rows)
    page.page.click("#table thead th:nth-child(2) button")
    down = page.run(rows)
    assert up[0] == down[-1]
    assert up[0] != up[-1]


def test_A5_the_legend_shows_shape_and_colour_with_words(look: Look, real_file: Path) -> None:
    page = look(real_file)
    entries = page.run(
        "[...document.querySelectorAll('.toggles button')].map(one => [one.dataset.word, one.querySelector('bdi').textContent, !!one.querySelector('svg')])"
    )
    assert all(text for _, text, _ in entries)
    assert all(mark for word, _, mark in entries if word.startswith(("kind:", "region:", "tie:")))


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_A7_targets_are_large_enough(look: Look, real_file: Path, size: tuple[int, int]) -> None:
    page = look(real_file, "#v=ring&n=MAR", viewport={"width": size[0], "height": size[1]})
    small = page.run(
        "[...document.querySelectorAll('button, input, summary')].filter(one => one.checkVisibility()).map(one => [one.id || one.textContent, one.getBoundingClientRect().width, one.getBoundingClientRect().height, one.type])"
        ".filter(([, width, height, type]) => (width < 24 || height < 24) && type !== 'checkbox')"
    )
    assert [one for one in small if one[0]] == []
    box = page.run("document.querySelector('#time label').getBoundingClientRect().height")
    assert box >= 24


def test_A7_the_focus_is_seen(look: Look, real_file: Path) -> None:
    page = look(real_file)
    for _ in range(4):
        page.page.keyboard.press("Tab")
        style = page.run(
            "(({outlineStyle, outlineWidth, outlineColor}) => [outlineStyle, outlineWidth, outlineColor])(getComputedStyle(document.activeElement))"
        )
        assert style == ["solid", "3px", "rgb(11, 92, 173)"]


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_A8_nothing_moves_unasked_and_playing_can_be_paused(look: Look, real_file: Path, motion: str) -> None:
    page = look(real_file, reduced_motion=motion)
    before = page.page.screenshot()
    page.page.wait_for_timeout(1200)
    assert page.page.screenshot() == before
    page.page.click("#play")
    assert page.page.get_attribute("#play", "aria-label") == "Pause"
    page.page.wait_for_timeout(1300)
    page.page.click("#play")
    stop = page.state()["stop"]
    assert stop > 12
    page.page.wait_for_timeout(1200)
    assert page.state()["stop"] == stop


def test_A9_at_320_pixels_nothing_is_lost(look: Look, real_file: Path) -> None:
    page = look(real_file, "#v=ring&n=MAR", viewport={"width": 320, "height": 256})
    assert page.run("document.documentElement.scrollWidth") <= 320
    for place in ("#find", "#map", "#year", "#legend", "#panel", "#csv", "#about"):
        assert page.run("place => document.querySelector(place).getBoundingClientRect().height", place) > 0, place


def test_A9_in_forced_colours_the_marks_are_still_drawn(look: Look, real_file: Path) -> None:
    plain = look(real_file).run("document.querySelector('#canvas canvas').toDataURL()")
    page = look(real_file, forced_colors="active")
    assert page.run("document.querySelector('#canvas canvas').toDataURL()") == plain
    assert (
        page.run("getComputedStyle(document.querySelector('#canvas canvas')).backgroundColor") == "rgb(255, 255, 255)"
    )


def test_A10_whatever_dragging_does_a_button_does_too(look: Look, real_file: Path) -> None:
    page = look(real_file)
    for button, axis, sign in (("leftwards", 0, 1), ("rightwards", 0, -1), ("upwards", 1, 1), ("downwards", 1, -1)):
        before = page.run("graphmodel.place(0)")
        page.page.click(f"#{button}")
        after = page.run("graphmodel.place(0)")
        assert (after[axis] - before[axis]) * sign > 0
    page.page.click("#earlier")
    assert page.state()["stop"] == 11
