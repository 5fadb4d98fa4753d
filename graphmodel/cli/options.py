"""What commands share: their options, the selection and the records that options name, and how a command is made."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer
import typer.main

from graphmodel.errors import InvalidQuestion

if TYPE_CHECKING:
    from graphmodel.network import Network
    from graphmodel.selection import Selection
    from loaders.neo4j_store import Neo4jStore

SELECTION_OPTIONS = ("actors", "bodies", "roles", "region", "at", "presume", "evidence", "classed_by")

Command: TypeAlias = Any  # typer keeps the class of its commands to itself
DataOption = Annotated[
    Path | None, typer.Option("--data", help="Folder with tables of your own; by default the dataset that comes along.")
]
AtOption = Annotated[
    str | None,
    typer.Option(
        "--at", help="Date or period: 2014, 2014-05, 2014-05-01 or 2005/2010; by default the data's own date."
    ),
]
StoreOption = Annotated[
    str,
    typer.Option("--store", help="Where records come from: tables, or neo4j (the server of NEO4J_URI, loaded before)."),
]
FormatOption = Annotated[str, typer.Option("--format", help="table, csv, json or markdown.")]
TopOption = Annotated[int | None, typer.Option("--top", help="Only the first so many rows; all by default.")]
CiteOption = Annotated[bool, typer.Option("--cite", help="With the citations each row rests on.")]
RobustOption = Annotated[
    bool, typer.Option("--robust", help="How much of the answer one body, role, presumption or source makes.")
]
ExplainOption = Annotated[
    bool,
    typer.Option(
        "--explain", help="Instead of rows, a paragraph for a methods section: definition, evidence, references."
    ),
]
FigureOption = Annotated[
    Path | None, typer.Option("--figure", help="A file to draw the answer into as well, ending in .svg or .png.")
]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="A file to write instead of the terminal.")]

SHARED: dict[str, tuple[Any, Any]] = {
    "actors": (
        Annotated[
            list[str], typer.Option("--actors", help="Kinds, forms, any, ids or names; repeat, or separate by commas.")
        ],
        ["state"],
    ),
    "bodies": (
        Annotated[
            list[str],
            typer.Option(
                "--bodies", help="Kinds, classes (rcp, inter-regional, global), forms, ids or names; as for actors."
            ),
        ],
        ["process"],
    ),
    "roles": (Annotated[list[str], typer.Option("--roles", help="Roles, counted together.")], ["member"]),
    "region": (
        Annotated[list[str], typer.Option("--region", help="Only actors of these UN regions or subregions.")],
        [],
    ),
    "at": (AtOption, None),
    "presume": (
        Annotated[
            str, typer.Option("--presume", help="How far ties are carried beyond claims: both, forward or none.")
        ],
        "both",
    ),
    "evidence": (
        Annotated[str, typer.Option("--evidence", help="cited, or any: ties without a source, too.")],
        "cited",
    ),
    "classed_by": (
        Annotated[str, typer.Option("--classed-by", help="Take classes from one scheme, whatever the date.")],
        "",
    ),
    "data": (DataOption, None),
    "store": (StoreOption, "tables"),
    "format": (FormatOption, "table"),
    "top": (TopOption, None),
    "cite": (CiteOption, False),
    "robust": (RobustOption, False),
    "explain": (ExplainOption, False),
    "figure": (FigureOption, None),
    "output": (OutputOption, None),
}


def selection_of(values: dict[str, Any]) -> Selection:
    """The selection that the options of a command name."""
    from graphmodel.selection import Selection

    return Selection(**{name: words(values[name]) for name in SELECTION_OPTIONS if name != "at"})


def network_of(values: dict[str, Any], selection: Selection | None, at: str | None) -> Network:
    """The records that a question needs, from the store that was named."""
    if values["store"] == "tables":
        from loaders.tables import read_tables

        return read_tables(values["data"])
    if values["store"] != "neo4j":
        raise InvalidQuestion(f'store: "{values["store"]}" is none of tables, neo4j')
    if values["data"] is not None:
        raise InvalidQuestion(
            "data: --store neo4j reads what was loaded; load this folder first: graphmodel load --data ..."
        )
    with server_of() as server:
        return server.network(selection, at=at)


def server_of(uri: str = "", database: str = "") -> Neo4jStore:
    """The server of the environment; asks for the password where none is set and somebody can answer."""
    from dataclasses import replace
    from getpass import getpass

    from loaders.neo4j_store import Neo4jStore, Settings

    settings = Settings.from_environment(uri=uri, database=database)
    if not settings.password and sys.stdin is not None and sys.stdin.isatty():
        settings = replace(settings, password=getpass(f"Password of {settings.username} at {settings.uri}: "))
    return Neo4jStore(settings)


def words(value: Any) -> Any:
    """The words of an option that is repeated or separated by commas; any other value as it is."""
    if isinstance(value, list):
        return [part for word in value for part in word.split(",") if part.strip()]
    return value


def make_command(name: str, function: Callable[..., None]) -> Command:
    """A command of typer from a function whose signature gives the options."""
    single = typer.Typer(rich_markup_mode=None, add_completion=False)
    single.command(name)(function)
    made = typer.main.get_command(single)
    made.name = name
    return made


def command_with(name: str, function: Callable[..., None], options: dict[str, tuple[Any, Any]]) -> Command:
    """A command from a function that takes any keyword, with these options in their order: annotation and default of each."""
    keyword = inspect.Parameter.KEYWORD_ONLY
    function.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(one, keyword, default=default, annotation=hint) for one, (hint, default) in options.items()]
    )
    return make_command(name, function)


@contextmanager
def progress(total: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("loading", total=total)
        yield lambda rows: bar.advance(task, rows)


@contextmanager
def telling(word: str) -> Iterator[Callable[[int, int], object] | None]:
    """What a question tells how far it is: a bar on a terminal, from its first step on; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    with ExitStack() as stack:
        shown: list[Callable[[int, int], object]] = []

        def tell(done: int, total: int) -> None:
            if not shown:
                from rich.console import Console
                from rich.progress import Progress

                bar = stack.enter_context(Progress(console=Console(stderr=True), transient=True))
                task = bar.add_task(word, total=total)
                shown.append(lambda done, total: bar.update(task, completed=done, total=total))
            shown[0](done, total)

        yield tell
