"""The Correlates of War data on intergovernmental organizations, version 3, in the state-year form, as its users download it.

A row is a state in a year: ``ccode``, ``year``, ``state``, then one column a body. A cell says 1 full member, 2 associate, 3
observer, 0 none of these, -1 the body did not exist, -9 not known. Years of one role that touch make one spell. The year before
a spell that says otherwise gives its start, the year after it its end; where the years beside it are missing, the file leaves
open when it began, and the start is dated twice: by the first year it may be, and by the first it certainly is. Years that are
missing between two spells of one role are left to the end of the first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from graphmodel.claims import Claim
from graphmodel.dataset import Dataset
from graphmodel.dates import PartialDate
from graphmodel.entities import Organization
from graphmodel.errors import InvalidRecord, MissingExtra, Problem
from graphmodel.lifetimes import LifeEvent
from graphmodel.names import closest
from graphmodel.network import Network, Records
from graphmodel.observations import Observation
from graphmodel.sources import Citation, Source
from graphmodel.ties import Membership
from loaders.bulk import collector_paused
from loaders.cow_states import CountryNumbers
from loaders.imported import Description, Import, refuse_taken_key, slug
from loaders.sheets import capped, read_sheet
from loaders.tables import read_entities

__all__ = ["ROLE_CODES", "Panel", "Runs", "import_cow_igo", "is_cow_igo", "read_cow_igo", "read_panel", "runs_of"]

HEAD = ("ccode", "year", "state")
ROLE_CODES = {"member": 1, "associate": 2, "observer": 3}
MISSING, NO_BODY = -9, -1
CODES = (0, *ROLE_CODES.values(), MISSING, NO_BODY)
SOURCE = "cow-igo-v3"
CITATION = (
    "Pevehouse, J. C. W., Nordstrom, T., McManus, R. W. and Jamison, A. S. (2020). Tracking organizations in the world: the "
    "Correlates of War IGO version 3.0 datasets. Journal of Peace Research 57(3), 492-503. doi:10.1177/0022343319881175"
)
_UNREADABLE = -128
_LETTERS = np.full(256, _UNREADABLE, dtype=np.int8)
for _code, _letter in ((0, "0"), (1, "1"), (2, "2"), (3, "3"), (MISSING, "m"), (NO_BODY, "n")):
    _LETTERS[ord(_letter)] = _code

Integers = npt.NDArray[np.int64]
Cells = npt.NDArray[np.int8]
Booleans = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Panel:
    """The file as arrays: number and year of each row, where it stands, and its cells, a column a body."""

    file: str
    bodies: tuple[str, ...]
    numbers: Integers
    years: Integers
    lines: Integers
    cells: Cells
    row_word: str = "line"


@dataclass(frozen=True, eq=False)
class Runs:
    """Stretches of years in which owners show one role in a body: first and last year of each, sorted by owner, body and year.

    ``known_before`` is the year before it that is known and nearest, in which the role was not held, or held for the last time in
    the run before; ``known_after`` likewise. Both lie outside the years of the file where nothing is known.
    """

    owners: Integers
    bodies: Integers
    first: Integers
    last: Integers
    known_before: Integers
    known_after: Integers

    def __len__(self) -> int:
        return len(self.owners)


def is_cow_igo(path: str | Path) -> bool:
    """Whether the first line of a file is that of the state-year form."""
    try:
        with Path(path).open("rb") as stream:
            head = stream.readline(200)
    except OSError:
        return False
    words = re.split(r"[,;\t]", head.decode("utf-8-sig", errors="replace").replace('"', "").casefold())
    return tuple(word.strip() for word in words[:3]) == HEAD


def read_cow_igo(path: str | Path, *, description: Description | None = None) -> Network:
    """The network of the Correlates of War data on intergovernmental organizations, version 3, from the file that a user has.

    Parameters
    ----------
    path
        The state-year file, ``.csv`` or Stata ``.dta`` (which needs pandas, an extra).
    description
        Name, title, version, date and citation, where they shall not be those of the data set.

    Returns
    -------
    Network
        States as members, associates and observers of organizations, each claim cited by line and column. 1, 2 and 3 document
        the role in that year; 0 and -1 deny it; -9 does neither. Bodies live as long as not all states say -1; states from their
        first year to their last, or as the data that comes along says where the years agree with it. Numbers are resolved with
        their years: a former state is never the present one.

    Raises
    ------
    InvalidRecord
        With every problem found: columns, codes, numbers that are no state's, years twice.
    MissingExtra
        If a ``.dta`` file is read without pandas.

    References
    ----------
    Pevehouse, J. C. W., Nordstrom, T., McManus, R. W. and Jamison, A. S. (2020). Tracking organizations in the world: the
    Correlates of War IGO version 3.0 datasets. Journal of Peace Research 57(3), 492-503. doi:10.1177/0022343319881175

    Examples
    --------
    >>> import graphmodel as gm
    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> file = Path(mkdtemp()) / "states.csv"
    >>> _ = file.write_text("ccode,year,state,OPEC\\n155,1960,CHL,0\\n155,1961,CHL,1\\n155,1962,CHL,1\\n")
    >>> [(str(one.date), one.says) for one in gm.read_cow_igo(file).memberships()[0].claims]
    [('1961', 'shown'), ('1961', 'start')]
    """
    return import_cow_igo(path, description=description).network


def import_cow_igo(path: str | Path, *, description: Description | None = None) -> Import:
    """The network of the file, with remarks. See ``read_cow_igo``."""
    with collector_paused():
        return _Making(read_panel(path), description or Description()).make()


def read_panel(path: str | Path) -> Panel:
    """The file as arrays, its columns and codes checked. Raises ``InvalidRecord`` with every problem found, ``MissingExtra``."""
    path = Path(path)
    panel = _from_stata(path) if path.suffix.casefold() == ".dta" else _quickly(path) or _carefully(path)
    order = np.lexsort((panel.lines, panel.years, panel.numbers))
    numbers, years = panel.numbers[order], panel.years[order]
    twice = np.flatnonzero((numbers[1:] == numbers[:-1]) & (years[1:] == years[:-1])) + 1
    problems = [
        Problem(
            panel.file,
            int(panel.lines[order[at]]),
            "year",
            f"{numbers[at]} in {years[at]} is in {panel.row_word} {panel.lines[order[at - 1]]} already; one row a state and year",
        )
        for at in twice.tolist()
    ]
    for at in np.flatnonzero((panel.years < 1800) | (panel.years > 2100)).tolist():
        problems.append(
            Problem(panel.file, int(panel.lines[at]), "year", f'"{panel.years[at]}" is no year of this data')
        )
    if problems:
        raise InvalidRecord(capped(problems))
    return panel


def _quickly(path: Path) -> Panel | None:
    """The file by its bytes, if every row has the usual form; nothing if any has not."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    head, _, rows = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").partition(b"\n")
    separator = b"\t" if b"\t" in head else b","
    columns = head.decode("utf-8", errors="replace").split(separator.decode())
    if len(columns) <= len(HEAD) or tuple(name.casefold() for name in columns[:3]) != HEAD or '"' in columns[-1]:
        return None
    bodies = tuple(columns[3:])
    if len(set(bodies)) < len(bodies) or not all(name == name.strip() != "" for name in bodies):
        return None
    parts = [
        row.split(separator, 3) for row in rows.replace(b"-9", b"m").replace(b"-1", b"n").rstrip(b"\n").split(b"\n")
    ]
    width = 2 * len(bodies)
    if not all(
        len(part) == 4 and part[0].isdigit() and part[1].isdigit() and len(part[3]) == width - 1 for part in parts
    ):
        return None
    letters = np.frombuffer(separator.join([*(part[3] for part in parts), b""]), dtype=np.uint8).reshape(
        len(parts), width
    )
    cells = _LETTERS[letters[:, ::2]]
    if (letters[:, 1::2] != ord(separator)).any() or (cells == _UNREADABLE).any():
        return None
    return Panel(
        path.name,
        bodies,
        np.array([int(part[0]) for part in parts], dtype=np.int64),
        np.array([int(part[1]) for part in parts], dtype=np.int64),
        np.arange(2, len(parts) + 2, dtype=np.int64),
        cells,
    )


