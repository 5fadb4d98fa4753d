"""An Excel workbook (.xlsx): the ties of a selection, and a sheet for each table of the network. Needs openpyxl."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.errors import InvalidQuestion, InvalidRecord, MissingExtra, Problem
from graphmodel.files import write_bytes
from graphmodel.network import Network
from loaders.formats.affiliated import unreadable
from loaders.formats.csv_files import edge_rows
from loaders.formats.graph import Graph
from loaders.formats.whole import DATASET, network_of, tables_of

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

__all__ = ["read_excel", "write_excel"]

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_767
_MOST_ROWS = 1_048_576
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def write_excel(network: Network, graph: Graph, path: str | Path) -> Path:
    """Write a workbook: ``about`` (selection, date, data, citation), ``ties`` (the selection at its date, as the CSV edge list
    has it), then every table of the whole network, and the sources.

    Every cell is a text, formatted as one: no date is changed, no ``004`` becomes 4, and nothing is a formula. The same network
    gives the same bytes. Raises ``MissingExtra`` without openpyxl, ``UnwritablePath``, and ``InvalidQuestion`` for what a sheet
    cannot hold (more than 1,048,576 rows, a text of more than 32,767 characters).
    """
    workbook = _openpyxl().Workbook(write_only=True)
    about = {**graph.about, DATASET: network.dataset.model_dump_json()}
    try:
        _fill(workbook.create_sheet("about"), (["what", "value"], *map(list, about.items())))
        _fill(workbook.create_sheet("ties"), edge_rows(graph))
        for name, columns, rows in tables_of(network):
            _fill(workbook.create_sheet(name), [list(columns)], rows)
    except InvalidQuestion:
        for sheet in workbook.worksheets:
            sheet.close()
        raise
    workbook.properties.creator = "graphmodel"
    workbook.properties.created = datetime(*_EPOCH)
    stream = io.BytesIO()
    workbook.save(stream)
    return write_bytes(path, _without_times(stream))


def _openpyxl() -> Any:
    try:
        import openpyxl
    except ImportError:
        raise MissingExtra('Excel needs openpyxl: pip install "graphmodel[excel]"') from None
    return openpyxl


def _fill(sheet: WriteOnlyWorksheet, *groups: Any) -> None:
    from openpyxl.cell import WriteOnlyCell

    sheet.freeze_panes = "A2"
    for number, row in enumerate((row for group in groups for row in group), start=1):
        if number > _MOST_ROWS:
            raise InvalidQuestion(f"sheet {sheet.title}: more rows than a sheet holds ({_MOST_ROWS}); use parquet")
        cells: list[Any] = []
        for text in row:
            if not text:
                cells.append(None)
                continue
            if len(text) > _LONGEST:
                raise InvalidQuestion(
                    f"sheet {sheet.title}, row {number}: a text of {len(text)} characters; a cell holds {_LONGEST}; use parquet"
                )
            cell = WriteOnlyCell(sheet, _FORBIDDEN.sub("\ufffd", text))
            cell.data_type, cell.number_format = "s", "@"
            cells.append(cell)
        sheet.append(cells)


def _without_times(stream: io.BytesIO) -> bytes:
    """The same workbook without the time at which it was made."""
    made = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            content = (
                _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", old.read(name)) if "core.xml" in name else old.read(name)
            )
            new.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def read_excel(path: str | Path) -> Network:
    """The network of a workbook that ``write_excel`` wrote, perhaps changed since. Raises ``InvalidRecord``, with every problem
    by table and line, and ``MissingExtra``."""
    openpyxl = _openpyxl()
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InvalidRecord([unreadable(path, error)]) from None
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        tables = {sheet.title: list(_texts(sheet)) for sheet in workbook.worksheets}
        workbook.close()
    except Exception as error:  # openpyxl raises whatever its parts do
        what = f"no workbook that can be read: {' '.join(str(error).split())[:200]}"
        raise InvalidRecord([Problem(path.name, 0, "", what)]) from None
    said = {row[0]: row[1] for row in tables.get("about", ()) if len(row) > 1}
    return network_of(said.get(DATASET, ""), tables, where=path.name)


def _texts(sheet: Any) -> Iterator[list[str]]:
    """The rows of a sheet, all as wide as its head: cells at the end of a row that hold nothing are not in the file."""
    width = 0
    for row in sheet.iter_rows(values_only=True):
        texts = ["" if value is None else str(value) for value in row]
        width = width or len(texts)
        yield [*texts, *[""] * (width - len(texts))]
