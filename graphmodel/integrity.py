"""What must be true of the records of a network taken together: ids, references, order of dates, spells that do not overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from graphmodel.claims import Claim, Record
from graphmodel.entities import Group, Organization
from graphmodel.grouping import grouped
from graphmodel.names import closest
from graphmodel.ties import Membership

if TYPE_CHECKING:
    from graphmodel.network import Records

__all__ = ["Flaw", "flaws"]

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong with one record: the column to look at, and what to do."""

    record: Record
    column: str
    what: str


def flaws(records: Records) -> Iterator[Flaw]:
    """Everything wrong with the records as a whole; nothing if they make a network."""
    yield from _repeated(records.entities, "id", lambda one: (one.id,))
    yield from _repeated(records.lists, "id", lambda one: (one.id,))
    yield from _repeated(records.memberships, "ordinal", lambda one: one.key)
    yield from _repeated(records.links, "second", lambda one: one.key)
    yield from _said_twice(records)
    yield from _unknown_references(records)
    yield from _unknown_citations(records)
    yield from _lists_of_other_bodies(records)
    yield from _dates_out_of_order(records)
    yield from _overlapping_spells(records.memberships)
    yield from _circles_of_organizations(records.memberships)


def _repeated(
    items: Iterable[AnyRecord], column: str, key_of: Callable[[AnyRecord], tuple[Hashable, ...]]
) -> Iterator[Flaw]:
    seen: set[tuple[Hashable, ...]] = set()
    for item in items:
        key = key_of(item)
        if key in seen:
            text = " ".join(map(str, key))
            yield Flaw(item, column, f'"{text}" is there already; every {column} is used once')
        seen.add(key)


def _said_twice(records: Records) -> Iterator[Flaw]:
    """The same row twice: one fact is one row."""
    groups: list[Iterable[Record]] = [tie.claims for tie in records.memberships if len(tie.claims) > 1]
    groups += [link.claims for link in records.links if len(link.claims) > 1]
    groups += [
        records.focuses,
        records.totals,
        records.meetings,
        records.classifications,
        records.lives,
        records.observations,
    ]
    for group in groups:
        seen: set[Record] = set()
        for one in group:
            if one in seen:
                yield Flaw(one, "", "is the same as a row before; one fact is one row")
            seen.add(one)


def _unknown_references(records: Records) -> Iterator[Flaw]:
    known = {entity.id for entity in records.entities}

    def check(record: Record, column: str, value: str) -> Iterator[Flaw]:
        if value and value not in known:
            yield Flaw(record, column, f'no entity "{value}"{closest(value, known)}')

    for entity in records.entities:
        if isinstance(entity, Organization):
            yield from check(entity, "parent", entity.parent)
        if isinstance(entity, Group):
            yield from check(entity, "part_of", entity.part_of)
        for name in entity.names:
            yield from check(name, "entity", name.entity)
    for tie in records.memberships:
        yield from check(tie, "actor", tie.actor)
        yield from check(tie, "body", tie.body)
        for claim in tie.claims:
            yield from check(claim, "via", claim.via)
    for link in records.links:
        yield from check(link, "first", link.first)
        yield from check(link, "second", link.second)
    for focus in records.focuses:
        yield from check(focus, "body", focus.body)
        yield from check(focus, "theme", focus.theme)
    for life in records.lives:
        yield from check(life, "entity", life.entity)
    for about_body in (records.lists, records.totals, records.classifications):
        for one in about_body:
            yield from check(one, "body", one.body)
    for meeting in records.meetings:
        yield from check(meeting, "body", meeting.body)
        yield from check(meeting, "country", meeting.country)
    sources = {source.id for source in records.sources}
    for observation in records.observations:
        if observation.subject not in sources:
            yield from check(observation, "subject", observation.subject)


