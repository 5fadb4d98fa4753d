"""Questions about regions take the United Nations' regions, subregions, or any scheme given as a table."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import graphmodel as gm
from graphmodel.network import Network
from queries.agencies import Agency
from queries.answer import Answer
from queries.centrality import Centrality
from queries.linkage import Linkage
from viz.console import to_csv

SCHEME = {
    "PHL": "sending",
    "IDN": "sending",
    "BGD": "sending",
    "AUS": "receiving",
    "USA": "receiving",
    "JPN": "receiving",
}
QUESTIONS: dict[str, tuple[Callable[..., Answer[Any]], dict[str, Any]]] = {
    "linkage": (gm.linkage, {}),
    "presence": (gm.presence, {}),
    "bridges": (gm.bridges, {}),
    "spanning": (gm.spanning, {"at_least": 1}),
    "ei-index": (gm.ei_index, {"permutations": 20}),
    "assortativity": (gm.assortativity, {"permutations": 20}),
    "brokerage": (gm.brokerage, {"at_least": 0}),
}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "scheme.csv"
    lines = [f"{name},{region},a note" for name, region in SCHEME.items()]
    path.write_text("\n".join(["id,region,note", *lines, ""]), encoding="utf-8")
    return path


@pytest.mark.parametrize("word", QUESTIONS)
def test_a_mapping_and_a_table_give_the_same(dataset: Network, table: Path, word: str) -> None:
    function, options = QUESTIONS[word]
    two_mode = dataset.two_mode(at="2008")
    by_mapping = function(two_mode, by=SCHEME, **options)
    assert len(by_mapping)
    assert by_mapping.rows() == function(two_mode, by=table, **options).rows()


@pytest.mark.parametrize("word", ["assortativity", "brokerage", "spanning"])
def test_the_command_takes_the_table(dataset: Network, table: Path, word: str) -> None:
    function, options = QUESTIONS[word]
    given = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    done = subprocess.run(
        [sys.executable, "-m", "graphmodel", word, "--at", "2008", "--by", str(table), "--format", "csv", *given],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == to_csv(function(dataset.two_mode(at="2008"), by=SCHEME, **options))


@pytest.mark.parametrize("word", QUESTIONS)
def test_actors_outside_the_scheme_are_left_out_and_that_is_said(dataset: Network, word: str) -> None:
    function, options = QUESTIONS[word]
    answer = function(dataset.two_mode(at="2008"), by=SCHEME, **options)
    assert any("without a" in remark and "left out" in remark for remark in answer.remarks)


@pytest.mark.parametrize("word", [word for word in QUESTIONS if word != "assortativity"])
def test_subregions_are_a_scheme_too(dataset: Network, word: str) -> None:
    function, options = QUESTIONS[word]
    rows = list(csv.reader(io.StringIO(to_csv(function(dataset.two_mode(at="2008"), by="subregion", **options)))))
    assert any("South-eastern Asia" in cell for row in rows for cell in row)


@pytest.mark.parametrize("word", QUESTIONS)
def test_a_scheme_that_is_none_is_refused(dataset: Network, word: str) -> None:
    with pytest.raises(gm.InvalidQuestion, match="neither region or subregion"):
        QUESTIONS[word][0](dataset.two_mode(at="2008"), by="continent")


def test_tables_of_linkage_say_what_is_left_without_the_body_they_owe_most_to(dataset: Network) -> None:
    two_mode = dataset.two_mode(gm.Selection(bodies=["acp-eu", "igc", "bali-process"]), at="2010")
    scheme = SCHEME | {"KEN": "other", "FJI": "other"}
    owing = [row for row in gm.linkage(two_mode, by=scheme) if row.owed_to]
    assert len({row.owed_to for row in owing}) > 1
    for row in owing:
        others = [one.id for one in two_mode.bodies if one.id != row.owed_to]
        rest = dataset.two_mode(two_mode.selection.but(bodies=others), at="2010")
        (same,) = (
            one
            for one in gm.linkage(rest, by=scheme)
            if (one.first_region, one.second_region) == (row.first_region, row.second_region)
        )
        assert (same.density, same.mean_shared) == pytest.approx((row.density_without, row.mean_shared_without))


def test_rows_have_the_columns_that_readers_rely_on() -> None:
    def names(row_class: type) -> list[str]:
        return [one.name for one in fields(row_class)]

    assert names(Centrality) == ["id", "name", "mode", "measure", "raw", "value", "rank"]
    assert {"id", "name", "count", "region_count", "rank"} <= {*names(Agency)}
    assert {role.replace("-", "_") for role in gm.Selection(roles=AGENCY_ROLES).roles} <= {*names(Agency)}
    assert names(Linkage)[:2] == ["first_region", "second_region"]
    assert {"ties", "density"} <= {*names(Linkage)}


AGENCY_ROLES = ["member", "observer", "partner", "secretariat", "supporter", "founder", "chair"]
"""The roles that the question of agencies is about."""
