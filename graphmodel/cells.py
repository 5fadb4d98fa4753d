"""Cells of CSV files: texts that a spreadsheet would take for a formula are marked as text, and read back as they were.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-``, ``@``, their wide forms, or a tab or line end before one. Such a
text gets an apostrophe in front, the spreadsheets' own mark of text. A text that already has apostrophes before such a sign gets
one more, so that taking one off gives back every text exactly. Numbers are left alone, and so is a plus or minus by itself.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

__all__ = ["as_cell", "csv_lines", "from_cell"]

_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]|'*[\t\r\n]")
_MARKED = re.compile(r"'+(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
_NUMBER = re.compile(r"[+-]|[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def as_cell(text: str) -> str:
    """A text as a cell that no spreadsheet runs.

    >>> as_cell("=HYPERLINK(1)"), as_cell("'=1"), as_cell("-70.03"), as_cell("'s-Hertogenbosch")
    ("'=HYPERLINK(1)", "''=1", '-70.03', "'s-Hertogenbosch")
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def from_cell(cell: str) -> str:
    """The text that ``as_cell`` made a cell of.

    >>> from_cell("'=HYPERLINK(1)")
    '=HYPERLINK(1)'
    """
    return cell[1:] if _MARKED.match(cell) else cell


def csv_lines(rows: Iterable[Iterable[str]], *, guarded: bool = True) -> Iterator[str]:
    """Each row as a line of CSV, its texts as cells; not ``guarded`` where no spreadsheet will see them."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    for row in rows:
        writer.writerow([as_cell(value) for value in row] if guarded else row)
        yield stream.getvalue()
        stream.seek(0)
        stream.truncate()
