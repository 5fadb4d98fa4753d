"""The commands that write what people look at: ``report`` and ``map``."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from graphmodel.cli.options import (
    SELECTION_OPTIONS,
    SHARED,
    AtOption,
    Command,
    DataOption,
    make_command,
    network_of,
    selection_of,
    words,
)


def report(
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")] = Path("report"),
    at: AtOption = None,
    data: DataOption = None,
) -> None:
    """Answer the main questions at a glance, and write a folder with the tables, figures and a page to read.

    Seats in several processes, overlap of processes, the troika and coverage, at one date.
    """
    from loaders.tables import read_tables
    from viz.report import glance, write_report

    network = read_tables(data)
    written = write_report(network, output, at=at)
    sys.stdout.write(glance(network, at=at))
    sys.stderr.write(f"written: {written}\n")


def map_command() -> Command:
    """``map``: the options that select, and the file to write."""

    def run(**values: Any) -> None:
        from viz.html import write_map
        from viz.story import read_story

        selection = selection_of(values)
        network = network_of(values, None, None)
        highlight = [network.find(word).id for word in words(values["highlight"])]
        at, title = values["at"], values["title"]
        story = read_story(values["story"]) if values["story"] is not None else ()
        written = write_map(network, selection, values["output"], at=at, highlight=highlight, title=title, story=story)
        sys.stderr.write(f"written: {written}\n")

    run.__doc__ = (
        "Write the interactive map: one HTML file that opens offline, with every year and every source in it.\n\n"
        "It opens with the ties of the selection, in the year of --at; other roles, agencies and years can be switched on."
    )
    own: dict[str, tuple[Any, Any]] = {
        "highlight": (
            Annotated[
                list[str], typer.Option("--highlight", help="Ids or names to mark; repeat, or separate by commas.")
            ],
            [],
        ),
        "title": (Annotated[str, typer.Option("--title", help="Title of the page; by default that of the data.")], ""),
        "story": (
            Annotated[
                Path | None, typer.Option("--story", help="A JSON file with steps that lead a reader (docs/map.md).")
            ],
            None,
        ),
        "output": (Annotated[Path, typer.Option("--output", "-o", help="The file to write.")], Path("map.html")),
    }
    taken = {name: SHARED[name] for name in (*SELECTION_OPTIONS, "data", "store")} | own
    keyword = inspect.Parameter.KEYWORD_ONLY
    run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(name, keyword, default=default, annotation=hint) for name, (hint, default) in taken.items()]
    )
    return make_command("map", run)
