"""Store: where records come from. A question never knows which one it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from graphmodel.network import At, Network
    from graphmodel.selection import Selection

__all__ = ["Store"]


class Store(Protocol):
    """What hands over records: at least all that a selection needs, and it may hand over too many."""

    def network(self, selection: Selection | None = None, *, at: At = None) -> Network:
        """Entities, ties, lists, lives and classes that decide the selection; without one, all; without
        ``at``, for every date."""
        ...
