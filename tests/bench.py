"""Networks to measure on, and the clock."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from graphmodel.claims import Claim
from graphmodel.dataset import Dataset
from graphmodel.entities import Process, State
from graphmodel.lifetimes import LifeEvent
from graphmodel.network import Network, Records
from graphmodel.sources import Source, parse_citations
from graphmodel.ties import Membership

SEED = 20261125
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CITED = parse_citations("book")
FIRST_YEAR, LAST_YEAR = 1816, 2014


def synthetic(actors: int, bodies: int, ties: int) -> Network:
    """A network of that many states, processes and cited memberships, drawn with a stated seed."""
    draw = random.Random(SEED)
    names = _codes(actors)
    processes = [f"p-{number}" for number in range(bodies)]
    pairs = draw.sample(range(actors * bodies), ties)
    said = (_said("start", "2000"),)
    memberships = [(names[pair // bodies], processes[pair % bodies], said) for pair in pairs]
    return _network(names, processes, memberships, ())


def of_two_centuries(states: int, bodies: int, spells: int) -> Network:
    """States and bodies that come into being over two centuries, and cited spells of membership drawn with a stated seed.

    As in the state system, states grow fast late, a few bodies take in nearly everybody, and a few states sit nearly everywhere.
    A spell begins within eight years of the younger of the two, and has a stated end, or is shown once more.
    """
    draw = np.random.default_rng(SEED)
    names, processes = _codes(states), [f"p-{number}" for number in range(bodies)]
    years = LAST_YEAR - FIRST_YEAR
    born = FIRST_YEAR + (years * (np.arange(states) / states) ** 0.57).astype(int)
    founded = FIRST_YEAR + (years * (np.arange(bodies) / bodies) ** 0.4).astype(int)
    odds = np.outer(draw.lognormal(0, 0.5, states), draw.lognormal(0, 2, bodies)).ravel()
    chosen = np.argsort(draw.exponential(size=states * bodies) / odds)[:spells]
    memberships = []
    for state, body in zip(*divmod(chosen, bodies), strict=True):
        start = min(max(born[state], founded[body]) + int(draw.integers(8)), LAST_YEAR)
        other = "end" if draw.random() < 0.4 else "shown"
        claims = (_said("start", str(start)), _said(other, str(draw.integers(start, LAST_YEAR + 1))))
        memberships.append((names[state], processes[body], claims))
    lives = [
        LifeEvent.model_validate({"entity": one, "event": "established", "date": str(year), "citations": CITED})
        for one, year in zip([*names, *processes], [*born, *founded], strict=True)
    ]
    return _network(names, processes, memberships, tuple(lives))


def _codes(count: int) -> list[str]:
    return [a + b + c for a in LETTERS for b in LETTERS for c in LETTERS][:count]


def _said(says: str, date: str) -> Claim:
    return Claim.model_validate({"says": says, "date": date, "citations": CITED})


def _network(
    states: list[str],
    processes: list[str],
    memberships: list[tuple[str, str, tuple[Claim, ...]]],
    lives: tuple[LifeEvent, ...],
) -> Network:
    return Network(
        Records(
            dataset=Dataset.model_validate(
                {"name": "synthetic", "title": "Synthetic", "version": "1", "date": "2010", "citation": "none"}
            ),
            entities=(*(State(id=one, name=one) for one in states), *(Process(id=one, name=one) for one in processes)),
            memberships=tuple(
                Membership(actor=actor, body=body, role="member", claims=claims) for actor, body, claims in memberships
            ),
            lives=lives,
            sources=(Source(id="book", type="book", title="Book"),),
        )
    )


def seconds(action: Callable[[], Any], times: int) -> float:
    """Median time of an action."""
    spans = []
    for _ in range(times):
        begin = time.perf_counter()
        action()
        spans.append(time.perf_counter() - begin)
    return statistics.median(spans)
