"""Significance: which overlaps exceed what chance would give, once it is known how much each actor and each body takes part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from graphmodel.entities import Process, State, Territory
from graphmodel.errors import InvalidQuestion
from graphmodel.network import At, Network
from graphmodel.selection import Selection
from graphmodel.twomode import Mode, TwoMode
from queries.answer import Answer, LazyColumn, column
from queries.progress import Progress

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Integers = npt.NDArray[np.int64]
    Booleans = npt.NDArray[np.bool_]

__all__ = ["Backbone", "backbone", "benjamini_hochberg", "holm", "matrices", "tails", "tie_probabilities"]

SWEEPS = 30
"""Times that all rows are traded, in pairs, before a matrix counts as a sample."""
BLOCK = 4_000_000
"""Numbers held at once, so that memory stays bounded."""


@dataclass(frozen=True, slots=True)
class Backbone:
    """Two entities of one mode whose overlap differs from chance."""

    first: str = column("id of one body, or actor")
    second: str = column("id of the other; first < second")
    shared: int = column("what they share")
    expected: float = column("what they would share by chance")
    z: float | None = column("(shared - expected) / standard deviation under chance; empty if that is 0")
    sign: str = column("+ if they share more than expected, - if less")
    p: float = column("probability of sharing so much by chance; with signed, of so much or so little, both sides")
    bh: float = column("p adjusted for all pairs after Benjamini and Hochberg: false discoveries among those listed")
    holm: float = column("p adjusted for all pairs after Holm: any false one")
    rank: int = column("place by z, 1 the highest, ties sharing the better place")


def backbone(
    network: Network,
    selection: Selection | None = None,
    *,
    at: At = None,
    mode: Mode = "bodies",
    null: Literal["sdsm", "fdsm"] = "sdsm",
    signed: bool = False,
    alpha: float = 0.05,
    closed: str = "",
    samples: int = 1000,
    seed: int = 1,
    progress: Progress | None = None,
) -> Answer[Backbone]:
    """Which overlaps of bodies, or of actors, exceed chance.

    Chance keeps how many bodies each actor sits in and how many actors each body has: on average (SDSM, with exact
    Poisson-binomial probabilities) or exactly (FDSM, sampled by trades between rows).

    Parameters
    ----------
    network
        The network.
    selection
        Who, in what, in which role.
    at
        Date or period; by default the data's own date.
    mode
        bodies or actors: whose pairs are tested.
    null
        The null model, sdsm or fdsm.
    signed
        Test both sides: pairs that share less than chance would give, too.
    alpha
        The largest unadjusted p that is listed; 1 lists every pair.
    closed
        Bodies, separated by commas, that no actor from outside their recorded regions can join (SDSM only).
    samples
        How many matrices FDSM draws.
    seed
        The seed it draws them with.
    progress
        What is told how many matrices are drawn, and of how many.

    Returns
    -------
    Answer[Backbone]
        One row a pair, by rising ``p``, then falling ``z``, then ids. ``bh`` and ``holm`` adjust for all pairs, listed or
        not. Remarks say how many pairs were tested and whether the table has the power to find any.

    Raises
    ------
    InvalidQuestion
        If an option has no meaning; if FDSM meets a pair of actor and body that cannot be tied, because one had ended
        before the other began or the body is closed: trades between rows do not reach every such matrix.
    EmptySelection
        If the selection matches no body or no actor.

    Notes
    -----
    The number that each two bodies (or actors) share is compared with what they would share by chance, given how much each
    actor and each body takes part. In the stochastic degree sequence model (sdsm) ties are independent, with the
    probabilities of the bipartite configuration model (Saracco et al. 2017), and p is an exact tail of the Poisson-binomial
    distribution (Neal, Domagalski and Sagan 2021); a pair of actor and body that cannot be tied, because one had ended before
    the other began, has probability 0. In the fixed degree sequence model (fdsm) p comes from matrices with exactly the
    observed numbers of ties, sampled by trades between rows (Strona et al. 2014), every one equally likely (Carstens 2015).
    Unless both sides are tested (signed), p is the probability of sharing so much or more. It is adjusted over all pairs, for
    the false discovery rate (Benjamini and Hochberg 1995) and for any false discovery (Holm 1979). Pairs are listed whose
    unadjusted p is at most alpha.

    References
    ----------
    Neal, Z. P., Domagalski, R. and Sagan, B. (2021). Comparing alternatives to the fixed degree sequence model for
    extracting the backbone of bipartite projections. Scientific Reports 11, 23929. doi:10.1038/s41598-021-03238-3
    Saracco, F. et al. (2017). Inferring monopartite projections of bipartite networks: an entropy-based approach. New
    Journal of Physics 19, 053022. doi:10.1088/1367-2630/aa6b38
    Strona, G. et al. (2014). A fast and unbiased procedure to randomize ecological binary matrices with fixed row and
    column totals. Nature Communications 5, 4114. doi:10.1038/ncomms5114
    Carstens, C. J. (2015). Proof of uniform sampling of binary matrices with fixed row sums and column sums for the fast
    Curveball algorithm. Physical Review E 91, 042812. doi:10.1103/PhysRevE.91.042812
    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal Statistical Society B
    57(1), 289-300. doi:10.1111/j.2517-6161.1995.tb02031.x
    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics 6(2), 65-70.

    Examples
    --------
    >>> import graphmodel as gm
    >>> network = gm.read_tables()
    >>> answer = gm.backbone(network, gm.Selection(bodies="rcp"), at="2008")
    >>> all(row.p <= 0.05 for row in answer)
    True
    """
    if null not in ("sdsm", "fdsm"):
        raise InvalidQuestion(f'null: "{null}" is none of sdsm, fdsm')
    if not 0 < alpha <= 1:
        raise InvalidQuestion(f"alpha: {alpha} is not above 0 and at most 1")
    if samples < 1:
        raise InvalidQuestion(f"samples: {samples} is less than 1")
    two_mode = network.two_mode(selection, at=at)
    least: Floats | None
    shared = two_mode.shared(mode)
    zeros = _impossible(network, two_mode, closed)
    incidence = np.zeros(zeros.shape, dtype=np.bool_)
    incidence[two_mode.rows, two_mode.columns] = True
    if mode == "bodies":
        incidence, zeros = incidence.T, zeros.T
    first, second = np.triu_indices(len(incidence), k=1)
    observed = shared[first, second]
    if null == "sdsm":
        chances = tie_probabilities(incidence, ~zeros)
        smaller = np.minimum(*(incidence.sum(axis=1)[one] for one in (first, second)))
        expected, deviation, above, below, least = _under_sdsm(chances, first, second, observed, smaller)
        how = f"SDSM, exact Poisson-binomial; {int(zeros.sum())} pairs of actor and body cannot be tied"
    elif zeros.any():
        raise InvalidQuestion(
            f"null: {int(zeros.sum())} pairs of actor and body cannot be tied, and trades between rows do not reach every "
            "such matrix, so fdsm would be biased; use sdsm"
        )
    else:
        expected, deviation, above, below = _under_fdsm(incidence, first, second, observed, samples, seed, progress)
        least = None
        how = f"FDSM, {samples} matrices sampled, seed {seed}, {SWEEPS} sweeps each; no p below {1 / (samples + 1):.2g}"
    p = np.minimum(1, 2 * np.minimum(above, below) if signed else above)
    if signed and least is not None:
        least = np.minimum(1, 2 * least)
    z = np.divide(observed - expected, deviation, out=np.full(len(first), np.nan), where=deviation > 1e-12)
    bh, holm_p = benjamini_hochberg(p), holm(p)
    ranks = _ranks(z)
    order = np.lexsort((second, first, -np.nan_to_num(z), p))
    order = order[p[order] <= alpha]
    entities = two_mode.entities(mode)
    cells = two_mode.cells_of(mode)
    chosen_z = z[order]
    return Answer.of_two_mode(
        "backbone",
        Backbone,
        {
            "first": LazyColumn(len(order), lambda row: entities[int(first[order[row]])].id),
            "second": LazyColumn(len(order), lambda row: entities[int(second[order[row]])].id),
            "shared": observed[order],
            "expected": expected[order],
            "z": [None if np.isnan(one) else float(one) for one in chosen_z],
            "sign": ["+" if more else "-" for more in (observed >= expected)[order]],
            "p": p[order],
            "bh": bh[order],
            "holm": holm_p[order],
            "rank": ranks[order],
        },
        two_mode,
        parameters={
            "mode": mode,
            "null": null,
            "signed": signed,
            "alpha": alpha,
            "closed": closed,
            **({"samples": samples, "seed": seed} if null == "fdsm" else {}),
        },
        evidence_at=lambda row: tuple(
            tie for one in (first, second) for cell in cells[int(one[order[row]])] for tie in two_mode.ties[cell]
        ),
        remarks=(how, _power(p, bh, holm_p, least, alpha)),
    )


def _power(p: Floats, bh: Floats, holm_p: Floats, least: Floats | None, alpha: float) -> str:
    """What was found among how many pairs, and how many could have been found at all."""
    level = min(alpha, 0.05)
    needed = level / max(len(p), 1)
    found, found_bh, found_holm = (int((one <= level).sum()) for one in (p, bh, holm_p))
    text = (
        f"{len(p)} pairs tested: at {level:g}, {found} differ from chance unadjusted, {found_bh} after Benjamini-Hochberg, "
        f"{found_holm} after Holm, whose first step needs p below {needed:.2g}"
    )
    if least is None:
        return text
    return (
        f"{text}; were every smaller one nested in the larger, {int((least <= level).sum())} could reach {level:g} and "
        f"{int((least <= needed).sum())} survive Holm: where these are few, finding nothing is no evidence of chance; "
        "read z and rank"
    )


def _impossible(network: Network, two_mode: TwoMode, closed: str) -> Booleans:
    """Pairs of actor and body that cannot be tied; a tie that is held shows that it can."""
    lives = network.timeline.life
    period = two_mode.period

    def spans(entities: tuple[object, ...]) -> tuple[Integers, Integers]:
        known = [lives(one.id) for one in entities]  # type: ignore[attr-defined]
        return np.array([one.first for one in known], dtype=np.int64), np.array(
            [one.last for one in known], dtype=np.int64
        )

    (actor_first, actor_last), (body_first, body_last) = spans(two_mode.actors), spans(two_mode.bodies)
    begin = np.maximum(np.maximum(actor_first[:, None], body_first[None, :]), period.first)
    end = np.minimum(np.minimum(actor_last[:, None], body_last[None, :]), period.last)
    zeros = np.asarray(begin > end)
    place = {body.id: column for column, body in enumerate(two_mode.bodies)}
    for word in filter(None, map(str.strip, closed.split(","))):
        body = network.find(word)
        regions = set(body.regions) if isinstance(body, Process) else set()
        if body.id not in place or not regions:
            raise InvalidQuestion(f"closed: {body.id} is no process of the selection with recorded regions")
        if "Sub-Saharan Africa" in regions:
            regions |= {"Eastern Africa", "Middle Africa", "Southern Africa", "Western Africa"}
        for row, actor in enumerate(two_mode.actors):
            if isinstance(actor, State | Territory) and not regions & {"World", actor.region, actor.subregion}:
                zeros[row, place[body.id]] = True
    zeros[two_mode.rows, two_mode.columns] = False
    return zeros


def tie_probabilities(incidence: Booleans, possible: Booleans | None = None) -> Floats:
    """Probability of each tie in the random network of most entropy whose expected degrees are those observed.

    The bipartite configuration model: log odds are a sum of one number a row and one a column, found by Newton's method.
    Where ``possible`` is false the probability is 0.

    >>> tie_probabilities(np.array([[True, False], [False, True]]))
    array([[0.5, 0.5],
           [0.5, 0.5]])
    """
    ties = np.asarray(incidence, dtype=np.float64)
    free = np.ones(ties.shape, dtype=np.bool_) if possible is None else np.array(possible, dtype=np.bool_)
    fixed = np.zeros(ties.shape, dtype=np.float64)
    _fix_certain(ties, free, fixed)
    rest = np.where(free, ties, 0)
    rows, columns = rest.sum(axis=1), rest.sum(axis=0)
    if not free.any():
        return fixed
    if free.shape[0] < free.shape[1]:
        return fixed + _fitted(columns, rows, free.T).T
    return fixed + _fitted(rows, columns, free)


def _fix_certain(ties: Floats, free: Booleans, fixed: Floats) -> None:
    """Take out, again and again, rows and columns that are empty or full: their ties are certain."""
    changed = True
    while changed:
        changed = False
        for axis in (1, 0):
            degree, room = np.where(free, ties, 0).sum(axis=axis), free.sum(axis=axis)
            certain = (room > 0) & ((degree == 0) | (degree == room))
            where = free & (certain[:, None] if axis == 1 else certain[None, :])
            if where.any():
                fixed[where] = ties[where]
                free[where] = False
                changed = True


def _fitted(rows: Floats, columns: Floats, free: Booleans) -> Floats:
    """Newton's method with the rows eliminated, so that the system solved has the size of the columns."""
    row, column = np.zeros(len(rows)), np.zeros(len(columns))

    def chances(row: Floats, column: Floats) -> Floats:
        return np.where(free, 1 / (1 + np.exp(-np.clip(row[:, None] + column[None, :], -500, 500))), 0)

    def misfit(p: Floats) -> float:
        return float(max(np.abs(p.sum(axis=1) - rows).max(), np.abs(p.sum(axis=0) - columns).max()))

    p = chances(row, column)
    for _ in range(200):
        if misfit(p) < 1e-9:
            break
        spread = p * (1 - p)
        by_row, by_column = spread.sum(axis=1) + 1e-12, spread.sum(axis=0) + 1e-12
        row_gap, column_gap = rows - p.sum(axis=1), columns - p.sum(axis=0)
        scaled = spread / by_row[:, None]
        system = np.diag(by_column * (1 + 1e-10)) - spread.T @ scaled
        column_step = np.linalg.lstsq(system, column_gap - scaled.T @ row_gap, rcond=None)[0]
        row_step = row_gap / by_row - scaled @ column_step
        size = min(1.0, 3 / max(float(np.abs(row_step).max()), float(np.abs(column_step).max()), 1e-300))
        row, column = row + size * row_step, column + size * column_step
        p = chances(row, column)
    return p


