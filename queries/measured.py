"""What compares an answer with itself under a change: whose a row is, the number that is measured in it, and the change that
every comparison makes: one body less."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from graphmodel.errors import InvalidQuestion
from graphmodel.selection import Selection
from graphmodel.twomode import TwoMode
from queries import QUESTIONS
from queries.answer import Answer

__all__ = ["key_of", "number_of", "without_each_body"]


def key_of(answer: Answer[Any]) -> list[str]:
    """The columns that say whose a row is: words before the first number that is no rank, names apart."""
    key = []
    for name, kind in _kinds(answer).items():
        if kind == "str" and name != "name":
            key.append(name)
        elif kind.startswith(("int", "float")) and name != "rank":
            break
    return key


def number_of(answer: Answer[Any]) -> str:
    """The column by which rows are compared: as the register of questions says, else the first number.

    Raises ``InvalidQuestion`` where rows have no number.
    """
    said = next((one.measured for one in QUESTIONS if one.name == answer.question), "")
    numbers = [name for name, kind in _kinds(answer).items() if kind.startswith(("int", "float"))]
    if not numbers:
        raise InvalidQuestion(
            f"question: {answer.question} measures nothing: its rows have no number to compare under a change; "
            "ask a question that counts, such as seats or regime"
        )
    return said or numbers[0]


def without_each_body(selection: Selection, two_mode: TwoMode) -> Iterator[tuple[str, Selection]]:
    """Each body that has a tie, by id, and the selection without it; none where it is the only body."""
    bodies = [body.id for body in two_mode.bodies]
    for body, degree in zip(bodies, two_mode.degrees("bodies").tolist(), strict=True):
        if degree and len(bodies) > 1:
            yield body, selection.but(bodies=[one for one in bodies if one != body], classed_by="")


def _kinds(answer: Answer[Any]) -> dict[str, str]:
    return {one.name: str(one.type) for one in fields(answer.row_class)}
