"""The command line: one command for each question, its options the question's keyword arguments, its help the docstring.

Nothing is computed here. Help needs no question to be imported: names and first lines come from the register.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn, TypeAlias, get_args, get_origin, get_type_hints

import typer
import typer.core
import typer.main

from graphmodel.errors import GraphModelError, InvalidQuestion
from queries import QUESTIONS, Question

if TYPE_CHECKING:
    from graphmodel.network import Network
    from graphmodel.selection import Selection
    from loaders.neo4j_store import Neo4jStore
    from queries.answer import Answer

__all__ = ["COMMANDS", "app", "main"]

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
CiteOption = Annotated[bool, typer.Option("--cite", help="With the citations each row rests on.")]
RobustOption = Annotated[
    bool, typer.Option("--robust", help="How much of the answer one body, role, presumption or source makes.")
]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="A file to write instead of the terminal.")]

_SHARED: dict[str, tuple[Any, Any]] = {
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
    "cite": (CiteOption, False),
    "robust": (RobustOption, False),
    "output": (OutputOption, None),
}


def ask(question: Question, values: dict[str, Any]) -> Answer[Any]:
    """The answer to a question, from the options of its command."""
    function = getattr(import_module(question.module), question.name)
    own = {name: values[name] for name in _own_parameters(question, function)}
    at = values.get("at")
    if question.takes == "network":
        answer: Answer[Any] = function(_network(values, None, None), **own)
        return answer
    selection = _selection(values)
    if values["robust"]:
        from queries.robustness import robust

        return robust(_network(values, None, None), selection, question.name, at=at, **own)
    network = _network(values, selection, at)
    if question.takes == "selection":
        asked: Answer[Any] = function(network, selection, at=at, **own)
        return asked
    counted: Answer[Any] = function(network.two_mode(selection, at=at), **own)
    return counted


def _selection(values: dict[str, Any]) -> Selection:
    from graphmodel.selection import Selection

    return Selection(**{name: _words(values[name]) for name in SELECTION_OPTIONS if name != "at"})


def _network(values: dict[str, Any], selection: Selection | None, at: str | None) -> Network:
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
    with _server() as server:
        return server.network(selection, at=at)


def _server(uri: str = "", database: str = "") -> Neo4jStore:
    """The server of the environment; asks for the password where none is set and somebody can answer."""
    from dataclasses import replace
    from getpass import getpass

    from loaders.neo4j_store import Neo4jStore, Settings

    settings = Settings.from_environment(uri=uri, database=database)
    if not settings.password and sys.stdin is not None and sys.stdin.isatty():
        settings = replace(settings, password=getpass(f"Password of {settings.username} at {settings.uri}: "))
    return Neo4jStore(settings)


def _words(value: Any) -> Any:
    if isinstance(value, list):
        return [part for word in value for part in word.split(",") if part.strip()]
    return value


def _own_parameters(question: Question, function: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    """Parameters of a question beyond the network, the selection and the date."""
    given = {"two_mode": 1, "selection": 2, "network": 1}[question.takes]
    parameters = list(inspect.signature(function).parameters.values())[given:]
    return {one.name: one for one in parameters if question.takes != "selection" or one.name != "at"}


def _question_command(question: Question) -> Command:
    function = getattr(import_module(question.module), question.name)
    own = _own_parameters(question, function)
    hints = get_type_hints(function)
    texts = _parameter_texts(function)
    parameters = [_argument(one, hints[name], texts.get(name, "")) for name, one in own.items()]
    shared = dict(_SHARED)
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
        _print(ask(question, values), values)

    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    command.__doc__ = _help(function)
    return _command(question.word, command)


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


def _print(answer: Answer[Any], values: dict[str, Any]) -> None:
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


UriOption = Annotated[str, typer.Option("--uri", help="Address of the server; by default NEO4J_URI.")]
DatabaseOption = Annotated[
    str, typer.Option("--database", help="Database; by default NEO4J_DATABASE, or the server's own.")
]


def _map_command() -> Command:
    """``map``: the options that select, and the file to write."""

    def run(**values: Any) -> None:
        from viz.html import write_map

        selection = _selection(values)
        network = _network(values, None, None)
        highlight = [network.find(word).id for word in _words(values["highlight"])]
        at, title = values["at"], values["title"]
        written = write_map(network, selection, values["output"], at=at, highlight=highlight, title=title)
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
        "output": (Annotated[Path, typer.Option("--output", "-o", help="The file to write.")], Path("map.html")),
    }
    taken = {name: _SHARED[name] for name in (*SELECTION_OPTIONS, "data", "store")} | own
    keyword = inspect.Parameter.KEYWORD_ONLY
    run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(name, keyword, default=default, annotation=hint) for name, (hint, default) in taken.items()]
    )
    return _command("map", run)


def load(data: DataOption = None, uri: UriOption = "", database: DatabaseOption = "") -> None:
    """Load a network into a Neo4j server, as a new version that readers see when it is whole.

    The user and the password come from NEO4J_USERNAME and NEO4J_PASSWORD, or a prompt. Loading the same data again changes
    nothing.
    """
    from loaders.tables import read_tables

    network = read_tables(data)
    with _server(uri, database) as server, _progress(server.rows_of(network)) as advance:
        done = server.load(network, progress=advance)
    if done.changed:
        sys.stdout.write(f"loaded {network.dataset.name} {network.dataset.version} as version {done.version}: ")
        sys.stdout.write(f"{done.nodes} nodes, {done.relationships} relationships\n")
    else:
        sys.stdout.write(f"nothing to do: version {done.version} is loaded already\n")


def unload(uri: UriOption = "", database: DatabaseOption = "") -> None:
    """Remove everything that load wrote from a Neo4j server, and nothing else."""
    with _server(uri, database) as server:
        sys.stdout.write(f"removed {server.unload()} nodes with their relationships\n")


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("loading", total=total)
        yield lambda rows: bar.advance(task, rows)


COMMANDS: dict[str, tuple[str, Callable[[], Command]]] = {
    **{one.word: (one.line, lambda one=one: _question_command(one)) for one in QUESTIONS},  # type: ignore[misc]
    "report": (
        "Answer the main questions at a glance, and write a folder with the tables, figures and a page to read.",
        lambda: _command("report", report),
    ),
    "map": (
        "Write the interactive map: one HTML file that opens offline, with every year and every source in it.",
        _map_command,
    ),
    "load": (
        "Load a network into a Neo4j server, as a new version that readers see when it is whole.",
        lambda: _command("load", load),
    ),
    "unload": (
        "Remove everything that load wrote from a Neo4j server, and nothing else.",
        lambda: _command("unload", unload),
    ),
}
"""Every command: its first line, and what makes it when it is asked for."""


def _command(name: str, function: Callable[..., None]) -> Command:
    single = typer.Typer(rich_markup_mode=None, add_completion=False)
    single.command(name)(function)
    made = typer.main.get_command(single)
    made.name = name
    return made


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

    home = Path(__file__).resolve().parent.parent
    for name in ("loaders", "queries", "viz"):
        spec = find_spec(name)
        place = Path(spec.origin).resolve().parent.parent if spec is not None and spec.origin else None
        if place != home or not (home / name / "py.typed").is_file():
            raise GraphModelError(
                f"the package {name} is not graphmodel's (found in {place}); another installed package has taken its name: "
                "make a new environment and install graphmodel alone, or run: pip install --force-reinstall graphmodel"
            )
