"""What a reader can do with the map, by the requirements U1 to U17, in a real browser without a network."""

from __future__ import annotations

import csv
import io
import random
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Sequence
from itertools import combinations
from math import cos, pi, sin
from pathlib import Path
from typing import Any

import pytest
from mapbrowser import Key, MapPage

from graphmodel.network import Network
from queries.centrality import centrality
from queries.overlap import co_membership, overlap
from viz.html import Map
from viz.picture import Line, Picture

VIEWS = ("ring", "map", "structure", "columns", "overlap", "table")
DRAWN = VIEWS[:4]
Look = Callable[..., MapPage]


def tokens(picture: Picture) -> list[str]:
    """Every toggle of the legend."""
    kinds = sorted({node.entity.kind for node in picture.nodes})
    regions = sorted({node.region for node in picture.nodes})
    roles = sorted({line.tie.role for line in picture.lines})
    classes = ["class:r", "class:i", "class:g", "class:-", "tie:documented", "tie:presumed"]
    return [
        *(f"kind:{one}" for one in kinds),
        *(f"region:{one}" for one in regions),
        *(f"role:{one}" for one in roles),
        *classes,
    ]


def opening_hidden(picture: Picture) -> set[str]:
    hidden = {f"kind:{node.entity.kind}" for node in picture.nodes if node.entity.kind not in picture.shown_kinds}
    return hidden | {f"role:{line.tie.role}" for line in picture.lines if line.tie.role not in picture.selection.roles}


def is_shown(picture: Picture, at: int, stop: int, hidden: set[str]) -> bool:
    node = picture.nodes[at]
    if not node.present[stop] or f"kind:{node.entity.kind}" in hidden or f"region:{node.region}" in hidden:
        return False
    if node.entity.kind != "process":
        return True
    words = {
        {"rcp": "class:r", "inter-regional": "class:i", "global": "class:g"}[one] for one in node.classes[stop]
    } or {"class:-"}
    return not words <= hidden


def expected(picture: Picture, stop: int, hidden: set[str]) -> list[Line]:
    """The lines that a filter leaves, as the library's status and the legend's words say."""
    status = {2: "tie:presumed", 3: "tie:documented"}
    return [
        line
        for line in picture.lines
        if line.status[stop]
        and status[line.status[stop]] not in hidden
        and f"role:{line.tie.role}" not in hidden
        and is_shown(picture, line.actor, stop, hidden)
        and is_shown(picture, line.body, stop, hidden)
    ]


def keys(lines: Sequence[Line]) -> set[Key]:
    return {line.tie.key for line in lines}


def test_U1_search_offers_names_codes_and_aliases_and_keys_choose(look: Look, real_file: Path) -> None:
    page = look(real_file)
    for typed, entity in (("cote d", "CIV"), ("germany", "DEU"), ("DEU", "DEU"), ("Allemagne", "DEU"), ("igc", "igc")):
        page.page.fill("#find", typed)
        page.page.keyboard.press("ArrowDown")
        page.page.keyboard.press("ArrowUp")
        assert page.page.get_attribute("#find", "aria-expanded") == "true"
        page.page.keyboard.press("Enter")
        assert page.state()["node"] == entity
        assert f"n={entity}" in page.run("location.hash")


def test_U2_the_panel_lists_every_record_with_its_sources(look: Look, real: Map, real_file: Path) -> None:
    page = look(real_file)
    picture = real.picture
    joined = [at for at, node in enumerate(picture.nodes) if node.entity.kind == "state"]
    for at in random.Random(2).sample(joined, 5):
        node = picture.nodes[at]
        page.go(f"#v=ring&n={node.entity.id}")
        lines = [line for line in picture.lines if at in (line.actor, line.body)]
        assert page.run("document.querySelectorAll('#panel .records tbody tr').length") == len(lines)
        text = page.page.inner_text("#panel")
        assert node.entity.name in text
        assert node.region in text
        for line in lines:
            assert picture.nodes[line.body].entity.short in text
            assert f"{line.start or '?'}–" in text
        linked = page.run("[...document.querySelectorAll('#panel .claims a')].map(one => one.href)")
        urls = {picture.sources[0].url, *(one.url for one in picture.sources)}
        assert set(linked) <= {one for one in urls if one} | {one + "/" for one in urls}
        assert linked


