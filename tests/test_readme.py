"""The README names every question, and gives the command that the gate reads."""

from __future__ import annotations

import re

from pages import ROOT

from queries import QUESTIONS


def test_the_readme_names_every_question() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for question in QUESTIONS:
        assert f"| `{question.word}` | {question.line} |" in text


def test_the_readme_gives_the_command_that_the_gate_reads() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^    python3 -m venv .*check\.py$", text, re.MULTILINE)) == 1
