"""Names of actors in foreign files, resolved strictly; and the file in which a user says what the others mean."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graphmodel.entities import Entity
from graphmodel.errors import InvalidRecord, Problem, UnknownEntity
from graphmodel.files import write_text
from graphmodel.names import NameIndex
from loaders.sheets import BYTE_ORDER_MARKS, capped, read_sheet

__all__ = ["LEAVE_OUT", "Resolution", "UnresolvedNames", "read_names", "resolve"]

LEAVE_OUT = "leave out"
COLUMNS = ("name", "id", "closest", "line", "rows")
STATES = ("state", "territory")
ANSWERS = (*STATES, "organization", "group", "process", "initiative")


@dataclass(frozen=True)
class Resolution:
    """The entity of each name, and how often a name stands that the user leaves out."""

    entities: Mapping[str, Entity]
    left_out: Mapping[str, int] = field(default_factory=dict)


class UnresolvedNames(InvalidRecord):
    """Names that are nobody's, or several entities'; ``write`` makes the file in which a user says what they mean."""

    def __init__(self, problems: Iterable[Problem], rows: Iterable[tuple[str, ...]]) -> None:
        super().__init__(problems)
        self.rows = tuple(rows)

    def write(self, path: str | Path) -> Path:
        """Write the names as a CSV file with an empty column ``id`` to fill in. Raises ``UnwritablePath``.

        It begins with a byte order mark: without one spreadsheet programs take its letters for others.
        """
        stream = io.StringIO(newline="")
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerows([COLUMNS, *self.rows])
        return write_text(path, f"\ufeff{stream.getvalue()}")


def read_names(path: str | Path, *, encoding: str = "") -> dict[str, str]:
    """What a names file says of each name: an id or a name of ours, or "leave out"; empty where it does not say yet.

    It is written as UTF-8; what a spreadsheet program saved as something else is read in ``encoding``, by default cp1252: names
    are compared with those of the table, so that another encoding shows. Raises ``InvalidRecord``, with every problem found.
    """
    sheet = read_sheet(path, encoding="" if _tells_its_encoding(path) else encoding or "cp1252")
    missing = [name for name in ("name", "id") if name not in sheet.head]
    if missing:
        raise InvalidRecord([Problem(sheet.file, 1, name, "column is missing") for name in missing])
    name_at, id_at = sheet.head.index("name"), sheet.head.index("id")
    answers: dict[str, str] = {}
    problems = list(sheet.problems)
    for line, cells in sheet.rows:
        name, answer = cells[name_at], cells[id_at]
        if not name:
            problems.append(Problem(sheet.file, line, "name", "is empty; every row needs it"))
        elif answers.setdefault(name, answer) != answer:
            problems.append(
                Problem(sheet.file, line, "id", f'"{name}" has "{answers[name]}" above; a name means one thing')
            )
    if problems:
        raise InvalidRecord(capped(problems))
    return answers


def _tells_its_encoding(path: str | Path) -> bool:
    try:
        content = Path(path).read_bytes()
        content.decode()
    except UnicodeDecodeError:
        return content.startswith(BYTE_ORDER_MARKS)
    except OSError:
        return True
    return True


def resolve(
    names: Iterable[tuple[str, int, str]],
    index: NameIndex,
    *,
    file: str,
    answers: Mapping[str, str] | None = None,
    answers_file: str = "names",
) -> Resolution:
    """The states and territories that names mean, by the project's own names and a user's answers; nothing is guessed.

    ``names`` are all that a file has, with line and column. Answers may name any entity that can be an actor. Raises
    ``UnresolvedNames`` if any name is left that is nobody's, or several entities'.
    """
    answers = answers or {}
    places: dict[str, list[tuple[int, str]]] = {}
    for name, line, column in names:
        places.setdefault(name, []).append((line, column))
    entities: dict[str, Entity] = {}
    left_out: dict[str, int] = {}
    problems = []
    rows = []
    for name, stands in places.items():
        answer = answers.get(name, "")
        if answer.casefold() == LEAVE_OUT:
            left_out[name] = len(stands)
            continue
        try:
            entities[name] = index.find(answer, kinds=ANSWERS) if answer else index.find(name, kinds=STATES)
            continue
        except UnknownEntity as error:
            line, column = stands[0]
            if answer:
                problems.append(Problem(answers_file, 0, name, f"{error}; write an id, or {LEAVE_OUT}"))
            else:
                problems.append(Problem(file, line, column, str(error)))
        near = "; ".join(f"{one.id} {one.name}" for one in index.candidates(name, kinds=STATES)[:3])
        rows.append((name, answer, near, str(line), str(len(stands))))
    if problems:
        open_names = {row[0] for row in rows}
        settled = [
            (name, answers[name], "", "", "") for name in sorted(answers) if answers[name] and name not in open_names
        ]
        raise UnresolvedNames(capped(problems), [*sorted(rows), *settled])
    return Resolution(entities, left_out)
