"""A network on a Neo4j server and back. The only Cypher of the package; a store like the one in memory.

Everything of ours carries the label ``GraphModel`` (nodes) or a type that begins with ``GM_`` (relationships) and the version of
the load, a digest of the records. Readers read the version that ``GraphModelCurrent`` names; a load writes beside it and moves
that name in its last transaction, so that it is seen whole or not at all. Nothing of anybody else's is read, written or
constrained.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from types import TracebackType
from typing import Any, LiteralString, TypeVar

import neo4j
from neo4j.exceptions import AuthError, ClientError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable

from graphmodel.claims import Record
from graphmodel.classification import Classification
from graphmodel.dataset import Dataset
from graphmodel.entities import KINDS, Entity, Name
from graphmodel.errors import EmptySelection, InvalidQuestion, StoreUnavailable
from graphmodel.lifetimes import LifeEvent
from graphmodel.lists import DatedList, Meeting, StatedTotal
from graphmodel.network import At, Network, Records
from graphmodel.observations import Observation
from graphmodel.selection import Selection
from graphmodel.sources import Source
from graphmodel.ties import Focus, Link, Membership
from graphmodel.timeline import Timeline

__all__ = ["LoadReport", "Neo4jStore", "Settings"]

AnyRecord = TypeVar("AnyRecord", bound=Record)
AnyTie = TypeVar("AnyTie", Membership, Link, Focus)
One = TypeVar("One")
Row = dict[str, Any]
Shown = tuple[tuple[str, Any], ...]
Progress = Callable[[int], None]

BATCH = 5_000
"""Rows a transaction: few commits, while the server's memory for one stays small."""
FORM = "2"
"""Of the graph on the server and of the rules that compute its stretches; part of the version, so that a load by a newer program
is never mistaken for an old one. Raise it when either changes."""

RECORD_LABELS: dict[str, tuple[str, type[Record], str]] = {
    "lists": ("DatedList", DatedList, "body"),
    "totals": ("StatedTotal", StatedTotal, "body"),
    "meetings": ("Meeting", Meeting, "body"),
    "classifications": ("Classification", Classification, "body"),
    "lives": ("LifeEvent", LifeEvent, "entity"),
    "observations": ("Observation", Observation, "subject"),
}
"""Records that are no entity and no tie: their label, and the field that names what they are about."""

SCHEMA: tuple[LiteralString, ...] = (
    "CREATE CONSTRAINT graphmodel_node IF NOT EXISTS FOR (n:GraphModel) REQUIRE (n.version, n.id) IS UNIQUE",
    "CREATE CONSTRAINT graphmodel_current IF NOT EXISTS FOR (n:GraphModelCurrent) REQUIRE n.name IS UNIQUE",
    "CREATE CONSTRAINT graphmodel_membership IF NOT EXISTS FOR ()-[r:GM_MEMBERSHIP]-() REQUIRE (r.version, r.key) IS UNIQUE",
    "CREATE CONSTRAINT graphmodel_link IF NOT EXISTS FOR ()-[r:GM_LINK]-() REQUIRE (r.version, r.key) IS UNIQUE",
    "CREATE CONSTRAINT graphmodel_focus IF NOT EXISTS FOR ()-[r:GM_FOCUS]-() REQUIRE (r.version, r.key) IS UNIQUE",
)
SCHEMA_NAMES = (
    "graphmodel_node",
    "graphmodel_current",
    "graphmodel_membership",
    "graphmodel_link",
    "graphmodel_focus",
)


