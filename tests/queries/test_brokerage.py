"""Brokerage and structural holes, against brute force, published examples and NetworkX."""

from __future__ import annotations

from itertools import combinations, product

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from randomnetworks import network_of, networks

import graphmodel as gm
from graphmodel.network import Network
from queries.brokerage import BROKERAGE_ROLES, _moments

GROUPS = {
    f"AA{letter}": "north" if letter in "ABC" else "south" if letter in "DEF" else "east" for letter in "ABCDEFGH"
}
FIGURE_2 = {(0, 0), (0, 1), (1, 0), (1, 2), (2, 0), (2, 3), (3, 1), (3, 2), (3, 3)}


def role_of(broker: str, one: str, other: str) -> str:
    if one == other:
        return "coordinator" if one == broker else "itinerant"
    return "gatekeeper" if broker in (one, other) else "liaison"


def southern_women() -> Network:
    graph = networkx.davis_southern_women_graph()
    women, events = graph.graph["top"], graph.graph["bottom"]
    return network_of({(women.index(one), events.index(two)) for one, two in graph.edges}, 18, 14)


def test_the_broker_of_the_toy_network_stands_between_those_who_do_not_meet(toy: Network) -> None:
    rows = [row for row in gm.brokerage(toy.two_mode(at="2012")) if row.role != "all" and row.count]
    assert [(row.id, row.role, row.count, row.chains) for row in rows] == [("CCC", "liaison", 1, 3)]


def test_a_broker_rests_on_its_own_ties(toy: Network) -> None:
    assert {tie.actor for tie in gm.brokerage(toy.two_mode(at="2012")).evidence(0)} == {"CCC"}


def test_a_negative_least_count_is_refused(toy: Network) -> None:
    with pytest.raises(gm.InvalidQuestion, match="negative"):
        gm.brokerage(toy.two_mode(), at_least=-1)


@given(networks)
@settings(max_examples=40, deadline=None)
def test_pairs_and_chains_equal_those_walked_one_by_one(network: Network) -> None:
    bodies: dict[str, set[str]] = {one: set() for one in GROUPS}
    for tie in network.memberships():
        bodies[tie.actor].add(tie.body)
    expected = {(one, role): [0, 0] for one, role in product(GROUPS, BROKERAGE_ROLES)}
    for broker in GROUPS:
        for one, other in combinations([actor for actor in GROUPS if actor != broker], 2):
            chains = len(bodies[broker] & bodies[one]) * len(bodies[broker] & bodies[other])
            if chains and not bodies[one] & bodies[other]:
                for role in ("all", role_of(GROUPS[broker], GROUPS[one], GROUPS[other])):
                    expected[broker, role][0] += 1
                    expected[broker, role][1] += chains
    rows = gm.brokerage(network.two_mode(), by=GROUPS, at_least=0)
    assert {(row.id, row.role): [row.count, row.chains] for row in rows} == expected


def test_expected_counts_and_deviations_equal_those_over_all_graphs_of_five() -> None:
    group, density = np.array([0, 0, 1, 1, 2]), 0.3
    edges = list(combinations(range(5), 2))
    sums = np.zeros((2, len(BROKERAGE_ROLES)))
    for present in product((0, 1), repeat=len(edges)):
        graph = dict(zip(edges, present, strict=True))
        weight = np.prod([density if one else 1 - density for one in present])
        counts = np.zeros(len(BROKERAGE_ROLES))
        for one, other in combinations(range(1, 5), 2):
            if graph[0, one] and graph[0, other] and not graph[one, other]:
                counts[0] += 1
                counts[BROKERAGE_ROLES.index(role_of(*(str(group[place]) for place in (0, one, other))))] += 1
        sums += weight * np.array([counts, counts**2])
    moments = np.array(_moments(group, 0, density)).T
    assert moments[0] == pytest.approx(sums[0])
    assert moments[1] == pytest.approx(np.sqrt(sums[1] - sums[0] ** 2))


def test_the_ego_of_burchard_and_cornwells_second_figure() -> None:
    rows = {row.id: row for row in gm.structural_holes(network_of(FIGURE_2, 4, 4).two_mode())}
    assert rows["AAA"].contacts == 3
    assert rows["AAA"].effective_size == pytest.approx(3 - 2 / 3)
    assert rows["AAA"].constraint == pytest.approx(3 / 4)
    assert rows["AAD"].effective_size == 3
    assert rows["AAD"].constraint == pytest.approx(1 / 3)


