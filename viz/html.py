"""The interactive map: a picture as one HTML file that opens offline, and the only module that knows pyvis.

pyvis carries the drawing engine (vis-network 9.1.2), which is read from its package and embedded after its digest is
checked; ``to_pyvis`` fills pyvis' own container for those who want it. The page around the engine is ours, in ``page/``.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.errors import GraphModelError
from graphmodel.files import write_text
from graphmodel.network import At, Network
from graphmodel.selection import Selection
from queries.answer import Answer
from viz.island import island, to_json
from viz.layout import Layout, layouts
from viz.palette import REGIONS, SHAPES
from viz.picture import Picture
from viz.story import StoryStep

if TYPE_CHECKING:
    import pyvis.network

__all__ = ["ENGINE_SHA256", "MODULES", "VIEWS", "Map", "bundle", "engine", "to_pyvis", "write_map"]

Highlight = Answer[Any] | Iterable[str] | None

ENGINE_SHA256 = "f3c1229464749a6f5a80c80867189edfdc0198be0d015c3d770aff196cb6c0a1"
"""Digest of the engine's text with line ends normalised, as pyvis 0.3.2 carries it."""

MODULES = (
    "scores.js",
    "data.js",
    "state.js",
    "shown.js",
    "search.js",
    "labels.js",
    "pens.js",
    "elements.js",
    "scene.js",
    "legend.js",
    "compare.js",
    "panel.js",
    "time.js",
    "matrix.js",
    "story.js",
    "table.js",
    "exports.js",
    "main.js",
)
"""The page's script, each module after those it imports from."""

VIEWS = (
    ("ring", "Regions"),
    ("map", "World map"),
    ("structure", "Structure"),
    ("columns", "Two columns"),
    ("overlap", "Overlap"),
    ("table", "Table"),
)

_FALLBACK_ROWS = 15
_LEFT_OUT = ("import ", "//", "/**", "* ")


@dataclass(frozen=True)
class Map:
    """An interactive map, shown in a notebook and written to a file as the same page."""

    picture: Picture

    @classmethod
    def of(
        cls,
        network: Network,
        selection: Selection | None = None,
        *,
        at: At = None,
        highlight: Highlight = None,
        title: str = "",
        story: Sequence[StoryStep] = (),
    ) -> Map:
        """The map of a selection. Raises as ``write_map`` does."""
        return cls(Picture.of(network, selection, at=at, highlight=highlight, title=title, story=story))

    @property
    def html(self) -> str:
        """The page."""
        return render(self.picture, layouts(self.picture))

    def write(self, path: str | Path) -> Path:
        """Write the page. Raises ``UnwritablePath``; the old file then stands unchanged."""
        return write_text(path, self.html)

    def __repr__(self) -> str:
        return f"<Map of {self.picture!r}>"

    def _repr_html_(self) -> str:
        page = html.escape(self.html, quote=True)
        title = html.escape(f"Interactive map: {self.picture.title}", quote=True)
        return (
            f'<iframe title="{title}" sandbox="allow-scripts allow-downloads" width="100%" height="720" '
            f'style="border:1px solid #d5dae0" srcdoc="{page}"></iframe>'
        )


def write_map(
    network: Network,
    selection: Selection | None = None,
    path: str | Path = "map.html",
    *,
    at: At = None,
    highlight: Highlight = None,
    title: str = "",
    story: Sequence[StoryStep] = (),
) -> Path:
    """Write the interactive map of a selection: one HTML file that opens offline, with every year and every source in it.

    Parameters
    ----------
    network
        The network.
    selection
        What the map opens with, and what its numbers count; by default the states that are members of processes. Other
        roles, territories and agencies of its bodies, and groups, are in the page and can be switched on.
    path
        The file to write.
    at
        The date whose year the page opens at; by default that of the data.
    highlight
        An answer, or ids: these entities get a thick outline.
    title
        The page's title; by default that of the data.
    story
        Steps that a reader is led through: title, text, and what the map shows at each.

    Returns
    -------
    Path
        The file. The same input gives the same bytes.

    Raises
    ------
    EmptySelection
        If the selection matches no body or no actor.
    UnknownEntity
        If it, or a step of the story, names what is nobody's name.
    InvalidRecord
        If a step of the story has a year that the map has not.
    TooLargeToDraw
        If it matches more than a map can show.
    UnwritablePath
        If the file cannot be written; what stood there is unchanged.

    Examples
    --------
    >>> import tempfile, graphmodel as gm
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     gm.write_map(gm.read_tables(), gm.Selection(bodies="rcp"), f"{folder}/map.html", at="2008").name
    'map.html'
    """
    return Map.of(network, selection, at=at, highlight=highlight, title=title, story=story).write(path)


