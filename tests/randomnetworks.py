"""Networks of any actor-body pairs, and networks drawn at random for hypothesis."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

import graphmodel as gm
from graphmodel.claims import Claim
from graphmodel.dataset import Dataset
from graphmodel.lifetimes import LifeEvent
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

_dates = st.sampled_from(["2000", "2001", "2002-03", "2003", "2003-02-05", "2005", "2006", "2008"])
_said = st.builds(
    lambda says, date, is_cited: Claim.model_validate(
        {"says": says, "date": date, "citations": parse_citations("book") if is_cited else ()}
    ),
    st.sampled_from(["shown", "shown", "start", "end", "suspended", "planned"]),
    _dates,
    st.sampled_from([True, True, True, False]),
)
_keys = st.tuples(
    st.integers(0, 3), st.integers(0, 2), st.sampled_from(["member", "observer", "chair"]), st.integers(1, 2)
)


def dated_network_of(said: dict[tuple[int, int, str, int], list[Claim]], founded: list[str | None]) -> Network:
    """Claims about memberships (actor, body, role, ordinal), in bodies founded at these dates; whether or not they agree."""
    plain = network_of(set(), 4, 3).records
    lives = [
        LifeEvent.model_validate(
            {"entity": f"p{body}", "event": "established", "date": date, "citations": parse_citations("book")}
        )
        for body, date in enumerate(founded)
        if date
    ]
    memberships = [
        gm.Membership.model_validate(
            {"actor": f"AA{chr(65 + actor)}", "body": f"p{body}", "role": role, "ordinal": ordinal, "claims": claims}
        )
        for (actor, body, role, ordinal), claims in said.items()
    ]
    return Network(replace(plain, memberships=tuple(memberships), lives=tuple(lives)), is_checked=True)


dated_networks = st.builds(
    dated_network_of,
    st.dictionaries(_keys, st.lists(_said, min_size=1, max_size=3), max_size=14),
    st.tuples(st.none(), *[st.one_of(st.none(), _dates)] * 2).map(list),
)
