"""One network to a file of any other program: the one way there for the command line and for Python."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from graphmodel.errors import InvalidQuestion
from graphmodel.names import closest
from graphmodel.network import At, Network
from graphmodel.selection import Selection
from loaders.formats import FORMATS, Format

if TYPE_CHECKING:
    from loaders.formats.graph import Graph

__all__ = ["PROJECTIONS", "Projection", "write_network"]

Projection = Literal["", "actors", "bodies"]
PROJECTIONS = ("actors", "bodies")


def write_network(
    network: Network,
    selection: Selection | None = None,
    path: str | Path = "",
    *,
    format: str = "",  # noqa: A002 - what everybody calls it
    at: At = None,
    projection: Projection = "",
) -> Path:
    """Write a network for another program: R, Gephi, Pajek, UCINET, a spreadsheet, Neo4j.

    Parameters
    ----------
    network
        The network.
    selection
        Whose ties in what; by default the states that are members of processes. ``neo4j`` takes the whole network, whatever is
        selected; ``excel`` and ``parquet`` have every table of it beside the ties selected.
    path
        The file, or for ``parquet`` and ``neo4j`` the folder, to write; by default one named for the format, here.
    format
        ``graphml``, ``gexf``, ``pajek``, ``ucinet``, ``csv`` (a row a tie), ``matrix``, ``excel``, ``parquet`` or ``neo4j``; by
        default the one that the ending of the path tells for certain: ``.graphml``, ``.gexf``, ``.paj``, ``.net``, ``.dl``,
        ``.xlsx``.
    at
        The date; by default that of the data. Without it ``gexf``, ``excel`` and ``parquet`` have the ties of all dates.
    projection
        ``actors`` or ``bodies``: one mode alone, with how many of the other each two share.

    Returns
    -------
    Path
        What was written. The same input gives the same bytes.

    Raises
    ------
    InvalidQuestion
        For a format or a projection that is none, a path whose ending does not tell the format, or what a format cannot
        hold.
    EmptySelection
        If the selection matches no body or no actor.
    MissingExtra
        If ``excel`` or ``parquet`` need what is not installed.
    UnwritablePath
        If the path cannot be written; then what was there is as before.

    Examples
    --------
    >>> import graphmodel as gm
    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> folder = Path(mkdtemp())
    >>> network = gm.read_tables()
    >>> processes = gm.Selection(bodies="rcp")
    >>> gm.write_network(network, processes, folder / "processes.gexf").name
    'processes.gexf'
    >>> file = gm.write_network(network, processes, folder / "ties.csv", format="csv", at="2008")
    >>> len(file.read_text(encoding="utf-8").splitlines()) - 1 == len(network.two_mode(processes, at="2008").ties)
    True
    """
    one = _format(format, path)
    if projection:
        if projection not in PROJECTIONS:
            raise InvalidQuestion(
                f'projection: "{projection}" is none of {", ".join(PROJECTIONS)}{closest(projection, PROJECTIONS)}'
            )
        if one.takes == "network":
            others = ", ".join(other.name for other in FORMATS if other.takes != "network")
            raise InvalidQuestion(f"projection: {one.name} holds the whole network; take one of {others}")
    output = Path(path or one.default)
    writer: Callable[..., Path] = getattr(import_module(one.module), one.writer)
    if one.takes == "network":
        return writer(network, output)
    graph = _graph(network, selection, at, one, projection)
    return writer(network, graph, output) if one.takes == "both" else writer(graph, output)


def _format(name: str, path: str | Path) -> Format:
    known = {one.name: one for one in FORMATS}
    if name:
        if name not in known:
            raise InvalidQuestion(f'format: "{name}" is none of {", ".join(known)}{closest(name, known)}')
        return known[name]
    ending = Path(path).suffix.casefold()
    found = [one for one in FORMATS if ending in one.endings]
    if len(found) != 1:
        of_it = " or ".join(one.name for one in found) or f"one of {', '.join(known)}"
        raise InvalidQuestion(f'format: "{path}" does not tell it; say {of_it}')
    return found[0]


def _graph(network: Network, selection: Selection | None, at: At, one: Format, projection: Projection) -> Graph:
    from loaders.formats.graph import EVER, graph_of_projection, graph_of_two_mode

    whole_history = one.spells and not projection and at is None
    two_mode = network.two_mode(selection, at=EVER if whole_history else at)
    if projection:
        return graph_of_projection(network, two_mode, projection, two_mode.projection(projection))
    return graph_of_two_mode(network, two_mode)
