"""The commands that write what people look at: ``report`` and ``map``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from graphmodel.cli.options import (
    SELECTION_OPTIONS,
    SHARED,
    Command,
    command_with,
    network_of,
    selection_of,
    words,
)


def report_command() -> Command:
    """``report``: the options that select, and the folder to write."""

    def run(**values: Any) -> None:
        from viz.report import Report

        made = Report(network_of(values, None, None), selection_of(values), at=values["at"])
        written = made.write(values["output"])
        sys.stdout.write(made.glance())
        sys.stderr.write(f"written: {written}\n")

    run.__doc__ = (
        "Answer the main questions at a glance, and write a folder: a page to read, the map, and the table of every question.\n\n"
        "Seats, overlap, agencies, centrality, brokers, regions, years, chairs and coverage, at one date. Agencies and chairs "
        "are those of the whole network, whatever is selected."
    )
    output = Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")]
    return _command("report", run, {"output": (output, Path("report"))})


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
    return _command("map", run, own)


def _command(name: str, run: Any, own: dict[str, tuple[Any, Any]]) -> Command:
    return command_with(name, run, {option: SHARED[option] for option in (*SELECTION_OPTIONS, "data", "store")} | own)
