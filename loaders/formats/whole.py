"""The whole network as tables for other programs, and back: what the workbook and the Parquet folder have in common."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from graphmodel.cells import csv_lines
from graphmodel.dataset import Dataset
from graphmodel.errors import InvalidRecord
from graphmodel.network import Network
from graphmodel.sources import Source
from loaders.schema import DATAPACKAGE, SOURCES, TABLES
from loaders.tables import datapackage, read_contents, rows_of

__all__ = ["DATASET", "SOURCE_COLUMNS", "network_of", "tables_of"]

Rows = Iterator[list[str]]
SOURCE_COLUMNS = ("id", "type", "title", "publisher", "published", "url", "record")
"""Of the table of sources; ``record`` is the whole source as CSL-JSON."""
DATASET = "dataset"
"""What such a file calls what it says of its data: name, title, version, date, citation and licences, as JSON."""


def tables_of(network: Network) -> Iterator[tuple[str, tuple[str, ...], Rows]]:
    """Name, columns and rows of every table, all cells as texts, as ``write_tables`` has them; the sources last."""
    for table in TABLES:
        yield table.name, table.columns, rows_of(table, network.records)
    yield "sources", SOURCE_COLUMNS, (_source_row(one) for one in network.records.sources)


def _source_row(source: Source) -> list[str]:
    record = source.model_dump_json(by_alias=True, exclude_defaults=True)
    return [source.id, source.type, source.title, source.publisher, source.published, source.url, record]


def network_of(dataset: str, tables: Mapping[str, list[list[str]]], *, where: str) -> Network:
    """The network of such tables, each with its head, and of what the file says of the data. Raises ``InvalidRecord``."""
    try:
        package = datapackage(Dataset.model_validate_json(dataset))
        head, *rows = tables.get("sources") or [[*SOURCE_COLUMNS]]
        records = [json.loads(row[head.index("record")]) for row in rows]
    except (ValueError, IndexError, RecursionError):
        raise InvalidRecord(f"{where}: what it says of its data or its sources is not as graphmodel wrote it") from None
    contents = {DATAPACKAGE: package, SOURCES: json.dumps(records).encode()}
    for table in TABLES:
        if table.name in tables:
            contents[table.file] = "".join(csv_lines(tables[table.name], guarded=False)).encode()

    def content(file: str) -> bytes:
        if file not in contents:
            raise FileNotFoundError
        return contents[file]

    return read_contents(content, where=where)
