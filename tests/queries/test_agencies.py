"""Agencies by role, on the toy network."""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest

import graphmodel as gm
from graphmodel.network import Network
from graphmodel.ties import ROLES
from queries import QUESTIONS
from queries.agencies import AGENCIES, BODIES, Agency


def test_each_role_has_its_own_number(toy: Network) -> None:
    rows = {row.id: row for row in gm.agencies(toy, at="2006")}
    assert (rows["union"].secretariat, rows["union"].member, rows["union"].count) == (1, 0, 1)
    assert (rows["un-one"].observer, rows["un-one"].secretariat, rows["un-one"].count) == (1, 0, 1)


def test_servicing_is_not_sitting(toy: Network) -> None:
    answer = gm.agencies(toy, at="2006", by="member")
    assert {row.rank for row in answer} == {1}
    assert all(row.member == 0 for row in answer)
    assert "not sitting" in answer.remarks[0]


def test_one_role_can_rank_them(toy: Network) -> None:
    rows = gm.agencies(toy, at="2006", by="secretariat").rows()
    assert [(row.id, row.rank) for row in rows] == [("union", 1), ("un-one", 2)]


def test_equal_numbers_have_equal_rank(toy: Network) -> None:
    assert [(row.id, row.rank) for row in gm.agencies(toy, at="2006")] == [("un-one", 1), ("union", 1)]


def test_breadth_counts_regions_of_members_and_themes_of_bodies(toy: Network) -> None:
    rows = {row.id: row for row in gm.agencies(toy, at="2006")}
    assert (rows["union"].region_count, rows["union"].theme_count) == (2, 1)
    assert (rows["un-one"].region_count, rows["un-one"].theme_count) == (2, 0)


def test_a_selected_role_leaves_out_the_others(toy: Network) -> None:
    selection = gm.Selection(actors=AGENCIES, bodies=BODIES, roles="secretariat")
    assert [row.id for row in gm.agencies(toy, selection, at="2006")] == ["union"]
    with pytest.raises(gm.InvalidQuestion, match="by"):
        gm.agencies(toy, selection, at="2006", by="observer")


def test_each_agency_shows_its_evidence(toy: Network) -> None:
    answer = gm.agencies(toy, at="2006")
    assert [(tie.body, tie.role) for row in answer for tie in answer.evidence(row)] == [
        ("beta", "observer"),
        ("alpha", "secretariat"),
    ]


def test_the_command_begins_with_what_the_question_begins_with() -> None:
    (question,) = (one for one in QUESTIONS if one.name == "agencies")
    assert question.begins_with == {"actors": AGENCIES, "bodies": BODIES, "roles": ROLES}


def test_every_role_is_a_column_and_ranks() -> None:
    assert {role.replace("-", "_") for role in ROLES} <= set(Agency.__dataclass_fields__)
    assert get_args(get_type_hints(gm.agencies)["by"]) == ("count", *ROLES)