def _carefully(path: Path) -> Panel:
    """The file cell by cell, to say what is wrong where."""
    sheet = read_sheet(path)
    bodies = _bodies(sheet.file, sheet.head)
    said = {str(code): code for code in CODES}
    problems = list(sheet.problems)
    reported = {(one.line, one.column) for one in problems}
    numbers: list[int] = []
    years: list[int] = []
    cells = np.zeros((len(sheet.rows), len(bodies)), dtype=np.int8)
    for row, (line, values) in enumerate(sheet.rows):
        for name, value, into in zip(HEAD, values, (numbers, years), strict=False):
            if not re.fullmatch(r"\d{1,4}", value, re.ASCII) and (line, name) not in reported:
                problems.append(Problem(sheet.file, line, name, f'"{value}" is no number{_decimal(value)}'))
            into.append(int(value) if re.fullmatch(r"\d{1,4}", value, re.ASCII) else 0)
        for column, value in enumerate(values[3:]):
            if value in said:
                cells[row, column] = said[value]
            elif (line, bodies[column]) not in reported:
                problems.append(Problem(sheet.file, line, bodies[column], _unknown_code(value)))
    if problems:
        raise InvalidRecord(capped(problems))
    lines = np.array([line for line, _ in sheet.rows], dtype=np.int64)
    return Panel(sheet.file, bodies, np.array(numbers, dtype=np.int64), np.array(years, dtype=np.int64), lines, cells)