@dataclass(frozen=True)
class Settings:
    """Where the server is. The password is never shown; it comes from the environment or a prompt, never from arguments."""

    uri: str = "neo4j://localhost:7687"
    username: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str | None = None

    @classmethod
    def from_environment(cls, *, uri: str = "", database: str = "") -> Settings:
        """Settings from ``NEO4J_URI``, ``NEO4J_USERNAME``, ``NEO4J_PASSWORD`` and ``NEO4J_DATABASE``; arguments go first."""
        return cls(
            uri=uri or os.environ.get("NEO4J_URI", "") or cls.uri,
            username=os.environ.get("NEO4J_USERNAME", "") or cls.username,
            password=os.environ.get("NEO4J_PASSWORD", ""),
            database=database or os.environ.get("NEO4J_DATABASE", "") or None,
        )


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did: the version, how many nodes and relationships it wrote, and whether the data was there already."""

    version: str
    nodes: int
    relationships: int
    changed: bool


class Neo4jStore:
    """A network on a Neo4j server (5.26 or newer), loaded by ``load`` and read by ``network``; a context manager.

    ``bolt://``, ``neo4j://`` (routing) and their ``+s`` forms work alike: reads go to readers, writes in managed transactions
    that are retried on transient errors, and bookmarks make a read see the load before it. Raises ``StoreUnavailable`` where the
    server does not answer or refuses, in words without the password.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings.from_environment()
        logging.getLogger("neo4j").addHandler(logging.NullHandler())
        with self._explained():
            self._driver = neo4j.GraphDatabase.driver(
                self.settings.uri,
                auth=(self.settings.username, self.settings.password),
                notifications_min_severity="OFF",
                connection_acquisition_timeout=30,
                max_transaction_retry_time=15,
            )
            self._driver.verify_connectivity()

    def __enter__(self) -> Neo4jStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._driver.close()

    def load(self, network: Network, *, progress: Progress | None = None) -> LoadReport:
        """Load a network as a new version and make it the current one; ``progress`` is told how many rows were written.

        Loading the same data again changes nothing. What an interrupted load left behind is removed first. The version before
        the current one stays until the next load, for those who are still reading it.
        """
        advance = progress or (lambda _: None)
        version = version_of(network)
        with self._explained():
            current, previous = self._versions()
            if current == version:
                return LoadReport(version, 0, 0, changed=False)
            self._remove_versions(keep={current} - {""})
            for statement in SCHEMA:
                self._write(statement)
            nodes = self._write_batches(_NODES_BY_LABELS, node_batches(network), version, advance)
            ties = self._write_batches(_TIES_BY_TYPE, tie_batches(network), version, advance)
            self._write(_MAKE_CURRENT, version=version, previous=current or previous)
        return LoadReport(version, nodes, ties, changed=True)

    @staticmethod
    def rows_of(network: Network) -> int:
        """How many rows a load writes, for a progress bar."""
        records = network.records
        ties = (records.memberships, records.links, records.focuses)
        tables = (records.entities, records.sources, *(getattr(records, name) for name in RECORD_LABELS))
        return 1 + sum(map(len, ties)) + sum(map(len, tables))

    def unload(self) -> int:
        """Remove everything of ours, and nothing else; gives the number of nodes removed."""
        with self._explained():
            removed = self._remove_versions(keep=set())
            self._write("MATCH (n:GraphModelCurrent) DELETE n")
            for name in SCHEMA_NAMES:
                self._write(f"DROP CONSTRAINT {name} IF EXISTS")
        return removed

    def network(self, selection: Selection | None = None, *, at: At = None) -> Network:
        """The records that decide a selection; without one, all of them. See ``graphmodel.store.Store``.

        Memberships come for the bodies that the selection means and for the organizations that their claims go through;
        everything else comes whole. Raises ``StoreUnavailable`` where no network is loaded.
        """
        with self._explained():
            version, _ = self._versions()
            if not version:
                raise StoreUnavailable(
                    f"{self.settings.uri}: no network is loaded there; load one with: graphmodel load"
                )
            rest = self._records(version)
            if selection is None:
                memberships = self._memberships(version, None)
            else:
                try:
                    wanted = {body.id for body in Network(rest, is_checked=True).bodies(selection, at)}
                except EmptySelection:
                    wanted = set()
                memberships = self._memberships_around(version, wanted)
        return Network(replace(rest, memberships=tuple(memberships)), is_checked=True)

    def _memberships_around(self, version: str, bodies: set[str]) -> list[Membership]:
        """Memberships of the bodies, and of every organization that some claim among them goes through."""
        found: list[Membership] = []
        ahead, seen = set(bodies), set(bodies)
        while ahead:
            ties = self._memberships(version, sorted(ahead))
            found += ties
            ahead = {claim.via for tie in ties for claim in tie.claims if claim.via} - seen
            seen |= ahead
        return found

    def _memberships(self, version: str, bodies: list[str] | None) -> list[Membership]:
        query = _ALL_MEMBERSHIPS if bodies is None else _MEMBERSHIPS_OF_BODIES
        return [
            Membership.model_validate_json(row["record"]) for row in self._read(query, version=version, bodies=bodies)
        ]

    def _records(self, version: str) -> Records:
        by_table: dict[str, list[Any]] = {name: [] for name in ("entities", "sources", *RECORD_LABELS)}
        dataset: Dataset | None = None
        models = {name: model for name, (_, model, _) in RECORD_LABELS.items()}
        for row in self._read(_ALL_NODES, version=version):
            table, record = row["table"], row["record"]
            if table == "dataset":
                dataset = Dataset.model_validate_json(record)
            elif table == "sources":
                by_table[table].append(Source.model_validate_json(record))
            elif table == "entities":
                by_table[table].append(_entity(KINDS[row["kind"]], json.loads(record), json.loads(row["names"])))
            else:
                by_table[table].append(models[table].model_validate_json(record))
        if dataset is None:
            raise StoreUnavailable(
                f"{self.settings.uri}: the load {version} is not whole; load again with: graphmodel load"
            )
        links = [Link.model_validate_json(row["record"]) for row in self._read(_ALL_LINKS, version=version)]
        focuses = [Focus.model_validate_json(row["record"]) for row in self._read(_ALL_FOCUSES, version=version)]
        return Records(
            dataset=dataset,
            links=tuple(links),
            focuses=tuple(focuses),
            **{name: tuple(records) for name, records in by_table.items()},
        )

    def _versions(self) -> tuple[str, str]:
        """The current version and the one before it; empty where there is none."""
        rows = list(self._read(_CURRENT))
        return (rows[0]["version"], rows[0]["previous"] or "") if rows else ("", "")

    def _remove_versions(self, *, keep: set[str]) -> int:
        with self._session(neo4j.WRITE_ACCESS) as session:
            for kind in _TIES_BY_TYPE:
                session.run(_remove_ties(kind), keep=sorted(keep), batch=BATCH).consume()
            return int(session.run(_REMOVE_NODES, keep=sorted(keep), batch=BATCH).single(strict=True)["removed"])

    def _write_batches(
        self, queries: dict[str, LiteralString], batches: Iterator[Batch], version: str, advance: Progress
    ) -> int:
        """Write batches, one managed transaction each, while the next one is made; gives how many rows."""
        written = 0
        for batch in _one_ahead(batches):
            self._write(queries[batch.sort], rows=batch.rows, shapes=batch.shapes, version=version)
            written += batch.size
            advance(batch.size)
        return written

    def _write(self, query: LiteralString, **parameters: Any) -> list[Row]:
        with self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(lambda tx: tx.run(query, parameters).data())

    def _read(self, query: LiteralString, **parameters: Any) -> list[Row]:
        with self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(lambda tx: tx.run(query, parameters).data())

    def _session(self, access: str) -> neo4j.Session:
        return self._driver.session(
            database=self.settings.database,
            default_access_mode=access,
            bookmark_manager=self._driver.execute_query_bookmark_manager,
        )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Every error of the driver as one line of ours that says where, what and what to do, without the password."""
        where = self.settings.uri
        try:
            yield
        except AuthError:
            raise StoreUnavailable(
                f"{where}: the server refuses the user or the password; set NEO4J_USERNAME and NEO4J_PASSWORD"
            ) from None
        except (ServiceUnavailable, neo4j.exceptions.SessionExpired):
            raise StoreUnavailable(
                f"{where}: no Neo4j server answers, or the connection broke; start one, or set NEO4J_URI"
            ) from None
        except (ConfigurationError, ValueError) as error:
            if isinstance(error, StoreUnavailable | InvalidQuestion | EmptySelection):
                raise
            raise StoreUnavailable(f"{where}: {_one_line(error)}; an address begins with neo4j:// or bolt://") from None
        except ClientError as error:
            if "DatabaseNotFound" in (error.code or ""):
                raise StoreUnavailable(
                    f"{where}: there is no database {self.settings.database}; set NEO4J_DATABASE or --database"
                ) from None
            raise StoreUnavailable(f"{where}: the server refuses: {_one_line(error.message)}") from None
        except (Neo4jError, DriverError, OSError) as error:
            raise StoreUnavailable(f"{where}: {_one_line(error)}") from None


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one sort (labels of nodes, type of relationships) for one transaction, and how much they make."""

    sort: str
    rows: list[Row]
    size: int
    shapes: list[Row] = field(default_factory=list)


