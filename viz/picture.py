"""Picture: what the map shows, as plain marks. Nodes and lines at every stop of the time axis, with the library's own numbers.

A stop is a year, or the last one: all years together. A line is one membership; how it stands at a stop is what
``Network.two_mode`` says of it there. Nothing here knows how a picture is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Day
from typing import Any

import numpy as np

from graphmodel.chairs import troikas_in
from graphmodel.claims import Claim
from graphmodel.classification import CLASSES
from graphmodel.coverage import Counts
from graphmodel.dataset import Dataset
from graphmodel.dates import LAST_DAY, Period
from graphmodel.entities import Entity, Group, Process, State, Territory
from graphmodel.errors import EmptySelection, InvalidQuestion, InvalidRecord, TooLargeToDraw
from graphmodel.network import At, Network
from graphmodel.selection import Selection
from graphmodel.sources import Source
from graphmodel.ties import ROLES, Membership
from graphmodel.twomode import Mode, TwoMode
from graphmodel.validity import Status, Validity, holding
from queries.answer import Answer
from queries.overlap import overlap
from viz.palette import region_of
from viz.scores import Scores, scores_of
from viz.story import StoryStep, address_of

__all__ = ["MATRIX_BODIES", "MOST_LINES", "MOST_NODES", "Line", "Matrix", "Node", "Picture", "highlighted_ids"]

MOST_NODES = 3_000
MOST_LINES = 60_000
MOST_SCORED = 5_000
"""With more lines than these no centrality is computed for the map."""

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
    """One membership between two nodes (positions); ``status`` at each stop is 0, not held, 2, presumed, or 3, documented."""

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
class Matrix:
    """What bodies share at every stop: their positions in order, how many actors each has, and the library's overlap.

    ``shared[one, other]``, by place in the matrix with one < other, is there for every two that ever share an actor.
    """

    bodies: tuple[int, ...]
    sizes: tuple[tuple[int, ...], ...]
    shared: dict[tuple[int, int], tuple[int, ...]]

    def jaccard(self, one: int, other: int, stop: int) -> float:
        """Shared actors of two bodies (by place in the matrix) in proportion to those that sit in at least one of them."""
        shared = self.shared.get((min(one, other), max(one, other)), (0,) * (stop + 1))[stop]
        return shared / (self.sizes[one][stop] + self.sizes[other][stop] - shared) if shared else 0.0


@dataclass(frozen=True)
class Picture:
    """Nodes and lines with their evidence, and the library's figures about them, at every stop.

    ``scores`` has the centrality of nodes at each stop; it is empty where there are too many ties to compute it for every stop.
    ``story`` has title, text and address of each step.
    """

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    stops: tuple[Period, ...]
    opening: int
    matrix: Matrix
    scores: tuple[Scores, ...]
    troikas: dict[int, tuple[tuple[tuple[str, str, str], ...], ...]]
    sources: tuple[Source, ...]
    selection: Selection
    dataset: Dataset
    title: str
    shown_kinds: frozenset[str]
    story: tuple[tuple[str, str, str], ...] = ()
    highlighted: tuple[int, ...] = ()
    highlight_title: str = ""

    @classmethod
    def of(
        cls,
        network: Network,
        selection: Selection | None = None,
        *,
        at: At = None,
        highlight: Answer[Any] | Iterable[str] | None = None,
        title: str = "",
        story: Sequence[StoryStep] = (),
    ) -> Picture:
        """The picture of a selection and its surroundings: its bodies' other roles, agencies, and groups.

        Raises ``EmptySelection`` if the selection matches nothing at any time, ``TooLargeToDraw`` beyond the stated sizes,
        ``UnknownEntity`` for an id to highlight that is nobody's,
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
        chosen = _matrix_bodies(network, selection, views[0], drawn, kept)
        seats, matrix, scores = _figures(network, selection, stops, views[0], kept, chosen, drawn)
        nodes = _nodes(network, views, kept, seats, stops)
        named = highlighted_ids(highlight)
        for one in named:
            network[one]
        return cls(
            nodes=nodes,
            lines=drawn,
            stops=stops,
            opening=opening,
            matrix=matrix,
            scores=scores,
            troikas=_troikas(network, nodes, stops),
            sources=_sources(network, drawn),
            selection=selection,
            dataset=network.dataset,
            title=title or network.dataset.title,
            shown_kinds=frozenset(
                network[one].kind for stop in range(len(stops)) for one in views[0].actors[stop] | views[0].bodies[stop]
            ),
            story=tuple((step.title, step.text, address_of(step, network, stops)) for step in story),
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
        return f"{highlight.question.replace('_', ' ').capitalize()} at {highlight.at}" + (
            f" ({given})" if given else ""
        )
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
    always = [(frozenset.intersection(*view.actors), frozenset.intersection(*view.bodies)) for view in views]
    for tie in network.records.memberships:
        seen_by = [
            index
            for index, view in enumerate(views)
            if tie.actor in all_actors[index] and tie.body in all_bodies[index] and tie.role in view.selection.roles
        ]
        if not seen_by or (evidence == "cited" and not tie.is_cited):
            continue
        validity = network.timeline.validity(tie, weak=evidence == "any")
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


def _matrix_bodies(
    network: Network, selection: Selection, view: _View, lines: Sequence[Line], kept: Sequence[str]
) -> tuple[int, ...]:
    """Positions of the matrix's bodies: those of one region together, the largest first; the largest only if too many."""
    members: dict[int, set[int]] = {}
    actors = frozenset().union(*view.actors)
    for line in lines:
        if line.tie.role in selection.roles and line.tie.actor in actors:
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
    kept: Sequence[str],
    chosen: Sequence[int],
    lines: Sequence[Line],
) -> tuple[list[list[int]], Matrix, tuple[Scores, ...]]:
    """Seats and centrality of every node, and overlap of every two bodies of the matrix, at every stop, as the library counts."""
    dated = _DatedLines(network, selection, stops, view, kept, lines)
    position = {one: index for index, one in enumerate(kept)}
    place = {kept[index]: slot for slot, index in enumerate(chosen)}
    seats: list[list[int]] = []
    scores: list[Scores] = []
    is_scored = len(lines) <= MOST_SCORED
    sizes = [[0] * len(stops) for _ in chosen]
    shared: dict[tuple[int, int], list[int]] = {}
    for at in range(len(stops)):
        if at and dated.is_unchanged(at):
            seats.append(seats[-1])
            scores += scores[-1:]
        else:
            whole = dated.two_mode(at)
            seats.append(_seats(whole, len(kept), position))
            scores += [scores_of(whole, position)] if is_scored else []
        two_mode = dated.two_mode(at, chosen)
        for body, count in zip(two_mode.bodies, two_mode.degrees("bodies").tolist(), strict=True):
            sizes[place[body.id]][at] = count
        columns = overlap(two_mode).columns
        for first, second, count in zip(columns["first"], columns["second"], map(int, columns["shared"]), strict=True):
            pair = (min(place[first], place[second]), max(place[first], place[second]))
            shared.setdefault(pair, [0] * len(stops))[at] = count
    frozen = {pair: tuple(counts) for pair, counts in sorted(shared.items())}
    return seats, Matrix(tuple(chosen), tuple(map(tuple, sizes)), frozen), tuple(scores)


