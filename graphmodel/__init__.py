"""A graph model of governance networks, with the networks of migration governance in it.

Every public name of the four packages is here, imported when first used. See ``graphmodel.__all__``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES: dict[str, str] = {
    "Answer": "queries.answer",
    "BodyCoverage": "graphmodel.coverage",
    "Citation": "graphmodel.sources",
    "Claim": "graphmodel.claims",
    "Classification": "graphmodel.classification",
    "Columns": "loaders.affiliations",
    "Counts": "graphmodel.coverage",
    "Dataset": "graphmodel.dataset",
    "DatedList": "graphmodel.lists",
    "Description": "loaders.imported",
    "EmptySelection": "graphmodel.errors",
    "Entity": "graphmodel.entities",
    "Focus": "graphmodel.ties",
    "GraphModelError": "graphmodel.errors",
    "Group": "graphmodel.entities",
    "Initiative": "graphmodel.entities",
    "Instrument": "graphmodel.entities",
    "InvalidQuestion": "graphmodel.errors",
    "InvalidRecord": "graphmodel.errors",
    "LifeEvent": "graphmodel.lifetimes",
    "Link": "graphmodel.ties",
    "Map": "viz.html",
    "StoryStep": "viz.story",
    "read_story": "viz.story",
    "Meeting": "graphmodel.lists",
    "Membership": "graphmodel.ties",
    "MissingExtra": "graphmodel.errors",
    "Name": "graphmodel.entities",
    "Network": "graphmodel.network",
    "Observation": "graphmodel.observations",
    "Organization": "graphmodel.entities",
    "PartialDate": "graphmodel.dates",
    "Period": "graphmodel.dates",
    "Problem": "graphmodel.errors",
    "Process": "graphmodel.entities",
    "Records": "graphmodel.network",
    "Selection": "graphmodel.selection",
    "Source": "graphmodel.sources",
    "State": "graphmodel.entities",
    "StatedTotal": "graphmodel.lists",
    "Store": "graphmodel.store",
    "StoreUnavailable": "graphmodel.errors",
    "Territory": "graphmodel.entities",
    "Theme": "graphmodel.entities",
    "TooLargeToDraw": "graphmodel.errors",
    "Troika": "graphmodel.chairs",
    "TwoMode": "graphmodel.twomode",
    "UnknownEntity": "graphmodel.errors",
    "UnwritablePath": "graphmodel.errors",
    "agencies": "queries.agencies",
    "assortativity": "queries.homophily",
    "bridges": "queries.linkage",
    "backbone": "queries.significance",
    "brokerage": "queries.brokerage",
    "centrality": "queries.centrality",
    "centralization": "queries.centrality",
    "change": "queries.change",
    "check": "queries.check",
    "cited_sources": "queries.cited",
    "co_membership": "queries.overlap",
    "conflicts": "queries.conflicts",
    "ei_index": "queries.homophily",
    "explain": "viz.explain",
    "find": "queries.lookup",
    "from_networkx": "loaders.networkx_graph",
    "linkage": "queries.linkage",
    "links": "queries.links",
    "listing": "queries.lookup",
    "nesting": "queries.overlap",
    "offices": "queries.offices",
    "over": "queries.change",
    "overlap": "queries.overlap",
    "presence": "queries.linkage",
    "read_affiliations": "loaders.imported",
    "read_cow_igo": "loaders.cow_igo",
    "read_tables": "loaders.tables",
    "regime": "queries.change",
    "robust": "queries.robustness",
    "seats": "queries.overlap",
    "sensitivity": "queries.sensitivity",
    "show": "queries.lookup",
    "spanning": "queries.linkage",
    "structural_holes": "queries.brokerage",
    "to_networkx": "loaders.networkx_graph",
    "to_pyvis": "viz.html",
    "troika": "queries.offices",
    "write_chart": "viz.charts",
    "write_figure": "viz.figures",
    "write_map": "viz.html",
    "write_network": "loaders.exported",
    "write_report": "viz.report",
    "write_tables": "loaders.tables",
}

if TYPE_CHECKING:
    from graphmodel.chairs import Troika as Troika
    from graphmodel.claims import Claim as Claim
    from graphmodel.classification import Classification as Classification
    from graphmodel.coverage import BodyCoverage as BodyCoverage
    from graphmodel.coverage import Counts as Counts
    from graphmodel.dataset import Dataset as Dataset
    from graphmodel.dates import PartialDate as PartialDate
    from graphmodel.dates import Period as Period
    from graphmodel.entities import Entity as Entity
    from graphmodel.entities import Group as Group
    from graphmodel.entities import Initiative as Initiative
    from graphmodel.entities import Instrument as Instrument
    from graphmodel.entities import Name as Name
    from graphmodel.entities import Organization as Organization
    from graphmodel.entities import Process as Process
    from graphmodel.entities import State as State
    from graphmodel.entities import Territory as Territory
    from graphmodel.entities import Theme as Theme
    from graphmodel.errors import EmptySelection as EmptySelection
    from graphmodel.errors import GraphModelError as GraphModelError
    from graphmodel.errors import InvalidQuestion as InvalidQuestion
    from graphmodel.errors import InvalidRecord as InvalidRecord
    from graphmodel.errors import MissingExtra as MissingExtra
    from graphmodel.errors import Problem as Problem
    from graphmodel.errors import StoreUnavailable as StoreUnavailable
    from graphmodel.errors import TooLargeToDraw as TooLargeToDraw
    from graphmodel.errors import UnknownEntity as UnknownEntity
    from graphmodel.errors import UnwritablePath as UnwritablePath
    from graphmodel.lifetimes import LifeEvent as LifeEvent
    from graphmodel.lists import DatedList as DatedList
    from graphmodel.lists import Meeting as Meeting
    from graphmodel.lists import StatedTotal as StatedTotal
    from graphmodel.network import Network as Network
    from graphmodel.network import Records as Records
    from graphmodel.observations import Observation as Observation
    from graphmodel.selection import Selection as Selection
    from graphmodel.sources import Citation as Citation
    from graphmodel.sources import Source as Source
    from graphmodel.store import Store as Store
    from graphmodel.ties import Focus as Focus
    from graphmodel.ties import Link as Link
    from graphmodel.ties import Membership as Membership
    from graphmodel.twomode import TwoMode as TwoMode
    from loaders.affiliations import Columns as Columns
    from loaders.cow_igo import read_cow_igo as read_cow_igo
    from loaders.exported import write_network as write_network
    from loaders.imported import Description as Description
    from loaders.imported import read_affiliations as read_affiliations
    from loaders.networkx_graph import from_networkx as from_networkx
    from loaders.networkx_graph import to_networkx as to_networkx
    from loaders.tables import read_tables as read_tables
    from loaders.tables import write_tables as write_tables
    from queries.agencies import agencies as agencies
    from queries.answer import Answer as Answer
    from queries.brokerage import brokerage as brokerage
    from queries.brokerage import structural_holes as structural_holes
    from queries.centrality import centrality as centrality
    from queries.centrality import centralization as centralization
    from queries.change import change as change
    from queries.change import over as over
    from queries.change import regime as regime
    from queries.check import check as check
    from queries.cited import cited_sources as cited_sources
    from queries.conflicts import conflicts as conflicts
    from queries.homophily import assortativity as assortativity
    from queries.homophily import ei_index as ei_index
    from queries.linkage import bridges as bridges
    from queries.linkage import linkage as linkage
    from queries.linkage import presence as presence
    from queries.linkage import spanning as spanning
    from queries.links import links as links
    from queries.lookup import find as find
    from queries.lookup import listing as listing
    from queries.lookup import show as show
    from queries.offices import offices as offices
    from queries.offices import troika as troika
    from queries.overlap import co_membership as co_membership
    from queries.overlap import nesting as nesting
    from queries.overlap import overlap as overlap
    from queries.overlap import seats as seats
    from queries.robustness import robust as robust
    from queries.sensitivity import sensitivity as sensitivity
    from queries.significance import backbone as backbone
    from viz.charts import write_chart as write_chart
    from viz.explain import explain as explain
    from viz.figures import write_figure as write_figure
    from viz.html import Map as Map
    from viz.html import to_pyvis as to_pyvis
    from viz.html import write_map as write_map
    from viz.report import write_report as write_report
    from viz.story import StoryStep as StoryStep
    from viz.story import read_story as read_story

__all__ = [*_HOMES, "__version__"]  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"graphmodel has no {name}; see graphmodel.__all__")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
