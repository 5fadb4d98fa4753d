"""Reference made from the code: the commands with their options, the Python interface, the columns and the literature."""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections import defaultdict
from importlib import import_module
from typing import Any, get_args

import typer

import graphmodel
from queries import QUESTIONS
from queries.answer import meanings

Options = dict[tuple[str, str, str], list[str]]
SHARED_BY = 10
"""An option that as many commands have with the same words is explained once."""

GROUPS = {
    "questions": ("Questions", "queries"),
    "network": ("The network and its records", "graphmodel"),
    "files": ("Reading, writing, exchanging", "loaders"),
    "pictures": ("Maps, figures, reports", "viz"),
    "errors": ("Errors", "graphmodel.errors"),
}


def commands() -> str:
    """Every command with its arguments and options, as Markdown."""
    from graphmodel.cli import app

    group = typer.main.get_command(app)
    context = typer.Context(group, info_name="graphmodel")
    made = {name: group.get_command(context, name) for name in group.list_commands(context)}
    shared = _shared_options(made)
    rows = [[f"`{option}`", _cell(default), _cell(text)] for (option, default, text) in shared]
    parts = [
        "## Options that many commands share",
        _table(["option", "by default", "what it does"], rows),
        "Which of them a command takes is said there. `--help` after any command prints the same.",
    ]
    for name, command in made.items():
        parts.append(_command(name, command, shared))
    return "\n\n".join(parts)


def _command(name: str, command: Any, shared: Options) -> str:
    own, common = [], []
    usage = [f"graphmodel {name}"]
    for parameter in command.params:
        key = _described(parameter)
        if parameter.param_type_name == "argument":
            usage.append(_metavar(parameter) if parameter.required else f"[{_metavar(parameter)}]")
        if key in shared:
            common.append(f"`{key[0].split(',')[0]}`")
        elif parameter.name != "help":
            own.append([f"`{key[0]}`", _cell(key[1]), _cell(key[2])])
    first, *rest = inspect.cleandoc(command.help or "").split("\n\n")
    parts = [f"## {name}", first, *rest, f"```text\n{' '.join([*usage, '[options]'])}\n```"]
    if own:
        parts.append(_table(["own", "by default", "what it is"], own))
    if common:
        parts.append(f"Shared: {', '.join(common)}.")
    return "\n\n".join(part.replace("``", "`") if not part.startswith("```") else part for part in parts)


def _shared_options(made: dict[str, Any]) -> Options:
    users: Options = defaultdict(list)
    for name, command in made.items():
        for parameter in command.params:
            if parameter.param_type_name == "option":
                users[_described(parameter)].append(name)
    return {key: names for key, names in users.items() if len(names) >= SHARED_BY}


def _described(parameter: Any) -> tuple[str, str, str]:
    """How an option or argument is written, what it is by default, what it does."""
    if parameter.param_type_name == "argument":
        written = _metavar(parameter)
    else:
        written = ", ".join([*parameter.opts, *parameter.secondary_opts])
    default = parameter.default
    if default is None or default == "" or default is False or default == () or default == []:
        default = ""
    elif isinstance(default, list | tuple):
        default = ",".join(map(str, default))
    return written, str(default), parameter.help or ""


def interface_index() -> str:
    """The pages of the interface, as a list with what is on each, and the tree that Sphinx follows."""
    lines = []
    for page, (title, _) in GROUPS.items():
        names = ", ".join(f"{{py:obj}}`{name} <graphmodel.{name}>`" for name in _names_of(page))
        lines.append(f"- [{title}](interface/{page}.rst): {names}")
    toctree = "\n".join(["```{toctree}", ":hidden:", "", *(f"interface/{page}" for page in GROUPS), "```"])
    return "\n".join(lines) + f"\n\n{toctree}"


def interface_pages() -> dict[str, str]:
    """A page for each group of public names, by path."""
    return {f"interface/{page}.rst": _interface_page(page) for page in GROUPS}


def _names_of(page: str) -> list[str]:
    """Public names that stand on a page; the home of each decides."""
    wanted = GROUPS[page][1]
    homes = graphmodel._HOMES
    if page == "errors":
        return [name for name, home in homes.items() if home == wanted]
    return [name for name, home in homes.items() if home.split(".")[0] == wanted and home != "graphmodel.errors"]


