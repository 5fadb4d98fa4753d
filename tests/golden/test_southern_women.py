"""Davis, Gardner and Gardner: eighteen women at fourteen events, with the published two-mode centralities.

Two-decimal values: Borgatti, S. P. and Halgin, D. S. (2011), Analyzing affiliation networks, The Sage Handbook of Social Network
Analysis. The eigenvector is the first singular vector, scaled to the largest of the mode.
"""

from __future__ import annotations

from typing import Any

import networkx
import pytest
from randomnetworks import network_of

import graphmodel as gm
from graphmodel.twomode import TwoMode

PUBLISHED = {
    "E8": (0.78, 0.24, 0.85),
    "E9": (0.67, 0.23, 0.79),
    "E7": (0.56, 0.13, 0.73),
    "E6": (0.44, 0.07, 0.69),
    "E1": (0.17, 0.00, 0.52),
    "Nora Fayette": (0.57, 0.11, 0.80),
    "Evelyn Jefferson": (0.57, 0.10, 0.80),
    "Theresa Anderson": (0.57, 0.09, 0.80),
    "Sylvia Avondale": (0.50, 0.07, 0.77),
    "Helen Lloyd": (0.36, 0.04, 0.73),
    "Dorothy Murchison": (0.14, 0.00, 0.65),
}
EIGENVECTOR = {"E8": 1.000, "E7": 0.757, "E9": 0.749, "E6": 0.647, "E5": 0.635, "E3": 0.499}


@pytest.fixture(scope="module")
def davis() -> tuple[TwoMode, dict[str, str]]:
    """The network, and what each of its ids is called."""
    graph = networkx.davis_southern_women_graph()
    women, events = graph.graph["top"], graph.graph["bottom"]
    pairs = {(women.index(one), events.index(other)) for one, other in graph.edges}
    two_mode = network_of(pairs, len(women), len(events)).two_mode()
    names = {f"AA{chr(65 + number)}": one for number, one in enumerate(women)}
    return two_mode, names | {f"p{number}": one for number, one in enumerate(events)}


def values(davis: tuple[TwoMode, dict[str, str]], measure: Any, part: str = "value") -> dict[str, float]:
    two_mode, names = davis
    return {names[row.id]: getattr(row, part) for row in gm.centrality(two_mode, measure=measure)}


@pytest.mark.parametrize("place", range(3), ids=["degree", "betweenness", "closeness"])
def test_the_published_values(davis: tuple[TwoMode, dict[str, str]], place: int) -> None:
    found = values(davis, ("degree", "betweenness", "closeness")[place])
    assert {one: round(found[one], 2) for one in PUBLISHED} == {one: some[place] for one, some in PUBLISHED.items()}


def test_more_digits(davis: tuple[TwoMode, dict[str, str]]) -> None:
    degree, between, close = (values(davis, one) for one in ("degree", "betweenness", "closeness"))
    for name, expected in {
        "E8": (0.7778, 0.2438, 0.8462),
        "Evelyn Jefferson": (0.5714, 0.0966, 0.8000),
        "Brenda Rogers": (0.5000, 0.0495, 0.7273),
    }.items():
        assert (round(degree[name], 4), round(between[name], 4), round(close[name], 4)) == expected


def test_the_singular_vector_of_the_events(davis: tuple[TwoMode, dict[str, str]]) -> None:
    found = values(davis, "eigenvector")
    assert {one: round(found[one], 3) for one in EIGENVECTOR} == EIGENVECTOR


def test_each_mode_has_a_vector_of_length_one(davis: tuple[TwoMode, dict[str, str]]) -> None:
    raw = values(davis, "eigenvector", "raw")
    assert sum(value**2 for one, value in raw.items() if one in PUBLISHED or one.startswith("E1")) < 2
    assert sum(value**2 for value in raw.values()) == pytest.approx(2)
