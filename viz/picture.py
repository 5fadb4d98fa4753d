"""Picture: what the map shows, as plain marks. Nodes and lines at every stop of the time axis, with the library's own numbers.

A stop is a year, or the last one: all years together. A line is one membership; how it stands at a stop is what
``Network.two_mode`` says of it there. Nothing here knows how a picture is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any

from graphmodel.chairs import troikas_in
from graphmodel.claims import Claim
from graphmodel.classification import CLASSES
from graphmodel.dataset import Dataset
from graphmodel.dates import LAST_DAY, Period
from graphmodel.entities import Entity, Group, Process, State, Territory
from graphmodel.errors import EmptySelection, InvalidQuestion, InvalidRecord, TooLargeToDraw
from graphmodel.network import At, Network
from graphmodel.selection import Selection
from graphmodel.sources import Source
from graphmodel.ties import ROLES, Membership
from graphmodel.twomode import TwoMode
from graphmodel.validity import Status, Validity, holding
from queries.answer import Answer
from queries.overlap import overlap
from viz.palette import region_of

__all__ = ["MATRIX_BODIES", "MOST_LINES", "MOST_NODES", "Line", "Node", "Picture", "Share", "highlighted_ids"]

MOST_NODES = 3_000
MOST_LINES = 60_000
MATRIX_BODIES = 60
"""The matrix shows this many bodies at most: those with the most actors over all years."""


@dataclass(frozen=True, slots=True)
class Node:
    """One entity. ``present`` says at which stops the selection or its surroundings include it, ``seats`` how many ties the
    selection counts for it at each, ``classes`` what it is called at each."""

    entity: Entity
    region: str
    founded: str
    present: tuple[bool, ...]
    seats: tuple[int, ...]
    classes: tuple[frozenset[str], ...]
    is_actor: bool
    is_body: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One membership between two nodes, by position; ``status`` at each stop is 0 (does not hold), 2 (presumed) or 3 (documented)."""

    tie: Membership
    actor: int
    body: int
    status: tuple[int, ...]

    @property
    def start(self) -> str:
        """The earliest date a source gives as its start; empty if none does."""
        return min((str(one.date) for one in self._facts("start")), default="")

    @property
    def end(self) -> str:
        """The latest date a source gives as its end; empty if none does."""
        return max((str(one.date) for one in self._facts("end")), default="")

    @property
    def confidence(self) -> str:
        """The worst confidence of its cited claims, empty where none is stated."""
        order = ("contested", "low", "medium", "high")
        stated = {claim.confidence for claim in self.tie.claims if claim.is_cited or not self.tie.is_cited}
        return next((word for word in order if word in stated), "")

    def _facts(self, says: str) -> list[Claim]:
        return [one for one in self.tie.claims if one.says == says and one.date is not None and one.is_cited]


@dataclass(frozen=True, slots=True)
class Share:
    """What two bodies (by position) share at the stops ``first`` to ``last``: the library's overlap."""

    one: int
    other: int
    first: int
    last: int
    shared: int
    jaccard: float


