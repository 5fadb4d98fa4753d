"""Files of other programs: one module for each format. This is their register; help comes from it without importing them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["FORMATS", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format to write: its name, its writer and where that lives, what it takes, and what it is for.

    ``takes``: ``graph``, a network at a date or its projection, with ``spells`` of all dates where none is asked for;
    ``network``, everything.
    """

    name: str
    module: str
    writer: str
    line: str
    takes: Literal["graph", "spells", "network"] = "graph"


FORMATS: tuple[Format, ...] = (
    Format("graphml", "loaders.formats.graphml", "write_graphml", "GraphML, for NetworkX, igraph and most programs."),
    Format(
        "gexf",
        "loaders.formats.gexf",
        "write_gexf",
        "GEXF, for Gephi, with the spells that its timeline plays.",
        "spells",
    ),
    Format(
        "pajek", "loaders.formats.pajek", "write_pajek", "Pajek: .net with partitions beside it, or a .paj project."
    ),
    Format("ucinet", "loaders.formats.ucinet", "write_ucinet", "UCINET DL, a two-mode matrix."),
    Format("csv", "loaders.formats.csv_files", "write_edges", "CSV, one row a tie, with its evidence."),
    Format("matrix", "loaders.formats.csv_files", "write_matrix", "CSV, actors in rows and bodies in columns."),
)
