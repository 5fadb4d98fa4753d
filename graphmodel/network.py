"""Network: all entities and ties with their evidence, checked as a whole; and the two-mode networks it holds at any date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Day
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import Literal, TypeVar

from graphmodel.claims import Cited, Claim
from graphmodel.classification import CLASSES, Classification, classes_at
from graphmodel.coverage import BodyCoverage, Counts, nearest_total
from graphmodel.dataset import Dataset
from graphmodel.dates import PartialDate, Period
from graphmodel.entities import KINDS, Entity, Organization, State, Territory
from graphmodel.errors import EmptySelection, InvalidQuestion, InvalidRecord, Problem, UnknownEntity
from graphmodel.grouping import grouped
from graphmodel.integrity import flaws
from graphmodel.lifetimes import LifeEvent
from graphmodel.lists import DatedList, Meeting, StatedTotal
from graphmodel.names import NameIndex, closest, plain
from graphmodel.observations import Observation
from graphmodel.selection import Selection
from graphmodel.sources import Source, format_citations
from graphmodel.ties import Focus, Link, Membership
from graphmodel.timeline import Timeline
from graphmodel.twomode import TwoMode
from graphmodel.validity import Holding, Status, holding

__all__ = ["FORMS", "At", "Existence", "Network", "Records"]

At = str | int | Day | PartialDate | Period | None
Existence = Literal["yes", "maybe", "no"]
Tie = TypeVar("Tie", Membership, Link)

FORMS = ("igo", "un", "regional", "ngo", "secretariat", "other")
"""Forms of organization, as selections name them."""


@dataclass(frozen=True, slots=True)
class Records:
    """Everything a network is made of, not yet checked; any order."""

    dataset: Dataset
    entities: tuple[Entity, ...] = ()
    memberships: tuple[Membership, ...] = ()
    links: tuple[Link, ...] = ()
    focuses: tuple[Focus, ...] = ()
    lists: tuple[DatedList, ...] = ()
    totals: tuple[StatedTotal, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    classifications: tuple[Classification, ...] = ()
    lives: tuple[LifeEvent, ...] = ()
    observations: tuple[Observation, ...] = ()
    sources: tuple[Source, ...] = ()

    def claims(self) -> Iterator[Claim]:
        """Every claim about a membership or a link."""
        for tie in self.memberships:
            yield from tie.claims
        for link in self.links:
            yield from link.claims

    def cited(self) -> Iterator[Cited]:
        """Every record that may cite a source."""
        yield from self.claims()
        for group in (
            self.entities,
            self.focuses,
            self.lists,
            self.totals,
            self.meetings,
            self.classifications,
            self.lives,
            self.observations,
        ):
            yield from group

    def sorted(self) -> Records:
        """The same records in the one documented order: by id, by key, and otherwise by what they say."""
        return Records(
            dataset=self.dataset,
            entities=tuple(sorted(self.entities, key=attrgetter("id"))),
            memberships=_with_sorted_claims(self.memberships),
            links=_with_sorted_claims(self.links),
            lists=tuple(sorted(self.lists, key=attrgetter("id"))),
            sources=tuple(sorted(self.sources, key=attrgetter("id"))),
            **{
                name: tuple(sorted(getattr(self, name), key=_what_it_says))
                for name in ("focuses", "totals", "meetings", "classifications", "lives", "observations")
            },
        )


def _what_it_says(record: Cited) -> tuple[str, ...]:
    own = (str(value) if value is not None else "" for name, value in record if name not in ("citations", "note"))
    return (*own, format_citations(record.citations), record.note)


def claim_order(claim: Claim) -> tuple[str, ...]:
    """What claims of one tie are sorted by: date, what they say, and then everything else."""
    return (str(claim.date or ""), claim.says, *_what_it_says(claim))


def _in_order(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Claims in their order, which date and word mostly settle."""
    begins = [(str(claim.date or ""), claim.says) for claim in claims]
    if len(set(begins)) == len(claims):
        return tuple(claim for _, claim in sorted(zip(begins, claims, strict=True), key=itemgetter(0)))
    return tuple(sorted(claims, key=claim_order))