@dataclass(frozen=True)
class Picture:
    """Nodes and lines with their evidence, and the library's figures about them, at every stop."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    stops: tuple[Period, ...]
    opening: int
    shares: tuple[Share, ...]
    matrix: tuple[int, ...]
    troikas: dict[int, tuple[tuple[tuple[str, str, str], ...], ...]]
    sources: tuple[Source, ...]
    selection: Selection
    dataset: Dataset
    title: str
    shown_kinds: frozenset[str]
    highlighted: tuple[int, ...] = ()
    highlight_title: str = ""
    short_names: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        network: Network,
        selection: Selection | None = None,
        *,
        at: At = None,
        highlight: Answer[Any] | Iterable[str] | None = None,
        title: str = "",
    ) -> Picture:
        """The picture of a selection and its surroundings: its bodies' other roles, agencies, and groups.

        Raises ``EmptySelection`` if the selection matches nothing at any time, ``TooLargeToDraw`` beyond the stated sizes,
        and as ``Network.two_mode`` does.
        """
        selection = selection or Selection()
        stops = _stops(network, selection)
        asked = network.period(at)
        opening = _opening(stops, asked)
        around = _surroundings(network, selection, stops)
        views = [_View.of(network, one, stops) for one in (selection, *around)]
        lines, used = _lines(network, views, stops)
        _require_drawable(len(used), len(lines))
        kept = _kept(network, views, used, stops)
        _require_drawable(len(kept), len(lines))
        position = {one: index for index, one in enumerate(kept)}
        drawn = tuple(Line(tie, position[tie.actor], position[tie.body], status) for tie, status in lines)
        matrix = _matrix(network, selection, views[0], drawn, kept)
        seats, shares = _figures(network, selection, stops, views[0], position, matrix, drawn)
        nodes = _nodes(network, views, kept, seats, stops)
        named = highlighted_ids(highlight)
        return cls(
            nodes=nodes,
            lines=drawn,
            stops=stops,
            opening=opening,
            shares=shares,
            matrix=matrix,
            troikas=_troikas(network, nodes, stops),
            sources=_sources(network, drawn),
            selection=selection,
            dataset=network.dataset,
            title=title or network.dataset.title,
            shown_kinds=frozenset(
                network[one].kind for stop in range(len(stops)) for one in views[0].actors[stop] | views[0].bodies[stop]
            ),
            highlighted=tuple(sorted(position[one] for one in named if one in position)),
            highlight_title=_highlight_title(highlight, named),
        )

    def __repr__(self) -> str:
        return f"<Picture {self.stops[0]}-{self.stops[-2]}: {len(self.nodes)} nodes, {len(self.lines)} lines>"

    def opening_lines(self) -> list[Line]:
        """The lines that the page opens with: those of the selection at its opening stop."""
        return [
            line
            for line in self.lines
            if line.status[self.opening]
            and line.tie.role in self.selection.roles
            and {self.nodes[line.actor].entity.kind, self.nodes[line.body].entity.kind} <= self.shown_kinds
        ]


@dataclass(frozen=True, slots=True)
class _View:
    """The actors and bodies that a selection means at each stop; none at a stop where it matches nothing."""

    selection: Selection
    actors: tuple[frozenset[str], ...]
    bodies: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, network: Network, selection: Selection, stops: Sequence[Period]) -> _View:
        actors, bodies = [], []
        for stop in stops:
            try:
                pair = (
                    frozenset(one.id for one in network.actors(selection, stop)),
                    frozenset(one.id for one in network.bodies(selection, stop)),
                )
            except EmptySelection:
                pair = (frozenset(), frozenset())
            actors.append(pair[0])
            bodies.append(pair[1])
        return cls(selection, tuple(actors), tuple(bodies))


def highlighted_ids(highlight: Answer[Any] | Iterable[str] | None) -> tuple[str, ...]:
    """The ids that an answer is about, or the ids given. Raises ``InvalidQuestion`` for an answer about no entities."""
    if highlight is None:
        return ()
    if not isinstance(highlight, Answer):
        return (highlight,) if isinstance(highlight, str) else tuple(highlight)
    columns = [name for name in ("id", "first", "second", "inner", "outer", "chair") if name in highlight.columns]
    if not columns:
        raise InvalidQuestion(f"highlight: the answer to {highlight.question} names no entities; give ids instead")
    return tuple(sorted({str(value) for name in columns for value in highlight.columns[name]}))


def _highlight_title(highlight: Answer[Any] | Iterable[str] | None, named: Sequence[str]) -> str:
    if isinstance(highlight, Answer):
        given = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in highlight.parameters.items())
        return f"{highlight.question.replace('_', ' ').capitalize()} at {highlight.at}" + (f" ({given})" if given else "")
    return "Highlighted" if named else ""


def _stops(network: Network, selection: Selection) -> tuple[Period, ...]:
    """Every year from the first one that a cited claim about the selection dates to the data's own, and all of them together."""
    last = network.dataset.date.year
    whole = Period(Day(1, 1, 1).toordinal(), Day(last, 12, 31).toordinal(), f"/{last}")
    actors = {one.id for one in network.actors(selection, whole)}
    bodies = {one.id for one in network.bodies(selection, whole)}
    years = [
        claim.date.year
        for tie in network.records.memberships
        if tie.actor in actors and tie.body in bodies and tie.role in selection.roles
        for claim in tie.claims
        if claim.date is not None and claim.is_fact and (claim.is_cited or selection.evidence == "any")
    ]
    first = min((year for year in years if year <= last), default=last)
    return (*(Period.parse(year) for year in range(first, last + 1)), Period.parse(f"{first:04d}/{last:04d}"))


def _opening(stops: Sequence[Period], asked: Period) -> int:
    """The year in which the period asked about ends; the nearest, where the axis does not reach it."""
    year = Day.fromordinal(min(asked.last, LAST_DAY)).year
    first = Day.fromordinal(stops[0].first).year
    return max(0, min(year - first, len(stops) - 2))


def _surroundings(network: Network, selection: Selection, stops: Sequence[Period]) -> tuple[Selection, ...]:
    """What is drawn beside the selection, off at first: every other role, territories, agencies, and groups as bodies."""
    words = selection.bodies
    whole = stops[-1]
    kinds = {one.kind for one in network.bodies(selection, whole)}
    if "group" not in kinds and any(isinstance(one, Group) for one in network.records.entities):
        words = (*words, "group")
    others = ["organization", "group"] if selection.region else ["territory", "organization", "group"]
    there = {one.kind for one in network.records.entities if network.timeline.life(one.id).may_exist(whole)}
    others = [kind for kind in others if kind in there]
    around = [selection.but(bodies=words, roles=ROLES)]
    if others:
        around.append(selection.but(actors=others, bodies=words, roles=ROLES, region=()))
    return tuple(around)


