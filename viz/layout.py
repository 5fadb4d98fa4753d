"""Positions of a picture's nodes in each view: the same picture gives the same positions, on every run.

Every layout fits a frame some 2,000 units wide, x to the right and y downwards. A label stands below its mark, or, where
the layout gives an angle (degrees, clockwise from the right), outwards along it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import asin, atan2, cos, degrees, hypot, pi, radians, sin, sqrt

from graphmodel.entities import Process, State, Territory
from viz.palette import REGIONS
from viz.picture import Line, Picture

__all__ = [
    "BELOW",
    "LAYOUTS",
    "Arc",
    "Layout",
    "arcs",
    "columns",
    "equal_earth",
    "land",
    "layouts",
    "ring",
    "structure",
    "world",
]

BELOW = -1
RADIUS = 1000.0
SEED = 20261125
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where every node stands, by its position in the picture, and where its label goes."""

    x: tuple[int, ...]
    y: tuple[int, ...]
    label: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Arc:
    """The part of the ring that a region fills, as angles in radians."""

    region: str
    first: float
    last: float


def layouts(picture: Picture) -> dict[str, Layout]:
    """Every layout of a picture, by the name of its view."""
    return {name: make(picture) for name, make in LAYOUTS.items()}


def ring(picture: Picture) -> Layout:
    """Countries on a circle, by region and subregion; bodies inside, each at the centre of gravity of its countries.

    A body whose countries lie across regions thus falls towards the middle. Agencies stand on an inner circle, near the
    bodies they have to do with, and groups amid their agencies; processes without a country in a column beside the ring.
    """
    angles, _ = _ring_angles(picture)
    places: dict[int, Point] = {one: _polar(RADIUS, angle) for one, angle in angles.items()}
    labels = {one: round(degrees(angle)) % 360 for one, angle in angles.items()}
    partners = _partners(picture)
    bodies: list[int] = []
    lonely: list[int] = []
    for one, node in enumerate(picture.nodes):
        if one not in places and node.is_body:
            around = [places[other] for other in partners[one] if other in angles]
            (bodies if around else lonely).append(one)
            if around:
                places[one] = _mean(around)
    places |= _apart(bodies, places, least=120.0, within=0.8 * RADIUS)
    agencies = [one for one in range(len(picture.nodes)) if one not in places and one not in lonely]
    places |= _inner_circle(agencies, partners, places)
    joined = {one: [places[other] for other in partners[one] if other in places] for one in lonely}
    groups = [one for one in lonely if joined[one] and not isinstance(picture.nodes[one].entity, Process)]
    places |= _apart(groups, {one: _mean(joined[one]) for one in groups}, least=120.0, within=0.8 * RADIUS)
    for row, one in enumerate(one for one in lonely if one not in places):
        places[one] = (-1.72 * RADIUS, -RADIUS + 76.0 * row)
        labels[one] = 0
    return _layout(picture, places, labels)


def arcs(picture: Picture) -> list[Arc]:
    """The part of the ring that each region fills, in order."""
    return _ring_angles(picture)[1]


def _ring_angles(picture: Picture) -> tuple[dict[int, float], list[Arc]]:
    countries = _by_region(picture, (State, Territory))
    groups = [(region, [one for one in countries if picture.nodes[one].region == region]) for region in REGIONS]
    groups = [(region, ones) for region, ones in groups if ones]
    gap = 4.0
    slots = sum(len(ones) for _, ones in groups) + gap * len(groups)
    angle_of, found, slot = {}, [], gap / 2
    for region, ones in groups:
        for one in ones:
            angle_of[one] = 2 * pi * (slot + 0.5) / slots - pi / 2
            slot += 1
        found.append(Arc(region, angle_of[ones[0]] - pi / slots, angle_of[ones[-1]] + pi / slots))
        slot += gap
    return angle_of, found


def world(picture: Picture) -> Layout:
    """Countries at their capitals in the Equal Earth projection; bodies at the centre of gravity of theirs, on the sphere.

    Global processes, and those without a country, stand in a row north of the land; agencies in rows south of it.
    """
    places: dict[int, Point] = {}
    vectors: dict[int, tuple[float, float, float]] = {}
    for one, node in enumerate(picture.nodes):
        entity = node.entity
        if isinstance(entity, State | Territory) and entity.latitude is not None and entity.longitude is not None:
            places[one] = equal_earth(entity.longitude, entity.latitude)
            vectors[one] = _vector(entity.longitude, entity.latitude)
    partners = _partners(picture)
    inland, north, south = [], [], []
    for one, node in enumerate(picture.nodes):
        if one in places:
            continue
        around = [vectors[other] for other in partners[one] if other in vectors]
        is_global = any("global" in classes for classes in node.classes) or _spans_the_world(node.entity)
        if node.is_body and around and not is_global:
            places[one] = equal_earth(*_mean_on_sphere(around))
            inland.append(one)
        elif isinstance(node.entity, Process):
            north.append(one)
        else:
            south.append(one)
    places |= _apart(inland, places, least=46.0)
    for ones, top, step in ((north, -545.0, -60.0), (south, 520.0, 44.0)):
        places |= _rows(ones, top=top, step=step, a_row=18 if ones is south else 10)
    return _layout(picture, places, {})


