"""Colours and shapes of pictures: a region has a colour, a kind a shape, so that nothing is told by colour alone.

The colours are those of Okabe and Ito (2008, Color Universal Design), kept apart under the common colour deficiencies;
every mark has a dark outline, because light fills alone do not stand out from white.
"""

from __future__ import annotations

from graphmodel.entities import KINDS, Entity, Process, State, Territory

__all__ = ["INK", "REGIONS", "SEVERAL", "SHAPES", "UNPLACED", "region_of"]

INK = "#1b1f24"
"""Text and outlines."""

SEVERAL = "Several regions"
UNPLACED = "No region"

REGIONS: dict[str, str] = {
    "Africa": "#E69F00",
    "Americas": "#56B4E9",
    "Asia": "#009E73",
    "Europe": "#0072B2",
    "Oceania": "#CC79A7",
    SEVERAL: "#FFFFFF",
    UNPLACED: "#555555",
}
"""Regions in the order in which pictures list them, and their fill."""

SHAPES: dict[str, str] = {
    "state": "dot",
    "territory": "triangleDown",
    "process": "diamond",
    "organization": "square",
    "group": "triangle",
    "initiative": "hexagon",
    "instrument": "star",
    "theme": "box",
}
"""The mark of each kind, in the words of the drawing engine."""

assert SHAPES.keys() == KINDS.keys()


def region_of(entity: Entity, subregions: dict[str, str]) -> str:
    """The region that gives an entity its colour: a country's own, a process's if it works in one, else several or none."""
    if isinstance(entity, State | Territory):
        return entity.region if entity.region in REGIONS else UNPLACED
    if isinstance(entity, Process) and entity.regions:
        regions = {subregions.get(one, one) for one in entity.regions}
        return regions.pop() if len(regions) == 1 and regions <= REGIONS.keys() else SEVERAL
    return UNPLACED
