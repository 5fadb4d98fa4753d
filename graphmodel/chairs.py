"""Chairs: the chain of those who chaired a body, and the troika of the previous, the current and the next one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, product

from graphmodel.dates import FIRST_DAY, LAST_DAY, Period, day_text
from graphmodel.network import Network
from graphmodel.ties import Membership, office_family

__all__ = ["Term", "Troika", "chain_of_chairs", "stated", "troikas", "troikas_in"]


@dataclass(frozen=True, slots=True)
class Term:
    """One term of office: who held it (several where they chaired together), and the days it may have spanned."""

    ties: tuple[Membership, ...]
    first: int
    last: int

    @property
    def chairs(self) -> tuple[str, ...]:
        """Ids of the chairs, sorted."""
        return tuple(sorted({tie.actor for tie in self.ties}))


@dataclass(frozen=True, slots=True)
class Troika:
    """Three chairs in a row. ``previous`` or ``next`` is empty where none is known; ``start`` and ``end`` bound the term."""

    previous: str
    chair: str
    next: str
    start: str
    end: str
    ties: tuple[Membership, ...] = ()


def chain_of_chairs(network: Network, body: str) -> tuple[Term, ...]:
    """The terms of a body's chairs, one after the other; those who chaired together, or the same twice in a row, are one term.

    Only chairs with a cited claim count, never those planned or offered. Raises ``UnknownEntity`` for an unknown body.
    """
    network[body]
    held = []
    for tie in network.memberships(body=body):
        if tie.role not in office_family("chair"):
            continue
        extent = network.timeline.validity(tie).extent()
        if extent is not None:
            held.append((extent, tie))
    held.sort(key=lambda one: (one[0], one[1].key))
    terms: list[Term] = []
    for (first, last), tie in held:
        if terms and _chaired_together(terms[-1], tie, first, last):
            together = terms.pop()
            terms.append(Term((*together.ties, tie), min(together.first, first), max(together.last, last)))
        else:
            terms.append(Term((tie,), first, last))
    return tuple(_with_successive_editions(terms))


def _with_successive_editions(terms: Iterable[Term]) -> Iterator[Term]:
    for _, same in groupby(terms, key=lambda term: term.chairs):
        editions = tuple(same)
        yield Term(
            tuple(tie for term in editions for tie in term.ties),
            min(term.first for term in editions),
            max(term.last for term in editions),
        )


def stated(tie: Membership, says: str) -> str:
    """The start or end of a tie as its cited claims give it, as precise as they are; empty if none does."""
    dates = sorted(str(claim.date) for claim in tie.claims if claim.says == says and claim.is_cited and claim.date)
    return "" if not dates else dates[0] if says == "start" else dates[-1]


def _chaired_together(term: Term, tie: Membership, first: int, last: int) -> bool:
    meetings = {claim.meeting for one in term.ties for claim in one.claims if claim.meeting is not None}
    if meetings & {claim.meeting for claim in tie.claims if claim.meeting is not None}:
        return True
    co_chairs = tie.role == "co-chair" and all(one.role == "co-chair" for one in term.ties)
    return co_chairs and first <= term.last and last >= term.first


def troikas(network: Network, body: str = "gfmd") -> tuple[Troika, ...]:
    """Every troika of a body, in order; where several chaired together, one for each of them.

    They form a chain: the next chair of one is the chair of the following.
    """
    terms = chain_of_chairs(network, body)
    found = []
    for index, term in enumerate(terms):
        before = terms[index - 1].chairs if index else ("",)
        after = terms[index + 1].chairs if index + 1 < len(terms) else ("",)
        for previous, chair, following in product(before, term.chairs, after):
            ties = tuple(tie for tie in term.ties if tie.actor == chair)
            start = stated(ties[0], "start") or (day_text(term.first) if term.first > FIRST_DAY else "")
            end = stated(ties[-1], "end") or (day_text(term.last) if term.last < LAST_DAY else "")
            found.append(Troika(previous, chair, following, start, end, ties))
    return tuple(found)


def troikas_in(network: Network, period: Period, body: str = "gfmd") -> Iterator[Troika]:
    """The troikas whose chair held office at some time in a period, in order."""
    for one in troikas(network, body):
        if any(network.holding(tie, period).holds for tie in one.ties):
            yield one
