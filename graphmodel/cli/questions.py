"""One command for each question: its options are the question's keyword arguments, its help is the docstring."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin, get_type_hints

import typer

from graphmodel.cli.options import SELECTION_OPTIONS, SHARED, AtOption, Command, make_command, network_of, selection_of
from queries import Question

if TYPE_CHECKING:
    from queries.answer import Answer


def ask(question: Question, values: dict[str, Any]) -> Answer[Any]:
    """The answer to a question, from the options of its command."""
    function = getattr(import_module(question.module), question.name)
    own = {name: values[name] for name in _own_parameters(question, function)}
    at = values.get("at")
    if question.takes == "network":
        answer: Answer[Any] = function(network_of(values, None, None), **own)
        return answer
    selection = selection_of(values)
    if values["robust"]:
        from queries.robustness import robust

        return robust(network_of(values, None, None), selection, question.name, at=at, **own)
    network = network_of(values, selection, at)
    if question.takes == "selection":
        asked: Answer[Any] = function(network, selection, at=at, **own)
        return asked
    counted: Answer[Any] = function(network.two_mode(selection, at=at), **own)
    return counted


def _own_parameters(question: Question, function: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    """Parameters of a question beyond the network, the selection and the date."""
    given = {"two_mode": 1, "selection": 2, "network": 1}[question.takes]
    parameters = list(inspect.signature(function).parameters.values())[given:]
    return {one.name: one for one in parameters if question.takes != "selection" or one.name != "at"}


def question_command(question: Question) -> Command:
    """The command of one question."""
    function = getattr(import_module(question.module), question.name)
    own = _own_parameters(question, function)
    hints = get_type_hints(function)
    texts = _parameter_texts(function)
    parameters = [_argument(one, hints[name], texts.get(name, "")) for name, one in own.items()]
    shared = dict(SHARED)
    if question.takes == "network":
        for name in (*SELECTION_OPTIONS, "robust"):
            shared.pop(name)
    for name, (annotation, default) in shared.items():
        if name not in own:
            start = list(question.begins_with.get(name, default)) if isinstance(default, list) else default
            parameters.append(
                inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=start, annotation=annotation)
            )

    def command(**values: Any) -> None:
        print_answer(ask(question, values), values)

    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    command.__doc__ = _help(function)
    return make_command(question.word, command)


def _argument(parameter: inspect.Parameter, hint: Any, text: str) -> inspect.Parameter:
    """A question's own parameter as an argument (if it is positional) or an option of its command."""
    name = parameter.name
    if name == "at":
        return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=AtOption)
    plain = hint if hint in (int, float, bool, str) else str
    if get_origin(hint) is Literal:
        text = f"{text} One of {', '.join(map(str, get_args(hint)))}."
    if parameter.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD:
        annotation: Any = Annotated[plain, typer.Argument(help=text)]
    else:
        annotation = Annotated[plain, typer.Option(f"--{name.replace('_', '-')}", help=text)]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=_default(parameter), annotation=annotation)


def _default(parameter: inspect.Parameter) -> Any:
    return ... if parameter.default is inspect.Parameter.empty else parameter.default


_HEADINGS = re.compile(r"^(\w+)\n-{3,}\n", re.MULTILINE)


def _sections(function: Callable[..., Any]) -> dict[str, str]:
    """Sections of a numpydoc docstring; the text before the first heading under ""."""
    parts = _HEADINGS.split(inspect.getdoc(function) or "")
    return {"": parts[0].strip()} | dict(zip(parts[1::2], parts[2::2], strict=True))


def _parameter_texts(function: Callable[..., Any]) -> dict[str, str]:
    texts: dict[str, list[str]] = {}
    name = ""
    for line in _sections(function).get("Parameters", "").splitlines():
        if line and not line.startswith(" "):
            name = line.strip()
        elif line.strip():
            texts.setdefault(name, []).append(line.strip())
    return {one: " ".join(lines).replace("``", "") for one, lines in texts.items()}


def _help(function: Callable[..., Any]) -> str:
    sections = _sections(function)
    returns = " ".join(line.strip() for line in sections.get("Returns", "").splitlines()[1:])
    return f"{sections['']}\n\n{returns}".replace("``", "").strip()


def print_answer(answer: Answer[Any], values: dict[str, Any]) -> None:
    """Print an answer, or write it to the file that was named."""
    from graphmodel.files import write_text
    from viz.console import render

    width = None
    if values["format"] == "table" and sys.stdout.isatty():
        import shutil

        width = shutil.get_terminal_size().columns
    text = render(answer, values["format"], cite=values["cite"], width=width)
    if values["output"] is None:
        sys.stdout.write(text)
    else:
        write_text(values["output"], text)
