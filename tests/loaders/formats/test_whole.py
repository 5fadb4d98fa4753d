"""The whole network as a workbook and as Parquet, read back by openpyxl, by pyarrow and by ourselves."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest
from exported import Expected, dataset_export, toy_export
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from toynetwork import toy_records

from graphmodel.dataset import License
from graphmodel.errors import InvalidQuestion, InvalidRecord, UnwritablePath
from graphmodel.network import Network
from loaders.formats.excel import read_excel, write_excel
from loaders.formats.parquet import read_parquet, write_parquet
from loaders.schema import TABLES
from loaders.tables import write_tables

LICENSES = (License(name="CC-BY-4.0", title="Grüße"), License(name="own", path="LICENSE-DATA"))
FORMULA = '=HYPERLINK("http://127.0.0.1/?"&A1,"x")'


def with_names(network: Network, name: str) -> Network:
    """The same network, its states called by one text."""
    changed = [one.model_copy(update={"name": f"{name} {one.id}", "note": name}) for one in network.records.entities]
    return Network(replace(network.records, entities=tuple(changed)), is_checked=True)


def in_tables(network: Network, folder: Path) -> dict[str, list[list[str]]]:
    """What the tables of a data folder hold, by Python's own CSV reader."""
    write_tables(network, folder)
    tables = {}
    for table in TABLES:
        with (folder / table.file).open(encoding="utf-8", newline="") as stream:
            tables[table.name] = list(csv.reader(stream))
    return tables


@pytest.fixture(scope="module")
def written(
    toy: Network, dataset: Network, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Expected, Path]]:
    """What is to be found, and the folder with the workbook and the Parquet files, of both networks."""
    folders = {}
    for name, expected in (("toy", toy_export(toy)), ("dataset", dataset_export(dataset))):
        folder = tmp_path_factory.mktemp(name)
        write_excel(expected.network, expected.graph, folder / "x.xlsx")
        write_parquet(expected.network, expected.graph, folder / "parquet")
        folders[name] = (expected, folder)
    return folders


def padded(rows: Iterator[tuple[str | None, ...]]) -> list[list[str]]:
    """Rows as wide as their head; a workbook leaves out empty cells at their ends."""
    head, *rest = [[cell or "" for cell in row] for row in rows]
    return [head, *([*row, *[""] * (len(head) - len(row))] for row in rest)]


@pytest.mark.parametrize("name", ["toy", "dataset"])
def test_openpyxl_finds_every_table_with_dates_as_text(
    name: str, written: dict[str, tuple[Expected, Path]], tmp_path: Path
) -> None:
    expected, folder = written[name]
    network = expected.network
    workbook = openpyxl.load_workbook(folder / "x.xlsx", read_only=True)
    sheets = {sheet.title: padded(sheet.iter_rows(values_only=True)) for sheet in workbook}
    assert {one.name: sheets[one.name] for one in TABLES} == in_tables(network, tmp_path / "tables")
    assert len(sheets["sources"]) == 1 + len(network.records.sources)
    head, *ties = sheets["ties"]
    rows = [dict(zip(head, row, strict=True)) for row in ties]
    assert {(row["actor"], row["body"]): (row["roles"], row["evidence"]) for row in rows} == expected.said
    assert {(row["actor"], row["body"]): (row["start"], row["end"]) for row in rows} == expected.held
    about = dict(sheets["about"])
    assert about["citation"] == network.dataset.citation
    assert about["at"] == "2008-06-01"
    assert about["documented"] == str(expected.two_mode.counts.documented)


def test_no_cell_of_the_workbook_is_a_formula_a_number_or_a_date(toy: Network, tmp_path: Path) -> None:
    network = with_names(toy, FORMULA)
    path = write_excel(network, toy_export(network).graph, tmp_path / "x.xlsx")
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert any(cell.value == f"{FORMULA} AAA" for cell in cells)
    with zipfile.ZipFile(path) as parts:
        assert not any(b"<f>" in parts.read(one) for one in parts.namelist())


@pytest.mark.parametrize("name", ["toy", "dataset"])
def test_pyarrow_finds_every_table_with_what_must_be_said(
    name: str, written: dict[str, tuple[Expected, Path]], tmp_path: Path
) -> None:
    expected, folder = written[name][0], written[name][1] / "parquet"
    network = expected.network
    for table, rows in in_tables(network, tmp_path / "tables").items():
        read = pyarrow.parquet.read_table(folder / f"{table}.parquet")
        assert read.column_names == rows[0]
        assert [list(row.values()) for row in read.to_pylist()] == rows[1:]
    ties = pyarrow.parquet.read_table(folder / "ties.parquet")
    rows = ties.to_pylist()
    assert {(row["actor"], row["body"]): (row["roles"], row["evidence"]) for row in rows} == expected.said
    assert {(row["actor"], row["body"]): (row["start"], row["end"]) for row in rows} == expected.held
    assert {row["weight"] for row in rows} == {1}
    assert ties.schema.metadata[b"citation"].decode() == network.dataset.citation


@pytest.mark.parametrize("name", ["toy", "dataset"])
def test_ours_read_back_the_network_that_they_wrote(name: str, written: dict[str, tuple[Expected, Path]]) -> None:
    expected, folder = written[name]
    assert read_excel(folder / "x.xlsx") == expected.network
    assert read_parquet(folder / "parquet") == expected.network