def test_U2_the_panel_and_the_marks_tell_centrality_as_the_library_does(
    look: Look, real: Map, real_file: Path, dataset: Network
) -> None:
    page = look(real_file)
    picture = real.picture
    draw = random.Random(22)
    for stop in (3, picture.opening, len(picture.stops) - 1):
        rows = centrality(dataset.two_mode(at=picture.stops[stop])).rows()
        for row in draw.sample([one for one in rows if one.measure != "degree"], 8):
            at = next(index for index, node in enumerate(picture.nodes) if node.entity.id == row.id)
            page.change(node=at, stop=stop, size=row.measure)
            told = page.page.inner_text(f"#panel [data-measure='{row.measure} {row.mode}']")
            value, rank, count = re.fullmatch(r"(\S+), rank (\d+) of (\d+) \w+", told).groups()
            ranked = [one for one in rows if (one.measure, one.mode) == (row.measure, row.mode)]
            assert (float(value), int(rank), int(count)) == (pytest.approx(row.value, rel=5e-3), row.rank, len(ranked))
        assert page.run("document.getElementById('size').value") == page.state()["size"]


def test_U2_marks_are_sized_by_the_measure_that_is_chosen(look: Look, real: Map, real_file: Path) -> None:
    page = look(real_file, "#v=ring&s=betweenness")
    picture = real.picture
    best, *_, last = picture.scores[picture.opening]["betweenness", "bodies"].groups
    size = "index => graphmodel.radius(index)"
    assert page.run(size, best.nodes[0]) == pytest.approx(15)
    assert page.run(size, last.nodes[0]) == pytest.approx(6, abs=0.5)
    page.page.select_option("#size", "seats")
    assert page.state()["size"] == "seats"
    assert page.run(size, last.nodes[0]) != pytest.approx(6, abs=0.5) or not picture.nodes[last.nodes[0]].seats[0]


def test_U2_a_measure_that_is_not_defined_is_said_to_be_so(look: Look, real: Map, real_file: Path) -> None:
    assert ("closeness", "actors") not in real.picture.scores[real.picture.opening]
    page = look(real_file, "#v=ring&s=closeness")
    assert "Closeness is not defined in 2008" in page.page.inner_text("#size-meaning")
    page.go("#v=ring&s=harmonic")
    assert "near" in page.page.inner_text("#size-meaning")


def test_U3_the_panel_parts_what_is_in_force_and_agrees_with_the_map(look: Look, real: Map, real_file: Path) -> None:
    page = look(real_file)
    picture = real.picture
    draw = random.Random(3)
    page.change(hidden=[])
    for _ in range(10):
        stop = draw.randrange(len(picture.stops) - 1)
        at = draw.choice(
            [
                one
                for one, node in enumerate(picture.nodes)
                if node.present[stop] and node.entity.kind in ("state", "process")
            ]
        )
        page.change(node=at, stop=stop)
        lines = [line for line in picture.lines if at in (line.actor, line.body)]
        now = [line for line in lines if line.status[stop]]
        count = "when => document.querySelectorAll(`#panel .records[data-when=${when}] tbody tr`).length"
        assert page.run(count, "now") == len(now)
        assert page.run(count, "then") == len(lines) - len(now)
        assert page.lines() == keys(now)
        assert f"in force in {picture.stops[stop]} ({len(now)})".lower() in page.page.inner_text("#panel").lower()


def ego(lines: Sequence[Line], center: int, depth: int) -> set[Key]:
    reached, found = {center}, set()
    for _ in range(depth):
        touching = [line for line in lines if line.actor in reached or line.body in reached]
        found |= keys(touching)
        reached |= {end for line in touching for end in (line.actor, line.body)}
    return found


def test_U4_focus_draws_the_circle_around_one_and_keys_widen_it(look: Look, real: Map, real_file: Path) -> None:
    page = look(real_file, "#v=ring&n=MAR")
    picture = real.picture
    center = page.index("MAR")
    lines = expected(picture, picture.opening, opening_hidden(picture))
    page.page.focus("#map")
    for key in ("1", "2", "3"):
        page.page.keyboard.press(key)
        assert page.lines() == ego(lines, center, int(key))
    page.page.keyboard.press("Escape")
    assert page.state()["node"] is None
    assert page.lines() == keys(lines)


def test_U5_every_toggle_hides_what_it_names_and_nothing_else(look: Look, real: Map, real_file: Path) -> None:
    page = look(real_file)
    picture = real.picture
    opening = opening_hidden(picture)
    for word in tokens(picture):
        page.run("word => document.querySelector(`[data-word='${word}']`).click()", word)
        assert page.lines() == keys(expected(picture, picture.opening, opening ^ {word})), word
        page.run("word => document.querySelector(`[data-word='${word}']`).click()", word)
    assert page.lines() == keys(expected(picture, picture.opening, opening))


