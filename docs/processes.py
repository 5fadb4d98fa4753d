"""The page of each process, made from the tables: what it is, who takes part since when, on what evidence, what is disputed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from graphmodel.claims import Claim
from graphmodel.entities import KINDS, Entity, Process
from graphmodel.network import Network
from graphmodel.sources import Citation, Source
from graphmodel.ties import ROLES, Membership
from queries.conflicts import conflicts

RELATIONS = {
    "part_of": ("is part of", "has as a part"),
    "succeeds": ("succeeds", "was succeeded by"),
    "associated_with": ("is associated with", "is associated with"),
    "joint_meeting": ("met jointly with", "met jointly with"),
    "outcome_of": ("came out of", "led to"),
}
EVENTS = {
    "established": "established",
    "first_meeting": "first meeting",
    "renamed": "renamed",
    "last_active": "active",
    "dormant": "dormant",
    "ended": "ended",
}
STANDS = {"documented": "documented", "presumed": "presumed", "unknown": "unknown", "not held": "no"}


def pages(network: Network) -> dict[str, str]:
    """The pages, by path: one for each process, and one for the sources."""
    made = {
        f"data/{one.id}.md": process_page(network, one) for one in network.records.entities if one.kind == "process"
    }
    about = "```{include} ../../data/README.md\n:heading-offset: 0\n```\n"
    return made | {"data/sources.md": sources_page(network), "data/about.md": about}


def index(network: Network) -> str:
    """The table of all processes, with their pages."""
    rows = []
    hidden = []
    for one in network.records.entities:
        if one.kind != "process":
            continue
        hidden.append(f"data/{one.id}")
        classes = ", ".join(sorted(network.classes(one.id))) or "-"
        established = sorted({str(life.date) for life in _lives(network, one.id) if life.event == "established"})
        states = {tie.actor for tie in network.memberships(body=one.id) if tie.role == "member" and tie.is_cited}
        rows.append(
            [f"[{_plain(one.name)}](data/{one.id}.md)", classes, ", ".join(established) or "-", str(len(states))]
        )
    table = _table(
        ["process", "called, at the data's date", "established, as sources say", "members ever, cited"], rows
    )
    toctree = "\n".join(["```{toctree}", ":hidden:", "", "data/about", *hidden, "data/sources", "```"])
    return f"{table}\n\n{toctree}"


def kinds(network: Network) -> str:
    """The table of the kinds of entity, with how many there are."""
    count: dict[str, int] = defaultdict(int)
    for one in network.records.entities:
        count[one.kind] += 1
    rows = [
        [f"`{kind}`", str(count[kind]), (entity_class.__doc__ or "").splitlines()[0].replace("``", "`")]
        for kind, entity_class in KINDS.items()
    ]
    return _table(["kind", "how many", "what it is"], rows)


def process_page(network: Network, process: Entity) -> str:
    """Everything that the tables say about one process, as a page in Markdown."""
    parts = [f"# {_plain(process.name)}", _opening(network, process)]
    parts += [f"## {title}\n\n{text}" for title, text in _sections(network, process) if text]
    parts.append(_closing(network, process))
    return "\n\n".join(parts) + "\n"


def sources_page(network: Network) -> str:
    """Every source, with its key as a target."""
    parts = [
        "# Sources",
        "Each has a key, by which rows of the tables cite it, with the place in brackets. `graphmodel show KEY` lists what rests "
        "on one as a scheme or figure.",
    ]
    for source in network.records.sources:
        parts.append(f"(source-{source.id})=\n**{_plain(source.id)}** {_described(source)}")
    return "\n\n".join(parts) + "\n"


def _opening(network: Network, process: Entity) -> str:
    date = network.dataset.date
    rows = [["id", f"`{process.id}`"]]
    if process.short != process.name:
        rows.append(["short name", _plain(process.short)])
    if process.names:
        rows.append(["also called", "; ".join(_plain(one.name) for one in process.names)])
    if isinstance(process, Process) and process.regions:
        rows.append(["regions", ", ".join(map(_plain, process.regions))])
    called = sorted(network.classes(process.id))
    rows.append([f"called, at {date}", ", ".join(called) if called else "neither rcp nor inter-regional nor global"])
    exists = {"yes": "yes", "no": "no", "maybe": "sources disagree"}[network.exists(process.id)]
    rows.append([f"exists at {date}", exists])
    if process.note:
        rows.append(["note of the editors", _plain(process.note)])
    return _table(["", ""], rows)


def _sections(network: Network, process: Entity) -> Iterator[tuple[str, str]]:
    records = network.records
    lives = sorted(_lives(network, process.id), key=lambda one: (str(one.date or ""), one.event))
    rows = [[str(one.date or "undated"), EVENTS[one.event], _cited(one.citations), _plain(one.note)] for one in lives]
    yield "Its life", _table(["date", "event", "source", "note"], rows)
    yield "Who takes part", _participants(network, process)
    rows = [
        [
            str(one.as_of or "undated"),
            one.role,
            one.actors,
            "yes" if one.complete else "no",
            _total(one.stated_total),
            _cited(one.citations),
        ]
        for one in sorted(records.lists, key=lambda one: (str(one.as_of or ""), one.id))
        if one.body == process.id
    ]
    yield (
        "Lists of participants",
        _table(["date", "role", "of", "complete", "total it states", "source"], rows)
        and "A complete list denies the role to everybody whom it leaves out.\n\n"
        + _table(["date", "role", "of", "complete", "total it states", "source"], rows),
    )
    rows = [
        [str(one.as_of or "undated"), str(one.total), f"{one.role} ({one.actors})", _cited(one.citations)]
        for one in sorted(records.totals, key=lambda one: str(one.as_of or ""))
        if one.body == process.id
    ]
    yield "Numbers that sources state", _table(["date", "number", "of", "source"], rows)
    rows = [
        [str(one.as_of or "undated"), one.class_, f"`{one.scheme}`", _cited(one.citations)]
        for one in sorted(records.classifications, key=lambda one: str(one.as_of or ""))
        if one.body == process.id
    ]
    yield "What sources call it", _table(["date", "class", "scheme", "source"], rows)
    rows = [
        [
            str(one.start or "undated"),
            str(one.number or ""),
            _plain(one.name),
            _plain(", ".join(filter(None, (one.city, one.country)))),
            _cited(one.citations),
        ]
        for one in sorted(records.meetings, key=lambda one: str(one.start or ""))
        if one.body == process.id
    ]
    yield "Meetings", _table(["date", "number", "name", "place", "source"], rows)
    yield "Bodies it is linked to", _links(network, process)
    rows = [
        [_plain(network[one.theme].name), one.strength.replace("_", " "), str(one.date or ""), _cited(one.citations)]
        for one in records.focuses
        if one.body == process.id
    ]
    yield "Themes", _table(["theme", "how", "date", "source"], rows)
    yield "Where sources disagree", _disputed(network, process)


def _participants(network: Network, process: Entity) -> str:
    date = network.dataset.date
    by_role: dict[str, list[Membership]] = defaultdict(list)
    for tie in network.memberships(body=process.id):
        by_role[tie.role].append(tie)
    parts = []
    for role in ROLES:
        ties = sorted(by_role.get(role, ()), key=lambda tie: (network[tie.actor].name, tie.ordinal))
        if not ties:
            continue
        rows = [
            [_plain(network[tie.actor].name), _since(tie), _stands(network, tie), _claims(network, tie.claims)]
            for tie in ties
        ]
        cited = sum(tie.is_cited for tie in ties)
        head = f"### As {role}\n\n{len(ties)} on record, {cited} of them on the word of a source."
        parts.append(f"{head}\n\n{_table(['who', 'since', f'at {date}', 'evidence'], rows)}")
    return "\n\n".join(parts) or "Nobody is recorded as taking part."


def _since(tie: Membership) -> str:
    """The start that sources give, or the first date at which one shows the tie."""
    facts = [claim for claim in tie.claims if claim.is_fact and claim.is_cited and claim.date is not None]
    starts = sorted(str(claim.date) for claim in facts if claim.says == "start")
    if starts:
        return " or ".join(dict.fromkeys(starts))
    shown = sorted(str(claim.date) for claim in facts if claim.says == "shown")
    return f"seen first {shown[0]}" if shown else ""


def _stands(network: Network, tie: Membership) -> str:
    return STANDS[network.holding(tie).status.name.lower().replace("_", " ")] if tie.is_cited else "uncited"


def _claims(network: Network, claims: Iterable[Claim]) -> str:
    return "<br>".join(_claim(network, claim) for claim in claims)


def _claim(network: Network, claim: Claim) -> str:
    when = f"{claim.date or ''}{f' to {claim.until}' if claim.until else ''}"
    if not when and claim.meeting is not None:
        when = f"meeting {claim.meeting}"
    says = "" if claim.says == "shown" else f"{claim.says} "
    via = f" through {_plain(network[claim.via].short)}" if claim.via else ""
    contested = " (contested)" if claim.confidence == "contested" else ""
    return f"{says}{when or 'undated'}{via}{contested}: {_cited(claim.citations) or 'no source'}"


def _links(network: Network, process: Entity) -> str:
    rows = []
    for link in network.records.links:
        if process.id not in (link.first, link.second):
            continue
        is_first = link.first == process.id
        other = network[link.second if is_first else link.first]
        rows.append([RELATIONS[link.relation][not is_first], _named(other), _claims(network, link.claims)])
    return _table(["", "body", "evidence"], rows)


def _named(entity: Entity) -> str:
    return f"[{_plain(entity.name)}](/data/{entity.id}.md)" if entity.kind == "process" else _plain(entity.name)


def _disputed(network: Network, process: Entity) -> str:
    rows = [
        [
            one.what.replace("_", " "),
            _plain(one.subject),
            "; ".join(map(_plain, one.values)),
            "<br>".join(_cited_text(text) for text in one.citations),
        ]
        for one in conflicts(network, about=process.id)
    ]
    return _table(["what", "about", "values", "sources of each"], rows) or "Nowhere, among the sources in the data."


def _closing(network: Network, process: Entity) -> str:
    return (
        f"The same in a terminal: `graphmodel show {process.id}`. Data {network.dataset.version} of {network.dataset.date}; "
        "what *documented* and *presumed* mean: [evidence and time](/evidence-and-time.md)."
    )


def _lives(network: Network, entity: str) -> Iterator:
    return (life for life in network.records.lives if life.entity == entity)


def _total(total: int | None) -> str:
    return "" if total is None else str(total)


def _cited(citations: Iterable[Citation]) -> str:
    return "; ".join(
        f"[{_plain(one.key)}](#source-{one.key})" + (f" {_plain(one.locator)}" if one.locator else "")
        for one in citations
    )


def _cited_text(text: str) -> str:
    from graphmodel.sources import parse_citations

    return _cited(parse_citations(text))


def _described(source: Source) -> str:
    dates = ["-".join(f"{part:02d}" for part in date) for date in (source.issued or {}).get("date-parts", [])]
    parts = [_plain(source.title).rstrip("."), _plain(source.publisher), "/".join(dates)]
    text = ". ".join(part for part in parts if part) + "."
    if source.url:
        text += f" <{source.url}>"
    if source.terms:
        text += f" Terms: {_plain(source.terms)}."
    if source.is_weak:
        text += f" Trusted little: {_plain(str(source.custom['weak']))}."
    return text


def _table(head: list[str], rows: list[list[str]]) -> str:
    if not rows:
        return ""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _plain(text: str) -> str:
    """Text of the tables, so that none of it is read as Markdown."""
    return re.sub(r"([\\`*_\[\]<>#$~{}])", r"\\\1", text.replace("\n", " "))
