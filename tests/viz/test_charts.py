"""Charts of answers for papers."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import graphmodel as gm
from graphmodel.errors import InvalidQuestion, MissingExtra
from graphmodel.network import Network
from queries.answer import Answer
from viz.charts import CHARTS, write_chart

pytest.importorskip("matplotlib")

ASKED: dict[str, Callable[[Network], Answer[Any]]] = {
    "overlap": lambda network: gm.overlap(network.two_mode(at="2008")),
    "centrality": lambda network: gm.centrality(network.two_mode(at="2008"), measure="degree", mode="bodies"),
    "agencies": lambda network: gm.agencies(network, at="2008"),
    "linkage": lambda network: gm.linkage(network.two_mode(at="2010")),
    "presence": lambda network: gm.presence(network.two_mode(at="2010")),
    "brokerage": lambda network: gm.brokerage(network.two_mode(at="2010")),
    "backbone": lambda network: gm.backbone(network, at="2008"),
    "regime": lambda network: gm.regime(network, at="2004/2006"),
    "panel": lambda network: gm.over(
        network, gm.Selection(), partial(gm.centrality, measure="degree", mode="bodies"), ["2004", "2008"]
    ),
}
SAYS = {
    "overlap": ("Rabat Process", "Jaccard"),
    "centrality": ("Bali Process", "degree, bodies", "documented ties alone"),
    "agencies": ("IOM", "secretariat", "of these documented", "incompletely"),
    "linkage": ("Oceania", "672 of 848", "0.00 without ACP-EU Dialogue"),
    "presence": ("Oceania", "Bali Process"),
    "brokerage": ("Spain", "liaison", "expected"),
    "backbone": ("MTM / Rabat Process", "expected by chance"),
    "regime": ("2005", "documented", "density"),
    "panel": ("2004", "2008", "Bali Process"),
}


def text_of(svg: bytes) -> str:
    """The words and numbers in a drawing, separated by one space each."""
    return " ".join(re.sub(r"<style.*?</style>|<[^>]+>", " ", svg.decode(), flags=re.DOTALL).split())


def test_every_chart_is_asked_for_here() -> None:
    assert {*CHARTS, "panel"} == ASKED.keys() == SAYS.keys()


@pytest.mark.parametrize("name", ASKED)
def test_a_chart_repeats_byte_by_byte_and_says_what_it_rests_on(dataset: Network, tmp_path: Path, name: str) -> None:
    answer = ASKED[name](dataset)
    first = write_chart(answer, tmp_path / "one.svg", network=dataset).read_bytes()
    assert first == write_chart(answer, tmp_path / "two.svg", network=dataset).read_bytes()
    text = text_of(first)
    for part in (*SAYS[name], f"Version {dataset.dataset.version}", "graphmodel developers", "roles"):
        assert part in text, part


def test_a_chart_of_pixels_repeats_too(dataset: Network, tmp_path: Path) -> None:
    answer = ASKED["linkage"](dataset)
    first = write_chart(answer, tmp_path / "one.png").read_bytes()
    assert first == write_chart(answer, tmp_path / "two.png").read_bytes()
    assert first.startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ASKED)
def test_every_chart_draws_the_small_network_without_names_too(toy: Network, tmp_path: Path, name: str) -> None:
    answer = ASKED[name](toy)
    if len(answer):
        assert write_chart(answer, tmp_path / "one.svg").is_file()


def test_the_matrix_shows_each_number_of_the_answer(dataset: Network, tmp_path: Path) -> None:
    selection = gm.Selection(bodies=["bali-process", "colombo-process", "abu-dhabi-dialogue"])
    answer = gm.overlap(dataset.two_mode(selection, at="2008"))
    text = text_of(write_chart(answer, tmp_path / "one.svg").read_bytes()).split()
    for row in answer:
        assert text.count(str(row.shared)) >= 2


def test_a_linkage_table_by_another_scheme_is_drawn(toy: Network, tmp_path: Path) -> None:
    two_mode = toy.two_mode(at="2008")
    scheme = {one.id: f"group {number % 9}" for number, one in enumerate(two_mode.actors)}
    assert write_chart(gm.linkage(two_mode, by=scheme), tmp_path / "one.svg").is_file()


def test_a_question_without_a_chart_or_a_row_is_refused(toy: Network, tmp_path: Path) -> None:
    with pytest.raises(InvalidQuestion, match="seats has none; there is one of overlap, centrality"):
        write_chart(gm.seats(toy.two_mode(at="2008")), tmp_path / "one.svg")
    with pytest.raises(InvalidQuestion, match="no row to draw"):
        write_chart(gm.overlap(toy.two_mode(at="2008"), at_least=99), tmp_path / "one.svg")
    with pytest.raises(InvalidQuestion, match="neither"):
        write_chart(gm.overlap(toy.two_mode(at="2008")), tmp_path / "one.pdf")


def test_without_matplotlib_the_extra_is_named(toy: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtra, match="figures"):
        write_chart(gm.overlap(toy.two_mode(at="2008")), tmp_path / "one.svg")


def test_the_command_draws_beside_its_table(dataset: Network, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "graphmodel", "linkage", "--at", "2010", "--figure", str(tmp_path / "one.svg")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.startswith("linkage at 2010: 15 rows")
    assert "written: " in done.stderr
    answer = ASKED["linkage"](dataset)
    assert (tmp_path / "one.svg").read_bytes() == write_chart(
        answer, tmp_path / "two.svg", network=dataset
    ).read_bytes()
