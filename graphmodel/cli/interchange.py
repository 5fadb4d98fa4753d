"""The commands that hand data to other programs: ``export`` and ``sources``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from graphmodel.cli.options import SELECTION_OPTIONS, SHARED, Command, command_with, network_of, selection_of
from graphmodel.cli.questions import print_answer
from graphmodel.errors import InvalidQuestion
from graphmodel.names import closest
from loaders.formats import FORMATS

EXPORT_LINE = "Write a network for other programs: R, Gephi, Pajek, UCINET, spreadsheets, Neo4j."


def export_command() -> Command:
    """``export``: the format, the options that select, and where to write."""

    def run(**values: Any) -> None:
        from loaders.exported import write_network

        written = write_network(
            network_of(values, None, None),
            selection_of(values),
            values["output"] or "",
            format=values["form"],
            at=values["at"],
            projection=values["projection"],
        )
        sys.stderr.write(f"written: {written}\n")

    formats = "\n\n".join(f"{one.name}: {one.line}" for one in FORMATS)
    run.__doc__ = (
        f"{EXPORT_LINE}\n\nIt has the ties of the selection at the date, with roles, spells and evidence as far as the format "
        f"has a place for them; --projection gives who shares how many with whom. The formats:\n\n{formats}"
    )
    own: dict[str, tuple[Any, Any]] = {
        "form": (
            Annotated[str, typer.Argument(metavar="FORMAT", help=f"One of {', '.join(one.name for one in FORMATS)}.")],
            ...,
        ),
        "projection": (
            Annotated[str, typer.Option("--projection", help="One mode alone, by what it shares: actors or bodies.")],
            "",
        ),
        "output": (
            Annotated[Path | None, typer.Option("--output", "-o", help="The file, or folder, to write.")],
            None,
        ),
    }
    return _with_options("export", run, own, ("data", "store"))


def _one_of(option: str, value: str, known: dict[str, Any]) -> Any:
    if value not in known:
        raise InvalidQuestion(f'{option}: "{value}" is none of {", ".join(known)}{closest(value, known)}')
    return known[value]


def sources_command() -> Command:
    """``sources``: the question, also answered in the formats of reference managers."""
    from loaders.citations import CITATION_FORMATS
    from queries.cited import cited_sources

    def run(**values: Any) -> None:
        from graphmodel.files import write_text
        from viz.console import FORMATS as ANSWER_FORMATS

        form = _one_of("format", values["format"], {**ANSWER_FORMATS, **CITATION_FORMATS})
        selection = selection_of(values)
        network = network_of(values, selection, values["at"])
        answer = cited_sources(network, selection, at=values["at"])
        if values["format"] in ANSWER_FORMATS:
            print_answer(answer, values)
            return
        text = form(network.source(row.id) for row in answer)
        if values["output"] is None:
            sys.stdout.write(text)
        else:
            write_text(values["output"], text)

    run.__doc__ = (
        f"{(cited_sources.__doc__ or '').splitlines()[0]}\n\nExactly the sources that the ties cite, no others."
    )
    choices = f"table, csv, json, markdown, {', '.join(CITATION_FORMATS)}."
    own: dict[str, tuple[Any, Any]] = {"format": (Annotated[str, typer.Option("--format", help=choices)], "table")}
    return _with_options("sources", run, own, ("data", "store", "cite", "explain", "top", "output"))


def _with_options(name: str, run: Any, own: dict[str, tuple[Any, Any]], shared: tuple[str, ...]) -> Command:
    return command_with(name, run, own | {option: SHARED[option] for option in (*SELECTION_OPTIONS, *shared)})
