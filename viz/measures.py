"""Centrality of a picture's nodes at one stop: the library's own scores, in groups of equal rank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphmodel.errors import InvalidQuestion
from graphmodel.twomode import Mode, TwoMode
from queries.centrality import MEASURES, Measure, centrality

__all__ = ["SCORED", "Group", "Scores", "scores_of"]

SCORED: tuple[Measure, ...] = tuple(one for one in MEASURES if one != "degree")
"""The measures that are carried; degree is what the page calls seats."""


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes (positions, sorted) of one mode that share a rank, with the value they have."""

    value: float
    nodes: tuple[int, ...]


Scores = dict[tuple[Measure, Mode], tuple[Group, ...]]
"""Groups by falling rank, for each measure that is defined and each mode."""


def scores_of(two_mode: TwoMode, position: Mapping[str, int]) -> Scores:
    """The scores of everybody in a network; a measure that is not defined there is left out."""
    try:
        columns = centrality(two_mode).columns
    except InvalidQuestion:
        return {}
    names: tuple[str, ...] = ("measure", "mode", "rank", "id", "value")
    groups: dict[tuple[Measure, Mode], dict[int, tuple[float, list[int]]]] = {}
    for measure, mode, rank, id_, value in zip(*(columns[name] for name in names), strict=True):
        if measure in SCORED:
            ranks = groups.setdefault((measure, mode), {})
            ranks.setdefault(int(rank), (float(value), []))[1].append(position[id_])
    return {
        key: tuple(Group(value, tuple(sorted(nodes))) for _, (value, nodes) in sorted(ranks.items()))
        for key, ranks in groups.items()
    }
