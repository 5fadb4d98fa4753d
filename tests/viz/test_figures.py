"""Figures for papers, by the requirements G1 and G2."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from graphmodel.errors import InvalidQuestion, MissingExtra
from graphmodel.network import Network
from viz.figures import VIEWS, write_figure

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


def test_an_unknown_view_or_ending_is_refused(toy: Network, tmp_path: Path) -> None:
    with pytest.raises(InvalidQuestion, match="ring, map, columns, matrix"):
        write_figure(toy, path=tmp_path / "one.svg", view="pie")
    with pytest.raises(InvalidQuestion, match="neither"):
        write_figure(toy, path=tmp_path / "one.pdf")


def test_without_matplotlib_the_extra_is_named(toy: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtra, match="figures"):
        write_figure(toy, path=tmp_path / "one.svg")
