"""Reading and writing a data folder: what is refused, where, and in which words."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphmodel.errors import GraphModelError, InvalidRecord, UnwritablePath
from graphmodel.network import Network
from loaders.schema import TABLES, Table
from loaders.tables import data_folder, read_tables, write_tables


def problems(folder: Path) -> list[str]:
    with pytest.raises(InvalidRecord) as caught:
        read_tables(folder)
    return str(caught.value).splitlines()


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def append(folder: Path, file: str, row: str) -> int:
    path = folder / file
    text = path.read_text(encoding="utf-8") + row + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return text.count("\n")


def test_what_is_written_is_read_back_the_same(toy: Network, toy_folder: Path) -> None:
    assert read_tables(toy_folder) == toy


def test_the_same_network_gives_the_same_bytes(toy_folder: Path, tmp_path: Path) -> None:
    again = write_tables(read_tables(toy_folder), tmp_path / "again")
    for path in toy_folder.iterdir():
        assert (again / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_dataset_is_in_the_form_that_is_written(dataset: Network, tmp_path: Path) -> None:
    again = write_tables(dataset, tmp_path)
    for path in again.iterdir():
        assert (data_folder() / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_order_of_rows_changes_nothing(toy: Network, toy_folder: Path) -> None:
    for table in TABLES:
        head, *rows = (toy_folder / table.file).read_text(encoding="utf-8").splitlines(keepends=True)
        (toy_folder / table.file).write_text(head + "".join(reversed(rows)), encoding="utf-8", newline="\n")
    assert read_tables(toy_folder) == toy


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(toy: Network, toy_folder: Path) -> None:
    for table in TABLES:
        path = toy_folder / table.file
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_tables(toy_folder) == toy


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "no such folder" in problems(tmp_path / "nowhere")[0]


def test_a_missing_table_is_named(toy_folder: Path) -> None:
    (toy_folder / "links.csv").unlink()
    assert problems(toy_folder)[0].startswith("links.csv: no such file")


def test_an_unknown_id_is_placed_and_the_closest_given(toy_folder: Path) -> None:
    line = append(toy_folder, "memberships.csv", "AAB,alpha,member,1,shown,2004,,,,,,,book,")
    assert problems(toy_folder) == [f'memberships.csv:{line}:actor: no entity "AAB"; closest: AAA']


def test_every_problem_is_reported_at_once(toy_folder: Path) -> None:
    append(toy_folder, "memberships.csv", "AAA,alpha,king,1,shown,2004,,,,,,,book,")
    append(toy_folder, "memberships.csv", "AAA,alpha,member,1,shown,20x4,,,,,,,book,")
    append(toy_folder, "states.csv", "aaa,Small,,,,none,,,,,,")
    found = problems(toy_folder)
    assert len(found) == 3
    assert {one.split(":")[2] for one in found} == {"role", "date", "id"}


def test_duplicate_ids_are_refused(toy_folder: Path) -> None:
    line = append(toy_folder, "processes.csv", "alpha,Another,,,,")
    assert problems(toy_folder) == [f'processes.csv:{line}:id: "alpha" is there already; every id is used once']


def test_a_row_that_stands_twice_is_refused(toy_folder: Path) -> None:
    rows = (toy_folder / "memberships.csv").read_text(encoding="utf-8").splitlines()
    line = append(toy_folder, "memberships.csv", rows[1])
    assert problems(toy_folder) == [f"memberships.csv:{line}: is the same as a row before; one fact is one row"]


def test_a_start_after_its_end_is_refused(toy_folder: Path) -> None:
    append(toy_folder, "memberships.csv", "AAA,beta,member,1,start,2012,,,,,,,book,")
    append(toy_folder, "memberships.csv", "AAA,beta,member,1,end,2010,,,,,,,book,")
    assert "starts 2012, after its end 2010" in problems(toy_folder)[0]


def test_overlapping_spells_are_refused(toy_folder: Path) -> None:
    append(toy_folder, "memberships.csv", "BBB,beta,member,2,shown,2007,,,,,,,book,")
    assert "spells must not overlap" in problems(toy_folder)[0]


def test_a_source_that_is_not_there_is_refused(toy_folder: Path) -> None:
    line = append(toy_folder, "links.csv", "gamma,succeeds,beta,shown,2012,,,,bok[p. 2],")
    assert problems(toy_folder) == [f'links.csv:{line}:citations: no source "bok"; closest: book']


def test_a_malformed_citation_is_refused(toy_folder: Path) -> None:
    append(toy_folder, "links.csv", "gamma,succeeds,beta,shown,2012,,,,book[p. 2,")
    assert "separate citations" in problems(toy_folder)[0]


def test_an_empty_required_cell_is_refused(toy_folder: Path) -> None:
    line = append(toy_folder, "memberships.csv", ",alpha,member,1,shown,2004,,,,,,,book,")
    assert problems(toy_folder) == [f"memberships.csv:{line}:actor: is empty; every row needs it"]


def test_missing_and_unknown_columns_are_named(toy_folder: Path) -> None:
    change(toy_folder, "states.csv", "region,subregion", "regoin,subregion")
    assert problems(toy_folder) == [
        "states.csv:1:region: column is missing",
        "states.csv:1:regoin: unknown column; closest: region, subregion",
    ]


def test_columns_in_another_order_are_read(toy: Network, toy_folder: Path) -> None:
    (toy_folder / "themes.csv").write_text("name,id,short_name,note,citations\nReturn,return,,,\n", encoding="utf-8")
    assert read_tables(toy_folder) == toy


def test_a_row_with_too_many_cells_is_placed(toy_folder: Path) -> None:
    line = append(toy_folder, "themes.csv", "visas,Visas, and more,,,")
    assert problems(toy_folder) == [f"themes.csv:{line}: 6 cells where the head has 5; quote cells that contain commas"]


def test_a_file_that_is_not_utf_8_is_placed(toy_folder: Path) -> None:
    path = toy_folder / "themes.csv"
    path.write_bytes(path.read_bytes() + "visa,Visé,,,\n".encode("latin-1"))
    assert problems(toy_folder)[0] == 'themes.csv:3: not UTF-8; save it as "CSV UTF-8"'


@pytest.mark.parametrize("cell", ["01/05/2008", "May-08", "2008-05-01 00:00:00", "39569", "2008.0"])
def test_a_date_that_a_spreadsheet_changed_is_recognized(toy_folder: Path, cell: str) -> None:
    append(toy_folder, "memberships.csv", f"AAA,beta,member,1,shown,{cell},,,,,,,book,")
    assert "a spreadsheet changed this date" in problems(toy_folder)[0]


def test_a_code_without_its_zeros_is_recognized(toy_folder: Path) -> None:
    append(toy_folder, "states.csv", "FFF,Effland,,4,,none,,,,,,")
    assert "leading zeros" in problems(toy_folder)[0]


def test_a_list_of_another_body_is_refused(toy_folder: Path) -> None:
    append(toy_folder, "memberships.csv", "AAA,beta,member,1,shown,2004,,,alpha-2004,,,,book,")
    assert "is of members of alpha" in problems(toy_folder)[0]


def test_a_newer_schema_says_to_update(toy_folder: Path) -> None:
    change(toy_folder, "datapackage.json", '"schema_version": 1', '"schema_version": 99')
    assert "update graphmodel" in problems(toy_folder)[0]


def test_broken_json_is_placed(toy_folder: Path) -> None:
    (toy_folder / "sources.json").write_text("[{]", encoding="utf-8")
    assert problems(toy_folder)[0].startswith("sources.json:1:character 3: no JSON")


def test_a_failed_write_leaves_the_old_files(toy: Network, toy_folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in toy_folder.iterdir() if path.is_file()}
    (toy_folder / "themes.csv").unlink()
    (toy_folder / "themes.csv").mkdir()
    with pytest.raises(UnwritablePath):
        write_tables(toy, toy_folder)
    assert {path.name: path.read_bytes() for path in toy_folder.iterdir() if path.is_file()} == {
        name: content for name, content in before.items() if name != "themes.csv"
    }


FUZZED = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@given(
    file=st.sampled_from([*(table.file for table in TABLES), "sources.json", "datapackage.json"]),
    content=st.binary(max_size=200),
)
@FUZZED
def test_random_bytes_give_nothing_but_our_errors(toy: Network, tmp_path: Path, file: str, content: bytes) -> None:
    folder = write_tables(toy, tmp_path / "fuzzed")
    (folder / file).write_bytes(content)
    _reads_or_explains(folder)


@given(
    file=st.sampled_from([*(table.file for table in TABLES), "sources.json", "datapackage.json"]), share=st.floats(0, 1)
)
@FUZZED
def test_truncated_files_give_nothing_but_our_errors(toy: Network, tmp_path: Path, file: str, share: float) -> None:
    folder = write_tables(toy, tmp_path / "fuzzed")
    content = (folder / file).read_bytes()
    (folder / file).write_bytes(content[: int(len(content) * share)])
    _reads_or_explains(folder)


@given(table=st.sampled_from(TABLES), cells=st.lists(st.text(max_size=12), min_size=1, max_size=16))
@FUZZED
def test_rows_of_random_text_give_nothing_but_our_errors(
    toy: Network, tmp_path: Path, table: Table, cells: list[str]
) -> None:
    folder = write_tables(toy, tmp_path / "fuzzed")
    path = folder / table.file
    row = ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in cells)
    path.write_bytes(path.read_bytes() + row.encode("utf-8", "surrogatepass") + b"\n")
    _reads_or_explains(folder)


def _reads_or_explains(folder: Path) -> None:
    with contextlib.suppress(GraphModelError):
        read_tables(folder)


def test_the_data_package_is_valid_by_frictionless() -> None:
    from frictionless import Package

    package = Package(str(data_folder() / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["resourceName", "rowNumber", "fieldName", "note"])[:5]
    assert json.loads((data_folder() / "datapackage.json").read_text(encoding="utf-8"))["version"]