def version_of(network: Network) -> str:
    """The version of a load: a digest of all records, so that the same data is the same version."""
    digest = hashlib.sha256(FORM.encode())
    for one in fields(network.records):
        value = getattr(network.records, one.name)
        digest.update(f"\n{one.name}".encode())
        for record in value if isinstance(value, tuple) else (value,):
            digest.update(f"\n{type(record).__name__} {_plain(record)}".encode())
    return digest.hexdigest()[:16]


def _one_line(error: object) -> str:
    return " ".join(str(error).split())


def _cut(rows: Sequence[One]) -> Iterator[Sequence[One]]:
    for begin in range(0, len(rows), BATCH):
        yield rows[begin : begin + BATCH]


def _one_ahead(items: Iterator[One]) -> Iterator[One]:
    """The same items; while one is used, a thread makes the next, and never more than that."""
    end = object()
    with ThreadPoolExecutor(max_workers=1) as pool:
        coming: Future[Any] = pool.submit(next, items, end)
        while (item := coming.result()) is not end:
            coming = pool.submit(next, items, end)
            yield item


def _plain(record: Record | Source) -> str:
    if isinstance(record, Source):
        return record.model_dump_json(by_alias=True, exclude_defaults=True)
    return record.model_dump_json(exclude_defaults=True)


