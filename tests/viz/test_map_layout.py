"""Positions, palette and land: what can be told without a browser (U8, A5, A6)."""

from __future__ import annotations

import json
from itertools import combinations
from math import hypot
from pathlib import Path

import pytest

from graphmodel.entities import KINDS, State
from graphmodel.network import Network
from viz.html import Map
from viz.layout import LAYOUTS, arcs, equal_earth, land, layouts
from viz.palette import INK, REGIONS, SHAPES


def test_every_layout_places_every_node_and_repeats_itself(real: Map) -> None:
    first, second = layouts(real.picture), layouts(real.picture)
    assert first == second
    for layout in first.values():
        assert len(layout.x) == len(layout.y) == len(layout.label) == len(real.picture.nodes)


def test_in_the_ring_countries_stand_on_the_circle_within_their_regions_arc(real: Map) -> None:
    ring = LAYOUTS["ring"](real.picture)
    regions = {arc.region for arc in arcs(real.picture)}
    for at, node in enumerate(real.picture.nodes):
        if isinstance(node.entity, State):
            assert abs(hypot(ring.x[at], ring.y[at]) - 1000) < 2
            assert node.region in regions


def test_U8_every_state_stands_at_its_place_on_the_map(real: Map) -> None:
    world = LAYOUTS["map"](real.picture)
    for at, node in enumerate(real.picture.nodes):
        if isinstance(node.entity, State):
            assert node.entity.latitude is not None
            assert node.entity.longitude is not None
            x, y = equal_earth(node.entity.longitude, node.entity.latitude)
            assert hypot(world.x[at] - x, world.y[at] - y) < 1


def test_U8_global_processes_stand_off_the_land(real: Map) -> None:
    world = LAYOUTS["map"](real.picture)
    top = min(min(outline[1::2]) for outline in land())
    for at, node in enumerate(real.picture.nodes):
        if any("global" in classes for classes in node.classes):
            assert world.y[at] < top


def test_U8_no_outline_crosses_the_map(real: Map) -> None:
    for outline in land():
        xs = outline[::2]
        assert all(abs(a - b) < 0.4 * 2000 for a, b in zip(xs, xs[1:] + xs[:1], strict=True))


def test_U8_the_pacific_process_stands_in_the_pacific(real: Map) -> None:
    world = LAYOUTS["map"](real.picture)
    at = next(at for at, node in enumerate(real.picture.nodes) if node.entity.id == "pidc")
    assert abs(world.x[at]) > 700


def test_the_known_corners_of_the_projection() -> None:
    assert equal_earth(0, 0) == (0, 0)
    assert equal_earth(180, 0)[0] == pytest.approx(1000)
    assert equal_earth(0, 90)[1] == pytest.approx(-486.7, abs=0.1)


def test_the_land_file_says_where_it_comes_from() -> None:
    import viz

    page = Path(str(viz.__file__)).parent / "page"
    assert "public domain" in (page / "land.md").read_text(encoding="utf-8")
    assert json.loads((page / "land.json").read_text(encoding="utf-8"))


def test_A5_every_kind_has_a_shape_of_its_own_and_every_region_a_colour_of_its_own() -> None:
    assert SHAPES.keys() == KINDS.keys()
    assert len(set(SHAPES.values())) == len(SHAPES)
    assert len(set(REGIONS.values())) == len(REGIONS)


def linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


# Machado, Oliveira and Fernandes (2009), doi:10.1109/TVCG.2009.113, severity 1.0
DEFICIENCIES = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def lab(rgb: list[float]) -> tuple[float, float, float]:
    red, green, blue = (min(1.0, max(0.0, part)) for part in rgb)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_A6_regions_stay_apart_under_colour_deficiencies(deficiency: str) -> None:
    matrix = DEFICIENCIES[deficiency]
    seen = {
        region: lab([sum(weight * part for weight, part in zip(row, linear(colour), strict=True)) for row in matrix])
        for region, colour in REGIONS.items()
    }
    for one, other in combinations(REGIONS, 2):
        distance = sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5
        assert distance >= 15, (one, other, distance)


def test_A6_marks_have_an_outline_and_text_has_contrast() -> None:
    assert contrast(INK, "#FFFFFF") >= 7
    for text in ("#55606b", "#0b5cad", "#4a5560"):
        assert contrast(text, "#FFFFFF") >= 4.5


def test_a_selection_without_any_tie_is_still_a_picture(toy: Network) -> None:
    from graphmodel.selection import Selection
    from viz.picture import Picture

    picture = Picture.of(toy, Selection(bodies="alpha", roles="donor"))
    assert layouts(picture)["ring"].x
