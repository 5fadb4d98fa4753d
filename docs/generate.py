"""What the build makes before it reads: pages of the processes and of the Python interface, and parts of other pages.

A page asks for a part with a comment, ``<!-- generated: commands -->``; the part takes its place when the page is read.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import notebooks
import processes
import reference
from pygments import token
from pygments.lexers.graph import CypherLexer
from pygments.lexers.special import TextLexer

from graphmodel.files import write_text
from graphmodel.network import Network
from loaders.tables import read_tables

FOLDER = Path(__file__).resolve().parent
GUIDE = ("several-processes", "agencies", "linkage", "evidence-and-time", "map", "import", "export", "neo4j", "cypher")
ELSEWHERE = {
    *("index", "start", "guide", "data", "reference", "contributing"),
    *("methods", "interface", "commands", "errors", "licences"),
}
"""Pages that stand elsewhere than in the guide."""

MADE = ("data", "interface", "notebooks")
"""Folders that hold nothing but pages that are made."""

ASKED = re.compile(r"^<!-- generated: ([a-z-]+) -->$", re.MULTILINE)
PARTS = {
    "guide": lambda: guide(),
    "processes": lambda: processes.index(network()),
    "commands": reference.commands,
    "interface": reference.interface_index,
    "references": reference.references,
    "columns": reference.columns,
    "kinds": lambda: processes.kinds(network()),
    "errors": reference.errors,
}


@cache
def network() -> Network:
    """The dataset."""
    return read_tables()


def pages() -> dict[str, str]:
    """Pages that are made whole, by their path under ``docs``."""
    return processes.pages(network()) | reference.interface_pages() | notebooks.pages()


def guide() -> str:
    """The pages of the guide, each with how it begins: those of ``GUIDE`` in this order, then whatever else is there."""
    there = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md") if path.stem not in ELSEWHERE}
    there |= {path.removesuffix(".md"): text for path, text in notebooks.pages().items()}
    order = [*(name for name in GUIDE if name in there), *sorted(there.keys() - set(GUIDE))]
    lines = [f"- [{_title(there[name])}]({name}.md): {_beginning(there[name])}" for name in order]
    toctree = "\n".join(["```{toctree}", ":hidden:", "", *order, "```"])
    return "\n".join(lines) + f"\n\n{toctree}"


def _title(text: str) -> str:
    return text.partition("\n")[0].removeprefix("# ")


def _beginning(text: str) -> str:
    """The first sentence below the title."""
    paragraph = text.split("\n\n")[1].replace("\n", " ")
    return re.split(r"(?<=[.?!])\*? ", paragraph)[0]


def fill(text: str) -> str:
    """A page with the parts that it asks for in their places. Raises ``KeyError`` for a part that nobody makes."""
    return ASKED.sub(lambda asked: PARTS[asked[1]](), text)


def write_pages(app: Any) -> None:
    """Write the pages that are made whole, and remove those of yesterday that nobody makes any more.

    A page that is as it was keeps its time, so that Sphinx does not read it again.
    """
    made = pages()
    for folder in MADE:
        for old in Path(app.srcdir, folder).glob("*"):
            if f"{folder}/{old.name}" not in made:
                old.unlink()
    for path, text in made.items():
        target = Path(app.srcdir, path)
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            write_text(target, text)


class Cypher(CypherLexer):
    """Cypher with the signs of arithmetic, which Pygments leaves out."""

    tokens: ClassVar = CypherLexer.tokens | {"root": [*CypherLexer.tokens["root"], (r"[-+/%]", token.Operator)]}


def setup(app: Any) -> dict[str, Any]:
    """Join the build."""
    for language in ("cypher", "gds"):
        app.add_lexer(language, Cypher)
    app.add_lexer("csv", TextLexer)
    app.connect("builder-inited", write_pages, priority=400)
    app.connect("source-read", lambda _app, _name, content: content.__setitem__(0, fill(content[0])))
    app.connect("autodoc-process-docstring", reference.complete_docstring, priority=900)
    app.connect("autodoc-process-docstring", reference.separate_references, priority=100)
    app.connect("autodoc-process-signature", reference.without_fields)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
