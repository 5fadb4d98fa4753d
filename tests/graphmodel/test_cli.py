"""The command line: one command a question, errors in one line, exit codes."""

from __future__ import annotations

import inspect
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.cli import COMMANDS
from queries import QUESTIONS, Question

Run = Callable[..., subprocess.CompletedProcess[str]]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "graphmodel", *arguments], capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture
def on_toy(toy_folder: Path) -> Run:
    return lambda *arguments: run(*arguments, "--data", str(toy_folder))


def test_seats_as_json(on_toy: Run) -> None:
    done = on_toy("seats", "--at", "2008", "--at-least", "2", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert [row["id"] for row in answer["rows"]] == ["BBB", "CCC"]
    assert answer["selection"]["bodies"] == ["process"]
    assert answer["at"] == "2008"


def test_words_are_separated_by_commas_or_repeated(on_toy: Run) -> None:
    commas = on_toy("seats", "--bodies", "alpha,beta", "--format", "csv")
    repeated = on_toy("seats", "--bodies", "alpha", "--bodies", "beta", "--format", "csv")
    assert commas.stdout == repeated.stdout != ""


def test_output_goes_to_a_file_when_asked(on_toy: Run, tmp_path: Path) -> None:
    done = on_toy("overlap", "--at", "2008", "--format", "csv", "-o", str(tmp_path / "overlap.csv"))
    assert done.stdout == ""
    assert (tmp_path / "overlap.csv").read_text(encoding="utf-8").startswith("first,second,shared")


def test_the_troika_of_august_2008() -> None:
    rows = json.loads(run("troika", "--at", "2008-08", "--format", "json").stdout)["rows"]
    assert [(row["previous"], row["chair"], row["next"]) for row in rows] == [("BEL", "PHL", "GRC")]


def test_show_takes_names_in_any_form() -> None:
    answer = json.loads(run("show", "côte d'ivoire", "--format", "json").stdout)
    assert answer["subject"]["id"] == "CIV"
    assert all("citations" in claim for row in answer["rows"] for claim in row["claims"])


def test_the_version_names_program_and_data() -> None:
    assert run("--version").stdout.startswith(f"graphmodel {gm.__version__}, data ")


def test_no_command_shows_the_help() -> None:
    assert "seats" in run().stdout


def test_only_the_first_rows_are_shown_when_asked(on_toy: Run) -> None:
    whole = on_toy("seats", "--at", "2008", "--format", "csv").stdout.splitlines()
    assert on_toy("seats", "--at", "2008", "--format", "csv", "--top", "1").stdout.splitlines() == whole[:2]
    answer = json.loads(on_toy("seats", "--at", "2008", "--format", "json", "--top", "1", "--cite").stdout)
    assert answer["remarks"] == [f"the first 1 of {len(whole) - 1} rows"]
    assert answer["rows"][0]["evidence"]


BAD = {
    "an unknown command": (("seatz",), "closest: seats"),
    "an unknown option": (("seats", "--bodeis", "rcp"), "No such option"),
    "a date without meaning": (("seats", "--at", "20x8"), "2005/2010"),
    "an empty date": (("seats", "--at", ""), "is no date"),
    "a date that ends before it begins": (("seats", "--at", "2010/2005"), "before it begins"),
    "an unknown body": (("seats", "--bodies", "bali-proces"), "bali-process"),
    "an unknown role": (("seats", "--roles", "membr"), "member"),
    "an unknown region": (("seats", "--region", "Afrika"), "Africa"),
    "an unknown presumption": (("seats", "--presume", "all"), "both"),
    "an unknown scheme": (("seats", "--bodies", "rcp", "--classed-by", "a6326"), "a63269"),
    "a scheme without a class": (("seats", "--classed-by", "a63269"), "name one of these in bodies"),
    "an unknown format": (("seats", "--format", "cvs"), "csv"),
    "an unknown store": (("seats", "--store", "tabels"), "tables"),
    "a number that is none": (("seats", "--at-least", "two"), "integer"),
    "an empty selection": (("seats", "--bodies", "global", "--at", "1900"), "1900"),
    "a folder that is not there": (("seats", "--data", "nowhere"), "no such folder"),
    "a place that cannot be written": (("seats", "-o", "/dev/null/x.csv"), "cannot be written"),
    "nobody's name": (("show", "Atlantis"), "Atlantis"),
    "no rows": (("seats", "--top", "0"), "less than 1"),
    "an empty text": (("find", ""), "empty"),
}


@pytest.mark.parametrize(("arguments", "hint"), BAD.values(), ids=BAD.keys())
def test_bad_input_gives_one_clear_line_and_exit_code_2(arguments: tuple[str, ...], hint: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert hint in done.stderr
    assert done.stderr.startswith("graphmodel: ")
    assert done.stderr.count("\n") == 1


def test_bad_tables_give_every_problem_and_no_traceback(on_toy: Run, toy_folder: Path) -> None:
    with (toy_folder / "memberships.csv").open("a", encoding="utf-8") as stream:
        stream.write("AAB,alpha,member,1,shown,2004,,,,,,,book,\nAAA,alpha,king,1,shown,2004,,,,,,,book,\n")
    done = on_toy("seats")
    assert (done.returncode, done.stdout) == (2, "")
    assert "memberships.csv:" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.word)
def test_the_register_has_the_first_line_of_the_docstring(question: Question) -> None:
    function = getattr(import_module(question.module), question.name)
    assert (inspect.getdoc(function) or "").splitlines()[0] == question.line


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.word)
def test_every_question_is_public_and_documented(question: Question) -> None:
    function = getattr(gm, question.name)
    text = inspect.getdoc(function) or ""
    for heading in ("Parameters", "Returns", "Raises", "Notes", "Examples"):
        assert f"\n{heading}\n---" in text, heading


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    done = run(name, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"Usage: graphmodel {name} ")


