"""Network: all entities and ties with their evidence, checked as a whole; and the two-mode networks it holds at any date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as Day
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt

from graphmodel.claims import Cited, Claim
from graphmodel.classification import CLASSES, Classification, classes_at
from graphmodel.coverage import BodyCoverage, nearest_total
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
from graphmodel.snapshots import Meant, Snapshots
from graphmodel.sources import Source, format_citations
from graphmodel.ties import Focus, Link, Membership
from graphmodel.timeline import Timeline
from graphmodel.twomode import TwoMode
from graphmodel.validity import Holding, holding, meets

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

    def __init__(self, records: Records, *, is_checked: bool = False, timeline: Timeline | None = None) -> None:
        if not is_checked:
            problems = [Problem(type(flaw.record).__name__, 0, flaw.column, flaw.what) for flaw in flaws(records)]
            if problems:
                raise InvalidRecord(problems)
        self.records = records.sorted() if timeline is None else records
        self.timeline = Timeline(self.records) if timeline is None else timeline
        self._lives_of: dict[str, tuple[list[Entity], npt.NDArray[np.int32], npt.NDArray[np.int32]]] = {}
        self._last: tuple[set[str], set[str], Snapshots] | None = None

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
        (only,) = self.snapshots([self.meant(selection or Selection(), at)])
        return only

    def meant(self, selection: Selection, at: At = None) -> Meant:
        """Whom a selection means at a date. Raises as ``two_mode`` does."""
        period = self.period(at)
        return Meant(selection, period, self.actors(selection, period), self.bodies(selection, period))

    def snapshots(self, asked: Sequence[Meant]) -> Iterator[TwoMode]:
        """Many two-mode networks, each as ``two_mode`` gives it, with what does not depend on the date worked out once."""
        bodies = {body.id for one in asked for body in one.bodies}
        roles = {role for one in asked for role in one.selection.roles}
        if self._last is None or not (bodies <= self._last[0] and roles <= self._last[1]):
            ties = [tie for tie in self.records.memberships if tie.body in bodies and tie.role in roles]
            self._last = bodies, roles, Snapshots(ties, self.timeline, self.dataset, self._covered)
        return map(self._last[2].two_mode, asked)

    def with_evidence(self, memberships: Iterable[Membership], lists: Iterable[DatedList]) -> Network:
        """The same network with other evidence for some memberships and lists: these stand in the place of those of their keys
        and ids. What is known of bodies that this does not touch is not worked out again."""
        ties = {tie.key: tie for tie in _with_sorted_claims(memberships)}
        by_id = {one.id: one for one in lists}
        records = replace(
            self.records,
            memberships=tuple(ties.get(tie.key, tie) for tie in self.records.memberships),
            lists=tuple(by_id.get(one.id, one) for one in self.records.lists),
        )
        changed = {tie.body for tie in ties.values()} | {one.body for one in by_id.values()}
        return Network(records, is_checked=True, timeline=self.timeline.with_evidence(records, changed))

    def _seats(self, tie: Membership) -> set[str]:
        """Whose seats a tie fills: the actor's; the organization's, for actors that take part only as its parts."""
        vias = {claim.via for claim in tie.claims if claim.is_fact}
        if "" not in vias and not isinstance(self._entities[tie.actor], State | Territory):
            return vias
        return {tie.actor}

    def _covered(
        self, body: Entity, asked: Meant, documented: int, presumed: int, ties: Iterable[Membership]
    ) -> BodyCoverage:
        """What is known about a body, of whose ties in the selection so many are documented and presumed, and these all hold."""
        selection, period = asked.selection, asked.period
        sort = "states" if any(isinstance(one, State | Territory) for one in asked.actors) else "organizations"
        held: dict[str, set[str]] = defaultdict(set)
        for tie in ties:
            held[tie.role].update(self._seats(tie))
        total = nearest_total(self._totals.get(body.id, ()), roles=selection.roles, sorts=(sort, "all"), period=period)
        return BodyCoverage(
            id=body.id,
            name=body.name,
            exists=self.exists(body.id, period),
            documented=documented,
            presumed=presumed,
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
        return "yes" if meets(life.certain_first, life.certain_last, period) else "maybe"

    def _selected(self, option: str, words: tuple[str, ...], period: Period, classed_by: str) -> tuple[Entity, ...]:
        chosen: dict[str, Entity] = {}
        for word in words:
            if word in ("any", *KINDS, *FORMS):
                group = self._alive(word, period)
            elif word in CLASSES:
                group = [one for one in self._classed(word, period, classed_by) if self.exists(one.id, period) != "no"]
            else:
                group = [self._named(option, word)]
            chosen |= {one.id: one for one in group}
        if not chosen:
            there = sorted({one.kind for one in self._entities.values() if self.exists(one.id, period) != "no"})
            advice = f"there are: {', '.join(there)}" if there else "try another date"
            raise EmptySelection(f"{option}: nothing of {', '.join(words)} is in the data at {period}; {advice}")
        return tuple(chosen[one] for one in sorted(chosen))

    def _alive(self, word: str, period: Period) -> list[Entity]:
        """Entities of a kind or a form of organization, or any, that may have existed at some time in a period."""
        if word not in self._lives_of:
            group = (
                list(self.records.entities)
                if word == "any"
                else self._by_kind[word]
                if word in KINDS
                else self._by_form[word]
            )
            lives = [self.timeline.life(one.id) for one in group]
            bounds = np.array([(life.first, life.last) for life in lives], dtype=np.int32).reshape(-1, 2)
            self._lives_of[word] = (group, bounds[:, 0].copy(), bounds[:, 1].copy())
        group, first, last = self._lives_of[word]
        return [group[place] for place in np.flatnonzero(meets(first, last, period)).tolist()]

    def _classed(self, word: str, period: Period, classed_by: str) -> list[Entity]:
        """Bodies of a class at a date, or by one scheme."""
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
    def _by_form(self) -> dict[str, list[Entity]]:
        organizations = [one for one in self._by_kind["organization"] if isinstance(one, Organization)]
        return {form: [one for one in organizations if one.form == form] for form in FORMS}

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


def _is_sign(event: LifeEvent) -> bool:
    return event.event == "last_active" and event.date is not None


def _region(entity: Entity) -> str:
    return entity.region if isinstance(entity, State | Territory) else ""


def _subregion(entity: Entity) -> str:
    return entity.subregion if isinstance(entity, State | Territory) else ""
