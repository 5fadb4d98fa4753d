"""Selection: whom a question is about, in what, in which roles, on which evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

from graphmodel.errors import InvalidQuestion
from graphmodel.names import closest
from graphmodel.ties import ROLES
from graphmodel.validity import PRESUME, Presume

__all__ = ["EVIDENCE", "EvidenceWanted", "Selection"]

EvidenceWanted = Literal["cited", "any"]
EVIDENCE: tuple[str, ...] = get_args(EvidenceWanted)

Words = str | Iterable[str]


@dataclass(frozen=True, slots=True, init=False)
class Selection:
    """Who, in what, in which role, on which evidence; the date is asked for separately.

    ``actors`` and ``bodies`` take kinds (state, process, organization, ...), forms of organization (igo, un, ...), classes
    (rcp, inter-regional, global), ``any``, and ids or names, several at once. ``roles`` are counted together. ``region``
    keeps actors of these UN regions or subregions. ``presume`` says how far a tie is carried beyond its claims: ``both``,
    ``forward`` or ``none``. ``evidence="any"`` adds ties that no source supports. ``classed_by`` takes classes from one
    scheme, whatever the date.

    Raises ``InvalidQuestion`` for a word that has no meaning there.

    >>> Selection(bodies=["rcp", "Bali Process"]).bodies
    ('rcp', 'Bali Process')
    """

    actors: tuple[str, ...]
    bodies: tuple[str, ...]
    roles: tuple[str, ...]
    region: tuple[str, ...]
    presume: Presume
    evidence: EvidenceWanted
    classed_by: str

    def __init__(
        self,
        *,
        actors: Words = "state",
        bodies: Words = "process",
        roles: Words = "member",
        region: Words = (),
        presume: str = "both",
        evidence: str = "cited",
        classed_by: str = "",
    ) -> None:
        values = {
            "actors": _words("actors", actors, required=True),
            "bodies": _words("bodies", bodies, required=True),
            "roles": _words("roles", roles, required=True, known=ROLES),
            "region": _words("region", region),
            "presume": _one("presume", presume, PRESUME),
            "evidence": _one("evidence", evidence, EVIDENCE),
            "classed_by": classed_by,
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def but(self, **changes: Any) -> Selection:
        """The same selection with some parts changed."""
        return Selection(**({one.name: getattr(self, one.name) for one in fields(self)} | changes))

    def to_dict(self) -> dict[str, Any]:
        """Its parts as JSON has them."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _words(option: str, value: Words, *, required: bool = False, known: Iterable[str] = ()) -> tuple[str, ...]:
    words = (value,) if isinstance(value, str) else tuple(value)
    words = tuple(dict.fromkeys(word.strip() for word in words if word.strip()))
    if required and not words:
        raise InvalidQuestion(f"{option}: name at least one")
    known = tuple(known)
    for word in words:
        if known and word not in known:
            raise InvalidQuestion(f'{option}: "{word}" is none of {", ".join(known)}{closest(word, known)}')
    return words


def _one(option: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise InvalidQuestion(f'{option}: "{value}" is none of {", ".join(known)}')
    return value
