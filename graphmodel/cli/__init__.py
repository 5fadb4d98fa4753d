"""The command line: the composition root. Nothing is computed here, and help needs no question to be imported."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
import typer.core
import typer.main

from graphmodel.cli.importing import import_file
from graphmodel.cli.interchange import EXPORT_LINE, export_command, sources_command
from graphmodel.cli.options import Command, make_command
from graphmodel.cli.pictures import map_command, report
from graphmodel.cli.questions import question_command
from graphmodel.cli.server import load, unload
from graphmodel.errors import GraphModelError, InvalidQuestion
from queries import QUESTIONS

__all__ = ["COMMANDS", "app", "main"]

COMMANDS: dict[str, tuple[str, Callable[[], Command]]] = {
    **{
        one.word: (one.line, sources_command if one.word == "sources" else lambda one=one: question_command(one))  # type: ignore[misc]
        for one in QUESTIONS
    },
    "export": (EXPORT_LINE, export_command),
    "report": (
        "Answer the main questions at a glance, and write a folder: a page to read, the map, and the table of every question.",
        lambda: make_command("report", report),
    ),
    "map": (
        "Write the interactive map: one HTML file that opens offline, with every year and every source in it.",
        map_command,
    ),
    "import": (
        "Make a data folder of a table of your own, for --data of every command.",
        lambda: make_command("import", import_file),
    ),
    "load": (
        "Load a network into a Neo4j server, as a new version that readers see when it is whole.",
        lambda: make_command("load", load),
    ),
    "unload": (
        "Remove everything that load wrote from a Neo4j server, and nothing else.",
        lambda: make_command("unload", unload),
    ),
}
"""Every command: its first line, and what makes it when it is asked for."""


class _Commands(typer.core.TyperGroup):
    """Makes a command when it is asked for; lists all of them without making any."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return COMMANDS[cmd_name][1]() if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in COMMANDS:
            from graphmodel.names import closest

            raise InvalidQuestion(f'no command "{args[0]}"{closest(args[0], COMMANDS)}; see graphmodel --help')
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (line, _) in COMMANDS.items()])


def _version(wanted: bool) -> None:
    if wanted:
        from graphmodel import __version__
        from loaders.tables import read_dataset

        dataset = read_dataset()
        sys.stdout.write(f"graphmodel {__version__}, data {dataset.version} of {dataset.date}\n")
        raise typer.Exit


app = typer.Typer(
    cls=_Commands,
    rich_markup_mode=None,
    invoke_without_command=True,
    help="Questions about governance networks, answered at any date with the source of every tie.",
)


@app.callback()
def _options(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show versions of program and data.")
    ] = False,
) -> None:
    """Questions about governance networks, answered at any date with the source of every tie."""
    if ctx.invoked_subcommand is None:
        sys.stdout.write(f"{ctx.get_help()}\n")


def main() -> NoReturn:
    """Run the command line. Errors of ours are one message on stderr and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", newline="\n" if stream is sys.stdout else None)
    try:
        _require_own_packages()
        code = typer.main.get_command(app).main(prog_name="graphmodel", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(code or 0)
    except GraphModelError as error:
        _fail(str(error))
    except typer.TyperException as error:
        _fail(error.format_message() if hasattr(error, "format_message") else str(error))
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        _fail(f"the answer cannot be written: {error.strerror or error}")


def _fail(message: str) -> NoReturn:
    sys.stderr.write(f"graphmodel: {message}\n")
    sys.exit(2)


def _require_own_packages() -> None:
    """Another distribution can overwrite our packages ``queries`` and ``viz``; say so instead of failing strangely."""
    from importlib.util import find_spec

    home = Path(__file__).resolve().parent.parent.parent
    for name in ("loaders", "queries", "viz"):
        spec = find_spec(name)
        place = Path(spec.origin).resolve().parent.parent if spec is not None and spec.origin else None
        if place != home or not (home / name / "py.typed").is_file():
            raise GraphModelError(
                f"the package {name} is not graphmodel's (found in {place}); another installed package has taken its name: "
                "make a new environment and install graphmodel alone, or run: pip install --force-reinstall graphmodel"
            )
