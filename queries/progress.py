"""Progress: how a question that takes long tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

__all__ = ["Progress"]

Progress: TypeAlias = Callable[[int, int], object]
"""Is told how many steps are done, and of how many."""
