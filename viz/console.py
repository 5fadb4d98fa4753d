"""Answers as text: a terminal table, CSV, JSON or Markdown."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graphmodel.cells import csv_lines
from graphmodel.errors import InvalidQuestion
from graphmodel.names import closest
from graphmodel.sources import format_citations
from queries import QUESTIONS
from queries.answer import Answer, claim_to_dict

__all__ = [
    "FORMATS",
    "caveats",
    "evidence",
    "number",
    "render",
    "summary",
    "to_csv",
    "to_json",
    "to_markdown",
    "to_table",
]


_COMMANDS = {one.name: one.word for one in QUESTIONS}
"""What each question is called where it is asked."""
WIDE = 12
"""A table of more columns leaves out those that hold nothing but 0, and says so; if it is still too wide, it joins numbers."""
NUMBERS = 3
"""So many numbers of a wide table have columns; those of the others that are above 0 stand below each row."""
NAMED = 12
"""So many bodies without a tie are named before the others are counted."""
BETWEEN = 3
"""Blanks between two columns."""
INDENT = 4 * " "
NARROW = 24
"""A last column of long texts that would be narrower stands below each row."""
WIDTH = 100
"""Columns of a terminal whose width is not known."""


def render(answer: Answer[Any], form: str = "table", *, cite: bool = False, width: int | None = None) -> str:
    """An answer as text in one of ``FORMATS``, ending with a line end. Raises ``InvalidQuestion`` for another format."""
    if form not in FORMATS:
        raise InvalidQuestion(f'format: "{form}" is none of {", ".join(FORMATS)}{closest(form, FORMATS)}')
    return to_table(answer, cite=cite, width=width) if form == "table" else FORMATS[form](answer, cite)


def to_json(answer: Answer[Any], cite: bool = False) -> str:
    """JSON with two spaces, UTF-8 letters as they are."""
    return json.dumps(answer.to_dict(cite=cite), ensure_ascii=False, indent=2) + "\n"


def to_csv(answer: Answer[Any], cite: bool = False) -> str:
    """CSV with a head; lists in a cell are separated by "; ". Lines end with one line feed, and no text is a formula
    (``graphmodel.cells``)."""
    head = [*answer.columns, "citations"] if cite else [*answer.columns]
    return "".join(csv_lines([head, *(_cells(answer, index, cite, _exact) for index in range(len(answer)))]))


def to_markdown(answer: Answer[Any], cite: bool = False) -> str:
    """A Markdown table under the summary lines."""
    head = [*answer.columns]
    lines = [f"{line}  " for line in summary(answer)]
    lines += ["", f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    for index in range(len(answer)):
        cells = [cell.replace("|", "\\|").replace("\n", " ") for cell in _cells(answer, index, False, _short)]
        lines.append(f"| {' | '.join(cells)} |")
    if cite:
        lines += ["", *(f"- {line}" for line in evidence(answer))]
    return "\n".join(lines) + "\n"


def to_table(answer: Answer[Any], *, cite: bool = False, width: int | None = None) -> str:
    """A table for a terminal of a width, with the summary above and what is not known below."""
    room = width or WIDTH
    lines = _paragraphs(summary(answer), room)
    if len(answer):
        columns = _columns(answer)
        lines += ["", *_laid_out(columns, room)]
        left_out = [
            name
            for name, values in answer.columns.items()
            if len(answer.columns) > WIDE and _is_nought(values) and not _is_empty(values)
        ]
        if left_out:
            lines += _paragraphs([f"0 in every row: {', '.join(map(_heading, left_out))}"], room)
        if empty := [name for name, values in answer.columns.items() if _is_empty(values)]:
            lines += _paragraphs([f"empty in every row: {', '.join(map(_heading, empty))}"], room)
    lines += _paragraphs([*(evidence(answer) if cite else ()), *caveats(answer)], room)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def summary(answer: Answer[Any]) -> list[str]:
    """What was asked, of which data, and what the rows rest on: the lines above a table."""
    lines = [f"{_COMMANDS.get(answer.question, answer.question)} at {answer.at}: {number(len(answer), 'row')}"]
    if answer.selection is not None:
        chosen = answer.selection
        parts = [
            f"actors {', '.join(chosen.actors)}",
            f"bodies {', '.join(chosen.bodies)}",
            f"roles {', '.join(chosen.roles)}",
        ]
        parts += [f"region {', '.join(chosen.region)}"] if chosen.region else []
        parts += [f"classed by {chosen.classed_by}"] if chosen.classed_by else []
        parts += [f"presume {chosen.presume}"] if chosen.presume != "both" else []
        parts += ["evidence any"] if chosen.evidence == "any" else []
        lines.append("; ".join(parts))
    if answer.counts is not None:
        counts = answer.counts
        lines.append(
            f"{number(counts.documented + counts.presumed, 'tie')}: {counts.documented} documented, {counts.presumed} presumed "
            f"(up to {number(counts.farthest_presumption_years, 'year')} from a claim), {counts.attested} attested then; "
            f"{counts.unknown} unknown; {counts.uncited_left_out} uncited left out"
        )
    lines += answer.remarks
    lines.append(f"data {answer.dataset.version} of {answer.dataset.date}: {answer.dataset.citation}")
    for name, value in answer.subject.items():
        text = _short(value) if not isinstance(value, dict) else str(value.get("name", value))
        lines.append(f"{name}: {text or 'none'}")
    return lines


def evidence(answer: Answer[Any]) -> list[str]:
    """The ties that the rows rest on, one a line, with every claim and its sources."""
    ties = dict.fromkeys(tie for index in range(len(answer)) for tie in answer.evidence_at(index))
    return [
        f"{tie.actor} {tie.role} of {tie.body}: {'; '.join(_claim(claim_to_dict(claim)) for claim in tie.claims)}"
        for tie in ties
    ]


def caveats(answer: Answer[Any], *, full: str = "--format json") -> list[str]:
    """What the data is known not to know: the lines below a table. Where a line is cut short, ``full`` names all."""
    disputed = [one.id for one in answer.coverage if one.exists == "maybe"]
    none = [one.id for one in answer.coverage if one.is_short and not one.held]
    short = [one for one in answer.coverage if one.is_short and one.held]
    lines = []
    if disputed:
        lines.append(f"sources disagree whether it existed then: {', '.join(disputed)}")
    if none:
        more = f" and {len(none) - NAMED} more, which {full} names" if len(none) > NAMED else ""
        lines.append(f"no tie recorded then: {', '.join(none[:NAMED])}{more}")
    if short:
        listed = ", ".join(f"{one.id} {one.held} of {one.stated_total} ({one.stated_at})" for one in short)
        lines.append(f"fewer {short[0].stated_role}s held than a source counts: {listed}")
    return lines


FORMATS: dict[str, Callable[[Answer[Any], bool], str]] = {
    "table": lambda answer, cite: to_table(answer, cite=cite),
    "csv": to_csv,
    "json": to_json,
    "markdown": to_markdown,
}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column as text."""

    heading: str
    cells: list[str]
    is_number: bool = False


