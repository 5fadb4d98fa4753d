"""Check: what a careful reader of the data should know: lists and totals, coverage, ties outside a life, weak sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphmodel.dates import FIRST_DAY, LAST_DAY, day_text
from graphmodel.network import At, Network
from graphmodel.selection import Selection
from graphmodel.sources import Citation, format_citations
from queries.answer import Answer, column

__all__ = ["Finding", "check"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know about the data."""

    check: str = column("list, coverage, before founding, after end, weak source or uncited")
    subject: str = column("ids of what it is about")
    found: str = column("what the data has")
    expected: str = column("what a source says, or what would be better")
    citations: str = column("sources, as key[locator]")


def check(network: Network, *, at: At = None) -> Answer[Finding]:
    """What the data is short of, and where it is weak.

    Parameters
    ----------
    network
        The network.
    at
        The date for coverage; by default that of the data.

    Returns
    -------
    Answer[Finding]
        ``list``: every dated list, rows held against the total stated with it. ``coverage``: every body with members
        at the date, held against the nearest stated total. ``before founding`` and ``after end``: cited claims outside the life
        of the body, with both sources. ``weak source``: ties that rest on weak sources alone. ``uncited``: ties that no
        source supports. By check, in this order, then by subject.

    Raises
    ------
    InvalidQuestion
        If the date has no meaning.

    Notes
    -----
    Each dated list is held against the number that its source states, each body against the number stated nearest to the
    date, each cited claim against the life of the body, and each tie against the sources behind it.

    Examples
    --------
    >>> import graphmodel as gm
    >>> {row.check for row in gm.check(gm.read_tables())} >= {"list", "coverage"}
    True
    """
    period = network.period(at)
    rows = [
        *sorted(_lists(network), key=lambda one: one.subject),
        *_coverage(network, at),
        *sorted(_outside_lives(network), key=lambda one: (one.check, one.subject)),
        *_weak(network),
        *_uncited(network),
    ]
    return Answer.of_rows("check", Finding, rows, dataset=network.dataset, at=str(period))


def _lists(network: Network) -> Iterator[Finding]:
    rows: dict[str, set[str]] = {}
    for tie in network.memberships():
        for claim in tie.claims:
            if claim.list:
                rows.setdefault(claim.list, set()).add(tie.actor)
    for one in network.records.lists:
        held = len(rows.get(one.id, ()))
        total = "no total stated" if one.stated_total is None else f"{one.stated_total} stated"
        yield Finding(
            "list",
            f"{one.body} {one.role} {one.as_of or 'undated'} {one.id}",
            f"{held} rows, {'complete' if one.complete else 'not complete'}",
            total,
            format_citations(one.citations),
        )


def _coverage(network: Network, at: At) -> Iterator[Finding]:
    """Every process, and every other body that has members, at the date."""
    bodies = {tie.body for tie in network.memberships() if tie.role == "member"}
    bodies |= {one.id for one in network.records.entities if one.kind == "process"}
    for one in network.two_mode(Selection(actors="any", bodies=sorted(bodies)), at=at).coverage:
        if one.exists == "no":
            continue
        expected = (
            f"{one.stated_total} {one.stated_role}s stated {one.stated_at}" if one.stated_total is not None else ""
        )
        complete = "" if one.complete_list else "; no complete list"
        found = f"{one.documented} members documented, {one.presumed} presumed{complete}"
        yield Finding("coverage", one.id, found, expected, one.stated_by)


def _outside_lives(network: Network) -> Iterator[Finding]:
    for tie in network.memberships():
        life = network.timeline.life(tie.body)
        for claim in tie.claims:
            if not claim.is_cited or not claim.is_fact or claim.date is None:
                continue
            until = claim.until or claim.date
            subject = f"{tie.actor} {tie.body} {tie.role} {claim.date}"
            if life.first > FIRST_DAY and claim.date.last < life.first:
                expected = f"the body began {day_text(life.first)} or later"
                yield Finding(
                    "before founding",
                    subject,
                    claim.says,
                    expected,
                    _both(network, tie.body, claim.citations, "established", "first_meeting"),
                )
            elif life.last < LAST_DAY and until.first > life.last:
                expected = f"the body ended {day_text(life.last)} or earlier"
                yield Finding(
                    "after end", subject, claim.says, expected, _both(network, tie.body, claim.citations, "ended")
                )


def _both(network: Network, body: str, citations: tuple[Citation, ...], *events: str) -> str:
    dated = [
        citation
        for life in network.records.lives
        if life.entity == body and life.event in events
        for citation in life.citations
    ]
    return format_citations(dict.fromkeys([*citations, *dated]))


def _weak(network: Network) -> Iterator[Finding]:
    for tie in network.memberships():
        cited = [citation for claim in tie.claims if claim.is_fact for citation in claim.citations]
        if cited and all(network.source(citation.key).is_weak for citation in cited):
            yield Finding(
                "weak source",
                f"{tie.actor} {tie.body} {tie.role}",
                "rests on weak sources alone",
                "a source nearer to the fact",
                format_citations(dict.fromkeys(cited)),
            )


def _uncited(network: Network) -> Iterator[Finding]:
    for tie in network.memberships():
        if not tie.is_cited and any(claim.is_fact for claim in tie.claims):
            yield Finding(
                "uncited", f"{tie.actor} {tie.body} {tie.role}", "no source", "a source, or --evidence any", ""
            )
