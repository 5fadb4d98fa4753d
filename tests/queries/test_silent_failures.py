"""Failures that other libraries pass over in silence, each shown where the library is here, and not ours.

Burt's measures that reduce to degree stand in ``test_brokerage``; the Poisson shortcut that loses every pair in
``test_significance``; pages that load from elsewhere in ``viz/test_map_security``.
"""

from __future__ import annotations

import networkx
import pytest
from randomnetworks import network_of

import graphmodel as gm
from graphmodel.network import Network

APART = {(0, 0), (1, 1), (2, 1), (3, 1), (1, 2), (2, 2)}
"""One state alone in one body, beside a larger component."""


def test_what_is_not_two_mode_is_refused_where_networkx_measures_it(toy: Network) -> None:
    assert max(networkx.bipartite.closeness_centrality(networkx.wheel_graph(5), [0, 1]).values()) > 1
    selection = gm.Selection(actors=["state", "union"], bodies=["union", "alpha"])
    with pytest.raises(gm.InvalidQuestion, match="actor and body at once"):
        gm.centrality(toy.two_mode(selection, at="2004"), measure="closeness")


def test_a_mode_is_always_whole_where_networkx_divides_by_what_it_was_given() -> None:
    two_mode = network_of({(0, 0), (1, 0)}, 2, 1).two_mode()
    graph = two_mode.to_networkx()
    assert networkx.bipartite.degree_centrality(graph, ["AAA"])["p0"] == 2
    assert {row.value for row in gm.centrality(two_mode, measure="degree")} == {1}


def test_closeness_between_components_is_refused_where_networkx_passes_one() -> None:
    two_mode = network_of(APART, 4, 3).two_mode()
    actors = [one.id for one in two_mode.actors]
    assert networkx.bipartite.closeness_centrality(two_mode.to_networkx(), actors)["AAA"] > 1
    with pytest.raises(gm.InvalidQuestion, match="harmonic is defined then"):
        gm.centrality(two_mode, measure="closeness")
    harmonic = {row.id: row.value for row in gm.centrality(two_mode, measure="harmonic", mode="actors")}
    assert max(harmonic.values()) <= 1
    assert min(harmonic, key=lambda one: harmonic[one]) == "AAA"


@pytest.mark.parametrize("null", ["sdsm", "fdsm"])
def test_a_table_of_one_pair_is_tested_too(null: str) -> None:
    answer = gm.backbone(network_of({(0, 0), (0, 1), (1, 0)}, 3, 2), null=null, alpha=1)  # type: ignore[arg-type]
    assert len(answer) == 1
    assert "1 pairs tested" in answer.remarks[1]


def test_the_exact_tail_does_not_depend_on_how_the_work_is_parted(
    dataset: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = gm.backbone(dataset, gm.Selection(bodies="rcp"), at="2008", alpha=1).rows()
    monkeypatch.setattr("queries.significance.BLOCK", 1)
    assert [row.p for row in gm.backbone(dataset, gm.Selection(bodies="rcp"), at="2008", alpha=1)] == pytest.approx(
        [row.p for row in whole]
    )


def test_an_overlap_table_lists_every_partner_and_not_the_ten_best() -> None:
    answer = gm.co_membership(network_of({(actor, 0) for actor in range(14)}, 14, 1).two_mode())
    partners = [one for row in answer for one in (row.first, row.second)]
    assert {partners.count(one) for one in partners} == {13}


def test_acronyms_are_no_keys_and_are_refused_where_they_mean_two(dataset: Network) -> None:
    with pytest.raises(gm.UnknownEntity):
        dataset.find("BP")
