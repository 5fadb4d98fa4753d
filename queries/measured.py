"""What compares an answer with itself under a change: whose a row is, and the number that is measured in it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from graphmodel.errors import InvalidQuestion
from queries import QUESTIONS
from queries.answer import Answer

__all__ = ["key_of", "number_of"]


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


def _kinds(answer: Answer[Any]) -> dict[str, str]:
    return {one.name: str(one.type) for one in fields(answer.row_class)}
