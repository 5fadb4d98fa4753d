"""Static figures for papers, as PNG or SVG: the positions and colours of the map, drawn by matplotlib (the extra ``figures``).

The same picture gives the same bytes. Kinds differ by shape and lines by dash, so that a grey print keeps them apart.
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.errors import InvalidQuestion
from graphmodel.network import At, Network
from graphmodel.selection import Selection
from viz.drawing import write_drawing
from viz.layout import BELOW, Layout, arcs, columns, land, ring, world
from viz.palette import INK, REGIONS, SHAPES
from viz.picture import Line, Node, Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["VIEWS", "caption", "figure_of", "write_figure"]

VIEWS: dict[str, Callable[[Picture], Layout] | None] = {"ring": ring, "map": world, "columns": columns, "matrix": None}
_MARKERS = {
    "dot": "o",
    "triangleDown": "v",
    "diamond": "D",
    "square": "s",
    "triangle": "^",
    "hexagon": "h",
    "star": "*",
    "box": "P",
}


def write_figure(
    network: Network,
    selection: Selection | None = None,
    path: str | Path = "figure.svg",
    *,
    view: str = "ring",
    at: At = None,
) -> Path:
    """Write a static figure of a selection at a date: ``ring``, ``map``, ``columns`` or ``matrix``, as PNG (300 dpi) or SVG.

    Parameters
    ----------
    network
        The network.
    selection
        What is drawn; by default the states that are members of processes.
    path
        The file; its ending says which of both forms is written.
    view
        The view.
    at
        The date whose year is drawn; by default that of the data.

    Returns
    -------
    Path
        The file. A caption below the figure gives the year, the data's version and its citation.

    Raises
    ------
    InvalidQuestion
        If the view or the ending is none of those named.
    MissingExtra
        If matplotlib is not installed.
    UnwritablePath
        If the file cannot be written.
    """
    if view not in VIEWS:
        raise InvalidQuestion(f'view: "{view}" is none of {", ".join(VIEWS)}')

    return write_drawing(path, lambda: figure_of(Picture.of(network, selection, at=at), view))


def figure_of(picture: Picture, view: str) -> Figure:
    """The figure of a picture in one of the views, before it is written."""
    return _matrix(picture) if view == "matrix" else _network(picture, view)


def caption(picture: Picture) -> str:
    """What stands below a figure: the year, what lines mean, the version, and how to cite the data."""
    dataset = picture.dataset
    return (
        f"{dataset.title}, {picture.stops[picture.opening]}. Full lines are documented, dashed ones presumed. "
        f"Version {dataset.version} of {dataset.date}. {dataset.citation}"
    )


def _figure(picture: Picture, width: float, height: float) -> tuple[Figure, Axes]:
    import textwrap

    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height))
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.02, 0.09, 0.96, 0.89))
    axes.set_axis_off()
    figure.text(0.02, 0.02, "\n".join(textwrap.wrap(caption(picture), int(width * 17))), fontsize=6, color=INK)
    return figure, axes


def _network(picture: Picture, view: str) -> Figure:
    make = VIEWS[view]
    assert make is not None
    drawn = _drawn(picture)
    layout = columns(picture, set(drawn)) if view == "columns" else make(picture)
    figure, axes = _figure(picture, 7.2, 6.4 if view != "map" else 4.6)
    axes.set_aspect("equal" if view != "columns" else "auto")
    if view == "map":
        for outline in land():
            axes.fill(outline[::2], [-y for y in outline[1::2]], color="#e6e9ec", linewidth=0, zorder=0)
    if view == "ring":
        for arc in arcs(picture):
            steps = [arc.first + (arc.last - arc.first) * part / 60 for part in range(61)]
            x, y = [1000 * cos(one) for one in steps], [-1000 * sin(one) for one in steps]
            axes.plot(x, y, color=REGIONS[arc.region], linewidth=2, zorder=1, solid_capstyle="butt")
    _lines(axes, picture, layout)
    _marks(axes, picture, layout, drawn)
    _limits(axes, layout, drawn, view)
    _labels(figure, axes, picture, layout, drawn)
    return figure


def _lines(axes: Axes, picture: Picture, layout: Layout) -> None:
    from matplotlib.collections import LineCollection

    for code, dash, alpha in ((2, (0, (3, 2.4)), 0.35), (3, "solid", 0.6)):
        segments = [
            segment
            for line in picture.opening_lines()
            if line.status[picture.opening] == code
            for segment in _segments(line, layout)
        ]
        axes.add_collection(
            LineCollection(segments, colors="#3d4852", linewidths=0.35, linestyles=[dash], alpha=alpha, zorder=2)
        )


def _segments(line: Line, layout: Layout) -> list[list[tuple[int, int]]]:
    """A line from end to end; on the map in two parts where it is nearer over the date line."""
    (x1, y1), (x2, y2) = ((layout.x[end], -layout.y[end]) for end in (line.actor, line.body))
    if layout.label[line.actor] != BELOW or abs(x1 - x2) <= 1000:
        return [[(x1, y1), (x2, y2)]]
    turn = 2000 if x1 < x2 else -2000
    return [[(x1, y1), (x2 - turn, y2)], [(x1 + turn, y1), (x2, y2)]]


def _drawn(picture: Picture) -> list[int]:
    return [
        at
        for at, node in enumerate(picture.nodes)
        if node.entity.kind in picture.shown_kinds and node.present[picture.opening]
    ]


def _marks(axes: Axes, picture: Picture, layout: Layout, drawn: list[int]) -> None:
    for at in drawn:
        node = picture.nodes[at]
        axes.plot(
            [layout.x[at]],
            [-layout.y[at]],
            marker=_MARKERS[SHAPES[node.entity.kind]],
            markersize=_size(node, picture.opening),
            color=REGIONS[node.region],
            markeredgecolor=INK,
            markeredgewidth=0.5,
            zorder=3,
        )


def _size(node: Node, stop: int) -> float:
    return 3.4 + 0.45 * sqrt(min(node.seats[stop], 100)) if node.is_body else 2.0 + 0.35 * sqrt(node.seats[stop])


def _limits(axes: Axes, layout: Layout, drawn: list[int], view: str) -> None:
    room = {"ring": (400, 330), "map": (60, 60), "columns": (900, 60)}[view]
    x, y = [layout.x[at] for at in drawn], [-layout.y[at] for at in drawn]
    axes.set_xlim(min(x) - room[0], max(x) + room[0])
    axes.set_ylim(min(y) - room[1], max(y) + room[1])


def _labels(figure: Figure, axes: Axes, picture: Picture, layout: Layout, drawn: list[int]) -> None:
    """Names, the important first, each only where no other stands."""
    from matplotlib.transforms import Bbox

    def importance(at: int) -> tuple[int, int, int]:
        node = picture.nodes[at]
        return (-int(node.is_body), -node.seats[picture.opening], at)

    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    taken: list[Bbox] = []
    for at in sorted(drawn, key=importance):
        text = _label(axes, picture, layout, at)
        box = text.get_window_extent(renderer).padded(1.5)
        if any(box.overlaps(other) for other in taken):
            text.remove()
        else:
            taken.append(box)


def _label(axes: Axes, picture: Picture, layout: Layout, at: int) -> Any:
    node, angle = picture.nodes[at], layout.label[at]
    name = node.entity.short.split(" (")[0]
    weight = "bold" if node.is_body else "normal"
    place = (layout.x[at], -layout.y[at])
    size: dict[str, Any] = {"fontsize": 5.4, "color": INK, "weight": weight, "zorder": 4, "annotation_clip": False}
    if angle == BELOW:
        return axes.annotate(name, place, xytext=(0, -4.5), textcoords="offset points", ha="center", va="top", **size)
    is_left = 90 < angle < 270
    away = (5 * cos(radians(angle)), -5 * sin(radians(angle)))
    return axes.annotate(
        name,
        place,
        xytext=away,
        textcoords="offset points",
        ha="right" if is_left else "left",
        va="center",
        rotation=(180 - angle if is_left else -angle),
        rotation_mode="anchor",
        **size,
    )


def _matrix(picture: Picture) -> Figure:
    """Jaccard of every two bodies in percent, by the library's overlap."""
    stop = picture.opening
    matrix = picture.matrix
    places = [place for place, sizes in enumerate(matrix.sizes) if sizes[stop]]
    count = max(1, len(places))
    figure, axes = _figure(picture, 7.2, 7.2)
    axes.set_position((0.2, 0.1, 0.78, 0.7))
    axes.set_xlim(0, count)
    axes.set_ylim(count, 0)
    for row, one in enumerate(places):
        for column, other in enumerate(places):
            if one != other and matrix.jaccard(one, other, stop):
                _cell(axes, column, row, matrix.jaccard(one, other, stop))
    for slot, place in enumerate(places):
        name = picture.nodes[matrix.bodies[place]].entity.short
        axes.text(-0.3, slot + 0.5, name, ha="right", va="center", fontsize=5.4, color=INK)
        axes.text(slot + 0.5, -0.3, name, ha="center", va="bottom", rotation=90, fontsize=5.4, color=INK)
    return figure


def _cell(axes: Axes, column: int, row: int, jaccard: float) -> None:
    from matplotlib.patches import Rectangle

    shade = 1 - 0.85 * min(1.0, jaccard / 0.7)
    axes.add_patch(Rectangle((column + 0.03, row + 0.03), 0.94, 0.94, facecolor=(shade, shade, shade), linewidth=0))
    ink = "#ffffff" if shade < 0.5 else INK
    axes.text(column + 0.5, row + 0.5, f"{100 * jaccard:.0f}", ha="center", va="center", fontsize=4.6, color=ink)
