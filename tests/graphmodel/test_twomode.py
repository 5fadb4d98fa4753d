"""The two-mode network as arrays."""

from __future__ import annotations

import pytest

from graphmodel.errors import InvalidQuestion
from graphmodel.network import Network
from graphmodel.selection import Selection


def test_cells_are_sorted_by_actor_and_body(toy: Network) -> None:
    two_mode = toy.two_mode(at="2012")
    cells = list(zip(two_mode.rows.tolist(), two_mode.columns.tolist(), strict=True))
    assert cells == sorted(set(cells))
    assert len(two_mode) == len(cells)


def test_degrees_count_the_ties_of_each_entity(toy: Network) -> None:
    two_mode = toy.two_mode(at="2008")
    degrees = dict(zip([one.id for one in two_mode.actors], two_mode.degrees("actors").tolist(), strict=True))
    assert degrees == {"AAA": 0, "BBB": 2, "CCC": 2, "DDD": 0, "EEE": 0, "UUU": 0}


def test_the_diagonal_of_what_two_share_has_the_degrees(toy: Network) -> None:
    two_mode = toy.two_mode(at="2012")
    for mode in ("actors", "bodies"):
        assert two_mode.shared(mode).diagonal().tolist() == two_mode.degrees(mode).tolist()  # type: ignore[arg-type]


def test_cells_of_an_entity_are_found_in_the_order_of_the_other_mode(toy: Network) -> None:
    two_mode = toy.two_mode(at="2008")
    bodies = [[two_mode.bodies[two_mode.columns[cell]].id for cell in cells] for cells in two_mode.cells_of("actors")]
    assert bodies == [[], ["alpha", "beta"], ["alpha", "beta"], [], [], []]


def test_a_pair_in_two_roles_is_one_cell_with_both_ties(toy: Network) -> None:
    two_mode = toy.two_mode(Selection(bodies="alpha", roles=["member", "chair"]), at="2004-05-03")
    assert [[one.role for one in ties] for ties in two_mode.ties] == [["chair", "member"], ["member"], ["member"]]


def test_counts_say_what_is_attested_unknown_and_left_out(toy: Network) -> None:
    counts = toy.two_mode(Selection(bodies=["alpha", "beta"]), at="2010").counts
    assert (counts.documented, counts.presumed, counts.attested) == (1, 3, 0)
    assert (counts.unknown, counts.uncited_left_out) == (1, 1)


def test_what_no_source_supports_is_presumed_at_most_when_asked_for(toy: Network) -> None:
    two_mode = toy.two_mode(Selection(bodies="beta", evidence="any"), at="2006")
    presumed = [
        two_mode.actors[row].id for row, sure in zip(two_mode.rows, two_mode.documented, strict=True) if not sure
    ]
    assert presumed == ["UUU"]


def test_the_farthest_presumption_is_told_in_begun_years(toy: Network) -> None:
    assert toy.two_mode(Selection(bodies="alpha"), at="2010").counts.farthest_presumption_years == 2


def test_another_mode_is_refused(toy: Network) -> None:
    with pytest.raises(InvalidQuestion, match="neither actors nor bodies"):
        toy.two_mode().degrees("members")  # type: ignore[arg-type]