def _from_stata(path: Path) -> Panel:
    try:
        import pandas
    except ImportError:
        raise MissingExtra(f"{path.name}: Stata files need pandas; install graphmodel[pandas]") from None
    try:
        frame = pandas.read_stata(path, convert_categoricals=False)
    except FileNotFoundError:
        raise InvalidRecord([Problem(str(path), 0, "", "no such file")]) from None
    except Exception as error:  # what pandas raises for a damaged file is not documented
        raise InvalidRecord([Problem(path.name, 0, "", f"no Stata file that can be read: {error}")]) from None
    bodies = _bodies(path.name, tuple(map(str, frame.columns)))
    problems = []
    values = frame.drop(columns=frame.columns[2]).apply(pandas.to_numeric, errors="coerce").to_numpy(dtype=np.float64)
    wrong = ~np.isin(values, CODES)
    wrong[:, :2] = ~(values[:, :2] == np.floor(values[:, :2]))
    for row, column in np.argwhere(wrong).tolist():
        name = (*HEAD[:2], *bodies)[column]
        shown = "" if np.isnan(values[row, column]) else f"{values[row, column]:g}"
        problems.append(
            Problem(path.name, row + 1, name, _unknown_code(shown) if column > 1 else f'"{shown}" is no number')
        )
    if problems:
        raise InvalidRecord(capped(problems))
    numbers, years = values[:, 0].astype(np.int64), values[:, 1].astype(np.int64)
    rows = np.arange(1, len(values) + 1, dtype=np.int64)
    return Panel(path.name, bodies, numbers, years, rows, values[:, 2:].astype(np.int8), row_word="row")


def _bodies(file: str, head: tuple[str, ...]) -> tuple[str, ...]:
    problems = [
        Problem(
            file,
            1,
            name or f"column {place}",
            f'should be "{wanted}"{closest(wanted, head)}; the state-year form begins with {", ".join(HEAD)}',
        )
        for place, (name, wanted) in enumerate(zip((*head, "", "", ""), HEAD, strict=False), start=1)
        if name.casefold() != wanted
    ]
    if not problems and len(head) == len(HEAD):
        problems.append(Problem(file, 1, "", "no column is left for a body"))
    if problems:
        raise InvalidRecord(problems)
    return head[3:]


