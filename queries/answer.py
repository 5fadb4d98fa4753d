"""Answer: what every question returns. Columns typed by a row class, and what a reader must know to trust and quote them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy.typing as npt

from graphmodel.claims import Claim
from graphmodel.coverage import BodyCoverage, Counts
from graphmodel.dataset import Dataset
from graphmodel.errors import InvalidQuestion, MissingExtra
from graphmodel.lazy import LazySequence as LazyColumn
from graphmodel.selection import Selection
from graphmodel.ties import Membership
from graphmodel.twomode import TwoMode

if TYPE_CHECKING:
    import pandas

__all__ = ["Answer", "LazyColumn", "claim_to_dict", "column", "meanings", "tie_to_dict"]

Row = TypeVar("Row")
Column = Sequence[Any] | npt.NDArray[Any]


def column(meaning: str) -> Any:
    """A field of a row class, with what the documentation says about it."""
    return field(metadata={"meaning": meaning})


def meanings(row_class: type) -> dict[str, str]:
    """Each column of a row class and what it means."""
    return {one.name: str(one.metadata.get("meaning", "")) for one in fields(row_class)}


def _no_evidence(_: int) -> tuple[Membership, ...]:
    return ()


@dataclass(frozen=True, eq=False, repr=False)
class Answer(Generic[Row]):
    """Rows of one question, as columns, with the selection, date, data, counts and coverage they rest on.

    Iterating gives row objects, in the question's stated order. ``evidence`` gives the memberships behind a row.
    """

    question: str
    row_class: type[Row]
    columns: Mapping[str, Column]
    dataset: Dataset
    at: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    selection: Selection | None = None
    counts: Counts | None = None
    coverage: Sequence[BodyCoverage] = ()
    subject: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    evidence_at: Callable[[int], tuple[Membership, ...]] = _no_evidence

    @classmethod
    def of_two_mode(
        cls,
        question: str,
        row_class: type[Row],
        columns: Mapping[str, Column],
        two_mode: TwoMode,
        *,
        parameters: Mapping[str, Any],
        evidence_at: Callable[[int], tuple[Membership, ...]] = _no_evidence,
        remarks: tuple[str, ...] = (),
    ) -> Answer[Row]:
        """An answer about one two-mode network, whose selection, date, counts and coverage it carries."""
        data_date = two_mode.dataset.date
        if two_mode.period.first > data_date.last:
            late = (
                f"{two_mode.period} is after the date of the data, {data_date}: nothing is known of it, all is presumed"
            )
            remarks = (late, *remarks)
        return cls(
            question=question,
            row_class=row_class,
            columns=columns,
            dataset=two_mode.dataset,
            at=str(two_mode.period),
            parameters=parameters,
            selection=two_mode.selection,
            counts=two_mode.counts,
            coverage=two_mode.coverage,
            evidence_at=evidence_at,
            remarks=remarks,
        )

    @classmethod
    def of_rows(cls, question: str, row_class: type[Row], rows: Sequence[Row], **others: Any) -> Answer[Row]:
        """An answer from row objects, for questions with few rows."""
        columns = {one.name: [getattr(row, one.name) for row in rows] for one in fields(row_class)}  # type: ignore[arg-type]
        return cls(question=question, row_class=row_class, columns=columns, **others)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def __iter__(self) -> Iterator[Row]:
        return (self.row(index) for index in range(len(self)))

    def row(self, index: int) -> Row:
        """One row. Raises ``IndexError`` beyond the last."""
        return self.row_class(**{name: _plain(values[index]) for name, values in self.columns.items()})

    def rows(self) -> list[Row]:
        """All rows."""
        return list(self)

    def top(self, count: int) -> list[Row]:
        """The first rows."""
        return [self.row(index) for index in range(min(count, len(self)))]

    def first(self, count: int) -> Answer[Row]:
        """The same answer with its first rows alone, and a remark that says so. Raises ``InvalidQuestion`` below 1."""
        if count < 1:
            raise InvalidQuestion(f"top: {count} is less than 1; name how many rows are wanted")
        if count >= len(self):
            return self
        columns = {name: values[:count] for name, values in self.columns.items()}
        return replace(self, columns=columns, remarks=(*self.remarks, f"the first {count} of {len(self)} rows"))

    def evidence(self, row: Row | int) -> tuple[Membership, ...]:
        """The memberships a row rests on, with their claims and citations. Raises ``InvalidQuestion`` for a row not of it."""
        if isinstance(row, int):
            if not -len(self) <= row < len(self):
                raise InvalidQuestion(f"evidence: there is no row {row}; the answer has {len(self)}")
            return self.evidence_at(row % len(self))
        for index in range(len(self)):
            if self.row(index) == row:
                return self.evidence_at(index)
        raise InvalidQuestion(f"evidence: the answer has no row {row}")

    def to_frame(self) -> pandas.DataFrame:
        """The rows as a pandas data frame. Raises ``MissingExtra`` without pandas."""
        try:
            import pandas
        except ImportError:
            raise MissingExtra('to_frame needs pandas; install it with: pip install "graphmodel[pandas]"') from None
        return pandas.DataFrame({name: list(values) for name, values in self.columns.items()})

    def to_dict(self, *, cite: bool = False) -> dict[str, Any]:
        """The answer as JSON has it, the same shape for every question; with ``cite`` each row has its ``evidence``."""
        rows = [_jsonable(row) for row in self]
        if cite:
            for index, row in enumerate(rows):
                row["evidence"] = [tie_to_dict(tie) for tie in self.evidence_at(index)]
        answer: dict[str, Any] = {
            "question": self.question,
            "parameters": dict(self.parameters),
            "selection": self.selection.to_dict() if self.selection else None,
            "at": self.at,
            "data": {
                "version": self.dataset.version,
                "date": str(self.dataset.date),
                "citation": self.dataset.citation,
            },
            "counts": self.counts.to_dict() if self.counts else None,
            "coverage": [one.to_dict() for one in self.coverage],
        }
        if self.remarks:
            answer["remarks"] = list(self.remarks)
        if self.subject:
            answer["subject"] = dict(self.subject)
        return answer | {"rows": rows}

    def __repr__(self) -> str:
        return f"<Answer to {self.question} at {self.at}: {len(self)} rows, data {self.dataset.version}>"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(_text(values[index]))}</td>" for values in self.columns.values()) + "</tr>"
            for index in range(min(len(self), 50))
        )
        more = f"<caption>{escape(repr(self))}</caption>"
        return f"<table>{more}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def claim_to_dict(claim: Claim) -> dict[str, Any]:
    """A claim as JSON has it: what it says, and each citation in its text form; empty parts are left out."""
    parts = {
        "says": claim.says,
        "date": str(claim.date or ""),
        "until": str(claim.until or ""),
        "via": claim.via,
        "list": claim.list,
        "meeting": claim.meeting,
        "confidence": claim.confidence,
        "stated_on": str(claim.stated_on or ""),
        "note": claim.note,
    }
    return {name: value for name, value in parts.items() if value not in ("", None)} | {
        "citations": [str(one) for one in claim.citations]
    }


def tie_to_dict(tie: Membership) -> dict[str, Any]:
    """A membership as JSON has it, with its claims and their citations."""
    return {
        "actor": tie.actor,
        "body": tie.body,
        "role": tie.role,
        "ordinal": tie.ordinal,
        "claims": [claim_to_dict(claim) for claim in tie.claims],
    }


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def _jsonable(row: Any) -> dict[str, Any]:
    return asdict(row) if is_dataclass(row) and not isinstance(row, type) else dict(row)


def _text(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