def test_formulas_quotes_and_line_ends_are_read_back_as_they_were(toy: Network, tmp_path: Path) -> None:
    network = with_names(toy, f'{FORMULA}\n\'=1 \t ÄÖ, "x"; 004')
    graph = toy_export(network).graph
    assert read_excel(write_excel(network, graph, tmp_path / "x.xlsx")) == network
    assert read_parquet(write_parquet(network, graph, tmp_path / "x")) == network


def test_a_workbook_is_the_same_bytes_whenever_it_is_written(toy: Network, tmp_path: Path) -> None:
    first = write_excel(toy, toy_export(toy).graph, tmp_path / "a.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {one.date_time for one in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2
    assert write_excel(toy, toy_export(toy).graph, tmp_path / "b.xlsx").read_bytes() == first


def test_parquet_is_the_same_bytes_each_time(toy: Network, tmp_path: Path) -> None:
    first = write_parquet(toy, toy_export(toy).graph, tmp_path / "a")
    second = write_parquet(toy, toy_export(toy).graph, tmp_path / "b")
    for one in first.iterdir():
        assert one.read_bytes() == (second / one.name).read_bytes()


def test_a_control_character_becomes_a_sign_in_the_workbook(toy: Network, tmp_path: Path) -> None:
    network = with_names(toy, "a\x00b\x1f")
    read = read_excel(write_excel(network, toy_export(network).graph, tmp_path / "x.xlsx"))
    assert read["AAA"].name == "a\ufffdb\ufffd AAA"


def test_a_text_that_no_cell_holds_is_refused_and_nothing_written(toy: Network, tmp_path: Path) -> None:
    network = with_names(toy, "x" * 33_000)
    with pytest.raises(InvalidQuestion, match=r"a text of 330\d\d characters; a cell holds 32767; use parquet"):
        write_excel(network, toy_export(network).graph, tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_one_clear_refusal(toy: Network, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("a file", encoding="utf-8")
    with pytest.raises(UnwritablePath, match="-o"):
        write_parquet(toy, toy_export(toy).graph, tmp_path / "x")
    with pytest.raises(UnwritablePath, match="-o"):
        write_excel(toy, toy_export(toy).graph, tmp_path / "x" / "y.xlsx")


def test_what_a_spreadsheet_changed_is_told_by_table_and_line(toy: Network, tmp_path: Path) -> None:
    path = write_excel(toy, toy_export(toy).graph, tmp_path / "x.xlsx")
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["memberships"]
    column = [cell.value for cell in sheet[1]].index("date") + 1
    sheet.cell(2, column).value = "01/05/2004"
    sheet.cell(3, column).value = 38078
    workbook.save(path)
    with pytest.raises(InvalidRecord) as caught:
        read_excel(path)
    assert [(one.file, one.line, one.column) for one in caught.value.problems] == [
        ("memberships.csv", 2, "date"),
        ("memberships.csv", 3, "date"),
    ]
    assert "a spreadsheet changed this date" in str(caught.value)


def test_a_workbook_without_a_table_says_which(toy: Network, tmp_path: Path) -> None:
    path = write_excel(toy, toy_export(toy).graph, tmp_path / "x.xlsx")
    workbook = openpyxl.load_workbook(path)
    del workbook["lives"]
    workbook.save(path)
    with pytest.raises(InvalidRecord, match=r"lives\.csv: no such file in x\.xlsx"):
        read_excel(path)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200), cut=st.integers(0, 5000))
def test_no_bytes_give_anything_but_a_network_or_a_clear_refusal(tmp_path: Path, content: bytes, cut: int) -> None:
    path = tmp_path / "x.xlsx"
    if not path.exists():
        toy = Network(toy_records())
        write_excel(toy, toy_export(toy).graph, path)
        write_parquet(toy, toy_export(toy).graph, tmp_path / "x")
        (tmp_path / "good.xlsx").write_bytes(path.read_bytes())
        (tmp_path / "good.parquet").write_bytes((tmp_path / "x" / "states.parquet").read_bytes())
    for good, broken, reader in (
        (tmp_path / "good.xlsx", path, lambda: read_excel(path)),
        (tmp_path / "good.parquet", tmp_path / "x" / "states.parquet", lambda: read_parquet(tmp_path / "x")),
    ):
        whole = good.read_bytes()
        broken.write_bytes(whole[:cut] + content + whole[cut + len(content) :])
        try:
            assert isinstance(reader(), Network)
        except InvalidRecord as error:
            text = str(error)
        else:
            continue
        assert text


@pytest.mark.parametrize(
    ("form", "package", "extra"), [("excel", "openpyxl", "excel"), ("parquet", "pyarrow", "parquet")]
)
def test_without_the_package_the_command_says_what_to_install(
    tmp_path: Path, form: str, package: str, extra: str
) -> None:
    code = f"import sys; sys.modules[{package!r}] = None; from graphmodel.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "export", form, "-o", str(tmp_path / "x")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert f'pip install "graphmodel[{extra}]"' in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_licences_of_the_data_travel_there_and_back(toy: Network, tmp_path: Path) -> None:
    licensed = replace(toy.records, dataset=toy.dataset.model_copy(update={"licenses": LICENSES}))
    expected = toy_export(Network(licensed, is_checked=True))
    back = read_excel(write_excel(expected.network, expected.graph, tmp_path / "x.xlsx"))
    assert back.dataset.licenses == LICENSES
    assert read_parquet(write_parquet(expected.network, expected.graph, tmp_path / "parquet")) == back