def _columns(answer: Answer[Any]) -> list[_Column]:
    """What a table shows."""
    names = [name for name, values in answer.columns.items() if not _is_empty(values)]
    joined: list[str] = []
    if len(names) > WIDE:
        names = [name for name in names if not _is_nought(answer.columns[name])]
    if len(names) > WIDE:
        joined = [name for name in names if _is_number(answer.columns[name])][NUMBERS:]
    columns = [
        _Column(_heading(name), [_short(value) for value in answer.columns[name]], _is_number(answer.columns[name]))
        for name in names
        if name not in joined
    ]
    if joined:
        columns.append(_Column("above 0", [_above_nought(answer, joined, row) for row in range(len(answer))]))
    return columns


def _laid_out(columns: list[_Column], room: int) -> list[str]:
    """The lines of a table; a last column without room for its texts stands below each row."""
    widths = _widths(columns, room)
    below = None
    last, narrow = columns[-1], widths[-1]
    if len(columns) > 1 and not last.is_number and narrow < min(NARROW, max(map(len, last.cells)) / 2):
        below = columns.pop()
        widths = _widths(columns, room)
    lines = [*_line(columns, [one.heading for one in columns], widths, is_head=True)]
    lines.append("\N{BOX DRAWINGS LIGHT HORIZONTAL}" * (sum(widths) + BETWEEN * (len(widths) - 1)))
    for row in range(len(columns[0].cells)):
        lines += _line(columns, [one.cells[row] for one in columns], widths)
        if below and below.cells[row]:
            text = f"{below.heading}: {below.cells[row]}"
            lines += textwrap.wrap(text, room, initial_indent=INDENT, subsequent_indent=INDENT, break_on_hyphens=False)
    return lines


