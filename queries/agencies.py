"""Agencies: organizations and groups as actors in processes, groups and initiatives, with one number for each role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from graphmodel.entities import State, Territory
from graphmodel.errors import InvalidQuestion
from graphmodel.network import FORMS, At, Network
from graphmodel.selection import Selection
from graphmodel.ties import ROLES, Role
from graphmodel.twomode import TwoMode
from queries.answer import Answer, column

__all__ = ["AGENCIES", "Agency", "agencies"]

AGENCIES = (*FORMS, "group")
BODIES = ("process", "group", "initiative")

By = Literal["count", Role]


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency, and in how many bodies it is recorded, by role."""

    rank: int = column("1 + how many agencies have more of what ranks them")
    id: str = column("id of the agency")
    name: str = column("name of the agency")
    count: int = column("bodies in which it is recorded in any of the roles, each once")
    documented: int = column("of these, how many are documented at the date")
    member: int = column("bodies of which it is recorded as a member")
    associate: int = column("as an associate")
    observer: int = column("as an observer; the record is incomplete")
    partner: int = column("as a partner; the record is incomplete")
    signatory: int = column("as a signatory")
    participant: int = column("as a participant")
    chair: int = column("as chair")
    co_chair: int = column("as one of several chairs")
    host: int = column("as host")
    secretariat: int = column("as secretariat: it services the body, and does not sit in it by that")
    coordinator: int = column("as coordinator")
    organizer: int = column("as organizer")
    supporter: int = column("as supporter")
    donor: int = column("as donor")
    founder: int = column("as founder")
    region_count: int = column(
        "UN regions from which states and territories are members or associates of its bodies then"
    )
    theme_count: int = column("themes that its bodies are recorded to deal with, regularly or ad hoc")


def agencies(
    network: Network, selection: Selection | None = None, *, at: At = None, by: By = "count"
) -> Answer[Agency]:
    """Which agencies are recorded in most bodies, in which role; servicing a body is not sitting in it.

    Parameters
    ----------
    network
        The network.
    selection
        Agencies (actors), bodies and roles; by default organizations of every form and groups, in processes, groups and
        initiatives, in every role.
    at
        The date; by default that of the data.
    by
        What ranks them: count (bodies in any role), or one role.

    Returns
    -------
    Answer[Agency]
        One row an agency recorded in a body at the date, by rank and id; equal numbers have equal rank. A body in which an
        agency has several roles counts once in ``count`` and once under each role. The evidence of a row is every membership
        behind it.

    Raises
    ------
    InvalidQuestion
        If ``by`` is none of these, or a role that the selection leaves out.
    EmptySelection
        If the selection matches no body or no agency.
    UnknownEntity
        If it names what is nobody's name.

    Notes
    -----
    An agency is an organization or a group. Its count is the number of bodies in which a source records it in any of the
    selected roles at the date, its degree in the two-mode network of agencies and bodies (Faust 1997); each role is counted
    apart besides. Counts are of what is recorded: a low count is no evidence that an agency took no part. Breadth is the number
    of regions of the United Nations from which states and territories are members or associates of its bodies, and the number
    of themes that these are recorded to deal with.

    References
    ----------
    Faust, K. (1997). Centrality in affiliation networks. Social Networks 19(2), 157-191. doi:10.1016/S0378-8733(96)00300-0

    Examples
    --------
    >>> import graphmodel as gm
    >>> rows = gm.agencies(gm.read_tables(), at="2008", by="secretariat").rows()
    >>> rows[0].id, rows[0].secretariat > rows[0].member
    ('iom', True)
    """
    selection = selection or Selection(actors=AGENCIES, bodies=BODIES, roles=ROLES)
    if by not in ("count", *selection.roles):
        raise InvalidQuestion(f'by: "{by}" is none of count, {", ".join(selection.roles)}')
    two_mode = network.two_mode(selection, at=at)
    regions, themes = _regions(network, two_mode), _themes(network, two_mode)
    columns = two_mode.columns.tolist()
    found: list[tuple[int, Agency, list[int]]] = []
    for agency, cells in zip(two_mode.actors, two_mode.cells_of("actors"), strict=True):
        if not cells:
            continue
        held = [{tie.role for tie in two_mode.ties[cell]} for cell in cells]
        by_role = {role: sum(role in roles for roles in held) for role in ROLES}
        row = Agency(
            rank=0,
            id=agency.id,
            name=agency.name,
            count=len(cells),
            documented=int(two_mode.documented[cells].sum()),
            **{role.replace("-", "_"): count for role, count in by_role.items()},
            region_count=len(set().union(*(regions[columns[cell]] for cell in cells))),
            theme_count=len(set().union(*(themes[columns[cell]] for cell in cells))),
        )
        found.append((row.count if by == "count" else by_role[by], row, cells))
    found.sort(key=lambda one: (-one[0], one[1].id))
    scores = np.array([-score for score, _, _ in found], dtype=np.int64)
    values = {name: [getattr(row, name) for _, row, _ in found] for name in Agency.__dataclass_fields__}
    return Answer.of_two_mode(
        "agencies",
        Agency,
        values | {"rank": 1 + np.searchsorted(scores, scores)},
        two_mode,
        parameters={"by": by},
        evidence_at=lambda row: tuple(tie for cell in found[row][2] for tie in two_mode.ties[cell]),
        remarks=(
            f"ranked by {'bodies in any role' if by == 'count' else f'bodies as {by}'}, as recorded: partners and observers are "
            "recorded incompletely, and servicing a body (secretariat, coordinator, organizer) is not sitting in it (member, "
            "associate)",
        ),
    )


def _regions(network: Network, two_mode: TwoMode) -> list[set[str]]:
    """For each body, the UN regions that its members and associates come from."""
    seated = network.two_mode(
        two_mode.selection.but(actors="any", roles=("member", "associate"), region=()), at=two_mode.period
    )
    regions: list[set[str]] = [set() for _ in two_mode.bodies]
    for row, place in zip(seated.rows.tolist(), seated.columns.tolist(), strict=True):
        actor = seated.actors[row]
        if isinstance(actor, State | Territory) and actor.region:
            regions[place].add(actor.region)
    return regions


def _themes(network: Network, two_mode: TwoMode) -> list[set[str]]:
    """For each body, the themes that it is recorded to deal with, up to the end of the period."""
    themes: dict[str, set[str]] = {body.id: set() for body in two_mode.bodies}
    for focus in network.records.focuses:
        is_known = focus.is_cited or two_mode.selection.evidence == "any"
        has_begun = focus.date is None or focus.date.first <= two_mode.period.last
        if focus.body in themes and focus.strength != "none" and is_known and has_begun:
            themes[focus.body].add(focus.theme)
    return list(themes.values())
