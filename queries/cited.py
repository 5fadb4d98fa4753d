"""Cited: which sources an answer rests on, and where in them."""

from __future__ import annotations

from dataclasses import dataclass

from graphmodel.network import At, Network
from graphmodel.selection import Selection
from queries.answer import Answer, column

__all__ = ["CitedSource", "cited_sources"]


@dataclass(frozen=True, slots=True)
class CitedSource:
    """One source, and how much of the selection rests on it."""

    id: str = column("key of the source")
    title: str = column("its title")
    published: str = column("when, as precisely as is known; empty if not")
    count: int = column("ties that hold then and rest on it, alone or with others")
    places: list[str] = column("where in it, as the citations say")
    url: str = column("its address")


def cited_sources(network: Network, selection: Selection | None = None, *, at: At = None) -> Answer[CitedSource]:
    """Which sources the ties of a selection at a date rest on, and where in them.

    Parameters
    ----------
    network
        The network.
    selection
        Actors, bodies, roles and evidence.
    at
        The date; by default that of the data.

    Returns
    -------
    Answer[CitedSource]
        One row a source, by id: exactly those that a claim about a tie that holds then cites. ``count`` counts actor-body
        pairs; a pair may rest on several sources.

    Raises
    ------
    EmptySelection
        If the selection matches no body or no actor.
    UnknownEntity
        If it names a body or an actor that is nobody's name.

    Notes
    -----
    The sources of a selection are those that a cited claim names about a tie which holds at the date, documented or presumed; how
    many pairs of actor and body rest on each is counted, and a pair that rests on several counts for each of them.

    Examples
    --------
    >>> import graphmodel as gm
    >>> answer = gm.cited_sources(gm.read_tables(), gm.Selection(bodies="bali-process"), at="2008")
    >>> [row.id for row in answer][:2]
    ['bali-2002-statement', 'bali-ahg12-2017']
    """
    two_mode = network.two_mode(selection, at=at)
    places: dict[str, list[str]] = {}
    cells: dict[str, set[int]] = {}
    for citation, some in two_mode.citations().items():
        cells.setdefault(citation.key, set()).update(some)
        places.setdefault(citation.key, []).extend([citation.locator] if citation.locator else [])
    sources = [network.source(key) for key in sorted(cells)]
    return Answer.of_two_mode(
        "sources",
        CitedSource,
        {
            "id": [one.id for one in sources],
            "title": [one.title for one in sources],
            "published": [one.published for one in sources],
            "count": [len(cells[one.id]) for one in sources],
            "places": [sorted(places[one.id]) for one in sources],
            "url": [one.url for one in sources],
        },
        two_mode,
        parameters={},
        evidence_at=lambda row: tuple(tie for cell in sorted(cells[sources[row].id]) for tie in two_mode.ties[cell]),
    )
