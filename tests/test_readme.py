"""The README's commands give the output that it shows, its Python runs, and it names every question."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from queries import QUESTIONS

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[tuple[str, str]]:
    """Page and text of each block of a language."""
    return [
        (str(page.relative_to(ROOT)), match[2])
        for page in PAGES
        for match in BLOCK.finditer(page.read_text(encoding="utf-8"))
        if match[1] == language
    ]


@pytest.mark.parametrize(("page", "text"), blocks("console"), ids=lambda value: value.splitlines()[0])
def test_a_command_gives_the_output_that_the_page_shows(page: str, text: str, tmp_path: Path) -> None:
    command, _, shown = text.partition("\n")
    assert command.startswith("$ graphmodel "), page
    done = subprocess.run(
        [sys.executable, "-m", *shlex.split(command.removeprefix("$ "))],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=tmp_path,
    )
    assert done.stdout == shown
    assert done.returncode == 0


@pytest.mark.parametrize(("page", "text"), blocks("python"), ids=lambda value: value.splitlines()[0])
def test_python_of_a_page_runs(page: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile(text, page, "exec"), {})


def test_the_readme_names_every_question() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for question in QUESTIONS:
        assert f"| `{question.word}` | {question.line} |" in text


def test_the_readme_gives_the_command_that_the_gate_reads() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^    python3 -m venv .*check\.py$", text, re.MULTILINE)) == 1
