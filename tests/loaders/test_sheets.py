"""Tables of other programs: what is recognized, what is asked for, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphmodel.errors import GraphModelError, InvalidQuestion, InvalidRecord, Problem
from loaders.sheets import capped, read_sheet

TABLE = "state,body\nCôte d'Ivoire,Club\nPérou,Club\n"


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "t.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(InvalidRecord) as caught:
        read_sheet(path)
    return str(caught.value).splitlines()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_with_a_byte_order_mark_is_read_whatever_its_encoding(tmp_path: Path, encoding: str) -> None:
    sheet = read_sheet(written(tmp_path, TABLE.encode(encoding)))
    assert sheet.rows[0] == (2, ("Côte d'Ivoire", "Club"))
    assert bool(sheet.remarks) == (encoding in ("utf-16", "utf-32"))


def test_latin_1_is_never_guessed(tmp_path: Path) -> None:
    path = written(tmp_path, TABLE.encode("latin-1"))
    assert problems(path)[0].startswith("t.csv:2: not utf-8; save it as")
    assert read_sheet(path, encoding="latin-1").rows[0][1][0] == "Côte d'Ivoire"


def test_utf_16_without_its_mark_is_named(tmp_path: Path) -> None:
    assert "UTF-16 without a byte order mark" in problems(written(tmp_path, TABLE.encode("utf-16-le")))[0]


@pytest.mark.parametrize(("separator", "word"), [(";", "semicolon"), ("\t", "tab"), ("|", "bar")])
def test_a_certain_separator_is_recognized_and_said(tmp_path: Path, separator: str, word: str) -> None:
    sheet = read_sheet(written(tmp_path, TABLE.replace(",", separator)))
    assert sheet.head == ("state", "body")
    assert sheet.remarks == (f"separator: {word}",)


def test_a_separator_that_is_not_certain_is_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b;c\nd,e;f\n")
    assert problems(path) == ["t.csv:1: comma or semicolon? What separates the cells is not certain; say --separator"]
    assert read_sheet(path, separator=";").head == ("a,b", "c")


def test_a_spreadsheet_file_is_named(tmp_path: Path) -> None:
    assert "save the sheet as" in problems(written(tmp_path, b"PK\x03\x04rest"))[0]


def test_formulas_are_placed_and_negative_numbers_are_none(tmp_path: Path) -> None:
    sheet = read_sheet(written(tmp_path, 'a,b,c\n"=HYPERLINK(""http://x"",""y"")",-9,@x\n#REF!,- Foo,+1.5\n'))
    assert [str(one).split(": ")[0] for one in sheet.problems] == ["t.csv:2:a", "t.csv:2:c", "t.csv:3:a", "t.csv:3:b"]


def test_rows_of_another_width_and_columns_without_name_are_placed_together(tmp_path: Path) -> None:
    assert [one.split(": ")[0] for one in problems(written(tmp_path, "a,,a\n1,2,3\n"))] == [
        "t.csv:1:a",
        "t.csv:1:column 2",
    ]
    sheet = read_sheet(written(tmp_path, "a,b\n1,2\n1,2,3\n4\n"), separator=",")
    assert [(one.line, one.what[:7]) for one in sheet.problems] == [(3, "3 cells"), (4, "1 cells")]


def test_lines_of_cells_with_line_breaks_are_counted(tmp_path: Path) -> None:
    assert [line for line, _ in read_sheet(written(tmp_path, 'a,b\n"x\ny",1\nz,2\n')).rows] == [2, 4]


def test_rows_of_nothing_but_separators_are_no_rows(tmp_path: Path) -> None:
    assert len(read_sheet(written(tmp_path, "a,b\n1,2\n,\n,\n")).rows) == 1


def test_problems_of_one_sort_are_counted_beyond_ten() -> None:
    many = [Problem("f", line, "c", f'"{line}" is no date') for line in range(2, 42)]
    listed = capped([*many, Problem("f", 1, "", "another")])
    assert len(listed) == 12
    assert str(listed[-1]) == "f:12: and 30 more like the last one"


@pytest.mark.parametrize("options", [{"encoding": "klingon"}, {"separator": "::"}])
def test_options_without_meaning_are_refused(tmp_path: Path, options: dict[str, str]) -> None:
    with pytest.raises(InvalidQuestion):
        read_sheet(written(tmp_path, TABLE), **options)


@given(
    content=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_bytes_give_nothing_but_our_errors(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path, content)
    for encoding in ("", "latin-1", "utf-16"):
        try:
            read_sheet(path, encoding=encoding)
        except GraphModelError:
            continue
