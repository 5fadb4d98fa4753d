"""CSV for ``neo4j-admin database import full``: the graph that ``graphmodel load`` makes, for a database that is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from graphmodel.files import Content, write_files
from graphmodel.network import Network
from loaders.neo4j_store import SCHEMA, TIES, node_batches, version_of

__all__ = ["write_neo4j"]

_BETWEEN = "\x1f"
"""Separates the parts of a list: a sign that no text has."""
_OPTIONS = ("--id-type=string", "--array-delimiter=U+001F", "--multiline-fields=true", "--ignore-empty-strings=false")
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}
_ABOUT = "GM_ABOUT"
_CURRENT = "GraphModelCurrent"

Row = dict[str, Any]


def write_neo4j(network: Network, folder: str | Path) -> Path:
    """Write a folder from which ``neo4j-admin`` makes a database that ``--store neo4j`` reads: a file for each label and each
    type, ``neo4j-admin.args``, and ``schema.cypher`` with the constraints, to be run once the server has started.

    In the folder: ``neo4j-admin database import full neo4j @neo4j-admin.args``, with the server stopped. These files are for
    that program, which takes every text as it stands; they are not for spreadsheets. Raises ``UnwritablePath``.
    """
    version = version_of(network)
    contents: dict[str, Content] = {}
    arguments = [*_OPTIONS]
    nodes = dict(_nodes(network))
    known = {row["id"] for rows in nodes.values() for row in rows}
    about = [
        {"start": row["id"], "end": row["about"]}
        for rows in nodes.values()
        for row in rows
        if row.get("about") in known
    ]
    for label, rows in nodes.items():
        contents[f"nodes-{label}.csv"] = _file(rows, {"id": "id:ID"}, version)
        arguments.append(f"--nodes=GraphModel:{label}=nodes-{label}.csv")
    current = {"id": _CURRENT, "name": "current", "previous": ""}
    contents[f"nodes-{_CURRENT}.csv"] = _file([current], {"id": ":ID"}, version)
    arguments.append(f"--nodes={_CURRENT}=nodes-{_CURRENT}.csv")
    ends = {"start": ":START_ID", "end": ":END_ID"}
    for kind in TIES:
        contents[f"relationships-{kind}.csv"] = _file(_Ties(network, kind), ends, version)
        arguments.append(f"--relationships={kind}=relationships-{kind}.csv")
    contents[f"relationships-{_ABOUT}.csv"] = _file(about, ends, "")
    arguments.append(f"--relationships={_ABOUT}=relationships-{_ABOUT}.csv")
    contents["neo4j-admin.args"] = "".join(f"{one}\n" for one in arguments).encode()
    contents["schema.cypher"] = "".join(f"{one};\n" for one in SCHEMA).encode()
    write_files(folder, contents)
    return Path(folder)


def _nodes(network: Network) -> Iterator[tuple[str, list[Row]]]:
    """Each label with its rows; batches of one label follow one another."""
    rows: dict[str, list[Row]] = {}
    for batch in node_batches(network):
        rows.setdefault(batch.sort, []).extend({"id": row["id"], **row["properties"]} for row in batch.rows)
    return iter(rows.items())


class _Ties:
    """The relationships of one type, made anew each time they are walked through."""

    def __init__(self, network: Network, kind: str) -> None:
        self.network = network
        self.kind = kind

    def __iter__(self) -> Iterator[Row]:
        for batch in TIES[self.kind](self.network):
            for row in batch.rows:
                for start, key, record, shape in row["ties"]:
                    yield {"start": start, "end": row["end"], "key": key, "record": record, **batch.shapes[shape]}


def _file(rows: Iterable[Row], columns: dict[str, str], version: str) -> Iterator[bytes]:
    """The head, with the type of every property, and a line for each row; walks through the rows twice."""
    types: dict[str, str] = {}
    for row in rows:
        for name, value in row.items():
            if name not in columns and types.get(name) in (None, "string[]"):
                types[name] = _type_of(value)
    head = [*columns.values(), *(f"{name}:{kind}" for name, kind in types.items())]
    yield f"{','.join([*head, 'version:string'] if version else head)}\n".encode()
    names = [*columns, *types]
    for row in rows:
        cells = [_cell(row.get(name)) for name in names]
        yield f"{','.join([*cells, _cell(version)] if version else cells)}\n".encode()


def _type_of(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"{_TYPES[type(value[0])]}[]" if value else "string[]"
    return _TYPES[type(value)]


def _cell(value: Any) -> str:
    """A value as the importer reads it: every text in quotes, nothing for none and for an empty list, which it cannot hold."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return _quoted(_BETWEEN.join(map(str, value))) if value else ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else _quoted(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
