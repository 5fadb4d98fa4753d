"""Coverage: what is known about each body of a selection at a date, so that a reader sees what an answer cannot know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from graphmodel.dates import Period
from graphmodel.lists import StatedTotal
from graphmodel.sources import format_citations

__all__ = ["BodyCoverage", "Counts", "nearest_total"]


@dataclass(frozen=True, slots=True)
class BodyCoverage:
    """What is known about one body at a date.

    ``exists``: whether it existed at some time in the period, ``yes`` where all sources agree, ``maybe`` where they disagree.
    ``documented`` and ``presumed``: its actors in the selection. ``stated_total``: the number that a source prints nearest to
    the date, for ``stated_role`` at ``stated_at``. ``held``: how many actors the data has then in that role (in the selected
    roles, where no total is stated), of all regions. ``complete_list``: whether any complete list of the selected roles exists,
    at any date. ``last_active``: the latest sign of activity met.
    """

    id: str
    name: str
    exists: Literal["yes", "maybe", "no"]
    documented: int
    presumed: int
    stated_total: int | None
    stated_role: str
    stated_at: str
    stated_by: str
    held: int
    complete_list: bool
    last_active: str

    @property
    def is_short(self) -> bool:
        """Whether the data holds fewer actors than a source counts, or none at all, in a body that existed."""
        if self.exists == "no":
            return False
        return not self.held or (self.stated_total is not None and self.held < self.stated_total)

    def to_dict(self) -> dict[str, Any]:
        """Its parts as JSON has them."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many ties an answer rests on, and on what.

    ``attested`` of the documented and presumed ties have a cited claim that falls in the period; ``unknown`` may hold or
    not; ``uncited_left_out`` rest on no source and were left out; the farthest presumption spans ``farthest_presumption_years``
    (begun years count whole).
    """

    documented: int = 0
    presumed: int = 0
    attested: int = 0
    unknown: int = 0
    uncited_left_out: int = 0
    farthest_presumption_years: int = 0

    def to_dict(self) -> dict[str, int]:
        """Its parts as JSON has them."""
        return asdict(self)


def nearest_total(
    totals: Iterable[StatedTotal], *, roles: Sequence[str], sorts: Sequence[str], period: Period
) -> StatedTotal | None:
    """The stated total nearest to a period, of one of the roles and sorts of actors; the earlier and larger one of two."""
    placed = [one for one in totals if one.role in roles and one.actors in sorts and one.as_of is not None]

    def rank(one: StatedTotal) -> tuple[int, int, int, str]:
        assert one.as_of is not None
        distance = max(one.as_of.first - period.last, period.first - one.as_of.last, 0)
        return (distance, one.as_of.first, -one.total, format_citations(one.citations))

    return min(placed, key=rank, default=None)
