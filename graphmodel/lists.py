"""Dated lists of who takes part, and the totals and meetings that sources state."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from graphmodel.claims import Cited
from graphmodel.dates import PartialDate
from graphmodel.ties import Role

__all__ = ["DatedList", "Meeting", "StatedTotal"]


class DatedList(Cited):
    """A list of the actors of a body in one role at a date.

    A complete list, copied whole from a source that presents it as the whole, denies the role to every actor of its sort
    (states with territories, or organizations) that it leaves out.
    """

    id: str = Field(min_length=1)
    body: str
    role: Role
    actors: Literal["states", "organizations"] = "states"
    as_of: PartialDate | None = None
    complete: bool = False
    stated_total: int | None = Field(default=None, ge=0)

    @property
    def denies(self) -> bool:
        """Whether leaving somebody out is evidence: complete, dated and cited."""
        return self.complete and self.as_of is not None and self.is_cited


class StatedTotal(Cited):
    """A number of participants that a source prints."""

    body: str
    role: Role
    actors: Literal["states", "organizations", "all"] = "states"
    as_of: PartialDate | None = None
    total: int = Field(ge=0)


class Meeting(Cited):
    """A meeting of a body; numbered meetings date the chairs of their editions."""

    body: str
    number: int | None = None
    name: str = ""
    city: str = ""
    country: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
