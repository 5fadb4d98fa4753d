"""What a question's docstring says, by section: help and explanations are made from it, so that code and text cannot part."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

__all__ = ["parameter_texts", "prose", "references", "sections"]

_HEADINGS = re.compile(r"^(\w+)\n-{3,}\n", re.MULTILINE)
_BEGINS_A_REFERENCE = re.compile(r"^\w.*\(\d{4}\)\.")


def sections(function: Callable[..., Any]) -> dict[str, str]:
    """Sections of a numpydoc docstring; the text before the first heading under ""."""
    parts = _HEADINGS.split(inspect.getdoc(function) or "")
    return {"": parts[0].strip()} | dict(zip(parts[1::2], parts[2::2], strict=True))


def parameter_texts(function: Callable[..., Any]) -> dict[str, str]:
    """What each parameter means."""
    texts: dict[str, list[str]] = {}
    name = ""
    for line in sections(function).get("Parameters", "").splitlines():
        if line and not line.startswith(" "):
            name = line.strip()
        elif line.strip():
            texts.setdefault(name, []).append(line.strip())
    return {one: prose("\n".join(lines)) for one, lines in texts.items()}


def references(function: Callable[..., Any]) -> tuple[str, ...]:
    """The references, each as one line."""
    found: list[str] = []
    for line in sections(function).get("References", "").strip().splitlines():
        is_whole = not found or found[-1].endswith(".") or found[-1].split()[-1].startswith("doi:")
        if is_whole and _BEGINS_A_REFERENCE.match(line):
            found.append(line.strip())
        else:
            found[-1] = f"{found[-1]} {line.strip()}"
    return tuple(found)


def prose(text: str) -> str:
    """Text of a docstring as plain prose on one line."""
    return " ".join(text.split()).replace("``", "")
