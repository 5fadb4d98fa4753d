"""Robustness: what an answer owes to one body, one role, presumed ties or one source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any, TypeAlias, TypeVar

from graphmodel.claims import Claim
from graphmodel.errors import InvalidQuestion
from graphmodel.lists import DatedList
from graphmodel.names import closest
from graphmodel.network import At, Network
from graphmodel.selection import Selection
from queries import QUESTIONS, Question
from queries.answer import Answer, column
from queries.measured import key_of, number_of, without_each_body
from queries.progress import Progress

__all__ = ["Robustness", "robust", "without_source"]

TOP = 10
Key = tuple[str, ...]
Evidence = TypeVar("Evidence", DatedList, Claim)
_Change: TypeAlias = tuple[str, str, Callable[[], Network], Selection]


@dataclass(frozen=True, slots=True)
class Robustness:
    """An answer asked again with one thing changed."""

    change: str = column("what was changed: nothing, body, role, presumption or source")
    of: str = column("the body or source left out, the roles asked for, or the presumption made")
    ties: int | None = column("ties the answer rests on then; empty for an answer about several dates")
    row_count: int = column("rows it has then")
    kept: int = column("of the first ten rows as asked, how many are among the first ten then")
    leader: str = column("the first row then")
    largest_change: float = column("largest change of the measured number in a row, absent rows counting as 0")
    changed_most: str = column("the row it happens to")


def robust(
    network: Network,
    selection: Selection | None,
    question: str,
    *,
    at: At = None,
    progress: Progress | None = None,
    **options: Any,
) -> Answer[Robustness]:
    """How much of an answer is owed to one body, one role, presumed ties or one source.

    The question is asked again: without each body in turn, of members alone and of members with observers, of documented ties
    alone, and without each source in turn. A source left out says nothing of memberships any more: its claims are uncited, its
    lists deny nothing.

    Parameters
    ----------
    network
        The network.
    selection
        Who, in what, in which role, as first asked.
    question
        A question about one network at a date, by its name: seats, overlap, centrality, ...
    at
        Date or period; by default the data's own date.
    progress
        What is told how many changes are made, and of how many.
    **options
        Options of the question.

    Returns
    -------
    Answer[Robustness]
        The answer as asked in the first row, then one row a change: bodies, roles, presumption, sources. The number measured is
        named in a remark: count, shared, density, value, ...

    Raises
    ------
    InvalidQuestion
        If there is no such question, it is not about a network at a date, or its rows have no number to compare.

    Notes
    -----
    The answer is computed again with one thing changed at a time: without each body, with members alone and with members and
    observers, with documented ties alone, and without the evidence of each source. Rows are compared by the first number of
    the answer, absent rows counting as 0; the largest change of any row is reported, and how many of the first ten rows stay
    among the first ten (after Borgatti, Carley and Krackhardt 2006).

    References
    ----------
    Borgatti, S. P., Carley, K. M. and Krackhardt, D. (2006). On the robustness of centrality measures under conditions of
    imperfect data. Social Networks 28(2), 124-136. doi:10.1016/j.socnet.2005.05.001

    Examples
    --------
    >>> import graphmodel as gm
    >>> two = gm.Selection(bodies=["bali-process", "colombo-process"])
    >>> answer = gm.robust(gm.read_tables(), two, "seats", at="2008")
    >>> [(row.change, row.of) for row in answer.top(2)]
    [('nothing', ''), ('body', 'bali-process')]
    """
    asked = _question(question)
    selection = selection or Selection()
    base = _ask(asked, network, selection, at, options)
    names, measure = key_of(base), number_of(base)
    before = _values(base, names, measure)
    rows = []
    changes = list(_changes(network, selection, at))
    for done, (change, of, records_of, chosen) in enumerate(changes, start=1):
        answer = base if change == "nothing" else _ask(asked, records_of(), chosen, at, options)
        if progress is not None:
            progress(done, len(changes))
        after = _values(answer, names, measure)
        moved = {key: abs(after.get(key, 0.0) - before.get(key, 0.0)) for key in before | after}
        most = max(moved, key=lambda key: moved[key], default=())
        first = list(after)[:TOP]
        rows.append(
            Robustness(
                change=change,
                of=of,
                ties=answer.counts.documented + answer.counts.presumed if answer.counts else None,
                row_count=len(answer),
                kept=len(set(list(before)[:TOP]) & set(first)),
                leader=" ".join(first[0]) if first else "",
                largest_change=moved.get(most, 0.0),
                changed_most=" ".join(most) if moved.get(most) else "",
            )
        )
    return Answer.of_rows(
        "robust",
        Robustness,
        rows,
        dataset=network.dataset,
        at=base.at,
        parameters={"question": question, "measure": measure} | options,
        selection=selection,
        counts=base.counts,
        coverage=base.coverage,
        remarks=(f"{asked.word}, measured by {measure.replace('_', ' ')}; each row changes one thing",),
    )


def _question(name: str) -> Question:
    known = {one.name: one for one in QUESTIONS if one.takes != "network"}
    if name not in known:
        raise InvalidQuestion(f'question: no question "{name}" about a network at a date{closest(name, known)}')
    return known[name]


def _ask(question: Question, network: Network, selection: Selection, at: At, options: dict[str, Any]) -> Answer[Any]:
    function = getattr(import_module(question.module), question.name)
    if question.takes == "selection":
        answer: Answer[Any] = function(network, selection, at=at, **options)
        return answer
    counted: Answer[Any] = function(network.two_mode(selection, at=at), **options)
    return counted


def _values(answer: Answer[Any], names: list[str], measure: str) -> dict[Key, float]:
    return {tuple(getattr(row, name) for name in names): float(getattr(row, measure) or 0) for row in answer}


def _changes(network: Network, selection: Selection, at: At) -> Iterator[_Change]:
    """What is changed, to what, and the network and selection then."""
    two_mode = network.two_mode(selection, at=at)

    def as_it_is() -> Network:
        return network

    yield "nothing", "", as_it_is, selection
    for left_out, chosen in without_each_body(selection, two_mode):
        yield "body", left_out, as_it_is, chosen
    for roles in (("member",), ("member", "observer")):
        if set(roles) != set(selection.roles):
            yield "role", ", ".join(roles), as_it_is, selection.but(roles=roles)
    if selection.presume != "none":
        yield "presumption", "none", as_it_is, selection.but(presume="none")
    for key in sorted({citation.key for citation in two_mode.citations()}):
        yield "source", key, partial(without_source, network, key), selection


def without_source(network: Network, key: str) -> Network:
    """The same network as if a source said nothing of memberships: its claims uncited, its lists, too.

    Raises ``UnknownEntity`` if there is no such source.
    """
    network.source(key)
    records = network.records
    return network.with_evidence(
        [
            tie.model_copy(update={"claims": tuple(_uncited(claim, key) for claim in tie.claims)})
            for tie in records.memberships
            if any(one.key == key for claim in tie.claims for one in claim.citations)
        ],
        [_uncited(one, key) for one in records.lists if any(cited.key == key for cited in one.citations)],
    )


def _uncited(record: Evidence, key: str) -> Evidence:
    kept = tuple(one for one in record.citations if one.key != key)
    return record if len(kept) == len(record.citations) else record.model_copy(update={"citations": kept})
