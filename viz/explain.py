"""Explanations: what an answer measures, and what it rests on, as a paragraph for the methods section of a paper.

The definition and its references come from the question's docstring, all else from the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

from graphmodel import __version__
from graphmodel.coverage import BodyCoverage, Counts
from graphmodel.selection import Selection
from queries import QUESTIONS, ROBUST, SENSITIVITY
from queries.answer import Answer
from queries.docstrings import prose, references, sections

__all__ = ["explain"]

NAMED = 8
"""How many bodies a sentence names before it counts the others."""

_PLURALS = {
    "any": "all entities",
    "state": "states",
    "territory": "territories",
    "process": "consultative processes",
    "organization": "organizations",
    "group": "groups",
    "initiative": "initiatives",
    "instrument": "instruments",
    "theme": "themes",
    "igo": "intergovernmental organizations",
    "un": "entities of the United Nations",
    "regional": "regional organizations",
    "ngo": "non-governmental organizations",
    "secretariat": "secretariats",
    "other": "other organizations",
    "rcp": "regional consultative processes (rcp)",
    "inter-regional": "inter-regional forums (inter-regional)",
    "global": "global processes (global)",
}
"""Words of a selection as a text says them."""


def explain(answer: Answer[Any]) -> str:
    """What an answer measures and rests on, as a paragraph fit for a methods section.

    Parameters
    ----------
    answer
        The answer of any question.

    Returns
    -------
    str
        One paragraph on one line: definition, settings, selection and date, what is documented, presumed and left out, where the
        data falls short, remarks, versions. Then the references that it names and the data's citation, one a line.

    Examples
    --------
    >>> import graphmodel as gm
    >>> sacm = gm.read_tables().two_mode(gm.Selection(bodies="sacm"), at="2012")
    >>> gm.explain(gm.seats(sacm)).split(":")[0]
    'The seats of an actor are the bodies to which it is tied in a selected role at the date'
    """
    function = _function(answer.question)
    sentences = [
        prose(sections(function).get("Notes", sections(function)[""])),
        _settings(answer.parameters),
        *(_selection(answer.selection) if answer.selection else []),
        f"Asked at {answer.at}{': a tie counts if it held at some time in this period' if answer.counts else ''}.",
        *(_evidence(answer.counts, answer.selection) if answer.counts else []),
        *_gaps(answer.coverage),
        *(_sentence(remark) for remark in answer.remarks),
        f"The data is {answer.dataset.title}, version {answer.dataset.version} of {answer.dataset.date}; the software is "
        f"graphmodel {__version__}.",
    ]
    cited = sorted({*references(function), answer.dataset.citation})
    return "\n".join([" ".join(filter(None, sentences)), "", "References", *cited]) + "\n"


def _function(name: str) -> Callable[..., Any]:
    question = next(one for one in (*QUESTIONS, ROBUST, SENSITIVITY) if name in (one.name, one.word))
    function: Callable[..., Any] = getattr(import_module(question.module), question.name)
    return function


def _settings(parameters: Mapping[str, Any]) -> str:
    given = [f"{name} {_value(value)}" for name, value in parameters.items() if value not in ("", None)]
    return f"Settings: {', '.join(given)}." if given else ""


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "a table of one's own"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _selection(selection: Selection) -> Iterable[str]:
    of = f" of {_list(selection.region)}" if selection.region else ""
    ties = "the role that ties them is" if len(selection.roles) == 1 else "the roles that tie them are"
    yield (
        f"Actors are {_words(selection.actors)}{of}; bodies are {_words(selection.bodies)}; {ties} {_list(selection.roles)}."
    )
    if selection.classed_by:
        yield f"Bodies are classed as the source {selection.classed_by} classes them, whatever the date."


def _evidence(counts: Counts, selection: Selection | None) -> Iterable[str]:
    ties = counts.documented + counts.presumed
    if not ties:
        yield "No tie holds then."
    else:
        yield (
            f"Of {_number(ties, 'tie')}, {counts.documented or 'none'} {_is(counts.documented)} documented, which means that the "
            f"date lies between the first and the last cited claim; {counts.presumed or 'none'} {_is(counts.presumed)} presumed, "
            "which means that it lies before the first or after the last where no start or end is known"
            + (
                f", at most {_number(counts.farthest_presumption_years, 'year')} from a claim"
                if counts.presumed
                else ""
            )
            + f"; {counts.attested or 'none'} {_is(counts.attested)} attested by a claim in the period itself."
        )
    presume = selection.presume if selection else "both"
    if presume == "forward":
        yield "Ties are presumed after their last claim only, never before the first."
    elif presume == "none":
        yield "No tie is presumed: one that is not documented is left out."
    uncited = (
        "ties without a source are counted, too"
        if selection and selection.evidence == "any"
        else f"{counts.uncited_left_out or 'none'} without a source {_is(counts.uncited_left_out)} left out"
    )
    yield f"Of {_number(counts.unknown, 'further tie')} it is unknown whether they held, and they are not counted; {uncited}."


def _gaps(coverage: Sequence[BodyCoverage]) -> Iterable[str]:
    if not coverage:
        return
    disputed = [one.name for one in coverage if one.exists == "maybe"]
    empty = [one.name for one in coverage if one.is_short and not one.held]
    short = [
        f"{one.name} ({one.held} of {one.stated_total} {one.stated_role}s, stated {one.stated_at})"
        for one in coverage
        if one.is_short and one.held
    ]
    existed = sum(one.exists == "yes" for one in coverage)
    if existed:
        yield f"{_number(existed, 'such body', 'such bodies')} {_is(existed)} known to have existed then."
    if disputed:
        yield f"Sources disagree on whether {_some(disputed)} existed."
    if empty:
        yield f"No tie is recorded then for {_some(empty)}, which says nothing about whether there was one."
    if short:
        yield f"The data holds fewer than a source counts for {_some(short)}."
    if (existed or disputed) and not empty and not short:
        yield "No source counts more ties of these bodies than the data holds."


def _words(words: Iterable[str]) -> str:
    return _list([_PLURALS.get(word, word) for word in words])


def _some(names: list[str]) -> str:
    more = len(names) - NAMED
    return _list([*names[:NAMED], f"{more} others"] if more > 1 else names, "; ")


def _list(words: Iterable[str], comma: str = ", ") -> str:
    *first, last = words
    return f"{comma.join(first)} and {last}" if first else last


def _sentence(remark: str) -> str:
    return f"{remark[0].upper()}{remark[1:]}".rstrip(".") + "."


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _number(count: int, noun: str, nouns: str = "") -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {nouns or f'{noun}s'}"
