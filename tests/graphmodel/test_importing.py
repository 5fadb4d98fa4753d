"""The command import: from a file to a folder that every command reads, or to all its problems and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import cowfile
import numpy as np
import pytest

CLUBS = "state,club,since\nChile,Wine Club,1999\nPeru,Wine Club,2001\n"
Run = Callable[..., subprocess.CompletedProcess[str]]


def run_in(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "graphmodel", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The command line in a folder of its own."""
    return partial(run_in, tmp_path)


@pytest.fixture(scope="module")
def clubs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the data folder ``clubs`` was made of a table."""
    folder = tmp_path_factory.mktemp("imported")
    (folder / "clubs.csv").write_text(CLUBS, encoding="utf-8")
    assert run_in(folder, "import", "clubs.csv", "-o", "clubs").returncode == 0
    return folder


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_a_table_becomes_a_folder_that_answers(run: Run, tmp_path: Path) -> None:
    (tmp_path / "clubs.csv").write_text(CLUBS, encoding="utf-8")
    done = run(
        "import", "clubs.csv", "-o", "clubs", "--title", "Clubs", "--data-version", "7", "--citation", "Me (2020)."
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines()[0] == 'column "state" read as actor'
    assert done.stderr.splitlines()[-1] == "written: clubs: 2 ties of 2 actors with 1 bodies"
    answer = json.loads(run("seats", "--data", "clubs", "--format", "json").stdout)
    assert {row["id"] for row in answer["rows"]} == {"PER", "CHL"}
    assert answer["data"] == {"version": "7", "date": "2001", "citation": "Me (2020)."}


@pytest.mark.parametrize(
    "command",
    [
        ("overlap",),
        ("co-membership",),
        ("centrality",),
        ("check",),
        ("conflicts",),
        ("show", "Chile"),
        ("find", "wine"),
        ("list", "bodies"),
        ("change", "--at", "2000/2001"),
        ("map", "-o", "map.html"),
    ],
    ids=lambda one: one[0],
)
def test_every_command_takes_the_folder(clubs: Path, command: tuple[str, ...]) -> None:
    done = run_in(clubs, *command, "--data", "clubs")
    assert done.returncode == 0, done.stderr


def test_problems_leave_nothing_behind(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("state,club,since\nChile,A,1/5/1999\nPeru,,2001\n", encoding="utf-8")
    done = run("import", "bad.csv", "-o", "data")
    assert (done.returncode, done.stdout) == (2, "")
    assert "bad.csv:2:since:" in done.stderr
    assert "bad.csv:3:club:" in done.stderr
    assert "Traceback" not in done.stderr
    assert files(tmp_path) == {"bad.csv"}


def test_unknown_names_are_written_beside_the_folder_and_given_back(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("state,club,since\nMarocco,A,1999\nChile,A,2001\n", encoding="utf-8")
    done = run("import", "t.csv", "-o", "data")
    assert done.returncode == 2
    assert "written: data-names.csv" in done.stderr
    assert files(tmp_path) == {"t.csv", "data-names.csv"}
    names = tmp_path / "data-names.csv"
    names.write_text(names.read_text(encoding="utf-8-sig").replace("Marocco,,", "Marocco,MAR,"), encoding="utf-8")
    assert run("import", "t.csv", "-o", "data", "--names", "data-names.csv").returncode == 0


def test_a_folder_with_other_files_is_not_written_into(run: Run, tmp_path: Path) -> None:
    (tmp_path / "clubs.csv").write_text(CLUBS, encoding="utf-8")
    done = run("import", "clubs.csv", "-o", ".")
    assert done.returncode == 2
    assert "is no data folder" in done.stderr
    assert files(tmp_path) == {"clubs.csv"}


def test_importing_again_replaces_the_folder_by_the_same_bytes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "clubs.csv").write_text(CLUBS, encoding="utf-8")
    contents = []
    for _ in range(2):
        assert run("import", "clubs.csv", "-o", "clubs").returncode == 0
        contents.append({path.name: path.read_bytes() for path in (tmp_path / "clubs").iterdir()})
    assert contents[0] == contents[1]


def test_the_correlates_of_war_form_is_recognized_by_its_first_line(run: Run, tmp_path: Path) -> None:
    rows = [(155, year) for year in range(1990, 1995)]
    cowfile.write(tmp_path / "states.csv", rows, np.array([[0], [1], [1], [1], [2]], dtype=np.int8))
    done = run("import", "states.csv", "-o", "cow")
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[0] == "member: 3 state-years, 1 spells"
    answer = json.loads(run("seats", "--data", "cow", "--bodies", "igo", "--at", "1992", "--format", "json").stdout)
    assert [(row["id"], row["bodies"]) for row in answer["rows"]] == [("CHL", ["cow-b000"])]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("t.net", '*Vertices 3 2\n1 "Chile"\n2 "Peru"\n3 "Wine Club"\n*Edges\n1 3\n2 3\n'),
        ("t.dl", "dl nr=2, nc=1\nformat=fullmatrix\nrow labels:\nChile\nPeru\ncolumn labels:\nWine\ndata:\n1\n1\n"),
        (
            "t.graphml",
            '<?xml version="1.0" encoding="UTF-8"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
            '<key id="m" for="node" attr.name="bipartite" attr.type="int"/><graph edgedefault="undirected">'
            '<node id="Chile"><data key="m">0</data></node><node id="Wine"><data key="m">1</data></node>'
            '<edge source="Chile" target="Wine"/></graph></graphml>',
        ),
        (
            "t.gexf",
            '<?xml version="1.0" encoding="UTF-8"?><gexf xmlns="http://gexf.net/1.3" version="1.3">'
            '<graph defaultedgetype="directed"><nodes><node id="1" label="Chile"/><node id="2" label="Wine"/></nodes>'
            '<edges><edge id="0" source="1" target="2"/></edges></graph></gexf>',
        ),
    ],
)
def test_network_files_are_recognized_by_their_names(run: Run, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = run("import", name, "-o", "data", "--as-of", "2000")
    assert done.returncode == 0, done.stderr
    assert run("seats", "--data", "data", "--format", "csv").stdout.count("\n") >= 2


BAD = {
    "a file that is not there": (("import", "nowhere.csv", "-o", "data"), "no such file"),
    "a form that is none": (("import", "clubs.csv", "-o", "data", "--form", "wide"), "long, matrix, panel"),
    "a kind that is none": (("import", "clubs.csv", "-o", "data", "--bodies-are", "clubs"), "process"),
    "a date that is none": (("import", "clubs.csv", "-o", "data", "--date", "soon"), "is no date"),
    "a key that is none": (("import", "clubs.csv", "-o", "data", "--key", "My File"), "is no key"),
    "a role that is none": (("import", "clubs.csv", "-o", "data", "--role", "membr"), "member"),
    "completeness that the file has no place for": (
        ("import", "clubs.csv", "-o", "data", "--form", "pajek", "--complete", "--encoding", "latin-1"),
        "complete, encoding has no meaning for pajek",
    ),
    "names for numbers": (
        ("import", "clubs.csv", "-o", "data", "--form", "cow-igo", "--names", "x.csv", "--actors-are", "group"),
        "actors-are, names has no meaning for cow-igo",
    ),
    "a folder that is a file": (("import", "clubs.csv", "-o", "clubs.csv"), "is a file"),
    "names for actors that are no states": (
        ("import", "clubs.csv", "-o", "data", "--actors-are", "group", "--names", "x.csv"),
        "names file",
    ),
}


@pytest.mark.parametrize(("arguments", "hint"), BAD.values(), ids=BAD.keys())
def test_bad_options_give_one_clear_line(run: Run, tmp_path: Path, arguments: tuple[str, ...], hint: str) -> None:
    (tmp_path / "clubs.csv").write_text(CLUBS, encoding="utf-8")
    done = run(*arguments)
    assert done.returncode == 2
    assert hint in done.stderr
    assert done.stderr.count("\n") == 1
    assert files(tmp_path) == {"clubs.csv"}
