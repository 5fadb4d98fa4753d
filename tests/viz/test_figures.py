"""Figures for papers, by the requirements G1 to G4."""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path

import pytest
from toynetwork import toy_records

from graphmodel.entities import KINDS
from graphmodel.errors import InvalidQuestion, MissingExtra
from graphmodel.network import Network
from viz.figures import VIEWS, caption, figure_of, write_figure
from viz.html import Map
from viz.palette import INK, REGIONS, SHAPES

pytest.importorskip("matplotlib")


@pytest.mark.parametrize("view", VIEWS)
def test_G1_G2_every_figure_repeats_byte_by_byte_and_says_what_it_rests_on(
    dataset: Network, tmp_path: Path, view: str
) -> None:
    first = write_figure(dataset, path=tmp_path / "one.svg", view=view, at="2008").read_bytes()
    second = write_figure(dataset, path=tmp_path / "two.svg", view=view, at="2008").read_bytes()
    assert first == second
    text = first.decode("utf-8")
    assert "<text" in text
    for part in ("2008", "Version 1.0.0", "The"):
        assert part in text
    assert "Bali Process" in text


def test_G1_a_picture_of_pixels_repeats_too(toy: Network, tmp_path: Path) -> None:
    first = write_figure(toy, path=tmp_path / "one.png", at="2006").read_bytes()
    assert first == write_figure(toy, path=tmp_path / "two.png", at="2006").read_bytes()
    assert first.startswith(b"\x89PNG")


@pytest.mark.parametrize("view", ["ring", "map", "columns"])
def test_G3_no_label_lies_over_another(real: Map, view: str) -> None:
    figure = figure_of(real.picture, view)
    (axes,) = figure.axes
    figure.canvas.draw()
    boxes = [text.get_window_extent() for text in axes.texts]
    assert len(boxes) >= 40
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]


def test_G4_a_grey_print_keeps_kinds_focus_and_evidence_apart() -> None:
    assert len(set(SHAPES.values())) == len(set(SHAPES)) == len(KINDS)
    for fill in REGIONS.values():
        marked, dimmed = luminance(INK), 1 - 0.14 * (1 - luminance(INK))
        assert dimmed - marked > 0.6
        assert abs(luminance(fill) - marked) > 0.05
    assert "Full lines are documented, dashed ones presumed" in caption(Map.of(Network(toy_records())).picture)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_an_unknown_view_or_ending_is_refused(toy: Network, tmp_path: Path) -> None:
    with pytest.raises(InvalidQuestion, match="ring, map, columns, matrix"):
        write_figure(toy, path=tmp_path / "one.svg", view="pie")
    with pytest.raises(InvalidQuestion, match="neither"):
        write_figure(toy, path=tmp_path / "one.pdf")


def test_without_matplotlib_the_extra_is_named(toy: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtra, match="figures"):
        write_figure(toy, path=tmp_path / "one.svg")