def _entity(kind: type[Entity], values: Row, names: list[Row]) -> Entity:
    return kind.model_validate(values | {"names": tuple(Name.model_validate(name) for name in names)})


def node_batches(network: Network) -> Iterator[Batch]:
    """Each node: the labels it gets, and its properties. Records stand whole in ``record``; the rest is for people's Cypher."""
    records = network.records
    yield Batch("Dataset", [_node("dataset", "dataset", records.dataset, title=records.dataset.title)], 1)
    for sources in _cut(records.sources):
        rows = [_node(f"source:{one.id}", "sources", one, key=one.id, title=one.title, url=one.url) for one in sources]
        yield Batch("Source", rows, len(rows))
    for entity_class in KINDS.values():
        for entities in _cut([one for one in records.entities if type(one) is entity_class]):
            yield Batch(entity_class.__name__, [_entity_node(one) for one in entities], len(entities))
    for table, (label, _, about) in RECORD_LABELS.items():
        for numbers in _cut(range(len(getattr(records, table)))):
            rows = [_record_node(table, number, getattr(records, table)[number], about) for number in numbers]
            yield Batch(label, rows, len(rows))


def _entity_node(entity: Entity) -> Row:
    names = json.dumps([json.loads(_plain(name)) for name in entity.names])
    shown = {
        name: getattr(entity, name)
        for name in ("short_name", "form", "region", "subregion", "un_status")
        if getattr(entity, name, "")
    }
    return _node(entity.id, "entities", entity, kind=entity.kind, name=entity.name, names=names, **shown)


def _record_node(table: str, number: int, record: Record, about: str) -> Row:
    node_id = f"list:{record.id}" if isinstance(record, DatedList) else f"{table}:{number}"
    shown = json.loads(_plain(record)) | {"about": getattr(record, about)}
    if isinstance(record, Classification):
        shown["class"] = shown.pop("class_")
    return _node(node_id, table, record, **{name: one for name, one in shown.items() if name != "id"})


def _node(node_id: str, table: str, record: Record | Source, **shown: Any) -> Row:
    return {"id": node_id, "properties": {"table": table, "record": _plain(record), **shown}}


def _memberships(network: Network) -> Iterator[Batch]:
    timeline = network.timeline
    return _grouped(
        "GM_MEMBERSHIP",
        sorted(network.records.memberships, key=attrgetter("body")),
        lambda tie: (tie.actor, tie.body, " ".join(map(str, tie.key))),
        lambda tie: _shown_of(tie, timeline),
    )


def _links(network: Network) -> Iterator[Batch]:
    return _grouped(
        "GM_LINK",
        sorted(network.records.links, key=attrgetter("second")),
        lambda link: (link.first, link.second, " ".join(link.key)),
        lambda link: (("relation", link.relation), ("citations", _citations(link))),
    )


def _focuses(network: Network) -> Iterator[Batch]:
    number_of = {id(focus): number for number, focus in enumerate(network.records.focuses)}
    return _grouped(
        "GM_FOCUS",
        sorted(network.records.focuses, key=attrgetter("theme")),
        lambda focus: (focus.body, focus.theme, f"{focus.body} {focus.theme} {number_of[id(focus)]}"),
        lambda focus: (("strength", focus.strength), ("citations", tuple(map(str, focus.citations)))),
    )


TIES: dict[str, Callable[[Network], Iterator[Batch]]] = {
    "GM_MEMBERSHIP": _memberships,
    "GM_LINK": _links,
    "GM_FOCUS": _focuses,
}
"""Types of relationships, and what makes their rows."""


def tie_batches(network: Network) -> Iterator[Batch]:
    """Each relationship, by its end, which the server finds once. Most share their properties with others (members on the same
    list, since the same day): these cross the wire once a batch, as shapes that the ties point to."""
    for batches in TIES.values():
        yield from batches(network)