def _lines(
    network: Network, views: Sequence[_View], stops: Sequence[Period]
) -> tuple[list[tuple[Membership, tuple[int, ...]]], set[str]]:
    """Every membership that holds at some stop in one of the views, with its status at each stop; and the ids they join."""
    presume, evidence = views[0].selection.presume, views[0].selection.evidence
    known: dict[tuple[Validity, str], tuple[int, ...]] = {}
    lines = []
    used: set[str] = set()
    all_actors = [frozenset().union(*view.actors) for view in views]
    all_bodies = [frozenset().union(*view.bodies) for view in views]
    always = [
        (frozenset.intersection(*view.actors), frozenset.intersection(*view.bodies)) for view in views
    ]
    for tie in network.records.memberships:
        seen_by = [
            index
            for index, view in enumerate(views)
            if tie.actor in all_actors[index] and tie.body in all_bodies[index] and tie.role in view.selection.roles
        ]
        weak = not tie.is_cited
        if not seen_by or (weak and evidence == "cited"):
            continue
        validity = network.timeline.validity(tie, weak=weak)
        key = (validity, presume)
        if key not in known:
            states = [holding(validity, stop, presume).status for stop in stops]
            known[key] = tuple(int(one) if one >= Status.PRESUMED else 0 for one in states)
        status = known[key]
        if not any(tie.actor in always[one][0] and tie.body in always[one][1] for one in seen_by):
            status = tuple(
                code
                if any(tie.actor in views[one].actors[at] and tie.body in views[one].bodies[at] for one in seen_by)
                else 0
                for at, code in enumerate(status)
            )
        if any(status):
            lines.append((tie, status))
            used.update((tie.actor, tie.body))
    return lines, used


def _kept(network: Network, views: Sequence[_View], used: set[str], stops: Sequence[Period]) -> list[str]:
    """Ids to draw: whatever a line joins, every body of the selection, and its states that exist at the last year."""
    kept = used | frozenset().union(*views[0].bodies)
    year = stops[-2]
    kept |= {
        one
        for one in views[0].actors[len(stops) - 2]
        if isinstance(network[one], State) and network.timeline.life(one).dormant >= year.first
    }
    return sorted(kept)


def _require_drawable(nodes: int, lines: int) -> None:
    if nodes > MOST_NODES or lines > MOST_LINES:
        raise TooLargeToDraw(
            f"{nodes:,} nodes and {lines:,} ties are more than a map can show ({MOST_NODES:,} and {MOST_LINES:,}); "
            "narrow the selection: fewer bodies, one region, one role"
        )


def _matrix(
    network: Network, selection: Selection, view: _View, lines: Sequence[Line], kept: Sequence[str]
) -> tuple[int, ...]:
    """Positions of the bodies of the overlap matrix: of one region together, the largest first; the largest of all if too many."""
    members: dict[int, set[int]] = {}
    for line in lines:
        if line.tie.role in selection.roles and line.tie.actor in view.actors[-1] and line.status[-1]:
            members.setdefault(line.body, set()).add(line.actor)
    bodies = frozenset().union(*view.bodies)
    filled = [index for index in members if kept[index] in bodies]
    filled.sort(key=lambda index: (-len(members[index]), index))
    subregions = _subregions(network)
    chosen = filled[:MATRIX_BODIES]
    return tuple(sorted(chosen, key=lambda one: (region_of(network[kept[one]], subregions), -len(members[one]), one)))


