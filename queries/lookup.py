"""Lookup: everything known about an entity or about two together, entities by name, and the words that selections use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from graphmodel.claims import Cited, Claim
from graphmodel.classification import CLASSES
from graphmodel.entities import KINDS, Entity, Organization
from graphmodel.errors import InvalidQuestion, UnknownEntity
from graphmodel.names import closest
from graphmodel.network import FORMS, At, Network
from graphmodel.ties import ROLES, Membership
from queries.answer import Answer, claim_to_dict, column

__all__ = ["VOCABULARIES", "Found", "Listed", "Shown", "find", "listing", "show"]


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing known, with the claims that say so."""

    what: str = column("membership, link, focus, class, life, list, total, meeting or observation")
    first: str = column("id of the actor, of the first body, or of what is described")
    relation: str = column("role, relation, strength, scheme, event or measure")
    second: str = column("id of the body or theme, the class, the value")
    status: str = column("documented, presumed, unknown or not held at the date, or uncited; for memberships only")
    claims: list[dict[str, Any]] = column("claims: what each says, when, and its citations as key[locator]")


def show(network: Network, entity: str, other: str = "", *, at: At = None) -> Answer[Shown]:
    """What is known about one entity, with every source; or what two share, since when.

    Parameters
    ----------
    network
        The network.
    entity
        An id or a name in any form; also the key of a source, to see what rests on it as a scheme or figure.
    other
        A second entity: then only ties between the two, and the bodies that both are in.
    at
        The date for which ``status`` is said; by default that of the data. All dates are shown.

    Returns
    -------
    Answer[Shown]
        One row for each tie and fact, memberships first; ``subject`` of the answer describes the entity.

    Raises
    ------
    UnknownEntity
        If a name is nobody's or several entities'.
    InvalidQuestion
        If both names are of one entity.

    Notes
    -----
    The records name every source with the place in it. A membership is documented between its first and its last cited claim,
    presumed before or after where no start or end is known, and uncited where no source supports it; the status is that at
    the date, while all dates are shown.

    Examples
    --------
    >>> import graphmodel as gm
    >>> gm.show(gm.read_tables(), "Bali Process").subject["id"]
    'bali-process'
    """
    period = network.period(at)
    subject: dict[str, Any]
    if not other and _is_source(network, entity):
        source = network.source(entity)
        rows = [
            row
            for row in _facts(network)
            if row.first == source.id or (row.what == "class" and row.relation == source.id)
        ]
        issued = ["-".join(f"{part:02d}" for part in date) for date in (source.issued or {}).get("date-parts", [])]
        parts = {"id": source.id, "title": source.title, "publisher": source.publisher, "issued": "/".join(issued)}
        parts |= {"url": source.url, "weak": source.custom.get("weak", ""), "terms": source.terms}
        subject = {name: value for name, value in parts.items() if value}
    elif other:
        one, two = network.find(entity), network.find(other)
        if one.id == two.id:
            raise InvalidQuestion(f"show: {one.id} twice; name two entities, or one alone")
        held = _held(network, one, period), _held(network, two, period)
        shared = {body: max(held[0][body], held[1][body]) for body in sorted(held[0].keys() & held[1].keys())}
        both = {one.id, two.id}
        ties = [
            tie
            for tie in network.memberships()
            if {tie.actor, tie.body} == both or (tie.actor in both and tie.body in shared)
        ]
        joined = (row for row in _links(network) if {row.first, row.second} == both)
        rows = [*_memberships(network, ties, period), *joined]
        rows.sort(key=lambda row: (row.what != "membership", row.second, row.first))
        subject = {
            "first": _described(one),
            "second": _described(two),
            "shared": [f"{body} since {since}" if since else body for body, since in shared.items()],
        }
    else:
        found = network.find(entity)
        ties = [tie for tie in network.memberships() if found.id in (tie.actor, tie.body)]
        others = (row for row in (*_links(network), *_facts(network)) if found.id in (row.first, row.second))
        rows = [*_memberships(network, ties, period), *others]
        subject = _described(found) | {"exists": network.exists(found.id, period)}
        classes = sorted(network.classes(found.id, period))
        subject |= {"classes": classes} if classes else {}
    return Answer.of_rows(
        "show",
        Shown,
        rows,
        dataset=network.dataset,
        at=str(period),
        parameters={"entity": entity, "other": other},
        subject=subject,
    )


