"""Centrality of a picture's nodes at one stop: the library's own scores, in groups of equal rank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from graphmodel.errors import InvalidQuestion
from graphmodel.twomode import Mode, TwoMode
from queries.centrality import MEASURES, Measure, centrality

__all__ = ["SCORED", "Group", "Ranking", "Scores", "scores_of"]

SCORED: tuple[Measure, ...] = tuple(one for one in MEASURES if one != "degree")
"""The measures that are carried; degree is what the page calls seats."""


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes (positions, sorted) that share a rank, with the value they have."""

    value: float
    nodes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Groups by falling rank, and how many are ranked, those that are not drawn included: they have no tie and come last."""

    groups: tuple[Group, ...]
    size: int


Scores = dict[tuple[Measure, Mode], Ranking]
"""A ranking for each measure that is defined and each mode."""


def scores_of(two_mode: TwoMode, position: Mapping[str, int]) -> Scores:
    """The scores of all nodes of a network, by their positions; a measure that is not defined there is left out."""
    try:
        columns = centrality(two_mode).columns
    except InvalidQuestion:
        return {}
    names: tuple[str, ...] = ("measure", "mode", "rank", "id", "value")
    groups: dict[tuple[Measure, Mode], dict[int, tuple[float, list[int]]]] = {}
    sizes: Counter[tuple[Measure, Mode]] = Counter()
    for measure, mode, rank, id_, value in zip(*(columns[name] for name in names), strict=True):
        if measure not in SCORED:
            continue
        sizes[measure, mode] += 1
        if id_ in position:
            ranks = groups.setdefault((measure, mode), {})
            ranks.setdefault(int(rank), (float(value), []))[1].append(position[id_])
    return {
        key: Ranking(
            tuple(Group(value, tuple(sorted(nodes))) for _, (value, nodes) in sorted(ranks.items())), sizes[key]
        )
        for key, ranks in groups.items()
    }
