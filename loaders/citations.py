"""Sources as reference managers take them: BibTeX, RIS, CSL-JSON, and text to read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from graphmodel.sources import Source

__all__ = ["CITATION_FORMATS", "to_bibtex", "to_csl_json", "to_ris", "to_text"]

_BIBTEX_TYPES = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
_RIS_TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "legislation": "STAT",
    "paper-conference": "CONF",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {sign: f"\\{sign}" for sign in "&%$#_"}
_IN_TEX = str.maketrans(_TEX)
_IN_ADDRESS = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20"})


def to_bibtex(sources: Iterable[Source]) -> str:
    r"""An entry for each source, by its key, in UTF-8. What TeX would take for a command is written as the sign it is.

    Titles keep their capitals. A date that is only about right says so in ``note``.

    >>> print(to_bibtex([Source(id="a", type="book", title="50% {of} R&D", issued={"date-parts": [[2008, 5]]})]), end="")
    @book{a,
      title = {{50\% \textbraceleft{}of\textbraceright{} R\&D}},
      year = {2008},
      month = may,
    }
    """
    return "\n".join(map(_bibtex, sources))


def _bibtex(source: Source) -> str:
    kind = _BIBTEX_TYPES.get(source.type, "misc")
    holder = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}.get(kind, "series")
    publisher = {"techreport": "institution", "phdthesis": "school"}.get(kind, "publisher")
    parts = source.date_parts
    fields = {
        "author": " and ".join(_tex_name(one) for one in _names(source)),
        "title": f"{{{_tex(source.title)}}}",
        holder: _tex(_said(source, "container-title")),
        "volume": _tex(_said(source, "volume")),
        "number": _tex(_said(source, "issue") or _said(source, "number")),
        "pages": _tex(_said(source, "page")).replace("-", "--"),
        publisher: _tex(source.publisher),
        "year": str(parts[0]) if parts else "",
        "month": _MONTHS[parts[1] - 1] if len(parts) > 1 else "",
        "doi": _address(_said(source, "DOI")),
        "url": _address(source.url),
        "note": f"published about {source.published.rstrip('~')}" if source.published.endswith("~") else "",
    }
    lines = [
        f"  {name} = {value},\n" if name == "month" else f"  {name} = {{{value}}},\n"
        for name, value in fields.items()
        if value
    ]
    return f"@{kind}{{{source.id},\n{''.join(lines)}}}\n"


def _tex(text: str) -> str:
    return " ".join(text.split()).translate(_IN_TEX)


def _address(text: str) -> str:
    return " ".join(text.split()).translate(_IN_ADDRESS)


def _tex_name(name: tuple[str, str]) -> str:
    family, given = name
    return f"{_tex(family)}, {_tex(given)}" if given else f"{{{_tex(family)}}}"


def _names(source: Source) -> Iterator[tuple[str, str]]:
    """Family and given name of each author; of a body, its name alone."""
    authors = (source.model_extra or {}).get("author")
    for one in authors if isinstance(authors, list) else ():
        if isinstance(one, dict):
            particle = f"{one['non-dropping-particle']} " if one.get("non-dropping-particle") else ""
            family = str(one.get("literal") or f"{particle}{one.get('family', '')}").strip()
            given = "" if one.get("literal") else str(one.get("given", ""))
            if family or given:
                yield (family, given) if family else (given, "")


def _said(source: Source, name: str) -> str:
    value: Any = (source.model_extra or {}).get(name)
    return str(value) if isinstance(value, str | int | float) else ""


def to_ris(sources: Iterable[Source]) -> str:
    """A record for each source, its key in ``ID``; line ends inside a value become spaces, for a tag has one line.

    >>> to_ris([Source(id="a", type="book", title="Reports", issued={"date-parts": [[2008, 5]]})]).splitlines()
    ['TY  - BOOK', 'ID  - a', 'TI  - Reports', 'PY  - 2008', 'DA  - 2008/05//', 'ER  - ']
    """
    return "\n".join(map(_ris, sources))


def _ris(source: Source) -> str:
    parts = source.date_parts
    day = "/".join(f"{part:02d}" for part in parts) + "/" * (4 - len(parts))
    first, _, last = _said(source, "page").partition("-")
    fields = [
        ("TY", _RIS_TYPES.get(source.type, "GEN")),
        ("ID", source.id),
        *(("AU", f"{family}, {given}" if given else family) for family, given in _names(source)),
        ("TI", source.title),
        ("T2", _said(source, "container-title")),
        ("VL", _said(source, "volume")),
        ("IS", _said(source, "issue") or _said(source, "number")),
        ("SP", first),
        ("EP", last.lstrip("-")),
        ("PB", source.publisher),
        ("PY", f"{parts[0]:04d}" if parts else ""),
        ("DA", day if parts else ""),
        ("DO", _said(source, "DOI")),
        ("UR", source.url),
        ("N1", f"published about {source.published.rstrip('~')}" if source.published.endswith("~") else ""),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}\n" for tag, value in fields if value]
    return f"{''.join(lines)}ER  - \n"


def to_csl_json(sources: Iterable[Source]) -> str:
    """A list of the sources as CSL-JSON (https://citeproc-js.readthedocs.io), with everything that ``sources.json`` has.

    >>> to_csl_json([Source(id="a", type="book", title="Reports")])
    '[\\n {\\n  "id": "a",\\n  "type": "book",\\n  "title": "Reports"\\n }\\n]\\n'
    """
    items = [one.model_dump(by_alias=True, exclude_defaults=True, mode="json") for one in sources]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def to_text(sources: Iterable[Source]) -> str:
    """A line for each source: key, authors, title, publisher, date, address, and terms of its own.

    >>> to_text([Source(id="a", type="book", title="Reports", publisher="Press", url="https://x.example")])
    'a: Reports. Press. https://x.example\\n'
    """
    return "".join(f"{_line(one)}\n" for one in sources)


def _line(source: Source) -> str:
    authors = "; ".join(f"{family}, {given}" if given else family for family, given in _names(source))
    published = source.published.removesuffix("~")
    when = f"about {published}" if source.published.endswith("~") else published
    publisher = ", ".join(part for part in (source.publisher, when) if part)
    sentences = [authors, source.title, _said(source, "container-title"), publisher, source.url, source.terms]
    return f"{source.id}: {'. '.join(' '.join(one.split()).rstrip('.') for one in sentences if one)}"


CITATION_FORMATS: dict[str, Callable[[Iterable[Source]], str]] = {
    "bibtex": to_bibtex,
    "ris": to_ris,
    "csl-json": to_csl_json,
    "text": to_text,
}
"""What ``graphmodel sources --format`` takes beside the formats of every answer."""
