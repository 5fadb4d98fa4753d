"""Dates as precise as the source gives them, and the periods that questions ask about.

Days are counted as proleptic Gregorian ordinals (``datetime.date.toordinal``), so that every rule is integer arithmetic.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date as Day
from functools import lru_cache
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from graphmodel.errors import InvalidQuestion

__all__ = ["FIRST_DAY", "LAST_DAY", "PartialDate", "Period", "day_text"]

FIRST_DAY = Day.min.toordinal()
LAST_DAY = Day.max.toordinal()

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month or a day, as a source gives it; a trailing ``~`` marks an approximate one (EDTF).

    ``first`` and ``last`` are the ordinals of the first and the last day it can mean. An approximate date counts as the
    date it names. Raises ``ValueError`` on any other form.

    >>> PartialDate.parse("2014-02").precision, str(PartialDate.parse("2014~"))
    ('month', '2014~')
    """

    text: str
    first: int = field(compare=False)
    last: int = field(compare=False)
    circa: bool = field(compare=False)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, each with or without a trailing ``~``."""
        return _parse(text)

    @property
    def precision(self) -> str:
        """``year``, ``month`` or ``day``."""
        return {4: "year", 7: "month", 10: "day"}[len(self.text.rstrip("~"))]

    @property
    def year(self) -> int:
        """The calendar year."""
        return int(self.text[:4])

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _as_partial_date, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )


@lru_cache(maxsize=65536)
def _parse(text: str) -> PartialDate:
    match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError(f'"{text}" is no date; write YYYY, YYYY-MM or YYYY-MM-DD, with ~ behind it for "about"')
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    assert year is not None
    try:
        first = Day(year, month or 1, day or 1)
        last = Day(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError as error:
        raise ValueError(f'"{text}" is no date of the calendar: {error}') from None
    return PartialDate(text, first.toordinal(), last.toordinal(), bool(match[4]))


def _as_partial_date(value: object) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, str):
        return _parse(value)
    raise ValueError("a date is text: YYYY, YYYY-MM or YYYY-MM-DD")


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a question asks about, first and last included: what held at some time in them holds at it.

    >>> Period.parse("2014").days
    365
    >>> str(Period.parse("2005/2010-06"))
    '2005/2010-06'
    """

    first: int
    last: int
    text: str = field(compare=False)

    @classmethod
    def parse(cls, at: str | int | Day | PartialDate | Period) -> Period:
        """Read a year, month, day, or two of them joined by ``/``. Raises ``InvalidQuestion``."""
        if isinstance(at, Period):
            return at
        if isinstance(at, PartialDate):
            return cls(at.first, at.last, at.text.rstrip("~"))
        if isinstance(at, Day):
            return cls(at.toordinal(), at.toordinal(), at.isoformat()[:10])
        text = f"{at:04d}" if isinstance(at, int) else str(at).strip()
        try:
            ends = [PartialDate.parse(part) for part in text.split("/")]
        except ValueError:
            raise InvalidQuestion(f'at: "{text}" is no date; write 2014, 2014-05, 2014-05-01 or 2005/2010') from None
        if len(ends) > 2 or any(end.circa for end in ends):
            raise InvalidQuestion(f'at: "{text}" is no period; write 2014, 2014-05, 2014-05-01 or 2005/2010')
        if ends[0].first > ends[-1].last:
            raise InvalidQuestion(f'at: "{text}" ends before it begins; write the earlier date first')
        return cls(ends[0].first, ends[-1].last, text)

    @property
    def days(self) -> int:
        """How many days it has."""
        return self.last - self.first + 1

    def __str__(self) -> str:
        return self.text


def day_text(ordinal: int) -> str:
    """ISO text of a day's ordinal."""
    return Day.fromordinal(ordinal).isoformat()