def test_U5_toggles_combine(look: Look, real: Map, real_file: Path) -> None:
    page = look(real_file)
    picture = real.picture
    draw = random.Random(5)
    words = tokens(picture)
    for _ in range(20):
        hidden = {word for word in words if draw.random() < 0.3}
        page.change(hidden=sorted(hidden))
        assert page.lines("inFilter") == keys(expected(picture, picture.opening, hidden))


def test_U5_the_legend_counts(look: Look, real: Map, real_file: Path) -> None:
    page = look(real_file)
    picture = real.picture
    counts = page.run(
        "Object.fromEntries([...document.querySelectorAll('[data-word]')].map(one => [one.dataset.word, Number(one.querySelector('.count').textContent)]))"
    )
    stop = picture.opening
    assert counts["role:member"] == sum(line.tie.role == "member" and line.status[stop] > 0 for line in picture.lines)
    assert counts["kind:state"] == sum(node.entity.kind == "state" and node.present[stop] for node in picture.nodes)


def test_U6_every_year_of_the_slider_shows_what_the_library_says(
    look: Look, real: Map, real_file: Path, dataset: Network
) -> None:
    page = look(real_file)
    picture = real.picture
    assert page.page.get_attribute("#year", "max") == str(len(picture.stops) - 2)
    assert page.run("document.querySelectorAll('#bars rect').length") == 2 * (len(picture.stops) - 1)
    for at, stop in enumerate(picture.stops):
        page.change(stop=at)
        held = {tie.key for ties in dataset.two_mode(at=stop).ties for tie in ties}
        assert page.lines() == held, str(stop)
    page.page.click("#earlier")
    assert page.state()["stop"] == len(picture.stops) - 3
    page.page.check("#every")
    assert page.state()["stop"] == len(picture.stops) - 1


def test_U7_changing_the_view_changes_nothing_else(look: Look, real: Map, real_file: Path) -> None:
    page = look(real_file)
    page.change(node=page.index("MAR"), stop=9, hidden=["role:observer", "region:Asia"], depth=2)
    before = page.state()
    for view in (*VIEWS, "ring"):
        page.page.click(f"[data-view={view}]")
        assert page.state() == before | {"view": view}
        assert page.page.get_attribute(f"[data-view={view}]", "aria-pressed") == "true"
    assert page.complaints == []


def test_U9_every_cell_of_the_matrix_is_the_librarys(look: Look, real: Map, real_file: Path, dataset: Network) -> None:
    page = look(real_file, "#v=overlap")
    picture = real.picture
    for at in (2, picture.opening, len(picture.stops) - 2, len(picture.stops) - 1):
        page.change(stop=at)
        cells = page.run(
            "[...document.querySelectorAll('.matrix td button')].map(one => [Number(one.dataset.one), Number(one.dataset.other), Number(one.dataset.shared), Number(one.dataset.percent), one.textContent])"
        )
        found = {(one, other): (shared, percent) for one, other, shared, percent, _ in cells}
        rows = overlap(dataset.two_mode(at=picture.stops[at]))
        index = {node.entity.id: one for one, node in enumerate(picture.nodes)}
        assert len(found) == 2 * len(rows)
        for row in rows:
            for pair in ((row.first, row.second), (row.second, row.first)):
                shared, percent = found[index[pair[0]], index[pair[1]]]
                assert shared == row.shared
                assert percent == pytest.approx(100 * row.jaccard, abs=0.001)
        assert all(
            text == (str(round(percent)) if round(percent) else "<1") or abs(percent % 1 - 0.5) < 0.01
            for _, _, _, percent, text in cells
        )
    page.change(stop=picture.opening)
    row = overlap(dataset.two_mode(at="2008")).top(1)[0]
    page.page.click(f".matrix button[data-one='{page.index(row.first)}'][data-other='{page.index(row.second)}']")
    text = page.page.inner_text(".pair")
    assert f"share {row.shared}" in text
    assert all(dataset[one].name in text for one in row.actors)


def corners_meet(one: list[list[float]], other: list[list[float]]) -> bool:
    """Whether two turned boxes overlap (separating axes)."""
    for box in (one, other):
        for at in (0, 1):
            edge = (box[at + 1][0] - box[at][0], box[at + 1][1] - box[at][1])
            axis = (-edge[1], edge[0])
            a, b = ([x * axis[0] + y * axis[1] for x, y in points] for points in (one, other))
            if max(a) <= min(b) + 1e-6 or max(b) <= min(a) + 1e-6:
                return False
    return True


