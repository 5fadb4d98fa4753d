"""Charts of answers for papers, as PNG or SVG: what a table says, drawn by matplotlib (the extra ``figures``).

A chart shows numbers of an answer and computes none of its own, save the sensitivity of centrality, which is a question, too.
Shades and marks differ in lightness and form, so that a grey print keeps them apart. The same answer gives the same bytes.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from graphmodel.errors import InvalidQuestion, UnknownEntity
from graphmodel.network import Network
from graphmodel.ties import ROLES
from queries import QUESTIONS
from queries.answer import Answer
from queries.sensitivity import sensitivity
from viz.drawing import write_drawing
from viz.palette import INK, REGIONS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["CHARTS", "write_chart"]

Floats = npt.NDArray[np.float64]
Name = Callable[[str], str]

FEW, MANY = 12, 24
"""How many rows a panel shows, where there are several panels and where there are at most two."""
WIDTH = 7.2
"""Inches: the width of a page between its margins."""
BLUE, ORANGE, SKY, GREY = REGIONS["Europe"], REGIONS["Africa"], REGIONS["Americas"], "#8a949e"


def write_chart(answer: Answer[Any], path: str | Path, *, network: Network | None = None) -> Path:
    """Draw an answer for a paper: overlap, centrality, agencies, linkage, presence, brokerage, backbone, regime, or a panel.

    Parameters
    ----------
    answer
        The answer of one of these questions, or of ``over`` with one number for each id: a line for each over the dates.
    path
        The file; its ending says whether PNG (300 dpi) or SVG is written.
    network
        The network that was asked. With it short names stand for ids, and centrality has sensitivity intervals: the range of
        each score without any one body, and the score on documented ties alone.

    Returns
    -------
    Path
        The file. A caption below the chart says what was asked, of which data, how much is documented and presumed, and how many
        rows are not shown. The same answer gives the same bytes.

    Raises
    ------
    InvalidQuestion
        If the question has no chart, the answer has no row, or the file's ending is neither .png nor .svg.
    MissingExtra
        If matplotlib is not installed.
    UnwritablePath
        If the file cannot be written.

    Examples
    --------
    >>> import graphmodel as gm, tempfile, pathlib
    >>> network = gm.read_tables()
    >>> answer = gm.linkage(network.two_mode(at="2010"))
    >>> gm.write_chart(answer, pathlib.Path(tempfile.mkdtemp()) / "linkage.svg", network=network).name
    'linkage.svg'
    """
    is_panel = "at" in answer.columns
    chart = _panel if is_panel else CHARTS.get(answer.question)
    if chart is None:
        raise InvalidQuestion(
            f"figure: {answer.question} has none; there is one of {', '.join(CHARTS)}, and of a panel"
        )
    if not len(answer):
        raise InvalidQuestion(f"figure: {answer.question} at {answer.at} has no row to draw")
    return write_drawing(path, lambda: chart(answer, network))


def _overlap(answer: Answer[Any], network: Network | None) -> Figure:
    """Bodies by bodies: how many actors they share, shaded by Jaccard; bodies that share much stand together."""
    ids = sorted({*answer.columns["first"], *answer.columns["second"]})
    place = {one: index for index, one in enumerate(ids)}
    shared, jaccard = np.zeros((2, len(ids), len(ids)))
    for row in answer:
        cell = place[row.first], place[row.second]
        for matrix, number in ((shared, row.shared), (jaccard, row.jaccard)):
            matrix[cell] = matrix[cell[::-1]] = number
    order = _seriated(jaccard)
    names = [_short(network)(ids[one]) for one in order]
    figure, axes = _figure(
        WIDTH,
        1.6 + 0.2 * len(ids),
        answer,
        (
            "Numbers: actors that two bodies share; shade: Jaccard's coefficient. Bodies that share most stand together; "
            "bodies that share none with any other are not drawn."
        ),
    )
    shared, jaccard = (matrix[np.ix_(order, order)] for matrix in (shared, jaccard))
    np.fill_diagonal(jaccard, np.nan)
    _matrix(figure, axes, jaccard, names, names, _whole(shared), "Jaccard")
    return figure


def _seriated(likeness: Floats) -> list[int]:
    """An order in which what is alike stands together."""
    if len(likeness) < 3:
        return list(range(len(likeness)))
    from scipy.cluster.hierarchy import leaves_list, linkage

    far = 1 - likeness[np.triu_indices(len(likeness), k=1)]
    return [int(one) for one in leaves_list(linkage(far, "average", optimal_ordering=True))]


def _linkage(answer: Answer[Any], network: Network | None) -> Figure:
    """Regions by regions: density above the diagonal, and below it what is left of it without one body."""
    names = sorted({*answer.columns["first_region"], *answer.columns["second_region"]})
    place = {one: index for index, one in enumerate(names)}
    density = np.full((len(names), len(names)), np.nan)
    texts = [["" for _ in names] for _ in names]
    is_small = len(names) <= 8
    for row in answer:
        first, second = place[row.first_region], place[row.second_region]
        density[second, first], density[first, second] = row.density_without, row.density
        texts[second][first] = f"{row.density_without:.2f}"
        if is_small and row.owed_to:
            texts[second][first] += f"\nwithout\n{_short(network)(row.owed_to)}"
        texts[first][second] = f"{row.density:.2f}"
        if is_small:
            texts[first][second] += f"\n{row.ties} of {row.pairs}"
    size = 0.8 if is_small else 0.34
    figure, axes = _figure(
        WIDTH,
        1.5 + size * len(names),
        answer,
        (
            "Diagonal and above: share of the pairs of actors of two regions (or of one) that meet in a body"
            + (", and how many of how many" if is_small else "")
            + ". Below: the share without the body to which the two owe most."
        ),
    )
    _matrix(figure, axes, density, names, names, texts, "share of pairs that meet", most=1.0)
    for one in range(len(names)):
        axes.plot([one, one + 1, one + 1], [one + 1, one + 1, one + 1], color=INK, linewidth=1)
        axes.plot([one, one], [one, one + 1], color=INK, linewidth=1)
    return figure


def _presence(answer: Answer[Any], network: Network | None) -> Figure:
    """Bodies by regions: how many actors of a region, shaded by their share of the region."""
    regions = sorted(set(answer.columns["region"]))
    sizes: dict[str, int] = {}
    for row in answer:
        sizes[row.body] = sizes.get(row.body, 0) + row.count
    bodies = sorted(sizes, key=lambda one: (-sizes[one], one))
    counts, shares = np.zeros((2, len(bodies), len(regions)))
    for row in answer:
        cell = bodies.index(row.body), regions.index(row.region)
        counts[cell], shares[cell] = row.count, row.share_of_region
    figure, axes = _figure(
        WIDTH,
        1.4 + 0.19 * len(bodies),
        answer,
        "Numbers: actors of a region in a body; shade: their share of all actors of the region.",
    )
    names = list(map(_short(network), bodies))
    _matrix(figure, axes, shares, names, regions, _whole(counts), "share of the region", most=1.0)
    return figure


def _agencies(answer: Answer[Any], network: Network | None) -> Figure:
    """Agencies: in how many bodies each is recorded, and in how many in each role."""
    rows = answer.top(MANY)
    roles = [role for role in ROLES if any(getattr(row, role.replace("-", "_")) for row in rows)]
    counts = np.array([[getattr(row, role.replace("-", "_")) for role in roles] for row in rows], dtype=np.float64)
    figure, (left, right) = _figures(
        1,
        2,
        WIDTH,
        1.7 + 0.19 * len(rows),
        answer,
        (
            f"{_shown(answer, rows)} Left: bodies in which an agency is recorded in any role; right: in each role (a body "
            "counts once under each role held in it). Partners and observers are recorded incompletely; servicing a body "
            "is not sitting in it."
        ),
        widths=(1, 1.5),
    )
    names = [_short(network)(row.id) if network else row.name for row in rows]
    heights = np.arange(len(rows)) + 0.5
    numbers, documented = (np.array([getattr(row, one) for row in rows]) for one in ("count", "documented"))
    left.hlines(heights, documented, numbers, color=GREY, linewidth=1, zorder=1)
    left.scatter(numbers, heights, s=22, color=BLUE, edgecolor=INK, linewidth=0.5, label="recorded", zorder=2)
    left.scatter(
        documented,
        heights,
        s=16,
        marker="D",
        color="white",
        edgecolor=INK,
        linewidth=0.7,
        label="of these documented",
        zorder=3,
    )
    _rows_of(left, names)
    left.set_xlabel("bodies")
    left.set_xlim(left=-0.5)
    _legend(left)
    _matrix(figure, right, counts, [""] * len(rows), list(roles), _whole(counts), "")
    return figure


def _centrality(answer: Answer[Any], network: Network | None) -> Figure:
    """Dots for each measure and mode; with the network, the range without any one body, and documented ties alone."""
    panels: dict[tuple[str, str], list[Any]] = {}
    for row in answer:
        if row.value or row.rank == 1:
            panels.setdefault((row.measure, row.mode), []).append(row)
    ranges = _ranges(answer, network) if network else {}
    shown = MANY if len(panels) <= 2 else FEW
    columns = min(2, len(panels))
    lines = -(-len(panels) // columns)
    tall = max(min(shown, len(rows)) for rows in panels.values())
    figure, grid = _figures(
        lines,
        columns,
        WIDTH,
        1.1 + lines * (0.55 + 0.16 * tall),
        answer,
        (
            f"At most {shown} of each mode, none that scores 0; equal scores by id. Scores are shares of the largest that "
            "a network of these sizes allows (for eigenvector of the largest of the mode), and do not compare between modes."
            + (" Lines: range of the score without any one body; diamonds: on documented ties alone." if ranges else "")
        ),
    )
    for axes in grid[len(panels) :]:
        axes.set_axis_off()
    for axes, ((measure, mode), rows) in zip(grid, panels.items(), strict=False):
        first = rows[:shown]
        heights = np.arange(len(first)) + 0.5
        for height, row in zip(heights, first, strict=True):
            if found := ranges.get(f"{row.id} {row.mode} {row.measure}"):
                axes.hlines(height, found.lowest, found.highest, color=BLUE, linewidth=1.4, alpha=0.55, zorder=1)
                if found.documented_only is not None:
                    axes.scatter(
                        found.documented_only,
                        height,
                        s=13,
                        marker="D",
                        color="white",
                        edgecolor=INK,
                        linewidth=0.7,
                        zorder=3,
                    )
        axes.scatter([row.value for row in first], heights, s=20, color=BLUE, edgecolor=INK, linewidth=0.5, zorder=2)
        _rows_of(axes, [_short(network)(row.id) if network else row.name for row in first])
        axes.set_title(f"{measure}, {mode}", fontsize=7, loc="left")
        axes.margins(x=0.04)
        axes.set_xlim(left=min(0, axes.get_xlim()[0]))
    return figure


def _ranges(answer: Answer[Any], network: Network) -> dict[str, Any]:
    question = next(one for one in QUESTIONS if one.name == answer.question)
    function = getattr(import_module(question.module), question.name)
    asked = partial(function, **answer.parameters)
    return {row.of: row for row in sensitivity(network, answer.selection, asked, at=answer.at)}


_ROLE_LOOKS = (
    ("coordinator", INK, ""),
    ("itinerant", "#eef1f4", ""),
    ("gatekeeper", BLUE, "////"),
    ("liaison", SKY, ""),
)


def _brokerage(answer: Answer[Any], network: Network | None) -> Figure:
    """Pairs that each actor stands between, by role, and how many chance would give."""
    by_actor: dict[str, dict[str, Any]] = {}
    for row in answer:
        by_actor.setdefault(row.id, {})[row.role] = row
    first = list(by_actor.values())[:MANY]
    figure, axes = _figure(
        WIDTH,
        1.6 + 0.18 * len(first),
        answer,
        (
            f"The first {len(first)} of {len(by_actor)}. Pairs of actors that meet an actor and not each other: both of "
            "its own group (coordinator), both of one other (itinerant), one of its own (gatekeeper), all of different "
            "groups (liaison). Bars across: pairs expected in random networks of the same size, density and groups."
        ),
    )
    heights, short = np.arange(len(first)) + 0.5, _short(network)
    begin = np.zeros(len(first))
    for role, colour, hatch in _ROLE_LOOKS:
        counts = np.array([roles[role].count for roles in first], dtype=np.float64)
        axes.barh(
            heights,
            counts,
            left=begin,
            height=0.62,
            color=colour,
            edgecolor="white" if hatch else GREY,
            linewidth=0.3,
            hatch=hatch,
            label=role,
        )
        begin += counts
    expected = [roles["all"].expected for roles in first]
    ends = heights - 0.45, heights + 0.45
    axes.vlines(expected, *ends, color="white", linewidth=3.2, zorder=3)
    axes.vlines(expected, *ends, color=INK, linewidth=1.6, zorder=4, label="expected, all roles")
    _rows_of(
        axes, [f"{short(row.id) if network else row.name} ({row.group})" for row in (roles["all"] for roles in first)]
    )
    axes.set_xlabel("pairs")
    _legend(axes)
    return figure


def _backbone(answer: Answer[Any], network: Network | None) -> Figure:
    """Pairs whose overlap differs from chance: what they share and what chance would give."""
    rows = answer.top(MANY)
    figure, axes = _figure(
        WIDTH,
        1.7 + 0.17 * len(rows),
        answer,
        (
            f"{_shown(answer, rows)} Pairs by rising p. Lines lead from what two would share by chance to what they share; "
            "marks are filled where the pair differs from chance at 0.05 after adjustment for all pairs (Benjamini-Hochberg)."
        ),
    )
    heights = np.arange(len(rows)) + 0.5
    shared, expected = (
        np.array([getattr(row, one) for row in rows], dtype=np.float64) for one in ("shared", "expected")
    )
    is_kept = np.array([row.bh <= 0.05 for row in rows])
    axes.hlines(heights, expected, shared, color=GREY, linewidth=1, zorder=1)
    axes.scatter(expected, heights, s=24, marker="|", color=INK, linewidth=1, label="expected by chance", zorder=2)
    for chosen, colour, label in (
        (is_kept, BLUE, "shared, beyond chance when adjusted"),
        (~is_kept, "white", "shared, not when adjusted"),
    ):
        axes.scatter(
            shared[chosen], heights[chosen], s=20, color=colour, edgecolor=INK, linewidth=0.6, label=label, zorder=3
        )
    short = _short(network)
    _rows_of(axes, [f"{short(row.first)} / {short(row.second)}" for row in rows])
    axes.set_xlabel("actors shared" if answer.parameters.get("mode") == "bodies" else "bodies shared")
    axes.set_xlim(left=0)
    _legend(axes)
    return figure


def _regime(answer: Answer[Any], network: Network | None) -> Figure:
    """Years: ties documented and presumed, actors and bodies, joined and left, density and clustering."""
    from matplotlib.ticker import MaxNLocator

    rows = answer.rows()
    years = np.array([int(row.year[:4]) for row in rows])
    figure, (ties, ends, changes, shape) = _figures(
        2,
        2,
        WIDTH,
        4.6,
        answer,
        (
            "Ties are actor-body pairs that held at some time in a year. Density and clustering vary with the numbers of "
            "actors and bodies by themselves: compare years of equal size only."
        ),
    )

    def series(name: str) -> Floats:
        return np.array([getattr(row, name) for row in rows], dtype=np.float64)

    ties.bar(years, series("documented"), color=BLUE, width=0.9, label="documented")
    ties.bar(
        years,
        series("presumed"),
        bottom=series("documented"),
        color="#d5dbe1",
        edgecolor=GREY,
        linewidth=0.3,
        width=0.9,
        label="presumed",
    )
    ties.set_title("Ties", fontsize=7, loc="left")
    ends.plot(years, series("actors"), color=INK, linewidth=1.3, label="actors with a tie")
    ends.plot(years, series("bodies"), color=BLUE, linewidth=1.3, linestyle=(0, (4, 1.5)), label="bodies that existed")
    ends.set_title("Actors and bodies", fontsize=7, loc="left")
    ends.set_ylim(bottom=0)
    changes.bar(years, series("joined"), color=BLUE, width=0.9, label="joined")
    changes.bar(
        years,
        -series("left"),
        color=ORANGE,
        hatch="////",
        edgecolor="white",
        linewidth=0.3,
        width=0.9,
        label="left (below)",
    )
    changes.axhline(0, color=INK, linewidth=0.5)
    changes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    changes.set_title("Ties more and fewer than the year before", fontsize=7, loc="left")
    shape.plot(years, series("density"), color=INK, linewidth=1.3, label="density")
    shape.plot(years, series("clustering"), color=BLUE, linewidth=1.3, linestyle=(0, (4, 1.5)), label="clustering")
    shape.set_title("Density and clustering", fontsize=7, loc="left")
    shape.set_ylim(0, max(1e-9, shape.get_ylim()[1]))
    for axes in (ties, ends, changes, shape):
        _plain(axes)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set_ylim(top=axes.get_ylim()[1] + 0.22 * (axes.get_ylim()[1] - axes.get_ylim()[0]))
        axes.legend(loc="upper left", frameon=False, ncols=2)
    return figure


_DASHES = ("solid", (0, (4, 1.5)), (0, (1, 1.2)), (0, (6, 1.5, 1, 1.5)))


def _panel(answer: Answer[Any], network: Network | None) -> Figure:
    """A line for each id over the dates; the number is ``value`` where there is one, else ``count``."""
    number = next((one for one in ("value", "count", "density", "shared") if one in answer.columns), "")
    words = [
        one
        for one in ("id", "measure", "mode", "first", "second", "first_region", "second_region")
        if one in answer.columns
    ]
    if not number or not words:
        raise InvalidQuestion(f"figure: a panel of {answer.question} has no one number for each id")
    dates = list(dict.fromkeys(map(str, answer.columns["at"])))
    lines: dict[tuple[str, ...], dict[str, float]] = {}
    for row in answer:
        lines.setdefault(tuple(getattr(row, one) for one in words), {})[str(row.at)] = float(getattr(row, number))
    first = sorted(lines, key=lambda one: (-max(lines[one].values()), one))[:8]
    figure, axes = _figure(
        WIDTH, 4.0, answer, f"The {len(first)} of {len(lines)} with the highest {number.replace('_', ' ')} at any date."
    )
    places = np.arange(len(dates))
    short = _short(network)
    is_free = [len({line[place] for line in lines}) > 1 for place in range(len(words))]
    fixed = [
        first[0][place] for place, varies in enumerate(is_free) if not varies and words[place] in ("measure", "mode")
    ]
    colours = (INK, BLUE, ORANGE, REGIONS["Asia"], REGIONS["Oceania"], SKY, GREY, "#7a4b00")
    for turn, line in enumerate(first):
        values = [lines[line].get(date, np.nan) for date in dates]
        label = ", ".join(short(word) for word, varies in zip(line, is_free, strict=True) if varies) or short(line[0])
        axes.plot(
            places,
            values,
            color=colours[turn],
            linestyle=_DASHES[turn % 4],
            marker="osD^v*Ph"[turn],
            markersize=3.5,
            markeredgecolor=INK,
            markeredgewidth=0.4,
            linewidth=1.2,
            label=label,
        )
    axes.set_xticks(places, dates)
    axes.set_ylabel(", ".join(dict.fromkeys([*fixed, number.replace("_", " ")])))
    _plain(axes)
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)
    return figure


CHARTS: Mapping[str, Callable[[Answer[Any], Network | None], Figure]] = {
    "overlap": _overlap,
    "centrality": _centrality,
    "agencies": _agencies,
    "linkage": _linkage,
    "presence": _presence,
    "brokerage": _brokerage,
    "backbone": _backbone,
    "regime": _regime,
}
"""The chart of each question that has one."""


def _figure(width: float, height: float, answer: Answer[Any], says: str) -> tuple[Figure, Axes]:
    figure, (axes,) = _figures(1, 1, width, height, answer, says)
    return figure, axes


def _figures(
    lines: int,
    columns: int,
    width: float,
    height: float,
    answer: Answer[Any],
    says: str,
    widths: Sequence[float] | None = None,
) -> tuple[Figure, Sequence[Axes]]:
    """A figure with panels and, below them, what it shows."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    text = textwrap.wrap(f"{says} {_caption(answer)}", int(width * 21))
    figure = Figure(figsize=(width, height + 0.12 * len(text)), layout="constrained")
    FigureCanvasAgg(figure)
    figure.supxlabel("\n".join(text), x=0.01, ha="left", fontsize=6, color=INK)
    axes = figure.subplots(lines, columns, squeeze=False, gridspec_kw={"width_ratios": widths})
    return figure, list(axes.flat)