class _DatedLines:
    """The selection's two-mode network at any stop, put together from lines whose status is known.

    It has the cells that ``Network.two_mode`` has there (tests hold them equal), at a fraction of the time, because every tie is
    judged once and not once a stop. Actors and bodies that are not drawn, because they have no tie at any stop, are in it.
    """

    def __init__(
        self,
        network: Network,
        selection: Selection,
        stops: Sequence[Period],
        view: _View,
        kept: Sequence[str],
        lines: Sequence[Line],
    ) -> None:
        apart = frozenset().union(*view.actors, *view.bodies).difference(kept)
        ids = [*kept, *sorted(apart)]
        self._selection, self._stops, self._dataset = selection, stops, network.dataset
        self._entities = [network[one] for one in ids]
        self._actors = np.array([[one in actors for one in ids] for actors in view.actors], dtype=np.bool_)
        self._bodies = np.array([[one in bodies for one in ids] for bodies in view.bodies], dtype=np.bool_)
        counted = [line for line in lines if line.tie.role in selection.roles]
        self._actor = np.array([line.actor for line in counted], dtype=np.int64)
        self._body = np.array([line.body for line in counted], dtype=np.int64)
        self._status = np.array([line.status for line in counted], dtype=np.int8).reshape(len(counted), len(stops))

    def is_unchanged(self, at: int) -> bool:
        """Whether a stop has the same ties, actors and bodies as the one before."""
        pairs = ((self._status.T, at), (self._actors, at), (self._bodies, at))
        return all(bool((table[row] == table[row - 1]).all()) for table, row in pairs)

    def two_mode(self, at: int, among: Sequence[int] | None = None) -> TwoMode:
        """The network at a stop, of all bodies or those ``among`` these positions."""
        wanted = np.full(len(self._entities), among is None)
        wanted[np.array(among or (), dtype=np.int64)] = True
        actors, bodies = self._actors[at], self._bodies[at] & wanted
        status = self._status[:, at]
        held = np.flatnonzero((status > 0) & actors[self._actor] & bodies[self._body])
        pairs, slot = np.unique(self._actor[held] * len(wanted) + self._body[held], return_inverse=True)
        documented = np.zeros(len(pairs), dtype=np.bool_)
        documented[slot[status[held] == Status.DOCUMENTED]] = True
        return TwoMode(
            actors=tuple(self._entities[one] for one in np.flatnonzero(actors)),
            bodies=tuple(self._entities[one] for one in np.flatnonzero(bodies)),
            rows=(np.cumsum(actors) - 1)[pairs // len(wanted)],
            columns=(np.cumsum(bodies) - 1)[pairs % len(wanted)],
            documented=documented,
            ties=((),) * len(pairs),
            selection=self._selection,
            period=self._stops[at],
            dataset=self._dataset,
            counts=Counts(),
            coverage=(),
        )


def _seats(two_mode: TwoMode, size: int, position: dict[str, int]) -> list[int]:
    """How many ties every node has, an actor's and a body's added where one is both."""
    seats = [0] * size
    modes: tuple[Mode, ...] = ("actors", "bodies")
    for mode in modes:
        for entity, count in zip(two_mode.entities(mode), two_mode.degrees(mode).tolist(), strict=True):
            if count:
                seats[position[entity.id]] += count
    return seats


def _nodes(
    network: Network,
    views: Sequence[_View],
    kept: Sequence[str],
    seats: Sequence[Sequence[int]],
    stops: Sequence[Period],
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
