"""Brokerage: who stands between actors that do not meet, and how much of what each end offers is to be had elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from graphmodel.errors import InvalidQuestion
from graphmodel.regions import RegionScheme, regions_of
from graphmodel.twomode import Mode, TwoMode
from queries.answer import Answer, column

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["BROKERAGE_ROLES", "Brokerage", "StructuralHoles", "brokerage", "structural_holes"]

BROKERAGE_ROLES = ("all", "coordinator", "itinerant", "gatekeeper", "liaison")
"""Both ends of the broker's group; both of one other group; one of its own; of two other groups. ``all`` is their sum."""


BLOCK = 4_000_000
"""Numbers held at once for a block of brokers, so that memory stays bounded; beside it, a few squares of the actors."""


@dataclass(frozen=True, slots=True)
class Brokerage:
    """One actor in one brokerage role."""

    id: str = column("id of the actor")
    name: str = column("name of the actor")
    group: str = column("its region, or its group in the scheme given")
    role: str = column("brokerage role: all, coordinator, itinerant, gatekeeper (or representative) or liaison")
    count: int = column("pairs of actors that share bodies with it and none with each other")
    expected: float = column("count expected in a random network of the same size, density and groups")
    z: float | None = column("(count - expected) / standard deviation in these random networks; empty if that is 0")
    chains: int = column("two-mode chains end-body-broker-body-end over these pairs")