def _line(columns: list[_Column], cells: list[str], widths: list[int], *, is_head: bool = False) -> Iterator[str]:
    """One row of a table as lines: a heading stands at the foot of its cell, any other text at the top."""
    wrapped = [_wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    height = max(map(len, wrapped))
    for level in range(height):
        parts = []
        for column, lines, width in zip(columns, wrapped, widths, strict=True):
            place = level - (height - len(lines) if is_head else 0)
            text = lines[place] if 0 <= place < len(lines) else ""
            parts.append(text.rjust(width) if column.is_number else text.ljust(width))
        yield (" " * BETWEEN).join(parts)


def _widths(columns: list[_Column], room: int) -> list[int]:
    """How wide each column is: as its longest cell; where there is no room, headings of numbers give way first, then the
    widest text, none below its longest part."""
    texts = [{one.heading, *one.cells} for one in columns]
    widths = [max(map(len, cells)) for cells in texts]
    excess = sum(widths) + BETWEEN * (len(widths) - 1) - room
    if excess <= 0:
        return widths
    least = [max(len(part) for cell in cells for part in _wrapped(cell, 1)) for cells in texts]
    while excess > 0 and widths != least:
        first = max(
            range(len(widths)),
            key=lambda one: (widths[one] > least[one], columns[one].is_number, widths[one]),
        )
        widths[first] -= 1
        excess -= 1
    return widths


def _wrapped(cell: str, width: int) -> list[str]:
    """The lines of a cell, broken at blanks and after hyphens."""
    return [cell] if len(cell) <= width else textwrap.wrap(cell, width, break_long_words=False)


def _paragraphs(lines: Iterable[str], room: int) -> list[str]:
    return [part for line in lines for part in textwrap.wrap(line, room, break_on_hyphens=False) or [""]]


def _heading(name: str) -> str:
    return name.replace("_", " ")


def _above_nought(answer: Answer[Any], names: list[str], row: int) -> str:
    numbers = ((_heading(name), answer.columns[name][row]) for name in names)
    return "; ".join(f"{name} {_short(number)}" for name, number in numbers if number)


def _is_number(values: Any) -> bool:
    return len(values) > 0 and not isinstance(values[0], str | list | tuple | dict)


def _is_empty(values: Any) -> bool:
    return all(value is None for value in values)


def _is_nought(values: Any) -> bool:
    return not any(hasattr(value, "__len__") or value for value in values)


def number(count: int, noun: str, plural: str = "") -> str:
    """A count with its noun.

    >>> number(1, "row"), number(2, "row"), number(0, "process", "processes")
    ('1 row', '2 rows', '0 processes')
    """
    return f"{count} {noun if count == 1 else plural or f'{noun}s'}"


def _cells(answer: Answer[Any], index: int, cite: bool, text: Callable[[Any], str]) -> list[str]:
    cells = [text(values[index]) for values in answer.columns.values()]
    if cite:
        ties = answer.evidence_at(index)
        cited = dict.fromkeys(one for tie in ties for claim in tie.claims for one in claim.citations)
        cells.append(format_citations(cited))
    return cells


def _exact(value: Any) -> str:
    if hasattr(value, "item"):
        value = value.item()
    return _joined(value, _exact) if isinstance(value, Sequence) and not isinstance(value, str) else _scalar(value)


def _short(value: Any) -> str:
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        return f"{value:.0e}" if 0 < abs(value) < 0.0005 else f"{value:.3f}"
    return _joined(value, _short) if isinstance(value, Sequence) and not isinstance(value, str) else _scalar(value)


def _joined(values: Sequence[Any], text: Callable[[Any], str]) -> str:
    return "; ".join(map(text, values))


def _scalar(value: Any) -> str:
    if isinstance(value, dict):
        return _claim(value) if "says" in value else "; ".join(f"{name}: {_exact(one)}" for name, one in value.items())
    return "" if value is None else str(value)


def _claim(claim: dict[str, Any]) -> str:
    """A claim in one line: shown 2008-08 [a63269[para 44]]."""
    until = f"/{claim['until']}" if claim.get("until") else ""
    via = f" via {claim['via']}" if claim.get("via") else ""
    cited = "; ".join(claim["citations"]) or "uncited"
    when = claim.get("date") or (f"meeting {claim['meeting']}" if "meeting" in claim else "undated")
    return f"{claim['says']} {when}{until}{via} ({cited})"
