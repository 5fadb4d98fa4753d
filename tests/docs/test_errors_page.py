"""The page of errors has a part for each error, and each says by its own words what can be done."""

from __future__ import annotations

import re
from pathlib import Path

from graphmodel import errors

PAGE = Path(__file__).resolve().parents[2] / "docs" / "errors.md"


def test_every_error_has_its_part_on_the_page() -> None:
    classes = {
        name
        for name in errors.__all__
        if issubclass(getattr(errors, name), errors.GraphModelError) and name != "GraphModelError"
    }
    assert set(re.findall(r"^## (\w+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)) == classes
