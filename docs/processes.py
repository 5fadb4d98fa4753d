"""The page of each process, made from the tables: what it is, who takes part since when, on what evidence, what is disputed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from graphmodel.claims import Claim
from graphmodel.entities import KINDS, Entity, Process
from graphmodel.network import Network
from graphmodel.sources import Citation, Source, parse_citations
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
        hidden.append(f"{one.short} <data/{one.id}>")
        lives = [life for life in network.records.lives if life.entity == one.id and life.event == "established"]
        cited = [tie for tie in network.memberships(body=one.id) if tie.is_cited]
        members = {tie.actor for tie in cited if tie.role == "member"}
        rows.append(
            [
                f"[{_plain(one.name)}](data/{one.id}.md)",
                ", ".join(sorted(network.classes(one.id))),
                ", ".join(map(_date, sorted({str(life.date) for life in lives}))),
                str(len(members)),
                str(len({tie.actor for tie in cited})),
            ]
        )
    table = _table(["process", "called", "established", "members", "in any role"], rows)
    toctree = "\n".join(
        ["```{toctree}", ":hidden:", "", "About the tables <data/about>", *hidden, "data/sources", "```"]
    )
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
    called = sorted(network.classes(process.id))
    rows = [
        ["id", f"`{process.id}`"],
        ["short name", _plain(process.short) if process.short != process.name else ""],
        ["also called", "; ".join(_plain(one.name) for one in process.names)],
        ["regions", ", ".join(map(_plain, process.regions)) if isinstance(process, Process) else ""],
        [f"called, at {date}", ", ".join(called) if called else "none of rcp, inter-regional, global"],
        [f"exists at {date}", {"yes": "yes", "no": "no", "maybe": "sources disagree"}[network.exists(process.id)]],
        ["note of the editors", _plain(process.note)],
    ]
    return _table(["", ""], [row for row in rows if row[1]])


def _sections(network: Network, process: Entity) -> Iterator[tuple[str, str]]:
    records = network.records

    def mine(group: str, date: str = "as_of", owner: str = "body") -> list[Any]:
        """Records of a group about the process, in the order of a date."""
        own = [one for one in getattr(records, group) if getattr(one, owner) == process.id]
        return sorted(own, key=lambda one: str(getattr(one, date) or ""))

    rows = [
        [_date(one.date), EVENTS[one.event], _cited(one.citations), _plain(one.note)]
        for one in mine("lives", "date", "entity")
    ]
    yield "Its life", _table(["date", "event", "source", "note"], rows)
    yield "Who takes part", _participants(network, process)
    rows = [
        [
            *(_date(one.as_of), one.role, one.actors, "yes" if one.complete else "no"),
            *(str(one.stated_total or ""), _cited(one.citations)),
        ]
        for one in mine("lists")
    ]
    table = _table(["date", "role", "of", "complete", "total it states", "source"], rows)
    yield (
        "Lists of participants",
        f"A complete list denies the role to everybody it leaves out.\n\n{table}" if rows else "",
    )
    rows = [
        [_date(one.as_of), str(one.total), f"{one.role} ({one.actors})", _cited(one.citations)]
        for one in mine("totals")
    ]
    yield "Numbers that sources state", _table(["date", "number", "of", "source"], rows)
    rows = [[_date(one.as_of), one.class_, f"`{one.scheme}`", _cited(one.citations)] for one in mine("classifications")]
    yield "What sources call it", _table(["date", "class", "scheme", "source"], rows)
    rows = [
        [
            *(_date(one.start), str(one.number or ""), _plain(one.name)),
            *(_plain(", ".join(filter(None, (one.city, one.country)))), _cited(one.citations)),
        ]
        for one in mine("meetings", "start")
    ]
    yield "Meetings", _table(["date", "number", "name", "place", "source"], rows)
    yield "Bodies it is linked to", _links(network, process)
    rows = [
        [_plain(network[one.theme].name), one.strength.replace("_", " "), _date(one.date), _cited(one.citations)]
        for one in mine("focuses", "theme")
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
        return " or ".join(map(_date, dict.fromkeys(starts)))
    shown = sorted(str(claim.date) for claim in facts if claim.says == "shown")
    return f"seen first {_date(shown[0])}" if shown else ""


def _stands(network: Network, tie: Membership) -> str:
    return network.holding(tie).status.name.lower().replace("_", " ") if tie.is_cited else "uncited"


def _claims(network: Network, claims: Iterable[Claim]) -> str:
    return "<br>".join(_claim(network, claim) for claim in claims)


def _claim(network: Network, claim: Claim) -> str:
    when = f"{_date(claim.date)}{f' to {_date(claim.until)}' if claim.until else ''}"
    if claim.date is None and claim.meeting is not None:
        when = f"meeting {claim.meeting}"
    says = "" if claim.says == "shown" else f"{claim.says} "
    via = f" through {_plain(network[claim.via].short)}" if claim.via else ""
    contested = " (contested)" if claim.confidence == "contested" else ""
    return f"{says}{when}{via}{contested}: {_cited(claim.citations) or 'no source'}"


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
            *(one.what.replace("_", " "), _plain(one.subject), "; ".join(map(_plain, one.values))),
            "<br>".join(_cited(parse_citations(text)) for text in one.citations),
        ]
        for one in conflicts(network, about=process.id)
    ]
    return _table(["what", "about", "values", "sources of each"], rows) or "Nowhere, among the sources in the data."


def _closing(network: Network, process: Entity) -> str:
    return (
        f"The same in a terminal: `graphmodel show {process.id}`. Data {network.dataset.version} of {network.dataset.date}; "
        "what *documented* and *presumed* mean: [evidence and time](/evidence-and-time.md)."
    )


def _date(date: object) -> str:
    return f'<span class="date">{date}</span>' if date else "undated"


def _cited(citations: Iterable[Citation]) -> str:
    return "; ".join(
        f"[{_plain(one.key)}](#source-{one.key})" + (f" {_plain(one.locator)}" if one.locator else "")
        for one in citations
    )


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
