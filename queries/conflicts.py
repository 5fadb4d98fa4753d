"""Conflicts: where cited sources disagree. Both claims stay in the data; this shows them side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from graphmodel.claims import Cited
from graphmodel.dates import PartialDate
from graphmodel.grouping import grouped
from graphmodel.network import Network
from graphmodel.sources import format_citations
from graphmodel.ties import Membership
from queries.answer import Answer, column

__all__ = ["Conflict", "conflicts"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One question on which cited sources give different answers."""

    what: str = column("start, end, established, first_meeting, ended, class, total, or listed and left out")
    subject: str = column("ids of what they disagree about")
    values: list[str] = column("each value said, sorted")
    citations: list[str] = column("the sources of each value, in the same order")


def conflicts(network: Network, *, about: str = "") -> Answer[Conflict]:
    """Where cited sources disagree.

    Parameters
    ----------
    network
        The network.
    about
        An entity: only conflicts about it. By default all.

    Returns
    -------
    Answer[Conflict]
        One row a disagreement, by ``what`` and ``subject``. Dates disagree when no day fits both (1991 and 1993 do, 2002
        and 2002-03 do not).

    Raises
    ------
    UnknownEntity
        If ``about`` is nobody's name.

    Notes
    -----
    Sources disagree where cited claims about one fact cannot all be true: on the founding or end of a body, on the start or
    end of a membership, on the class of a body, on the number of members at a date, or where a complete list leaves out whom
    another source shows then. Both claims are kept; a tie is documented where all sources agree and presumed in between.

    Examples
    --------
    >>> import graphmodel as gm
    >>> rows = gm.conflicts(gm.read_tables(), about="Budapest Process").rows()
    >>> "established" in {row.what for row in rows}
    True
    """
    wanted = network.find(about).id if about else ""
    rows = [
        one
        for one in (
            *_lives(network),
            *_starts_and_ends(network),
            *_classes(network),
            *_totals(network),
            *_lists(network),
        )
        if not wanted or wanted in one.subject.split()
    ]
    rows.sort(key=lambda one: (one.what, one.subject, one.values))
    return Answer.of_rows(
        "conflicts",
        Conflict,
        rows,
        dataset=network.dataset,
        at=str(network.period()),
        parameters={"about": wanted},
    )


def _conflict(what: str, subject: str, said: Iterable[tuple[str, Cited]]) -> Conflict:
    by_value = grouped(said, lambda pair: pair[0])
    values = sorted(by_value)
    citations = [
        format_citations(dict.fromkeys(one for _, record in by_value[value] for one in record.citations))
        for value in values
    ]
    return Conflict(what, subject, values, citations)


def _disagree(dated: Iterable[tuple[PartialDate | None, Cited]]) -> bool:
    """Whether two sources, or two places of one, cannot both be right; two dates from one place bound what it leaves open."""
    said = [(date, record.citations) for date, record in dated if date is not None]
    return any(
        (one.last < two.first or two.last < one.first) and cited != also
        for (one, cited), (two, also) in combinations(said, 2)
    )


def _lives(network: Network) -> Iterator[Conflict]:
    events = [one for one in network.records.lives if one.is_cited and one.date is not None]
    for (entity, event), said in grouped(events, lambda one: (one.entity, one.event)).items():
        if event in ("established", "first_meeting", "ended") and _disagree((one.date, one) for one in said):
            yield _conflict(event, entity, [(str(one.date), one) for one in said])


def _starts_and_ends(network: Network) -> Iterator[Conflict]:
    for tie in network.memberships():
        for says in ("start", "end"):
            said = [claim for claim in tie.claims if claim.says == says and claim.is_cited and claim.date is not None]
            if _disagree((claim.date, claim) for claim in said):
                yield _conflict(says, _subject(tie), [(str(claim.date), claim) for claim in said])


def _subject(tie: Membership) -> str:
    return f"{tie.actor} {tie.body} {tie.role}" + (f" {tie.ordinal}" if tie.ordinal > 1 else "")


def _classes(network: Network) -> Iterator[Conflict]:
    said = [one for one in network.records.classifications if one.is_cited and one.class_ != "other" and one.as_of]
    for (body, date), claims in grouped(said, lambda one: (one.body, str(one.as_of))).items():
        if len({one.class_ for one in claims}) > 1:
            yield _conflict("class", f"{body} {date}", [(one.class_, one) for one in claims])


def _totals(network: Network) -> Iterator[Conflict]:
    said = [one for one in network.records.totals if one.is_cited and one.as_of is not None]
    for (body, role, actors, date), totals in grouped(
        said, lambda one: (one.body, one.role, one.actors, str(one.as_of))
    ).items():
        if len({one.total for one in totals}) > 1:
            yield _conflict("total", f"{body} {role} {actors} {date}", [(str(one.total), one) for one in totals])


def _lists(network: Network) -> Iterator[Conflict]:
    """A complete list leaves out who another source shows at the same date."""
    for one in network.records.lists:
        if not one.denies or one.as_of is None:
            continue
        for tie in network.memberships(body=one.body):
            if tie.role != one.role or network.timeline.sort_of(tie.actor) != one.actors:
                continue
            if any(claim.list == one.id for claim in tie.claims):
                continue
            shown = [
                claim
                for claim in tie.claims
                if claim.says == "shown"
                and claim.is_cited
                and claim.date is not None
                and str(claim.date) == str(one.as_of)
            ]
            if shown:
                said: list[tuple[str, Cited]] = [("left out", one), *(("listed", claim) for claim in shown)]
                yield _conflict("listed and left out", f"{_subject(tie)} {one.as_of}", said)
