"""The data island: a picture as the JSON that the page reads. This module and ``page/data.js`` are the two ends of it.

Columns, not rows; what repeats is kept once and pointed at by position. Nodes are positions everywhere, never names::

    about      title, data, version, date, citation, licence, tool, selection, counts, opening stop, highlight
    stops      labels of the time axis: every year, then "all years"
    kinds, regions, roles, classes   [name, label, ...] of what the legend lists, in its order
    nodes      id, name, short, also (other names), kind, region, founded, present (pool),
               seats (runs: flat [stop, count from there on, ...]),
               classes (pool: one letter a stop), is_actor, is_body
    lines      actor (steps from the line before), body, role, ordinal, status (pool: 0, 2 or 3 a stop), record (pool)
    pools      texts, statuses, presents, classes; cites ([source, locator] lists); claims ([says, date, until, via, meeting,
               cites], texts by position); records ([start, end, confidence, [claims]])
    sources    key, title, publisher, date, url, weak
    matrix     bodies in order (nodes); sizes of each; shared: [one, other, ...runs] by place in the matrix
    scores     measures: names in order; modes: for actors and for bodies, the nodes that are ever scored; at: for each stop 0,
               as at the stop before, or for each measure and mode 0, not defined, or [letters, values, how many are
               ranked]: a letter for each scored node, "#" moved on by as many places as its value has before it in the
               list, which is in the order of rank; a blank where it has no score
    story      [title, text, address] of each step
    troikas    [node, [[previous, chair, next] ... for every year]]
    layouts    x, y, label for each view; arcs of the ring; land outlines of the map (steps from point to point)
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Generic, TypeVar, get_args

from graphmodel import __version__
from graphmodel.claims import Claim
from graphmodel.entities import KINDS, Entity
from graphmodel.ties import ROLES
from graphmodel.twomode import Mode
from viz.layout import Layout, arcs, land
from viz.palette import REGIONS, SHAPES
from viz.picture import Line, Picture
from viz.scores import SCORED, Ranking

__all__ = ["CLASS_LABELS", "LICENCE", "LINES_AT_ONCE", "island", "to_json"]

LINES_AT_ONCE = 3_000
"""With more lines than these the page opens without drawing them, and says so."""

LICENCE = "CC BY 4.0"
CLASS_LABELS = {"rcp": "Regional process", "inter-regional": "Inter-regional process", "global": "Global process"}
_FIRST_LETTER = ord("#")
_LETTERS = {"rcp": "r", "inter-regional": "i", "global": "g"}

Value = TypeVar("Value", bound=Hashable)


class _Pool(Generic[Value]):
    """Values kept once, in the order first met, and pointed at by position."""

    def __init__(self) -> None:
        self.positions: dict[Value, int] = {}

    def __call__(self, value: Value) -> int:
        return self.positions.setdefault(value, len(self.positions))

    def values(self) -> list[Value]:
        return list(self.positions)


def island(picture: Picture, layouts: dict[str, Layout]) -> dict[str, Any]:
    """A picture and its layouts as the page reads them; see the module for the shape."""
    texts, statuses, presents, classes = _Pool[str](), _Pool[str](), _Pool[str](), _Pool[str]()
    cites = _Pool[tuple[tuple[int, int], ...]]()
    claims = _Pool[tuple[int, ...]]()
    records = _Pool[tuple[int, int, int, tuple[int, ...]]]()
    source_of = {source.id: index for index, source in enumerate(picture.sources)}
    kinds = [kind for kind in KINDS if any(node.entity.kind == kind for node in picture.nodes)]
    regions = [region for region in REGIONS if any(node.region == region for node in picture.nodes)]
    roles = [role for role in ROLES if any(line.tie.role == role for line in picture.lines)]
    kind_of, region_of, role_of = _positions(kinds), _positions(regions), _positions(roles)
    texts("")

    def claimed(claim: Claim) -> int:
        cited = cites(tuple((source_of[one.key], texts(one.locator)) for one in claim.citations))
        said = (claim.says, str(claim.date or ""), str(claim.until or ""), claim.via)
        return claims((*map(texts, said), claim.meeting or 0, cited))

    def recorded(line: Line) -> int:
        known = (texts(line.start), texts(line.end), texts(line.confidence))
        return records((*known, tuple(map(claimed, line.tie.claims))))

    actors = [line.actor for line in picture.lines]
    content = {
        "about": _about(picture),
        "stops": [*(str(stop) for stop in picture.stops[:-1]), "all years"],
        "kinds": [[kind, KINDS[kind].label, SHAPES[kind], kind in picture.shown_kinds] for kind in kinds],
        "regions": [[region, REGIONS[region]] for region in regions],
        "roles": [[role, role in picture.selection.roles] for role in roles],
        "classes": [[letter, CLASS_LABELS[word]] for word, letter in _LETTERS.items()],
        "nodes": {
            "id": [node.entity.id for node in picture.nodes],
            "name": [node.entity.name for node in picture.nodes],
            "short": [node.entity.short for node in picture.nodes],
            "also": [_also(node.entity) for node in picture.nodes],
            "kind": [kind_of[node.entity.kind] for node in picture.nodes],
            "region": [region_of[node.region] for node in picture.nodes],
            "founded": [node.founded for node in picture.nodes],
            "present": [presents("".join("01"[one] for one in node.present)) for node in picture.nodes],
            "seats": [_runs(node.seats) for node in picture.nodes],
            "classes": [classes("".join(_letter(one) for one in node.classes)) for node in picture.nodes],
            "is_actor": [int(node.is_actor) for node in picture.nodes],
            "is_body": [int(node.is_body) for node in picture.nodes],
        },
        "lines": {
            "actor": [one - before for one, before in zip(actors, [0, *actors], strict=False)],
            "body": [line.body for line in picture.lines],
            "role": [role_of[line.tie.role] for line in picture.lines],
            "ordinal": [line.tie.ordinal for line in picture.lines],
            "status": [statuses("".join(map(str, line.status))) for line in picture.lines],
            "record": [recorded(line) for line in picture.lines],
        },
        "sources": {
            "key": [one.id for one in picture.sources],
            "title": [one.title for one in picture.sources],
            "publisher": [one.publisher for one in picture.sources],
            "date": [one.published.removesuffix("~") for one in picture.sources],
            "url": [one.url for one in picture.sources],
            "weak": [int(one.is_weak) for one in picture.sources],
        },
        "matrix": {
            "bodies": picture.matrix.bodies,
            "sizes": [_runs(counts) for counts in picture.matrix.sizes],
            "shared": [[*pair, *_runs(counts)] for pair, counts in picture.matrix.shared.items()],
        },
        "scores": _scores(picture),
        "story": [list(step) for step in picture.story],
        "troikas": [
            [node, [[list(one) for one in at] for at in years]] for node, years in sorted(picture.troikas.items())
        ],
        "layouts": {name: {"x": layout.x, "y": layout.y, "label": layout.label} for name, layout in layouts.items()},
        "arcs": [[region_of[arc.region], round(arc.first, 4), round(arc.last, 4)] for arc in arcs(picture)],
        "land": [_steps(outline) for outline in land()],
    }
    content["pools"] = {
        "texts": texts.values(),
        "statuses": statuses.values(),
        "presents": presents.values(),
        "classes": classes.values(),
        "cites": cites.values(),
        "claims": claims.values(),
        "records": records.values(),
    }
    return content


def to_json(content: dict[str, Any]) -> str:
    """JSON that is safe inside a script element. Raises ``ValueError`` for a number that is none."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _scores(picture: Picture) -> dict[str, Any]:
    modes: tuple[Mode, ...] = get_args(Mode)
    scored = {
        mode: sorted(
            {
                node
                for scores in picture.scores
                for (_, of), ranking in scores.items()
                if of == mode
                for group in ranking.groups
                for node in group.nodes
            }
        )
        for mode in modes
    }
    at: list[Any] = []
    for stop, scores in enumerate(picture.scores):
        if stop and scores is picture.scores[stop - 1]:
            at.append(0)
            continue
        at.append(
            [
                [_scored(scores[measure, mode], scored[mode]) if (measure, mode) in scores else 0 for mode in modes]
                for measure in SCORED
            ]
        )
    return {"measures": SCORED if at else [], "modes": [scored[mode] for mode in modes], "at": at}


