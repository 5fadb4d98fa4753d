"""Claim: one source saying one thing, with its citations. Everything dated in the network is a claim."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

from graphmodel.dates import PartialDate
from graphmodel.sources import Citation, format_citations, parse_citations

__all__ = ["SAYS", "Citations", "Cited", "Claim", "Confidence", "Record", "Says"]

Says = Literal["shown", "start", "end", "suspended", "planned", "offered"]
SAYS: tuple[str, ...] = get_args(Says)
Confidence = Literal["high", "medium", "low", "contested", ""]


def _as_citations(value: Any) -> Any:
    return parse_citations(value) if isinstance(value, str) else value


Citations = Annotated[
    tuple[Citation, ...], BeforeValidator(_as_citations), PlainSerializer(format_citations, return_type=str)
]


class Record(BaseModel):
    """What every record of the network shares: it never changes, and knows no columns but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Cited(Record):
    """A record that says where it comes from; without citations it is uncited and documents nothing."""

    citations: Citations = ()
    note: str = ""

    @property
    def is_cited(self) -> bool:
        """Whether any source is named."""
        return bool(self.citations)


class Claim(Cited):
    """One source saying one thing about a tie.

    ``shown`` at ``date`` (at every date up to ``until``, if given; undated if neither); ``start`` and ``end`` of the tie;
    ``suspended`` from ``date`` (to ``until``); ``planned`` and ``offered`` make nothing hold. ``via`` names the
    organization through which the actor takes part, ``list`` the dated list the claim is a line of, ``meeting`` the
    numbered meeting that dates it, ``stated_on`` the date of the statement where that lies outside the spell.
    """

    says: Says
    date: PartialDate | None = None
    until: PartialDate | None = None
    via: str = ""
    list: str = ""
    meeting: int | None = None
    confidence: Confidence = ""
    stated_on: PartialDate | None = None

    @property
    def is_fact(self) -> bool:
        """Whether it says that something was so, not that it was planned or offered."""
        return self.says not in ("planned", "offered")
