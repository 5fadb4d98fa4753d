"""The tree of errors. Each says what, where, and what to do; each is also the builtin that a caller expects.

::

    GraphModelError
    ├── UnknownEntity(LookupError)        a name or id that is nobody's, or several entities'
    ├── InvalidRecord(ValueError)         data that cannot be read as it stands
    ├── InvalidQuestion(ValueError)       an option, a date or a combination of them that has no meaning
    ├── EmptySelection(ValueError)        a selection that matches no body or no actor
    ├── UnwritablePath(OSError)           a file or folder that cannot be written
    ├── MissingExtra(ImportError)         an optional package that is not installed
    ├── StoreUnavailable(ConnectionError) a server that does not answer, or refuses
    └── TooLargeToDraw(ValueError)        a graph that no reader could read
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = [
    "EmptySelection",
    "GraphModelError",
    "InvalidQuestion",
    "InvalidRecord",
    "MissingExtra",
    "Problem",
    "StoreUnavailable",
    "TooLargeToDraw",
    "UnknownEntity",
    "UnwritablePath",
]


class GraphModelError(Exception):
    """Base of every error that graphmodel raises on purpose."""


class UnknownEntity(GraphModelError, LookupError):
    """A name or id that resolves to no entity, or to more than one."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in one place of one file. ``line`` and ``column`` may be unknown (0 and "")."""

    file: str
    line: int
    column: str
    what: str

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{place}: {self.what}"


class InvalidRecord(GraphModelError, ValueError):
    """Records that cannot be read as they stand; ``problems`` lists everything found, in file order."""

    def __init__(self, problems: Iterable[Problem] | str) -> None:
        if isinstance(problems, str):
            self.problems: tuple[Problem, ...] = ()
            super().__init__(problems)
            return
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class InvalidQuestion(GraphModelError, ValueError):
    """An option, a date or a combination of options that has no meaning."""


class EmptySelection(GraphModelError, ValueError):
    """A selection that matches no body, or no actor."""


class UnwritablePath(GraphModelError, OSError):
    """A file or folder that cannot be written; what stood there before is untouched."""


class MissingExtra(GraphModelError, ImportError):
    """An optional package is needed and not installed; the text names the extra to install."""


class StoreUnavailable(GraphModelError, ConnectionError):
    """A server that does not answer, or refuses the connection."""


class TooLargeToDraw(GraphModelError, ValueError):
    """A graph that would be unreadable when drawn; the text says how to narrow the selection."""
