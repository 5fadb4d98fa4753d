"""Files are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphmodel.errors import UnwritablePath
from graphmodel.files import write_files, write_text


def test_text_is_written_as_utf_8_with_the_line_ends_it_has(tmp_path: Path) -> None:
    assert write_text(tmp_path / "a" / "b.txt", "é\n").read_bytes() == b"\xc3\xa9\n"


def test_a_path_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a").write_text("old", encoding="utf-8")
    with pytest.raises(UnwritablePath, match="cannot be written"):
        write_files(tmp_path, {"a": b"new", "b": b"new"})
    assert (tmp_path / "a").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
