"""The entities of a governance network: one frozen class for each kind.

A class's ``kind`` is what selections and output call it, ``table`` the file that holds it, ``label`` what people read and
``colour`` what pictures use. Loader, store, picture and documentation take them from here.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from graphmodel.claims import Cited, Record

__all__ = [
    "ENTITY_CLASSES",
    "KINDS",
    "Entity",
    "Group",
    "Initiative",
    "Instrument",
    "Name",
    "Organization",
    "Process",
    "State",
    "Territory",
    "Theme",
]


class Name(Record):
    """Another name by which an entity is known: an alias, an acronym, a former name or a code."""

    entity: str
    name: str = Field(min_length=1)
    form: Literal["alias", "acronym", "former", "code"]
    language: str = Field(default="", pattern=r"^([a-z]{2})?$")
    note: str = ""


class Entity(Cited):
    """What every entity has: an id, a name, and the other names it goes by."""

    kind: ClassVar[str]
    table: ClassVar[str]
    label: ClassVar[str]
    colour: ClassVar[str]

    id: str
    name: str = Field(min_length=1)
    names: tuple[Name, ...] = Field(default=(), exclude=True, repr=False)

    @property
    def short(self) -> str:
        """The short name if it has one, else the name."""
        return getattr(self, "short_name", "") or self.name


class _Country(Entity):
    # a former state without a code of ISO 3166 has its Correlates of War number: cow-267
    id: str = Field(pattern=r"^([A-Z]{3}|cow-[0-9]{1,3})$")
    iso2: str = Field(default="", pattern=r"^([A-Z]{2})?$")
    m49: str = Field(default="", pattern=r"^([0-9]{3})?$")
    cow_code: str = Field(default="", pattern=r"^([0-9]{1,3})?$")
    un_status: Literal["member", "observer", "none"] = "none"
    region: str = ""
    subregion: str = ""
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)


class State(_Country):
    """A state, present or former, by its ISO 3166-1 alpha-3 code (XKX for Kosovo; ISO 3166-3 for former states)."""

    kind = "state"
    table = "states"
    label = "State"
    colour = "#0072B2"


class Territory(_Country):
    """A territory that takes part in its own name, such as Hong Kong."""

    kind = "territory"
    table = "territories"
    label = "Territory"
    colour = "#56B4E9"


class _Body(Entity):
    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    short_name: str = ""


def _split(value: Any) -> Any:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    return value


class Process(_Body):
    """A consultative process or forum on migration; what it is called when (rcp, inter-regional, global) is a dated claim."""

    kind = "process"
    table = "processes"
    label = "Process"
    colour = "#D55E00"

    regions: Annotated[tuple[str, ...], BeforeValidator(_split)] = ()


class Organization(_Body):
    """An organization; ``form`` says which sort, ``parent`` the body it is part of."""

    kind = "organization"
    table = "organizations"
    label = "Organization"
    colour = "#009E73"

    form: Literal["igo", "un", "regional", "ngo", "secretariat", "other"]
    parent: str = ""
    city: str = ""
    cow_code: str = ""


class Group(_Body):
    """A group with members that is no organization: the Global Migration Group, a Steering Group."""

    kind = "group"
    table = "groups"
    label = "Group"
    colour = "#CC79A7"

    part_of: str = ""


class Initiative(_Body):
    """A commission, conference, dialogue or programme that is no consultative process."""

    kind = "initiative"
    table = "initiatives"
    label = "Initiative"
    colour = "#E69F00"

    form: Literal["commission", "conference", "dialogue", "programme", "initiative", "forum"]
    city: str = ""


class Instrument(_Body):
    """A treaty, declaration, agenda or other text that bodies made or states signed."""

    kind = "instrument"
    table = "instruments"
    label = "Instrument"
    colour = "#999999"

    form: Literal["treaty", "declaration", "agreement", "agenda", "resolution", "report", "plan", "other"]


class Theme(_Body):
    """A theme that bodies deal with: return, remittances, border management."""

    kind = "theme"
    table = "themes"
    label = "Theme"
    colour = "#F0E442"


ENTITY_CLASSES: tuple[type[Entity], ...] = (
    State,
    Territory,
    Process,
    Organization,
    Group,
    Initiative,
    Instrument,
    Theme,
)
KINDS: dict[str, type[Entity]] = {entity_class.kind: entity_class for entity_class in ENTITY_CLASSES}
