"""Affiliation tables of other people: who is affiliated with what, as their files say it, before it is a network of ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from graphmodel.dates import PartialDate
from graphmodel.errors import InvalidQuestion, InvalidRecord, Problem
from graphmodel.names import closest, plain
from graphmodel.ties import ROLES
from loaders.sheets import Sheet, capped, changed_date, read_sheet

__all__ = [
    "FORMS_OF_TABLES",
    "Affiliation",
    "Columns",
    "Reading",
    "Whole",
    "date_problem",
    "read_affiliation_table",
    "reading_of",
    "spellings",
]


@dataclass(frozen=True, slots=True)
class Affiliation:
    """One statement of a foreign file: an actor in a body, in the words of the file, with the place where it stands.

    Dates are texts as in the tables of a data folder; an empty text says that the file does not say. ``line`` and ``column``
    are where a reader of the file finds it, ``column`` by name where the file has names.
    """

    actor: str
    body: str
    role: str = ""
    start: str = ""
    end: str = ""
    as_of: str = ""
    source: str = ""
    line: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class Whole:
    """What a file states as a whole: all who were in a body, in a role, at a date; whoever it does not name was not."""

    body: str
    role: str
    as_of: str
    line: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file says: affiliations, the wholes among them, and remarks on how it was read.

    ``actors``, with their line, and ``bodies`` are all that it names, in ties or not. ``problems`` are kept, so that names are
    judged before all problems are raised at once; ``actor_column`` is where names stand.
    """

    file: str
    affiliations: tuple[Affiliation, ...]
    wholes: tuple[Whole, ...] = ()
    actors: tuple[tuple[str, int], ...] = ()
    bodies: tuple[str, ...] = ()
    actor_column: str = ""
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the columns of a table, where they are given; the others are guessed where that is certain."""

    actor: str = ""
    body: str = ""
    role: str = ""
    start: str = ""
    end: str = ""
    as_of: str = ""
    source: str = ""
    complete: str = ""


FORMS_OF_TABLES = ("long", "matrix", "panel")
"""A row a tie; actors in rows and bodies in columns; or a row an actor and year, bodies in columns."""

USUAL_WORDS: dict[str, tuple[str, ...]] = {
    "actor": ("actor", "state", "country", "member", "member state", "participant", "person"),
    "body": (
        "body",
        "process",
        "organization",
        "organisation",
        "igo",
        "event",
        "group",
        "forum",
        "club",
        "committee",
        "initiative",
        "treaty",
        "agreement",
        "convention",
    ),
    "role": ("role", "status"),
    "start": ("start", "start date", "start year", "from", "since", "joined"),
    "end": ("end", "end date", "end year", "until", "left"),
    "as_of": ("as of", "date", "year"),
    "source": ("source", "reference", "citation"),
    "complete": ("complete", "complete list"),
}
YES = frozenset({"1", "x", "yes", "true"})
NO = frozenset({"", "0", "no", "false"})


def read_affiliation_table(
    path: str | Path,
    *,
    form: str = "",
    columns: Columns | None = None,
    role: str = "member",
    as_of: str = "",
    complete: bool = False,
    encoding: str = "",
    separator: str = "",
) -> Reading:
    """What a CSV table says, in the long, matrix or panel form.

    ``role`` and ``as_of`` hold where the table says nothing else. ``complete``: it names all who were in each of its bodies,
    at its dates. Without it an empty cell or a 0 says nothing. Problems of cells are in what comes back. Raises
    ``InvalidRecord`` if it is no table or its columns are not known, ``InvalidQuestion`` for options that have no meaning
    together.
    """
    sheet = read_sheet(path, encoding=encoding, separator=separator)
    if role not in ROLES:
        raise InvalidQuestion(f'role: "{role}" is none of {", ".join(ROLES)}{closest(role, ROLES)}')
    if as_of and (what := date_problem(as_of)):
        raise InvalidQuestion(f"as-of: {what}")
    if form and form not in FORMS_OF_TABLES:
        raise InvalidQuestion(f'form: "{form}" is none of {", ".join(FORMS_OF_TABLES)}')
    return _Table(sheet, columns or Columns(), role, as_of, complete).read(form)


def reading_of(
    path: str | Path, affiliations: Iterable[Affiliation], *, role: str = "member", as_of: str = ""
) -> Reading:
    """What the reader of another format found, with the role and the date that hold where the file says nothing else.

    Roles and dates that are none of ours are in the ``problems`` of what comes back.
    """
    file = Path(path).name
    problems, kept = [], []
    for one in affiliations:
        dated = one.start or one.end or one.as_of
        one = replace(one, role=one.role or role, as_of=one.as_of if dated else as_of)
        found = [("role", role_problem(one.role))]
        found += [(name, date_problem(text)) for name in ("start", "end", "as_of") if (text := getattr(one, name))]
        problems += [Problem(file, one.line, name, what) for name, what in found if what]
        kept.append(one)
    return Reading(file, tuple(kept), problems=tuple(problems))


class _Table:
    """One sheet being read: its columns once they are known, problems and remarks on the way."""

    def __init__(self, sheet: Sheet, columns: Columns, role: str, as_of: str, complete: bool) -> None:
        self.sheet = sheet
        self.given = columns
        self.role = role
        self.as_of = as_of
        self.complete = complete
        self.problems = list(sheet.problems)
        self.reported = {(one.line, one.column) for one in sheet.problems}
        self.remarks = list(sheet.remarks)
        self.place: dict[str, int] = {}

    def read(self, form: str) -> Reading:
        """The affiliations of the sheet, in the form given or recognized."""
        self._find_given()
        self._stop_if_wrong()
        form = form or self._form()
        return {"long": self._long, "matrix": self._matrix, "panel": self._panel}[form]()

    def _stop_if_wrong(self) -> None:
        """Without its columns a table cannot be read further."""
        if len(self.problems) > len(self.sheet.problems):
            raise InvalidRecord(capped(self.problems))

    def _problem(self, line: int, column: str, what: str) -> None:
        if (line, column) not in self.reported:
            self.problems.append(Problem(self.sheet.file, line, column, what))

    def _find_given(self) -> None:
        for one in fields(self.given):
            name = getattr(self.given, one.name)
            if not name:
                continue
            if name in self.sheet.head:
                self.place[one.name] = self.sheet.head.index(name)
            else:
                option = one.name.replace("_", "-")
                what = f'no column "{name}", which --{option}-column names{closest(name, self.sheet.head)}'
                self._problem(1, "", what)

    def _guess(self, concepts: Iterable[str], required: Iterable[str] = ()) -> None:
        """Find columns by the words that are usual for them; where two may be meant, ask."""
        for concept in concepts:
            option = f"--{concept.replace('_', '-')}-column"
            if concept in self.place:
                continue
            taken = set(self.place.values())
            found = [
                place
                for place, name in enumerate(self.sheet.head)
                if place not in taken and plain(name) in USUAL_WORDS[concept]
            ]
            if len(found) == 1:
                self.place[concept] = found[0]
                self.remarks.append(f'column "{self.sheet.head[found[0]]}" read as {concept.replace("_", "-")}')
            elif found:
                names = " or ".join(f'"{self.sheet.head[place]}"' for place in found)
                self._problem(
                    1, "", f"{names}? Which column is the {concept.replace('_', '-')} is not certain; say {option}"
                )
            elif concept in required:
                names = ", ".join(name for name in self.sheet.head if name)
                self._problem(
                    1, "", f"no column is certainly the {concept.replace('_', '-')}; say {option}, one of {names}"
                )

    def _form(self) -> str:
        """Long where one column is certainly the body; else matrix or panel, if the cells are those of one."""
        named = {plain(name) for name in self.sheet.head}
        if "body" in self.place or sum(word in named for word in USUAL_WORDS["body"]) == 1:
            return "long"
        dated = "as_of" in self.place or "year" in named
        first = {0} | {self.place[one] for one in ("actor", "as_of") if one in self.place}
        if "as_of" not in self.place and dated:
            first |= {place for place, name in enumerate(self.sheet.head) if plain(name) == "year"}
        if all(
            _reads_as_cell(cell)
            for _, cells in self.sheet.rows
            for place, cell in enumerate(cells)
            if place not in first
        ):
            form = "panel" if dated else "matrix"
            self.remarks.append(f"form: {form}, by its columns and cells")
            return form
        what = (
            "which form this table has is not certain; say --form long with --actor-column and --body-column, "
            "--form matrix, or --form panel"
        )
        raise InvalidRecord([Problem(self.sheet.file, 1, "", what)])

    def _cell(self, cells: tuple[str, ...], concept: str) -> str:
        return cells[self.place[concept]] if concept in self.place else ""

    def _long(self) -> Reading:
        self._guess(USUAL_WORDS, required=("actor", "body"))
        self._stop_if_wrong()
        unread = [name for place, name in enumerate(self.sheet.head) if place not in self.place.values()]
        if unread:
            self.remarks.append(f"columns not read: {', '.join(unread)}")
        affiliations = []
        stated: dict[tuple[str, str, str], dict[bool, int]] = {}
        seen: dict[tuple[str, ...], int] = {}
        for line, cells in self.sheet.rows:
            if cells in seen:
                self._problem(line, "", f"is the same as line {seen[cells]}; one fact is one row")
            seen.setdefault(cells, line)
            one = Affiliation(
                actor=self._name(line, cells, "actor"),
                body=self._name(line, cells, "body"),
                role=self._role(line, self._cell(cells, "role"), "role"),
                start=self._date(line, cells, "start"),
                end=self._date(line, cells, "end"),
                as_of=self._date(line, cells, "as_of"),
                source=self._cell(cells, "source"),
                line=line,
            )
            if not (one.start or one.end or one.as_of) and self.as_of:
                one = Affiliation(one.actor, one.body, one.role, as_of=self.as_of, source=one.source, line=line)
            self._check_order(one)
            whole = self._is_whole(line, cells)
            if one.as_of or whole:
                stated.setdefault((one.body, one.role, one.as_of), {}).setdefault(whole, line)
            affiliations.append(one)
        wholes = []
        for (body, role, as_of), said in stated.items():
            if len(said) > 1:
                what = f"line {said[True]} says that the list of {body} is complete, this one does not; every row of it says so"
                self._problem(said[False], self._column("complete"), what)
            elif True in said and not as_of:
                self._problem(
                    said[True], self._column("complete"), "complete at no date; a complete list needs an as-of"
                )
            elif True in said:
                wholes.append(Whole(body, role, as_of, said[True]))
        return self._reading(affiliations, wholes, ())

    def _reading(self, affiliations: Iterable[Affiliation], wholes: Iterable[Whole], bodies: Iterable[str]) -> Reading:
        named = tuple((self._cell(cells, "actor"), line) for line, cells in self.sheet.rows)
        return Reading(
            self.sheet.file,
            tuple(affiliations),
            tuple(wholes),
            tuple((name, line) for name, line in named if name),
            tuple(bodies),
            self._column("actor"),
            tuple(self.problems),
            tuple(self.remarks),
        )

    def _is_whole(self, line: int, cells: tuple[str, ...]) -> bool:
        said = self._cell(cells, "complete").casefold()
        if said not in YES | NO:
            self._problem(line, self._column("complete"), f'"{said}" is neither yes nor no')
        return self.complete if not said else said in YES

    def _matrix(self) -> Reading:
        self.place.setdefault("actor", 0)
        if self.complete and not self.as_of:
            raise InvalidQuestion("complete: a complete matrix needs its date; say --as-of")
        return self._crossed(lambda line, cells: self.as_of)

    def _panel(self) -> Reading:
        self._guess(("as_of",), required=("as_of",))
        self._stop_if_wrong()
        if "actor" not in self.place:
            self._guess(("actor",))
            self.place.setdefault("actor", 1 if self.place["as_of"] == 0 else 0)
        return self._crossed(lambda line, cells: self._date(line, cells, "as_of", required=True))

    def _crossed(self, date_of: Callable[[int, tuple[str, ...]], str]) -> Reading:
        """A table with bodies in columns: one affiliation for each cell that says so."""
        strange = sorted(self.place.keys() - {"actor", "as_of"})
        if strange:
            options = ", ".join(f"--{one.replace('_', '-')}-column" for one in strange)
            raise InvalidQuestion(
                f"form: bodies are in columns here, {options} has no meaning; a row a tie is --form long"
            )
        head = self.sheet.head
        used = set(self.place.values())
        bodies = [(place, name) for place, name in enumerate(head) if place not in used]
        affiliations = []
        dates: dict[tuple[str, str], int] = {}
        seen: dict[tuple[str, str], int] = {}
        says_no = any(cells[place].casefold() in NO - {""} for _, cells in self.sheet.rows for place, _ in bodies)
        if says_no and not self.complete:
            self.remarks.append(
                "cells that say no deny nothing, because a table may be short; --complete makes them deny"
            )
        for line, cells in self.sheet.rows:
            actor, as_of = self._name(line, cells, "actor"), date_of(line, cells)
            key = (plain(actor) or actor, as_of)
            if actor and key in seen:
                at = f" at {as_of}" if as_of else ""
                self._problem(
                    line, self._column("actor"), f'"{actor}"{at} is in line {seen[key]} already; one row each'
                )
            seen.setdefault(key, line)
            for place, body in bodies:
                cell = cells[place].casefold()
                if as_of:
                    dates.setdefault((body, as_of), line)
                if self.complete and says_no and not cell:
                    self._problem(line, body, "is empty where other cells say no; a complete table fills every cell")
                if cell in NO:
                    continue
                if cell in YES:
                    said = self.role
                elif cell in ROLES:
                    said = cell
                else:
                    self._problem(line, body, _unreadable(cells[place]))
                    continue
                affiliations.append(Affiliation(actor, body, said, as_of=as_of, line=line, column=body))
        roles = {(one.body, one.role) for one in affiliations} | {(body, self.role) for _, body in bodies}
        wholes = [
            Whole(body, role, as_of, line, body)
            for (body, as_of), line in dates.items()
            for of, role in sorted(roles)
            if of == body and self.complete
        ]
        if not bodies:
            self._problem(1, "", "no column is left for a body")
        return self._reading(affiliations, wholes, (body for _, body in bodies))

    def _column(self, concept: str) -> str:
        return self.sheet.head[self.place[concept]] if concept in self.place else ""

    def _name(self, line: int, cells: tuple[str, ...], concept: str) -> str:
        name = self._cell(cells, concept)
        if not name:
            what = "is empty; every row needs it (merged cells are exported as one name and blanks: fill it down)"
            self._problem(line, self._column(concept), what)
        return name

    def _role(self, line: int, cell: str, concept: str) -> str:
        said = cell.casefold() or self.role
        if said not in ROLES:
            self._problem(line, self._column(concept), role_problem(cell))
            return self.role
        return said

    def _date(self, line: int, cells: tuple[str, ...], concept: str, *, required: bool = False) -> str:
        cell = self._cell(cells, concept)
        if cell and (what := date_problem(cell)):
            self._problem(line, self._column(concept), what)
            return ""
        if required and not cell:
            self._problem(line, self._column(concept), "is empty; every row of a panel needs its year")
        return cell

    def _check_order(self, one: Affiliation) -> None:
        dates: Mapping[str, PartialDate] = {
            name: PartialDate.parse(text)
            for name, text in (("start", one.start), ("as_of", one.as_of), ("end", one.end))
            if text
        }
        for early, late in (("start", "end"), ("start", "as_of"), ("as_of", "end")):
            if early in dates and late in dates and dates[early].first > dates[late].last:
                what = f"{dates[late]} is before the {early.replace('_', '-')} {dates[early]}"
                self._problem(one.line, self._column(late), what)


def role_problem(word: str) -> str:
    """What is wrong with a role, or nothing."""
    return "" if word in ROLES else f'"{word}" is no role{closest(word, ROLES)}; roles are {", ".join(ROLES)}'


def date_problem(cell: str) -> str:
    """What is wrong with a date, or nothing."""
    try:
        PartialDate.parse(cell)
    except ValueError as error:
        if changed_date(cell):
            how = "format the column as text and write it as YYYY, YYYY-MM or YYYY-MM-DD"
            return f'"{cell}": a spreadsheet changed this date: {how}'
        return str(error)
    return ""


def _reads_as_cell(cell: str) -> bool:
    return cell.casefold() in YES or cell.casefold() in NO or cell.casefold() in ROLES


def _unreadable(cell: str) -> str:
    what = f'"{cell}" is no cell of such a table; write 1, x, yes or a role for a tie, and 0, no or nothing else'
    whole, mark, part = cell.replace(",", ".").partition(".")
    if mark and whole.isdigit() and not part.strip("0"):
        return f"{what}; a spreadsheet made a decimal number of it"
    return what


def spellings(names: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Names that are one but for case, accents and punctuation: the most frequent spelling (the first of equals), and others."""
    written: dict[str, dict[str, int]] = {}
    for name, count in Counter(names).items():
        written.setdefault(plain(name) or name, {})[name] = count
    for counts in written.values():
        most = max(counts.values())
        first = next(name for name, count in counts.items() if count == most)
        yield first, [name for name in counts if name != first]
