"""Networks of any actor-body pairs, and networks drawn at random for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

import graphmodel as gm
from graphmodel.claims import Claim
from graphmodel.dataset import Dataset
from graphmodel.network import Network, Records
from graphmodel.sources import parse_citations


def network_of(pairs: set[tuple[int, int]], actors: int, bodies: int) -> Network:
    """Actor ``i`` in body ``j`` for each pair."""
    said = (Claim.model_validate({"says": "start", "date": "2000", "citations": parse_citations("book")}),)
    return Network(
        Records(
            dataset=Dataset.model_validate(
                {"name": "r", "title": "R", "version": "1", "date": "2010", "citation": "none"}
            ),
            entities=(
                *(gm.State(id=f"AA{chr(65 + one)}", name=f"State {one}") for one in range(actors)),
                *(gm.Process(id=f"p{one}", name=f"Process {one}") for one in range(bodies)),
            ),
            memberships=tuple(
                gm.Membership(actor=f"AA{chr(65 + actor)}", body=f"p{body}", role="member", claims=said)
                for actor, body in pairs
            ),
            sources=(gm.Source(id="book", type="book", title="Book"),),
        )
    )


CHAIN = {(actor, body % 5) for actor in range(8) for body in ((actor, actor + 1) if actor < 4 else (actor,))}
"""Four actors that link five bodies in a row, and four that hang on."""

pairs = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 4)), max_size=40)
networks = st.builds(lambda some: network_of(some, 8, 5), pairs)
connected_networks = st.builds(lambda some: network_of(some | CHAIN, 8, 5), pairs)
