"""The toy network that tests share, small enough to check by hand.

::

                    alpha (rcp)          beta (rcp)          gamma (inter-regional)
    members         AAA BBB CCC          BBB CCC             CCC DDD
    observers       DDD                  un-one              -
    since           list of 2004         list of 2006        start 2010 (CCC), shown 2012 (DDD)
    founded         2000                 2005                2010
    chairs          AAA 2004, BBB 2006   -                   -

AAA and BBB lie in Africa, CCC in Asia, DDD in Europe. The list of alpha of 2004 is complete, that of 2008 is too and leaves out
AAA. BBB left beta in 2012 and joined again in 2016. EEE is a state that sits nowhere. ``union`` is an organization of BBB and
CCC; through it they sit in ``delta``. UUU is a member of beta by no source.
"""

from __future__ import annotations

from typing import Any

from graphmodel.claims import Claim
from graphmodel.classification import Classification
from graphmodel.dataset import Dataset
from graphmodel.entities import Name, Organization, Process, State, Theme
from graphmodel.lifetimes import LifeEvent
from graphmodel.lists import DatedList, Meeting, StatedTotal
from graphmodel.network import Records
from graphmodel.observations import Observation
from graphmodel.sources import Source, parse_citations
from graphmodel.ties import Focus, Link, Membership

CITED = parse_citations("book[p. 1]")


def claim(says: str = "shown", date: str | None = None, **more: Any) -> Claim:
    """A claim cited to the toy book, unless ``citations`` says otherwise."""
    return Claim.model_validate({"says": says, "date": date, "citations": CITED} | more)


def tie(actor: str, body: str, *claims: Claim, role: str = "member", ordinal: int = 1) -> Membership:
    """A membership with these claims."""
    return Membership.model_validate({"actor": actor, "body": body, "role": role, "ordinal": ordinal, "claims": claims})


def toy_records() -> Records:
    """The records of the toy network."""
    regions = {"AAA": "Africa", "BBB": "Africa", "CCC": "Asia", "DDD": "Europe", "EEE": "Europe", "UUU": "Asia"}
    states = [
        State(
            id=one,
            name=f"{one.title()}land",
            region=region,
            names=(Name(entity=one, name=f"Old {one}", form="former"),),
        )
        for one, region in regions.items()
    ]
    bodies = [
        Process(id=one, name=f"{one.title()} Process", citations=CITED) for one in ("alpha", "beta", "gamma", "delta")
    ]
    memberships = [
        tie("AAA", "alpha", claim(date="2004", list="alpha-2004")),
        *[
            tie(one, "alpha", claim(date="2004", list="alpha-2004"), claim(date="2008", list="alpha-2008"))
            for one in ("BBB", "CCC")
        ],
        tie("DDD", "alpha", claim(date="2004"), role="observer"),
        tie("UUU", "beta", claim(date="2006", citations=())),
        tie("BBB", "beta", claim(date="2006", list="beta-2006"), claim("end", "2012")),
        tie("BBB", "beta", claim("start", "2016"), ordinal=2),
        tie("CCC", "beta", claim(date="2006", list="beta-2006")),
        tie("un-one", "beta", claim(date="2006"), role="observer"),
        tie("CCC", "gamma", claim("start", "2010")),
        tie("DDD", "gamma", claim(date="2012")),
        tie("BBB", "union", claim("start", "2003")),
        tie("CCC", "union", claim("start", "2003"), claim("end", "2015")),
        tie("BBB", "delta", claim(date="2010", via="union")),
        tie("CCC", "delta", claim(date="2010", via="union")),
        tie("AAA", "alpha", claim(meeting=1), role="chair"),
        tie("BBB", "alpha", claim(meeting=2), role="chair"),
        tie("CCC", "alpha", claim("offered", "2009"), role="chair"),
        tie("union", "alpha", claim(date="2004"), role="secretariat"),
    ]
    return Records(
        dataset=Dataset(name="toy", title="Toy", version="1.0.0", date="2018", citation="Toy authors (2018). Toy."),  # type: ignore[arg-type]
        entities=(
            *states,
            *bodies,
            Organization(id="union", name="Union of B and C", short_name="UBC", form="regional"),
            Organization(id="un-one", name="Agency One", form="un"),
            Theme(id="return", name="Return"),
        ),
        memberships=tuple(memberships),
        links=(Link(first="beta", relation="succeeds", second="alpha", claims=(claim(date="2005"),)),),
        focuses=(Focus(body="alpha", theme="return", strength="regular", citations=CITED),),
        lists=(
            DatedList.model_validate(_list("alpha-2004", "alpha", "2004", 3)),
            DatedList.model_validate(_list("alpha-2008", "alpha", "2008", 2)),
            DatedList.model_validate(_list("beta-2006", "beta", "2006", 3)),
        ),
        totals=(
            StatedTotal.model_validate(
                {"body": "beta", "role": "member", "as_of": "2006", "total": 3, "citations": CITED}
            ),
        ),
        meetings=(
            Meeting.model_validate(
                {"body": "alpha", "number": 1, "start": "2004-05-03", "end": "2004-05-04", "citations": CITED}
            ),
            Meeting.model_validate({"body": "alpha", "number": 2, "start": "2006-09-01", "citations": CITED}),
        ),
        classifications=tuple(
            Classification.model_validate(
                {"body": body, "class_": word, "scheme": scheme, "as_of": as_of, "citations": CITED}
            )
            for body, word, scheme, as_of in (
                ("alpha", "rcp", "old-book", "2005"),
                ("alpha", "inter-regional", "new-book", "2013"),
                ("beta", "rcp", "old-book", "2005"),
                ("gamma", "inter-regional", "new-book", "2013"),
            )
        ),
        lives=tuple(
            LifeEvent.model_validate({"entity": entity, "event": "established", "date": date, "citations": CITED})
            for entity, date in (("alpha", "2000"), ("beta", "2005"), ("gamma", "2010"), ("delta", "2009"))
        ),
        observations=(
            Observation.model_validate(
                {"subject": "alpha", "measure": "delegates", "value": "140", "date": "2004", "citations": CITED}
            ),
        ),
        sources=(Source(id="book", type="book", title="The Toy Book"),),
    )


def _list(name: str, body: str, as_of: str, total: int) -> dict[str, Any]:
    complete = body == "alpha"
    return {
        "id": name,
        "body": body,
        "role": "member",
        "as_of": as_of,
        "complete": complete,
        "stated_total": total,
        "citations": CITED,
    }
