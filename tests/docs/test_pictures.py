"""The pictures of the pages are those of the real map and the real figures, made by a script."""

from __future__ import annotations

import re
from pathlib import Path

import pages
import pytest
from machine import skip_or_fail
from mapbrowser import chromium


def test_every_picture_of_a_page_is_one_that_the_script_makes() -> None:
    from pictures import FOLDER, PICTURES

    shown = {
        name for page in pages.PAGES for name in re.findall(r"pictures/([\w.-]+)\)", page.read_text(encoding="utf-8"))
    }
    assert shown == set(PICTURES) == {path.name for path in FOLDER.iterdir()}


def test_a_screenshot_made_now_is_the_one_that_is_shown(tmp_path: Path) -> None:
    if chromium() is None:
        skip_or_fail("no Chromium on this machine")
    pytest.importorskip("playwright.sync_api")
    image = pytest.importorskip("matplotlib.image")
    from pictures import FOLDER, PICTURES

    PICTURES["map-several.png"].make(tmp_path / "now.png")
    now, shown = image.imread(tmp_path / "now.png"), image.imread(FOLDER / "map-several.png")
    assert now.shape == shown.shape == (800, 1280, 3)
    assert (abs(now - shown).max(axis=2) > 0.2).mean() < 0.02


def test_a_figure_made_now_is_the_one_that_is_shown(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from pictures import FOLDER, PICTURES

    PICTURES["several-matrix.svg"].make(tmp_path / "now.svg")
    assert (tmp_path / "now.svg").read_bytes() == (FOLDER / "several-matrix.svg").read_bytes()