def _scored(ranking: Ranking, nodes: Sequence[int]) -> list[Any]:
    letter = {node: chr(_FIRST_LETTER + place) for place, group in enumerate(ranking.groups) for node in group.nodes}
    values = [float(f"{group.value:.3g}") for group in ranking.groups]
    return ["".join(letter.get(node, " ") for node in nodes), values, ranking.size]


def _about(picture: Picture) -> dict[str, Any]:
    selection, dataset = picture.selection, picture.dataset
    asked = {name: list(value) if isinstance(value, tuple) else value for name, value in selection.to_dict().items()}
    return {
        "title": picture.title,
        "data": dataset.title,
        "version": dataset.version,
        "date": str(dataset.date),
        "citation": dataset.citation,
        "licence": LICENCE,
        "tool": f"graphmodel {__version__}",
        "selection": asked,
        "opening": picture.opening,
        "at_once": LINES_AT_ONCE,
        "highlighted": list(picture.highlighted),
        "highlight": picture.highlight_title,
    }


def _also(entity: Entity) -> list[str]:
    names = [other.name for other in entity.names]
    names += [str(code) for code in (getattr(entity, "iso2", ""), getattr(entity, "m49", "")) if code]
    return sorted(dict.fromkeys(names))


def _letter(classes: Iterable[str]) -> str:
    """One letter for what a process is called: its class, ``b`` where two are said at once, ``-`` where none is."""
    letters = sorted(_LETTERS[word] for word in classes)
    return "-" if not letters else letters[0] if len(letters) == 1 else "b"


def _steps(outline: Sequence[int]) -> list[int]:
    """An outline as its first point and the step to each further one."""
    return [value - (outline[at - 2] if at > 1 else 0) for at, value in enumerate(outline)]


def _runs(counts: Sequence[int]) -> list[int]:
    """Counts as pairs, flat: from which stop on, how many."""
    flat: list[int] = []
    for at, count in enumerate(counts):
        if not at or count != counts[at - 1]:
            flat += [at, count]
    return flat


def _positions(words: Sequence[str]) -> dict[str, int]:
    return {word: index for index, word in enumerate(words)}
