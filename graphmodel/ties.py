"""The ties of a governance network: memberships, links between bodies, and the themes that bodies deal with."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from graphmodel.claims import Cited, Claim, Confidence, Record
from graphmodel.dates import PartialDate

__all__ = [
    "EXCLUSIVE_ROLES",
    "OFFICES",
    "RELATIONS",
    "ROLES",
    "ROLES_OF_BELONGING",
    "STRENGTHS",
    "Focus",
    "Link",
    "Membership",
    "Relation",
    "Role",
    "office_family",
]

Role = Literal[
    "member",
    "associate",
    "observer",
    "partner",
    "signatory",
    "participant",
    "chair",
    "co-chair",
    "host",
    "secretariat",
    "coordinator",
    "organizer",
    "supporter",
    "donor",
    "founder",
]
ROLES: tuple[str, ...] = get_args(Role)
ROLES_OF_BELONGING = ("member", "associate")
EXCLUSIVE_ROLES = frozenset({"member", "associate", "observer"})
OFFICES = frozenset({"chair", "co-chair", "host", "coordinator", "donor"})

Relation = Literal["part_of", "succeeds", "associated_with", "joint_meeting", "outcome_of"]
RELATIONS: tuple[str, ...] = get_args(Relation)
Strength = Literal["regular", "ad_hoc", "none"]
STRENGTHS: tuple[str, ...] = get_args(Strength)


def office_family(role: str) -> frozenset[str]:
    """Roles whose holders follow one another in one office: chair and co-chair are one office."""
    return frozenset({"chair", "co-chair"}) if role in ("chair", "co-chair") else frozenset({role})


class Membership(Record):
    """An actor in a body, in one role, for one spell, with the claims made about it.

    It is identified by actor, body, role and ordinal, never by its dates: learning a start changes no identity, and
    re-joining after leaving is the next ordinal.
    """

    actor: str
    body: str
    role: Role
    ordinal: int = Field(default=1, ge=1)
    claims: tuple[Claim, ...]

    @property
    def key(self) -> tuple[str, str, str, int]:
        """Actor, body, role, ordinal."""
        return (self.actor, self.body, self.role, self.ordinal)

    @property
    def is_cited(self) -> bool:
        """Whether any of its claims of fact is cited."""
        return any(claim.is_cited and claim.is_fact for claim in self.claims)


class Link(Record):
    """Two bodies joined: ``first`` is part of, succeeds, is associated with, met jointly with, or came out of ``second``."""

    first: str
    relation: Relation
    second: str
    claims: tuple[Claim, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """First, relation, second."""
        return (self.first, self.relation, self.second)


class Focus(Cited):
    """A body dealing with a theme, regularly, ad hoc, or explicitly not."""

    body: str
    theme: str
    strength: Strength
    date: PartialDate | None = None
    confidence: Confidence = ""