def _unknown_code(value: str) -> str:
    if not value:
        return f"is empty; the file says {MISSING} for what is not known"
    return f'"{value}" is none of {", ".join(map(str, sorted(CODES)))}{_decimal(value)}'


def _decimal(value: str) -> str:
    return "; a spreadsheet made a decimal number of it" if re.fullmatch(r"-?\d+[.,]0*", value) else ""


def runs_of(panel: Panel, owners: Integers, code: int) -> Runs:
    """Stretches of touching years in which an owner of rows shows a code.

    ``owners`` has the number of the owner of each row, from 0. An owner may have two rows in one year: it then shows what either
    shows, and denies only what both deny.
    """
    order = np.lexsort((panel.years, owners))
    moments = owners[order] * 10_000 + panel.years[order]
    moments, starts = np.unique(moments, return_index=True)
    owner, year = np.divmod(moments, 10_000)
    cells = panel.cells[order[starts]]
    shown = cells == code
    denied = (cells != MISSING) & ~shown
    for row in np.setdiff1d(np.arange(len(order)), starts).tolist():
        at = np.searchsorted(starts, row, side="right") - 1
        cells = panel.cells[order[row]]
        shown[at] |= cells == code
        denied[at] &= (cells != MISSING) & ~shown[at]

    touches = np.diff(moments, append=-1) == 1
    goes_on = np.zeros_like(shown)
    np.logical_and(shown[1:], shown[:-1], out=goes_on[:-1])
    goes_on &= touches[:, None]
    body, last = np.nonzero(np.ascontiguousarray((shown & ~goes_on).T))
    goes_on[1:], goes_on[0] = goes_on[:-1].copy(), False
    first = np.nonzero(np.ascontiguousarray((shown & ~goes_on).T))[1]

    def nearest(row: Integers, step: int) -> Integers:
        """The nearest known year before, or after, the one of each row; else a year outside the file."""
        found = np.full(len(row), int(year.min()) - 1 if step < 0 else int(year.max()) + 1)
        ahead, at = np.arange(len(row)), row + step
        while len(ahead):
            inside = np.clip(at, 0, len(owner) - 1)
            stays = (at == inside) & (owner[inside] == owner[row[ahead]])
            is_known = stays & (denied[inside, body[ahead]] | shown[inside, body[ahead]])
            found[ahead[is_known]] = year[at[is_known]]
            goes = stays & ~is_known
            ahead, at = ahead[goes], at[goes] + step
        return found

    ranked = np.lexsort((first, body, owner[first]))
    parts = (owner[first], body, year[first], year[last], nearest(first, -1), nearest(last, 1))
    return Runs(*(part[ranked] for part in parts))


