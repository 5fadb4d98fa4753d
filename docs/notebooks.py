"""A notebook as a page: its text, its code, and the output that it was saved with. Nothing is run here; the tests do that."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


def pages() -> dict[str, str]:
    """A page for each notebook, by path."""
    return {f"notebooks/{path.stem}.md": page(path) for path in sorted(FOLDER.glob("*.ipynb"))}


def page(path: Path) -> str:
    """The page of a notebook, in Markdown."""
    parts = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        source = _text(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source)
        elif cell["cell_type"] == "code":
            parts += [_fenced("python", source), *map(_output, cell["outputs"])]
    return "\n\n".join(parts) + "\n"


def _output(output: dict[str, Any]) -> str:
    """What a cell printed, drew or gave, in the richest form that a page can show."""
    if output["output_type"] == "stream":
        return _fenced("text", _text(output["text"]))
    forms = output.get("data", {})
    for form in ("image/svg+xml", "text/html"):
        if form in forms:
            text = re.sub(r"<style.*?</style>|<\?xml.*?\?>|<!DOCTYPE.*?>", "", _text(forms[form]), flags=re.DOTALL)
            return _fenced("{raw} html", f'<div class="output">{text}</div>')
    if "image/png" in forms:
        return _fenced("{raw} html", f'<img alt="" src="data:image/png;base64,{_text(forms["image/png"]).strip()}">')
    return _fenced("text", _text(forms.get("text/plain", "")))


def _fenced(language: str, text: str) -> str:
    return f"`````{language}\n{text.rstrip()}\n`````"


def _text(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)
