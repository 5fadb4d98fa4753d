"""Sources, and citations of them in their one text form: ``key[locator]; key[locator]``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Citation", "Source", "format_citations", "parse_citations"]

_KEY = r"[a-z0-9][a-z0-9._-]*"
_CITATION = re.compile(rf"({_KEY})(?:\[((?:[^\]\\]|\\.)*)\])?")


class Citation(BaseModel):
    r"""A source's key and, where known, the place in it.

    >>> str(Citation(key="a63269", locator="para 62"))
    'a63269[para 62]'
    >>> str(Citation(key="a", locator="table [2]"))
    'a[table [2\\]]'
    """

    model_config = ConfigDict(frozen=True)

    key: str
    locator: str = ""

    def __str__(self) -> str:
        if not self.locator:
            return self.key
        escaped = self.locator.replace("\\", "\\\\").replace("]", "\\]")
        return f"{self.key}[{escaped}]"


@lru_cache(maxsize=65536)
def parse_citations(text: str) -> tuple[Citation, ...]:
    """Citations of one cell, in the order written. Empty text gives none. Raises ``ValueError`` on any other form."""
    citations = []
    rest = text.strip()
    while rest:
        match = _CITATION.match(rest)
        if match is None:
            raise ValueError(f'"{rest}" is no citation; write key[locator]; key[locator]')
        locator = re.sub(r"\\(.)", r"\1", match[2] or "")
        citations.append(Citation(key=match[1], locator=locator))
        rest = rest[match.end() :].lstrip()
        if rest:
            if not rest.startswith(";") or not rest[1:].strip():
                raise ValueError(f'"{rest}" follows a citation; separate citations by "; "')
            rest = rest[1:].lstrip()
    return tuple(citations)


def format_citations(citations: Iterable[Citation]) -> str:
    """The text form that ``parse_citations`` reads."""
    return "; ".join(map(str, citations))


class Source(BaseModel):
    """A source, as CSL-JSON states it (https://docs.citationstyles.org). Fields we do not name are kept as they are."""

    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=True)

    id: str = Field(pattern=rf"^{_KEY}$")
    type: str
    title: str = Field(min_length=1)
    url: str = Field(default="", alias="URL")
    publisher: str = ""
    issued: dict[str, Any] | None = None
    custom: dict[str, Any] = {}

    @property
    def is_weak(self) -> bool:
        """Whether the data's editors trust it little (machine-written, undated, a copy of a copy)."""
        return bool(self.custom.get("weak"))

    @property
    def date_parts(self) -> tuple[int, ...]:
        """Year, month and day of publication as far as they are known; the first, where it names several."""
        parts = (self.issued or {}).get("date-parts")
        first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
        found = []
        for part, largest in zip(first, (9999, 12, 31), strict=False):
            if not re.fullmatch(r"\d{1,4}", str(part), re.ASCII) or not 1 <= int(part) <= largest:
                break
            found.append(int(part))
        return tuple(found)

    @property
    def published(self) -> str:
        """Date of publication as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, with ``~`` behind it for "about"; empty if unknown."""
        parts = self.date_parts
        text = "-".join(f"{part:0{4 if place == 0 else 2}d}" for place, part in enumerate(parts))
        return f"{text}~" if text and (self.issued or {}).get("circa") else text

    @property
    def terms(self) -> str:
        """Terms of its own that bind the rows resting on it, or nothing."""
        return str(self.custom.get("terms", ""))