def brokerage(two_mode: TwoMode, *, by: RegionScheme = "region", at_least: int = 1) -> Answer[Brokerage]:
    """Which actors stand between actors that meet nowhere else, within and across regions.

    A broker shares a body with each of two actors that share none with each other. ``chains`` counts this in the two-mode
    network, once for each two bodies it runs through; ``count`` counts the pairs, which is the measure of Gould and
    Fernandez on the projection. Ties have no direction, so gatekeeper and representative are one role.

    Parameters
    ----------
    two_mode
        The network of a selection at a date.
    by
        What groups actors: region, subregion, or a CSV table with columns id and region.
    at_least
        The fewest pairs an actor must stand between to be listed; 0 lists all.

    Returns
    -------
    Answer[Brokerage]
        Five rows an actor, one a role, by falling count in all roles, then by id. Actors without a group are left out.

    Raises
    ------
    InvalidQuestion
        If ``at_least`` is negative, or ``by`` groups none of the actors.

    Notes
    -----
    An actor stands between two others if it shares a body with each of them and they share none with each other. The pairs it
    stands between are counted by the groups of the three (Gould and Fernandez 1989): it is coordinator where all are of one
    group, itinerant where the two others are of one group that is not its own, gatekeeper (or representative: shared bodies
    have no direction) where one of the two is of its own group, and liaison where all three are of different groups. Each
    count is compared with its mean and standard deviation in random networks of the same size, density and groups. Chains
    count the same brokerage in the two-mode network itself, once for each two bodies through which it runs (Jasny and Lubell
    2015).

    References
    ----------
    Gould, R. V. and Fernandez, R. M. (1989). Structures of mediation: a formal approach to brokerage in transaction
    networks. Sociological Methodology 19, 89-126. doi:10.2307/270949
    Jasny, L. and Lubell, M. (2015). Two-mode brokerage in policy networks. Social Networks 41, 36-47.
    doi:10.1016/j.socnet.2014.11.005

    Examples
    --------
    >>> import graphmodel as gm
    >>> two = gm.read_tables().two_mode(gm.Selection(bodies=["bali-process", "colombo-process", "mtm"]), at="2008")
    >>> {row.role for row in gm.brokerage(two)} <= {"all", "coordinator", "itinerant", "gatekeeper", "liaison"}
    True
    """
    if at_least < 0:
        raise InvalidQuestion(f"at_least: {at_least} is negative; write 0 or more")
    regions = regions_of(two_mode.actors, by)
    kept = [row for row, region in enumerate(regions) if region]
    names = sorted({regions[row] for row in kept})
    group = np.array([names.index(regions[row]) for row in kept], dtype=np.int64)
    shared = two_mode.shared("actors")[np.ix_(kept, kept)]
    np.fill_diagonal(shared, 0)
    weights = _role_counts(shared, group)
    counts = _role_counts((shared > 0).astype(np.int64), group)
    size = len(kept)
    density = float((shared > 0).sum()) / (size * (size - 1)) if size > 1 else 0.0
    moments = [_moments(group, one, density) for one in range(len(names))]
    order = [int(one) for one in np.lexsort((np.arange(size), -counts[:, 0])) if counts[one, 0] >= at_least]
    cells = two_mode.cells_of("actors")
    rows = []
    for one in order:
        for role, (expected, deviation) in enumerate(moments[group[one]]):
            count = int(counts[one, role])
            rows.append(
                Brokerage(
                    id=two_mode.actors[kept[one]].id,
                    name=two_mode.actors[kept[one]].name,
                    group=names[group[one]],
                    role=BROKERAGE_ROLES[role],
                    count=count,
                    expected=expected,
                    z=(count - expected) / deviation if deviation > 0 else None,
                    chains=int(weights[one, role]),
                )
            )
    remarks = [
        f"random networks of {size} actors, density {density:.3f}, groups as they are; a projection is made of whole bodies, so "
        "it has fewer open pairs than these: compare z between actors, do not read it as a test"
    ]
    if len(kept) < len(regions):
        remarks.append(f"{len(regions) - len(kept)} actors without a group are left out")
    role_count = len(BROKERAGE_ROLES)
    return Answer.of_two_mode(
        "brokerage",
        Brokerage,
        {name: [getattr(row, name) for row in rows] for name in Brokerage.__dataclass_fields__},
        two_mode,
        parameters={"by": dict(by) if isinstance(by, Mapping) else str(by), "at_least": at_least},
        evidence_at=lambda row: tuple(
            tie for cell in cells[kept[order[row // role_count]]] for tie in two_mode.ties[cell]
        ),
        remarks=tuple(remarks),
    )


def _role_counts(weights: npt.NDArray[np.int64], group: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """For each node its open pairs by role, each weighing the product of its two ties; columns as ``BROKERAGE_ROLES``.

    Of all ordered pairs of ends, those are open that are not one end twice and not tied to each other; by groups, this is sums of
    products of matrices, taken for a block of brokers at a time.
    """
    size = len(group)
    whole_numbers: Any = (
        np.float32 if size * int(weights.max(initial=0)) < 2**24 else np.float64
    )  # so far float32 is exact
    tied = (weights > 0).astype(whole_numbers)
    belongs = np.eye(int(group.max(initial=-1)) + 1)[group]
    within_group = [np.flatnonzero(column) for column in belongs.T]
    inside = {one: np.ascontiguousarray(tied[np.ix_(places, places)]) for one, places in enumerate(within_group)}
    counts = np.zeros((size, len(BROKERAGE_ROLES)), dtype=np.int64)
    step = max(1, BLOCK // max(size, 1))
    for begin in range(0, size, step):
        brokers = np.arange(begin, min(begin + step, size))
        ties = weights[brokers].astype(whole_numbers)
        own = group[brokers]
        exact = ties.astype(np.float64)
        lost = exact * (exact + ties @ tied)  # for each end: itself, and those it is tied to
        sums, lost_by_group = exact @ belongs, lost @ belongs
        within = np.empty_like(sums)
        for one, places in enumerate(within_group):
            mine = exact[:, places]
            within[:, one] = sums[:, one] ** 2 - (mine * (mine + ties[:, places] @ inside[one])).sum(axis=1)
        rows = np.arange(len(brokers))
        whole = sums.sum(axis=1) ** 2 - lost.sum(axis=1)
        to_own = sums[rows, own] * sums.sum(axis=1) - lost_by_group[rows, own]
        coordinator = within[rows, own] / 2
        itinerant = within.sum(axis=1) / 2 - coordinator
        gatekeeper = to_own - within[rows, own]
        liaison = whole / 2 - coordinator - itinerant - gatekeeper
        counts[brokers] = np.rint(np.stack([whole / 2, coordinator, itinerant, gatekeeper, liaison], axis=1))
    return counts


def _moments(group: npt.NDArray[np.int64], own: int, density: float) -> list[tuple[float, float]]:
    """Mean and standard deviation of each role for a broker of a group, in random networks of a density.

    A pair is open around the broker with probability d * d * (1 - d); two pairs that share an end are dependent, others are not.
    """
    sizes = np.bincount(group)
    sizes[own] -= 1
    total = int(sizes.sum())
    mine = int(sizes[own])
    partners = {
        "all": [(int(size), total - 1) for size in sizes],
        "coordinator": [(mine, mine - 1)],
        "itinerant": [(int(size), int(size) - 1) for one, size in enumerate(sizes) if one != own],
        "gatekeeper": [(mine, total - mine), (total - mine, mine)],
        "liaison": [(int(size), total - mine - int(size)) for one, size in enumerate(sizes) if one != own],
    }
    single = density**2 * (1 - density)
    sharing = density**3 * (1 - density) ** 2 - single**2
    moments = []
    for role in BROKERAGE_ROLES:
        pairs = sum(size * max(degree, 0) for size, degree in partners[role]) / 2
        adjacent = sum(size * max(degree, 0) * max(degree - 1, 0) / 2 for size, degree in partners[role])
        variance = pairs * single * (1 - single) + 2 * adjacent * sharing
        moments.append((pairs * single, float(np.sqrt(max(variance, 0.0)))))
    return moments


@dataclass(frozen=True, slots=True)
class StructuralHoles:
    """One actor, or one body, and how much its contacts hang together without it."""

    id: str = column("id of the actor, or of the body")
    name: str = column("its name")
    degree: int = column("its ties")
    contacts: int = column("entities of its own mode that it shares a tie with")
    redundancy: float | None = column(
        "share of its partners' pairs that are joined without it, too; empty below two ties"
    )
    effective_size: float | None = column("contacts less their mean redundancy to one another; empty without contacts")
    constraint: float | None = column(
        "sum over contacts of (partners shared / partners that have others)^2, above 1 for many contacts; empty without any"
    )
    investment_constraint: float | None = column("Burt's constraint over its partners, through bodies and actors")


def structural_holes(two_mode: TwoMode, *, mode: Mode = "actors") -> Answer[StructuralHoles]:
    """Which actors, or bodies, bridge structural holes, by measures made for two-mode networks.

    Burt's own formulas on a two-mode network say nothing but degree: it has no triangles, so effective size is the degree and
    constraint 1 / degree. These forms look at partners' pairs (Latapy), at contacts of the same mode that meet in one's own
    bodies (Burchard and Cornwell), or along ties of both modes (Hollway, Morin and Pauwelyn).

    Parameters
    ----------
    two_mode
        The network of a selection at a date.
    mode
        actors or bodies.

    Returns
    -------
    Answer[StructuralHoles]
        One row an entity with a tie, by rising ``constraint``, then by falling ``effective_size``, then by id; entities
        without contacts last.

    Raises
    ------
    InvalidQuestion
        If ``mode`` is neither actors nor bodies.

    Notes
    -----
    Measures of structural holes are those defined for two-mode networks, because Burt's formulas, applied to two-mode data,
    say nothing but degree. Redundancy is the share of the pairs of an entity's partners that are joined by another entity,
    too (Latapy, Magnien and Del Vecchio 2008). Effective size is the number of its contacts of the same mode less their mean
    redundancy to one another, and constraint sums over these contacts the square of the share of its partners that it has in
    common with each, partners that nobody else has left out (Burchard and Cornwell 2018). Other than Burt's, this sum has no
    upper bound and grows with the number of contacts: an entity with few contacts scores low by that alone. Investment
    constraint is Burt's constraint along the ties of both modes
    (Hollway, Morin and Pauwelyn 2020) and does not grow with contacts. Among entities with as many contacts, low constraint
    means more holes bridged.

    References
    ----------
    Burchard, J. and Cornwell, B. (2018). Structural holes and bridging in two-mode networks. Social Networks 55, 11-20.
    doi:10.1016/j.socnet.2018.04.001
    Hollway, J., Morin, J.-F. and Pauwelyn, J. (2020). Structural conditions for novelty: the introduction of new
    environmental clauses to the trade regime complex. International Environmental Agreements 20, 61-83.
    doi:10.1007/s10784-019-09464-5
    Latapy, M., Magnien, C. and Del Vecchio, N. (2008). Basic notions for the analysis of large two-mode networks. Social
    Networks 30(1), 31-48. doi:10.1016/j.socnet.2007.04.006

    Examples
    --------
    >>> import graphmodel as gm
    >>> two = gm.read_tables().two_mode(gm.Selection(bodies=["bali-process", "colombo-process"]), at="2008")
    >>> gm.structural_holes(two, mode="bodies").top(1)[0].contacts
    1
    """
    shared = two_mode.shared(mode)
    degree = two_mode.degrees(mode)
    incidence = np.zeros((len(two_mode.actors), len(two_mode.bodies)), dtype=np.float64)
    incidence[two_mode.rows, two_mode.columns] = 1
    if mode == "bodies":
        incidence = incidence.T
    partners_shared = incidence.T @ incidence
    useful = incidence @ (incidence.sum(axis=0) > 1)
    investment = _investment_constraint(incidence)
    rows = []
    for one, entity in enumerate(two_mode.entities(mode)):
        ties = int(degree[one])
        if not ties:
            continue
        mine = np.nonzero(incidence[one])[0]
        contacts = np.nonzero(shared[one])[0]
        contacts = contacts[contacts != one]
        met = _meeting(incidence[np.ix_(contacts, mine)]) if len(contacts) else 0
        joined = int((partners_shared[np.ix_(mine, mine)] > 1).sum()) - int((partners_shared[mine, mine] > 1).sum())
        rows.append(
            StructuralHoles(
                id=entity.id,
                name=entity.name,
                degree=ties,
                contacts=len(contacts),
                redundancy=joined / (ties * (ties - 1)) if ties > 1 else None,
                effective_size=len(contacts) - met / len(contacts) if len(contacts) else None,
                constraint=float(((shared[one, contacts] / useful[one]) ** 2).sum()) if len(contacts) else None,
                investment_constraint=float(investment[one]),
            )
        )
    rows.sort(key=_openness)
    place = {entity.id: cells for entity, cells in zip(two_mode.entities(mode), two_mode.cells_of(mode), strict=True)}
    return Answer.of_two_mode(
        "structural_holes",
        StructuralHoles,
        {name: [getattr(row, name) for row in rows] for name in StructuralHoles.__dataclass_fields__},
        two_mode,
        parameters={"mode": mode},
        evidence_at=lambda row: tuple(tie for cell in place[rows[row].id] for tie in two_mode.ties[cell]),
        remarks=(
            "two-mode forms; Burt's one-mode formulas on these ties would give the degree and 1 / degree",
            "constraint is a sum over contacts without an upper bound: compare it between rows with as many contacts",
        ),
    )


def _meeting(within: npt.NDArray[np.float64]) -> int:
    """Ordered pairs of different contacts that share one of these bodies; contacts in rows."""
    met = np.zeros((len(within), len(within)), dtype=np.bool_)
    for members in map(np.flatnonzero, within.T):
        met[members[:, np.newaxis], members] = True
    return int(np.count_nonzero(met)) - len(within)


def _openness(row: StructuralHoles) -> tuple[bool, float, float, str]:
    return (row.constraint is None, row.constraint or 0.0, -(row.effective_size or 0.0), row.id)


def _investment_constraint(incidence: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """For each row i the sum over its partners a of (p[i,a] + sum over other partners b, other rows j of p[i,b] p[b,j] p[j,a])^2.

    p is the share of one's ties that goes to the other.
    """
    out = incidence / np.maximum(incidence.sum(axis=1, keepdims=True), 1)
    back = (incidence / np.maximum(incidence.sum(axis=0, keepdims=True), 1)).T
    around = back @ out
    through_self = (out * back.T).sum(axis=1, keepdims=True)
    same_partner = around.diagonal()[None, :] - back.T * out
    indirect = out @ around - out * through_self - out * same_partner
    squares: npt.NDArray[np.float64] = ((out + indirect) ** 2 * incidence).sum(axis=1)
    return squares