def _is_source(network: Network, key: str) -> bool:
    try:
        network.source(key)
    except UnknownEntity:
        return False
    return key not in network


def _held(network: Network, entity: Entity, at: At) -> dict[str, str]:
    """Bodies that an entity is in at a date, on cited evidence, and the earliest date that a source gives for it."""
    held: dict[str, str] = {}
    for tie in network.memberships(actor=entity.id):
        if tie.is_cited and network.holding(tie, at).holds:
            dates = [str(claim.date) for claim in tie.claims if claim.is_cited and claim.is_fact and claim.date]
            held[tie.body] = min([*dates, *([held[tie.body]] if held.get(tie.body) else [])], default="")
    return held


def _described(entity: Entity) -> dict[str, Any]:
    described = {"id": entity.id, "kind": entity.kind} | entity.model_dump(mode="json", exclude_defaults=True)
    if entity.names:
        described["names"] = [name.name for name in entity.names]
    return described


def _memberships(network: Network, ties: Iterable[Membership], at: At) -> Iterator[Shown]:
    for tie in ties:
        status = network.holding(tie, at).status.name.lower().replace("_", " ") if tie.is_cited else "uncited"
        yield Shown(
            "membership",
            tie.actor,
            tie.role,
            tie.body,
            status,
            [claim_to_dict(claim) for claim in tie.claims],
        )


def _links(network: Network) -> Iterator[Shown]:
    for link in network.records.links:
        yield Shown("link", link.first, link.relation, link.second, "", [*map(claim_to_dict, link.claims)])


def _facts(network: Network) -> Iterator[Shown]:
    records = network.records
    for focus in records.focuses:
        yield _fact("focus", focus.body, focus.strength, focus.theme, focus, date=focus.date)
    for said in records.classifications:
        yield _fact("class", said.body, said.scheme, said.class_, said, date=said.as_of)
    for life in records.lives:
        yield _fact("life", life.entity, life.event, str(life.date or ""), life, date=life.date)
    for one in records.lists:
        size = f"{'complete' if one.complete else 'partial'} list of {one.actors}"
        yield _fact("list", one.body, one.role, size, one, date=one.as_of)
    for total in records.totals:
        yield _fact("total", total.body, total.role, f"{total.total} {total.actors}", total, date=total.as_of)
    for meeting in records.meetings:
        where = ", ".join(part for part in (meeting.name, meeting.city, meeting.country) if part)
        number = str(meeting.number) if meeting.number is not None else "meeting"
        yield _fact("meeting", meeting.body, number, where, meeting, date=meeting.start, until=meeting.end)
    for seen in records.observations:
        value = " ".join(part for part in (seen.value, seen.unit, seen.qualifier) if part)
        yield _fact("observation", seen.subject, seen.measure, value, seen, date=seen.date)


def _fact(what: str, first: str, relation: str, second: str, record: Cited, **dates: Any) -> Shown:
    claim = Claim(says="shown", citations=record.citations, note=record.note, **dates)
    return Shown(what, first, relation, second, "", [claim_to_dict(claim)])


@dataclass(frozen=True, slots=True)
class Found:
    """One entity that a name may mean."""

    id: str = column("id")
    kind: str = column("kind")
    name: str = column("name")
    names: list[str] = column("other names it goes by")


