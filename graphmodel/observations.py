"""Figures that the sources print about bodies: participation, turnover, topics covered."""

from __future__ import annotations

from pydantic import Field

from graphmodel.claims import Cited
from graphmodel.dates import PartialDate

__all__ = ["Observation"]


class Observation(Cited):
    """One figure of one source: ``measure`` of ``subject``, for the part of it that ``qualifier`` names."""

    subject: str
    measure: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    qualifier: str = ""
    value: str = Field(min_length=1)
    unit: str = ""
    date: PartialDate | None = None
