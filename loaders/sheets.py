"""Tables as other people's programs write them: encoding, separator, and cells that a spreadsheet changed.

What is certain is recognized and said; what is not is asked for. Nothing is corrected in silence.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from graphmodel.errors import InvalidQuestion, InvalidRecord, Problem

__all__ = ["BYTE_ORDER_MARKS", "Sheet", "capped", "changed_date", "read_sheet", "with_lines"]

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
BYTE_ORDER_MARKS = tuple(mark for mark, _ in MARKS)
ALIKE = 10
"""Problems of one sort that are listed before the rest of them is counted."""
SAMPLE = 200

_CHANGED_DATE = re.compile(
    r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}[/.]\d{1,2}[/.]\d{1,2}|\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}.*"
    r"|[A-Za-z]{3}-\d{2,4}|\d{1,2}-[A-Za-z]{3}(-\d{2,4})?|\d{5}|\d{4}[.,]0+"
)
_FORMULA = re.compile(r"[=@]|[+-](?![\d.,]*$)")
_FAILED_FORMULA = re.compile(r"#(N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!)")
_PARTICULAR = re.compile(r'"[^"]*"|\d+')


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a table without surrounding blanks, each row with the line on which it begins; rows without content are
    left out. ``remarks`` say what was recognized. ``problems`` are kept, so that all are raised at once: a formula leaves an
    empty cell here.
    """

    file: str
    head: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    remarks: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def changed_date(cell: str) -> bool:
    """Whether a cell looks like a date, or a year, that a spreadsheet rewrote.

    >>> changed_date("01/05/2008"), changed_date("2008,0"), changed_date("2008-05")
    (True, True, False)
    """
    return _CHANGED_DATE.fullmatch(cell) is not None


def capped(problems: Iterable[Problem], most: int = ALIKE) -> list[Problem]:
    """The problems in file order, with those beyond the first few of one sort counted instead of listed."""
    alike: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for one in sorted(set(problems)):
        alike[one.file, _PARTICULAR.sub("", one.what)].append(one)
    shown = []
    for some in alike.values():
        shown += some[:most]
        if len(some) > most:
            shown.append(
                Problem(some[most].file, some[most].line, "", f"and {len(some) - most} more like the last one")
            )
    return shown


def read_sheet(path: str | Path, *, encoding: str = "", separator: str = "") -> Sheet:
    """The cells of a CSV file of any common encoding and separator.

    Rows of another width than the head and formulas are in the ``problems`` of what comes back. Raises ``InvalidRecord`` where
    nothing can be read: bytes that are no text, a separator that is not certain, broken quotes, columns without a name or with
    the same; ``InvalidQuestion`` for an encoding or a separator that is none.
    """
    path = Path(path)
    remarks: list[str] = []
    text = _text(path, encoding, remarks)
    if not text.strip():
        raise InvalidRecord([Problem(path.name, 0, "", "is empty; a table has a head and at least one row below it")])
    if separator and (len(separator) != 1 or separator in '"\r\n'):
        raise InvalidQuestion(f'separator: "{separator}" is no separator; write one character, or tab')
    if not separator:
        separator = _separator(path.name, text)
        if separator != ",":
            remarks.append(f"separator: {SEPARATORS[separator]}")
    return _cells(path.name, text, separator, remarks)


def _text(path: Path, encoding: str, remarks: list[str]) -> str:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise InvalidRecord([Problem(str(path), 0, "", "no such file")]) from None
    except OSError as error:
        raise InvalidRecord([Problem(str(path), 0, "", f"cannot be read: {error.strerror}")]) from None
    if content.startswith(b"PK\x03\x04"):
        what = 'a file of a spreadsheet program; save the sheet as "CSV UTF-8" and import that'
        raise InvalidRecord([Problem(path.name, 0, "", what)])
    if not encoding:
        encoding = next((name for mark, name in MARKS if content.startswith(mark)), "utf-8")
        if encoding == "utf-8" and b"\x00" in content[:1000]:
            what = "zero bytes, as in UTF-16 without a byte order mark; say so with --encoding utf-16-le, or utf-16-be"
            raise InvalidRecord([Problem(path.name, 1, "", what)])
        if not encoding.startswith("utf-8"):
            remarks.append(f"encoding: {encoding}, by its byte order mark")
    try:
        return content.decode(encoding)
    except LookupError:
        raise InvalidQuestion(
            f'encoding: "{encoding}" is none that is known; write latin-1, cp1252 or utf-16'
        ) from None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f'not {encoding.removesuffix("-sig")}; save it as "CSV UTF-8", or say: --encoding latin-1, or cp1252'
        raise InvalidRecord([Problem(path.name, line, "", what)]) from None
    except UnicodeError as error:
        raise InvalidRecord([Problem(path.name, 0, "", f"not {encoding}: {error}")]) from None


