"""The two graphs that maps are tried on: S, 193 states in 30 processes, and L, 250 states in 550 organizations."""

from __future__ import annotations

import random
from typing import Any

from graphmodel.claims import Claim
from graphmodel.dataset import Dataset
from graphmodel.entities import Entity, Organization, Process, State
from graphmodel.network import Network, Records
from graphmodel.selection import Selection
from graphmodel.sources import Source, parse_citations
from graphmodel.ties import Membership

SEED = 20261125
REGIONS = ("Africa", "Americas", "Asia", "Europe", "Oceania")
LARGE = Selection(bodies="organization")


def small() -> Network:
    """Graph S: 193 states, 30 processes, 785 spells; most states sit in processes of their region."""
    draw = random.Random(SEED)
    states = _states(draw, 193)
    processes = [
        Process(
            id=f"process-{one}", name=f"Process number {one}", short_name=f"Process {one}", regions=(REGIONS[one % 5],)
        )
        for one in range(30)
    ]
    homes = {one.id: one.regions[0] for one in processes}
    near = [(s, p) for s in states for p in processes if s.region == homes[p.id]]
    far = [(s, p) for s in states for p in processes if s.region != homes[p.id]]
    pairs = draw.sample(near, 700) + draw.sample(far, 85)
    return _network((*states, *processes), pairs, draw)


def large(ties: int = 20_000) -> Network:
    """Graph L: 250 states, 550 organizations, 20,000 spells."""
    draw = random.Random(SEED)
    states = _states(draw, 250)
    bodies = [
        Organization(id=f"org-{one}", name=f"International Organization {one}", short_name=f"IO {one}", form="igo")
        for one in range(550)
    ]
    pairs = [divmod(one, len(bodies)) for one in draw.sample(range(len(states) * len(bodies)), ties)]
    return _network((*states, *bodies), [(states[a], bodies[b]) for a, b in pairs], draw)


def _states(draw: random.Random, count: int) -> list[State]:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    codes = [a + b + c for a in letters for b in letters for c in letters]
    return [
        State(
            id=code,
            name=f"State of {code.title()}",
            region=REGIONS[at % 5],
            subregion=f"Part {at % 20}",
            latitude=round(draw.uniform(-50, 65), 2),
            longitude=round(draw.uniform(-170, 175), 2),
        )
        for at, code in enumerate(sorted(draw.sample(codes, count)))
    ]


def _network(entities: tuple[Entity, ...], pairs: Any, draw: random.Random) -> Network:
    memberships = []
    for actor, body in pairs:
        start = draw.randint(1985, 2024)
        claims = [_claim("start", start)]
        if draw.random() < 0.3:
            claims.append(_claim("end", draw.randint(start, 2026)))
        memberships.append(
            Membership(
                actor=actor.id,
                body=body.id,
                role=draw.choice(["member"] * 9 + ["observer"]),  # type: ignore[arg-type]
                claims=tuple(claims),
            )
        )
    return Network(
        Records(
            dataset=Dataset.model_validate(
                {
                    "name": "trial",
                    "title": "Trial",
                    "version": "1.0.0",
                    "date": "2026",
                    "citation": "Nobody (2026). Trial.",
                }
            ),
            entities=entities,
            memberships=tuple(memberships),
            sources=tuple(
                Source.model_validate(
                    {"id": f"book-{one}", "type": "book", "title": f"Book {one}", "URL": f"https://example.org/{one}"}
                )
                for one in range(40)
            ),
        )
    )


def _claim(says: str, year: int) -> Claim:
    return Claim.model_validate(
        {"says": says, "date": str(year), "citations": parse_citations(f"book-{year % 40}[p. {year % 7}]")}
    )
