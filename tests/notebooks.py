"""Notebooks of the documentation: run them, compare what they show, and, run as a script, write what they show now.

python tests/notebooks.py
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "docs").glob("*.ipynb"))


def run(path: Path) -> Any:
    """The notebook with fresh outputs, in a folder of its own; an error in a cell is raised."""
    notebook = nbformat.read(path, as_version=4)
    metadata = dict(notebook.metadata)
    with TemporaryDirectory() as folder:
        client = NotebookClient(
            notebook, timeout=600, record_timing=False, resources={"metadata": {"path": folder}}, kernel_name="python3"
        )
        client.execute()
    notebook.metadata = metadata
    return notebook


def shown(notebook: Any) -> list[list[str]]:
    """What each cell shows: its text, and the words of its pictures; not what depends on the machine that draws."""
    return [[_text(one) for one in cell.outputs] for cell in notebook.cells if cell.cell_type == "code"]


def _text(output: Any) -> str:
    if output.output_type == "stream":
        return f"{output.name}: {output.text}"
    svg = output.data.get("image/svg+xml", "")
    words = re.sub(r"<style.*?</style>|<[^>]+>", " ", svg, flags=re.DOTALL)
    return " ".join(words.split()) or str(output.data.get("text/plain", ""))


if __name__ == "__main__":
    for path in NOTEBOOKS:
        nbformat.write(run(path), path)
