"""Sequences of which a million items cost arrays, not objects: made when asked for, or words as numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar, overload

import numpy as np
import numpy.typing as npt

__all__ = ["CodedSequence", "LazySequence"]

Item = TypeVar("Item", covariant=True)


class LazySequence(Sequence[Item]):
    """So many items, each made by a function of its place whenever it is asked for."""

    def __init__(self, length: int, item_at: Callable[[int], Item]) -> None:
        self._length = length
        self._item_at = item_at

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        if isinstance(index, slice):
            return [self._item_at(one) for one in range(*index.indices(self._length))]
        if not -self._length <= index < self._length:
            raise IndexError(index)
        return self._item_at(index % self._length)


class CodedSequence(Sequence[str]):
    """Words, most of them many times: each place has the number of its word."""

    def __init__(self, words: Sequence[str], codes: npt.NDArray[np.int32]) -> None:
        self.words = words
        self.codes = codes

    @classmethod
    def joined(cls, parts: Sequence[CodedSequence]) -> CodedSequence:
        """One after the other, each word with one number."""
        known: dict[str, int] = {}
        codes = []
        for part in parts:
            number = [known.setdefault(word, len(known)) for word in part.words]
            codes.append(np.array(number, dtype=np.int32)[part.codes])
        return cls(tuple(known), np.concatenate(codes))

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[str]:
        return map(self.words.__getitem__, self.codes.tolist())

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return CodedSequence(self.words, self.codes[index])
        return self.words[int(self.codes[index])]
