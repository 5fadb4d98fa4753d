"""The data folder: CSV tables, sources and the data package, read into a checked network and written back.

Everything wrong is gathered, with file, line and column, before anything is raised.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from graphmodel.claims import Claim, Record
from graphmodel.dataset import Dataset
from graphmodel.entities import Entity, Name
from graphmodel.errors import InvalidRecord, Problem
from graphmodel.files import write_files
from graphmodel.integrity import flaws
from graphmodel.names import closest
from graphmodel.network import Network, Records
from graphmodel.sources import Source, format_citations
from graphmodel.ties import Link, Membership
from loaders.schema import DATAPACKAGE, SCHEMA_VERSION, SOURCES, TABLES, Table, frictionless_schema
from loaders.sheets import changed_date, with_lines

__all__ = [
    "data_folder",
    "datapackage",
    "read_contents",
    "read_dataset",
    "read_entities",
    "read_tables",
    "rows_of",
    "write_tables",
]

Row = dict[str, str]
Content = Callable[[str], bytes]
"""Of a file of a data folder, by its name; raises ``OSError``."""
csv.field_size_limit(1_000_000)


def data_folder() -> Path:
    """The folder of the dataset that comes with the package: in the wheel, or beside the code in a checkout."""
    here = Path(__file__).resolve().parent
    return here / "_data" if (here / "_data").is_dir() else here.parent / "data"


def read_tables(folder: str | Path | None = None) -> Network:
    """The network of a data folder; without one, of the dataset that comes with the package.

    Raises ``InvalidRecord``, whose ``problems`` lists everything that is wrong in file order: files that are missing or not
    UTF-8, columns missing or unknown, empty required cells, malformed dates and citations, duplicate ids, unknown references,
    starts after ends, overlapping spells, and cells that a spreadsheet changed.

    >>> read_tables().find("Cabo Verde").id
    'CPV'
    """
    return _read(folder, lambda table: True)


def read_entities(folder: str | Path | None = None) -> Network:
    """The entities of a data folder with their names, lives and sources, and nothing else. Raises as ``read_tables`` does."""
    return _read(folder, lambda table: table.attribute in ("entities", "names", "lives"))


def _read(folder: str | Path | None, is_wanted: Callable[[Table], bool]) -> Network:
    folder = Path(folder) if folder is not None else data_folder()
    if not folder.is_dir():
        raise InvalidRecord(f"{folder}: no such folder; --data takes a folder with {DATAPACKAGE} and the tables")
    return _read_contents(lambda file: (folder / file).read_bytes(), str(folder), is_wanted)


def read_contents(content: Content, *, where: str) -> Network:
    """The network of the files of a data folder, wherever they come from. Raises as ``read_tables`` does."""
    return _read_contents(content, where, lambda table: True)


def _read_contents(content: Content, where: str, is_wanted: Callable[[Table], bool]) -> Network:
    reader = _Reader(content, where)
    records = reader.records(is_wanted)
    if records is not None and not reader.problems:
        for flaw in flaws(records):
            file, line = reader.places.get(id(flaw.record), (SOURCES, 0))
            reader.problems.append(Problem(file, line, flaw.column, flaw.what))
    if reader.problems or records is None:
        raise InvalidRecord(reader.problems)
    return Network(records, is_checked=True)


def read_dataset(folder: str | Path | None = None) -> Dataset:
    """Version, date and citation of a data folder, without its tables. Raises ``InvalidRecord``."""
    folder = Path(folder) if folder is not None else data_folder()
    reader = _Reader(lambda file: (folder / file).read_bytes(), str(folder))
    dataset = reader.dataset()
    if dataset is None:
        raise InvalidRecord(reader.problems)
    return dataset


class _Reader:
    """Reads the files of one folder, keeps where every record stood, and gathers problems."""

    def __init__(self, content: Content, where: str) -> None:
        self.content = content
        self.where = where
        self.problems: list[Problem] = []
        self.places: dict[int, tuple[str, int]] = {}

    def records(self, is_wanted: Callable[[Table], bool]) -> Records | None:
        """All records of the tables that are wanted, or None where the data package itself cannot be read."""
        dataset = self.dataset()
        sources = self._sources()
        read: dict[str, list[Record]] = {table.name: self._table(table) for table in TABLES if is_wanted(table)}
        if dataset is None:
            return None
        parts: dict[str, list[Any]] = defaultdict(list)
        for table in TABLES:
            parts[table.attribute] += read.get(table.name, [])
        parts["entities"] = self._named(parts["entities"], parts.pop("names"))
        return Records(dataset=dataset, sources=sources, **{name: tuple(some) for name, some in parts.items()})

    def _problem(self, file: str, line: int, column: str, what: str) -> None:
        self.problems.append(Problem(file, line, column, what))

    def _text(self, file: str) -> str | None:
        try:
            content = self.content(file)
        except FileNotFoundError:
            self._problem(
                file, 0, "", f"no such file in {self.where}; a data folder has every table, empty ones with their head"
            )
            return None
        except OSError as error:
            self._problem(file, 0, "", f"cannot be read: {error.strerror}")
            return None
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            self._problem(file, line, "", 'not UTF-8; save it as "CSV UTF-8"')
            return None

    def _json(self, file: str) -> Any:
        text = self._text(file)
        if text is None:
            return None
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            self._problem(file, error.lineno, f"character {error.colno}", f"no JSON: {error.msg}")
        except RecursionError:
            self._problem(file, 0, "", "no JSON that can be read: nested too deep")
        return None

    def dataset(self) -> Dataset | None:
        """What the data package says of the data; None where it cannot be read."""
        package = self._json(DATAPACKAGE)
        if package is None:
            return None
        if not isinstance(package, dict):
            self._problem(DATAPACKAGE, 0, "", "not an object; see the data package that comes with graphmodel")
            return None
        schema = package.get("schema_version")
        if schema != SCHEMA_VERSION:
            newer = isinstance(schema, int) and schema > SCHEMA_VERSION
            advice = (
                "update graphmodel"
                if newer
                else "bring the tables into the form of data/README.md and set schema_version"
            )
            self._problem(
                DATAPACKAGE, 0, "schema_version", f"is {schema}, this graphmodel reads {SCHEMA_VERSION}; {advice}"
            )
            return None
        try:
            return Dataset.model_validate({name: package[name] for name in Dataset.model_fields if name in package})
        except ValidationError as error:
            for column, what, _ in _findings(error):
                self._problem(DATAPACKAGE, 0, column, what)
            return None

    def _sources(self) -> tuple[Source, ...]:
        items = self._json(SOURCES)
        if items is None:
            return ()
        if not isinstance(items, list):
            self._problem(SOURCES, 0, "", "not a list of sources (CSL-JSON)")
            return ()
        sources: dict[str, Source] = {}
        for number, item in enumerate(items, start=1):
            try:
                source = Source.model_validate(item)
            except ValidationError as error:
                name = item.get("id", number) if isinstance(item, dict) else number
                for column, what, _ in _findings(error):
                    self._problem(SOURCES, 0, f"source {name}", f"{column}: {what}")
                continue
            if source.id in sources:
                self._problem(SOURCES, 0, f"source {source.id}", "is there already; every id is used once")
            sources[source.id] = source
        return tuple(sources.values())

    def _rows(self, table: Table) -> Iterator[tuple[int, Row]]:
        """Line number and cells of each row of a table whose columns are right."""
        text = self._text(table.file)
        if text is None:
            return
        lines = csv.reader(io.StringIO(text, newline=""), strict=True)
        columns = table.columns
        line = 1
        try:
            header = next(lines, [])
            if not self._has_right_columns(table, header):
                return
            same_order = tuple(header) == columns
            for cells in with_lines(lines):
                line, values = cells
                if not values:
                    continue
                if len(values) != len(header):
                    what = f"{len(values)} cells where the head has {len(header)}; quote cells that contain commas"
                    self._problem(table.file, line, "", what)
                    continue
                row = dict(zip(header, values, strict=True))
                yield line, row if same_order else {name: row[name] for name in columns}
        except csv.Error as error:
            self._problem(
                table.file, max(line, lines.line_num), "", f"no CSV: {error}; quote marks inside cells are doubled"
            )

    def _has_right_columns(self, table: Table, header: list[str]) -> bool:
        before = len(self.problems)
        for name in sorted({name for name in header if header.count(name) > 1}):
            self._problem(table.file, 1, name, "is there twice")
        for name in table.columns:
            if name not in header:
                self._problem(table.file, 1, name, "column is missing")
        for name in header:
            if name not in table.columns:
                self._problem(table.file, 1, name, f"unknown column{closest(name, table.columns)}")
        return len(self.problems) == before

    def _table(self, table: Table) -> list[Record]:
        return self._ties(table) if table.claim else self._plain(table)

    def _plain(self, table: Table) -> list[Record]:
        records = []
        for line, row in self._rows(table):
            record = self._record(table, table.model, line, row)
            if record is not None:
                records.append(record)
        return records

    def _ties(self, table: Table) -> list[Record]:
        of_tie = [name for name in table.columns if name in table.model.model_fields]
        claims: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
        lines: dict[tuple[str, ...], int] = {}
        for line, row in self._rows(table):
            key = tuple(row.pop(name) for name in of_tie)
            empty = [name for name, cell in zip(of_tie, key, strict=True) if not cell and name in table.required]
            for name in empty:
                self._problem(table.file, line, name, "is empty; every row needs it")
            claim = self._record(table, Claim, line, row)
            if isinstance(claim, Claim) and not empty:
                claims[key].append(claim)
                lines.setdefault(key, line)
        ties = []
        for key, said in claims.items():
            cells = {name: cell for name, cell in zip(of_tie, key, strict=True) if cell}
            tie = self._validated(table, table.model, lines[key], cells | {"claims": tuple(said)})
            if tie is not None:
                ties.append(tie)
        return ties

    def _record(self, table: Table, model: type[Record], line: int, row: Row) -> Record | None:
        missing = [name for name in table.required if name in row and not row[name]]
        for name in missing:
            self._problem(table.file, line, name, "is empty; every row needs it")
        if missing:
            return None
        return self._validated(table, model, line, {_field(name): cell for name, cell in row.items() if cell})

    def _validated(self, table: Table, model: type[Record], line: int, cells: Mapping[str, Any]) -> Record | None:
        try:
            record = model.model_validate(cells)
        except ValidationError as error:
            for column, what, cell in _findings(error):
                self._problem(table.file, line, column, what + _spreadsheet_hint(column, cell))
            return None
        self.places[id(record)] = (table.file, line)
        return record

    def _named(self, entities: list[Entity], names: list[Name]) -> list[Entity]:
        known = {entity.id for entity in entities}
        all_read = not self.problems
        of_entity: dict[str, list[Name]] = defaultdict(list)
        for name in names:
            if all_read and name.entity not in known:
                self._problem(
                    *self.places[id(name)], "entity", f'no entity "{name.entity}"{closest(name.entity, known)}'
                )
            of_entity[name.entity].append(name)
        named = []
        for entity in entities:
            if entity.id in of_entity:
                own = tuple(sorted(of_entity[entity.id], key=lambda name: (name.form, name.language, name.name)))
                place = self.places[id(entity)]
                entity = entity.model_copy(update={"names": own})
                self.places[id(entity)] = place
            named.append(entity)
        return named


def _field(column: str) -> str:
    return "class_" if column == "class" else column


def _findings(error: ValidationError) -> Iterator[tuple[str, str, str]]:
    """Column, plain words, and the cell, for each finding of pydantic."""
    for one in error.errors(include_url=False):
        column = str(one["loc"][0]).rstrip("_") if one["loc"] else ""
        cell = one.get("input")
        text = cell if isinstance(cell, str) else ""
        what = one["msg"].removeprefix("Value error, ").replace("Input should be", "should be")
        if text and not what.startswith('"'):
            what = f'"{text}" {what}'
        yield column, what, text


_DATE_COLUMNS = ("date", "until", "as_of", "start", "end", "stated_on")


def _spreadsheet_hint(column: str, cell: str) -> str:
    if column in _DATE_COLUMNS and changed_date(cell):
        return "; a spreadsheet changed this date: format the column as text and write it as YYYY-MM again"
    if column == "m49" and re.fullmatch(r"\d{1,2}(\.0)?", cell):
        return "; a spreadsheet took off the leading zeros: format the column as text and write 004 for 4"
    if re.fullmatch(r"\d+\.0", cell):
        return "; a spreadsheet added .0: format the column as text"
    return ""


def write_tables(network: Network, folder: str | Path) -> Path:
    """Write a network as a data folder: every table, ``sources.json`` and ``datapackage.json``; the same network, the same bytes.

    Raises ``UnwritablePath``; then no file of the folder has changed.
    """
    records = network.records
    contents = {table.file: _csv(table, rows_of(table, records)) for table in TABLES}
    sources = [_without_defaults(one) for one in records.sources]
    contents[SOURCES] = _json_bytes(sources)
    contents[DATAPACKAGE] = datapackage(records.dataset)
    write_files(folder, contents)
    return Path(folder)


def rows_of(table: Table, records: Records) -> Iterator[list[str]]:
    """The rows of a table as texts, in the order of its columns: one a record, or one a claim."""
    if table.attribute == "names":
        named: Iterable[Any] = (name for entity in records.entities for name in entity.names)
    else:
        named = (one for one in getattr(records, table.attribute) if isinstance(one, table.model))
    for record in named:
        if isinstance(record, Membership | Link):
            for claim in record.claims:
                yield [_cell(_value(record, claim, name)) for name in table.columns]
        else:
            yield [_cell(getattr(record, _field(name))) for name in table.columns]


def _value(tie: BaseModel, claim: Claim, column: str) -> Any:
    return getattr(tie if column in type(tie).model_fields else claim, column)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(value) if value and isinstance(value[0], str) else format_citations(value)
    return str(value)


def _csv(table: Table, rows: Iterable[list[str]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(rows)
    return stream.getvalue().encode()


def _without_defaults(source: Source) -> dict[str, Any]:
    return source.model_dump(by_alias=True, exclude_defaults=True, mode="json")


def datapackage(dataset: Dataset) -> bytes:
    """The content of ``datapackage.json``."""
    tables = [
        {
            "name": table.name.replace("_", "-"),
            "path": table.file,
            "description": table.what,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": frictionless_schema(table),
        }
        for table in TABLES
    ]
    sources = {"name": "sources", "path": SOURCES, "description": "Every source cited, in CSL-JSON.", "format": "json"}
    said = dataset.model_dump(mode="json")
    licenses = said.pop("licenses")
    package = {
        **said,
        "schema_version": SCHEMA_VERSION,
        **({"licenses": licenses} if licenses else {}),
        "resources": [*tables, sources],
    }
    return _json_bytes(package)


def _json_bytes(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