def _unknown_citations(records: Records) -> Iterator[Flaw]:
    known = {source.id for source in records.sources}
    for record in records.cited():
        for citation in record.citations:
            if citation.key not in known:
                yield Flaw(record, "citations", f'no source "{citation.key}"{closest(citation.key, known)}')


def _lists_of_other_bodies(records: Records) -> Iterator[Flaw]:
    lists = {one.id: one for one in records.lists}
    for tie in records.memberships:
        for claim in tie.claims:
            if not claim.list:
                continue
            named = lists.get(claim.list)
            if named is None:
                yield Flaw(claim, "list", f'no list "{claim.list}"{closest(claim.list, lists)}')
            elif (named.body, named.role) != (tie.body, tie.role):
                yield Flaw(
                    claim,
                    "list",
                    f'list "{claim.list}" is of {named.role}s of {named.body}; name a list of this body and role',
                )


def _dates_out_of_order(records: Records) -> Iterator[Flaw]:
    for claim in records.claims():
        if claim.until is not None and claim.date is None:
            yield Flaw(claim, "until", "until without date; a stretch needs both")
        elif claim.until is not None and claim.says in ("start", "end"):
            yield Flaw(claim, "until", f"{claim.says} has one date; write start and end as two claims")
        elif claim.until is not None and claim.date is not None and claim.date.first > claim.until.last:
            yield Flaw(claim, "until", f"{claim.until} is before {claim.date}; write the earlier date first")
    for meeting in records.meetings:
        if meeting.start is not None and meeting.end is not None and meeting.start.first > meeting.end.last:
            yield Flaw(meeting, "end", f"{meeting.end} is before {meeting.start}; write the earlier date first")
    for tie in records.memberships:
        yield from _start_after_end(tie)


def _start_after_end(tie: Membership) -> Iterator[Flaw]:
    starts = _dated(tie, "start")
    ends = _dated(tie, "end")
    for start in starts:
        for end in ends:
            assert start.date is not None
            assert end.date is not None
            if start.date.first > end.date.last:
                yield Flaw(
                    start,
                    "date",
                    f"starts {start.date}, after its end {end.date}; a return after leaving is the next ordinal",
                )


def _overlapping_spells(memberships: Iterable[Membership]) -> Iterator[Flaw]:
    """Spells of one tie follow one another: nothing of a later ordinal lies certainly before the earlier one's end or start."""
    for ties in grouped(memberships, lambda tie: (tie.actor, tie.body, tie.role)).values():
        ties.sort(key=lambda tie: tie.ordinal)
        ended, spell = 0, 0
        for tie in ties:
            dated = [(claim.date, claim) for claim in tie.claims if claim.is_fact and claim.date is not None]
            for date, claim in dated:
                if date.last < ended:
                    yield Flaw(
                        claim, "ordinal", f"{date} lies within spell {spell} of the same tie; spells must not overlap"
                    )
            last = max(((claim.until or date).first for date, claim in dated), default=0)
            if last > ended:
                ended, spell = last, tie.ordinal


def _circles_of_organizations(memberships: Iterable[Membership]) -> Iterator[Flaw]:
    """An actor that is in one organization only through another, and in that only through the first, is in neither."""
    for ties in grouped(memberships, attrgetter("actor")).values():
        through: dict[str, set[str]] = defaultdict(set)
        for tie in ties:
            through[tie.body] |= {claim.via for claim in tie.claims if claim.via}
        if not any(through.values()):
            continue
        for tie in ties:
            reached: set[str] = set()
            ahead = set(through[tie.body])
            while ahead:
                via = ahead.pop()
                if via not in reached:
                    reached.add(via)
                    ahead |= through.get(via, set())
            if tie.body in reached and any(claim.via for claim in tie.claims):
                what = f"{tie.actor} is in {tie.body} through an organization that it is in through {tie.body}"
                yield Flaw(next(claim for claim in tie.claims if claim.via), "via", what)


def _dated(tie: Membership, says: str) -> list[Claim]:
    return [claim for claim in tie.claims if claim.says == says and claim.date is not None]
