"""The one function that writes a network for other programs; the formats themselves are tested in ``formats``."""

from __future__ import annotations

import csv
from pathlib import Path

import networkx
import pytest

import graphmodel as gm
from graphmodel.network import Network
from loaders.formats import FORMATS, READERS, ReadFormat


@pytest.mark.parametrize("name", ["x.graphml", "x.gexf", "x.paj", "x.net", "x.dl", "x.xlsx"])
def test_the_ending_of_the_path_tells_the_format(name: str, toy: Network, tmp_path: Path) -> None:
    (form,) = [one for one in FORMATS if Path(name).suffix in one.endings]
    gm.write_network(toy, None, tmp_path / name)
    gm.write_network(toy, None, tmp_path / f"stated{Path(name).suffix}", format=form.name)
    assert (tmp_path / name).read_bytes() == (tmp_path / f"stated{Path(name).suffix}").read_bytes()


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("x.csv", "say csv or matrix"),
        ("x.txt", "say one of graphml, gexf"),
        ("x", "say one of graphml"),
        ("", "say one of"),
    ],
)
def test_an_ending_that_tells_no_format_is_asked_about(name: str, advice: str, toy: Network, tmp_path: Path) -> None:
    with pytest.raises(gm.InvalidQuestion, match=advice):
        gm.write_network(toy, None, name and tmp_path / name)


def test_what_is_written_has_the_ties_that_the_question_counts(toy: Network, tmp_path: Path) -> None:
    for at in ("2008", "2014"):
        graph = networkx.read_graphml(gm.write_network(toy, None, tmp_path / "x.graphml", at=at))
        assert dict(graph.degree(row.id for row in gm.seats(toy.two_mode(at=at)))) == {
            row.id: row.count for row in gm.seats(toy.two_mode(at=at))
        }
    file = gm.write_network(toy, None, tmp_path / "x.csv", format="csv", at="2008", projection="actors")
    with file.open(encoding="utf-8", newline="") as stream:
        shared = {(row["first"], row["second"]): int(row["weight"]) for row in csv.DictReader(stream)}
    assert shared == {(row.first, row.second): row.shared for row in gm.co_membership(toy.two_mode(at="2008"))} != {}


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.name)
def test_what_is_written_is_read_from_the_same_path(reader: ReadFormat, toy: Network, tmp_path: Path) -> None:

    (form,) = [one for one in FORMATS if one.name == reader.name]
    file = gm.write_network(toy, gm.Selection(bodies="process"), tmp_path / form.default, at="2008")
    back = gm.read_affiliations(file, actors_are="organization", as_of="2008")
    ties = {(tie.actor, tie.body) for tie in back.memberships()}
    there = toy.two_mode(at="2008")
    assert len(ties) == len(there.ties) > 0
