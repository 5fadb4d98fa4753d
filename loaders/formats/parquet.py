"""Parquet (https://parquet.apache.org): a folder with the ties of a selection and every table of the network. Needs pyarrow."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from graphmodel.errors import InvalidRecord, MissingExtra, Problem
from graphmodel.files import Content, write_files
from graphmodel.network import Network
from loaders.formats.csv_files import edge_rows
from loaders.formats.graph import Graph
from loaders.formats.whole import DATASET, network_of, tables_of

__all__ = ["read_parquet", "write_parquet"]

_BATCH = 20_000
"""Rows that are in memory at once."""


def write_parquet(network: Network, graph: Graph, folder: str | Path) -> Path:
    """Write a folder of Parquet files: ``ties.parquet``, the selection at its date, as the CSV edge list has it; and every
    table of the whole network as in a data folder, all columns as texts.

    Each file carries selection, date, data and citation in its metadata. Raises ``MissingExtra`` without pyarrow,
    ``UnwritablePath``; then no file of the folder has changed.
    """
    _pyarrow()
    rows = edge_rows(graph)
    contents: dict[str, Content] = {
        "ties.parquet": _file(tuple(next(rows)), rows, dict(graph.about), frozenset({"weight"}))
    }
    about = {DATASET: network.dataset.model_dump_json()}
    for name, columns, table in tables_of(network):
        contents[f"{name}.parquet"] = _file(columns, table, about)
    write_files(folder, contents)
    return Path(folder)


def _pyarrow() -> Any:
    try:
        import pyarrow.parquet
    except ImportError:
        raise MissingExtra('Parquet needs pyarrow: pip install "graphmodel[parquet]"') from None
    return pyarrow


def _file(
    columns: tuple[str, ...], rows: Iterator[list[str]], about: dict[str, str], integers: frozenset[str] = frozenset()
) -> bytes:
    pyarrow = _pyarrow()
    types = {name: pyarrow.int64() if name in integers else pyarrow.string() for name in columns}
    schema = pyarrow.schema(list(types.items()), metadata=about)
    stream = io.BytesIO()
    with pyarrow.parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while batch := list(islice(rows, _BATCH)):
            arrays = [
                pyarrow.array([int(one) for one in values] if name in integers else values, types[name])
                for name, values in zip(columns, zip(*batch, strict=True), strict=True)
            ]
            writer.write_batch(pyarrow.record_batch(arrays, schema=schema))
    return stream.getvalue()


def read_parquet(folder: str | Path) -> Network:
    """The network of a folder that ``write_parquet`` wrote. Raises ``InvalidRecord`` with every problem, ``MissingExtra``."""
    pyarrow = _pyarrow()
    folder = Path(folder)
    tables: dict[str, list[list[str]]] = {}
    about: dict[str, str] = {}
    problems = []
    for path in sorted(folder.glob("*.parquet")):
        if path.stem == "ties":
            continue
        try:
            table = pyarrow.parquet.read_table(path)
            about |= {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}
            columns = [["" if one is None else str(one) for one in column.to_pylist()] for column in table.columns]
        except (pyarrow.ArrowException, OSError, ValueError) as error:
            what = f"no Parquet that can be read: {' '.join(str(error).split())[:200]}"
            problems.append(Problem(path.name, 0, "", what))
        else:
            tables[path.stem] = [table.column_names, *map(list, zip(*columns, strict=True))]
    if problems:
        raise InvalidRecord(problems)
    return network_of(about.get(DATASET, ""), tables, where=str(folder))
