"""Affiliation tables of other people: who is affiliated with what, as their files say it, before it is a network of ours."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Affiliation"]


@dataclass(frozen=True, slots=True)
class Affiliation:
    """One statement of a foreign file: an actor in a body, in the words of the file, with the place where it stands.

    Dates are texts as in the tables of a data folder; an empty text says that the file does not say. ``line`` and ``column``
    are where a reader of the file finds it, ``column`` by name where the file has names.
    """

    actor: str
    body: str
    role: str = ""
    start: str = ""
    end: str = ""
    as_of: str = ""
    source: str = ""
    line: int = 0
    column: str = ""
