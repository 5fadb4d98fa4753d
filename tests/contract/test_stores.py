"""One contract for every store: the same answer to every question, to the byte.

A store more is a line more in ``STORES``. A question more is tested here without a line, because the register names it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from importlib import import_module
from itertools import combinations
from typing import Any

import pytest
from toynetwork import CITED, claim, tie, toy_records

from graphmodel.entities import Process
from graphmodel.errors import GraphModelError
from graphmodel.lists import DatedList
from graphmodel.network import Network
from graphmodel.selection import Selection
from graphmodel.store import Store
from loaders.neo4j_store import Neo4jStore
from queries import QUESTIONS, Question
from queries.centrality import centrality
from queries.change import over
from queries.lookup import VOCABULARIES
from queries.robustness import robust
from queries.sensitivity import sensitivity
from viz.explain import explain

pytestmark = pytest.mark.xdist_group("neo4j")

STORES = ("memory", "neo4j")
DATES = ("2004", "2008-08", "2012/2014", "2020")

OPTIONS: dict[str, dict[str, Any]] = {
    "actors of several kinds": {"actors": ["state", "organization"]},
    "one actor": {"actors": "CCC"},
    "any actors": {"actors": "any"},
    "a class": {"bodies": "rcp"},
    "bodies by name": {"bodies": ["Alpha Process", "delta"]},
    "organizations as bodies": {"bodies": "regional"},
    "observers": {"roles": ["member", "observer"]},
    "chairs": {"roles": "chair"},
    "a region": {"region": "Africa"},
    "forward": {"presume": "forward"},
    "none presumed": {"presume": "none"},
    "uncited too": {"evidence": "any"},
    "by scheme": {"bodies": "rcp", "classed_by": "old-book"},
}
SELECTIONS = OPTIONS | {
    f"{one}, {two}": OPTIONS[one] | OPTIONS[two]
    for one, two in combinations(OPTIONS, 2)
    if not OPTIONS[one].keys() & OPTIONS[two].keys()
}


@cache
def hard_network() -> Network:
    """The toy network with what a store may get wrong: unicode, quotes, Cypher, NUL, re-joining, a list without members."""
    records = toy_records()
    odd = Process(
        id="odd", name="Ødd `Process` {x: 1}') DETACH DELETE n //\x00“”", note='"; MATCH (n) RETURN n', citations=CITED
    )
    empty = DatedList.model_validate(
        {
            "id": "gamma-empty",
            "body": "gamma",
            "role": "observer",
            "as_of": "2015~",
            "complete": True,
            "citations": CITED,
        }
    )
    ties = (
        tie("AAA", "odd", claim("start", "2001-02-03"), claim("suspended", "2005", until="2006-07")),
        tie("EEE", "odd", claim(date="2003~", note="naïve\nline"), role="associate"),
        tie("EEE", "odd", claim(date="2007"), role="member"),
    )
    return Network(
        replace(
            records,
            entities=(*records.entities, odd),
            memberships=(*records.memberships, *ties),
            lists=(*records.lists, empty),
        )
    )


@pytest.fixture(scope="module", params=STORES)
def stored(request: pytest.FixtureRequest) -> Iterator[Callable[[Network], Store]]:
    """Puts a network into the store and hands the store over."""
    if request.param == "memory":
        yield lambda network: network
        return
    with Neo4jStore(request.getfixturevalue("neo4j_settings")) as store:
        store.unload()
        loaded: list[Network] = []

        def load(network: Network) -> Store:
            if not loaded or loaded[-1] is not network:
                store.load(network)
                loaded.append(network)
            return store

        yield load
        store.unload()


def answer_to(question: Question, store: Store, selection: Selection, at: str, /, **options: Any) -> str:
    """The JSON of a question, or the error it gives."""
    function = getattr(import_module(question.module), question.name)
    arguments = {"show": {"entity": "alpha"}, "find": {"text": "process"}}.get(question.name, {}) | options
    try:
        if question.takes == "two_mode":
            answer = function(store.network(selection, at=at).two_mode(selection, at=at), **options)
        elif question.takes == "selection":
            answer = function(store.network(selection, at=at), selection, at=at, **options)
        else:
            answer = function(store.network(), **arguments)
    except GraphModelError as error:
        return f"{type(error).__name__}: {error}"
    return json.dumps(answer.to_dict(cite=True), ensure_ascii=False)


@pytest.mark.parametrize("at", DATES)
def test_every_option_and_pair_of_options_gives_the_same_two_mode_network(
    stored: Callable[[Network], Store], at: str
) -> None:
    network = hard_network()
    store = stored(network)
    seats = next(one for one in QUESTIONS if one.name == "seats")
    for name, options in SELECTIONS.items():
        selection = Selection(**options)
        assert answer_to(seats, store, selection, at) == answer_to(seats, network, selection, at), name


def test_all_records_come_back(stored: Callable[[Network], Store]) -> None:
    network = hard_network()
    assert stored(network).network() == network


def test_all_records_of_the_dataset_come_back_in_the_same_order(
    stored: Callable[[Network], Store], dataset: Network
) -> None:
    assert stored(dataset).network().records == dataset.records


@pytest.mark.parametrize(
    ("question", "at"),
    [
        (question, at)
        for question in QUESTIONS
        for at in (("2004", "2008-08", "2014/2016") if question.takes != "network" else ("",))
    ],
    ids=lambda one: one.word if isinstance(one, Question) else one,
)
@pytest.mark.parametrize("stored", STORES[1:], indirect=True)
def test_every_question_has_the_answer_of_memory_on_the_whole_dataset(
    stored: Callable[[Network], Store], dataset: Network, question: Question, at: str
) -> None:
    selection = Selection(**{name: list(words) for name, words in question.begins_with.items()})
    assert answer_to(question, stored(dataset), selection, at) == answer_to(question, dataset, selection, at)


SCHEME = {"PHL": "sending", "IDN": "sending", "AUS": "receiving", "USA": "receiving", "MYS": "both", "THA": "both"}
ASKED: dict[str, list[dict[str, Any]]] = {
    "seats": [{"at_least": 0}, {"at_least": 3}],
    "co_membership": [{"at_least": 3}],
    "overlap": [{"at_least": 10}],
    "nesting": [{"share": 0.8}],
    "brokerage": [{"by": "subregion"}, {"by": SCHEME, "at_least": 0}],
    "structural_holes": [{"mode": "bodies"}],
    "backbone": [{"mode": "actors", "alpha": 0.01}, {"signed": True, "alpha": 1.0}, {"null": "fdsm", "samples": 20}],
    "centrality": [{"measure": "betweenness"}, {"measure": "harmonic", "mode": "bodies"}],
    "centralization": [{"measure": "degree", "mode": "actors"}],
    "agencies": [{"by": "secretariat"}, {"by": "member"}],
    "change": [{"at": "2004/2014"}],
    "regime": [{"at": "2000/2012"}],
    "linkage": [{"by": "subregion"}, {"by": SCHEME}],
    "presence": [{"by": "subregion"}, {"by": SCHEME}],
    "bridges": [{"by": "subregion", "at_least": 3, "sample": 4}, {"by": SCHEME}],
    "spanning": [{"by": "subregion", "at_least": 3}, {"by": SCHEME, "at_least": 1}],
    "ei_index": [{"by": "subregion", "permutations": 20, "seed": 2}, {"by": SCHEME, "permutations": 20}],
    "assortativity": [{"by": "subregion", "permutations": 20}, {"by": SCHEME, "permutations": 20}],
    "links": [{"at": "2014"}],
    "offices": [{"at": "2014"}],
    "troika": [{"at": "2008-08"}, {"at": "2014", "body": "Bali Process"}],
    "show": [{"entity": "Philippines", "at": "2008"}, {"entity": "IOM", "other": "Colombo Process"}],
    "find": [{"text": "migr"}],
    "listing": [{"vocabulary": word} for word in VOCABULARIES],
    "conflicts": [{"about": "Budapest Process"}],
    "check": [{"at": "2014"}],
    "cited_sources": [{"at": "2014"}],
}
"""Each question with its main options."""


def test_every_question_is_asked_with_options() -> None:
    assert ASKED.keys() == {one.name for one in QUESTIONS}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.word)
@pytest.mark.parametrize("stored", STORES[1:], indirect=True)
def test_every_question_has_the_answer_of_memory_with_its_options_too(
    stored: Callable[[Network], Store], dataset: Network, question: Question
) -> None:
    store = stored(dataset)
    if question.takes == "network":
        store = store.network()
    selection = Selection(**{name: list(words) for name, words in question.begins_with.items()})
    for options in ASKED[question.name]:
        asked = dict(options)
        at = "" if question.takes == "network" else asked.pop("at", "2008")
        in_memory = answer_to(question, dataset, selection, at, **asked)
        assert in_memory.startswith("{"), in_memory
        assert answer_to(question, store, selection, at, **asked) == in_memory, options


@pytest.mark.parametrize("stored", STORES[1:], indirect=True)
def test_questions_about_questions_have_the_answer_of_memory(
    stored: Callable[[Network], Store], dataset: Network
) -> None:
    store, selection = stored(dataset), Selection(bodies="rcp", region="Asia")
    degrees = partial(centrality, measure="degree")

    def answers(network: Network) -> list[str]:
        asked = (
            robust(network, selection, "linkage", at="2008", by="subregion"),
            sensitivity(network, selection, degrees, at="2008"),
            over(network, selection, degrees, ["2004", "2008", "2014"]),
        )
        return [json.dumps(one.to_dict(cite=True)) for one in asked] + [explain(one) for one in asked]

    assert answers(store.network()) == answers(dataset)
    narrowed = sensitivity(store.network(selection, at="2008"), selection, degrees, at="2008")
    assert narrowed.to_dict() == sensitivity(dataset, selection, degrees, at="2008").to_dict()


def test_from_tables_to_the_store_and_back_to_tables_gives_the_same_bytes(
    stored: Callable[[Network], Store], dataset: Network, tmp_path: Any
) -> None:
    from loaders.tables import data_folder, write_tables

    again = write_tables(stored(dataset).network(), tmp_path)
    for path in again.iterdir():
        assert path.read_bytes() == (data_folder() / path.name).read_bytes(), path.name
