"""Networks to measure on."""

from __future__ import annotations

import random

from graphmodel.claims import Claim
from graphmodel.dataset import Dataset
from graphmodel.entities import Process, State
from graphmodel.network import Network, Records
from graphmodel.sources import Source, parse_citations
from graphmodel.ties import Membership

SEED = 20261125


def synthetic(actors: int, bodies: int, ties: int) -> Network:
    """A network of that many states, processes and cited memberships, drawn with a stated seed."""
    draw = random.Random(SEED)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    names = [a + b + c for a in letters for b in letters for c in letters][:actors]
    processes = [f"p-{number}" for number in range(bodies)]
    pairs = draw.sample(range(actors * bodies), ties)
    said = (Claim.model_validate({"says": "start", "date": "2000", "citations": parse_citations("book")}),)
    return Network(
        Records(
            dataset=Dataset.model_validate(
                {"name": "synthetic", "title": "Synthetic", "version": "1", "date": "2010", "citation": "none"}
            ),
            entities=(*(State(id=one, name=one) for one in names), *(Process(id=one, name=one) for one in processes)),
            memberships=tuple(
                Membership(actor=names[pair // bodies], body=processes[pair % bodies], role="member", claims=said)
                for pair in pairs
            ),
            sources=(Source(id="book", type="book", title="Book"),),
        )
    )
