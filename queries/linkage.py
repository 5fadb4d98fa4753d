"""Linkage: how regions are tied through the bodies that their actors share, and which bodies and actors bridge them.

Regions are those of the United Nations, its subregions, or a table of one's own. Two actors are tied where they share a body.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

import numpy as np

from graphmodel.regions import RegionScheme
from graphmodel.twomode import TwoMode
from queries.answer import Answer, column
from queries.regional import Floats, Regional, require_at_least

__all__ = ["Bridge", "Linkage", "Presence", "Spanning", "bridges", "linkage", "presence", "rarefied", "spanning"]


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
    bodies: list[str] = column("ids of all bodies through which pairs of the two share one, most pairs first")


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

    Notes
    -----
    Two actors are tied if they share a body (Breiger 1974). For each two regions, and for each region within itself, density
    is the number of tied pairs divided by the number of pairs that there could be (Wasserman and Faust 1994), and the mean
    number of bodies that a pair shares is divided by that of all pairs, so that a ratio of 1 is what bodies would give that
    took their actors from all regions alike. Because a few large bodies tie almost everybody, each figure is given again
    without the body to which the two regions owe most of what they share.

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
    regional = Regional(two_mode, by)
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
            bodies=[two_mode.bodies[body].id for body in _most_first(shared_by[:, first, second])],
        )
        rows.append((row, (int(first), int(second))))
    rows.sort(key=lambda pair: (-pair[0].density, -pair[0].mean_shared, pair[1]))
    return regional.answer(
        "linkage", Linkage, [row for row, _ in rows], evidence_at=lambda row: regional.ties_between(*rows[row][1])
    )


def _most_first(weights: Floats) -> list[int]:
    """The places of what is above 0, by falling weight, then by place."""
    order = np.argsort(-weights, kind="stable")
    return [int(one) for one in order if weights[one] > 0]


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

    Notes
    -----
    The actors of each region in each body are counted at the date, and the count is divided by the actors of the region that
    are in the selection and by the actors of the body that have a region.

    Examples
    --------
    >>> import graphmodel as gm
    >>> sacm = gm.read_tables().two_mode(gm.Selection(bodies="sacm"), at="2012")
    >>> [(row.region, row.share_of_body) for row in gm.presence(sacm)]
    [('Americas', 1.0)]
    """
    regional = Regional(two_mode, by)
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
        "regions met on average among as many of its actors as the option sample says; empty if it has fewer"
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

    Notes
    -----
    The regional diversity of a body is the probability that two of its actors, drawn with replacement, come from different
    regions (Blau 1977), also as the number of regions of equal size that would be as diverse (Laakso and Taagepera 1979).
    Because large bodies meet more regions only for being large, bodies are ordered by the number of regions that are met on
    average among a sample of their actors of one size, drawn without replacement (rarefaction, Hurlbert 1971).

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
    require_at_least("at_least", at_least, 1)
    require_at_least("sample", sample, 2)
    regional = Regional(two_mode, by)
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

    Notes
    -----
    A body is at home in the region from which more than half of its actors come, and in none if no region has so many. An
    actor spans the regions in which the bodies it sits in are at home; regions that it reaches through a single body are
    named, because they hang on one membership.

    Examples
    --------
    >>> import graphmodel as gm
    >>> selection = gm.Selection(bodies=["igc", "bali-process", "rcm"])
    >>> [row.regions for row in gm.spanning(gm.read_tables().two_mode(selection, at="2012"), at_least=3) if row.id == "USA"]
    [['Americas', 'Asia', 'Europe']]
    """
    require_at_least("at_least", at_least, 0)
    regional = Regional(two_mode, by)
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