def find(network: Network, text: str) -> Answer[Found]:
    """Which entities a name may mean, best first.

    Parameters
    ----------
    network
        The network.
    text
        Any part of a name, an acronym, a former name or a code, in any language the data has.

    Returns
    -------
    Answer[Found]
        One row an entity whose name equals, contains or resembles the text; no row if none does.

    Raises
    ------
    InvalidQuestion
        If the text is empty.

    Notes
    -----
    A name is looked for among the names, other and former names, acronyms and codes of all entities, without regard to case,
    accents and punctuation.

    Examples
    --------
    >>> import graphmodel as gm
    >>> gm.find(gm.read_tables(), "Puebla").top(1)[0].id
    'rcm'
    """
    if not text.strip():
        raise InvalidQuestion("find: the text is empty; write a part of a name")
    rows = [
        Found(one.id, one.kind, one.name, [name.name for name in one.names]) for one in network.names.candidates(text)
    ]
    return Answer.of_rows(
        "find",
        Found,
        rows,
        dataset=network.dataset,
        at=str(network.period()),
        parameters={"text": text},
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """One word that selections and options take."""

    word: str = column("the word as options take it")
    count: int = column("how many records it stands for")
    meaning: str = column("what it means")


VOCABULARIES = ("kinds", "bodies", "classes", "schemes", "roles", "regions", "themes", "forms", "sources")


def listing(network: Network, vocabulary: str = "kinds") -> Answer[Listed]:
    """Which words options take: kinds, bodies, classes, schemes, roles, regions, themes, forms, sources.

    Parameters
    ----------
    network
        The network.
    vocabulary
        Which words.

    Returns
    -------
    Answer[Listed]
        One row a word, with how many records it stands for.

    Raises
    ------
    InvalidQuestion
        If there is no such vocabulary.

    Notes
    -----
    The words are those by which actors, bodies, roles and regions are selected, with the number of records that each stands
    for.

    Examples
    --------
    >>> import graphmodel as gm
    >>> gm.listing(gm.read_tables(), "classes").top(1)[0].word
    'rcp'
    """
    if vocabulary not in VOCABULARIES:
        raise InvalidQuestion(
            f'list: "{vocabulary}" is none of {", ".join(VOCABULARIES)}{closest(vocabulary, VOCABULARIES)}'
        )
    return Answer.of_rows(
        "list",
        Listed,
        _vocabulary(network, vocabulary),
        dataset=network.dataset,
        at=str(network.period()),
        parameters={"vocabulary": vocabulary},
    )


def _vocabulary(network: Network, vocabulary: str) -> list[Listed]:
    records = network.records
    if vocabulary == "kinds":
        kinds = Counter(one.kind for one in records.entities)
        return [Listed(kind, kinds[kind], _first_line(entity_class)) for kind, entity_class in KINDS.items()]
    if vocabulary == "bodies":
        members = Counter(tie.body for tie in records.memberships)
        return [Listed(body, count, network[body].name) for body, count in sorted(members.items())]
    if vocabulary == "classes":
        said = Counter(str(one.class_) for one in records.classifications)
        return [Listed(word, said[word], f"claims that call a body {word}") for word in CLASSES]
    if vocabulary == "schemes":
        schemes = Counter(one.scheme for one in records.classifications)
        return [
            Listed(scheme, count, _span(records.classifications, scheme)) for scheme, count in sorted(schemes.items())
        ]
    if vocabulary == "roles":
        roles = Counter(str(tie.role) for tie in records.memberships)
        return [Listed(role, roles[role], "memberships in this role") for role in ROLES]
    if vocabulary == "regions":
        return [Listed(region, _in_region(network, region), "states and territories") for region in network.regions]
    if vocabulary == "themes":
        focus = Counter(one.theme for one in records.focuses)
        return [Listed(one.id, focus[one.id], one.name) for one in records.entities if one.kind == "theme"]
    if vocabulary == "forms":
        forms = Counter(str(one.form) for one in records.entities if isinstance(one, Organization))
        return [Listed(form, forms[form], "organizations of this form") for form in FORMS]
    cited = Counter(citation.key for record in records.cited() for citation in record.citations)
    return [Listed(source.id, cited[source.id], source.title) for source in records.sources]


def _span(said: Iterable[Any], scheme: str) -> str:
    dates = sorted({str(one.as_of) for one in said if one.scheme == scheme and one.as_of is not None})
    if not dates:
        return "undated"
    return dates[0] if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}"


def _in_region(network: Network, region: str) -> int:
    return sum(
        region in (getattr(one, "region", ""), getattr(one, "subregion", "")) for one in network.records.entities
    )


def _first_line(entity_class: type) -> str:
    return (entity_class.__doc__ or "").strip().splitlines()[0]