def _figures(
    network: Network,
    selection: Selection,
    stops: Sequence[Period],
    view: _View,
    position: dict[str, int],
    matrix: Sequence[int],
    lines: Sequence[Line],
) -> tuple[list[list[int]], tuple[Share, ...]]:
    """Seats of every node and overlap of every two bodies of the matrix, at every stop, as the library counts them."""
    ids = {index: one for one, index in position.items()}
    every = frozenset().union(*view.bodies)
    narrowed = selection if len(every) <= MATRIX_BODIES else selection.but(
        bodies=[ids[one] for one in matrix] or selection.bodies, classed_by=""
    )
    seats = [[0] * len(position) for _ in stops]
    shares: list[Share] = []
    running: dict[tuple[int, int], tuple[int, int, float]] = {}
    columns = list(zip(*(line.status for line in lines), strict=True)) or [()] * len(stops)
    for at, stop in enumerate(stops):
        is_same = bool(at) and (columns[at], view.actors[at], view.bodies[at]) == (
            columns[at - 1], view.actors[at - 1], view.bodies[at - 1]
        )  # fmt: skip
        if is_same:
            seats[at] = seats[at - 1]
            continue
        two_mode = _two_mode(network, selection, stop)
        now: dict[tuple[int, int], tuple[int, float]] = {}
        if two_mode is not None:
            _count_seats(two_mode, position, seats[at])
            pairs = two_mode if narrowed is selection else _two_mode(network, narrowed, stop)
            if pairs is not None:
                now = _overlaps(pairs, position)
        for pair, (first, shared, jaccard) in list(running.items()):
            if now.get(pair) != (shared, jaccard):
                shares.append(Share(*pair, first, at - 1, shared, jaccard))
                del running[pair]
        for pair, (shared, jaccard) in now.items():
            running.setdefault(pair, (at, shared, jaccard))
    for pair, (first, shared, jaccard) in running.items():
        shares.append(Share(*pair, first, len(stops) - 1, shared, jaccard))
    return seats, tuple(sorted(shares, key=lambda one: (one.one, one.other, one.first)))


def _two_mode(network: Network, selection: Selection, stop: Period) -> TwoMode | None:
    try:
        return network.two_mode(selection, at=stop)
    except EmptySelection:
        return None


def _count_seats(two_mode: TwoMode, position: dict[str, int], seats: list[int]) -> None:
    for mode in ("actors", "bodies"):
        for entity, count in zip(two_mode.entities(mode), two_mode.degrees(mode).tolist(), strict=True):
            if entity.id in position:
                seats[position[entity.id]] += count


def _overlaps(two_mode: TwoMode, position: dict[str, int]) -> dict[tuple[int, int], tuple[int, float]]:
    columns = overlap(two_mode).columns
    return {
        (position[first], position[second]): (int(shared), round(float(jaccard), 3))
        for first, second, shared, jaccard in zip(
            columns["first"], columns["second"], columns["shared"], columns["jaccard"], strict=True
        )
    }


def _nodes(
    network: Network, views: Sequence[_View], kept: Sequence[str], seats: Sequence[Sequence[int]], stops: Sequence[Period]
) -> tuple[Node, ...]:
    subregions = _subregions(network)
    foundings = _foundings(network)
    actors = [frozenset().union(*(view.actors[at] for view in views)) for at in range(len(stops))]
    bodies = [frozenset().union(*(view.bodies[at] for view in views)) for at in range(len(stops))]
    every_actor, every_body = frozenset().union(*actors), frozenset().union(*bodies)
    nodes = []
    for index, one in enumerate(kept):
        entity = network[one]
        nodes.append(
            Node(
                entity=entity,
                region=region_of(entity, subregions),
                founded=foundings.get(one, ""),
                present=tuple(one in actors[at] or one in bodies[at] for at in range(len(stops))),
                seats=tuple(counts[index] for counts in seats),
                classes=tuple(network.classes(one, stop) & set(CLASSES) for stop in stops)
                if isinstance(entity, Process)
                else (frozenset(),) * len(stops),
                is_actor=one in every_actor,
                is_body=one in every_body,
            )
        )
    return tuple(nodes)


def _foundings(network: Network) -> dict[str, str]:
    """The earliest cited founding of each entity, else its first meeting."""
    found: dict[str, str] = {}
    for event in ("first_meeting", "established"):
        dates: dict[str, str] = {}
        for one in network.records.lives:
            if one.event == event and one.date is not None and one.is_cited:
                dates[one.entity] = min(str(one.date), dates.get(one.entity, "9999"))
        found |= dates
    return found


def _subregions(network: Network) -> dict[str, str]:
    return {
        one.subregion: one.region
        for one in network.records.entities
        if isinstance(one, State | Territory) and one.subregion
    }


def _troikas(
    network: Network, nodes: Sequence[Node], stops: Sequence[Period]
) -> dict[int, tuple[tuple[tuple[str, str, str], ...], ...]]:
    """Previous, current and next chair (ids) of every global process at every year, where its chairs form a chain."""
    found = {}
    for index, node in enumerate(nodes):
        if not any("global" in one for one in node.classes):
            continue
        try:
            chains = tuple(
                tuple((one.previous, one.chair, one.next) for one in troikas_in(network, stop, node.entity.id))
                for stop in stops[:-1]
            )
        except InvalidRecord:
            continue
        if any(chains):
            found[index] = chains
    return found


def _sources(network: Network, lines: Sequence[Line]) -> tuple[Source, ...]:
    keys = {one.key for line in lines for claim in line.tie.claims for one in claim.citations}
    return tuple(network.source(key) for key in sorted(keys))