def to_pyvis(network: Network, selection: Selection | None = None, *, at: At = None) -> pyvis.network.Network:
    """The network of a selection at a date in pyvis' own container: one node an entity, one edge a membership.

    For those who know pyvis: its own page needs servers to load from and physics to settle; ``write_map`` does not. Positions
    are those of the regions ring, and physics is off. Raises as ``Network.two_mode`` does.
    """
    from pyvis.network import Network as Container

    two_mode = network.two_mode(selection, at=at)
    picture = Picture.of(network, two_mode.selection, at=at)
    ring = layouts(picture)["ring"]
    place = {node.entity.id: at for at, node in enumerate(picture.nodes)}
    container = Container(directed=True, cdn_resources="in_line")
    container.toggle_physics(False)
    added = set()
    for entity in (*two_mode.actors, *two_mode.bodies):
        if entity.id in added or entity.id not in place:
            continue
        added.add(entity.id)
        node = picture.nodes[place[entity.id]]
        container.add_node(
            entity.id,
            label=entity.short,
            title=entity.name,
            shape=SHAPES[entity.kind],
            color=REGIONS[node.region],
            x=ring.x[place[entity.id]],
            y=ring.y[place[entity.id]],
            size=12,
        )
    for cell in range(len(two_mode)):
        for tie in two_mode.ties[cell]:
            documented = bool(two_mode.documented[cell])
            container.add_edge(tie.actor, tie.body, title=tie.role, arrows="", dashes=not documented)
    return container


def render(picture: Picture, positions: dict[str, Layout]) -> str:
    """The page of a picture with these layouts."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    content = island(picture, positions)
    style, script = _page_text("map.css"), bundle()
    environment = Environment(
        loader=PackageLoader("viz", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    years = f"{picture.stops[0]}-{picture.stops[-2]}"
    return environment.get_template("map.html.j2").render(
        about=content["about"],
        policy=_policy(style, engine(), script),
        description=f"{picture.title}: {len(picture.lines)} dated ties with their sources, {years}.",
        style=Markup(style),
        engine=Markup(engine()),
        script=Markup(script),
        island=Markup(to_json(content)),
        views=VIEWS,
        opening=str(picture.stops[picture.opening]),
        fallback=_fallback(picture),
        fallback_caption=f"Actors of each body in {picture.stops[picture.opening]}, documented and presumed",
        records=f"{sum(len(line.tie.claims) for line in picture.lines):,}",
        entities=f"{len(picture.nodes):,}",
        span=years,
        selection=_in_words(picture.selection),
        mit=_MIT,
    )


def _fallback(picture: Picture) -> list[tuple[str, int]]:
    counted = [(node.entity.name, node.seats[picture.opening]) for node in picture.nodes if node.is_body]
    return sorted((one for one in counted if one[1]), key=lambda one: (-one[1], one[0]))[:_FALLBACK_ROWS]


def _in_words(selection: Selection) -> str:
    parts = selection.to_dict()
    said = {name: ", ".join(value) if isinstance(value, list) else str(value) for name, value in parts.items()}
    return "; ".join(f"{name.replace('_', ' ')} {value}" for name, value in said.items() if value)


@cache
def engine() -> str:
    """The drawing engine's text, out of pyvis. Raises ``GraphModelError`` if it is not the one that was checked."""
    path = files("pyvis").joinpath("templates/lib/vis-9.1.2/vis-network.min.js")
    text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    if hashlib.sha256(text.encode()).hexdigest() != ENGINE_SHA256:
        raise GraphModelError(
            'the drawing engine inside pyvis is not the one that was checked; install it anew with: pip install "pyvis==0.3.2"'
        )
    return text


@cache
def bundle() -> str:
    """The page's script: its modules in order, without indents, comments and the words that tie them together."""
    parts = []
    for name in MODULES:
        lines = (line.strip() for line in _page_text(name).splitlines())
        parts += [line.removeprefix("export ") for line in lines if line and not line.startswith(_LEFT_OUT)]
    return '"use strict";\n(() => {\n' + "\n".join(parts) + "\n})();\n"


def _page_text(name: str) -> str:
    return files("viz").joinpath("page", name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _policy(style: str, *scripts: str) -> str:
    """Nothing from anywhere; only these scripts and this style run."""
    allowed = " ".join(map(_digest, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_digest(style)}; img-src data: blob:; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


_MIT = """\
Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation \
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, \
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the \
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE \
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR \
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, \
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE."""