def _interface_page(page: str) -> str:
    title = GROUPS[page][0]
    by_home: dict[str, list[str]] = defaultdict(list)
    for name in _names_of(page):
        by_home[graphmodel._HOMES[name]].append(name)
    parts = [f"{title}\n{'=' * len(title)}", ".. currentmodule:: graphmodel"]
    for home in sorted(by_home):
        first = (import_module(home).__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")
        heading = (
            first.split(":")[0].rstrip(".") if ":" in first[:60] else home.split(".")[-1].replace("_", " ").capitalize()
        )
        parts += [f"{heading}\n{'-' * len(heading)}", first]
        for name in by_home[home]:
            made = getattr(graphmodel, name)
            if inspect.isclass(made):
                parts.append(
                    f".. autoclass:: graphmodel.{name}\n   :members:\n   :exclude-members: model_config\n   :show-inheritance:"
                )
            else:
                parts.append(f".. autofunction:: graphmodel.{name}")
    return "\n\n".join(parts) + "\n"


def errors() -> str:
    """The tree of errors, as their module draws it."""
    from graphmodel import errors as module

    tree = (module.__doc__ or "").split("::\n\n")[1]
    return f"```text\n{inspect.cleandoc(tree)}\n```"


def columns() -> str:
    """The columns of every question's answer, as Markdown."""
    parts = []
    for question in QUESTIONS:
        row_class = _row_class(getattr(import_module(question.module), question.name))
        if row_class is not None:
            rows = [[f"`{name}`", _cell(meaning)] for name, meaning in meanings(row_class).items()]
            parts.append(f"### {question.word}\n\n{question.line}\n\n{_table(['column', 'meaning'], rows)}")
    return "\n\n".join(parts)


def references() -> str:
    """The literature that the docstrings of the questions name, each work with the questions that rest on it."""
    used: dict[str, list[str]] = defaultdict(list)
    for name, home in sorted(graphmodel._HOMES.items()):
        if home.split(".")[0] == "queries":
            for work in works(inspect.getdoc(getattr(graphmodel, name)) or ""):
                used[work].append(name)
    rows = [[_cell(work), ", ".join(f"`{name}`" for name in names)] for work, names in sorted(used.items())]
    return _table(["work", "used by"], rows)


ENTRY = re.compile(r"^[A-Z][^\s,]+(?: [A-Z][^\s,]+)*,? .*\(\d{4}\)")


def works(docstring: str) -> list[str]:
    """The works of a docstring's section of references, each on one line."""
    section = re.search(r"^References\n-+\n(.*?)(?=^[A-Z]\w+\n-+$|\Z)", docstring, re.MULTILINE | re.DOTALL)
    found: list[str] = []
    for line in (section[1] if section else "").splitlines():
        if not line.strip():
            continue
        if ENTRY.match(line) or not found:
            found.append(line.strip())
        else:
            found[-1] += f" {line.strip()}"
    return found


def separate_references(_app: Any, _what: str, _name: str, _object: Any, _options: Any, lines: list[str]) -> None:
    """Works of a section of references, which docstrings list line by line, become items of a list."""
    text = "\n".join(lines)
    found = works(text)
    if found:
        listed = "\n".join(f"* {work}" for work in found)
        pattern = r"^(References\n-+\n)(.*?)(?=^[A-Z]\w+\n-+$|\Z)"
        lines[:] = re.sub(pattern, lambda part: f"{part[1]}{listed}\n\n", text, flags=re.M | re.S).split("\n")


def complete_docstring(_app: Any, what: str, _name: str, thing: Any, _options: Any, lines: list[str]) -> None:
    """After its text, a question shows the columns of its answer, and a record its fields."""
    rows: list[tuple[str, str]] = []
    if what == "function":
        row_class = _row_class(thing)
        title = "Columns of the answer"
        rows = [(name, _escaped(text)) for name, text in meanings(row_class).items()] if row_class is not None else []
    elif what in ("class", "exception"):
        title = "Fields"
        rows = [(name, f"``{kind}``") for name, kind in _fields(thing).items()]
    if rows:
        lines += ["", f".. rubric:: {title}", "", ".. list-table::", "   :widths: 25 75", ""]
        for name, meaning in rows:
            lines += [f"   * - ``{name}``", f"     - {meaning}"]
        lines.append("")


def without_fields(_app: Any, what: str, _name: str, thing: Any, _options: Any, signature: str, returns: str) -> Any:
    """A record's signature repeats its fields: leave it out."""
    return ("", None) if what == "class" and _fields(thing) else (signature, returns)


def _fields(thing: Any) -> dict[str, str]:
    if not inspect.isclass(thing):
        return {}
    if hasattr(thing, "model_fields"):
        return {name: _type_text(one.annotation) for name, one in thing.model_fields.items()}
    if dataclasses.is_dataclass(thing):
        return {one.name: _type_text(one.type) for one in dataclasses.fields(thing)}
    return {}


def _type_text(annotation: Any) -> str:
    text = (
        annotation
        if isinstance(annotation, str)
        else annotation.__name__
        if inspect.isclass(annotation) and not get_args(annotation)
        else str(annotation)
    )
    return re.sub(r"\b(?:\w+\.)+(\w+)", r"\1", text.replace("NoneType", "None"))


def _row_class(function: Any) -> type | None:
    """The class of a question's rows, from the answer that its signature promises."""
    promised = re.fullmatch(r"Answer\[(\w+)\]", str(inspect.get_annotations(function).get("return", "")))
    found = function.__globals__.get(promised[1]) if promised else None
    return found if dataclasses.is_dataclass(found) else None


def _escaped(text: str) -> str:
    """Text whose stars and bars mean nothing in reStructuredText."""
    return re.sub(r"([*|])", r"\\\1", text)


def _cell(text: str) -> str:
    return re.sub(r"([*_<>\[\]])", r"\\\1", text.replace("``", "`").replace("|", "\\|").replace("\n", " "))


def _table(head: list[str], rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])


def _metavar(parameter: Any) -> str:
    return (parameter.metavar or parameter.name).upper()
