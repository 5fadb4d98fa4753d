"""The command that makes a data folder of other people's files: ``import``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from graphmodel.errors import InvalidQuestion, InvalidRecord
from loaders.formats import READERS

__all__ = ["import_file"]

FORMS = ("long", "matrix", "panel", *(one.name for one in READERS), "cow-igo")


def _column(concept: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        f"--{concept}-column", help=f"Name of the column with the {concept}; guessed where that is certain."
    )
    return option


def import_file(
    file: Annotated[Path, typer.Argument(help="The file: CSV, or what --form names.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The data folder to write.")],
    form: Annotated[
        str, typer.Option("--form", help=f"One of {', '.join(FORMS)}; without it, recognized where that is certain.")
    ] = "",
    actor: Annotated[str, _column("actor")] = "",
    body: Annotated[str, _column("body")] = "",
    role_column: Annotated[str, _column("role")] = "",
    start: Annotated[str, _column("start")] = "",
    end: Annotated[str, _column("end")] = "",
    as_of_column: Annotated[str, _column("as-of")] = "",
    source: Annotated[str, _column("source")] = "",
    complete_column: Annotated[str, _column("complete")] = "",
    role: Annotated[str, typer.Option("--role", help="Role of the ties that state none.")] = "member",
    as_of: Annotated[str, typer.Option("--as-of", help="Date of the ties that state none.")] = "",
    complete: Annotated[
        bool,
        typer.Option("--complete", help="The table names all members of its bodies: whoever is not there was not in."),
    ] = False,
    actors_are: Annotated[
        str, typer.Option("--actors-are", help="state (resolved by name), organization, group, process or initiative.")
    ] = "state",
    bodies_are: Annotated[
        str, typer.Option("--bodies-are", help="process, organization, group or initiative.")
    ] = "process",
    names: Annotated[
        Path | None, typer.Option("--names", help="The file that says what names mean, as the first attempt wrote it.")
    ] = None,
    name: Annotated[str, typer.Option("--name", help="Name of the data; by default that of the file.")] = "",
    title: Annotated[str, typer.Option("--title", help="Title of the data; by default the name of the file.")] = "",
    data_version: Annotated[str, typer.Option("--data-version", help="Version of the data; by default 1.")] = "",
    date: Annotated[
        str, typer.Option("--date", help="The date at which the data describes the world; by default the latest in it.")
    ] = "",
    citation: Annotated[str, typer.Option("--citation", help="How the data is cited; by default title and file.")] = "",
    key: Annotated[str, typer.Option("--key", help="What citations call the file; by default its name.")] = "",
    encoding: Annotated[
        str, typer.Option("--encoding", help="Where it is not UTF-8: latin-1, cp1252, utf-16-le.")
    ] = "",
    separator: Annotated[str, typer.Option("--separator", help="Of the cells, where it is not certain.")] = "",
) -> None:
    """Make a data folder of a table of your own, for --data of every command.

    Rows may be ties, or actors with the bodies in columns, or years of actors. Every tie cites the file and its line. Names of
    states that are nobody's are listed and written to a file beside the folder; say there what they mean, and give it back with
    --names. Nothing is written until every name is settled.
    """
    from graphmodel.names import closest
    from loaders.affiliations import Columns
    from loaders.cow_igo import import_cow_igo
    from loaders.foreign_names import UnresolvedNames
    from loaders.imported import Description, import_affiliations, refuse_without_meaning
    from loaders.tables import write_tables

    if form and form not in FORMS:
        raise InvalidQuestion(f'form: "{form}" is none of {", ".join(FORMS)}{closest(form, FORMS)}')
    _refuse_foreign_folder(output)
    description = Description(name, title, data_version, date, citation, key)
    columns = Columns(actor, body, role_column, start, end, as_of_column, source, complete_column)
    try:
        if form == "cow-igo" or (not form and _is_cow_igo(file)):
            given = {
                "columns": columns != Columns(),
                "role": role != "member",
                "as-of": as_of,
                "complete": complete,
                "actors-are": actors_are != "state",
                "bodies-are": bodies_are != "process",
                "names": names,
                "encoding": encoding,
                "separator": separator,
            }
            refuse_without_meaning(given, "cow-igo")
            done = import_cow_igo(file, description=description)
        else:
            done = import_affiliations(
                file,
                form=form,
                columns=columns,
                role=role,
                as_of=as_of,
                complete=complete,
                actors_are=actors_are,
                bodies_are=bodies_are,
                names=names,
                description=description,
                encoding=encoding,
                separator="\t" if separator == "tab" else separator,
            )
    except UnresolvedNames as error:
        written = error.write(output.parent / f"{output.name}-names.csv")
        what = f'written: {written}; fill in its column id (or "leave out"), and give it back with --names'
        raise InvalidRecord(f"{error}\n{what}") from None
    write_tables(done.network, output)
    for remark in done.remarks:
        sys.stderr.write(f"{remark}\n")
    records = done.network.records
    bodies = len({tie.body for tie in records.memberships})
    actors = len({tie.actor for tie in records.memberships})
    sys.stderr.write(f"written: {output}: {len(records.memberships)} ties of {actors} actors with {bodies} bodies\n")


def _is_cow_igo(file: Path) -> bool:
    """Whether the name or the first line of a file tells that it is the state-year form."""
    from loaders.cow_igo import is_cow_igo

    return file.suffix.casefold() == ".dta" or is_cow_igo(file)


def _refuse_foreign_folder(output: Path) -> None:
    if output.exists() and not output.is_dir():
        raise InvalidQuestion(f"output: {output} is a file; -o names the folder to write")
    if output.is_dir() and any(output.iterdir()) and not (output / "datapackage.json").is_file():
        raise InvalidQuestion(f"output: {output} has other files in it and is no data folder; choose another with -o")