def test_turned_boxes_are_told_apart() -> None:
    def box(x: float, turn: float) -> list[list[float]]:
        return [
            [x + a * cos(turn) - b * sin(turn), a * sin(turn) + b * cos(turn)]
            for a, b in ((-2, -1), (2, -1), (2, 1), (-2, 1))
        ]

    assert corners_meet(box(0, 0), box(2.5, pi / 2))
    assert not corners_meet(box(0, 0), box(3.1, pi / 2))


@pytest.mark.parametrize("view", DRAWN)
@pytest.mark.parametrize("which", ["small", "real"])
def test_U10_labels_are_many_large_enough_and_never_overlap(
    look: Look, small_file: Path, real_file: Path, view: str, which: str
) -> None:
    page = look(small_file if which == "small" else real_file, f"#v={view}")
    labels = page.labels()
    if which == "small":
        assert len(labels) >= 60
    assert all(label["size"] >= 11 for label in labels)
    assert not [(a["text"], b["text"]) for a, b in combinations(labels, 2) if corners_meet(a["corners"], b["corners"])]
    for label in labels:
        for x, y in label["corners"]:
            assert 0 <= x <= 960
            assert 0 <= y <= 760


def test_U10_what_is_chosen_is_always_labelled(look: Look, real_file: Path) -> None:
    page = look(real_file)
    for view in DRAWN:
        page.change(view=view, node=page.index("LUX"))
        assert "Luxembourg" in {label["text"] for label in page.labels()}


@pytest.mark.xdist_group("large map")
def test_U11_too_many_lines_are_not_drawn_until_asked_for(look: Look, large_file: Path) -> None:
    page = look(large_file)
    assert page.lines() == set()
    assert page.page.is_visible("#banner")
    assert "too many" in page.page.inner_text("#banner")
    page.change(node=0)
    assert page.lines()
    assert not page.page.is_visible("#banner")
    page.change(node=-1)
    page.page.click("#draw")
    assert len(page.lines()) > 3000


def test_U12_an_address_brings_back_its_state(look: Look, real: Map, real_file: Path) -> None:
    page = look(real_file)
    picture = real.picture
    draw = random.Random(12)
    words = tokens(picture)
    for _ in range(50):
        stop = draw.randrange(len(picture.stops))
        page.change(
            view=draw.choice(VIEWS),
            node=draw.choice([-1, draw.randrange(len(picture.nodes))]),
            stop=stop,
            hidden=[word for word in words if draw.random() < 0.2],
            depth=draw.choice([1, 2, 3]),
            size=draw.choice(["seats", "harmonic", "betweenness"]),
        )
        address, before = page.run("location.hash"), page.state()
        page.go("#v=table&y=1997")
        page.go(address)
        assert page.state() | {"hidden": sorted(page.state()["hidden"])} == before | {
            "hidden": sorted(before["hidden"])
        }


def test_U12_S10_a_broken_address_does_no_harm(look: Look, real_file: Path) -> None:
    page = look(real_file)
    draw = random.Random(120)
    good = "#v=map&n=MAR&y=2005&s=betweenness&hide=role:observer,kind:group&d=2&lines=all"
    noise = "%&=#,<>'\"\\\x00‮é1aZ_proto__constructor"
    for _ in range(50):
        text = list(good)
        for _ in range(draw.randint(1, 12)):
            text[draw.randrange(len(text))] = draw.choice(noise)
        page.go("".join(text))
        assert page.state()["view"] in VIEWS
    for address in (
        "#v=__proto__&n=__proto__&y=constructor&hide=__proto__",
        "#" + "a" * 9000,
        "#n=%E0%A4%A",
        "#d=9&y=-1",
    ):
        page.go(address)
        state = page.state()
        assert (state["node"], state["depth"], state["view"]) == (None, 1, "ring")
    assert page.complaints == []


def saved(page: MapPage, button: str) -> bytes:
    with page.page.expect_download() as waiting:
        page.page.click(f"#{button}")
    return Path(waiting.value.path()).read_bytes()


def test_U13_the_table_taken_away_has_the_shown_lines_and_a_citation(look: Look, real: Map, real_file: Path) -> None:
    page = look(real_file, "#v=ring&n=MAR")
    rows = list(csv.reader(io.StringIO(saved(page, "csv").decode("utf-8"))))
    assert {(row[0], row[2], row[4]) for row in rows[1:-1]} == {key[:3] for key in page.lines()}
    assert len(rows) - 2 == len(page.lines())
    assert real.picture.dataset.citation in rows[-1][0]
    assert all(row[9] for row in rows[1:-1])


