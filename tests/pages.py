"""Pages as the tests read them: every command and every piece of code is run, and the page shows what it gives.

A page is run from top to bottom in one empty folder and, for Python, in one namespace, as a reader follows it:

- ``console``: lines that begin with ``$`` are run, and what follows each is what the terminal shows; ``...`` in a line stands for
  anything.
- ``python``: run; what it prints stands in the ``text`` block right after it.
- ``csv NAME`` (any language, with the name of a file): a file that what follows may read.
- ``cypher``, ``gds`` and ``r``: run on a server and in R by tests of their own in ``tests/loaders``.
- ``sh``, and indented code: not run here; ``ELSEWHERE`` says where, or why not.

After an intended change of output: ``python tests/pages.py README.md docs/*.md`` writes what is given now into the pages.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "data" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
LANGUAGES = {"console", "python", "text", "cypher", "gds", "r", "sh"}
ELSEWHERE = {
    r"python3 -m venv .*": "by the gate",
    r"py -m venv .*": "needs Windows",
    r"\$env:NEO4J_PASSWORD = .*": "needs Windows",
    r"NEO4J_PASSWORD=\S+ docker compose up --wait": "needs Docker",
    r"NEO4J_PASSWORD=\S+ graphmodel .*": "the same command is run on a server by docs/neo4j.md",
    r"neo4j-admin database import .*|cypher-shell .*": "by tests/loaders/formats",
    r"python tests/check\.py.*": "by the gate",
    r"pytest tests/.*": "by the gate",
    r"(uv|pip|pipx) .*install .*": "needs a package index; the gate installs the wheel with uv",
    r"python docs/(pictures|licences)\.py.*": "by tests/docs",
    r"python -m sphinx .*": "by tests/docs",
    r"python tests/pages\.py.*": "the tests of the pages call what it calls",
    r'python -c "import graphmodel as gm; gm\.write_tables.*': "writes the checkout itself",
}
"""Commands that the tests of the pages do not run, and who runs them or what they need."""

BLOCK = re.compile(r"^```([\w-]+)(?: (\S+))?\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
PRINTED = re.compile(r"\n```text\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
REFUSED = "graphmodel: "
"""How a terminal begins to show an error of ours; such a command ends with code 2, any other with 0."""


def refreshed(page: Path, folder: Path, environment: Mapping[str, str] | None = None) -> str:
    """The text of a page with what its commands and its code give now, run in a folder. Raises ``AssertionError`` for a
    command that ends otherwise than the page shows, and whatever the code raises."""
    text = page.read_text(encoding="utf-8")
    namespace: dict[str, object] = {"__name__": "__page__"}
    parts, place = [], 0
    while match := BLOCK.search(text, place):
        parts.append(text[place : match.start()])
        language, name, body = match.groups()
        place = match.end()
        if name:
            (folder / name).write_text(body, encoding="utf-8")
            parts.append(match[0])
        elif language == "console":
            parts.append(
                f"```console\n{''.join(_told(*one, folder, environment or {}) for one in commands(body))}```\n"
            )
        elif language == "python":
            parts.append(match[0])
            printed = _printed(body, f"{page.name}:{text[: match.start()].count(chr(10)) + 1}", namespace, folder)
            if shown := PRINTED.match(text, place):
                place = shown.end()
            parts.append(f"\n```text\n{printed}```\n" if printed else "")
        else:
            parts.append(match[0])
    return "".join([*parts, text[place:]])


def commands(body: str) -> list[tuple[str, str]]:
    """Each command of a console block, with what the page shows after it."""
    assert body.startswith("$ "), body
    return [
        (command, shown)
        for command, _, shown in (part.partition("\n") for part in re.split(r"^\$ ", body, flags=re.M)[1:])
    ]


def needs_server(page: Path) -> bool:
    """Whether any command that is run asks the Neo4j server of the tests."""
    bodies = [match[3] for match in BLOCK.finditer(page.read_text(encoding="utf-8")) if match[1] == "console"]
    told = [command for body in bodies for command, _ in commands(body)]
    asking = re.compile(r"--store neo4j|^(NEO4J_\w+=\S+ )*graphmodel (un)?load\b")
    return any(asking.search(command) and "NEO4J_URI=" not in command for command in told)


def unknown_blocks(page: Path) -> list[str]:
    """Languages of blocks, and commands in them, of which nobody says that they are run."""
    from markdown_it import MarkdownIt

    found = []
    for token in MarkdownIt("commonmark").parse(page.read_text(encoding="utf-8")):
        language = token.info.split(" ")[0]
        if token.type == "code_block" or (token.type == "fence" and language == "sh"):
            found += [line for line in token.content.splitlines() if line and not _runs_elsewhere(line)]
        elif (
            token.type == "fence"
            and not language.startswith("{")
            and language not in LANGUAGES
            and " " not in token.info
        ):
            found.append(f"```{token.info}")
    return found


def _runs_elsewhere(line: str) -> bool:
    command = line.partition(" #")[0].strip()
    return any(re.fullmatch(pattern, command) for pattern in ELSEWHERE)


def _told(command: str, shown: str, folder: Path, environment: Mapping[str, str]) -> str:
    """A command and what the terminal shows after it: the answer, then what is said beside it."""
    words = shlex.split(command)
    settings = {}
    while re.match(r"[A-Z0-9_]+=", words[0]):
        name, _, value = words.pop(0).partition("=")
        settings[name] = value
    start = [sys.executable, "-m", "graphmodel"] if words[0] == "graphmodel" else words[:1]
    done = subprocess.run(
        [*start, *words[1:]],
        cwd=folder,
        env=os.environ | settings | environment | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    told = (done.stdout + done.stderr).replace("\ufeff", "")  # a terminal shows nothing for a byte order mark
    assert done.returncode == (2 if shown.startswith(REFUSED) else 0), f"{command}\n{told}"
    return f"$ {command}\n{_kept(shown, told)}"


def _kept(shown: str, told: str) -> str:
    """What a command told, but a line as it is shown where ``...`` there stands for what differs from load to load."""
    lines = told.splitlines(keepends=True)
    for place, line in enumerate(shown.splitlines(keepends=True)):
        pattern = ".*".join(map(re.escape, line.split("...")))
        if "..." in line and place < len(lines) and re.fullmatch(pattern, lines[place]):
            lines[place] = line
    return "".join(lines)


def _printed(code: str, where: str, namespace: dict[str, object], folder: Path) -> str:
    stream = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(stream):
        exec(compile(code, where, "exec"), namespace)
    return stream.getvalue()


def main() -> None:
    """Write into each page that is named what its commands and its code give now."""
    for page in map(Path, sys.argv[1:]):
        with tempfile.TemporaryDirectory() as folder:
            page.write_text(refreshed(page, Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