def _caption(answer: Answer[Any]) -> str:
    """What was asked, what it rests on, and of which data."""
    parts = [f"{answer.question.replace('_', ' ').capitalize()} at {answer.at}."]
    if chosen := answer.selection:
        words = {"actors": chosen.actors, "bodies": chosen.bodies, "roles": chosen.roles, "region": chosen.region}
        if set(chosen.roles) == set(ROLES):
            words["roles"] = ("all",)
        parts.append("; ".join(f"{name} {', '.join(some)}" for name, some in words.items() if some).capitalize() + ".")
    if counts := answer.counts:
        parts.append(
            f"{counts.documented + counts.presumed} ties: {counts.documented} documented, {counts.presumed} presumed; "
            f"{counts.unknown} unknown and {counts.uncited_left_out} uncited left out."
        )
    elif "at" in answer.columns:
        parts.append("; ".join(answer.remarks) + ".")
    data = answer.dataset
    return " ".join([*parts, f"Version {data.version} of {data.date}. {data.citation}"])


def _shown(answer: Answer[Any], rows: Sequence[Any]) -> str:
    return f"All {len(rows)}." if len(rows) == len(answer) else f"The first {len(rows)} of {len(answer)}."


def _short(network: Network | None) -> Name:
    """The short name of an id; the word itself where it is none, or no network is at hand."""

    def name(word: str) -> str:
        try:
            return network[word].short.split(" (")[0] if network else word
        except UnknownEntity:
            return word

    return name


