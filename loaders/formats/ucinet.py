"""UCINET DL (https://sites.google.com/site/ucinetsoftware): two-mode matrices, and edge lists of one mode."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from graphmodel.errors import InvalidRecord, Problem
from graphmodel.files import write_parts
from loaders.affiliations import Affiliation
from loaders.formats.affiliated import lines_of
from loaders.formats.csv_files import rows_and_columns, weights_by_row
from loaders.formats.graph import Graph

__all__ = ["read_ucinet", "write_ucinet"]


def write_ucinet(graph: Graph, path: str | Path) -> Path:
    """Write a network as DL: a two-mode matrix (``nr``, ``nc``) by ids, or a projection as an edge list of one mode.

    The edge list has each pair in both directions, which is how DL says that a tie has none. The format has no place for what
    else is known; the CSV edge list has it. Raises ``UnwritablePath``.
    """
    return write_parts(path, _one_mode(graph) if graph.actors is None else _two_mode(graph))


def _two_mode(graph: Graph) -> Iterator[str]:
    rows, columns = rows_and_columns(graph)
    yield f"dl nr={len(rows)}, nc={len(columns)}\nformat=fullmatrix\n"
    for head, nodes in (("row labels:\n", rows), ("column labels:\n", columns)):
        yield head
        yield from (f"{node.id}\n" for node in nodes)
    yield "data:\n"
    for weights in weights_by_row(graph):
        yield f"{' '.join(map(str, weights))}\n"


def _one_mode(graph: Graph) -> Iterator[str]:
    yield f"dl n={len(graph.nodes)}\nformat=edgelist1\nlabels:\n"
    yield f"{','.join(node.id for node in graph.nodes)}\ndata:\n"
    for edge in graph.edges():
        first, second = edge.first + 1, edge.second + 1
        yield f"{first} {second} {edge.weight}\n{second} {first} {edge.weight}\n"


def read_ucinet(path: str | Path) -> list[Affiliation]:
    """The affiliations in a two-mode DL file, by row (actors) and column (bodies), in file order.

    Reads ``format=fullmatrix`` with ``nr`` and ``nc``, and ``format=edgelist2``; labels listed, or ``labels embedded``. Every
    value but 0 is a tie. Raises ``InvalidRecord`` with every problem; a file of one mode has no affiliations, and is refused.
    """
    path = Path(path)
    return _Reader(path.name, lines_of(path)).read()


_SECTION = re.compile(
    r"(row labels embedded|col(?:umn)? labels embedded|labels embedded|row labels|col(?:umn)? labels|labels|data)\s*:?",
    re.IGNORECASE,
)
_SETTING = re.compile(r"\b(nr|nc|nm|n|format|diagonal)\b\s*=?\s*([\w.]+)", re.IGNORECASE)
_WORD = re.compile(r'"([^"]*)"|([^\s,"]+)')
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_LARGEST = 1_000_000


class _Word(str):
    """A word of the file, with the place where it stands."""

    __slots__ = ("column", "line")
    line: int
    column: int


class _Reader:
    def __init__(self, file: str, lines: list[str]) -> None:
        self.file = file
        self.lines = lines
        self.problems: list[Problem] = []
        self.settings: dict[str, str] = {}
        self.labels: dict[str, list[_Word]] = {"row": [], "column": []}
        self.embedded: set[str] = set()
        self.data: list[list[_Word]] = []

    def read(self) -> list[Affiliation]:
        """Affiliations, or every problem."""
        self._sections()
        form = self.settings.get("format", "fullmatrix").lower()
        found: list[Affiliation] = []
        if not self.problems:
            if "n" in self.settings or form.endswith("1"):
                self._problem(
                    0, 0, "a file of one mode: it says who is tied to whom, not who sits in what; give nr and nc"
                )
            elif form in ("fullmatrix", "fm"):
                found = self._matrix()
            elif form in ("edgelist2", "el2"):
                found = self._edges()
            else:
                self._problem(0, 0, f'format "{form}" is not read; save it as fullmatrix or edgelist2')
        if self.problems:
            raise InvalidRecord(self.problems)
        return found

    def _problem(self, line: int, column: int, what: str) -> None:
        self.problems.append(Problem(self.file, line, f"character {column}" if column else "", what))

    def _sections(self) -> None:
        """Take the file apart: settings, labels, data."""
        section = "head"
        for number, line in enumerate(self.lines, start=1):
            rest = line
            if number == 1:
                if not rest.strip().lower().startswith("dl"):
                    self._problem(1, 1, 'not a DL file: it begins with "dl"')
                    return
                rest = rest.replace(rest.strip()[:2], "  ", 1)
            if section != "data" and (match := _SECTION.match(rest.strip())):
                section = self._begun(match[1].lower())
                start = rest.index(match[0]) + len(match[0])
                rest = " " * start + rest[start:]
            if section == "head":
                self._set(number, rest)
                continue
            words = self._words(number, rest)
            if section == "data":
                if words:
                    self.data.append(words)
            else:
                for side in ("row", "column") if section == "labels" else (section,):
                    self.labels[side] += words

    def _begun(self, words: str) -> str:
        """The section that such words begin."""
        sides = ["row"] if words.startswith("row") else ["column"] if words.startswith("col") else ["row", "column"]
        if words == "data":
            return "data"
        if words.endswith("embedded"):
            self.embedded |= set(sides)
            return "head"
        return sides[0] if len(sides) == 1 else "labels"

    def _set(self, number: int, line: str) -> None:
        taken = _SETTING.sub(lambda match: " " * len(match[0]), line)
        for match in _SETTING.finditer(line):
            self.settings[match[1].lower()] = match[2]
        for word in self._words(number, taken):
            self._problem(number, word.column, f'"{word}" is no setting of DL; see nr, nc, format, labels, data')

    @staticmethod
    def _words(number: int, line: str) -> list[_Word]:
        words = []
        for match in _WORD.finditer(line):
            word = _Word(match[1] if match[1] is not None else match[2])
            word.line, word.column = number, match.start() + 1
            words.append(word)
        return words

    def _size(self, name: str) -> int:
        value = self.settings.get(name, "")
        if not re.fullmatch(r"\d{1,9}", value, re.ASCII) or int(value) > _LARGEST:
            said = f'"{value}" is no size' if value else "is missing"
            self._problem(1, 0, f"{name}: {said}; a two-mode file says how many rows (nr) and columns (nc) it has")
            return -1
        return int(value)

    def _matrix(self) -> list[Affiliation]:
        rows, columns = self._size("nr"), self._size("nc")
        if self.problems:
            return []
        data = self.data
        column_labels = self.labels["column"]
        if "column" in self.embedded:
            flat = [word for line in data for word in line]
            column_labels, data = flat[:columns], [flat[columns:]]
        row_labels = self.labels["row"]
        flat = [word for line in data for word in line]
        width = columns + ("row" in self.embedded)
        if len(flat) != rows * width:
            line = flat[-1].line if flat else len(self.lines)
            self._problem(line, 0, f"{len(flat)} values where {rows} rows of {width} make {rows * width}")
            return []
        if "row" in self.embedded:
            row_labels = [flat[row * width] for row in range(rows)]
            flat = [word for position, word in enumerate(flat) if position % width]
        self._labelled("row", row_labels, rows)
        self._labelled("column", column_labels, columns)
        found = []
        for position, word in enumerate(flat):
            if self._value(word) and not self.problems:
                actor, body = row_labels[position // columns], column_labels[position % columns]
                found.append(Affiliation(str(actor), str(body), line=word.line, column=f"character {word.column}"))
        return found

    def _labelled(self, side: str, labels: list[_Word], size: int) -> None:
        if len(labels) != size:
            self._problem(
                0, 0, f"{len(labels)} {side} labels where there are {size}; an affiliation needs the names of both ends"
            )
        seen: set[str] = set()
        for label in labels:
            if label in seen:
                self._problem(label.line, label.column, f'{side} label "{label}" is there already')
            seen.add(label)

    def _value(self, word: _Word) -> bool:
        if not _NUMBER.fullmatch(word):
            self._problem(word.line, word.column, f'"{word}" is no number')
            return False
        return float(word) != 0

    def _edges(self) -> list[Affiliation]:
        found = []
        for words in self.data:
            line, column = words[0].line, words[0].column
            if len(words) not in (2, 3):
                self._problem(
                    line, column, f"{len(words)} values; a line of an edge list has a row, a column and perhaps a value"
                )
                continue
            actor, body = self._end("row", words[0]), self._end("column", words[1])
            if (len(words) == 2 or self._value(words[2])) and actor and body:
                found.append(Affiliation(actor, body, line=line, column=f"character {column}"))
        return found

    def _end(self, side: str, word: _Word) -> str:
        labels = self.labels[side]
        if side in self.embedded or (labels and word in labels):
            return str(word)
        if labels and re.fullmatch(r"\d{1,9}", word, re.ASCII) and 1 <= int(word) <= len(labels):
            return str(labels[int(word) - 1])
        self._problem(word.line, word.column, f'"{word}" is no {side} label and no number of one')
        return ""
