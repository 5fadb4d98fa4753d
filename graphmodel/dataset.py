"""Dataset: which data an answer rests on: its version, its date, and how to cite it."""

from __future__ import annotations

from graphmodel.claims import Record
from graphmodel.dates import PartialDate

__all__ = ["Dataset", "License"]


class License(Record):
    """Terms on which data may be used, as Frictionless data packages state them."""

    name: str
    path: str = ""
    title: str = ""


class Dataset(Record):
    """Name, version and date of the data, and the citation that people print with its numbers.

    ``date`` is the day on which the data describes the world; questions without a date ask at it. Without ``licenses`` the data
    states no terms of its own.
    """

    name: str
    title: str
    version: str
    date: PartialDate
    citation: str
    licenses: tuple[License, ...] = ()
