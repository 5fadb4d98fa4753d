"""Regions: in which region an entity lies, by the United Nations' regions or subregions, or by a table of one's own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from graphmodel.entities import Entity
from graphmodel.errors import InvalidQuestion, InvalidRecord, Problem

__all__ = ["UN_SCHEMES", "RegionScheme", "read_regions", "regions_of"]

RegionScheme = str | Path | Mapping[str, str]
"""``region`` or ``subregion`` of the United Nations, a CSV table with columns ``id`` and ``region``, or a mapping of ids."""

UN_SCHEMES = ("region", "subregion")


def regions_of(entities: Iterable[Entity], by: RegionScheme = "region") -> tuple[str, ...]:
    """The region of each entity, in their order; empty where a scheme gives none.

    Raises ``InvalidQuestion`` if ``by`` is no scheme or gives none of the entities a region, ``InvalidRecord`` for a table
    that cannot be read.

    >>> from graphmodel.entities import State
    >>> regions_of([State(id="PHL", name="Philippines")], {"PHL": "ASEAN"})
    ('ASEAN',)
    """
    entities = tuple(entities)
    if by in UN_SCHEMES:
        regions = tuple(str(getattr(one, str(by), "")) for one in entities)
    else:
        region_of = by if isinstance(by, Mapping) else read_regions(by)
        regions = tuple(region_of.get(one.id, "") for one in entities)
    if not any(regions):
        raise InvalidQuestion("by: none of the actors has a region in it; give a table with their ids and regions")
    return regions


def read_regions(path: str | Path) -> dict[str, str]:
    """The region of each id, from a CSV table with columns ``id`` and ``region``; other columns are not read.

    Raises ``InvalidQuestion`` if there is no such file, ``InvalidRecord``, with every problem found, for a table that is not
    UTF-8, lacks a column or a cell, or gives an id twice.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidRecord([Problem(path.name, 0, "", 'not UTF-8; save it as "CSV UTF-8"')]) from None
    except OSError:
        known = " or ".join(UN_SCHEMES)
        raise InvalidQuestion(
            f'by: "{path}" is neither {known} nor a file that can be read; a table has columns id and region'
        ) from None
    lines = csv.DictReader(io.StringIO(text, newline=""))
    missing = {"id", "region"} - set(lines.fieldnames or ())
    if missing:
        raise InvalidRecord(
            [Problem(path.name, 1, one, "no such column; name it in the first line") for one in missing]
        )
    regions: dict[str, str] = {}
    problems = []
    for row in lines:
        one, region = ((row[name] or "").strip() for name in ("id", "region"))
        problems += [
            Problem(path.name, lines.line_num, name, "is empty")
            for name, value in (("id", one), ("region", region))
            if not value
        ]
        if one in regions:
            problems.append(Problem(path.name, lines.line_num, "id", f"{one} is there already; an id has one region"))
        regions[one] = region
    if problems:
        raise InvalidRecord(problems)
    return regions
