"""Linkage, presence, bridges, spanning, E-I index, assortativity and links: by hand, by brute force and against NetworkX."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, permutations
from math import isnan
from pathlib import Path
from typing import Any

import networkx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from toynetwork import claim, tie, toy_records

import graphmodel as gm
from graphmodel.network import Network, Records
from graphmodel.ties import Link
from queries.linkage import rarefied

STATES = [f"AA{letter}" for letter in "ABCDEFG"]
REGIONS = dict(zip(STATES, ["East", "East", "East", "West", "West", "South", "South"], strict=True))


def network_of(*members: str, **more: Any) -> Network:
    """Body ``p0`` with the states of the first word, each by its last letter, ``p1`` with those of the second, and so on."""
    toy = toy_records()
    return Network(
        Records(
            dataset=toy.dataset,
            sources=toy.sources,
            entities=(
                *(gm.State(id=one, name=one) for one in STATES),
                *(gm.Process(id=f"p{place}", name=f"Process {place}") for place in range(len(members))),
            ),
            memberships=tuple(
                tie(f"AA{letter}", f"p{place}", claim("start", "2000"))
                for place, word in enumerate(members)
                for letter in word
            ),
            **more,
        )
    )


words = st.sets(st.sampled_from("ABCDEFG"), max_size=7).map(lambda letters: "".join(sorted(letters)))
networks = st.lists(words, min_size=1, max_size=4).map(lambda members: network_of(*members))


def members_of(network: Network) -> dict[str, set[str]]:
    members: dict[str, set[str]] = {body.id: set() for body in network.two_mode().bodies}
    for one in network.memberships():
        members[one.body].add(one.actor)
    return members


def mean_shared(members: dict[str, set[str]], first: str, second: str) -> tuple[float, float]:
    """Density and mean shared bodies of two regions, pair by pair."""
    pairs = [
        pair for pair in combinations(STATES, 2) if sorted(REGIONS[one] for one in pair) == sorted([first, second])
    ]
    shared = [sum(set(pair) <= some for some in members.values()) for pair in pairs]
    return sum(map(bool, shared)) / len(pairs), sum(shared) / len(pairs)


def graph_of(network: Network) -> networkx.Graph[str]:
    two_mode = network.two_mode()
    graph = networkx.bipartite.weighted_projected_graph(two_mode.to_networkx(), [one.id for one in two_mode.actors])
    networkx.set_node_attributes(graph, REGIONS, "region")
    return graph


# linkage


def test_linkage_of_the_toy_network_by_hand(toy: Network) -> None:
    rows = gm.linkage(toy.two_mode(at="2012")).rows()
    assert [
        (row.first_region, row.second_region, row.pairs, row.ties, row.density, row.mean_shared) for row in rows
    ] == [
        ("Africa", "Asia", 4, 1, 0.25, 0.75),
        ("Asia", "Europe", 4, 1, 0.25, 0.25),
        ("Africa", "Africa", 1, 0, 0, 0),
        ("Africa", "Europe", 4, 0, 0, 0),
        ("Asia", "Asia", 1, 0, 0, 0),
        ("Europe", "Europe", 1, 0, 0, 0),
    ]


def test_each_cell_names_the_body_it_owes_most_to_and_what_remains(toy: Network) -> None:
    rows = gm.linkage(toy.two_mode(at="2012")).rows()
    assert (rows[0].owed_to, rows[0].density_without, rows[0].mean_shared_without) == ("alpha", 0.25, 0.5)
    assert (rows[1].owed_to, rows[1].density_without, rows[1].mean_shared_without) == ("gamma", 0, 0)
    assert rows[2].owed_to == ""


def test_a_region_of_one_actor_has_no_pair_within(toy: Network) -> None:
    two_mode = toy.two_mode(gm.Selection(actors=["AAA", "CCC"]), at="2004")
    assert [(row.first_region, row.second_region) for row in gm.linkage(two_mode)] == [("Africa", "Asia")]


def test_a_row_rests_on_the_memberships_in_bodies_that_both_regions_share(toy: Network) -> None:
    answer = gm.linkage(toy.two_mode(at="2012"))
    assert {one.key[:2] for one in answer.evidence(1)} == {("CCC", "gamma"), ("DDD", "gamma")}
    assert answer.evidence(2) == ()


def test_one_forum_of_all_ties_every_region_alike() -> None:
    for row in gm.linkage(network_of("ABCDEFG").two_mode(), by=REGIONS):
        assert (row.density, row.ratio, row.owed_to, row.density_without) == (1, 1, "p0", 0)


def test_nothing_shared_is_nought_and_owed_to_nobody() -> None:
    for row in gm.linkage(network_of("A", "B").two_mode(), by=REGIONS):
        assert (row.ties, row.mean_shared, row.ratio, row.owed_to) == (0, 0, 0, "")


def test_linkage_within_rcps_is_said_to_be_a_tautology(toy: Network) -> None:
    assert "within one region" in gm.linkage(toy.two_mode(gm.Selection(bodies="rcp"), at="2008")).remarks[0]
    assert gm.linkage(toy.two_mode(at="2008")).remarks == ()


def test_default_bodies_are_all_processes(toy: Network) -> None:
    selection = gm.linkage(toy.two_mode(at="2012")).selection
    assert selection is not None
    assert selection.bodies == ("process",)


def test_without_the_acp_eu_dialogue_nothing_ties_africa_and_oceania_in_2020(dataset: Network) -> None:
    rows = {(row.first_region, row.second_region): row for row in gm.linkage(dataset.two_mode(at="2020"))}
    row = rows["Africa", "Oceania"]
    assert row.density == row.mean_shared == pytest.approx(0.778, abs=0.02)
    assert (row.owed_to, row.density_without, row.mean_shared_without) == ("acp-eu", 0, 0)


def test_subregions_lie_within_regions(dataset: Network) -> None:
    two_mode = dataset.two_mode(at="2020")
    whole = {row.first_region: row.ties for row in gm.linkage(two_mode) if row.first_region == row.second_region}
    parts = {"Melanesia", "Micronesia", "Polynesia", "Australia and New Zealand"}
    rows = gm.linkage(two_mode, by="subregion")
    assert whole["Oceania"] == sum(row.ties for row in rows if {row.first_region, row.second_region} <= parts)


@given(networks)
@settings(max_examples=40, deadline=None)
def test_linkage_equals_pairs_counted_one_by_one(network: Network) -> None:
    members = members_of(network)
    everybody = sum(len(some) * (len(some) - 1) / 2 for some in members.values()) / 21
    for row in gm.linkage(network.two_mode(), by=REGIONS):
        density, mean = mean_shared(members, row.first_region, row.second_region)
        assert (row.density, row.mean_shared) == (pytest.approx(density), pytest.approx(mean))
        assert row.ratio == pytest.approx(mean / everybody if everybody else 0)


@given(networks)
@settings(max_examples=40, deadline=None)
def test_what_remains_is_what_the_other_bodies_give_and_no_body_costs_more(network: Network) -> None:
    members = members_of(network)
    for row in gm.linkage(network.two_mode(), by=REGIONS):
        without = {
            one: mean_shared(
                {body: some for body, some in members.items() if body != one}, row.first_region, row.second_region
            )
            for one in members
        }
        assert row.mean_shared_without == pytest.approx(min(mean for _, mean in without.values()))
        if row.owed_to:
            assert (row.density_without, row.mean_shared_without) == pytest.approx(without[row.owed_to])


@given(networks)
@settings(max_examples=40, deadline=None)
def test_ties_equal_the_mixing_matrix_of_networkx(network: Network) -> None:
    names = sorted(set(REGIONS.values()))
    matrix = networkx.attribute_mixing_matrix(
        graph_of(network), "region", mapping={name: place for place, name in enumerate(names)}, normalized=False
    )
    for row in gm.linkage(network.two_mode(), by=REGIONS):
        cell = matrix[names.index(row.first_region), names.index(row.second_region)]
        assert row.ties == cell / (2 if row.first_region == row.second_region else 1)


# regions by a table


def table(folder: Path, text: str) -> Path:
    path = folder / "regions.csv"
    path.write_bytes(text.encode())
    return path


def test_regions_come_from_a_table_when_named(toy: Network, tmp_path: Path) -> None:
    path = table(tmp_path, "\ufeffid,note,region\nBBB,x,North\nCCC,,South\nZZZ,,South\n")
    answer = gm.linkage(toy.two_mode(at="2012"), by=path)
    assert [(row.first_region, row.second_region, row.mean_shared) for row in answer] == [("North", "South", 3)]
    assert answer.remarks == ("4 without a region, left out: AAA, DDD, EEE, UUU",)
    assert answer.parameters == {"by": str(path)}


def test_a_mapping_gives_the_same_as_a_table(toy: Network, tmp_path: Path) -> None:
    path = table(tmp_path, "id,region\nBBB,North\nCCC,South\n")
    two_mode = toy.two_mode(at="2012")
    assert gm.linkage(two_mode, by={"BBB": "North", "CCC": "South"}).rows() == gm.linkage(two_mode, by=path).rows()


def test_a_scheme_that_is_none_is_refused(toy: Network) -> None:
    with pytest.raises(gm.InvalidQuestion, match="neither region or subregion nor a file"):
        gm.linkage(toy.two_mode(), by="continent")


def test_a_scheme_that_gives_no_actor_a_region_is_refused(toy: Network) -> None:
    with pytest.raises(gm.InvalidQuestion, match="none of the actors"):
        gm.linkage(toy.two_mode(), by={"XXX": "North"})


def test_every_problem_of_a_table_is_named(toy: Network, tmp_path: Path) -> None:
    path = table(tmp_path, "id,region\nBBB,North\nCCC\nBBB,South\n,South\n")
    with pytest.raises(gm.InvalidRecord) as caught:
        gm.linkage(toy.two_mode(), by=path)
    assert [(one.line, one.column) for one in caught.value.problems] == [(3, "region"), (4, "id"), (5, "id")]


@pytest.mark.parametrize(
    ("content", "hint"), [(b"state,region\n", "id"), (b"", "region"), (b"id,region\n\xff", "UTF-8")]
)
def test_a_table_that_cannot_be_read_says_why(toy: Network, tmp_path: Path, content: bytes, hint: str) -> None:
    path = tmp_path / "regions.csv"
    path.write_bytes(content)
    with pytest.raises(gm.InvalidRecord, match=hint):
        gm.linkage(toy.two_mode(), by=path)


# presence


def test_presence_says_who_is_where(toy: Network) -> None:
    rows = gm.presence(toy.two_mode(gm.Selection(bodies=["alpha", "gamma"]), at="2012")).rows()
    assert [(row.region, row.body, row.actors) for row in rows] == [
        ("Africa", "alpha", ["BBB"]),
        ("Asia", "alpha", ["CCC"]),
        ("Asia", "gamma", ["CCC"]),
        ("Europe", "gamma", ["DDD"]),
    ]
    assert (rows[0].share_of_region, rows[0].share_of_body, rows[0].documented) == (0.5, 0.5, 0)


def test_presence_rests_on_the_memberships_of_the_region(toy: Network) -> None:
    answer = gm.presence(toy.two_mode(at="2012"))
    for index, row in enumerate(answer):
        assert {(one.actor, one.body) for one in answer.evidence(index)} == {(actor, row.body) for actor in row.actors}


@given(networks)
@settings(max_examples=30, deadline=None)
def test_presence_adds_up_to_the_members_of_each_body(network: Network) -> None:
    found: Counter[str] = Counter()
    for row in gm.presence(network.two_mode(), by=REGIONS):
        found[row.body] += row.count
    assert found == {body: len(some) for body, some in members_of(network).items() if some}


# bridges


def test_a_body_of_three_regions_alike_has_three_effective_regions() -> None:
    (row,) = gm.bridges(network_of("ABDEFG").two_mode(), by=REGIONS)
    assert (row.region_count, row.blau, row.effective_regions) == (3, pytest.approx(2 / 3), pytest.approx(3))
    assert (row.largest_share, row.regions) == (pytest.approx(1 / 3), ["East", "South", "West"])


def test_a_body_of_one_region_bridges_nothing() -> None:
    two_mode = network_of("ABC", "AD").two_mode()
    assert [row.id for row in gm.bridges(two_mode, by=REGIONS)] == ["p1"]
    assert [row.id for row in gm.bridges(two_mode, by=REGIONS, at_least=1, sample=2)] == ["p1", "p0"]


def test_a_body_smaller_than_the_sample_is_not_rarefied_and_comes_last() -> None:
    rows = gm.bridges(network_of("AD", "ABCDE").two_mode(), by=REGIONS, sample=5).rows()
    assert [(row.id, row.rarefied_regions) for row in rows] == [("p1", 2), ("p0", None)]


def test_rarefied_regions_of_two_are_one_more_than_the_unbiased_index_of_blau() -> None:
    (row,) = gm.bridges(network_of("ABCDE").two_mode(), by=REGIONS, sample=2)
    assert row.rarefied_regions == pytest.approx(1 + row.blau * 5 / 4)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=4), st.integers(2, 4))
def test_rarefied_equals_the_mean_over_all_samples(counts: list[int], sample: int) -> None:
    kinds = [kind for kind, count in enumerate(counts) for _ in range(count)]
    draws = [len(set(draw)) for draw in combinations(kinds, sample)]
    assert rarefied(counts, sample) == (pytest.approx(sum(draws) / len(draws)) if draws else None)


@pytest.mark.parametrize("options", [{"at_least": 0}, {"sample": 1}])
def test_numbers_too_small_for_bridges_are_refused(toy: Network, options: dict[str, int]) -> None:
    with pytest.raises(gm.InvalidQuestion, match="too small"):
        gm.bridges(toy.two_mode(), **options)


def test_a_bridge_rests_on_its_memberships(toy: Network) -> None:
    answer = gm.bridges(toy.two_mode(at="2012"))
    for index, row in enumerate(answer):
        assert {one.body for one in answer.evidence(index)} == {row.id}
        assert len(answer.evidence(index)) == row.count


# spanning


def test_an_actor_spans_regions_in_whose_bodies_it_sits() -> None:
    two_mode = network_of("ABC", "ADE", "BDF", "AFG").two_mode()
    (row,) = gm.spanning(two_mode, by=REGIONS, at_least=3)
    assert (row.id, row.region, row.count, row.regions) == ("AAA", "East", 3, ["East", "South", "West"])
    assert (row.on_one_body, row.elsewhere) == (["East", "South", "West"], ["p1", "p3"])


def test_a_body_without_a_majority_is_at_home_nowhere() -> None:
    rows = gm.spanning(network_of("AD", "ABD").two_mode(), by=REGIONS, at_least=1).rows()
    assert [(row.id, row.regions, row.elsewhere, row.mixed) for row in rows] == [
        ("AAD", ["East"], ["p1"], ["p0"]),
        ("AAA", ["East"], [], ["p0"]),
        ("AAB", ["East"], [], []),
    ]


def test_a_negative_number_of_regions_is_refused(toy: Network) -> None:
    with pytest.raises(gm.InvalidQuestion, match="at_least"):
        gm.spanning(toy.two_mode(), at_least=-1)


def test_an_actor_that_spans_rests_on_its_memberships(toy: Network) -> None:
    answer = gm.spanning(toy.two_mode(at="2012"), at_least=0)
    for index, row in enumerate(answer):
        assert {one.actor for one in answer.evidence(index)} <= {row.id}
        assert len(answer.evidence(index)) == row.count


# E-I index and assortativity


def indices(network: Network, weights: str = "binary", **options: Any) -> dict[str, Any]:
    answer = gm.ei_index(network.two_mode(), by=REGIONS, **{"permutations": 20} | options)
    return {row.region: row for row in answer if row.weights == weights}


@pytest.mark.parametrize("weights", ["binary", "shared", "body"])
def test_ties_between_regions_only_give_one_and_within_them_only_minus_one(weights: str) -> None:
    across = indices(network_of("AD", "DF", "BE"), weights)["all regions"]
    within = indices(network_of("ABC", "DE", "FG"), weights)["all regions"]
    assert (across.ei_index, across.rescaled) == (1, pytest.approx(1))
    assert (within.ei_index, within.rescaled) == (-1, pytest.approx(-1))


def test_a_network_without_ties_has_no_index() -> None:
    row = indices(network_of("A", "D"))["all regions"]
    assert (row.ei_index, row.expected, row.p, row.rescaled, row.owed_to, row.ei_index_without) == (
        *(None, None, None, None, ""),
        None,
    )


def test_a_large_body_makes_the_pairs_but_counts_once_by_body() -> None:
    network = network_of("ABCDEFG", "AB", "DE")
    assert indices(network, "binary")["all regions"].ei_index == pytest.approx((16 - 5) / 21)
    assert indices(network, "shared")["all regions"].ei_index == pytest.approx((16 - 7) / 23)
    by_body = [(16 - 5) / 21, -1, -1]
    assert indices(network, "body")["all regions"].ei_index == pytest.approx(sum(by_body) / 3)


def test_the_index_names_the_body_it_owes_most_to() -> None:
    row = indices(network_of("ABCDEFG", "AB", "DE"))["all regions"]
    assert (row.owed_to, row.ei_index_without) == ("p0", -1)
    row = indices(network_of("AD"))["all regions"]
    assert (row.owed_to, row.ei_index_without) == ("p0", None)


def test_the_same_seed_gives_the_same_answer_and_is_stated() -> None:
    two_mode = network_of("ABD", "BCF", "EG").two_mode()
    one, two, other = (gm.ei_index(two_mode, by=REGIONS, permutations=50, seed=seed) for seed in (7, 7, 8))
    assert one.rows() == two.rows() != other.rows()
    assert one.parameters == {"by": REGIONS, "permutations": 50, "seed": 7}


@pytest.mark.parametrize("question", [gm.ei_index, gm.assortativity])
def test_no_permutation_is_refused(toy: Network, question: Any) -> None:
    with pytest.raises(gm.InvalidQuestion, match="permutations"):
        question(toy.two_mode(), permutations=0)


def test_the_baseline_approaches_that_of_all_deals_of_regions() -> None:
    network = network_of("ABC", "BCD", "FG", "AE")
    edges = list(graph_of(network).edges)
    row = indices(network, permutations=4000)["all regions"]
    chances = []
    for dealt in set(permutations(REGIONS.values())):
        region = dict(zip(STATES, dealt, strict=True))
        external = sum(region[one] != region[two] for one, two in edges)
        chances.append((2 * external - len(edges)) / len(edges))
    expected = float(np.mean(chances))
    assert expected == pytest.approx(1 - 2 * 5 / 21)
    assert row.expected == pytest.approx(expected, abs=0.02)
    as_far = np.mean([abs(one - expected) >= abs(row.ei_index - expected) - 1e-9 for one in chances])
    assert row.p == pytest.approx(float(as_far), abs=0.03)


@given(networks)
@settings(max_examples=30, deadline=None)
def test_the_index_equals_ties_counted_one_by_one(network: Network) -> None:
    graph = graph_of(network)
    for weights in ("binary", "shared"):
        for region, row in indices(network, weights).items():
            edges = [
                (REGIONS[one] != REGIONS[two], 1 if weights == "binary" else weight)
                for one, two, weight in graph.edges(data="weight")
                if region in ("all regions", REGIONS[one], REGIONS[two])
            ]
            assert row.external == sum(weight for across, weight in edges if across)
            assert row.internal == sum(weight for across, weight in edges if not across)


@given(networks)
@settings(max_examples=30, deadline=None)
def test_by_body_it_is_the_mean_of_the_bodies_own(network: Network) -> None:
    own = []
    for some in members_of(network).values():
        pairs = [REGIONS[one] != REGIONS[two] for one, two in combinations(some, 2)]
        own += [2 * sum(pairs) / len(pairs) - 1] if pairs else []
    found = indices(network, "body")["all regions"].ei_index
    assert found == (pytest.approx(sum(own) / len(own), abs=1e-12) if own else None)


@given(networks)
@settings(max_examples=15, deadline=None)
def test_rescaling_spans_all_ways_to_place_the_ties(network: Network) -> None:
    edges = graph_of(network).number_of_edges()
    assume(0 < edges < 21)
    across, within = 16, 5
    possible = [
        (2 * external - edges) / edges
        for external in range(edges + 1)
        if external <= across and edges - external <= within
    ]
    row = indices(network)["all regions"]
    least, most = min(possible), max(possible)
    expected = pytest.approx(2 * (row.ei_index - least) / (most - least) - 1) if most > least else None
    assert row.rescaled == expected


@given(networks)
@settings(max_examples=30, deadline=None)
def test_rescaled_lies_between_minus_one_and_one(network: Network) -> None:
    for row in gm.ei_index(network.two_mode(), by=REGIONS, permutations=2):
        assert row.rescaled is None or -1 - 1e-9 <= row.rescaled <= 1 + 1e-9


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning:networkx")
@given(networks)
@settings(max_examples=40, deadline=None)
def test_assortativity_equals_that_of_networkx(network: Network) -> None:
    graph = graph_of(network)
    assume(graph.number_of_edges())
    expected = networkx.attribute_assortativity_coefficient(graph, "region")
    (row,) = (
        row for row in gm.assortativity(network.two_mode(), by=REGIONS, permutations=2) if row.weights == "binary"
    )
    assert row.assortativity == (None if isnan(expected) else pytest.approx(expected))


@given(networks)
@settings(max_examples=20, deadline=None)
def test_what_assortativity_owes_to_a_body_is_what_changes_without_it(network: Network) -> None:
    for row in gm.assortativity(network.two_mode(), by=REGIONS, permutations=2):
        others = [body for body in members_of(network) if body != row.owed_to]
        if row.owed_to and others:
            again = gm.assortativity(network.two_mode(gm.Selection(bodies=others)), by=REGIONS, permutations=2)
            (same,) = (one for one in again if one.weights == row.weights)
            expected = same.assortativity
            assert row.assortativity_without == (None if expected is None else pytest.approx(expected, abs=1e-9))


def test_assortativity_is_one_within_regions_and_about_nought_by_chance() -> None:
    within = gm.assortativity(network_of("ABC", "DE", "FG").two_mode(), by=REGIONS).rows()
    assert [row.assortativity for row in within] == [pytest.approx(1)] * 3
    assert all(row.p is not None and row.p < 0.05 for row in within)


def test_processes_of_2020_are_closed_to_other_regions_beyond_chance(dataset: Network) -> None:
    row = gm.ei_index(dataset.two_mode(at="2020")).rows()[0]
    assert row.ei_index is not None
    assert row.expected is not None
    assert row.ei_index < row.expected
    assert row.p == pytest.approx(1 / 1001)


# links


def relations(network: Network, at: str, **options: Any) -> list[tuple[str, str, str]]:
    selection = gm.Selection(**options) if options else None
    return [(row.first, row.relation, row.second) for row in gm.links(network, selection, at=at)]


def test_recorded_links_and_bodies_within_others_are_listed(toy: Network) -> None:
    assert relations(toy, "2006") == [("beta", "succeeds", "alpha"), ("beta", "within", "alpha")]


def test_a_recorded_link_counts_from_its_first_source(toy: Network) -> None:
    assert relations(linked(claim(date="2005")), "2004") == []
    (row,) = gm.links(toy, gm.Selection(roles="secretariat", actors="any"), at="2005")
    assert (row.since, row.claims[0]["citations"]) == ("2005", ["book[p. 1]"])


def linked(*claims: Any) -> Network:
    return network_of("A", "B", links=(Link(first="p0", relation="joint_meeting", second="p1", claims=claims),))


def test_a_plan_an_uncited_link_and_one_that_has_ended_are_none() -> None:
    assert relations(linked(claim("planned", "2001")), "2010") == []
    assert relations(linked(claim(date="2001", citations=())), "2010") == []
    assert relations(linked(claim(date="2001"), claim("end", "2005")), "2010") == []
    assert relations(linked(claim(date="2001"), claim("end", "2005")), "2003") == [("p0", "joint_meeting", "p1")]


def test_an_undated_link_has_no_since() -> None:
    (row,) = gm.links(linked(claim()), at="2010")
    assert row.since == ""


def test_uncited_links_are_listed_when_asked_for() -> None:
    network = linked(claim(date="2001", citations=()))
    assert relations(network, "2010", evidence="any") == [("p0", "joint_meeting", "p1")]


def test_bodies_that_one_organization_serves_share_a_secretariat(toy: Network) -> None:
    records = toy_records()
    served = tie("union", "beta", claim(date="2006"), role="secretariat")
    network = Network(Records(**{**_parts(records), "memberships": (*records.memberships, served)}))
    answer = gm.links(network, at="2006")
    (index,) = (place for place, row in enumerate(answer) if row.relation == "shared_secretariat")
    row = answer.row(index)
    assert (row.first, row.second, row.through) == ("alpha", "beta", ["union"])
    assert [one.key[:3] for one in answer.evidence(index)] == [
        ("union", "alpha", "secretariat"),
        ("union", "beta", "secretariat"),
    ]
    assert not any("secretariat" in one[1] for one in relations(network, "2006", roles="member"))


def _parts(records: Records) -> dict[str, Any]:
    return {name: getattr(records, name) for name in Records.__dataclass_fields__}


def test_processes_that_the_documents_link(dataset: Network) -> None:
    rows = gm.links(dataset, at="2008").rows()
    cited = {
        (row.first, row.relation, row.second): [one for said in row.claims for one in said["citations"]] for row in rows
    }
    assert cited["abu-dhabi-dialogue", "associated_with", "colombo-process"] == ["a63269[para 60]"]
    assert cited["apc", "joint_meeting", "igc"] == [
        "thouezchannac2005[section Regionalism at the cost of internationalism, para 4]"
    ]


def test_processes_that_one_agency_serves(dataset: Network) -> None:
    shared = {frozenset((row.first, row.second)): row.through for row in gm.links(dataset, at="2008") if row.through}
    assert shared[frozenset(("budapest-process", "mtm"))] == ["icmpd"]


def test_linkage_names_all_bodies_through_which_two_regions_meet_most_pairs_first(dataset: Network) -> None:
    two_mode = dataset.two_mode(at="2010")
    region = {one.id: getattr(one, "region", "") for one in two_mode.actors}
    inside = {
        body.id: [region[two_mode.actors[row].id] for row in two_mode.rows[two_mode.columns == place]]
        for place, body in enumerate(two_mode.bodies)
    }
    for row in gm.linkage(two_mode):
        pairs: dict[str, int] = {}
        for body, regions in inside.items():
            first, second = regions.count(row.first_region), regions.count(row.second_region)
            number = first * (first - 1) // 2 if row.first_region == row.second_region else first * second
            if number:
                pairs[body] = number
        assert row.bodies == sorted(pairs, key=lambda body: (-pairs[body], body))
        assert row.bodies[:1] == ([row.owed_to] if row.owed_to else [])
