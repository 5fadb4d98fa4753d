"""Standing: how many ties stand in a period, decided for all of them at once by the rule of ``validity``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graphmodel.dates import FIRST_DAY, LAST_DAY, Period
from graphmodel.validity import READINGS, Presume, Status, Stretch, Validity, applies, meets

__all__ = ["Standing"]

_NEVER: Stretch = (LAST_DAY + 1, FIRST_DAY - 1)


class _Layer(NamedTuple):
    """One stretch of each of some ties: first and last days, and the places of the ties where these are not all."""

    first: npt.NDArray[np.int32]
    last: npt.NDArray[np.int32]
    of: npt.NDArray[np.int64] | None


class Standing:
    """When many ties hold, as arrays: what ``holding`` decides for one tie is decided for all of them in a period."""

    def __init__(self, validities: Sequence[Validity]) -> None:
        self._validities = validities
        self._known: dict[str, list[_Layer]] = {}

    def status(self, period: Period, presume: Presume) -> npt.NDArray[np.int8]:
        """The ``Status`` of each tie."""
        status = np.full(len(self._validities), Status.UNKNOWN, dtype=np.int8)
        for given, part in reversed(READINGS[presume]):
            for layer in self._layers(part):
                does = applies(given, layer.first, layer.last, period)
                status[does if layer.of is None else layer.of[does]] = given
        return status

    def attested(self, period: Period) -> npt.NDArray[np.bool_]:
        """Whether a cited claim about each tie falls in the period."""
        attested = np.zeros(len(self._validities), dtype=np.bool_)
        for layer in self._layers("marks"):
            does = meets(layer.first, layer.last, period)
            attested[does if layer.of is None else layer.of[does]] = True
        return attested

    def distance(self, period: Period) -> npt.NDArray[np.int32]:
        """Days between the period and the nearest claim about each tie; 0 for a tie without any."""
        distance = np.full(len(self._validities), LAST_DAY, dtype=np.int32)
        for layer in self._layers("claims"):
            away = np.maximum(np.maximum(layer.first - period.last, period.first - layer.last), 0)
            of = slice(None) if layer.of is None else layer.of
            distance[of] = np.minimum(distance[of], away)
        distance[self._has_none("claims")] = 0
        return distance

    def _has_none(self, part: str) -> npt.NDArray[np.bool_] | slice:
        """Ties of whose validity a part is empty."""
        for layer in self._layers(part)[:1]:
            return layer.first > layer.last
        return slice(None)

    def _layers(self, part: str) -> list[_Layer]:
        """A part of all validities: the first stretch of every tie, then the second of those that have one, and so on."""
        if part not in self._known:
            self._known[part] = list(_layered(list(map(attrgetter(part), self._validities))))
        return self._known[part]


def _layered(each: Sequence[tuple[Stretch, ...]]) -> Iterator[_Layer]:
    lengths = np.fromiter(map(len, each), dtype=np.int64, count=len(each))
    deepest = int(lengths.max(initial=0))
    if deepest:
        yield _layer((some[0] if some else _NEVER for some in each), None)
    for depth in range(1, deepest):
        of = np.flatnonzero(lengths > depth)
        yield _layer((each[tie][depth] for tie in of.tolist()), of)


def _layer(stretches: Iterable[Stretch], of: npt.NDArray[np.int64] | None) -> _Layer:
    days = np.fromiter(chain.from_iterable(stretches), dtype=np.int32).reshape(-1, 2)
    return _Layer(days[:, 0].copy(), days[:, 1].copy(), of)
