"""Network files that we write, read back by NetworkX and by ourselves."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import networkx
import numpy as np
import pytest
from exported import Expected, dataset_export, toy_export
from toynetwork import claim, tie

import graphmodel as gm
from graphmodel.cells import from_cell
from graphmodel.dates import day_text
from graphmodel.errors import InvalidQuestion, UnwritablePath
from graphmodel.network import Network
from loaders.affiliations import Affiliation
from loaders.formats.csv_files import write_edges, write_matrix
from loaders.formats.gexf import read_gexf, write_gexf
from loaders.formats.graph import EVER, Graph, graph_of_two_mode
from loaders.formats.graphml import read_graphml, write_graphml
from loaders.formats.pajek import read_pajek, write_pajek
from loaders.formats.ucinet import read_ucinet, write_ucinet

WRITERS: dict[str, Callable[[Graph, Path], Path]] = {
    "x.graphml": write_graphml,
    "x.gexf": write_gexf,
    "x.net": write_pajek,
    "x.paj": write_pajek,
    "x.dl": write_ucinet,
    "edges.csv": write_edges,
    "matrix.csv": write_matrix,
}


@pytest.fixture(params=["toy", "dataset"])
def expected(request: pytest.FixtureRequest) -> Expected:
    network: Network = request.getfixturevalue(request.param)
    return toy_export(network) if request.param == "toy" else dataset_export(network)


def triples(affiliations: list[Affiliation]) -> set[tuple[str, str, str, str, str]]:
    return {(one.actor, one.body, one.role, one.start, one.end) for one in affiliations}


def wanted(expected: Expected) -> set[tuple[str, str, str, str, str]]:
    names, held = expected.names, expected.held
    return {
        (names[actor], names[body], role, *held[actor, body])
        for (actor, body), (roles, _) in expected.said.items()
        for role in roles.split("; ")
    }


def test_networkx_reads_our_graphml(expected: Expected, tmp_path: Path) -> None:
    graph = networkx.read_graphml(write_graphml(expected.graph, tmp_path / "x.graphml"))
    assert {node: said["name"] for node, said in graph.nodes(data=True)} == expected.names
    assert {node: said["bipartite"] for node, said in graph.nodes(data=True)} == expected.modes
    assert all(said["type"] is bool(said["bipartite"]) for _, said in graph.nodes(data=True))
    said = {(a, b): (one["roles"], one["evidence"]) for a, b, one in graph.edges(data=True)}
    assert said == expected.said
    dates = {(a, b): (one.get("start", ""), one.get("end", "")) for a, b, one in graph.edges(data=True)}
    assert dates == expected.held
    assert graph.graph["citation"] == expected.network.dataset.citation
    assert graph.graph["at"] == "2008-06-01"
    assert graph.graph["documented"] == str(expected.two_mode.counts.documented)


def test_every_edge_carries_the_citations_of_its_claims(expected: Expected, tmp_path: Path) -> None:
    graph = networkx.read_graphml(write_graphml(expected.graph, tmp_path / "x.graphml"))
    for (actor, body), cell in expected.pairs.items():
        ties = expected.two_mode.ties[cell]
        cited = {str(one) for tie in ties for claim in tie.claims for one in claim.citations}
        assert graph.edges[actor, body]["citations"] == "; ".join(sorted(cited))


def test_networkx_reads_our_gexf(expected: Expected, tmp_path: Path) -> None:
    graph = networkx.read_gexf(write_gexf(expected.graph, tmp_path / "x.gexf"), version="1.3")
    assert {node: said["label"] for node, said in graph.nodes(data=True)} == expected.names
    assert {(a, b): (one["roles"], one["evidence"]) for a, b, one in graph.edges(data=True)} == expected.said


def test_ours_read_back_what_they_wrote(expected: Expected, tmp_path: Path) -> None:
    written = write_graphml(expected.graph, tmp_path / "x.graphml")
    assert triples(read_graphml(written)) == wanted(expected)


@pytest.mark.parametrize(("name", "reader"), [("x.net", read_pajek), ("x.paj", read_pajek), ("x.dl", read_ucinet)])
def test_formats_of_pairs_are_read_back_as_pairs(
    expected: Expected, tmp_path: Path, name: str, reader: Callable[[Path], list[Affiliation]]
) -> None:
    read = reader(WRITERS[name](expected.graph, tmp_path / name))
    assert {(one.actor, one.body) for one in read} == set(expected.pairs)
    assert len(read) == len(expected.pairs)


def test_networkx_makes_the_same_network_of_our_matrix(expected: Expected, tmp_path: Path) -> None:
    rows = list(csv.reader(write_matrix(expected.graph, tmp_path / "m.csv").open(encoding="utf-8", newline="")))
    actors, bodies = [row[0] for row in rows[1:]], rows[0][1:]
    assert [*actors, *bodies] == list(expected.names)
    matrix = np.array([[int(cell) for cell in row[1:]] for row in rows[1:]])
    edges = {(actors[row], bodies[column]) for row, column in np.argwhere(matrix)}
    assert edges == set(expected.pairs)


def test_the_edge_list_says_all_that_is_known_of_a_tie(expected: Expected, tmp_path: Path) -> None:
    rows = list(csv.DictReader(write_edges(expected.graph, tmp_path / "e.csv").open(encoding="utf-8", newline="")))
    assert {(row["actor"], row["body"]): (row["roles"], row["evidence"]) for row in rows} == expected.said
    assert {(row["actor"], row["body"]): (row["start"], row["end"]) for row in rows} == expected.held
    names = {row["actor"]: row["actor_name"] for row in rows} | {row["body"]: row["body_name"] for row in rows}
    assert {one: from_cell(name) for one, name in names.items()}.items() <= expected.names.items()
    assert {row["at"] for row in rows} == {"2008-06-01"}


@pytest.mark.parametrize("name", ["x.graphml", "x.gexf"])
def test_a_projection_is_read_back_with_its_weights(expected: Expected, tmp_path: Path, name: str) -> None:
    path = WRITERS[name](expected.actors_graph, tmp_path / name)
    graph = networkx.read_graphml(path) if name == "x.graphml" else networkx.read_gexf(path, version="1.3")
    assert {(a, b): one["weight"] for a, b, one in graph.edges(data=True)} == expected.shared
    assert set(graph) == {one.id for one in expected.two_mode.actors}
    assert len(list(expected.actors_graph.edges())) == len(expected.shared)


def test_the_matrix_of_a_projection_is_symmetric(expected: Expected, tmp_path: Path) -> None:
    rows = list(csv.reader(write_matrix(expected.actors_graph, tmp_path / "m.csv").open(encoding="utf-8", newline="")))
    matrix = np.array([[int(cell) for cell in row[1:]] for row in rows[1:]])
    assert (matrix == expected.two_mode.projection("actors").toarray()).all()


@pytest.mark.parametrize("presume", ["both", "forward"])
def test_the_spells_of_gexf_hold_on_the_days_on_which_the_ties_do(
    dataset: Network, tmp_path: Path, presume: str
) -> None:
    selection = gm.Selection(bodies="process", roles=["member", "observer", "chair"], presume=presume)
    graph = graph_of_two_mode(dataset, dataset.two_mode(selection, at=EVER))
    ids = {node.name: node.id for node in graph.nodes}
    read = read_gexf(write_gexf(graph, tmp_path / "x.gexf"))
    for day in ("1990-01-01", "1999-12-31", "2003-06-15", "2008-08-31", "2012-02-29", "2020-07-01"):
        then = {
            (ids[one.actor], ids[one.body])
            for one in read
            if (not one.start or one.start <= day) and (not one.end or one.end >= day)
        }
        assert then == set(Expected(dataset, dataset.two_mode(selection, at=day)).pairs)


@pytest.mark.parametrize("presume", ["both", "forward", "none"])
def test_no_tie_of_any_year_is_without_a_spell_in_it(dataset: Network, presume: str) -> None:
    selection = gm.Selection(bodies="process", roles=["member", "chair"], presume=presume)
    ever = graph_of_two_mode(dataset, dataset.two_mode(selection, at=EVER))
    spells = {(ever.nodes[edge.first].id, ever.nodes[edge.second].id): edge.spells for edge in ever.edges()}
    assert all(spells.values())
    for year in range(1990, 2025, 3):
        two_mode = dataset.two_mode(selection, at=str(year))
        for pair in Expected(dataset, two_mode).pairs:
            first, last = two_mode.period.first, two_mode.period.last
            assert any(spell[0] <= last and spell[1] >= first for spell in spells[pair]), pair


def test_a_year_alone_is_drawn_over_the_year_where_nothing_is_presumed(toy: Network) -> None:
    two_mode = toy.two_mode(gm.Selection(bodies="gamma", presume="none"), at="2012")
    graph = graph_of_two_mode(toy, two_mode)
    spells = {graph.nodes[edge.first].id: [tuple(map(day_text, one)) for one in edge.spells] for edge in graph.edges()}
    assert spells == {"DDD": [("2012-01-01", "2012-12-31")]}


@pytest.mark.parametrize(("name", "writer"), WRITERS.items())
def test_the_same_network_gives_the_same_bytes(
    toy: Network, tmp_path: Path, name: str, writer: Callable[[Graph, Path], Path]
) -> None:
    first = writer(toy_export(toy).graph, tmp_path / name).read_bytes()
    assert writer(toy_export(toy).graph, tmp_path / name).read_bytes() == first
    assert b"\r" not in first


@pytest.mark.parametrize(("name", "writer"), WRITERS.items())
def test_a_place_that_cannot_be_written_leaves_nothing(
    toy: Network, tmp_path: Path, name: str, writer: Callable[[Graph, Path], Path]
) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(UnwritablePath, match="-o"):
        writer(toy_export(toy).graph, tmp_path / name)
    assert sorted(one.name for one in tmp_path.iterdir()) == [name]


def test_what_breaks_in_the_middle_leaves_the_old_file(toy: Network, tmp_path: Path) -> None:
    def breaking() -> object:
        yield from list(toy_export(toy).graph.edges())[:2]
        raise KeyboardInterrupt

    (tmp_path / "x.graphml").write_text("old", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        write_graphml(replace(toy_export(toy).graph, edges=breaking), tmp_path / "x.graphml")  # type: ignore[arg-type]
    assert [one.read_text(encoding="utf-8") for one in tmp_path.iterdir()] == ["old"]


def test_a_body_that_is_an_actor_too_is_refused_where_it_would_be_one_node(toy: Network) -> None:
    with pytest.raises(InvalidQuestion, match="export: union would be actor and body at once"):
        graph_of_two_mode(
            toy, toy.two_mode(gm.Selection(actors=["state", "union"], bodies=["alpha", "union"]), at="2008")
        )


def test_the_partitions_of_pajek_say_mode_kind_and_region(toy: Network, tmp_path: Path) -> None:
    text = write_pajek(toy_export(toy).graph, tmp_path / "x.net").read_text(encoding="utf-8")
    assert "% partition region: 1 Africa; 2 Asia; 3 Europe\n" in text
    assert "% at: 2008-06-01\n" in text
    region = (tmp_path / "x-region.clu").read_text(encoding="utf-8").split()
    assert region[:2] == ["*Vertices", "8"]
    assert region[2:] == ["1", "1", "2", "3", "3", "2", "0", "0"]
    project = write_pajek(toy_export(toy).graph, tmp_path / "x.paj").read_text(encoding="utf-8")
    heads = [line for line in project.splitlines() if line.startswith(("*Network", "*Partition"))]
    assert [line.split()[1] for line in heads] == [
        "ties",
        "documented",
        "member",
        "observer",
        "mode",
        "kind",
        "region",
    ]


def said_of(two_mode: gm.TwoMode, network: Network, actor: str) -> dict[str, str]:
    graph = graph_of_two_mode(network, two_mode)
    (edge,) = [edge for edge in graph.edges() if graph.nodes[edge.first].id == actor]
    return dict(zip(graph.edge_columns, edge.values, strict=True))


def test_uncited_claims_have_spells_where_the_selection_asks_for_them_and_nowhere_else(toy: Network) -> None:
    later = tie(
        "CCC", "beta", claim(date="2006", list="beta-2006"), claim("end", "2009"), claim(date="2012", citations=())
    )
    others = [one for one in toy.records.memberships if one.key != later.key]
    network = Network(replace(toy.records, memberships=(*others, later)))
    for evidence, last in (("any", "2012-12-31"), ("cited", "2009-12-31")):
        two_mode = network.two_mode(gm.Selection(bodies="beta", evidence=evidence), at="2008")
        assert said_of(two_mode, network, "CCC")["spells"] == f"2005-01-01/{last}"
    assert said_of(network.two_mode(gm.Selection(bodies="beta", evidence="any"), at="2008"), network, "UUU") == {
        "roles": "member",
        "evidence": "presumed",
        "start": "2005-01-01",
        "end": "",
        "spells": "2005-01-01/..",
        "citations": "",
    }


def test_start_and_end_bound_the_spell_of_the_date_and_spells_are_all(toy: Network) -> None:
    left = tie("AAA", "alpha", claim(date="2004", list="alpha-2004"), claim(date="2012"))
    others = [one for one in toy.records.memberships if one.key != left.key]
    network = Network(replace(toy.records, memberships=(*others, left)))
    said = said_of(network.two_mode(gm.Selection(bodies="alpha"), at="2005"), network, "AAA")
    assert (said["start"], said["end"]) == ("2000-01-01", "2007-12-31")
    assert said["spells"] == "2000-01-01/2007-12-31; 2009-01-01/.."


NASTY = '=1+1 <b>&amp; "quoted" \'s; \t%\r\n ]]> Ä 漢 \U0001f600'


@pytest.fixture(scope="module")
def nasty(toy: Network) -> Network:
    """The toy network, all of whose names, regions and locators are hard to write."""
    records = toy.records
    entities = [
        one.model_copy(update={"name": f"{NASTY} {one.id}"} | ({"region": NASTY} if one.kind == "state" else {}))
        for one in records.entities
    ]
    return Network(replace(records, entities=tuple(entities)), is_checked=True)


def test_hard_names_are_read_back_by_networkx_as_they_were(nasty: Network, tmp_path: Path) -> None:
    expected = toy_export(nasty)
    graph = networkx.read_graphml(write_graphml(expected.graph, tmp_path / "x.graphml"))
    assert {node: said["name"] for node, said in graph.nodes(data=True)} == expected.names
    assert graph.nodes["AAA"]["region"] == NASTY
    graph = networkx.read_gexf(write_gexf(expected.graph, tmp_path / "x.gexf"), version="1.3")
    assert {node: said["label"] for node, said in graph.nodes(data=True)} == expected.names


def test_hard_names_are_read_back_by_ours_as_they_were(nasty: Network, tmp_path: Path) -> None:
    expected = toy_export(nasty)
    assert triples(read_graphml(write_graphml(expected.graph, tmp_path / "x.graphml"))) == wanted(expected)
    read = read_pajek(write_pajek(expected.graph, tmp_path / "x.paj"))
    assert {(one.actor, one.body) for one in read} == set(expected.pairs)


def test_no_cell_of_our_csv_is_a_formula_and_each_is_read_back(nasty: Network, tmp_path: Path) -> None:
    expected = toy_export(nasty)
    with write_edges(expected.graph, tmp_path / "e.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows
    for row in rows:
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row.values())
        assert from_cell(row["actor_name"]) == expected.names[row["actor"]]
        assert from_cell(row["actor_region"]) == NASTY


def test_what_xml_cannot_hold_becomes_the_replacement_character(toy: Network, tmp_path: Path) -> None:
    entities = tuple(one.model_copy(update={"name": f"a\x00\x1f\uffff{one.id}"}) for one in toy.records.entities)
    graph = toy_export(Network(replace(toy.records, entities=entities), is_checked=True)).graph
    read = networkx.read_graphml(write_graphml(graph, tmp_path / "x.graphml"))
    assert read.nodes["AAA"]["name"] == "a\ufffd\ufffd\ufffdAAA"
    assert networkx.read_gexf(write_gexf(graph, tmp_path / "x.gexf"), version="1.3").nodes["AAA"]["label"][:1] == "a"
