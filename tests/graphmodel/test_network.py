"""The network as a whole: what it refuses, selections, and what decides who holds what beyond a tie's own claims."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from toynetwork import claim, tie, toy_records

import graphmodel as gm
from graphmodel.network import Network, Records
from graphmodel.validity import Status


def changed(**more: Any) -> Network:
    """The toy network with more records."""
    records = toy_records()
    return Network(replace(records, **{name: (*getattr(records, name), *some) for name, some in more.items()}))


def state_of(network: Network, actor: str, body: str, at: str, role: str = "member", ordinal: int = 1) -> Status:
    (one,) = [one for one in network.memberships(actor=actor, body=body) if (one.role, one.ordinal) == (role, ordinal)]
    return network.holding(one, at).status


@pytest.mark.parametrize(
    ("more", "hint"),
    [
        ({"memberships": (tie("AAA", "nowhere", claim(date="2004")),)}, 'no entity "nowhere"'),
        ({"memberships": (tie("AAA", "alpha", claim(date="2004")),)}, "is there already"),
        ({"memberships": (tie("AAA", "beta", claim(date="2004", via="nobody")),)}, 'no entity "nobody"'),
        ({"memberships": (tie("AAA", "beta", claim(date="2004", list="no-list")),)}, 'no list "no-list"'),
        ({"memberships": (tie("AAA", "beta", claim(date="2004", list="alpha-2004")),)}, "list of this body"),
        ({"memberships": (tie("AAA", "beta", claim(date="2004", until="2003")),)}, "before"),
        ({"memberships": (tie("AAA", "beta", claim("start", "2010"), claim("end", "2005")),)}, "after its end"),
        ({"memberships": (tie("BBB", "beta", claim(date="2001"), ordinal=3),)}, "must not overlap"),
        (
            {
                "memberships": (
                    tie("AAA", "gamma", claim(date="2012", via="delta")),
                    tie("AAA", "delta", claim(date="2012", via="gamma")),
                )
            },
            "AAA is in delta through an organization that it is in through delta",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_records_that_make_no_network_are_refused(more: dict[str, Any], hint: str) -> None:
    with pytest.raises(gm.InvalidRecord, match=hint):
        changed(**more)


def test_the_order_of_records_changes_nothing() -> None:
    records = toy_records()
    shuffled: dict[str, Any] = {}
    for name in Records.__dataclass_fields__:
        if name != "dataset":
            some = list(getattr(records, name))
            random.Random(7).shuffle(some)
            shuffled[name] = tuple(some)
    assert Network(replace(records, **shuffled)) == Network(records)


def test_a_complete_list_denies_who_is_not_on_it(toy: Network) -> None:
    assert state_of(toy, "AAA", "alpha", "2004") is Status.DOCUMENTED
    assert state_of(toy, "AAA", "alpha", "2008") is Status.NOT_HELD
    assert state_of(toy, "AAA", "alpha", "2010") is Status.UNKNOWN


def test_a_list_of_states_denies_no_organization() -> None:
    network = changed(memberships=(tie("un-one", "alpha", claim(date="2003")),))
    assert state_of(network, "un-one", "alpha", "2008") is Status.PRESUMED


def test_a_list_of_members_denies_no_observer(toy: Network) -> None:
    assert state_of(toy, "DDD", "alpha", "2008", role="observer") is Status.PRESUMED


def test_a_return_after_leaving_is_a_tie_of_its_own(toy: Network) -> None:
    assert state_of(toy, "BBB", "beta", "2014") is Status.NOT_HELD
    assert state_of(toy, "BBB", "beta", "2017", ordinal=2) is Status.PRESUMED


def test_members_become_observers_no_earlier_than_shown() -> None:
    network = changed(
        memberships=(tie("AAA", "beta", claim(date="2006")), tie("AAA", "beta", claim(date="2010"), role="observer"))
    )
    assert state_of(network, "AAA", "beta", "2008") is Status.PRESUMED
    assert state_of(network, "AAA", "beta", "2011") is Status.UNKNOWN
    assert state_of(network, "AAA", "beta", "2011", role="observer") is Status.PRESUMED


def test_who_takes_part_through_an_organization_does_so_while_in_it(toy: Network) -> None:
    assert state_of(toy, "CCC", "delta", "2010") is Status.DOCUMENTED
    assert state_of(toy, "CCC", "delta", "2014") is Status.PRESUMED
    assert state_of(toy, "CCC", "delta", "2016") is Status.NOT_HELD


def test_actors_through_one_organization_fill_one_seat_in_coverage() -> None:
    parts = tuple(
        gm.Organization(id=f"part-{one}", name=f"Part {one}", form="un", parent="union") for one in ("a", "b")
    )
    ties = tuple(tie(part.id, "gamma", claim(date="2012", via="union")) for part in parts)
    network = changed(entities=parts, memberships=ties)
    (coverage,) = network.two_mode(gm.Selection(actors="un", bodies="gamma"), at="2012").coverage
    assert (coverage.documented, coverage.held) == (2, 3)


def test_the_next_holder_ends_an_office() -> None:
    network = changed(
        memberships=(
            tie("AAA", "gamma", claim("start", "2011"), role="chair"),
            tie("BBB", "gamma", claim("start", "2013-06"), role="chair"),
        )
    )
    assert state_of(network, "AAA", "gamma", "2013-05", role="chair") is Status.PRESUMED
    assert state_of(network, "AAA", "gamma", "2013-07", role="chair") is Status.UNKNOWN


def test_donors_give_side_by_side() -> None:
    network = changed(
        memberships=(
            tie("AAA", "gamma", claim("start", "2011"), role="donor"),
            tie("BBB", "gamma", claim("start", "2013"), role="donor"),
        )
    )
    assert state_of(network, "AAA", "gamma", "2014", role="donor") is Status.PRESUMED


def test_isolates_are_kept(toy: Network) -> None:
    two_mode = toy.two_mode(at="2008")
    assert "EEE" in {actor.id for actor in two_mode.actors}
    assert "delta" not in {body.id for body in two_mode.bodies}


def test_a_named_body_is_kept_even_before_it_existed(toy: Network) -> None:
    two_mode = toy.two_mode(gm.Selection(bodies=["alpha", "gamma"]), at="2004")
    assert [(one.id, one.exists) for one in two_mode.coverage] == [("alpha", "yes"), ("gamma", "no")]


def test_the_question_is_asked_at_the_date_of_the_data(toy: Network) -> None:
    assert str(toy.two_mode().period) == "2018"


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"bodies": "nowhere"}, gm.UnknownEntity),
        ({"bodies": "global"}, gm.EmptySelection),
        ({"region": "Atlantis"}, gm.InvalidQuestion),
        ({"bodies": "rcp", "classed_by": "no-book"}, gm.InvalidQuestion),
    ],
)
def test_a_selection_that_matches_nothing_is_refused(
    toy: Network, options: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        toy.two_mode(gm.Selection(**options))


@pytest.mark.parametrize(
    "options", [{"actors": ""}, {"bodies": []}, {"roles": "king"}, {"presume": "all"}, {"evidence": "some"}]
)
def test_an_option_without_meaning_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(gm.InvalidQuestion):
        gm.Selection(**options)


def test_a_selection_changes_in_parts() -> None:
    selection = gm.Selection(bodies="rcp", presume="none")
    assert selection.but(bodies="global").to_dict() == selection.to_dict() | {"bodies": ["global"]}


def test_it_shows_what_it_is(toy: Network) -> None:
    assert repr(toy).startswith("<Network toy 1.0.0: 13 entities")
    assert "3 documented" in repr(toy.two_mode(at="2008"))
    assert "2 rows" in repr(gm.seats(toy.two_mode(at="2008")))
    assert "<table>" in gm.seats(toy.two_mode(at="2008"))._repr_html_()


def test_two_mode_to_networkx_keeps_modes_names_and_isolates(toy: Network) -> None:
    graph = toy.two_mode(at="2008").to_networkx()
    assert graph.nodes["EEE"] == {"bipartite": 0, "name": "Eeeland", "kind": "state"}
    assert graph.edges["CCC", "beta"] == {"documented": False, "roles": ["member"]}


def test_an_actor_that_is_a_body_too_cannot_be_one_node(toy: Network) -> None:
    two_mode = toy.two_mode(gm.Selection(actors="any", bodies="any"))
    with pytest.raises(gm.InvalidQuestion, match="actor and body at once"):
        two_mode.to_networkx()


def test_incidence_and_projection_agree(toy: Network) -> None:
    two_mode = toy.two_mode(at="2014")
    incidence = two_mode.incidence().toarray()
    shared = incidence @ incidence.T
    assert (two_mode.shared("actors") == shared).all()
    for one in range(len(shared)):
        shared[one, one] = 0
    assert (two_mode.projection("actors").toarray() == shared).all()
    assert (two_mode.degrees("bodies") == incidence.sum(axis=0)).all()


def test_a_selection_of_a_kind_that_is_not_there_names_the_kinds_that_are(toy: Network) -> None:
    there = ", ".join(sorted({one.kind for one in toy.records.entities} - {"instrument"}))
    with pytest.raises(gm.EmptySelection, match=f"nothing of instrument is in the data at 2008; there are: {there}"):
        toy.two_mode(gm.Selection(bodies="instrument"), at="2008")
