"""The map's numbers are the library's: every year's ties, seats and overlap, held equal to Network.two_mode."""

from __future__ import annotations

from collections import Counter

import pytest

import graphmodel as gm
from graphmodel.errors import EmptySelection, InvalidQuestion, TooLargeToDraw, UnknownEntity, UnwritablePath
from graphmodel.network import Network
from graphmodel.selection import Selection
from queries.centrality import centrality
from queries.overlap import overlap, seats
from viz.html import Map, to_pyvis, write_map
from viz.picture import Picture, highlighted_ids

SELECTIONS = [
    Selection(),
    Selection(bodies="rcp"),
    Selection(bodies=["rcp", "inter-regional"], region="Africa", presume="none"),
    Selection(actors=["state", "organization"], roles=["member", "observer", "partner"]),
    Selection(actors="organization", bodies=["gmg", "geneva-migration-group"]),
    Selection(evidence="any"),
]


@pytest.mark.parametrize("selection", SELECTIONS, ids=lambda one: "-".join(one.bodies + one.roles))
def test_the_ties_seats_and_overlap_of_every_stop_are_those_of_the_library(
    dataset: Network, selection: Selection
) -> None:
    picture = Picture.of(dataset, selection)
    ids = [node.entity.id for node in picture.nodes]
    for at, stop in enumerate(picture.stops):
        try:
            two_mode = dataset.two_mode(selection, at=stop)
        except EmptySelection:
            assert not any(node.seats[at] for node in picture.nodes)
            continue
        held = {tie.key for ties in two_mode.ties for tie in ties}
        actors, bodies = {one.id for one in two_mode.actors}, {one.id for one in two_mode.bodies}
        shown = {
            line.tie.key
            for line in picture.lines
            if line.status[at]
            and line.tie.role in selection.roles
            and line.tie.actor in actors
            and line.tie.body in bodies
        }
        assert shown == held
        counted = {row.id: row.count for row in seats(two_mode)}
        both = actors & bodies
        for node in picture.nodes:
            if node.entity.id in actors and node.entity.id not in both:
                assert node.seats[at] == counted.get(node.entity.id, 0)
        matrix = picture.matrix
        place = {ids[body]: slot for slot, body in enumerate(matrix.bodies)}
        expected = {(row.first, row.second): row for row in overlap(two_mode)}
        assert sum(counts[at] > 0 for counts in matrix.shared.values()) == len(expected)
        for (first, second), row in expected.items():
            one, other = sorted((place[first], place[second]))
            assert matrix.shared[one, other][at] == row.shared
            assert matrix.jaccard(one, other, at) == pytest.approx(row.jaccard)


@pytest.mark.parametrize("selection", SELECTIONS, ids=lambda one: "-".join(one.bodies + one.roles))
def test_the_centrality_of_every_stop_is_that_of_the_library(dataset: Network, selection: Selection) -> None:
    picture = Picture.of(dataset, selection)
    ids = [node.entity.id for node in picture.nodes]
    for at, stop in enumerate(picture.stops):
        found = {
            (ids[node], mode, measure, 1 + sum(len(one.nodes) for one in ranking.groups[:place])): group.value
            for (measure, mode), ranking in picture.scores[at].items()
            for place, group in enumerate(ranking.groups)
            for node in group.nodes
        }
        try:
            rows = centrality(dataset.two_mode(selection, at=stop)).rows()
        except (EmptySelection, InvalidQuestion):
            assert not found
            continue
        scored = [row for row in rows if row.measure != "degree"]
        expected = {(row.id, row.mode, row.measure, row.rank): row.value for row in scored if row.id in ids}
        assert found == pytest.approx(expected)
        assert {key: ranking.size for key, ranking in picture.scores[at].items()} == Counter(
            (row.measure, row.mode) for row in scored
        )


def test_no_centrality_is_carried_where_it_would_take_too_long(
    dataset: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viz.picture.MOST_SCORED", 10)
    assert Map.of(dataset).picture.scores == ()


def test_a_line_is_documented_where_the_library_says_so(dataset: Network) -> None:
    picture = Picture.of(dataset, at="2008")
    for line in picture.lines[::7]:
        for at in (0, 12, len(picture.stops) - 1):
            state = dataset.holding(line.tie, picture.stops[at])
            assert line.status[at] in (0, int(state.status))


def test_the_page_opens_with_exactly_the_selection(dataset: Network) -> None:
    selection = Selection(bodies="rcp")
    picture = Picture.of(dataset, selection, at="2014-05")
    assert str(picture.stops[picture.opening]) == "2014"
    held = {tie.key for ties in dataset.two_mode(selection, at="2014").ties for tie in ties}
    assert {line.tie.key for line in picture.opening_lines()} == held


def test_agencies_and_the_global_migration_group_are_in_the_page(dataset: Network) -> None:
    picture = Picture.of(dataset)
    ids = {node.entity.id for node in picture.nodes}
    assert {"iom", "unhcr", "gmg"} <= ids
    assert {line.tie.role for line in picture.lines} >= {"observer", "partner", "secretariat", "chair"}


def test_the_troika_of_a_year_is_the_librarys(dataset: Network) -> None:
    picture = Picture.of(dataset)
    gfmd = next(at for at, node in enumerate(picture.nodes) if node.entity.id == "gfmd")
    for at, stop in enumerate(picture.stops[:-1]):
        rows = [(row.previous, row.chair, row.next) for row in gm.troika(dataset, at=stop)]
        assert list(picture.troikas[gfmd][at]) == rows


def test_an_answer_is_highlighted_by_the_ids_it_is_about(dataset: Network) -> None:
    answer = seats(dataset.two_mode(at="2008"), at_least=7)
    picture = Picture.of(dataset, at="2008", highlight=answer)
    assert {picture.nodes[one].entity.id for one in picture.highlighted} == {row.id for row in answer}
    assert "at least 7" in picture.highlight_title
    with pytest.raises(InvalidQuestion, match="names no entities"):
        highlighted_ids(gm.conflicts(dataset))


def test_bad_input_is_one_line_and_leaves_no_file(dataset: Network, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "map.html"
    with pytest.raises(UnknownEntity, match="bali"):
        write_map(dataset, Selection(bodies="bali-proces"), path)
    with pytest.raises(UnknownEntity, match="MRA"):
        write_map(dataset, path=path, highlight=["MRA"])
    with pytest.raises(EmptySelection):
        write_map(dataset, Selection(actors="organization", region="Africa"), path)
    monkeypatch.setattr("viz.picture.MOST_LINES", 10)
    with pytest.raises(TooLargeToDraw, match="narrow the selection"):
        write_map(dataset, path=path)
    assert not list(tmp_path.iterdir())
    monkeypatch.undo()
    (tmp_path / "file").write_text("here", encoding="utf-8")
    with pytest.raises(UnwritablePath):
        write_map(dataset, path=tmp_path / "file" / "map.html")


def test_pyvis_gets_one_node_an_entity_and_one_edge_a_membership(toy: Network) -> None:
    selection = Selection(roles=["member", "observer"])
    two_mode = toy.two_mode(selection, at="2006")
    container = to_pyvis(toy, selection, at="2006")
    assert len(container.edges) == sum(map(len, two_mode.ties))
    assert {node["id"] for node in container.nodes} >= {"AAA", "BBB", "alpha"}
    assert all(edge["arrows"] == "" for edge in container.edges)


def test_a_map_tells_what_it_shows(toy: Network) -> None:
    assert "nodes" in repr(Map.of(toy))