def _separator(file: str, text: str) -> str:
    """The one separator that makes a table of the text: more than one column, and as many in every row."""
    possible: dict[str, bool] = {}
    for one in SEPARATORS:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=one)
        try:
            widths = [len(row) for row in islice(rows, SAMPLE) if any(row)]
        except csv.Error:
            continue
        if widths and widths[0] > 1:
            possible[one] = len(set(widths)) == 1
    even = [one for one, is_even in possible.items() if is_even]
    certain = even if len(even) == 1 else list(possible) if not even else []
    if len(certain) == 1:
        return certain[0]
    if not possible:
        what = "one column only; a table of ties has at least an actor and a body. Another separator? Say --separator"
    else:
        what = f"{' or '.join(SEPARATORS[one] for one in possible)}? What separates the cells is not certain; say --separator"
    raise InvalidRecord([Problem(file, 1, "", what)])


def with_lines(lines: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Each record of a CSV reader with the line on which it begins."""
    begin = lines.line_num + 1  # type: ignore[attr-defined]
    for values in lines:
        yield begin, values
        begin = lines.line_num + 1  # type: ignore[attr-defined]


def _cells(file: str, text: str, separator: str, remarks: list[str]) -> Sheet:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    problems: list[Problem] = []
    head: tuple[str, ...] = ()
    rows: list[tuple[int, tuple[str, ...]]] = []
    line = 1
    try:
        for line, values in with_lines(reader):
            cells = tuple(value.strip() for value in values)
            if not any(cells):
                continue
            if not head:
                head = cells
                _check_head(file, line, head)
            elif len(cells) != len(head):
                what = f"{len(cells)} cells where the head has {len(head)}; quote cells that contain the separator"
                problems.append(Problem(file, line, "", what))
            else:
                wrong = {at: what for at, cell in enumerate(cells) if (what := _not_a_value(cell))}
                problems += [Problem(file, line, head[at], what) for at, what in wrong.items()]
                rows.append(
                    (line, tuple("" if at in wrong else cell for at, cell in enumerate(cells)) if wrong else cells)
                )
    except csv.Error as error:
        what = f"no CSV: {error}; quote marks inside cells are doubled"
        problems.append(Problem(file, max(line, reader.line_num), "", what))
        raise InvalidRecord(capped(problems)) from None
    if not problems and not rows:
        raise InvalidRecord([Problem(file, 0, "", "no rows; a table has a head and at least one row below it")])
    return Sheet(file, head, tuple(rows), tuple(remarks), tuple(problems))


def _check_head(file: str, line: int, head: tuple[str, ...]) -> None:
    problems = [Problem(file, line, name, what) for name in head if (what := _not_a_value(name))]
    for name in sorted({name for name in head if name and head.count(name) > 1}):
        problems.append(Problem(file, line, name, "is there twice; every column has a name of its own"))
    for place, name in enumerate(head[1:], start=2):
        if not name:
            what = "has no name; the cells of a merged head each need one"
            problems.append(Problem(file, line, f"column {place}", what))
    if problems:
        raise InvalidRecord(capped(problems))


def _not_a_value(cell: str) -> str:
    if not cell or cell[0] not in "=@+-#":
        return ""
    shown = cell if len(cell) <= 40 else f"{cell[:37]}..."
    if _FAILED_FORMULA.fullmatch(cell):
        return f'"{shown}" is a formula that failed; write the value'
    if _FORMULA.match(cell):
        return f'"{shown}" is a formula, or reads as one; write the value that it shows'
    return ""