def test_the_command_names_another_package_that_took_our_name(tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "__init__.py").write_text("class Session: ...\n", encoding="utf-8")
    done = with_another_in_front(tmp_path)
    assert done.returncode == 2
    assert "the package queries is not graphmodel's" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_names_a_package_that_another_installation_overwrote(tmp_path: Path) -> None:
    for name in ("graphmodel", "loaders", "queries", "viz"):
        shutil.copytree(Path(gm.__file__).parent.parent / name, tmp_path / name)
    (tmp_path / "queries" / "__init__.py").write_text("class Session: ...\n", encoding="utf-8")
    done = with_another_in_front(tmp_path)
    assert done.returncode == 2
    assert "the package queries is not graphmodel's" in done.stderr
    assert "Traceback" not in done.stderr


def with_another_in_front(folder: Path) -> subprocess.CompletedProcess[str]:
    """The command where a folder stands before the installed packages."""
    script = f"import sys; sys.path.insert(0, {str(folder)!r}); from graphmodel.__main__ import main; main()"
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)


def test_any_question_about_a_network_is_asked_again_with_robust(on_toy: Run) -> None:
    answer = json.loads(on_toy("seats", "--robust", "--at", "2008", "--format", "json").stdout)
    assert answer["parameters"] == {"question": "seats", "measure": "count", "at_least": 1}
    assert [row["change"] for row in answer["rows"]] == ["nothing", "body", "body", "role", "presumption", "source"]


def test_a_network_question_has_no_robust(on_toy: Run) -> None:
    assert "No such option" in on_toy("check", "--robust").stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals to ask on")
@pytest.mark.parametrize("arguments", [("regime", "--at", "2004/2006", "--samples", "2"), ("seats", "--robust")])
def test_a_terminal_shows_how_far_a_long_question_is_and_a_file_does_not(
    toy_folder: Path, arguments: tuple[str, ...]
) -> None:
    import pty

    command = [sys.executable, "-m", "graphmodel", *arguments, "--data", str(toy_folder), "--format", "csv"]
    quiet = subprocess.run(command, capture_output=True, check=True)
    main, terminal = pty.openpty()
    shown = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=terminal, check=True, env={**os.environ, "TERM": "xterm"}
    )
    os.close(terminal)
    assert (quiet.stdout, quiet.stderr) == (shown.stdout, b"")
    assert arguments[0].encode() in os.read(main, 65536)
    os.close(main)
