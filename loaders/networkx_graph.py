"""A network as one NetworkX graph and back, with every record and nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import networkx

from graphmodel.claims import Record
from graphmodel.classification import Classification
from graphmodel.dataset import Dataset
from graphmodel.entities import KINDS, Entity, Name
from graphmodel.errors import InvalidRecord
from graphmodel.lifetimes import LifeEvent
from graphmodel.lists import DatedList, Meeting, StatedTotal
from graphmodel.network import Network, Records
from graphmodel.observations import Observation
from graphmodel.sources import Source
from graphmodel.ties import Focus, Link, Membership

if TYPE_CHECKING:
    MultiDiGraph = networkx.MultiDiGraph[str]

__all__ = ["from_networkx", "to_networkx"]

AnyRecord = TypeVar("AnyRecord", bound=Record)

_TABLES: dict[str, type[Record]] = {
    "lists": DatedList,
    "totals": StatedTotal,
    "meetings": Meeting,
    "classifications": Classification,
    "lives": LifeEvent,
    "observations": Observation,
}


def to_networkx(network: Network) -> MultiDiGraph:
    """The whole network as a directed multigraph of plain values.

    Nodes are entity ids with their attributes, ``kind`` and ``names``. Edges go from actor to body (``tie="membership"``, one
    an ordinal), from first to second body (``tie="link"``) and from body to theme (``tie="focus"``), with their claims as
    dictionaries; the key of an edge is unique between its ends. Lists, totals, lives and whatever else belongs to no edge
    is in ``graph.graph``. ``from_networkx`` makes the same network of it.

    >>> from loaders.tables import read_tables
    >>> network = read_tables()
    >>> from_networkx(to_networkx(network)) == network
    True
    """
    records = network.records
    graph: MultiDiGraph = networkx.MultiDiGraph()
    graph.graph["dataset"] = _plain(records.dataset)
    graph.graph["sources"] = [
        one.model_dump(mode="json", by_alias=True, exclude_defaults=True) for one in records.sources
    ]
    for name in _TABLES:
        graph.graph[name] = [_plain(one) for one in getattr(records, name)]
    for entity in records.entities:
        names = [_plain(name) for name in entity.names]
        graph.add_node(entity.id, kind=entity.kind, names=names, **_plain(entity))
    for tie in records.memberships:
        graph.add_edge(tie.actor, tie.body, key=f"{tie.role} {tie.ordinal}", tie="membership", **_plain(tie))
    for link in records.links:
        graph.add_edge(link.first, link.second, key=link.relation, tie="link", **_plain(link))
    for number, focus in enumerate(records.focuses):
        graph.add_edge(focus.body, focus.theme, key=f"focus {number}", tie="focus", **_plain(focus))
    return graph


def from_networkx(graph: MultiDiGraph) -> Network:
    """The network of a graph that ``to_networkx`` made, perhaps changed since.

    Raises ``InvalidRecord`` if the graph has no ``dataset``, a node no known ``kind``, an edge no known ``tie``, or if the
    records make no network.
    """
    if "dataset" not in graph.graph:
        raise InvalidRecord('graph: no "dataset" in graph.graph; from_networkx reads what to_networkx made')
    entities = []
    for node, attributes in graph.nodes(data=True):
        kind = KINDS.get(str(attributes.get("kind")))
        if kind is None:
            raise InvalidRecord(f'node {node}: kind "{attributes.get("kind")}" is none of {", ".join(KINDS)}')
        entities.append(_entity(kind, attributes))
    ties: dict[str, list[Any]] = {"membership": [], "link": [], "focus": []}
    models: dict[str, type[Record]] = {"membership": Membership, "link": Link, "focus": Focus}
    for first, second, attributes in graph.edges(data=True):
        tie = str(attributes.get("tie"))
        if tie not in ties:
            raise InvalidRecord(f'edge {first} {second}: tie "{tie}" is none of {", ".join(ties)}')
        ties[tie].append(_read(models[tie], {name: value for name, value in attributes.items() if name != "tie"}))
    others = {name: tuple(_read(model, one) for one in graph.graph.get(name, ())) for name, model in _TABLES.items()}
    return Network(
        Records(
            dataset=_read(Dataset, graph.graph["dataset"]),
            entities=tuple(entities),
            memberships=tuple(ties["membership"]),
            links=tuple(ties["link"]),
            focuses=tuple(ties["focus"]),
            sources=tuple(Source.model_validate(one) for one in graph.graph.get("sources", ())),
            **others,  # type: ignore[arg-type]
        )
    )


def _plain(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude_defaults=True)


def _read(model: type[AnyRecord], values: dict[str, Any]) -> AnyRecord:
    try:
        return model.model_validate(values)
    except ValueError as error:
        raise InvalidRecord(f"{model.__name__} {values}: {error}") from None


def _entity(kind: type[Entity], attributes: dict[str, Any]) -> Entity:
    own = {name: value for name, value in attributes.items() if name not in ("kind", "names")}
    names = tuple(_read(Name, one) for one in attributes.get("names", ()))
    return _read(kind, own | {"names": names})