def structure(picture: Picture) -> Layout:
    """What is linked stands near: a force-directed layout (Fruchterman and Reingold 1991), seeded. Distances are approximate.

    Nodes without a line stand in rows below.
    """
    import networkx

    partners = _partners(picture)
    pairs = sorted({(line.actor, line.body) for line in picture.lines if _is_selected(picture, line)})
    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(sorted({end for pair in pairs for end in pair}))
    graph.add_edges_from(pairs)
    places: dict[int, Point] = {}
    if graph:
        found = networkx.spring_layout(graph, seed=SEED, iterations=80, k=2.2 / sqrt(len(graph)), method="force")
        middle = _mean([(float(x), float(y)) for x, y in found.values()])
        farthest = max(hypot(x - middle[0], y - middle[1]) for x, y in found.values()) or 1.0
        for one, (x, y) in sorted(found.items()):
            across, down = (float(x) - middle[0]) / farthest, (float(y) - middle[1]) / farthest
            reach = RADIUS * (hypot(across, down) or 1.0) ** -0.3
            places[one] = (1.3 * across * reach, down * reach)
        places |= _apart(sorted(places), places, least=900.0 / sqrt(len(places)), steps=40)
    beside = [one for one in range(len(picture.nodes)) if one not in places and set(partners[one]) & places.keys()]
    around = {one: _mean([places[other] for other in partners[one] if other in places]) for one in beside}
    places |= _apart(beside, around, least=50.0, steps=40)
    lonely = [one for one in range(len(picture.nodes)) if one not in places]
    bottom = max((y for _, y in places.values()), default=0.0)
    places |= _rows(lonely, top=bottom + 120, step=60, a_row=30)
    return _layout(picture, places, {})


def columns(picture: Picture, among: Collection[int] | None = None) -> Layout:
    """Countries on the left and bodies on the right, by region; agencies in a column of their own beyond.

    With ``among``, only these nodes fill the columns.
    """
    countries = _by_region(picture, (State, Territory))
    bodies = [one for one in _by_region(picture) if picture.nodes[one].is_body and one not in set(countries)]
    others = [one for one in range(len(picture.nodes)) if one not in set(countries) | set(bodies)]
    places: dict[int, Point] = {}
    labels: dict[int, int] = {}
    for ones, x, angle in ((countries, -700.0, 180), (bodies, 700.0, 0), (others, 1900.0, 0)):
        drawn = [one for one in ones if among is None or one in among]
        places |= dict.fromkeys(ones, (x, 0.0))
        for row, one in enumerate(drawn):
            places[one] = (x, 2000.0 * (row + 0.5) / len(drawn) - 1000.0)
        for one in ones:
            labels[one] = angle
    return _layout(picture, places, labels)


LAYOUTS: dict[str, Callable[[Picture], Layout]] = {
    "ring": ring,
    "map": world,
    "structure": structure,
    "columns": columns,
}


def equal_earth(longitude: float, latitude: float) -> Point:
    """A place in the Equal Earth projection (Šavrič, Patterson and Jenny 2018, doi:10.1080/13658816.2018.1504949).

    >>> equal_earth(180, 0)[0]
    1000.0
    """
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    squared = theta * theta
    sixth = squared**3
    x = 2 * sqrt(3) * radians(longitude) * cos(theta)
    x /= 3 * (9 * a4 * sixth * squared + 7 * a3 * sixth + 3 * a2 * squared + a1)
    y = theta * (a4 * sixth * squared + a3 * sixth + a2 * squared + a1)
    scale = RADIUS / (2 * sqrt(3) * pi / (3 * a1))
    return round(x * scale, 6), round(-y * scale, 6)


@cache
def land() -> tuple[tuple[int, ...], ...]:
    """Outlines of the land as flat lists of x and y in the frame of ``world``; how they were made, ``page/land.md`` says."""
    rings: list[list[int]] = json.loads(files("viz").joinpath("page/land.json").read_text(encoding="utf-8"))
    outlines = []
    for one in rings:
        flat: list[int] = []
        for longitude, latitude in zip(one[::2], one[1::2], strict=True):
            x, y = (round(part) for part in equal_earth(longitude / 10, latitude / 10))
            if flat[-2:] != [x, y]:
                flat += [x, y]
        if len(flat) > 4:
            outlines.append(tuple(flat))
    return tuple(outlines)