def _grouped(
    kind: str,
    ties: list[AnyTie],
    ends: Callable[[AnyTie], tuple[str, str, str]],
    shown_of: Callable[[AnyTie], Shown],
) -> Iterator[Batch]:
    for batch in _cut(ties):
        by_end: dict[str, list[tuple[str, str, str, int]]] = defaultdict(list)
        shapes: dict[Shown, int] = {}
        for tie in batch:
            start, end, key = ends(tie)
            by_end[end].append((start, key, _plain(tie), shapes.setdefault(shown_of(tie), len(shapes))))
        rows = [{"end": end, "ties": ties} for end, ties in by_end.items()]
        yield Batch(kind, rows, len(batch), [dict(shape) for shape in shapes])


def _shown_of(tie: Membership, timeline: Timeline) -> Shown:
    """What people's Cypher asks of a membership: the stretches of days on which it holds, and the first and the last day on
    which it may hold under any option, absent if on none."""
    validity, extent = timeline.validity(tie), timeline.extent(tie)
    stretches = sorted({*validity.documented, *validity.inner, *validity.backward})
    return (
        ("role", tie.role),
        ("ordinal", tie.ordinal),
        ("cited", tie.is_cited),
        ("citations", _citations(tie)),
        ("holds_from", tuple([first for first, _ in stretches])),
        ("holds_to", tuple([last for _, last in stretches])),
        ("documented_from", tuple([first for first, _ in validity.documented])),
        ("documented_to", tuple([last for _, last in validity.documented])),
        *((("first", extent[0]), ("last", extent[1])) if extent is not None else ()),
    )


def _citations(tie: Membership | Link) -> tuple[str, ...]:
    return tuple(sorted({str(one) for claim in tie.claims for one in claim.citations}))


def _node_query(label: str) -> LiteralString:
    """Labels cannot be parameters of Cypher; these are class names of ours, never data."""
    about = (
        " WITH n, row OPTIONAL MATCH (about:GraphModel {version: $version, id: row.properties.about})"
        " FOREACH (one IN CASE WHEN about IS NULL THEN [] ELSE [about] END | CREATE (n)-[:GM_ABOUT]->(one))"
        if label in {name for name, _, _ in RECORD_LABELS.values()}
        else ""
    )
    return (
        f"UNWIND $rows AS row CREATE (n:GraphModel:{label} {{version: $version, id: row.id}}) "
        f"SET n += row.properties{about}"
    )


def _tie_query(kind: str) -> LiteralString:
    return (
        "UNWIND $rows AS row MATCH (b:GraphModel {version: $version, id: row.end}) "
        "UNWIND row.ties AS tie MATCH (a:GraphModel {version: $version, id: tie[0]}) "
        f"CREATE (a)-[r:{kind} {{version: $version, key: tie[1], record: tie[2]}}]->(b) SET r += $shapes[tie[3]]"
    )


def _remove_ties(kind: str) -> LiteralString:
    """Relationships go before nodes: a node may have more of them than one transaction can hold."""
    return (
        f"MATCH ()-[r:{kind}]->() WHERE NOT r.version IN $keep CALL (r) {{ DELETE r }} IN TRANSACTIONS OF $batch ROWS"
    )


_NODES_BY_LABELS = {
    label: _node_query(label)
    for label in (
        "Dataset",
        "Source",
        *(one.__name__ for one in KINDS.values()),
        *(one[0] for one in RECORD_LABELS.values()),
    )
}
_TIES_BY_TYPE = {kind: _tie_query(kind) for kind in TIES}

_CURRENT: LiteralString = (
    "MATCH (c:GraphModelCurrent {name: 'current'}) RETURN c.version AS version, c.previous AS previous"
)
_MAKE_CURRENT: LiteralString = (
    "MERGE (c:GraphModelCurrent {name: 'current'}) SET c.version = $version, c.previous = $previous"
)
_REMOVE_NODES: LiteralString = (
    "MATCH (n:GraphModel) WHERE NOT n.version IN $keep "
    "CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF $batch ROWS RETURN count(*) AS removed"
)
_ALL_NODES: LiteralString = (
    "MATCH (n:GraphModel {version: $version}) "
    "RETURN n.table AS table, n.kind AS kind, n.names AS names, n.record AS record"
)
_ALL_MEMBERSHIPS: LiteralString = "MATCH ()-[r:GM_MEMBERSHIP {version: $version}]->() RETURN r.record AS record"
_MEMBERSHIPS_OF_BODIES: LiteralString = (
    "UNWIND $bodies AS body MATCH (:GraphModel {version: $version, id: body})<-[r:GM_MEMBERSHIP]-() "
    "RETURN r.record AS record"
)
_ALL_LINKS: LiteralString = "MATCH ()-[r:GM_LINK {version: $version}]->() RETURN r.record AS record"
_ALL_FOCUSES: LiteralString = "MATCH ()-[r:GM_FOCUS {version: $version}]->() RETURN r.record AS record"