@pytest.mark.parametrize("view", DRAWN)
def test_U13_the_drawing_taken_away_has_the_same_marks(look: Look, real: Map, real_file: Path, view: str) -> None:
    page = look(real_file, f"#v={view}&y=2014")
    root = ElementTree.fromstring(saved(page, "svg").decode("utf-8"))
    names = "{http://www.w3.org/2000/svg}"
    lines = root.findall(f".//{names}path[@class='line']")
    assert len(lines) == len(page.lines()) or view == "map"
    assert len(lines) >= len(page.lines())
    texts = {text.text for text in root.iter(f"{names}text")}
    assert {label["text"] for label in page.labels()} <= texts
    assert any(real.picture.dataset.citation in (text or "") for text in texts)
    marks = [one for one in root.iter() if one.get("class") == "node"]
    assert len(marks) == sum(page.run("graphmodel.shown().nodes"))


def test_U13_the_picture_taken_away_is_twice_as_large(look: Look, real_file: Path) -> None:
    page = look(real_file)
    content = saved(page, "png")
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    size = page.run("[document.querySelector('#map').clientWidth, document.querySelector('#map').clientHeight]")
    assert [width, height] == [2 * size[0], 2 * (size[1] + 24)]


def test_U15_two_are_compared_by_what_both_are_tied_to(
    look: Look, real: Map, real_file: Path, dataset: Network
) -> None:
    page = look(real_file)
    picture = real.picture
    at = {node.entity.id: index for index, node in enumerate(picture.nodes)}
    pairs = co_membership(dataset.two_mode(at="2008")).rows()
    for row in random.Random(15).sample(pairs, 6):
        page.go(f"#v=ring&y=2008&n={row.first}&c={row.second}")
        assert page.run("Number(document.querySelector('[data-shared]').dataset.shared)") == row.shared
        rows = page.run("[...document.querySelectorAll('[data-end]:not(.then)')].map(one => Number(one.dataset.end))")
        assert {picture.nodes[one].entity.id for one in rows} == set(row.bodies)
        held = {
            end: {
                str(year)
                for stop, year in enumerate(picture.stops[:-1])
                if all(
                    any(
                        line.status[stop] and line.tie.role == "member" and (line.actor, line.body) == (at[one], end)
                        for line in picture.lines
                    )
                    for one in (row.first, row.second)
                )
            }
            for end in rows
        }
        for end, years in held.items():
            told = page.page.inner_text(f"[data-end='{end}'] td")
            assert years_of(told) == years


def years_of(text: str) -> set[str]:
    spans = [part.split("–") for part in text.split(", ")]
    return {str(year) for span in spans for year in range(int(span[0]), int(span[-1]) + 1)}


def test_U15_the_other_is_chosen_on_the_map_or_by_name_and_the_address_keeps_it(look: Look, real_file: Path) -> None:
    page = look(real_file, "#v=ring&n=MAR")
    page.page.click("#compare")
    page.page.fill("#find", "spain")
    page.page.press("#find", "Enter")
    assert page.run("location.hash") == "#v=ring&n=MAR&c=ESP"
    assert "Morocco and Spain" in page.page.inner_text("#panel")
    page.page.click("[aria-label='End the comparison']")
    assert page.run("location.hash") == "#v=ring&n=MAR"
    page.go("#v=ring&c=ESP")
    assert page.run("graphmodel.state().other") == -1


@pytest.mark.parametrize("view", VIEWS)
def test_U16_on_a_telephone_the_map_is_large_and_nothing_scrolls_sideways(
    look: Look, real_file: Path, view: str
) -> None:
    page = look(real_file, f"#v={view}&n=MAR", viewport={"width": 390, "height": 844})
    assert page.run("document.querySelector('#map').getBoundingClientRect().height") >= 0.6 * 844
    assert page.run("document.documentElement.scrollWidth") <= 390


def test_U17_plain_words_stand_beside_the_map(real_file: Path) -> None:
    text = real_file.read_text(encoding="utf-8")
    for part in (
        "A line joins an actor to a body",
        "What is missing",
        "informal and binds nobody",
        "An error? Report it",
    ):
        assert part in text


def shape(page: MapPage) -> Any:
    return page.run("document.querySelector('#canvas canvas').toDataURL().length")


def test_hidden_marks_are_gone_from_the_canvas(look: Look, real_file: Path) -> None:
    page = look(real_file)
    before = shape(page)
    page.change(hidden=["kind:state", "kind:territory", "kind:process", "kind:organization", "kind:group"])
    page.page.wait_for_timeout(100)
    assert shape(page) < before
    assert page.labels() == []
