"""Files of other programs: one module for each format. This is their register; help comes from it without importing them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["FORMATS", "READERS", "Format", "ReadFormat"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format to write: its name, what it is for, its writer and where that lives, what is written without a name, the endings
    of file names that are its own, and what it takes.

    ``takes``: ``graph``, a network at a date or a projection of it; ``both``, that and everything behind it; ``network``,
    everything. ``spells``: without a date it holds the whole history.
    """

    name: str
    line: str
    module: str
    writer: str
    default: str
    endings: tuple[str, ...] = ()
    takes: Literal["graph", "both", "network"] = "graph"
    spells: bool = False


FORMATS: tuple[Format, ...] = (
    Format(
        "graphml",
        "one file, for NetworkX, igraph and most programs.",
        "loaders.formats.graphml",
        "write_graphml",
        "network.graphml",
        (".graphml",),
    ),
    Format(
        "gexf",
        "one file, for Gephi, with the spells that its timeline plays; without --at, of all dates.",
        "loaders.formats.gexf",
        "write_gexf",
        "network.gexf",
        (".gexf",),
        spells=True,
    ),
    Format(
        "pajek",
        "a project (.paj), or a network (.net) with its partitions beside it.",
        "loaders.formats.pajek",
        "write_pajek",
        "network.paj",
        (".paj", ".net"),
    ),
    Format("ucinet", "one DL file, a matrix.", "loaders.formats.ucinet", "write_ucinet", "network.dl", (".dl",)),
    Format(
        "csv",
        "one row a tie, with roles, spells, evidence and citations.",
        "loaders.formats.csv_files",
        "write_edges",
        "ties.csv",
        (".csv",),
    ),
    Format(
        "matrix",
        "a CSV file, actors in rows and bodies in columns.",
        "loaders.formats.csv_files",
        "write_matrix",
        "matrix.csv",
        (".csv",),
    ),
    Format(
        "excel",
        "a workbook: the ties, and a sheet for every table of the data.",
        "loaders.formats.excel",
        "write_excel",
        "network.xlsx",
        (".xlsx",),
        takes="both",
        spells=True,
    ),
    Format(
        "parquet",
        "a folder: the ties, and a file for every table of the data.",
        "loaders.formats.parquet",
        "write_parquet",
        "network-parquet",
        takes="both",
        spells=True,
    ),
    Format(
        "neo4j",
        "a folder of CSV for neo4j-admin database import: the whole network, whatever is selected.",
        "loaders.formats.neo4j_csv",
        "write_neo4j",
        "network-neo4j",
        takes="network",
    ),
)


@dataclass(frozen=True, slots=True)
class ReadFormat:
    """One network file to read: its name, as among ``FORMATS``, where the reader of its affiliations lives, and its endings."""

    name: str
    module: str
    reader: str
    endings: tuple[str, ...]


READERS: tuple[ReadFormat, ...] = (
    ReadFormat("graphml", "loaders.formats.graphml", "read_graphml", (".graphml",)),
    ReadFormat("gexf", "loaders.formats.gexf", "read_gexf", (".gexf",)),
    ReadFormat("pajek", "loaders.formats.pajek", "read_pajek", (".net", ".paj")),
    ReadFormat("ucinet", "loaders.formats.ucinet", "read_ucinet", (".dl",)),
)