def tails(chances: Floats, counts: Integers) -> tuple[Floats, Floats]:
    """P(X >= count) and P(X <= count) for sums X of independent yes-or-no draws; draws down the rows, one sum a column.

    >>> tails(np.array([[0.5], [0.5]]), np.array([2]))
    (array([0.25]), array([1.]))
    """
    above, below = _distribution(chances, int(counts.max(initial=0)))
    sums = np.arange(len(counts))
    return above[counts, sums], below[counts, sums]


def _distribution(chances: Floats, most: int) -> tuple[Floats, Floats]:
    """P(X >= count) and P(X <= count) for each count up to ``most`` (rows) and each sum (columns).

    Only sums of products of probabilities are formed, so that the smallest tails are exact, too.
    """
    exactly = np.zeros((most + 2, chances.shape[1]))  # the last row: more than that
    exactly[0] = 1
    for chance in chances:
        moved = exactly[:-1] * chance
        exactly[:-1] *= 1 - chance
        exactly[1:] += moved
    return np.cumsum(exactly[::-1], axis=0)[::-1], np.cumsum(exactly, axis=0)


def _under_sdsm(
    chances: Floats, first: Integers, second: Integers, observed: Integers, smaller: Integers
) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Mean, standard deviation, both tails, and the upper tail had each pair been nested.

    Entities that take part alike have the same probabilities, so pairs of them share one distribution.
    """
    _, one_of, alike = np.unique(chances.round(12), axis=0, return_index=True, return_inverse=True)
    alike = alike.ravel()  # NumPy 2.0.0 gives it two axes
    sorts = chances[one_of]
    low, high = np.sort(np.stack([alike[first], alike[second]]), axis=0)
    combined, sort_of = np.unique(low * len(sorts) + high, return_inverse=True)
    most = np.zeros(len(combined), dtype=np.int64)
    np.maximum.at(most, sort_of, np.maximum(observed, smaller))
    mean, variance, above, below, least = (np.zeros(len(first)) for _ in range(5))
    step = max(1, BLOCK // max(chances.shape[1], int(most.max(initial=0)) + 2))
    order = np.argsort(most, kind="stable")
    for start in range(0, len(order), step):
        part = order[start : start + step]
        place = np.full(len(combined), -1)
        place[part] = np.arange(len(part))
        pairs = np.flatnonzero(place[sort_of] >= 0)
        at = place[sort_of[pairs]]
        both = (sorts[combined[part] // len(sorts)] * sorts[combined[part] % len(sorts)]).T
        mean[pairs] = both.sum(axis=0)[at]
        variance[pairs] = (both * (1 - both)).sum(axis=0)[at]
        upper, lower = _distribution(both, int(most[part].max()))
        above[pairs], below[pairs] = upper[observed[pairs], at], lower[observed[pairs], at]
        least[pairs] = upper[smaller[pairs], at]
    return mean, np.sqrt(variance), above, below, least


def _under_fdsm(
    incidence: Booleans,
    first: Integers,
    second: Integers,
    observed: Integers,
    samples: int,
    seed: int,
    progress: Progress | None,
) -> tuple[Floats, Floats, Floats, Floats]:
    """Mean, standard deviation and both tails over sampled matrices; the observed one counts among them in the tails."""
    total, squares, above, below = (np.zeros(len(first)) for _ in range(4))
    done = 0
    for block in matrices(incidence, samples, seed):
        numbers = block.astype(np.float32)
        counts = np.rint((numbers @ numbers.transpose(0, 2, 1))[:, first, second])
        total += counts.sum(axis=0, dtype=np.float64)
        squares += (counts.astype(np.float64) ** 2).sum(axis=0)
        above += (counts >= observed).sum(axis=0)
        below += (counts <= observed).sum(axis=0)
        done += len(block)
        if progress is not None:
            progress(done, samples)
    mean = total / samples
    deviation = np.sqrt(np.maximum(squares / samples - mean**2, 0))
    return mean, deviation, (above + 1) / (samples + 1), (below + 1) / (samples + 1)


def matrices(incidence: Booleans, samples: int, seed: int) -> Iterator[Booleans]:
    """Random matrices with the row and column sums of one, in blocks (sample, row, column); each equally likely.

    Curveball trades, many matrices at a time: in a sweep all rows of the smaller mode are paired at random, and each pair deals
    anew what only one of the two has (Carstens, Berger and Strona 2018, doi:10.1016/j.mex.2018.06.018).

    >>> [block.shape for block in matrices(np.eye(3, dtype=bool), 5, seed=1)]
    [(5, 3, 3)]
    """
    start = np.asarray(incidence, dtype=np.bool_)
    is_turned = start.shape[0] > start.shape[1]
    if is_turned:
        start = start.T
    draw = np.random.default_rng(seed)
    step = max(1, BLOCK // max(max(start.shape) ** 2, 1))
    for begin in range(0, samples, step):
        block = np.repeat(start[None], min(step, samples - begin), axis=0)
        for _ in range(SWEEPS):
            _trade(block, draw)
        yield block.transpose(0, 2, 1) if is_turned else block


def _trade(block: Booleans, draw: np.random.Generator) -> None:
    chains, rows, _ = block.shape
    half = rows // 2
    if not half:
        return
    order = draw.permuted(np.broadcast_to(np.arange(rows), (chains, rows)), axis=1)
    chain = np.arange(chains)[:, None]
    one, other = block[chain, order[:, :half]], block[chain, order[:, half : 2 * half]]
    differs = one ^ other
    keys = np.where(differs, draw.random(one.shape), 2.0)
    wanted = (one & ~other).sum(axis=2)
    dealt = np.sort(keys, axis=2)
    last = np.take_along_axis(dealt, np.maximum(wanted - 1, 0)[..., None], axis=2)
    to_one = differs & (keys <= last) & (wanted > 0)[..., None]
    block[chain, order[:, :half]] = (one & other) | to_one
    block[chain, order[:, half : 2 * half]] = (one & other) | (differs & ~to_one)


def benjamini_hochberg(p: Floats) -> Floats:
    """Adjusted p: the least false discovery rate at which each would be kept.

    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    order = np.argsort(p, kind="stable")
    scaled = p[order] * len(p) / np.arange(1, len(p) + 1)
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(1, np.minimum.accumulate(scaled[::-1])[::-1])
    return adjusted


def holm(p: Floats) -> Floats:
    """Adjusted p: the least chance of any false one at which each would be kept.

    >>> holm(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    order = np.argsort(p, kind="stable")
    scaled = p[order] * np.arange(len(p), 0, -1)
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(1, np.maximum.accumulate(scaled))
    return adjusted


def _ranks(z: Floats) -> Integers:
    known = np.sort(np.where(np.isnan(z), -np.inf, z))[::-1]
    return np.searchsorted(-known, -np.where(np.isnan(z), -np.inf, z), side="left").astype(np.int64) + 1
