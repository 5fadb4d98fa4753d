"""Seats, co-membership, overlap and nesting, on the toy network and against NetworkX and brute force."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import networkx
import pytest
from hypothesis import given, settings
from randomnetworks import networks

import graphmodel as gm
from graphmodel.network import Network


def test_seats_are_counted_and_named(toy: Network) -> None:
    rows = gm.seats(toy.two_mode(at="2008")).rows()
    assert [(row.id, row.count, row.bodies) for row in rows] == [
        ("BBB", 2, ["alpha", "beta"]),
        ("CCC", 2, ["alpha", "beta"]),
    ]


def test_documented_and_presumed_seats_add_up_to_the_count(toy: Network) -> None:
    row = gm.seats(toy.two_mode(at="2008")).rows()[1]
    assert (row.id, row.documented, row.presumed) == ("CCC", 1, 1)


def test_observers_do_not_count_as_members(toy: Network) -> None:
    assert "DDD" not in {row.id for row in gm.seats(toy.two_mode(at="2008"))}


def test_roles_are_counted_together_when_asked(toy: Network) -> None:
    selection = gm.Selection(roles=["member", "observer"])
    assert "DDD" in {row.id for row in gm.seats(toy.two_mode(selection, at="2008"))}


def test_at_least_leaves_out_who_sits_in_fewer(toy: Network) -> None:
    assert {row.id for row in gm.seats(toy.two_mode(at="2012"), at_least=2)} == {"BBB", "CCC"}


def test_at_least_nought_lists_who_sits_nowhere(toy: Network) -> None:
    rows = gm.seats(toy.two_mode(at="2008"), at_least=0).rows()
    assert rows[-1].count == 0
    assert len(rows) == 6


def test_a_negative_number_of_seats_is_refused(toy: Network) -> None:
    with pytest.raises(gm.InvalidQuestion, match="negative"):
        gm.seats(toy.two_mode(), at_least=-1)


def test_only_actors_of_a_region_are_listed_when_asked(toy: Network) -> None:
    rows = gm.seats(toy.two_mode(gm.Selection(region="Africa"), at="2004")).rows()
    assert [row.id for row in rows] == ["AAA", "BBB"]


def test_a_tie_without_a_source_is_left_out_and_counted(toy: Network) -> None:
    two_mode = toy.two_mode(at="2008")
    assert two_mode.counts.uncited_left_out == 1
    assert "UUU" not in {row.id for row in gm.seats(two_mode)}


def test_a_tie_without_a_source_is_presumed_at_most_when_asked_for(toy: Network) -> None:
    rows = {row.id: row for row in gm.seats(toy.two_mode(gm.Selection(evidence="any"), at="2006"))}
    assert (rows["UUU"].documented, rows["UUU"].presumed) == (0, 1)


def test_each_seat_shows_its_evidence(toy: Network) -> None:
    answer = gm.seats(toy.two_mode(at="2008"))
    ties = answer.evidence(answer.rows()[0])
    assert [(tie.body, len(tie.claims)) for tie in ties] == [("alpha", 2), ("beta", 2)]
    assert all(claim.is_cited for tie in ties for claim in tie.claims)


def test_evidence_of_a_row_that_is_not_there_is_refused(toy: Network) -> None:
    with pytest.raises(gm.InvalidQuestion, match="no row 99"):
        gm.seats(toy.two_mode(at="2008")).evidence(99)


def test_a_body_that_did_not_exist_has_no_column(toy: Network) -> None:
    assert [body.id for body in toy.two_mode(at="2004").bodies] == ["alpha"]


def test_classes_are_those_of_the_time(toy: Network) -> None:
    selection = gm.Selection(bodies="rcp")
    assert [body.id for body in toy.two_mode(selection, at="2008").bodies] == ["alpha", "beta"]
    assert [body.id for body in toy.two_mode(selection, at="2014").bodies] == ["beta"]


def test_classes_of_one_scheme_hold_at_any_date(toy: Network) -> None:
    selection = gm.Selection(bodies="rcp", classed_by="old-book")
    assert [body.id for body in toy.two_mode(selection, at="2014").bodies] == ["alpha", "beta"]


def test_names_resolve_in_selections(toy: Network) -> None:
    assert [body.id for body in toy.two_mode(gm.Selection(bodies=["Alpha Process"])).bodies] == ["alpha"]


def test_a_date_after_that_of_the_data_is_remarked(toy: Network) -> None:
    assert "after the date of the data" in gm.seats(toy.two_mode(at="2030")).remarks[0]
    assert gm.seats(toy.two_mode(at="2018")).remarks == ()


def test_overlap_of_two_bodies(toy: Network) -> None:
    (row,) = gm.overlap(toy.two_mode(at="2004/2006"))
    assert (row.first, row.second, row.shared, row.actors) == ("alpha", "beta", 2, ["BBB", "CCC"])
    assert row.jaccard == pytest.approx(2 / 3)
    assert row.overlap_coefficient == 1


def test_co_membership_of_two_actors(toy: Network) -> None:
    rows = gm.co_membership(toy.two_mode(at="2004/2006")).rows()
    assert (rows[0].first, rows[0].second, rows[0].shared, rows[0].bodies) == ("BBB", "CCC", 2, ["alpha", "beta"])


@pytest.mark.parametrize("question", [gm.overlap, gm.co_membership])
def test_pairs_that_share_nothing_are_listed_when_asked_for(toy: Network, question: Any) -> None:
    two_mode = toy.two_mode(at="2004/2006")
    rows = question(two_mode, at_least=0).rows()
    size = len(two_mode.actors if question is gm.co_membership else two_mode.bodies)
    assert len(rows) == size * (size - 1) // 2
    assert [row for row in rows if row.shared] == question(two_mode).rows()


def test_a_negative_number_of_shared_bodies_is_refused(toy: Network) -> None:
    with pytest.raises(gm.InvalidQuestion, match="negative"):
        gm.co_membership(toy.two_mode(), at_least=-1)


def test_what_two_share_is_documented_only_where_both_are(toy: Network) -> None:
    """BBB and CCC: in alpha by the list of 2008; in beta by that of 2006 alone."""
    rows = {(row.first, row.second): row for row in gm.co_membership(toy.two_mode(at="2008"))}
    row = rows["BBB", "CCC"]
    assert (row.shared, row.documented, row.presumed, row.bodies) == (2, 1, 1, ["alpha", "beta"])


def test_the_body_within_another_is_named(toy: Network) -> None:
    rows = gm.nesting(toy.two_mode(at="2004/2006")).rows()
    assert [(row.inner, row.outer, row.missing) for row in rows] == [("beta", "alpha", [])]


def test_bodies_nearly_within_another_name_who_is_missing(toy: Network) -> None:
    rows = gm.nesting(toy.two_mode(at="2004/2006"), share=0.5).rows()
    assert [(row.inner, row.missing) for row in rows] == [("beta", []), ("alpha", ["AAA"])]


@pytest.mark.parametrize("share", [0, -1, 1.1])
def test_a_share_that_is_none_is_refused(toy: Network, share: float) -> None:
    with pytest.raises(gm.InvalidQuestion, match="share"):
        gm.nesting(toy.two_mode(), share=share)


@given(networks)
@settings(max_examples=60, deadline=None)
def test_overlap_equals_the_weighted_projection_of_networkx(network: Network) -> None:
    two_mode = network.two_mode()
    graph = two_mode.to_networkx()
    projected = networkx.bipartite.weighted_projected_graph(graph, [body.id for body in two_mode.bodies])
    expected = {frozenset((a, b)): data["weight"] for a, b, data in projected.edges(data=True)}
    assert {frozenset((row.first, row.second)): row.shared for row in gm.overlap(two_mode)} == expected


@given(networks)
@settings(max_examples=60, deadline=None)
def test_jaccard_of_actors_equals_that_of_networkx(network: Network) -> None:
    two_mode = network.two_mode()
    graph = two_mode.to_networkx()
    projected = networkx.bipartite.overlap_weighted_projected_graph(graph, [actor.id for actor in two_mode.actors])
    rows = gm.co_membership(two_mode).rows()
    assert len(rows) == projected.number_of_edges()
    for row in rows:
        assert projected[row.first][row.second]["weight"] == pytest.approx(row.jaccard)


@given(networks)
@settings(max_examples=60, deadline=None)
def test_pairs_equal_sets_intersected_one_by_one(network: Network) -> None:
    two_mode = network.two_mode()
    sits_in: dict[str, set[str]] = {actor.id: set() for actor in two_mode.actors}
    for tie in network.memberships():
        sits_in[tie.actor].add(tie.body)
    expected = {
        (one, two): sorted(sits_in[one] & sits_in[two])
        for one, two in combinations(sorted(sits_in), 2)
        if sits_in[one] & sits_in[two]
    }
    assert {(row.first, row.second): row.bodies for row in gm.co_membership(two_mode)} == expected
    assert {row.id: row.count for row in gm.seats(two_mode, at_least=0)} == {
        one: len(some) for one, some in sits_in.items()
    }


@given(networks)
@settings(max_examples=60, deadline=None)
def test_nesting_equals_subsets(network: Network) -> None:
    members: dict[str, set[str]] = {}
    for tie in network.memberships():
        members.setdefault(tie.body, set()).add(tie.actor)
    expected = {(a, b) for a in members for b in members if a != b and members[a] <= members[b]}
    assert {(row.inner, row.outer) for row in gm.nesting(network.two_mode())} == expected