def _with_sorted_claims(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    ordered = []
    for tie in sorted(ties, key=attrgetter("key")):
        claims = tie.claims
        if len(claims) > 1:
            claims = _in_order(claims)
        ordered.append(tie if claims == tie.claims else tie.model_copy(update={"claims": claims}))
    return tuple(ordered)


class Network:
    """A governance network with its evidence. It is its own store: ``network.network(selection)`` hands over itself.

    Raises ``InvalidRecord``, with every problem found, if the records do not make a network.
    """

    def __init__(self, records: Records, *, is_checked: bool = False) -> None:
        if not is_checked:
            problems = [Problem(type(flaw.record).__name__, 0, flaw.column, flaw.what) for flaw in flaws(records)]
            if problems:
                raise InvalidRecord(problems)
        self.records = records.sorted()
        self.timeline = Timeline(self.records)

    @property
    def dataset(self) -> Dataset:
        """Version, date and citation of the data."""
        return self.records.dataset

    def __repr__(self) -> str:
        return (
            f"<Network {self.dataset.name} {self.dataset.version}: {len(self.records.entities)} entities, "
            f"{len(self.records.memberships)} memberships, {len(self.records.links)} links, {len(self.records.sources)} sources>"
        )

    def _repr_html_(self) -> str:
        from html import escape

        return f"<pre>{escape(repr(self))}</pre>"

    def __len__(self) -> int:
        return len(self.records.entities)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Network) and self.records == other.records

    __hash__ = None  # type: ignore[assignment]

    def __contains__(self, entity_id: object) -> bool:
        return entity_id in self._entities

    def __getitem__(self, entity_id: str) -> Entity:
        """The entity of an id. Raises ``UnknownEntity``, with the closest ids."""
        try:
            return self._entities[entity_id]
        except KeyError:
            raise UnknownEntity(f'no entity "{entity_id}"{closest(entity_id, self._entities)}') from None

    def network(self, selection: Selection | None = None, *, at: At = None) -> Network:
        """All records: this is the store in memory. See ``graphmodel.store.Store``."""
        del selection, at
        return self

    def find(self, text: str, *, kinds: Iterable[str] = ()) -> Entity:
        """The one entity of that id or name. Raises ``UnknownEntity`` where it is nobody's, or several entities'."""
        return self.names.find(text, kinds=kinds)

    def source(self, key: str) -> Source:
        """The source of a key. Raises ``UnknownEntity``."""
        try:
            return self._sources[key]
        except KeyError:
            raise UnknownEntity(f'no source "{key}"{closest(key, self._sources)}') from None

    def period(self, at: At = None) -> Period:
        """The period a question asks about; without one, the data's own date."""
        return Period.parse(self.dataset.date if at is None else at)

    def memberships(self, *, actor: str = "", body: str = "") -> tuple[Membership, ...]:
        """Memberships of an actor, in a body, or both; in the order of their keys. All of them without either."""
        if actor and body:
            return tuple(tie for tie in self._by_actor.get(actor, ()) if tie.body == body)
        if actor:
            return tuple(self._by_actor.get(actor, ()))
        if body:
            return tuple(self._by_body.get(body, ()))
        return self.records.memberships

    def holding(self, tie: Membership, at: At = None, *, presume: str = "both", weak: bool = False) -> Holding:
        """How a membership stands at a date: documented, presumed, not held or unknown. ``weak`` reads uncited claims too."""
        return holding(self.timeline.validity(tie, weak=weak), self.period(at), presume)  # type: ignore[arg-type]

    def classes(self, body: str, at: At = None) -> frozenset[str]:
        """What sources call a body at a date: rcp, inter-regional, global; empty if none does."""
        return classes_at(self._classifications.get(body, ()), self.period(at))

    def bodies(self, selection: Selection, at: At = None) -> tuple[Entity, ...]:
        """Bodies that a selection means at a date, by id. Raises ``EmptySelection``, ``UnknownEntity``, ``InvalidQuestion``."""
        period = self.period(at)
        if selection.classed_by and not set(selection.bodies) & set(CLASSES):
            raise InvalidQuestion(
                f"classed_by: it says by whose word a body is {', '.join(CLASSES)}; name one of these in bodies"
            )
        return self._selected("bodies", selection.bodies, period, selection.classed_by)

    def actors(self, selection: Selection, at: At = None) -> tuple[Entity, ...]:
        """Actors that a selection means at a date, by id. Raises as ``bodies`` does."""
        period = self.period(at)
        actors = self._selected("actors", selection.actors, period, selection.classed_by)
        if selection.region:
            regions = self._regions(selection.region)
            actors = tuple(one for one in actors if {_region(one), _subregion(one)} & regions)
            if not actors:
                raise EmptySelection(
                    f"actors: none of {', '.join(selection.actors)} lies in {', '.join(selection.region)}"
                )
        return actors

    def two_mode(self, selection: Selection | None = None, *, at: At = None) -> TwoMode:
        """The two-mode network of a selection at a date: a tie holds if it held at some time in the period.

        Raises ``EmptySelection`` if the selection matches no body or no actor, ``UnknownEntity`` for a name that is
        nobody's, ``InvalidQuestion`` for a date without meaning.
        """
        selection = selection or Selection()
        period = self.period(at)
        actors, bodies = self.actors(selection, period), self.bodies(selection, period)
        row_of = {one.id: row for row, one in enumerate(actors)}
        cells: dict[tuple[int, int], list[tuple[Membership, Holding]]] = {}
        unknown: set[tuple[int, int]] = set()
        left_out: set[tuple[int, int]] = set()
        sort = "states" if any(isinstance(one, State | Territory) for one in actors) else "organizations"
        coverage = []
        for column, body in enumerate(bodies):
            held: dict[str, set[str]] = defaultdict(set)
            in_body: dict[tuple[int, int], list[tuple[Membership, Holding]]] = defaultdict(list)
            for tie in self._by_body.get(body.id, ()):
                if tie.role not in selection.roles:
                    continue
                row = row_of.get(tie.actor)
                if not tie.is_cited and selection.evidence == "cited":
                    if row is not None and self._may_be_left_out(tie, period, selection):
                        left_out.add((row, column))
                    continue
                validity = self.timeline.validity(tie, weak=selection.evidence == "any")
                state = holding(validity, period, selection.presume)
                if state.holds:
                    held[tie.role].update(self._seats(tie))
                    if row is not None:
                        in_body[row, column].append((tie, state))
                elif state.status is Status.UNKNOWN and row is not None:
                    unknown.add((row, column))
            coverage.append(self._covered(body, selection, period, sort, [*map(best_of, in_body.values())], held))
            cells.update(in_body)
        return self._assembled(selection, period, actors, bodies, cells, unknown, left_out, coverage)

    def _assembled(
        self,
        selection: Selection,
        period: Period,
        actors: tuple[Entity, ...],
        bodies: tuple[Entity, ...],
        cells: dict[tuple[int, int], list[tuple[Membership, Holding]]],
        unknown: set[tuple[int, int]],
        left_out: set[tuple[int, int]],
        coverage: list[BodyCoverage],
    ) -> TwoMode:
        import numpy as np

        pairs = sorted(cells)
        best = [best_of(cells[pair]) for pair in pairs]
        documented = np.array([one.status is Status.DOCUMENTED for one in best], dtype=np.bool_)
        farthest = max((one.distance for one in best if one.status is Status.PRESUMED), default=0)
        return TwoMode(
            actors=actors,
            bodies=bodies,
            rows=np.array([row for row, _ in pairs], dtype=np.int64),
            columns=np.array([column for _, column in pairs], dtype=np.int64),
            documented=documented,
            ties=tuple(tuple(tie for tie, _ in cells[pair]) for pair in pairs),
            selection=selection,
            period=period,
            dataset=self.dataset,
            counts=Counts(
                documented=int(documented.sum()),
                presumed=int((~documented).sum()),
                attested=sum(any(state.attested for _, state in cells[pair]) for pair in pairs),
                unknown=len(unknown - cells.keys()),
                uncited_left_out=len(left_out - cells.keys()),
                farthest_presumption_years=-(-farthest * 10000 // 3652425),
            ),
            coverage=tuple(coverage),
        )

    def _may_be_left_out(self, tie: Membership, period: Period, selection: Selection) -> bool:
        return holding(self.timeline.validity(tie, weak=True), period, selection.presume).holds

    def _seats(self, tie: Membership) -> set[str]:
        """Whose seats a tie fills: the actor's; the organization's, for actors that take part only as its parts."""
        vias = {claim.via for claim in tie.claims if claim.is_fact}
        if "" not in vias and not isinstance(self._entities[tie.actor], State | Territory):
            return vias
        return {tie.actor}

    def _covered(
        self,
        body: Entity,
        selection: Selection,
        period: Period,
        sort: str,
        in_body: list[Holding],
        held: dict[str, set[str]],
    ) -> BodyCoverage:
        total = nearest_total(self._totals.get(body.id, ()), roles=selection.roles, sorts=(sort, "all"), period=period)
        documented = sum(one.status is Status.DOCUMENTED for one in in_body)
        return BodyCoverage(
            id=body.id,
            name=body.name,
            exists=self.exists(body.id, period),
            documented=documented,
            presumed=len(in_body) - documented,
            stated_total=total.total if total else None,
            stated_role=total.role if total else "",
            stated_at=str(total.as_of) if total else "",
            stated_by=format_citations(total.citations) if total else "",
            held=self._count(held[total.role], total.actors)
            if total
            else self._count(set().union(*held.values()), "all"),
            complete_list=any(one.role in selection.roles and one.denies for one in self._lists.get(body.id, ())),
            last_active=max((str(one.date) for one in self._lives.get(body.id, ()) if _is_sign(one)), default=""),
        )

    def _count(self, actors: set[str], sort: str) -> int:
        if sort == "all":
            return len(actors)
        countries = sum(isinstance(self._entities[one], State | Territory) for one in actors)
        return countries if sort == "states" else len(actors) - countries

    def exists(self, entity_id: str, at: At = None) -> Existence:
        """Whether an entity existed at some time in a period: ``maybe`` where cited dates disagree about it."""
        life, period = self.timeline.life(entity_id), self.period(at)
        if not life.may_exist(period):
            return "no"
        return "yes" if life.certain_first <= period.last and life.certain_last >= period.first else "maybe"

    def _selected(self, option: str, words: tuple[str, ...], period: Period, classed_by: str) -> tuple[Entity, ...]:
        chosen: dict[str, Entity] = {}
        for word in words:
            group = self._group(word, period, classed_by)
            if group is None:
                named = self._named(option, word)
                chosen[named.id] = named
            else:
                for entity in group:
                    if self.timeline.life(entity.id).may_exist(period):
                        chosen[entity.id] = entity
        if not chosen:
            raise EmptySelection(
                f"{option}: nothing of {', '.join(words)} is in the data at {period}; try another date"
            )
        return tuple(chosen[one] for one in sorted(chosen))

    def _group(self, word: str, period: Period, classed_by: str) -> list[Entity] | None:
        if word == "any":
            return list(self.records.entities)
        if word in KINDS:
            return self._by_kind[word]
        if word in FORMS:
            return [one for one in self._by_kind["organization"] if isinstance(one, Organization) and one.form == word]
        if word not in CLASSES:
            return None
        if not classed_by:
            return [
                self._entities[body] for body, said in self._classifications.items() if word in classes_at(said, period)
            ]
        schemes = {one.scheme for one in self.records.classifications}
        if classed_by not in schemes:
            raise InvalidQuestion(f'classed_by: no scheme "{classed_by}"{closest(classed_by, schemes)}')
        return [
            self._entities[body]
            for body, said in self._classifications.items()
            if any(one.scheme == classed_by and one.class_ == word and one.is_cited for one in said)
        ]

    def _named(self, option: str, word: str) -> Entity:
        try:
            return self.find(word)
        except UnknownEntity as error:
            words = closest(word, [*KINDS, *FORMS, *CLASSES])
            raise UnknownEntity(f"{option}: {error}{words.replace('closest', 'or the word')}") from None

    def _regions(self, words: tuple[str, ...]) -> set[str]:
        known = {plain(region): region for region in self.regions}
        for word in words:
            if plain(word) not in known:
                raise InvalidQuestion(f'region: no region "{word}"{closest(word, self.regions)}')
        return {known[plain(word)] for word in words}

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """UN regions and subregions of the states and territories, sorted."""
        return tuple(
            sorted({name for one in self.records.entities for name in (_region(one), _subregion(one)) if name})
        )

    @cached_property
    def names(self) -> NameIndex:
        """Every id and name, for ``find``."""
        return NameIndex(self.records.entities)

    @cached_property
    def _entities(self) -> dict[str, Entity]:
        return {entity.id: entity for entity in self.records.entities}

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.records.sources}

    @cached_property
    def _by_kind(self) -> dict[str, list[Entity]]:
        return {kind: [one for one in self.records.entities if one.kind == kind] for kind in KINDS}

    @cached_property
    def _by_body(self) -> dict[str, list[Membership]]:
        return grouped(self.records.memberships, attrgetter("body"))

    @cached_property
    def _by_actor(self) -> dict[str, list[Membership]]:
        return grouped(self.records.memberships, attrgetter("actor"))

    @cached_property
    def _classifications(self) -> dict[str, list[Classification]]:
        return grouped(self.records.classifications, attrgetter("body"))

    @cached_property
    def _lists(self) -> dict[str, list[DatedList]]:
        return grouped(self.records.lists, attrgetter("body"))

    @cached_property
    def _totals(self) -> dict[str, list[StatedTotal]]:
        return grouped(self.records.totals, attrgetter("body"))

    @cached_property
    def _lives(self) -> dict[str, list[LifeEvent]]:
        return grouped(self.records.lives, attrgetter("entity"))


def best_of(ties: Iterable[tuple[Membership, Holding]]) -> Holding:
    """The best holding among the memberships of one pair: documented before presumed, then the nearest claim."""
    return max((state for _, state in ties), key=lambda state: (state.status, -state.distance))


def _is_sign(event: LifeEvent) -> bool:
    return event.event == "last_active" and event.date is not None


def _region(entity: Entity) -> str:
    return entity.region if isinstance(entity, State | Territory) else ""


def _subregion(entity: Entity) -> str:
    return entity.subregion if isinstance(entity, State | Territory) else ""
