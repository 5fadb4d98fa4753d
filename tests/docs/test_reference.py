"""The reference of commands has every option; the literature has every work that a docstring names."""

from __future__ import annotations

import inspect
import re

import typer

import graphmodel as gm
from graphmodel.cli import app


def test_every_option_of_every_command_is_in_its_part() -> None:
    import reference

    text = reference.commands().replace("\\", "")
    shared, *parts = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    group = typer.main.get_command(app)
    context = typer.Context(group, info_name="graphmodel")
    of_command = {part.partition("\n")[0]: part for part in parts}
    assert list(of_command) == group.list_commands(context)
    for name, part in of_command.items():
        for parameter in group.get_command(context, name).params:
            option = parameter.opts[0] if parameter.param_type_name == "option" else parameter.name.upper()
            if option != "--help":
                assert f"`{option}" in part, (name, option)
                assert f"`{option}" in shared or str(parameter.help).split(".")[0].split("(")[0].strip() in part, (
                    name,
                    option,
                )


def test_every_work_that_a_question_names_is_listed_whole() -> None:
    import reference

    table = reference.references()
    for name, home in gm._HOMES.items():
        if home.startswith("queries."):
            for doi in re.findall(r"doi:(\S+)", inspect.getdoc(getattr(gm, name)) or ""):
                assert doi in table.replace("\\", ""), (name, doi)


def test_a_reference_over_two_lines_is_one_work() -> None:
    import reference

    listed = "Able, B. (1999). One\ntwo. doi:1\nCain, D. and Eve, F. (2001). Three."
    text = f"Short.\n\nReferences\n----------\n{listed}\n\nExamples\n--------\n>>> 1\n"
    assert reference.works(text) == ["Able, B. (1999). One two. doi:1", "Cain, D. and Eve, F. (2001). Three."]