def test_a_partner_that_nobody_else_has_does_not_lower_constraint() -> None:
    without = network_of({(0, 0), (1, 0), (0, 1), (1, 1), (2, 1)}, 3, 2).two_mode()
    alone = network_of({(0, 0), (1, 0), (0, 1), (1, 1), (2, 1), (0, 2)}, 3, 3).two_mode()
    for two_mode in (without, alone):
        rows = {row.id: row for row in gm.structural_holes(two_mode)}
        assert rows["AAA"].constraint == 1 + 1 / 4


def test_constraint_has_no_upper_bound_and_canada_in_two_bodies_has_that_of_its_contacts(dataset: Network) -> None:
    two_mode = dataset.two_mode(at="2010")
    canada = next(row for row in gm.structural_holes(two_mode) if row.id == "CAN")
    seats = [set(row.bodies) for row in gm.seats(two_mode) if row.id != "CAN"]
    met = [len(bodies & {"igc", "rcm"}) for bodies in seats]
    assert (canada.contacts, met.count(1), met.count(2)) == (26, 25, 1)
    assert canada.constraint == 25 * (1 / 2) ** 2 + 1


def test_constraint_by_investment_of_the_southern_women() -> None:
    """As the R package migraph prints them, to two digits."""
    two_mode = southern_women().two_mode()
    women = {row.id: row.investment_constraint for row in gm.structural_holes(two_mode)}
    events = {row.id: row.investment_constraint for row in gm.structural_holes(two_mode, mode="bodies")}
    assert [round(women[one] or 0, 2) for one in ("AAA", "AAB")] == [0.28, 0.31]
    assert [round(events[one] or 0, 2) for one in ("p0", "p1", "p2")] == [0.48, 0.48, 0.34]


def test_burts_one_mode_forms_reduce_to_degree_and_ours_do_not() -> None:
    graph = networkx.davis_southern_women_graph()
    assert networkx.effective_size(graph)["E8"] == 14
    assert networkx.constraint(graph)["E8"] == pytest.approx(1 / 14)
    event = next(row for row in gm.structural_holes(southern_women().two_mode(), mode="bodies") if row.id == "p7")
    assert event.degree == 14
    assert event.effective_size != 14
    assert event.constraint != pytest.approx(1 / 14)


def test_the_centre_of_a_star_has_no_contact_and_the_ends_all_others() -> None:
    two_mode = network_of({(actor, 0) for actor in range(5)}, 5, 1).two_mode()
    assert gm.structural_holes(two_mode, mode="bodies").row(0).constraint is None
    assert {row.constraint for row in gm.structural_holes(two_mode)} == {4.0}
    assert {row.effective_size for row in gm.structural_holes(two_mode)} == {1.0}


@given(networks)
@settings(max_examples=40, deadline=None)
def test_redundancy_equals_that_of_networkx(network: Network) -> None:
    graph = network.two_mode().to_networkx()
    rows = [row for row in gm.structural_holes(network.two_mode()) if row.degree > 1]
    expected = networkx.bipartite.node_redundancy(graph, [row.id for row in rows])
    assert {row.id: row.redundancy for row in rows} == pytest.approx(expected)


@given(networks)
@settings(max_examples=40, deadline=None)
def test_constraint_by_investment_equals_its_definition(network: Network) -> None:
    two_mode = network.two_mode()
    ties = two_mode.incidence().toarray()
    for row in gm.structural_holes(two_mode):
        ego = [one.id for one in two_mode.actors].index(row.id)
        total = 0.0
        for body in np.nonzero(ties[ego])[0]:
            through = sum(
                1 / ties[ego].sum() / ties[:, via].sum() / ties[other].sum()
                for via in np.nonzero(ties[ego])[0]
                for other in np.nonzero(ties[:, via] & ties[:, body])[0]
                if via != body and other != ego
            )
            total += (1 / ties[ego].sum() + through) ** 2
        assert row.investment_constraint == pytest.approx(total)