def _layout(picture: Picture, places: dict[int, Point], labels: dict[int, int]) -> Layout:
    every = range(len(picture.nodes))
    return Layout(
        x=tuple(round(places[one][0]) for one in every),
        y=tuple(round(places[one][1]) for one in every),
        label=tuple(labels.get(one, BELOW) for one in every),
    )


def _by_region(picture: Picture, classes: tuple[type, ...] = (object,)) -> list[int]:
    order = {region: index for index, region in enumerate(REGIONS)}

    def rank(one: int) -> tuple[int, str, str, str]:
        node = picture.nodes[one]
        return order[node.region], getattr(node.entity, "subregion", ""), node.entity.short, node.entity.id

    return sorted((one for one, node in enumerate(picture.nodes) if isinstance(node.entity, classes)), key=rank)


def _partners(picture: Picture) -> list[list[int]]:
    """What each node is joined to in any year: by the selected roles, else by any."""
    chosen: list[set[int]] = [set() for _ in picture.nodes]
    every: list[set[int]] = [set() for _ in picture.nodes]
    for line in picture.lines:
        for one, other in ((line.actor, line.body), (line.body, line.actor)):
            every[one].add(other)
            if line.tie.role in picture.selection.roles:
                chosen[one].add(other)
    return [sorted(some or others) for some, others in zip(chosen, every, strict=True)]


def _is_selected(picture: Picture, line: Line) -> bool:
    kinds = {picture.nodes[line.actor].entity.kind, picture.nodes[line.body].entity.kind}
    return line.tie.role in picture.selection.roles and kinds <= picture.shown_kinds


def _spans_the_world(entity: object) -> bool:
    return isinstance(entity, Process) and "World" in entity.regions


def _polar(radius: float, angle: float) -> Point:
    return radius * cos(angle), radius * sin(angle)


def _mean(points: Sequence[Point]) -> Point:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _vector(longitude: float, latitude: float) -> tuple[float, float, float]:
    across, up = radians(longitude), radians(latitude)
    return cos(up) * cos(across), cos(up) * sin(across), sin(up)


def _mean_on_sphere(vectors: Sequence[tuple[float, float, float]]) -> Point:
    """Longitude and latitude of the middle of places on a globe: a flat mean would put the Pacific into Africa."""
    x, y, z = (sum(one[axis] for one in vectors) for axis in range(3))
    return degrees(atan2(y, x)), degrees(atan2(z, hypot(x, y)))


def _apart(
    ones: Sequence[int], places: dict[int, Point], *, least: float, within: float | None = None, steps: int = 120
) -> dict[int, Point]:
    """Marks that lie closer than ``least`` pushed apart, step by step; kept ``within`` that distance of the middle."""
    import numpy as np

    if len(ones) < 2:
        return {one: places[one] for one in ones}
    at = np.array([places[one] for one in ones], dtype=np.float64)
    turn = np.arange(len(ones)) * 2.399963
    at += np.stack([np.cos(turn), np.sin(turn)], axis=1)  # so that no two lie on one spot
    for _ in range(steps):
        offset = at[:, None, :] - at[None, :, :]
        distance = np.sqrt((offset**2).sum(axis=2))
        np.fill_diagonal(distance, np.inf)
        push = np.clip(least - distance, 0, None) / distance / 2
        if not push.any():
            break
        at += 0.5 * (offset * push[:, :, None]).sum(axis=1)
        if within is not None:
            far = np.sqrt((at**2).sum(axis=1, keepdims=True))
            at *= np.minimum(1, within / np.maximum(far, 1e-9))
    return {one: (round(float(x), 3), round(float(y), 3)) for one, (x, y) in zip(ones, at, strict=True)}


def _inner_circle(ones: Sequence[int], partners: Sequence[Sequence[int]], places: dict[int, Point]) -> dict[int, Point]:
    def angle(one: int) -> float:
        near = [places[other] for other in partners[one] if other in places]
        x, y = _mean(near) if near else (0.0, 0.0)
        return atan2(y, x)

    ordered = sorted(ones, key=lambda one: (angle(one), one))
    return {one: _polar(0.91 * RADIUS, 2 * pi * slot / len(ordered) - pi) for slot, one in enumerate(ordered)}


def _rows(ones: Iterable[int], *, top: float, step: float, a_row: int) -> dict[int, Point]:
    """Marks in centred rows across the frame, ``a_row`` in each."""
    ones = list(ones)
    places = {}
    for start in range(0, len(ones), a_row):
        row = ones[start : start + a_row]
        for slot, one in enumerate(row):
            across = 1800.0 / max(len(row), a_row / 2) * (slot - (len(row) - 1) / 2)
            places[one] = (across, top + step * (start // a_row))
    return places
