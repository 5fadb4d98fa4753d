"""What gets installed is listed with its licences; the core has no copyleft in it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "licences.md"


def listed() -> dict[str, str]:
    return dict(
        re.findall(r"^\| (\S+) \| ([^|]+) \|$", PAGE.read_text(encoding="utf-8").split("## Extras")[0], re.MULTILINE)
    )


def test_no_package_of_the_core_is_copyleft() -> None:
    from licences import COPYLEFT, closure, licence

    stated = {name: licence(one) for name, one in closure().items()}
    assert len(stated) > 20
    assert [name for name, text in stated.items() if not text] == []
    assert {name: text for name, text in stated.items() if COPYLEFT.search(text)} == {}


def test_what_would_be_copyleft_is_seen() -> None:
    from licences import COPYLEFT

    for text in ("GPL-3.0-or-later", "LGPL-2.1", "MPL-2.0", "GNU Affero General Public License v3", "CC-BY-SA-4.0"):
        assert COPYLEFT.search(text), text
    for text in ("MIT", "BSD-3-Clause AND Zlib", "Apache-2.0", "PSF-2.0", "ISC"):
        assert not COPYLEFT.search(text), text


def test_the_page_lists_what_is_installed() -> None:
    from licences import closure, licence

    installed = {name: licence(one) for name, one in closure().items()}
    here = {name: text for name, text in listed().items() if name in installed or sys.platform == "linux"}
    here.pop("package", None)
    here.pop("---", None)
    assert here == installed


def test_the_page_says_how_large_the_core_is() -> None:
    from licences import closure, size

    stated = re.search(r"\*\*(\d+) MB\*\*", PAGE.read_text(encoding="utf-8"))
    assert stated is not None
    measured = sum(map(size, closure().values())) / 1e6
    assert sys.platform != "linux" or abs(int(stated[1]) - measured) < 0.15 * measured


def test_every_extra_is_explained() -> None:
    from importlib.metadata import metadata

    from licences import EXTRAS

    assert set(metadata("graphmodel").get_all("Provides-Extra") or ()) == {*EXTRAS, "all"}
