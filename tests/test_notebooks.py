"""The notebooks of the documentation run, and show what they are stored with."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from notebooks import NOTEBOOKS, run, shown

import graphmodel as gm
from graphmodel.network import Network

pytest.importorskip("matplotlib")
pytest.importorskip("pandas")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_shows_what_it_is_stored_with(path: Path) -> None:
    """Where this fails for a good reason: ``python tests/notebooks.py``."""
    stored = nbformat.read(path, as_version=4)
    nbformat.validate(stored)
    assert shown(run(path)) == shown(stored)
    assert not any("stderr" in text for cell in shown(stored) for text in cell)


def test_the_numbers_of_the_notebook_are_those_of_the_answers(dataset: Network) -> None:
    (path,) = (one for one in NOTEBOOKS if one.stem == "from-question-to-figure")
    notebook = nbformat.read(path, as_version=4)
    text = "\n".join(part for cell in shown(notebook) for part in cell)
    two_mode = dataset.two_mode(at="2010")
    linked = gm.linkage(two_mode)
    row = next(row for row in linked if (row.first_region, row.second_region) == ("Africa", "Oceania"))
    assert (row.owed_to, f"{row.density:.2f}", row.density_without) == ("acp-eu", "0.79", 0)
    assert f"Africa,Oceania,{row.ties},{row.density:.2f},0.00" in text
    assert f"{two_mode.counts.documented} seats are documented" in text
    assert " ".join(gm.explain(linked).split()) in " ".join(text.split())
    years = gm.regime(dataset, at="2006/2024")
    assert max(years, key=lambda one: one.documented).year == "2020"
    assert all(
        one.p < 0.05 and one.ei_index < one.expected for one in gm.ei_index(two_mode) if one.region == "all regions"
    )
    said = " ".join(cell.source for cell in notebook.cells)
    for words in ("fall from 0.79 to nothing", "most documented seats is 2020"):
        assert words in " ".join(said.split())
