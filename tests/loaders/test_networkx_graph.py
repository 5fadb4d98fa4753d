"""A network as a NetworkX graph and back."""

from __future__ import annotations

import pytest

from graphmodel.errors import InvalidRecord
from graphmodel.network import Network
from loaders.networkx_graph import from_networkx, to_networkx


def test_nothing_is_lost_there_and_back(toy: Network) -> None:
    assert from_networkx(to_networkx(toy)) == toy


def test_nothing_of_the_dataset_is_lost_there_and_back(dataset: Network) -> None:
    assert from_networkx(to_networkx(dataset)) == dataset


def test_two_spells_of_one_tie_are_two_edges(toy: Network) -> None:
    assert set(to_networkx(toy)["BBB"]["beta"]) == {"member 1", "member 2"}


def test_nodes_carry_kind_and_attributes(toy: Network) -> None:
    node = to_networkx(toy).nodes["AAA"]
    assert (node["kind"], node["name"], node["region"]) == ("state", "Aaaland", "Africa")


def test_edges_carry_claims_and_citations(toy: Network) -> None:
    edge = to_networkx(toy)["DDD"]["gamma"]["member 1"]
    assert edge["claims"][0]["citations"] == "book[p. 1]"


def test_another_graph_is_refused(toy: Network) -> None:
    import networkx

    with pytest.raises(InvalidRecord, match="dataset"):
        from_networkx(networkx.MultiDiGraph())


def test_an_unknown_kind_is_refused(toy: Network) -> None:
    graph = to_networkx(toy)
    graph.nodes["AAA"]["kind"] = "planet"
    with pytest.raises(InvalidRecord, match="planet"):
        from_networkx(graph)