def _whole(numbers: Floats) -> list[list[str]]:
    return [[f"{number:.0f}" if number else "" for number in row] for row in numbers]


def _matrix(
    figure: Figure,
    axes: Axes,
    shades: Floats,
    rows: list[str],
    columns: list[str],
    texts: list[list[str]],
    meaning: str,
    *,
    most: float | None = None,
) -> None:
    """Shaded cells with a text in each, names on the left and on top, and a scale of the shades."""
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list("shades", ["#ffffff", SKY, BLUE, "#00263d"])
    highest = most or float(np.nanmax(shades, initial=0)) or 1.0
    cells = axes.pcolormesh(shades, cmap=colours, vmin=0, vmax=highest, edgecolors="#dfe4e8", linewidth=0.4)
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            if text:
                is_dark = shades[row, column] / highest > 0.55
                ink = "white" if is_dark else INK
                axes.text(column + 0.5, row + 0.5, text, ha="center", va="center", fontsize=5.5, color=ink)
    axes.set_xlim(0, len(columns))
    axes.set_ylim(len(rows), 0)
    axes.xaxis.tick_top()
    axes.set_xticks(np.arange(len(columns)) + 0.5, columns, rotation=90 if len(columns) > 8 else 0)
    axes.set_yticks(np.arange(len(rows)) + 0.5, rows)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    if meaning:
        scale = figure.colorbar(cells, ax=axes, shrink=0.5, aspect=25, pad=0.02)
        scale.set_label(meaning)
        scale.outline.set_linewidth(0.4)


def _rows_of(axes: Axes, names: list[str]) -> None:
    """Names down the left side, the first on top, with a faint line to each."""
    axes.set_yticks(np.arange(len(names)) + 0.5, names)
    axes.set_ylim(len(names), 0)
    axes.grid(axis="y", color="#e4e8ec", linewidth=0.5)
    _plain(axes)
    axes.tick_params(axis="y", length=0)


def _plain(axes: Axes) -> None:
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def _legend(axes: Axes) -> None:
    """Above the panel, where no mark can lie under it."""
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), frameon=False, ncols=5, borderaxespad=0.2, columnspacing=1.2)
