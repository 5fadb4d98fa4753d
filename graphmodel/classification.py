"""What a source calls a body at a date: rcp, inter-regional, global. The class of a body is a dated claim."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from graphmodel.claims import Cited, Confidence
from graphmodel.dates import LAST_DAY, PartialDate, Period

__all__ = ["CLASSES", "Classification", "classes_at"]

CLASSES = ("rcp", "inter-regional", "global")


class Classification(Cited):
    """One source calling one body by a class; ``other`` is any other word and displaces no class."""

    body: str
    class_: Literal["rcp", "inter-regional", "global", "other"]
    scheme: str
    as_of: PartialDate | None = None
    confidence: Confidence = ""


def classes_at(claims: Iterable[Classification], period: Period) -> frozenset[str]:
    """Classes of one body at a period, from the cited claims about it.

    The latest claims up to the end of the period count; where none is that early, the earliest later ones. Claims of one
    date that disagree put the body in both. Undated claims count only where there is no dated one.

    >>> from graphmodel.sources import parse_citations
    >>> def said(word, year):
    ...     return Classification(body="igc", class_=word, scheme="s", as_of=year, citations=parse_citations("s"))
    >>> sorted(classes_at([said("rcp", "2005"), said("inter-regional", "2013")], Period.parse("2008")))
    ['rcp']
    """
    usable = [claim for claim in claims if claim.class_ != "other" and claim.is_cited]
    dated = [claim for claim in usable if claim.as_of is not None]
    if not dated:
        return frozenset(claim.class_ for claim in usable)
    earlier = [claim for claim in dated if _day(claim) <= period.last]
    day = max(map(_day, earlier)) if earlier else min(map(_day, dated))
    return frozenset(claim.class_ for claim in dated if _day(claim) == day)


def _day(claim: Classification) -> int:
    return claim.as_of.first if claim.as_of is not None else LAST_DAY