class _Making:
    """One network being made of one panel."""

    def __init__(self, panel: Panel, said: Description) -> None:
        self.panel = panel
        self.said = said
        self.key = said.key or SOURCE
        self.base = read_entities()
        self.begin, self.end = int(panel.years.min()), int(panel.years.max())

    def make(self) -> Import:
        """States of rows, bodies of columns, and the spells between them."""
        panel = self.panel
        numbers = CountryNumbers(self.base)
        unknown = [
            Problem(
                panel.file,
                int(line),
                "ccode",
                f'"{number}" is the number of no state; see the list of states that comes with the data',
            )
            for number, line in zip(panel.numbers.tolist(), panel.lines.tolist(), strict=True)
            if number not in numbers
        ]
        if unknown:
            raise InvalidRecord(capped(unknown))
        owner_of_row = [
            numbers.state(number, year)
            for number, year in zip(panel.numbers.tolist(), panel.years.tolist(), strict=True)
        ]
        states = sorted(set(owner_of_row))
        place = {state: number for number, state in enumerate(states)}
        owners = np.array([place[state] for state in owner_of_row], dtype=np.int64)
        bodies = self._bodies()
        line_of = {
            (state, year): line
            for state, year, line in zip(owners.tolist(), panel.years.tolist(), panel.lines.tolist(), strict=True)
        }
        memberships: list[Membership] = []
        remarks = []
        for role, code in ROLE_CODES.items():
            runs = runs_of(panel, owners, code)
            memberships += self._memberships(role, runs, states, bodies, line_of)
            years = int((panel.cells == code).sum())
            remarks.append(f"{role}: {years} state-years, {len(runs)} spells")
        missing = int((panel.cells == MISSING).sum())
        remarks.append(f"not known: {missing} state-years, neither shown nor denied")
        entities = [numbers.entity(state) for state in states]
        lives = [*self._lives_of_states(states, owners), *self._lives_of_bodies(bodies)]
        records = Records(
            dataset=self._dataset(),
            entities=(*entities, *bodies),
            memberships=tuple(memberships),
            lives=tuple(lives),
            observations=tuple(self._missing_of_bodies(bodies)),
            sources=self._sources(entities, bodies, lives),
        )
        return Import(Network(records, is_checked=True), tuple(remarks))

    def _bodies(self) -> list[Organization]:
        """One organization a column: ours where its Correlates of War name is that of the column."""
        ours = {
            one.cow_code.casefold(): one
            for one in self.base.records.entities
            if isinstance(one, Organization) and one.cow_code
        }
        found = [ours.get(name.casefold()) for name in self.panel.bodies]
        ids = {one.id for one in found if one is not None}
        bodies = []
        for name, one in zip(self.panel.bodies, found, strict=True):
            if one is None:
                citations = (Citation(key=self.key, locator=f"column {name}"),)
                one = Organization(id=f"cow-{slug(name)}", name=name, form="igo", cow_code=name, citations=citations)
            elif one.parent not in ids:
                one = one.model_copy(update={"parent": ""})
            bodies.append(one)
        return bodies

    def _memberships(
        self,
        role: str,
        runs: Runs,
        states: list[str],
        bodies: list[Organization],
        line_of: dict[tuple[int, int], int],
    ) -> Iterator[Membership]:
        ordinals: dict[tuple[int, int], int] = defaultdict(int)
        left: dict[tuple[int, int], int] = {}
        dates = {year: PartialDate.parse(f"{year:04d}") for year in range(self.begin, self.end + 1)}
        for owner, body, first, last, before, after in zip(
            *(
                one.tolist()
                for one in (runs.owners, runs.bodies, runs.first, runs.last, runs.known_before, runs.known_after)
            ),
            strict=True,
        ):
            ordinals[owner, body] += 1
            column = self.panel.bodies[body]
            place = self._locator([line_of[owner, first], line_of[owner, last]], column)
            claims = [
                Claim(says="shown", date=dates[first], until=dates[last] if last > first else None, citations=place)
            ]
            if before >= self.begin:
                at = self._locator([line_of[owner, before], line_of[owner, first]], column)
                earliest = (
                    first if left.get((owner, body)) == before else before + 1
                )  # what is not known is the end before
                claims += self._bounds("start", earliest, first, at, dates)
            if after <= self.end:
                at = self._locator([line_of[owner, last], line_of[owner, after]], column)
                claims += self._bounds("end", last, after - 1, at, dates)
            left[owner, body] = last
            yield Membership(
                actor=states[owner],
                body=bodies[body].id,
                role=role,
                ordinal=ordinals[owner, body],
                claims=tuple(claims),
            )

    def _bounds(
        self, says: Any, first: int, last: int, place: tuple[Citation, ...], dates: dict[int, PartialDate]
    ) -> Iterator[Claim]:
        """A start or an end in a year; where years are missing, in the first and in the last year in which it may have been."""
        note = f"between {first} and {last}: the file does not know the years between" if last > first else ""
        for year in sorted({first, last}):
            yield Claim(says=says, date=dates[year], citations=place, note=note)

    def _locator(self, lines: list[int], column: str) -> tuple[Citation, ...]:
        first, last = min(lines), max(lines)
        word = self.panel.row_word
        where = f"{word} {first}" if first == last else f"{word}s {first}-{last}"
        return (Citation(key=self.key, locator=f"{where}, column {column}"),)

    def _lives_of_states(self, states: list[str], owners: Integers) -> Iterator[LifeEvent]:
        """From the first year of a state to its last, where the file goes on beyond them; as our data says where that agrees."""
        years = self.panel.years
        for number, state in enumerate(states):
            own = years[owners == number]
            first, last = int(own.min()), int(own.max())
            for event, year, is_bound in (("established", first, first > self.begin), ("ended", last, last < self.end)):
                ours = [
                    one for one in self.base.records.lives if (one.entity, one.event) == (state, event) and one.date
                ]
                agree = all(
                    one.date.year <= first if event == "established" else one.date.year >= last
                    for one in ours
                    if one.date
                )
                if ours and agree:
                    yield from ours
                elif is_bound:
                    at = int(self.panel.lines[(owners == number) & (years == year)][0])
                    yield LifeEvent(
                        entity=state,
                        event=event,
                        date=PartialDate.parse(f"{year:04d}"),
                        citations=(Citation(key=self.key, locator=f"{self.panel.row_word} {at}"),),
                        note=f"{'first' if event == 'established' else 'last'} year of the state in the file",
                    )

    def _lives_of_bodies(self, bodies: list[Organization]) -> Iterator[LifeEvent]:
        """A body began after the last year for which all states say that it did not exist, and ended likewise."""
        panel = self.panel
        order = np.argsort(panel.years, kind="stable")
        years, starts = np.unique(panel.years[order], return_index=True)
        exists = np.logical_or.reduceat(panel.cells[order] >= 0, starts, axis=0)
        absent = np.logical_and.reduceat(panel.cells[order] == NO_BODY, starts, axis=0)
        for column, body in enumerate(bodies):
            known = years[exists[:, column]]
            if not len(known):
                continue
            gone = years[absent[:, column]]
            bounds = {
                "established": (gone[gone < known[0]], int(known[0]), 1),
                "ended": (gone[gone > known[-1]][::-1], int(known[-1]), -1),
            }
            for event, (before, certain, step) in bounds.items():
                if not len(before):
                    continue
                possible = int(before[-1]) + step
                note = "" if possible == certain else "the years between are not known"
                for year in sorted({possible, certain}):
                    yield LifeEvent(
                        entity=body.id,
                        event=event,
                        date=PartialDate.parse(f"{year:04d}"),
                        citations=(Citation(key=self.key, locator=f"column {panel.bodies[column]}"),),
                        note=note,
                    )

    def _missing_of_bodies(self, bodies: list[Organization]) -> Iterator[Observation]:
        for column, count in enumerate((self.panel.cells == MISSING).sum(axis=0).tolist()):
            if count:
                yield Observation(
                    subject=bodies[column].id,
                    measure="missing",
                    value=str(count),
                    unit="state-years",
                    citations=(Citation(key=self.key, locator=f"column {self.panel.bodies[column]}"),),
                )

    def _dataset(self) -> Dataset:
        title = self.said.title or "Correlates of War, intergovernmental organizations, version 3"
        return Dataset(
            name=self.said.name or "cow-igo",
            title=title,
            version=self.said.version or "3",
            date=PartialDate.parse(self.said.date or f"{self.end:04d}"),
            citation=self.said.citation or CITATION,
        )

    def _sources(self, entities: list[Any], bodies: list[Organization], lives: list[LifeEvent]) -> tuple[Source, ...]:
        keys = {citation.key for record in (*entities, *bodies, *lives) for citation in record.citations} - {self.key}
        refuse_taken_key(self.key, {one.id for one in self.base.records.sources} - {SOURCE})
        own = self.base.source(SOURCE).model_copy(update={"id": self.key})
        return (own, *(self.base.source(key) for key in sorted(keys)))
