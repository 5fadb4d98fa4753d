"""Items by a key, in the order in which they came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

__all__ = ["grouped"]

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)


def grouped(items: Iterable[Item], key_of: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    """Items by their key.

    >>> grouped(["ape", "bee", "ant"], lambda word: word[0])
    {'a': ['ape', 'ant'], 'b': ['bee']}
    """
    groups: dict[Key, list[Item]] = defaultdict(list)
    for item in items:
        groups[key_of(item)].append(item)
    return dict(groups)
