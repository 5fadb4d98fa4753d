"""Homophily: whether actors share bodies with actors of their own region more than chance would have it.

Both measures are functions of the mixing matrix of regions, so both are tested alike: against random deals of the regions to
the actors, and without each body.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan

import numpy as np

from graphmodel.regions import RegionScheme
from graphmodel.twomode import TwoMode
from queries.answer import Answer, column
from queries.progress import Progress
from queries.regional import WEIGHTS, Floats, Regional, Weights, require_at_least

__all__ = ["Assortativity", "EIIndex", "assortativity", "ei_index"]

EVERYWHERE = "all regions"
ROUNDING = 1e-9


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
    two_mode: TwoMode,
    *,
    by: RegionScheme = "region",
    permutations: int = 1000,
    seed: int = 1,
    progress: Progress | None = None,
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
    progress
        What is told how many deals are counted, and of how many.

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

    Notes
    -----
    Two actors are tied if they share a body. The E-I index is the weight of the ties across regions less that of the ties
    within them, divided by the weight of all (Krackhardt and Stern 1988): -1 if all lie within, 1 if all lie across. A tie
    weighs 1 (binary), the number of bodies shared (shared), or for each body 1 divided by the pairs of actors in it (body),
    so that large bodies do not decide alone. The index depends on the sizes of the regions; it is therefore held against its
    mean when regions are dealt to actors at random, with a two-sided p from these permutations, and rescaled to the least and
    the most that the weights and the sizes allow. The body without which it changes most is named with the index that is
    left.

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
    regional = Regional(two_mode, by)
    rows = []
    for step, weights in enumerate(WEIGHTS):
        weight = regional.weigh(weights)
        whole = float if weights == "body" else int
        parts = _internal_external(regional.mixing(weights))
        tests = _tested(regional, weights, _ei, permutations, seed, _part(progress, step, permutations))
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
    two_mode: TwoMode,
    *,
    by: RegionScheme = "region",
    permutations: int = 1000,
    seed: int = 1,
    progress: Progress | None = None,
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
    progress
        What is told how many deals are counted, and of how many.

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

    Notes
    -----
    Two actors are tied if they share a body. Assortativity is Newman's (2003) coefficient of the mixing matrix of regions: 1
    if all ties lie within regions, 0 if ties ignore them. A tie weighs 1 (binary), the number of bodies shared (shared), or
    for each body 1 divided by the pairs of actors in it (body). The coefficient is held against its mean when regions are
    dealt to actors at random, with a two-sided p from these permutations, and the body without which it changes most is named
    with the coefficient that is left.

    References
    ----------
    Newman, M. E. J. (2003). Mixing patterns in networks. Physical Review E 67, 026126. doi:10.1103/PhysRevE.67.026126

    Examples
    --------
    >>> import graphmodel as gm
    >>> [row.weights for row in gm.assortativity(gm.read_tables().two_mode(at="2020"), permutations=100)]
    ['binary', 'shared', 'body']
    """
    regional = Regional(two_mode, by)
    rows = []
    for step, weights in enumerate(WEIGHTS):
        (test,) = _tested(regional, weights, _newman, permutations, seed, _part(progress, step, permutations))
        rows.append(Assortativity(weights, test.value, test.expected, test.p, test.owed_to, test.without))
    return regional.answer(
        "assortativity", Assortativity, rows, parameters={"permutations": permutations, "seed": seed}
    )


def _part(progress: Progress | None, step: int, permutations: int) -> Callable[[int], object]:
    """Tells how many deals are counted of one way to weigh a tie, after those before it."""

    def counted(done: int) -> None:
        if progress is not None:
            progress(step * permutations + done, len(WEIGHTS) * permutations)

    return counted


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
    ratio: Floats = np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=np.abs(whole) > ROUNDING)
    return ratio


@dataclass(frozen=True, slots=True)
class _Test:
    """A statistic, what chance makes of it, and what it owes to one body."""

    value: float | None
    expected: float | None
    p: float | None
    owed_to: str
    without: float | None


def _tested(
    regional: Regional,
    weights: Weights,
    statistic: Callable[[Floats], Floats],
    permutations: int,
    seed: int,
    counted: Callable[[int], object],
) -> list[_Test]:
    """Each number that a statistic makes of the mixing matrix, against random deals of regions and without each body."""
    require_at_least("permutations", permutations, 1)
    mixing = regional.mixing(weights)
    values = statistic(mixing)
    random = np.random.default_rng(seed)
    deals = [regional.region[random.permutation(len(regional.kept))] for _ in range(permutations)]
    dealt = []
    for mixing_by_chance in regional.mixings(weights, deals):
        dealt.append(mixing_by_chance)
        counted(len(dealt))
    by_chance = statistic(np.stack(dealt))
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


def _rescaled(regional: Regional, weight: Floats, place: int, value: float) -> float | None:
    """An E-I index between the least and the most that its weights allow, if they could fall on any pair of actors."""
    sizes = regional.sizes
    total = int(sizes.sum())
    if place == 0:
        within = int((sizes * (sizes - 1)).sum()) // 2
        across = total * (total - 1) // 2 - within
    else:
        size = int(sizes[place - 1])
        within, across = size * (size - 1) // 2, size * (total - size)
        mine = regional.region == place - 1
        weight = weight[mine[regional.pairs.first] | mine[regional.pairs.second]]
    heaviest = np.sort(weight)[::-1]
    everything = float(heaviest.sum())
    most = 2 * float(heaviest[:across].sum()) / everything - 1
    least = 1 - 2 * float(heaviest[:within].sum()) / everything
    return 2 * (value - least) / (most - least) - 1 if most - least > ROUNDING else None
