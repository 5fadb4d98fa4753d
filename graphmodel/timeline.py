"""When every tie of a network holds: gathers from the whole network what ``validity_of`` needs for one tie.

A tie depends on more than its own claims: on the lives of both ends, the complete lists that leave it out, the pair's other
roles, the other holders of an office, the meetings that date a chair, and the organizations that ties go through.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from graphmodel.dates import FIRST_DAY, LAST_DAY
from graphmodel.entities import Group, Organization, State, Territory
from graphmodel.grouping import grouped
from graphmodel.lifetimes import ALWAYS, Life, LifeEvent, life_of
from graphmodel.ties import EXCLUSIVE_ROLES, OFFICES, ROLES_OF_BELONGING, Membership, office_family
from graphmodel.validity import NEVER, Evidence, Stretch, Validity, intersect, union, validity_of

if TYPE_CHECKING:
    from graphmodel.claims import Claim
    from graphmodel.lists import DatedList
    from graphmodel.network import Records

__all__ = ["MeetingDays", "Timeline"]

MeetingDays = tuple[int, int, int, int]
"""First and last day on which a meeting may have begun, first and last on which it may have ended."""

_WHOLE_LIFE = Validity(
    documented=((FIRST_DAY, LAST_DAY),), inner=((FIRST_DAY, LAST_DAY),), denied=(), claims=((FIRST_DAY, LAST_DAY),)
)


class Timeline:
    """Lives of entities and validities of ties, each computed once, when first asked for."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._lives: dict[str, Life] = {}
        self._validities: dict[tuple[tuple[str, str, str, int], bool], Validity] = {}

    def with_evidence(self, records: Records, bodies: set[str]) -> Timeline:
        """The timeline of the same records with other evidence for memberships of some bodies. Ties of other bodies hold as
        they did, unless they are made through one of these."""
        after = Timeline(records)
        touched: set[str] = set()
        ahead = bodies
        while ahead:
            touched |= ahead
            ahead = {body for through in ahead for body in self._bodies_through.get(through, ())} - touched
        after._validities = {key: known for key, known in self._validities.items() if key[0][1] not in touched}
        own = [tie for tie in records.memberships if tie.body in bodies]
        after._by_pair = self._by_pair | grouped(own, lambda tie: (tie.actor, tie.body))
        after._by_body = self._by_body | grouped(own, lambda tie: tie.body)
        after._lives = self._lives
        after._states = self._states
        after._wholes = self._wholes
        after._meetings = self._meetings
        return after

    def life(self, entity_id: str) -> Life:
        """When an entity existed; always, where nothing is known, but a group of a body no longer than that body."""
        known = self._lives.get(entity_id)
        if known is None:
            events = self._life_events.get(entity_id, ())
            known = self._lives[entity_id] = life_of(events) if events else ALWAYS
            if whole := self._groups.get(entity_id):
                known = self._lives[entity_id] = known.within(self.life(whole))
        return known

    def validity(self, tie: Membership, *, weak: bool = False) -> Validity:
        """When a membership holds. ``weak`` adds what its uncited claims would make presumed, claim by claim."""
        key = (tie.key, weak)
        if key not in self._validities:
            computed = self._computed(tie, weak)
            self._validities[key] = union([self.validity(tie), computed]) if weak else computed
        return self._validities[key]

    def extent(self, tie: Membership) -> Stretch | None:
        """First and last day on which a membership may hold under any option; None if on none."""
        has_uncited = any(claim.is_fact and not claim.is_cited for claim in tie.claims)
        readings = (False, True) if has_uncited else (False,)  # both are one where every claim is cited
        extents = [self.validity(tie, weak=weak).extent() for weak in readings]
        known = [extent for extent in extents if extent is not None]
        return (min(first for first, _ in known), max(last for _, last in known)) if known else None

    def meeting_days(self, body: str) -> dict[int, MeetingDays]:
        """Days of the numbered meetings of a body, all sources together."""
        return self._meetings.get(body, {})

    def _computed(self, tie: Membership, weak: bool) -> Validity:
        through: dict[str, list[Claim]] = defaultdict(list)
        for claim in tie.claims:
            through[claim.via].append(claim)
        meetings = self.meeting_days(tie.body)
        office = tie.role in OFFICES
        denials, rivals = self._denials(tie), self._rivals(tie)
        parts = []
        for via, claims in through.items():
            one = validity_of(
                claims,
                lives=(self.life(tie.actor), self.life(tie.body)),
                denials=denials,
                rivals=rivals,
                meetings=meetings,
                office=office,
                next_holder=self._next_holder(tie) if office else None,
                after_meeting=self._after_preceding_meeting(tie, weak=weak),
                weak=weak,
            )
            parts.append(intersect(one, self._belonging(tie.actor, via)) if via else one)
        return union(parts) if parts else NEVER

    def _belonging(self, actor: str, organization: str) -> Validity:
        """When an actor is a member or an associate of an organization, or one of its parts."""
        if organization in self._wholes.get(actor, ()):
            return _WHOLE_LIFE
        seats = [
            self.validity(tie) for tie in self._by_pair.get((actor, organization), ()) if tie.role in ROLES_OF_BELONGING
        ]
        return union(seats) if seats else NEVER

    def _denials(self, tie: Membership) -> list[Stretch]:
        denying = self._denying_lists.get((tie.body, tie.role, self.sort_of(tie.actor)), ())
        if not denying:
            return []
        on_lists = {
            claim.list
            for spell in self._by_pair[tie.actor, tie.body]
            if spell.role == tie.role
            for claim in spell.claims
            if claim.is_fact
        }
        return [
            (one.as_of.first, one.as_of.last) for one in denying if one.id not in on_lists and one.as_of is not None
        ]

    def _rivals(self, tie: Membership) -> list[Stretch]:
        rivals = [
            other
            for other in self._by_pair[tie.actor, tie.body]
            if (other.role == tie.role and other.ordinal != tie.ordinal)
            or (other.role != tie.role and {other.role, tie.role} <= EXCLUSIVE_ROLES)
        ]
        return sorted({(one.first, one.last) for other in rivals for one in self._shown(other)})

    def _next_holder(self, tie: Membership) -> int | None:
        """First day of the next holder of the office; donors give side by side and have none."""
        if tie.role == "donor":
            return None
        own = [one.first for one in self._shown(tie)]
        if not own:
            return None
        entries = (self._entry(other) for other in self._other_holders(tie))
        return min((day for day in entries if day is not None and day > max(own)), default=None)

    def _entry(self, tie: Membership) -> int | None:
        """First day on which a holder of an office may have held it: its start, else after the meeting before its own."""
        shown = [one for one in self._shown(tie) if one.says != "end"]
        if not shown:
            return None
        after = self._after_preceding_meeting(tie, weak=False)
        if after is None or any(one.says == "start" for one in shown):
            return min(one.first for one in shown)
        return after

    def _other_holders(self, tie: Membership) -> list[Membership]:
        family = office_family(tie.role)
        return [other for other in self._by_body[tie.body] if other.role in family and other.actor != tie.actor]

    def _after_preceding_meeting(self, tie: Membership, *, weak: bool) -> int | None:
        """The day after the meeting before a chair's own, or after the last day on which another is known to have chaired."""
        own = [
            claim.meeting
            for claim in tie.claims
            if claim.meeting is not None and claim.says == "shown" and (claim.is_cited or weak)
        ]
        if not own or tie.role not in office_family("chair"):
            return None
        before = [days[3] for number, days in self.meeting_days(tie.body).items() if number < min(own)]
        if not before:
            return None
        begin = min((one.first for one in self._shown(tie)), default=FIRST_DAY)
        held = [one.last for other in self._other_holders(tie) for one in self._shown(other) if one.last < begin]
        return max([*before, *held]) + 1

    def _shown(self, tie: Membership) -> list[Evidence]:
        meetings = self.meeting_days(tie.body)
        found = (Evidence.of(claim, meetings) for claim in tie.claims if claim.is_cited)
        return [one for one in found if one is not None]

    def sort_of(self, actor: str) -> str:
        """What lists call an actor: states (with territories) or organizations."""
        return "states" if actor in self._states else "organizations"

    @cached_property
    def _bodies_through(self) -> dict[str, set[str]]:
        """For each organization, the bodies of which somebody is a member through it."""
        bodies: dict[str, set[str]] = defaultdict(set)
        for tie in self._records.memberships:
            for claim in tie.claims:
                if claim.via:
                    bodies[claim.via].add(tie.body)
        return bodies

    @cached_property
    def _states(self) -> frozenset[str]:
        return frozenset(one.id for one in self._records.entities if isinstance(one, State | Territory))

    @cached_property
    def _groups(self) -> dict[str, str]:
        """For each group of a body or an organization, the body or organization it is a group of."""
        return {one.id: one.part_of for one in self._records.entities if isinstance(one, Group) and one.part_of}

    @cached_property
    def _life_events(self) -> dict[str, list[LifeEvent]]:
        return grouped(self._records.lives, lambda event: event.entity)

    @cached_property
    def _by_pair(self) -> dict[tuple[str, str], list[Membership]]:
        return grouped(self._records.memberships, lambda tie: (tie.actor, tie.body))

    @cached_property
    def _by_body(self) -> dict[str, list[Membership]]:
        return grouped(self._records.memberships, lambda tie: tie.body)

    @cached_property
    def _denying_lists(self) -> dict[tuple[str, str, str], list[DatedList]]:
        denying = (one for one in self._records.lists if one.denies)
        return grouped(denying, lambda one: (one.body, one.role, one.actors))

    @cached_property
    def _wholes(self) -> dict[str, set[str]]:
        """For each organization, all that it is a part of, directly or not."""
        above: dict[str, set[str]] = defaultdict(set)
        for entity in self._records.entities:
            if isinstance(entity, Organization) and entity.parent:
                above[entity.id].add(entity.parent)
        for link in self._records.links:
            if link.relation == "part_of":
                above[link.first].add(link.second)
        closed: dict[str, set[str]] = {}
        for part in list(above):
            reached: set[str] = set()
            ahead = list(above[part])
            while ahead:
                whole = ahead.pop()
                if whole not in reached:
                    reached.add(whole)
                    ahead.extend(above.get(whole, ()))
            closed[part] = reached
        return closed

    @cached_property
    def _meetings(self) -> dict[str, dict[int, MeetingDays]]:
        days: dict[str, dict[int, MeetingDays]] = defaultdict(dict)
        for meeting in self._records.meetings:
            if meeting.number is None or meeting.start is None:
                continue
            end = meeting.end or meeting.start
            one = (meeting.start.first, meeting.start.last, end.first, end.last)
            known = days[meeting.body].get(meeting.number, one)
            days[meeting.body][meeting.number] = (
                min(known[0], one[0]),
                max(known[1], one[1]),
                min(known[2], one[2]),
                max(known[3], one[3]),
            )
        return days
