"""Links: which bodies are linked directly, as sources record it and as memberships show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from graphmodel.dates import FIRST_DAY, Period
from graphmodel.network import At, Network
from graphmodel.selection import Selection
from graphmodel.ties import Link, Membership
from queries.answer import Answer, claim_to_dict, column
from queries.overlap import nesting, overlap

__all__ = ["Linked", "links"]


@dataclass(frozen=True, slots=True)
class Linked:
    """Two bodies that are linked directly."""

    first: str = column("id of one body")
    relation: str = column(
        "as recorded: part_of, succeeds, associated_with, joint_meeting, outcome_of; or from memberships: "
        "shared_secretariat, within (all actors of the first sit in the second)"
    )
    second: str = column("id of the other; first < second for a shared secretariat")
    since: str = column("earliest date that a source gives a recorded link; empty if undated, or from memberships")
    through: list[str] = column("ids of the organizations that serve both, for a shared secretariat")
    claims: list[dict[str, Any]] = column("claims of a recorded link; links from memberships have these as evidence")


def links(network: Network, selection: Selection | None = None, *, at: At = None) -> Answer[Linked]:
    """Which bodies are linked directly: joint meetings, succession, a shared secretariat, one within another.

    Parameters
    ----------
    network
        The network.
    selection
        Bodies, actors and roles; by default all processes, with whoever is a member or serves as secretariat. Without the
        role secretariat no shared secretariat is looked for, without another role no body within another.
    at
        The date; by default that of the data.

    Returns
    -------
    Answer[Linked]
        One row a link, by relation, first and second. Recorded links count from the first source that shows them, plans never;
        a body that has ended by the date may be linked still, as the one succeeded. Secretariats and members are those of
        the date.

    Raises
    ------
    EmptySelection
        If the selection matches no body.
    UnknownEntity
        If it names a body or actor that is nobody's name.

    Notes
    -----
    Two bodies are linked directly where a source records it (one is part of the other, succeeds it, is associated with it,
    came out of it, or met jointly with it) from the first source that shows it, where one organization is the secretariat of
    both at the date, or where all recorded actors of one sit in the other. Plans do not count.

    Examples
    --------
    >>> import graphmodel as gm
    >>> [(row.first, row.second) for row in gm.links(gm.read_tables(), at="2008") if row.relation == "joint_meeting"]
    [('apc', 'igc')]
    """
    selection = selection or Selection(actors="any", roles=("member", "secretariat"))
    period = network.period(at)
    rows = [
        *_recorded(network, selection, period),
        *_serviced_together(network, selection, period),
        *_within(network, selection, period),
    ]
    rows.sort(key=lambda pair: (pair[0].relation, pair[0].first, pair[0].second))
    columns = {name: [getattr(row, name) for row, _ in rows] for name in Linked.__dataclass_fields__}
    return Answer.of_two_mode(
        "links",
        Linked,
        columns,
        network.two_mode(selection, at=period),
        parameters={},
        evidence_at=lambda row: rows[row][1],
    )


_Found: TypeAlias = Iterator[tuple[Linked, tuple[Membership, ...]]]


def _recorded(network: Network, selection: Selection, period: Period) -> _Found:
    until_then = Period(FIRST_DAY, period.last, str(period))
    bodies = {body.id for body in network.bodies(selection, until_then)}
    for link in network.records.links:
        if {link.first, link.second} <= bodies and (since := _since(link, selection, period)) is not None:
            yield (
                Linked(link.first, link.relation, link.second, since, [], [*map(claim_to_dict, link.claims)]),
                (),
            )


def _since(link: Link, selection: Selection, period: Period) -> str | None:
    """Earliest date of a link that holds, empty if no source dates it; None if it is not shown by then, or has ended."""
    facts = [one for one in link.claims if one.is_fact and (one.is_cited or selection.evidence == "any")]
    if any(one.says == "end" and one.date is not None and one.date.last < period.first for one in facts):
        return None
    dates = [one.date for one in facts if one.date is not None]
    if not dates:
        return "" if facts else None
    earliest = min(dates, key=lambda date: (date.first, date.last))
    return str(earliest) if earliest.first <= period.last else None


def _serviced_together(network: Network, selection: Selection, period: Period) -> _Found:
    if "secretariat" not in selection.roles:
        return
    shared = overlap(network.two_mode(selection.but(roles="secretariat"), at=period))
    for index, row in enumerate(shared):
        yield Linked(row.first, "shared_secretariat", row.second, "", row.actors, []), shared.evidence(index)


def _within(network: Network, selection: Selection, period: Period) -> _Found:
    roles = [role for role in selection.roles if role != "secretariat"]
    if not roles:
        return
    nested = nesting(network.two_mode(selection.but(roles=roles), at=period))
    for index, row in enumerate(nested):
        yield Linked(row.inner, "within", row.outer, "", [], []), nested.evidence(index)
