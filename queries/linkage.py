"""Linkage: how regions are tied through the bodies that their actors share, and which bodies and actors bridge them.

Regions are those of the United Nations, its subregions, or a table of one's own. Two actors are tied where they share a body.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import comb, isnan
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

from graphmodel.dates import FIRST_DAY, Period
from graphmodel.errors import InvalidQuestion
from graphmodel.network import At, Network
from graphmodel.regions import RegionScheme, regions_of
from graphmodel.selection import Selection
from graphmodel.ties import Link, Membership
from graphmodel.twomode import TwoMode
from queries.answer import Answer, claim_to_dict, column
from queries.overlap import nesting, overlap

__all__ = [
    "Assortativity",
    "Bridge",
    "EIIndex",
    "Linkage",
    "Linked",
    "Presence",
    "Spanning",
    "assortativity",
    "bridges",
    "ei_index",
    "linkage",
    "links",
    "presence",
    "spanning",
]

Floats: TypeAlias = npt.NDArray[np.float64]
Weights = Literal["binary", "shared", "body"]
WEIGHTS: tuple[Weights, ...] = get_args(Weights)
EVERYWHERE = "all regions"
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Linkage:
    """Two regions, or one within itself, and what ties their actors."""

    first_region: str = column("one region")
    second_region: str = column("the other, or the same; first <= second")
    pairs: int = column("pairs of actors, one of each region: what there could be")
    ties: int = column("of these, pairs that share a body")
    density: float = column("ties / pairs")
    mean_shared: float = column("bodies that a pair shares, on average")
    ratio: float = column("mean_shared / that of all pairs of actors: 1 if bodies took members from all regions alike")
    owed_to: str = column("id of the body through which most pairs of the two share one; empty without any")
    density_without: float = column("density without that body")
    mean_shared_without: float = column("mean_shared without that body")


def linkage(two_mode: TwoMode, *, by: RegionScheme = "region") -> Answer[Linkage]:
    """How closely each two regions are tied through shared bodies, and to which body they owe it most.

    Parameters
    ----------
    two_mode
        The network of a selection at a date. Ask about all processes: bodies of one region tie no two regions by definition.
    by
        UN region or subregion, or a CSV table with columns id and region.

    Returns
    -------
    Answer[Linkage]
        One row a pair of regions and one a region within itself, by falling ``density``, then ``mean_shared``, then names; a
        region of one actor has no pair within. Mass forums tie everybody: read each row with what remains without the
        body that it owes most to (of equals, the first by id). Actors without a region are left out, and a remark
        names them.

    Raises
    ------
    InvalidQuestion
        If ``by`` is no scheme, or gives no actor a region.
    InvalidRecord
        If the table cannot be read.

    References
    ----------
    Wasserman, S. and Faust, K. (1994). Social Network Analysis: Methods and Applications, chapter 10 (density tables).
    Breiger, R. L. (1974). The duality of persons and groups. Social Forces 53(2), 181-190. doi:10.2307/2576011

    Examples
    --------
    >>> import graphmodel as gm
    >>> rows = gm.linkage(gm.read_tables().two_mode(at="2020"))
    >>> [(row.owed_to, row.density_without) for row in rows if (row.first_region, row.second_region) == ("Africa", "Oceania")]
    [('acp-eu', 0.0)]
    """
    regional = _Regional(two_mode, by)
    sizes = regional.sizes
    opportunity = np.outer(sizes, sizes) - np.diag(sizes)
    shared, ties = regional.mixing("shared"), regional.mixing("binary")
    shared_by, tied_by = regional.owed("shared"), regional.owed("binary")
    mean_of_all = shared.sum() / max(opportunity.sum(), 1)
    rows = []
    for first, second in zip(*np.triu_indices(len(sizes)), strict=True):
        cell, most = (first, second), int(np.argmax(shared_by[:, first, second]))
        possible, twice = opportunity[cell], 1 + int(first == second)
        if not possible:
            continue
        row = Linkage(
            first_region=regional.names[first],
            second_region=regional.names[second],
            pairs=int(possible) // twice,
            ties=int(ties[cell]) // twice,
            density=float(ties[cell] / possible),
            mean_shared=float(shared[cell] / possible),
            ratio=float(shared[cell] / possible / (mean_of_all or 1)),
            owed_to=two_mode.bodies[most].id if shared[cell] else "",
            density_without=float((ties[cell] - tied_by[most][cell]) / possible),
            mean_shared_without=float((shared[cell] - shared_by[most][cell]) / possible),
        )
        rows.append((row, (int(first), int(second))))
    rows.sort(key=lambda pair: (-pair[0].density, -pair[0].mean_shared, pair[1]))
    return regional.answer(
        "linkage", Linkage, [row for row, _ in rows], evidence_at=lambda row: regional.ties_between(*rows[row][1])
    )


@dataclass(frozen=True, slots=True)
class Presence:
    """One region in one body."""

    region: str = column("the region")
    body: str = column("id of the body")
    count: int = column("actors of the region in the body, documented and presumed")
    documented: int = column("of these, how many are documented at the date")
    share_of_region: float = column("count / actors of the region")
    share_of_body: float = column("count / actors of the body that have a region")
    actors: list[str] = column("ids of these actors, sorted")


def presence(two_mode: TwoMode, *, by: RegionScheme = "region") -> Answer[Presence]:
    """Who is where: the actors of each region in each body.

    Parameters
    ----------
    two_mode
        The network of a selection at a date.
    by
        UN region or subregion, or a CSV table with columns id and region.

    Returns
    -------
    Answer[Presence]
        One row for each region in each body in which it has an actor, by region, falling ``count`` and body.

    Raises
    ------
    InvalidQuestion
        If ``by`` is no scheme, or gives no actor a region.
    InvalidRecord
        If the table cannot be read.

    Examples
    --------
    >>> import graphmodel as gm
    >>> sacm = gm.read_tables().two_mode(gm.Selection(bodies="sacm"), at="2012")
    >>> [(row.region, row.share_of_body) for row in gm.presence(sacm)]
    [('Americas', 1.0)]
    """
    regional = _Regional(two_mode, by)
    counts = regional.counts
    size_of_body = counts.sum(axis=1)
    found = sorted((int(region), -counts[body, region], int(body)) for body, region in np.argwhere(counts))
    cells = [regional.cells_in(body, region) for region, _, body in found]
    rows = [
        Presence(
            region=regional.names[region],
            body=two_mode.bodies[body].id,
            count=len(some),
            documented=int(two_mode.documented[some].sum()),
            share_of_region=len(some) / int(regional.sizes[region]),
            share_of_body=len(some) / int(size_of_body[body]),
            actors=[two_mode.actors[two_mode.rows[cell]].id for cell in some],
        )
        for (region, _, body), some in zip(found, cells, strict=True)
    ]
    return regional.answer("presence", Presence, rows, evidence_at=lambda row: regional.ties_of(cells[row]))


@dataclass(frozen=True, slots=True)
class Bridge:
    """One body and the regions that its actors come from."""

    id: str = column("id of the body")
    name: str = column("its short name")
    count: int = column("its actors that have a region")
    region_count: int = column("regions they come from")
    blau: float = column(
        "chance that two drawn with replacement come from different regions: 1 - the sum of squared shares"
    )
    effective_regions: float = column("1 / (1 - blau): so many regions of equal size would be as diverse")
    rarefied_regions: float | None = column(
        "regions met on average among ``sample`` of its actors; empty if it has fewer"
    )
    largest_share: float = column("share of the region that most of its actors come from")
    regions: list[str] = column("the regions, by falling number of its actors")


def bridges(two_mode: TwoMode, *, by: RegionScheme = "region", at_least: int = 2, sample: int = 5) -> Answer[Bridge]:
    """Which bodies bridge regions, and how diverse their actors are, for bodies of any size.

    Parameters
    ----------
    two_mode
        The network of a selection at a date.
    by
        UN region or subregion, or a CSV table with columns id and region.
    at_least
        The fewest regions that a body must have actors of to be listed.
    sample
        How many actors of each body are compared, 2 or more: large bodies meet more regions only because they are large.

    Returns
    -------
    Answer[Bridge]
        One row a body, by falling ``rarefied_regions``, then ``effective_regions``, then id; bodies with fewer actors than
        ``sample`` come last. Rarefied regions are the mean over all ways to draw ``sample`` actors without replacement.

    Raises
    ------
    InvalidQuestion
        If ``by`` is no scheme or gives no actor a region, ``at_least`` is less than 1, or ``sample`` less than 2.
    InvalidRecord
        If the table cannot be read.

    References
    ----------
    Blau, P. M. (1977). Inequality and Heterogeneity. New York: Free Press.
    Laakso, M. and Taagepera, R. (1979). "Effective" number of parties. Comparative Political Studies 12(1), 3-27.
    doi:10.1177/001041407901200101
    Hurlbert, S. H. (1971). The nonconcept of species diversity. Ecology 52(4), 577-586. doi:10.2307/1934145

    Examples
    --------
    >>> import graphmodel as gm
    >>> rows = gm.bridges(gm.read_tables().two_mode(gm.Selection(bodies=["acp-eu", "sacm", "bali-process"]), at="2014"))
    >>> [(row.id, row.region_count) for row in rows]
    [('acp-eu', 5), ('bali-process', 4)]
    """
    _at_least("at_least", at_least, 1)
    _at_least("sample", sample, 2)
    regional = _Regional(two_mode, by)
    rows = []
    for body, counts in enumerate(regional.counts):
        present = [int(one) for one in np.lexsort((np.arange(len(counts)), -counts)) if counts[one]]
        if len(present) < at_least:
            continue
        size = int(counts.sum())
        same = float((counts**2).sum()) / size**2
        rows.append(
            Bridge(
                id=two_mode.bodies[body].id,
                name=two_mode.bodies[body].short,
                count=size,
                region_count=len(present),
                blau=1 - same,
                effective_regions=1 / same,
                rarefied_regions=rarefied(counts.tolist(), sample),
                largest_share=int(counts[present[0]]) / size,
                regions=[regional.names[one] for one in present],
            )
        )
    rows.sort(key=lambda row: (-(row.rarefied_regions or 0), -row.effective_regions, row.id))
    column_of = {body.id: place for place, body in enumerate(two_mode.bodies)}
    return regional.answer(
        "bridges",
        Bridge,
        rows,
        parameters={"at_least": at_least, "sample": sample},
        evidence_at=lambda row: regional.ties_of(regional.cells_in(column_of[rows[row].id])),
    )


def rarefied(counts: list[int], sample: int) -> float | None:
    """Kinds met on average among so many items drawn without replacement; None where there are fewer items.

    >>> rarefied([2, 2], 2)
    1.6666666666666667
    """
    size = sum(counts)
    if size < sample:
        return None
    return sum(1 - comb(size - one, sample) / comb(size, sample) for one in counts)


@dataclass(frozen=True, slots=True)
class Spanning:
    """One actor and the regions whose bodies it sits in."""

    id: str = column("id of the actor")
    name: str = column("its name")
    region: str = column("its own region")
    count: int = column("bodies it sits in")
    region_count: int = column("regions at home in these bodies")
    regions: list[str] = column("these regions, sorted")
    on_one_body: list[str] = column("of these, the regions that it reaches through one body only")
    elsewhere: list[str] = column("ids of its bodies that are at home in another region than its own")
    mixed: list[str] = column("ids of its bodies that are at home in no region")


def spanning(two_mode: TwoMode, *, by: RegionScheme = "region", at_least: int = 2) -> Answer[Spanning]:
    """Which actors sit in bodies of several regions.

    Parameters
    ----------
    two_mode
        The network of a selection at a date.
    by
        UN region or subregion, or a CSV table with columns id and region.
    at_least
        The fewest regions in whose bodies an actor must sit to be listed.

    Returns
    -------
    Answer[Spanning]
        One row an actor, by falling ``region_count``, then the number of bodies ``elsewhere``, then id. A body is at home in
        the region that more than half of its actors come from; one without such a region is ``mixed``.

    Raises
    ------
    InvalidQuestion
        If ``by`` is no scheme or gives no actor a region, or ``at_least`` is negative.
    InvalidRecord
        If the table cannot be read.

    Examples
    --------
    >>> import graphmodel as gm
    >>> selection = gm.Selection(bodies=["igc", "bali-process", "rcm"])
    >>> [row.regions for row in gm.spanning(gm.read_tables().two_mode(selection, at="2012"), at_least=3) if row.id == "USA"]
    [['Americas', 'Asia', 'Europe']]
    """
    _at_least("at_least", at_least, 0)
    regional = _Regional(two_mode, by)
    counts = regional.counts
    home = np.where(2 * counts.max(axis=1) > counts.sum(axis=1), counts.argmax(axis=1), -1)
    cells = two_mode.cells_of("actors")
    rows = []
    for actor, own in zip(regional.kept.tolist(), regional.region.tolist(), strict=True):
        bodies = [int(two_mode.columns[cell]) for cell in cells[actor]]
        reached = [int(home[body]) for body in bodies if home[body] >= 0]
        regions = sorted(set(reached))
        if len(regions) < at_least:
            continue
        rows.append(
            Spanning(
                id=two_mode.actors[actor].id,
                name=two_mode.actors[actor].name,
                region=regional.names[own],
                count=len(bodies),
                region_count=len(regions),
                regions=[regional.names[one] for one in regions],
                on_one_body=[regional.names[one] for one in regions if reached.count(one) == 1],
                elsewhere=[two_mode.bodies[body].id for body in bodies if home[body] not in (-1, own)],
                mixed=[two_mode.bodies[body].id for body in bodies if home[body] == -1],
            )
        )
    rows.sort(key=lambda row: (-row.region_count, -len(row.elsewhere), row.id))
    row_of = {actor.id: place for place, actor in enumerate(two_mode.actors)}
    return regional.answer(
        "spanning",
        Spanning,
        rows,
        parameters={"at_least": at_least},
        evidence_at=lambda row: regional.ties_of(cells[row_of[rows[row].id]]),
    )


@dataclass(frozen=True, slots=True)
class EIIndex:
    """Ties across regions against ties within them, for the whole network or for one region."""

    region: str = column(f'a region, or "{EVERYWHERE}"')
    weights: str = column(
        "binary: a pair of actors that share a body counts once; shared: once for each shared body; "
        "body: each body counts once, spread over the pairs in it"
    )
    external: float = column("weight of ties to other regions")
    internal: float = column("weight of ties within")
    ei_index: float | None = column(
        "(external - internal) / (external + internal): -1 closed, 1 open; empty without ties"
    )
    expected: float | None = column("mean of it when regions are dealt to actors at random")
    p: float | None = column("how often a random deal lies as far from the expected (two-sided)")
    rescaled: float | None = column(
        "-1 to 1 between the least and the most that these weights and sizes of regions allow"
    )
    owed_to: str = column("id of the body without which it changes most; empty if it depends on none")
    ei_index_without: float | None = column("ei_index without that body; empty if no tie is left")


def ei_index(
    two_mode: TwoMode, *, by: RegionScheme = "region", permutations: int = 1000, seed: int = 1
) -> Answer[EIIndex]:
    """Whether actors tie outside their region or within it: the E-I index against chance, rescaled.

    Parameters
    ----------
    two_mode
        The network of a selection at a date.
    by
        UN region or subregion, or a CSV table with columns id and region.
    permutations
        How many random deals of the regions to the actors.
    seed
        Where the random numbers start; the same seed gives the same answer.

    Returns
    -------
    Answer[EIIndex]
        For each way to weigh a tie, one row for the whole network and one a region. A few large bodies make most pairs of
        actors, so compare ``binary`` and ``shared`` with ``body``, in which each body counts alike.

    Raises
    ------
    InvalidQuestion
        If ``by`` is no scheme or gives no actor a region, or ``permutations`` is less than 1.
    InvalidRecord
        If the table cannot be read.

    References
    ----------
    Krackhardt, D. and Stern, R. N. (1988). Informal networks and organizational crises: an experimental simulation. Social
    Psychology Quarterly 51(2), 123-140. doi:10.2307/2786835

    Examples
    --------
    >>> import graphmodel as gm
    >>> rows = gm.ei_index(gm.read_tables().two_mode(at="2020"), permutations=100).rows()
    >>> (rows[0].region, rows[0].weights, rows[0].ei_index < rows[0].expected)
    ('all regions', 'binary', True)
    """
    regional = _Regional(two_mode, by)
    rows = []
    for weights in WEIGHTS:
        weight = regional.weigh(weights)
        whole = float if weights == "body" else int
        parts = _internal_external(_mixing(weight, regional.dealt))
        tests = _tested(regional, weights, _ei, permutations, seed)
        for place, (region, test) in enumerate(zip((EVERYWHERE, *regional.names), tests, strict=True)):
            internal, external = (whole(part[place]) for part in parts)
            rows.append(
                EIIndex(
                    region=region,
                    weights=weights,
                    external=external,
                    internal=internal,
                    ei_index=test.value,
                    expected=test.expected,
                    p=test.p,
                    rescaled=None if test.value is None else _rescaled(regional, weight, place, test.value),
                    owed_to=test.owed_to,
                    ei_index_without=test.without,
                )
            )
    return regional.answer("ei_index", EIIndex, rows, parameters={"permutations": permutations, "seed": seed})


@dataclass(frozen=True, slots=True)
class Assortativity:
    """How far actors tie with actors of their own region, for one way to weigh a tie."""

    weights: str = column("binary, shared or body, as in ei_index")
    assortativity: float | None = column(
        "1 if all ties lie within regions, 0 if ties ignore them, negative if they seek others; empty without ties"
    )
    expected: float | None = column("mean of it when regions are dealt to actors at random")
    p: float | None = column("how often a random deal lies as far from the expected (two-sided)")
    owed_to: str = column("id of the body without which it changes most; empty if it depends on none")
    assortativity_without: float | None = column("assortativity without that body; empty if it is not defined then")


def assortativity(
    two_mode: TwoMode, *, by: RegionScheme = "region", permutations: int = 1000, seed: int = 1
) -> Answer[Assortativity]:
    """How far actors share bodies with actors of their own region: assortativity against chance.

    Parameters
    ----------
    two_mode
        The network of a selection at a date.
    by
        UN region or subregion, or a CSV table with columns id and region.
    permutations
        How many random deals of the regions to the actors.
    seed
        Where the random numbers start; the same seed gives the same answer.

    Returns
    -------
    Answer[Assortativity]
        One row for each way to weigh a tie: Newman's coefficient of the mixing matrix of regions. Its least value depends on
        the regions' shares of ties, and lies above -1.

    Raises
    ------
    InvalidQuestion
        If ``by`` is no scheme or gives no actor a region, or ``permutations`` is less than 1.
    InvalidRecord
        If the table cannot be read.

    References
    ----------
    Newman, M. E. J. (2003). Mixing patterns in networks. Physical Review E 67, 026126. doi:10.1103/PhysRevE.67.026126

    Examples
    --------
    >>> import graphmodel as gm
    >>> [row.weights for row in gm.assortativity(gm.read_tables().two_mode(at="2020"), permutations=100)]
    ['binary', 'shared', 'body']
    """
    regional = _Regional(two_mode, by)
    rows = []
    for weights in WEIGHTS:
        (test,) = _tested(regional, weights, _newman, permutations, seed)
        rows.append(Assortativity(weights, test.value, test.expected, test.p, test.owed_to, test.without))
    return regional.answer(
        "assortativity", Assortativity, rows, parameters={"permutations": permutations, "seed": seed}
    )


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


class _Regional:
    """A two-mode network whose actors lie in regions. Actors without a region are left out; ``remarks`` name them.

    ``kept`` are the positions of the actors that have one, ``region`` the position of each one's region in ``names``.
    """

    def __init__(self, two_mode: TwoMode, by: RegionScheme) -> None:
        words = regions_of(two_mode.actors, by)
        self.two_mode = two_mode
        self.by = dict(by) if isinstance(by, Mapping) else str(by)
        self.names = sorted(set(words) - {""})
        self.kept = np.array([place for place, word in enumerate(words) if word], dtype=np.int64)
        self.region = np.array([self.names.index(words[place]) for place in self.kept], dtype=np.int64)
        self.sizes = np.bincount(self.region)
        without = [actor.id for actor, word in zip(two_mode.actors, words, strict=True) if not word]
        remarks = []
        if without:
            remarks.append(f"{len(without)} without a region, left out: {', '.join(without)}")
        if two_mode.selection.bodies == ("rcp",):
            remarks.append("rcp means within one region: for ties between regions, ask about all processes")
        self.remarks = tuple(remarks)

    @cached_property
    def incidence(self) -> Floats:
        """Kept actors in rows, bodies in columns, 1 where a tie holds."""
        full = np.zeros((len(self.two_mode.actors), len(self.two_mode.bodies)))
        full[self.two_mode.rows, self.two_mode.columns] = 1
        return np.take(full, self.kept, axis=0)

    @cached_property
    def dealt(self) -> Floats:
        """Kept actors in rows, regions in columns, 1 where an actor lies in a region."""
        return np.eye(len(self.names))[self.region]

    @cached_property
    def counts(self) -> npt.NDArray[np.int64]:
        """Bodies in rows, regions in columns: how many actors."""
        return (self.incidence.T @ self.dealt).astype(np.int64)

    @cached_property
    def shared(self) -> Floats:
        """How many bodies each two kept actors share; nothing on the diagonal."""
        product = self.incidence @ self.incidence.T
        np.fill_diagonal(product, 0)
        return product

    @cached_property
    def spread(self) -> Floats:
        """For each body 1 / the pairs of actors in it; 0 where there is none."""
        size = self.incidence.sum(axis=0)
        return np.divide(2, size * (size - 1), out=np.zeros(len(size)), where=size > 1)

    def weigh(self, weights: Weights) -> Floats:
        """The ties between kept actors, weighed in one of three ways."""
        if weights == "binary":
            return (self.shared > 0).astype(np.float64)
        if weights == "shared":
            return self.shared
        product = (self.incidence * self.spread) @ self.incidence.T
        np.fill_diagonal(product, 0)
        return product

    def mixing(self, weights: Weights) -> Floats:
        """Regions by regions: the weight of the ties between them; on the diagonal twice that within, as in NetworkX."""
        return _mixing(self.weigh(weights), self.dealt)

    def owed(self, weights: Weights) -> Floats:
        """For each body, what the mixing matrix would lose without it."""
        lost = np.zeros((self.incidence.shape[1], len(self.names), len(self.names)))
        for body, spread in enumerate(self.spread):
            (members,) = np.nonzero(self.incidence[:, body])
            if weights == "binary":
                weight = (self.shared[np.ix_(members, members)] == 1).astype(np.float64)
            else:
                weight = np.full((len(members), len(members)), 1 if weights == "shared" else spread)
            np.fill_diagonal(weight, 0)
            lost[body] = _mixing(weight, self.dealt[members])
        return lost

    def cells_in(self, body: int, *regions: int) -> list[int]:
        """Cells of one body whose actors lie in the regions; in any region, if none is named."""
        of_actor = dict(zip(self.kept.tolist(), self.region.tolist(), strict=True))
        wanted = set(regions or range(len(self.names)))
        actors = self.two_mode.rows.tolist()
        return [cell for cell in self._cells[body] if of_actor.get(actors[cell]) in wanted]

    @cached_property
    def _cells(self) -> list[list[int]]:
        return self.two_mode.cells_of("bodies")

    def ties_of(self, cells: list[int]) -> tuple[Membership, ...]:
        """The memberships behind cells."""
        return tuple(tie for cell in cells for tie in self.two_mode.ties[cell])

    def ties_between(self, first: int, second: int) -> tuple[Membership, ...]:
        """The memberships through which two regions, or the actors of one, share bodies."""
        least = 2 if first == second else 1
        both = np.flatnonzero((self.counts[:, first] >= least) & (self.counts[:, second] >= least))
        return tuple(tie for body in both for tie in self.ties_of(self.cells_in(int(body), first, second)))

    def answer(
        self,
        question: str,
        row_class: type,
        rows: list[Any],
        *,
        parameters: dict[str, Any] | None = None,
        evidence_at: Callable[[int], tuple[Membership, ...]] = lambda _: (),
    ) -> Answer[Any]:
        """An answer in these rows about the network."""
        return Answer.of_two_mode(
            question,
            row_class,
            {name: [getattr(row, name) for row in rows] for name in row_class.__dataclass_fields__},  # type: ignore[attr-defined]
            self.two_mode,
            parameters={"by": self.by} | (parameters or {}),
            evidence_at=evidence_at,
            remarks=self.remarks,
        )


def _mixing(weight: Floats, dealt: Floats) -> Floats:
    return np.asarray(dealt.T @ weight @ dealt)


def _internal_external(mixing: Floats) -> tuple[Floats, Floats]:
    """Weight within and to other regions, of the whole network and then of each region; over the last two axes."""
    internal = np.diagonal(mixing, axis1=-2, axis2=-1) / 2
    external = mixing.sum(axis=-1) - 2 * internal
    return (
        np.concatenate([internal.sum(axis=-1, keepdims=True), internal], axis=-1),
        np.concatenate([external.sum(axis=-1, keepdims=True) / 2, external], axis=-1),
    )


def _ei(mixing: Floats) -> Floats:
    internal, external = _internal_external(mixing)
    return _divided(external - internal, external + internal)


def _newman(mixing: Floats) -> Floats:
    total = mixing.sum(axis=(-2, -1))
    within = _divided(np.trace(mixing, axis1=-2, axis2=-1), total)
    by_chance = _divided((mixing.sum(axis=-1) ** 2).sum(axis=-1), total**2)
    return _divided(within - by_chance, 1 - by_chance)[..., np.newaxis]


def _divided(part: Floats, whole: Floats) -> Floats:
    """``part / whole``, and not a number where the whole is nothing."""
    return np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=np.abs(whole) > ROUNDING)


@dataclass(frozen=True, slots=True)
class _Test:
    """A statistic, what chance makes of it, and what it owes to one body."""

    value: float | None
    expected: float | None
    p: float | None
    owed_to: str
    without: float | None


def _tested(
    regional: _Regional, weights: Weights, statistic: Callable[[Floats], Floats], permutations: int, seed: int
) -> list[_Test]:
    """Each number that a statistic makes of the mixing matrix, against random deals of regions and without each body."""
    _at_least("permutations", permutations, 1)
    weight = regional.weigh(weights)
    mixing = _mixing(weight, regional.dealt)
    values = statistic(mixing)
    random = np.random.default_rng(seed)
    dealt = (regional.dealt[random.permutation(len(regional.kept))] for _ in range(permutations))
    by_chance = statistic(np.stack([_mixing(weight, one) for one in dealt]))
    without = statistic(np.where(np.abs(left := mixing - regional.owed(weights)) > ROUNDING, left, 0))
    tests = []
    for value, chances, left_over in zip(values.tolist(), by_chance.T, without.T, strict=True):
        if isnan(value):
            tests.append(_Test(None, None, None, "", None))
            continue
        defined = chances[~np.isnan(chances)]
        expected = float(defined.mean()) if len(defined) else None
        as_far = np.abs(defined - (expected or 0)) >= abs(value - (expected or 0)) - ROUNDING
        change = np.where(np.isnan(left_over), np.inf, np.abs(left_over - value))
        most = int(np.argmax(change))
        tests.append(
            _Test(
                value=value,
                expected=expected,
                p=(1 + int(as_far.sum())) / (1 + len(defined)),
                owed_to=regional.two_mode.bodies[most].id if change[most] > ROUNDING else "",
                without=None if isnan(left_over[most]) else float(left_over[most]),
            )
        )
    return tests


def _rescaled(regional: _Regional, weight: Floats, place: int, value: float) -> float | None:
    """An E-I index between the least and the most that its weights allow, if they could fall on any pair of actors."""
    sizes = regional.sizes
    total = int(sizes.sum())
    if place == 0:
        within = int((sizes * (sizes - 1)).sum()) // 2
        across = total * (total - 1) // 2 - within
        tied = weight[np.triu_indices(total, k=1)]
    else:
        mine = regional.region == place - 1
        size = int(sizes[place - 1])
        within, across = size * (size - 1) // 2, size * (total - size)
        inside = weight[np.ix_(mine, mine)]
        tied = np.concatenate([weight[np.ix_(mine, ~mine)].ravel(), inside[np.triu_indices(size, k=1)]])
    heaviest = np.sort(tied)[::-1]
    everything = float(heaviest.sum())
    most = 2 * float(heaviest[:across].sum()) / everything - 1
    least = 1 - 2 * float(heaviest[:within].sum()) / everything
    return 2 * (value - least) / (most - least) - 1 if most - least > ROUNDING else None


def _at_least(option: str, value: int, least: int) -> None:
    if value < least:
        raise InvalidQuestion(f"{option}: {value} is too small; write {least} or more")
