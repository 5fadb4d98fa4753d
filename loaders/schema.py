"""The tables of a data folder: which file holds which records, in which columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic.fields import FieldInfo

from graphmodel.claims import Claim, Record
from graphmodel.classification import Classification
from graphmodel.entities import ENTITY_CLASSES, Name
from graphmodel.lifetimes import LifeEvent
from graphmodel.lists import DatedList, Meeting, StatedTotal
from graphmodel.observations import Observation
from graphmodel.ties import Focus, Link, Membership

__all__ = ["DATAPACKAGE", "SCHEMA_VERSION", "SOURCES", "TABLES", "Table"]

SCHEMA_VERSION = 1
DATAPACKAGE = "datapackage.json"
SOURCES = "sources.json"


@dataclass(frozen=True)
class Table:
    """One CSV file: one record a row or, where ``claim`` is set, one claim a row about the tie that the first columns name."""

    name: str
    model: type[Record]
    attribute: str
    what: str
    claim: bool = False
    without: frozenset[str] = frozenset()

    @property
    def file(self) -> str:
        """File name."""
        return f"{self.name}.csv"

    @property
    def fields(self) -> dict[str, FieldInfo]:
        """Field of each column, in the order of the file: what the record is, then its citations and note."""
        fields = {name: one for name, one in self.model.model_fields.items() if not one.exclude and name != "claims"}
        if self.claim:
            fields |= {name: one for name, one in Claim.model_fields.items() if name not in self.without}
        last = [name for name in ("citations", "note") if name in fields]
        return {_column(name): fields[name] for name in [*(name for name in fields if name not in last), *last]}

    @property
    def columns(self) -> tuple[str, ...]:
        """Column names, in the order of the file."""
        return tuple(self.fields)

    @property
    def required(self) -> tuple[str, ...]:
        """Columns that no row may leave empty."""
        return tuple(name for name, one in self.fields.items() if one.is_required())


def _column(field_name: str) -> str:
    return field_name.rstrip("_")


_LINK_WITHOUT = frozenset({"via", "list", "meeting"})

TABLES: tuple[Table, ...] = (
    *(Table(one.table, one, "entities", (one.__doc__ or "").strip()) for one in ENTITY_CLASSES),
    Table("names", Name, "names", "Other names of entities, one a row."),
    Table(
        "memberships", Membership, "memberships", "Claims about who is in what, in which role, one a row.", claim=True
    ),
    Table("links", Link, "links", "Claims about two bodies joined, one a row.", claim=True, without=_LINK_WITHOUT),
    Table("focus", Focus, "focuses", "Which body deals with which theme, by one source."),
    Table("lists", DatedList, "lists", "Dated lists of the actors of a body in one role; complete ones deny."),
    Table("totals", StatedTotal, "totals", "Numbers of participants that sources print."),
    Table("meetings", Meeting, "meetings", "Meetings of bodies; numbered ones date their chairs."),
    Table("classifications", Classification, "classifications", "What a source calls a body at a date."),
    Table("lives", LifeEvent, "lives", "When bodies and actors began, met first, were active, ended."),
    Table("observations", Observation, "observations", "Figures that sources print about bodies."),
)


def frictionless_schema(table: Table) -> dict[str, Any]:
    """The table's schema as the Frictionless Data Package standard states it."""
    fields = []
    for name in table.columns:
        one: dict[str, Any] = {"name": name, "type": "string"}
        if name in ("latitude", "longitude"):
            one["type"] = "number"
        elif name in ("ordinal", "meeting", "number", "total", "stated_total"):
            one["type"] = "integer"
        elif name == "complete":
            one |= {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}
        if name in table.required:
            one["constraints"] = {"required": True}
        fields.append(one)
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if "id" in table.columns:
        schema["primaryKey"] = "id"
    return schema
