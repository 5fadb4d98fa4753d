"""Sensitivity: between which values each row of an answer moves without any one body, and on documented ties alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from graphmodel.errors import EmptySelection, InvalidQuestion
from graphmodel.network import At, Network
from graphmodel.selection import Selection
from graphmodel.twomode import TwoMode
from queries.answer import Answer, column
from queries.measured import key_of, number_of, without_each_body

__all__ = ["Sensitivity", "sensitivity"]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """One row of an answer, and the range of its number."""

    of: str = column("the row: its id, and what else names it")
    value: float = column("the number as asked")
    lowest: float = column("the least of it as asked and without each body in turn")
    lowest_without: str = column("id of that body; empty if as asked")
    highest: float = column("the most of it")
    highest_without: str = column("id of that body; empty if as asked")
    documented_only: float | None = column("the number on documented ties alone; empty if it is not defined then")


def sensitivity(
    network: Network,
    selection: Selection | None,
    question: Callable[[TwoMode], Answer[Any]],
    *,
    at: At = None,
    measured: str = "",
) -> Answer[Sensitivity]:
    """Between which values each row of an answer moves without any one body, and on documented ties alone.

    Parameters
    ----------
    network
        The network.
    selection
        Who, in what, in which role, as first asked; by default states as members of processes.
    question
        Any question about a ``TwoMode``; give it options with ``functools.partial``.
    at
        Date or period; by default the data's own date.
    measured
        The column whose range is wanted; by default the one that ``robust`` measures.

    Returns
    -------
    Answer[Sensitivity]
        One row for each of the answer, in its order. Where a change leaves a row out, as that of the body left out, it has no
        number then. Remarks name the changes under which the question has no answer.

    Raises
    ------
    InvalidQuestion
        If the answer has no such column or no number, or as ``question`` raises.
    EmptySelection
        If the selection matches no body or no actor.
    UnknownEntity
        If it names what is nobody's name.

    Notes
    -----
    Each number is computed again without each body in turn, which gives its range, and on documented ties alone (after
    Borgatti, Carley and Krackhardt 2006). The range shows how much of the number is owed to one body; it is no confidence
    interval, because nothing is sampled.

    References
    ----------
    Borgatti, S. P., Carley, K. M. and Krackhardt, D. (2006). On the robustness of centrality measures under conditions of
    imperfect data. Social Networks 28(2), 124-136. doi:10.1016/j.socnet.2005.05.001

    Examples
    --------
    >>> import graphmodel as gm
    >>> two = gm.Selection(bodies=["bali-process", "colombo-process"])
    >>> rows = gm.sensitivity(gm.read_tables(), two, gm.seats, at="2008").rows()
    >>> rows[0].of, rows[0].value, rows[0].lowest, rows[0].lowest_without
    ('AFG', 2.0, 1.0, 'bali-process')
    """
    selection = selection or Selection()
    two_mode = network.two_mode(selection, at=at)
    base = question(two_mode)
    names, number = key_of(base), measured or number_of(base)
    if number not in base.columns:
        raise InvalidQuestion(f'measured: "{number}" is no column of {base.question}')
    asked = _values(base, names, number)
    ranges = {key: [(value, "")] for key, value in asked.items()}
    documented: dict[tuple[str, ...], float] = {}
    undefined = []
    for without, chosen in _changes(selection, two_mode):
        try:
            answer = question(network.two_mode(chosen, at=at))
        except (InvalidQuestion, EmptySelection):
            undefined.append(f"without {without}" if without else "on documented ties alone")
            continue
        values = _values(answer, names, number)
        if not without:
            documented = values
            continue
        for key in values.keys() & ranges.keys():
            ranges[key].append((values[key], without))
    rows = [
        Sensitivity(
            " ".join(key),
            asked[key],
            *min(values, key=lambda one: one[0]),
            *max(values, key=lambda one: one[0]),
            documented.get(key),
        )
        for key, values in ranges.items()
    ]
    return Answer.of_two_mode(
        "sensitivity",
        Sensitivity,
        {one.name: [getattr(row, one.name) for row in rows] for one in fields(Sensitivity)},
        two_mode,
        parameters={"question": base.question, "measured": number} | dict(base.parameters),
        evidence_at=base.evidence_at,
        remarks=(*base.remarks, *([f"not defined {'; '.join(undefined)}"] if undefined else [])),
    )


def _changes(selection: Selection, two_mode: TwoMode) -> Iterator[tuple[str, Selection]]:
    """Each body left out, and the selection then; none, and the selection of documented ties."""
    yield from without_each_body(selection, two_mode)
    yield "", selection.but(presume="none")


def _values(answer: Answer[Any], names: list[str], number: str) -> dict[tuple[str, ...], float]:
    ids = zip(*(answer.columns[name] for name in names), strict=True)
    numbers = zip(ids, answer.columns[number], strict=True)
    return {tuple(map(str, key)): float(value) for key, value in numbers if value is not None}
