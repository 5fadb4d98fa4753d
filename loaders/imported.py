"""From what foreign files say to a network of ours: entities, spells with cited claims, complete lists, sources."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from graphmodel.claims import Claim
from graphmodel.dataset import Dataset
from graphmodel.dates import PartialDate
from graphmodel.entities import KINDS, Entity
from graphmodel.errors import InvalidQuestion, InvalidRecord, Problem
from graphmodel.grouping import grouped
from graphmodel.integrity import flaws
from graphmodel.lifetimes import LifeEvent
from graphmodel.lists import DatedList
from graphmodel.names import NameIndex, closest, plain
from graphmodel.network import Network, Records
from graphmodel.sources import Citation, Source
from graphmodel.ties import Membership
from loaders.affiliations import (
    FORMS_OF_TABLES,
    Affiliation,
    Columns,
    Reading,
    Whole,
    date_problem,
    read_affiliation_table,
    reading_of,
    spellings,
)
from loaders.bulk import collector_paused
from loaders.cow_states import former_states
from loaders.foreign_names import UnresolvedNames, read_names, resolve
from loaders.formats import READERS
from loaders.sheets import capped
from loaders.tables import read_entities

__all__ = [
    "ACTOR_KINDS",
    "BODY_KINDS",
    "FORMS",
    "Description",
    "Import",
    "import_affiliations",
    "imported",
    "read_affiliations",
    "refuse_taken_key",
    "slug",
]

LOG = logging.getLogger(__name__)
ACTOR_KINDS = ("state", "organization", "group", "process", "initiative")
BODY_KINDS = ("process", "organization", "group", "initiative")
FORMS = (*FORMS_OF_TABLES, *(one.name for one in READERS))
"""Forms of tables, and network files."""
FORM_OF = {"organization": {"form": "other"}, "initiative": {"form": "initiative"}}
"""What an entity made from a bare name is, where its kind wants to know more."""


@dataclass(frozen=True, slots=True)
class Description:
    """What a user says about the data that a file becomes; what is empty is taken from the file and its name.

    ``date`` is the date at which the data describes the world: without it the latest date in the file. ``key`` is what
    citations call the file. Raises ``InvalidQuestion`` for a date or a key that is none.
    """

    name: str = ""
    title: str = ""
    version: str = ""
    date: str = ""
    citation: str = ""
    key: str = ""

    def __post_init__(self) -> None:
        if self.key and not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", self.key, re.ASCII):
            raise InvalidQuestion(f'key: "{self.key}" is no key; write small letters, digits, points and hyphens')
        if self.date and (what := date_problem(self.date)):
            raise InvalidQuestion(f"date: {what}")


def refuse_taken_key(key: str, taken: Container[str]) -> None:
    """Raise ``InvalidQuestion`` for a key of the file that a source of the data that comes along has."""
    if key in taken:
        raise InvalidQuestion(f'key: "{key}" is the key of a source that comes along; choose another with --key')


@dataclass(frozen=True, slots=True)
class Import:
    """A network made from a foreign file, and remarks on what became of it."""

    network: Network
    remarks: tuple[str, ...] = ()


def read_affiliations(
    path: str | Path,
    *,
    form: str = "",
    columns: Columns | None = None,
    role: str = "member",
    as_of: str = "",
    complete: bool = False,
    actors_are: str = "state",
    bodies_are: str = "process",
    names: str | Path | None = None,
    description: Description | None = None,
    encoding: str = "",
    separator: str = "",
) -> Network:
    """The network of anybody's table, or network file, of actors and bodies: the same answers, maps and servers as for the data
    that comes along.

    Parameters
    ----------
    path
        A CSV file, or a two-mode network as GraphML, GEXF, Pajek or UCINET DL.
    form
        Of a CSV file: ``long`` (a row a tie), ``matrix`` (actors in rows, bodies in columns) or ``panel`` (a row an actor and
        year, bodies in columns). Of a network file: ``graphml``, ``gexf``, ``pajek`` or ``ucinet``. Without it, recognized where
        that is certain: network files by their endings.
    columns
        Names of the columns of a CSV file; those not given are guessed where that is certain.
    role
        Role of the ties that state none.
    as_of
        Date of the ties that state none. Without it they are undated, presumed at every date and documented at none.
    complete
        Whether the table names all who were in its bodies; whoever it leaves out was not. Without it an empty cell or a 0 says
        nothing.
    actors_are
        ``state``: states and territories, resolved by name; else the kind of entity that the names become.
    bodies_are
        Kind of entity that the bodies become: process, organization, group or initiative.
    names
        A file that says what names mean that are nobody's: columns ``name`` and ``id``.
    description
        Name, title, version, date and citation of the data, and the key by which citations call the file.
    encoding, separator
        Of a CSV file, where they are not certain.

    Returns
    -------
    Network
        Every claim cites the file and the line it stands in. States have the names, regions and lives of the data that comes
        along, with their sources. Remarks on what was recognized and left out are logged as information.

    Raises
    ------
    InvalidRecord
        With every problem found; as ``UnresolvedNames`` for names that are nobody's.
    InvalidQuestion
        For options that have no meaning together.

    Examples
    --------
    >>> import graphmodel as gm
    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> table = Path(mkdtemp()) / "clubs.csv"
    >>> _ = table.write_text("state,club,since\\nChile,Wine Club,1999\\nItaly,Wine Club,2001\\n", encoding="utf-8")
    >>> network = gm.read_affiliations(table)
    >>> [row.actors for row in gm.overlap(network.two_mode(at="2001"))], network.two_mode(at="2000").counts.presumed
    ([], 1)
    """
    done = import_affiliations(
        path,
        form=form,
        columns=columns,
        role=role,
        as_of=as_of,
        complete=complete,
        actors_are=actors_are,
        bodies_are=bodies_are,
        names=names,
        description=description,
        encoding=encoding,
        separator=separator,
    )
    for remark in done.remarks:
        LOG.info("%s", remark)
    return done.network


def import_affiliations(
    path: str | Path,
    *,
    form: str = "",
    columns: Columns | None = None,
    role: str = "member",
    as_of: str = "",
    complete: bool = False,
    actors_are: str = "state",
    bodies_are: str = "process",
    names: str | Path | None = None,
    description: Description | None = None,
    encoding: str = "",
    separator: str = "",
) -> Import:
    """The network of the file, with remarks. See ``read_affiliations``."""
    if form and form not in FORMS:
        raise InvalidQuestion(f'form: "{form}" is none of {", ".join(FORMS)}{closest(form, FORMS)}')
    ending = Path(path).suffix.casefold()
    of_network = next((one for one in READERS if form == one.name or (not form and ending in one.endings)), None)
    if of_network is None:
        reading = read_affiliation_table(
            path,
            form=form,
            columns=columns,
            role=role,
            as_of=as_of,
            complete=complete,
            encoding=encoding,
            separator=separator,
        )
    else:
        only_tables = {
            "columns": columns not in (None, Columns()),
            "complete": complete,
            "encoding": encoding,
            "separator": separator,
        }
        refuse_without_meaning(only_tables, of_network.name)
        reader = getattr(import_module(of_network.module), of_network.reader)
        reading = reading_of(path, reader(path), role=role, as_of=as_of)
    return imported(
        reading, actors_are=actors_are, bodies_are=bodies_are, names=names, description=description, encoding=encoding
    )


def refuse_without_meaning(given: Mapping[str, object], form: str) -> None:
    """Refuse options that say something which a file of this form has no place for."""
    strange = [option for option, value in given.items() if value]
    if strange:
        raise InvalidQuestion(f"form: {', '.join(strange)} has no meaning for {form}; leave it out")


def imported(
    reading: Reading,
    *,
    actors_are: str = "state",
    bodies_are: str = "process",
    names: str | Path | None = None,
    description: Description | None = None,
    encoding: str = "",
) -> Import:
    """The network of what a file says. See ``read_affiliations`` for the options and errors."""
    for option, value, known in (("actors-are", actors_are, ACTOR_KINDS), ("bodies-are", bodies_are, BODY_KINDS)):
        if value not in known:
            raise InvalidQuestion(f'{option}: "{value}" is none of {", ".join(known)}')
    if names is not None and actors_are != "state":
        raise InvalidQuestion(
            "names: a names file says which states are meant; actors of another kind keep their names"
        )
    with collector_paused():
        return _Making(reading, actors_are, bodies_are, names, description or Description(), encoding).make()


class _Making:
    """One network being made from one reading."""

    def __init__(
        self,
        reading: Reading,
        actors_are: str,
        bodies_are: str,
        names: str | Path | None,
        description: Description,
        encoding: str,
    ) -> None:
        self.reading = reading
        self.actors_are = actors_are
        self.bodies_are = bodies_are
        self.names = names
        self.encoding = encoding
        self.said = description
        self.stem = slug(Path(reading.file).stem)
        self.key = description.key or self.stem
        self.remarks = list(reading.remarks)
        self.problems = list(reading.problems)
        self.places: dict[int, tuple[int, str]] = {}
        self.entities: dict[str, Entity] = {}
        self.cited: dict[str, Source] = {}
        self.taken_keys: frozenset[str] = frozenset()

    def make(self) -> Import:
        """Actors and bodies first, then the ties between them."""
        base = read_entities() if self.actors_are == "state" else None
        if base is not None:
            self.taken_keys = frozenset(one.id for one in base.records.sources)
        actor_of = self._states(base) if base is not None else {}
        if self.problems:
            raise InvalidRecord(capped(self.problems))
        if base is None:
            actor_of = self._made(self._actor_names(), self.actors_are)
        ties = [one for one in self.reading.affiliations if one.actor in actor_of]
        copied = frozenset(self.entities)
        body_of = self._made([*(one.body for one in ties), *self.reading.bodies], self.bodies_are)
        lists = {
            (body_of[one.body], one.role, one.as_of): self._list(one, body_of[one.body])
            for one in self.reading.wholes
            if one.body in body_of
        }
        memberships: list[Membership] = []
        pairs = grouped(ties, lambda one: (actor_of[one.actor], body_of[one.body], one.role or "member"))
        for (actor, body, role), some in pairs.items():
            for ordinal, spell in enumerate(self._spells(some), start=1):
                claims = tuple(claim for one in spell for claim in self._claims(one, body, lists))
                memberships.append(Membership(actor=actor, body=body, role=role, ordinal=ordinal, claims=claims))
                self.places[id(memberships[-1])] = (spell[0].line, spell[0].column)
        dataset = self._dataset(ties)
        entities, lives, sources = _with_lives(self.entities.values(), base, copied)
        refuse_taken_key(self.key, self.taken_keys)
        own = Source(id=self.key, type="dataset", title=self.reading.file)
        records = Records(
            dataset=dataset,
            entities=entities,
            memberships=tuple(memberships),
            lists=tuple(lists.values()),
            lives=lives,
            sources=(own, *self.cited.values(), *sources.values()),
        )
        for flaw in flaws(records):
            line, column = self.places.get(id(flaw.record), (0, ""))
            self.problems.append(Problem(self.reading.file, line, column or flaw.column, flaw.what))
        if self.problems:
            raise InvalidRecord(capped(self.problems))
        network = Network(records, is_checked=True)
        self._remark(network, ties)
        return Import(network, tuple(self.remarks))

    def _actor_names(self) -> list[str]:
        return [one.actor for one in self.reading.affiliations] + [name for name, _ in self.reading.actors]

    def _states(self, base: Network) -> dict[str, str]:
        """Ids of the states and territories that the names of the file mean; their entities are copied."""
        answers = read_names(self.names, encoding=self.encoding) if self.names is not None else {}
        column = self.reading.actor_column
        stands = {(name, line, column) for name, line in self.reading.actors}
        stands |= {(one.actor, one.line, column) for one in self.reading.affiliations if one.actor}
        strangers = sorted(answers.keys() - {name for name, _, _ in stands})
        if strangers:
            shown = ", ".join(strangers[:5]) + (" ..." if len(strangers) > 5 else "")
            self.remarks.append(
                f"names of {Path(str(self.names)).name} that do not stand in {self.reading.file}: {shown}"
            )
        try:
            found = resolve(
                sorted(stands, key=lambda one: (one[1], one[0])),
                NameIndex([*base.records.entities, *former_states().values()]),
                file=self.reading.file,
                answers=answers,
                answers_file=Path(self.names).name if self.names is not None else "",
            )
        except UnresolvedNames as error:
            problems = [*self.problems, *error.problems]
            if strangers:
                file = Path(str(self.names)).name
                what = (
                    f"does not stand in {self.reading.file}; a spreadsheet may have changed its letters or its spelling"
                )
                problems += [Problem(file, 0, name, what) for name in strangers]
            raise UnresolvedNames(capped(problems), error.rows) from None
        for entity in found.entities.values():
            whole = {name: "" for name in ("parent", "part_of") if getattr(entity, name, "")}
            self.entities[entity.id] = entity.model_copy(update=whole) if whole else entity
        ties = sum(one.actor in found.left_out for one in self.reading.affiliations)
        if found.left_out:
            self.remarks.append(
                f"left out as the names file says: {', '.join(sorted(found.left_out))} ({ties} of its ties)"
            )
        return {name: entity.id for name, entity in found.entities.items()}

    def _made(self, names: Iterable[str], kind: str) -> dict[str, str]:
        """Ids of new entities of a kind, one for all spellings of a name."""
        ids: dict[str, str] = {}
        for name, others in spellings(names):
            entity_id = slug(name)
            taken = self.entities.get(entity_id)
            if taken is not None and taken.kind != kind:
                entity_id, taken = f"{entity_id}-{kind}", None
            if taken is None:
                made: dict[str, Any] = {"id": entity_id, "name": name, **FORM_OF.get(kind, {})}
                self.entities[entity_id] = KINDS[kind].model_validate(made)
            ids |= dict.fromkeys((name, *others), entity_id)
            if others:
                self.remarks.append(f"read as one: {', '.join((name, *others))}")
        return ids

    def _list(self, whole: Whole, body: str) -> DatedList:
        sort = "states" if self.actors_are == "state" else "organizations"
        made = DatedList(
            id=f"{body}-{whole.role}-{whole.as_of}",
            body=body,
            role=whole.role,
            actors=sort,
            as_of=PartialDate.parse(whole.as_of),
            complete=True,
            citations=self._citations(whole.line, whole.column),
        )
        self.places[id(made)] = (whole.line, whole.column)
        return made

    def _claims(self, one: Affiliation, body: str, lists: Mapping[tuple[str, str, str], DatedList]) -> Iterable[Claim]:
        citations = self._citations(one.line, one.column, one.source)
        said: list[dict[str, Any]] = [
            {"says": says, "date": date} for says, date in (("start", one.start), ("end", one.end)) if date
        ]
        if one.as_of or not said:
            listed = lists.get((body, one.role or "member", one.as_of))
            said.append({"says": "shown", "date": one.as_of or None, "list": listed.id if listed else ""})
        for parts in said:
            claim = Claim.model_validate(parts | {"citations": citations})
            self.places[id(claim)] = (one.line, one.column)
            yield claim

    def _citations(self, line: int, column: str, source: str = "") -> tuple[Citation, ...]:
        place = ", ".join(
            part for part in (f"line {line}" if line else "", f"column {column}" if column else "") if part
        )
        own = Citation(key=self.key, locator=place)
        return (own, Citation(key=self._source(source))) if source else (own,)

    def _source(self, text: str) -> str:
        """The key of what a column of sources names; each text is one source, titled as it stands."""
        key = slug(text)
        if key == self.key or key in self.taken_keys:
            key = f"{key}-cited"
        if key in self.cited and self.cited[key].title != text:
            key = f"{key}-{_digest(text)}"
        if key not in self.cited:
            address = {"URL": text} if re.match(r"https?://", text) else {}
            self.cited[key] = Source.model_validate({"id": key, "type": "document", "title": text, **address})
        return key

    def _spells(self, ties: list[Affiliation]) -> list[list[Affiliation]]:
        """What is said of one actor in one body and role, parted into spells: whoever comes back after leaving is in anew."""
        dated = sorted(ties, key=lambda one: (*_extent(one), one.line))
        spells: list[list[Affiliation]] = []
        for one in dated:
            if spells and not _begins_anew(one, spells[-1]):
                spells[-1].append(one)
            else:
                spells.append([one])
        for spell in spells:
            self._check_agreement(spell)
        return spells

    def _check_agreement(self, spell: list[Affiliation]) -> None:
        """One source that dates the start, or the end, of a spell twice contradicts itself; two sources may disagree."""
        for part in ("start", "end"):
            by_source: dict[str, Affiliation] = {}
            for one in sorted((one for one in spell if getattr(one, part)), key=lambda one: one.line):
                first = by_source.setdefault(one.source, one)
                if getattr(first, part) != getattr(one, part):
                    what = (
                        f"{one.actor} in {one.body}: {part} {getattr(one, part)} here, {getattr(first, part)} in "
                        f"line {first.line}, by the same source; a return after leaving needs the end before it"
                    )
                    self.problems.append(Problem(self.reading.file, one.line, one.column or part, what))

    def _dataset(self, ties: list[Affiliation]) -> Dataset:
        date = self.said.date
        if not date:
            dates = [PartialDate.parse(text) for one in ties for text in (one.start, one.end, one.as_of) if text]
            dates += [PartialDate.parse(one.as_of) for one in self.reading.wholes]
            if not dates:
                raise InvalidQuestion(
                    f"date: {self.reading.file} has no date; say --date, the date at which it describes the world"
                )
            date = max(dates, key=lambda one: (one.last, one.text)).text.rstrip("~")
            self.remarks.append(f"date of the data: {date}, the latest in the file")
        title = self.said.title or Path(self.reading.file).stem
        citation = (
            self.said.citation or f"{title}, version {self.said.version or 1} [data imported from {self.reading.file}]."
        )
        return Dataset(
            name=self.said.name or self.stem,
            title=title,
            version=self.said.version or "1",
            date=PartialDate.parse(date),
            citation=citation,
        )

    def _remark(self, network: Network, ties: list[Affiliation]) -> None:
        undated = sum(not (one.start or one.end or one.as_of) for one in ties)
        if undated:
            self.remarks.append(
                f"{undated} ties have no date: presumed at every date, documented at none; --as-of dates them"
            )
        outside = sorted(
            f"{tie.actor} {claim.date}"
            for tie in network.memberships()
            for claim in tie.claims
            if claim.date is not None and network.exists(tie.actor, claim.date) == "no"
        )
        if outside:
            shown = ", ".join(outside[:5]) + (" ..." if len(outside) > 5 else "")
            self.remarks.append(
                f"{len(outside)} claims lie outside the life of their state and make nothing hold: {shown}; "
                "a names file can say that another state is meant"
            )


def _with_lives(
    entities: Iterable[Entity], base: Network | None, copied: frozenset[str]
) -> tuple[tuple[Entity, ...], tuple[LifeEvent, ...], dict[str, Source]]:
    """Entities, the lives of those copied from the base, and the sources that both cite; whatever else has the id of something
    in the base, by its name alone, has no life there."""
    entities = tuple(entities)
    if base is None:
        return entities, (), {}
    lives = tuple(life for life in base.records.lives if life.entity in copied)
    keys = {citation.key for record in (*entities, *lives) for citation in record.citations}
    return entities, lives, {key: base.source(key) for key in sorted(keys)}


def slug(text: str) -> str:
    """A name as an id: lower case, hyphens; with a digest behind it where letters cannot be written so.

    >>> slug("Wine & Cheese Club"), slug("東")
    ('wine-and-cheese-club', 'x-469e00')
    """
    words = plain(text)
    written = re.sub(r"[^a-z0-9]+", "-", words).strip("-")
    if words and not re.search(r"[^a-z0-9 ]", words):
        return written
    return f"{written or 'x'}-{_digest(text)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]


def _extent(one: Affiliation) -> tuple[int, int]:
    """First and last day of which a row speaks; what has no date comes first."""
    dates = [PartialDate.parse(text) for text in (one.start, one.as_of, one.end) if text]
    return (min(date.first for date in dates), max(date.last for date in dates)) if dates else (0, 0)


def _begins_anew(one: Affiliation, spell: list[Affiliation]) -> bool:
    """Whether a row speaks of a spell after one that ended."""
    ends = [PartialDate.parse(before.end) for before in spell if before.end]
    if not ends:
        return False
    ended = max(ends, key=lambda date: date.last)
    first = _extent(one)[0]
    if one.start:
        return first >= ended.first and first > _extent(spell[0])[0]
    return first > ended.last
