"""TwoMode: the two-mode (affiliation) network of a selection at a date, as integer arrays. Isolates are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from graphmodel.coverage import BodyCoverage, Counts
from graphmodel.dataset import Dataset
from graphmodel.dates import Period
from graphmodel.entities import Entity
from graphmodel.errors import InvalidQuestion
from graphmodel.selection import Selection
from graphmodel.sources import Citation
from graphmodel.ties import Membership

if TYPE_CHECKING:
    import networkx
    from scipy import sparse

__all__ = ["Mode", "TwoMode"]

Mode = Literal["actors", "bodies"]
Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False, repr=False)
class TwoMode:
    """Actors, bodies, and one cell for each actor-body pair that holds at the date.

    ``rows[i]`` and ``columns[i]`` are the positions of cell ``i`` in ``actors`` and ``bodies``; cells are sorted by both.
    ``documented`` is an array over cells, ``ties[i]`` are the memberships behind cell ``i``, in the order of their keys, and
    ``coverage[j]`` is what is known about body ``j``; ties and coverage are made when asked for.
    """

    actors: tuple[Entity, ...]
    bodies: tuple[Entity, ...]
    rows: Integers
    columns: Integers
    documented: Booleans
    ties: Sequence[tuple[Membership, ...]]
    selection: Selection
    period: Period
    dataset: Dataset
    counts: Counts
    coverage: Sequence[BodyCoverage]

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return (
            f"<TwoMode at {self.period}: {len(self.actors)} actors, {len(self.bodies)} bodies, "
            f"{len(self)} ties ({self.counts.documented} documented)>"
        )

    def _repr_html_(self) -> str:
        from html import escape

        return f"<pre>{escape(repr(self))}</pre>"

    def entities(self, mode: Mode) -> tuple[Entity, ...]:
        """The entities of one mode, in the order of the arrays."""
        return self.actors if _is_actors(mode) else self.bodies

    def degrees(self, mode: Mode) -> Integers:
        """How many ties each entity of a mode has, in the order of the mode."""
        positions, size = (self.rows, len(self.actors)) if _is_actors(mode) else (self.columns, len(self.bodies))
        return np.bincount(positions, minlength=size).astype(np.int64)

    def incidence(self) -> sparse.csr_array[Any, tuple[int, int]]:
        """Actors in rows, bodies in columns, 1 where a tie holds: ``scipy.sparse`` matrix of int64."""
        from scipy import sparse

        ones = np.ones(len(self.rows), dtype=np.int64)
        return sparse.csr_array((ones, (self.rows, self.columns)), shape=(len(self.actors), len(self.bodies)))

    def shared(self, mode: Mode, *, documented: bool = False) -> npt.NDArray[np.int64]:
        """Square matrix of one mode: how many entities of the other each two share; the diagonal has the degrees.

        With ``documented``, of documented ties alone.
        The product of the incidence with its transpose (Breiger 1974, doi:10.2307/2576011).
        """
        incidence = np.zeros((len(self.actors), len(self.bodies)), dtype=np.float32)
        incidence[self.rows, self.columns] = self.documented if documented else 1
        if max(incidence.shape, default=0) >= 2**24:
            incidence = incidence.astype(np.float64)
        product = incidence @ incidence.T if _is_actors(mode) else incidence.T @ incidence
        return product.astype(np.int64)

    def projection(self, mode: Mode) -> sparse.csr_array[Any, tuple[int, int]]:
        """The one-mode network of a mode: shared counts as a sparse int64 matrix with an empty diagonal."""
        from scipy import sparse

        counts = self.shared(mode)
        np.fill_diagonal(counts, 0)
        return sparse.csr_array(counts)

    def to_networkx(self) -> networkx.Graph[str]:
        """The same network as a NetworkX graph with node attribute ``bipartite`` (0 actors, 1 bodies).

        Nodes are ids with ``name`` and ``kind``; a body that is also an actor of the selection cannot be one node in both
        modes and raises ``InvalidQuestion``. Edges carry ``documented`` and ``roles``.
        """
        import networkx

        self.require_disjoint("to_networkx")
        graph: networkx.Graph[str] = networkx.Graph()
        for bipartite, entities in enumerate((self.actors, self.bodies)):
            for entity in entities:
                graph.add_node(entity.id, bipartite=bipartite, name=entity.name, kind=entity.kind)
        for cell, (row, column) in enumerate(zip(self.rows.tolist(), self.columns.tolist(), strict=True)):
            graph.add_edge(
                self.actors[row].id,
                self.bodies[column].id,
                documented=bool(self.documented[cell]),
                roles=sorted({tie.role for tie in self.ties[cell]}),
            )
        return graph

    def require_disjoint(self, caller: str) -> None:
        """Raise ``InvalidQuestion`` where a body is also an actor: it cannot be one node of both modes."""
        both = {one.id for one in self.actors} & {one.id for one in self.bodies}
        if both:
            raise InvalidQuestion(
                f"{caller}: {', '.join(sorted(both))} would be actor and body at once; select disjoint actors and bodies"
            )

    def citations(self) -> dict[Citation, tuple[int, ...]]:
        """Every citation of a claim about a tie that holds, sorted by its text, and the cells that rest on it."""
        cells: dict[Citation, dict[int, None]] = {}
        for cell, ties in enumerate(self.ties):
            for citation in (one for tie in ties for claim in tie.claims for one in claim.citations):
                cells.setdefault(citation, {})[cell] = None
        return {one: tuple(cells[one]) for one in sorted(cells, key=str)}

    def cells_of(self, mode: Mode) -> list[list[int]]:
        """For each entity of a mode, its cells, in the order of the other mode."""
        positions: Sequence[int] = (self.rows if _is_actors(mode) else self.columns).tolist()
        cells: list[list[int]] = [[] for _ in self.entities(mode)]
        for cell, position in enumerate(positions):
            cells[position].append(cell)
        return cells


def _is_actors(mode: str) -> bool:
    if mode not in ("actors", "bodies"):
        raise InvalidQuestion(f'mode: "{mode}" is neither actors nor bodies')
    return mode == "actors"
