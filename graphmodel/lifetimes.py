"""When a body or an actor existed: dated claims about its life, and the life they add up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from graphmodel.claims import Cited, Confidence
from graphmodel.dates import FIRST_DAY, LAST_DAY, PartialDate, Period

__all__ = ["ALWAYS", "EVENTS", "Life", "LifeEvent", "life_of"]

Event = Literal["established", "first_meeting", "renamed", "last_active", "dormant", "ended"]
EVENTS: tuple[str, ...] = get_args(Event)


class LifeEvent(Cited):
    """One source dating one event in the life of one entity."""

    entity: str
    event: Event
    date: PartialDate | None = None
    confidence: Confidence = ""


@dataclass(frozen=True, slots=True)
class Life:
    """First and last days: between ``certain_first`` and ``certain_last`` all cited dates agree that it existed,
    outside ``first`` to ``last`` it did not; after ``dormant`` nothing is presumed."""

    first: int = FIRST_DAY
    certain_first: int = FIRST_DAY
    certain_last: int = LAST_DAY
    last: int = LAST_DAY
    dormant: int = LAST_DAY

    def may_exist(self, period: Period) -> bool:
        """Whether some day of the period lies in it."""
        return self.first <= period.last and self.last >= period.first

    def within(self, whole: Life) -> Life:
        """The same life, but where its beginning or its end is not known that of the whole it is a part of."""
        begun, over = self.first > FIRST_DAY, self.last < LAST_DAY
        return Life(
            first=self.first if begun else whole.first,
            certain_first=self.certain_first if begun else whole.certain_first,
            certain_last=self.certain_last if over else whole.certain_last,
            last=self.last if over else whole.last,
            dormant=min(self.dormant, whole.dormant),
        )


ALWAYS = Life()


def life_of(events: Iterable[LifeEvent]) -> Life:
    """The life of one entity: from its earliest cited founding, else its earliest cited first meeting, else an uncited
    date, to its latest cited end. Where cited dates disagree, what lies between them is not certain.

    Dates of low confidence (a founding that is printed for a predecessor, say) count only where there is no better one.
    An uncited end ends nothing but presumption; dormancy, cited or not, only where no cited end is known.
    """
    dated = [event for event in events if event.date is not None]
    cited = [event for event in dated if event.is_cited]
    trusted = [event for event in cited if event.confidence != "low"]
    uncited = [event for event in dated if not event.is_cited]
    foundings = next(
        (
            dates
            for some in (trusted, cited, uncited)
            for event in ("established", "first_meeting")
            if (dates := _dates(some, event))
        ),
        [],
    )
    ends = _dates(trusted, "ended") or _dates(cited, "ended")
    stops = _dates(uncited, "ended")
    if not ends:
        stops += _dates(dated, "dormant")
    return Life(
        first=min((date.first for date in foundings), default=FIRST_DAY),
        certain_first=max((date.first for date in foundings), default=FIRST_DAY),
        certain_last=min((date.last for date in ends), default=LAST_DAY),
        last=max((date.last for date in ends), default=LAST_DAY),
        dormant=min((date.last for date in stops), default=LAST_DAY),
    )


def _dates(events: list[LifeEvent], event: str) -> list[PartialDate]:
    return [one.date for one in events if one.event == event and one.date is not None]
