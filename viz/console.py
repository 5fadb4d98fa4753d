"""Answers as text: a terminal table, CSV, JSON or Markdown."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from typing import Any

from graphmodel.cells import csv_lines
from graphmodel.errors import InvalidQuestion
from graphmodel.names import closest
from graphmodel.sources import format_citations
from queries.answer import Answer, claim_to_dict

__all__ = ["FORMATS", "caveats", "evidence", "render", "summary", "to_csv", "to_json", "to_markdown", "to_table"]


WIDE = 12
"""A table of more columns leaves out those that hold nothing but 0, and says so."""
WIDEST = 160
"""What a table of many columns may take, whatever the terminal has."""


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
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(
        file=io.StringIO(), width=width or 100, color_system=None, highlight=False, emoji=False, markup=False
    )
    for line in summary(answer):
        console.print(Text(line))
    if len(answer):
        shown = [name for name in answer.columns if len(answer.columns) <= WIDE or not _is_nought(answer.columns[name])]
        if len(shown) > WIDE:
            console.width = max(console.width, WIDEST)
        table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1 if len(shown) <= WIDE else 0))
        for name in shown:
            values = answer.columns[name]
            is_number = len(values) > 0 and not isinstance(values[0], str | list | tuple | dict)
            table.add_column(name.replace("_", " "), justify="right" if is_number else "left", overflow="fold")
        places = [place for place, name in enumerate(answer.columns) if name in shown]
        for index in range(len(answer)):
            cells = _cells(answer, index, False, _short)
            table.add_row(*(Text(cells[place]) for place in places))
        console.print()
        console.print(table)
        if len(shown) < len(answer.columns):
            left_out = [name.replace("_", " ") for name in answer.columns if name not in shown]
            console.print(Text(f"0 in every row: {', '.join(left_out)}"))
    for line in (*(evidence(answer) if cite else ()), *caveats(answer)):
        console.print(Text(line))
    text = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def summary(answer: Answer[Any]) -> list[str]:
    """What was asked, of which data, and what the rows rest on: the lines above a table."""
    lines = [f"{answer.question} at {answer.at}: {_number(len(answer), 'row')}"]
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
            f"{_number(counts.documented + counts.presumed, 'tie')}: {counts.documented} documented, {counts.presumed} presumed "
            f"(up to {_number(counts.farthest_presumption_years, 'year')} from a claim), {counts.attested} attested then; "
            f"{counts.unknown} unknown; {counts.uncited_left_out} uncited left out"
        )
    lines += answer.remarks
    lines.append(f"data {answer.dataset.version} of {answer.dataset.date}: {answer.dataset.citation}")
    for name, value in answer.subject.items():
        text = _short(value) if not isinstance(value, dict) else str(value.get("name", value))
        lines.append(f"{name}: {text}")
    return lines


def evidence(answer: Answer[Any]) -> list[str]:
    """The ties that the rows rest on, one a line, with every claim and its sources."""
    ties = dict.fromkeys(tie for index in range(len(answer)) for tie in answer.evidence_at(index))
    return [
        f"{tie.actor} {tie.role} of {tie.body}: {'; '.join(_claim(claim_to_dict(claim)) for claim in tie.claims)}"
        for tie in ties
    ]


def caveats(answer: Answer[Any]) -> list[str]:
    """What the data is known not to know: the lines below a table."""
    none = [one.id for one in answer.coverage if one.is_short and not one.held]
    short = [one for one in answer.coverage if one.is_short and one.held]
    lines = []
    if none:
        lines.append(f"no tie recorded then: {', '.join(none)}")
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


def _is_nought(values: Any) -> bool:
    return not any(hasattr(value, "__len__") or value for value in values)


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


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
        return f"{value:.3f}"
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
