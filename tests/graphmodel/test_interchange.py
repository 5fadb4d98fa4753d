"""The commands ``export`` and ``sources``: every format, what they refuse, and that nothing is left half-written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import bibtexparser
import pytest
import rispy

import graphmodel as gm
from graphmodel.network import Network
from loaders.formats import FORMATS, Format
from loaders.formats.gexf import read_gexf
from loaders.formats.graphml import read_graphml


def run(*arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "graphmodel", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
    )


@pytest.mark.parametrize("form", FORMATS, ids=lambda one: one.name)
def test_every_format_is_written_where_it_was_asked(form: Format, toy_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / form.default
    done = run("export", form.name, "--data", str(toy_folder), "-o", str(target))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"written: {target}\n")
    assert target.stat().st_size > 0


def test_without_a_place_it_is_written_here(toy_folder: Path, tmp_path: Path) -> None:
    (form,) = [one for one in FORMATS if one.name == "graphml"]
    assert run("export", "graphml", "--data", str(toy_folder), folder=tmp_path).stderr == f"written: {form.default}\n"
    assert (tmp_path / form.default).is_file()


def test_the_selection_and_the_date_decide_what_is_exported(toy_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.graphml"
    run("export", "graphml", "--bodies", "beta", "--at", "2014", "--data", str(toy_folder), "-o", str(path))
    assert {one.actor for one in read_graphml(path)} == {"Cccland"}
    run("export", "graphml", "--bodies", "beta", "--at", "2017", "--data", str(toy_folder), "-o", str(path))
    assert {one.actor for one in read_graphml(path)} == {"Bbbland", "Cccland"}


def test_gexf_holds_the_whole_history_unless_a_date_is_asked_for(toy_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.gexf"
    run("export", "gexf", "--data", str(toy_folder), "-o", str(path))
    spells = {(one.start, one.end) for one in read_gexf(path) if (one.actor, one.body) == ("Bbbland", "Beta Process")}
    assert spells == {("2005-01-01", "2012-12-31"), ("2016-01-01", "")}
    run("export", "gexf", "--bodies", "beta", "--at", "2014", "--data", str(toy_folder), "-o", str(path))
    assert {one.actor for one in read_gexf(path)} == {"Cccland"}


def test_a_projection_counts_what_the_question_counts(toy_folder: Path, tmp_path: Path, toy: Network) -> None:
    path = tmp_path / "x.csv"
    run("export", "csv", "--projection", "actors", "--at", "2008", "--data", str(toy_folder), "-o", str(path))
    rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    found = {(row[0], row[4]): int(row[8]) for row in rows[1:]}
    answer = gm.co_membership(toy.two_mode(at="2008"))
    assert found == {(row.first, row.second): row.shared for row in answer} != {}


REFUSED = {
    "an unknown format": (("graphlm",), "closest: graphml"),
    "an unknown projection": (("gexf", "--projection", "actor"), "closest: actors"),
    "a projection of everything": (("neo4j", "--projection", "actors"), "take one of graphml"),
    "an empty selection": (("gexf", "--bodies", "global", "--at", "1900"), "1900"),
    "a place that cannot be written": (("gexf", "-o", "/dev/null/x.gexf"), "cannot be written"),
    "a body that is an actor": (("gexf", "--actors", "igo", "--bodies", "igo"), "actor and body at once"),
}


@pytest.mark.parametrize(("arguments", "hint"), REFUSED.values(), ids=REFUSED.keys())
def test_what_export_refuses_is_one_clear_line_and_leaves_nothing(
    arguments: tuple[str, ...], hint: str, tmp_path: Path
) -> None:
    done = run("export", *arguments, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert hint in done.stderr
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_sources_in_every_format_are_those_of_the_question(dataset: Network, tmp_path: Path) -> None:
    asked = ("sources", "--bodies", "bali-process", "--at", "2008", "--format")
    keys = [row.id for row in gm.cited_sources(dataset, gm.Selection(bodies="bali-process"), at="2008")]
    assert [row["id"] for row in json.loads(run(*asked, "json").stdout)["rows"]] == keys
    assert [one["id"] for one in json.loads(run(*asked, "csl-json").stdout)] == keys
    assert [one["id"] for one in rispy.loads(run(*asked, "ris").stdout)] == keys
    assert [one["ID"] for one in bibtexparser.loads(run(*asked, "bibtex").stdout).entries] == keys
    done = run(*asked, "text", "-o", str(tmp_path / "x.txt"))
    assert done.stdout == ""
    assert [line.split(": ")[0] for line in (tmp_path / "x.txt").read_text(encoding="utf-8").splitlines()] == keys


def test_sources_refuse_an_unknown_format_before_anything_is_read() -> None:
    done = run("sources", "--format", "bibtx", "--data", "nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert "closest: bibtex" in done.stderr
