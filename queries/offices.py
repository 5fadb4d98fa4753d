"""Offices: who chairs, hosts and services bodies at a date, and the troika of a body."""

from __future__ import annotations

from dataclasses import dataclass

from graphmodel.chairs import stated, troikas_in
from graphmodel.network import At, Network
from graphmodel.selection import Selection
from graphmodel.ties import Membership
from queries.answer import Answer, column

__all__ = ["OFFICES_OF_A_BODY", "Office", "TroikaAt", "offices", "troika"]

OFFICES_OF_A_BODY = ("chair", "co-chair", "host", "secretariat", "coordinator")


@dataclass(frozen=True, slots=True)
class Office:
    """One office of one body, and who holds it."""

    body: str = column("id of the body")
    office: str = column("role: chair, co-chair, host, secretariat or coordinator")
    id: str = column("id of the holder")
    name: str = column("name of the holder")
    status: str = column("documented or presumed at the date")
    start: str = column("when the holder took it, as precisely as a source says; empty if none does")
    end: str = column("when the holder left it, as precisely as a source says; empty if none does")


def offices(network: Network, selection: Selection | None = None, *, at: At = None) -> Answer[Office]:
    """Who chairs, hosts, coordinates and services bodies at a date.

    Parameters
    ----------
    network
        The network.
    selection
        Bodies, holders and offices (``roles``); by default all holders, in all processes, in every office.
    at
        The date; by default that of the data.

    Returns
    -------
    Answer[Office]
        One row an office and holder, by body, office and holder.

    Raises
    ------
    EmptySelection
        If the selection matches no body.
    UnknownEntity
        If it names a body or holder that is nobody's name.

    Notes
    -----
    Who holds an office at a date follows from cited claims. A chair, co-chair, host or coordinator is documented between a cited
    start and end, and without an end is presumed to stay up to the next holder; these offices are never inferred from a list of
    members. A secretariat is carried beyond its claims as a membership is.

    Examples
    --------
    >>> import graphmodel as gm
    >>> [row.id for row in gm.offices(gm.read_tables(), gm.Selection(actors="any", bodies="gfmd", roles="chair"), at="2008-08")]
    ['PHL']
    """
    selection = selection or Selection(actors="any", roles=OFFICES_OF_A_BODY)
    two_mode = network.two_mode(selection, at=at)
    held: list[tuple[Office, Membership]] = []
    for cell in range(len(two_mode)):
        for tie in two_mode.ties[cell]:
            weak = selection.evidence == "any"
            state = network.holding(tie, two_mode.period, presume=selection.presume, weak=weak)
            status = state.status.name.lower()
            dates = stated(tie, "start"), stated(tie, "end")
            office = Office(tie.body, tie.role, tie.actor, network[tie.actor].name, status, *dates)
            held.append((office, tie))
    held.sort(key=lambda pair: (pair[0].body, selection.roles.index(pair[0].office), pair[0].id, pair[1].ordinal))
    columns = {name: [getattr(office, name) for office, _ in held] for name in Office.__dataclass_fields__}
    return Answer.of_two_mode(
        "offices", Office, columns, two_mode, parameters={}, evidence_at=lambda row: (held[row][1],)
    )


@dataclass(frozen=True, slots=True)
class TroikaAt:
    """Three chairs in a row."""

    previous: str = column("id of the previous chair; empty before the first")
    chair: str = column("id of the chair")
    next: str = column("id of the next chair; empty where none is known")
    start: str = column(
        "when the term began: as a source says, else the first day on which it may have; empty if not known"
    )
    end: str = column(
        "when the term ended: as a source says, else the last day on which it may have; empty if not known"
    )
    status: str = column("documented or presumed in the period")


def troika(network: Network, *, at: At = None, body: str = "gfmd") -> Answer[TroikaAt]:
    """Which three states led a body at a date: the previous, the current and the next chair.

    Parameters
    ----------
    network
        The network.
    at
        The date; by default that of the data. Several troikas hold in a period that a change of chair falls in.
    body
        The body, in any form of its name; by default the Global Forum on Migration and Development.

    Returns
    -------
    Answer[TroikaAt]
        One row for each troika that held in the period, in order; one for each chair where two chaired together. Derived
        from the cited chain of chairs: an offer to chair, or a chair announced, is no member of it.

    Raises
    ------
    UnknownEntity
        If there is no such body.

    Notes
    -----
    A troika is the previous, the current and the next holder of the chair, derived from the cited chain of chairs; successive
    terms of one holder are one term. Offers to chair, and chairs announced, are not counted.

    Examples
    --------
    >>> import graphmodel as gm
    >>> [(row.previous, row.chair, row.next) for row in gm.troika(gm.read_tables(), at="2008-08")]
    [('BEL', 'PHL', 'GRC')]
    """
    period = network.period(at)
    entity = network.find(body)
    found = list(troikas_in(network, period, entity.id))
    rows = [
        TroikaAt(
            one.previous,
            one.chair,
            one.next,
            one.start,
            one.end,
            network.holding(one.ties[0], period).status.name.lower(),
        )
        for one in found
    ]
    return Answer.of_rows(
        "troika",
        TroikaAt,
        rows,
        dataset=network.dataset,
        at=str(period),
        parameters={"body": entity.id},
        evidence_at=lambda row: found[row].ties,
    )
