"""One command for each question: its options are the question's keyword arguments, its help is the docstring."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin, get_type_hints

import typer

from graphmodel.cli.options import (
    SELECTION_OPTIONS,
    SHARED,
    AtOption,
    Command,
    make_command,
    network_of,
    selection_of,
    telling,
)
from queries import Question

if TYPE_CHECKING:
    from graphmodel.network import Network
    from queries.answer import Answer

PROGRESS = "progress"
"""The parameter of a question that takes long: what is told how far it is."""


def ask(question: Question, values: dict[str, Any]) -> tuple[Answer[Any], Network]:
    """The answer to a question, from the options of its command, and the network that was asked."""
    function = getattr(import_module(question.module), question.name)
    own = {name: values[name] for name in _own_parameters(question, function)}
    at = values.get("at")
    with telling(question.word) as tell:
        if PROGRESS in inspect.signature(function).parameters and not values.get("robust"):
            own[PROGRESS] = tell
        if question.takes == "network":
            network = network_of(values, None, None)
            return function(network, **own), network
        selection = selection_of(values)
        if values["robust"]:
            from queries.robustness import robust

            network = network_of(values, None, None)
            return robust(network, selection, question.name, at=at, progress=tell, **own), network
        network = network_of(values, selection, at)
        if question.takes == "selection":
            return function(network, selection, at=at, **own), network
        return function(network.two_mode(selection, at=at), **own), network


def _own_parameters(question: Question, function: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    """Parameters of a question beyond the network, the selection, the date, and what is told its progress."""
    given = {"two_mode": 1, "selection": 2, "network": 1}[question.takes]
    left_out = (PROGRESS, "at") if question.takes == "selection" else (PROGRESS,)
    parameters = list(inspect.signature(function).parameters.values())[given:]
    return {one.name: one for one in parameters if one.name not in left_out}


def question_command(question: Question) -> Command:
    """The command of one question."""
    from queries.docstrings import parameter_texts
    from viz.charts import CHARTS

    function = getattr(import_module(question.module), question.name)
    own = _own_parameters(question, function)
    hints = get_type_hints(function)
    texts = parameter_texts(function)
    parameters = [_argument(one, hints[name], texts.get(name, "")) for name, one in own.items()]
    shared = dict(SHARED)
    if question.takes == "network":
        for name in (*SELECTION_OPTIONS, "robust"):
            shared.pop(name)
    if question.name not in CHARTS:
        shared.pop("figure")
    for name, (annotation, default) in shared.items():
        if name not in own:
            start = list(question.begins_with.get(name, default)) if isinstance(default, list) else default
            parameters.append(
                inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=start, annotation=annotation)
            )

    def command(**values: Any) -> None:
        answer, network = ask(question, values)
        if values.get("figure"):
            from viz.charts import write_chart

            sys.stderr.write(f"written: {write_chart(answer, values['figure'], network=network)}\n")
        print_answer(answer, values)

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


def _help(function: Callable[..., Any]) -> str:
    from queries.docstrings import prose, sections

    parts = sections(function)
    returns = prose("\n".join(parts.get("Returns", "").splitlines()[1:]))
    return f"{parts['']}\n\n{returns}".replace("``", "").strip()


def print_answer(answer: Answer[Any], values: dict[str, Any]) -> None:
    """Print an answer, or write it to the file that was named."""
    from graphmodel.files import write_text

    text = _text(answer, values)
    if values["output"] is None:
        sys.stdout.write(text)
    else:
        write_text(values["output"], text)


def _text(answer: Answer[Any], values: dict[str, Any]) -> str:
    if values["explain"]:
        from viz.explain import explain

        return explain(answer)
    from viz.console import render

    if values["top"] is not None:
        answer = answer.first(values["top"])
    width = None
    if values["format"] == "table" and sys.stdout.isatty():
        import shutil

        width = shutil.get_terminal_size().columns
    return render(answer, values["format"], cite=values["cite"], width=width)
