"""The report: every question at one date, at a glance for the terminal and as a folder that a person likes to read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from graphmodel.dates import day_text
from graphmodel.errors import EmptySelection, InvalidQuestion, UnknownEntity
from graphmodel.files import write_files
from graphmodel.network import At, Network
from graphmodel.selection import Selection
from graphmodel.ties import ROLES
from queries.agencies import AGENCIES, BODIES, Agency, agencies
from queries.answer import Answer
from queries.brokerage import brokerage, structural_holes
from queries.centrality import centrality, centralization
from queries.change import change, regime
from queries.check import check
from queries.cited import cited_sources
from queries.conflicts import conflicts
from queries.homophily import assortativity, ei_index
from queries.linkage import bridges, linkage, presence, spanning
from queries.links import links
from queries.offices import offices, troika
from queries.overlap import co_membership, nesting, overlap, seats
from queries.significance import backbone
from viz.console import caveats, number, summary, to_csv
from viz.html import Map

__all__ = ["Report", "glance", "write_report"]

PAGE = "index.html"
MAP = "map.html"
YEARS = 20
"""How many years the report looks back."""

_NO_MEANING = (InvalidQuestion, EmptySelection, UnknownEntity)
"""What a question raises that has no meaning for a network: no Global Forum, no agency, no region."""

_ALIKE: dict[str, Selection] = {
    "on documented ties alone": Selection(actors=AGENCIES, bodies=BODIES, roles=ROLES, presume="none"),
    "in processes alone": Selection(actors=AGENCIES, bodies="process", roles=ROLES),
    "by sitting in bodies (member, associate)": Selection(
        actors=AGENCIES, bodies=BODIES, roles=("member", "associate")
    ),
    "by servicing them (secretariat, coordinator, organizer)": Selection(
        actors=AGENCIES, bodies=BODIES, roles=("secretariat", "coordinator", "organizer")
    ),
    "as partner or observer, which is recorded incompletely": Selection(
        actors=AGENCIES, bodies=BODIES, roles=("partner", "observer")
    ),
}
"""Other ways to count agencies, against which the first agency must hold."""


class Report:
    """The answers about a selection at one date; each is asked when it is first needed, once.

    Agencies, offices, the troika, links, conflicts and checks are those of the whole network, whatever is selected.

    Raises as ``Network.two_mode`` does.
    """

    def __init__(self, network: Network, selection: Selection | None = None, *, at: At = None) -> None:
        self.network = network
        self.selection = selection or Selection()
        self.two_mode = network.two_mode(self.selection, at=at)
        self.words = _words(self.selection)
        self.at = self.two_mode.period
        self.year = int(day_text(self.at.last)[:4])
        self._answers: dict[str, Answer[Any]] = {}

    def answer(self, name: str) -> Answer[Any]:
        """The answer to one question, by its command. Raises as the question does."""
        if name not in self._answers:
            self._answers[name] = _ASKED[name](self)
        return self._answers[name]

    def has(self, name: str) -> bool:
        """Whether a question has a meaning for the network."""
        try:
            self.answer(name)
        except _NO_MEANING:
            return False
        return True

    def answers(self) -> dict[str, Answer[Any]]:
        """All answers that the network has: a question that has no meaning for it is left out."""
        return {name: self.answer(name) for name in _ASKED if self.has(name)}

    def rows(self, name: str) -> list[Any]:
        """The rows of an answer; none where the question has no meaning for the network."""
        return self.answer(name).rows() if self.has(name) else []

    def warning(self) -> str:
        """What a reader must know first, where no tie is documented at the date; else empty."""
        counts = self.two_mode.counts
        if counts.documented or not counts.presumed:
            return ""
        years = [row for row in self.rows("regime") if row.documented]
        text = (
            f"No seat is documented at {self.at}: all {counts.presumed} are presumed, carried on from earlier sources because "
            "no end of them is known."
        )
        if not years:
            return text
        latest, best = years[-1], max(years, key=lambda row: (row.documented, row.year))
        text += f" The latest year with documented seats is {latest.year} ({latest.documented} of {latest.ties})"
        if best is not latest:
            text += f"; the best documented since {years[0].year} is {best.year} ({best.documented} of {best.ties})"
        return f"{text}: ask with --at {best.year} for firmer ground."

    def agencies_otherwise(self) -> list[tuple[str, list[Agency]]]:
        """The first agencies under each other way to count."""
        found = []
        for words, selection in _ALIKE.items():
            try:
                rows = agencies(self.network, selection, at=self.at).top(3)
            except EmptySelection:
                continue
            found.append((words, rows))
        return found

    def brokers(self) -> list[Any]:
        """Brokerage rows of all roles together, the highest first."""
        return [row for row in self.rows("brokerage") if row.role == "all"]

    def glance(self) -> str:
        """The main answers in some fifty lines of text."""
        sitting = self.answer("seats")
        several = sum(row.count >= 2 for row in sitting)
        lines = summary(sitting)
        if warning := self.warning():
            lines += ["", warning]
        words = self.words
        actors = number(len(self.two_mode.actors), words["actor"], words["actors"])
        bodies = number(len(self.two_mode.bodies), words["body"], words["bodies"])
        lines += ["", f"{several} of {actors} sit in two or more of {bodies}."]
        lines += ["", f"{words['actors'].capitalize()} in most {words['bodies']}"]
        lines += [f"  {row.count:>3}  {row.name}: {', '.join(row.bodies)}" for row in sitting.top(10)]
        lines += ["", f"{words['bodies'].capitalize()} that share most {words['members']}"]
        lines += [
            f"  {row.shared:>3}  {row.first} and {row.second} (Jaccard {row.jaccard:.2f}, overlap {row.overlap_coefficient:.2f})"
            for row in self.answer("overlap").top(8)
        ] or ["  none"]
        lines += ["", "Overlaps that exceed chance most (shared, expected)"]
        lines += [
            f"  {row.shared:>3}  {row.expected:>5.1f}  {row.first} and {row.second}"
            + ("" if row.bh <= 0.05 else ", not when adjusted for all pairs")
            for row in self.rows("backbone")[:5]
        ] or ["  none"]
        lines += ["", "Agencies recorded in most bodies"]
        lines += [f"  {row.count:>3}  {row.name}: {_roles(row)}" for row in self.rows("agencies")[:5]] or ["  none"]
        lines += ["", "Regions tied most closely (share of pairs that meet, and without the body they owe most to)"]
        lines += [
            f"  {row.density:.2f}  {row.density_without:.2f}  {row.first_region} and {row.second_region} (without {row.owed_to})"
            for row in self.rows("linkage")
            if row.first_region != row.second_region and row.ties
        ][:5] or ["  none"]
        lines += ["", f"Brokers (pairs that meet the {words['actor']} and not each other)"]
        lines += [f"  {row.count:>5}  {row.name}" for row in self.brokers()[:5]] or ["  none"]
        if self.has("troika"):
            lines += ["", "Troika of the Global Forum (previous, chair, next)"]
            lines += [f"  {row.previous or '-'}, {row.chair}, {row.next or '-'}" for row in self.rows("troika")] or [
                "  none known"
            ]
        lines += ["", "What is not known"]
        lines += [f"  {line}" for line in caveats(sitting, full="coverage.csv")] or [f"  {self._nothing_missing()}"]
        return "\n".join(lines) + "\n"

    def _nothing_missing(self) -> str:
        """What it means that no body is known to be short."""
        body, stated = self.words["body"], [one for one in self.two_mode.coverage if one.stated_total is not None]
        if not stated:
            return f"no source states the number of {self.words['members']} of any {body}, so nothing says whether one is missing"
        if len(stated) < len(self.two_mode.coverage):
            return f"every {body} that has a stated total is covered up to it: {len(stated)} of {len(self.two_mode.coverage)}"
        return f"every {body} is covered up to its stated total"

    def write(self, folder: str | Path) -> Path:
        """Write the folder, as ``write_report`` does."""
        answers = self.answers()
        contents = {f"{name}.csv": to_csv(answer, cite=True).encode() for name, answer in answers.items()}
        contents["coverage.csv"] = to_csv(self._coverage()).encode()
        contents[MAP] = Map.of(self.network, self.selection, at=self.at).html.encode()
        contents[PAGE] = _page(self).encode()
        write_files(folder, contents)
        return Path(folder) / PAGE

    def _coverage(self) -> Answer[Any]:
        first = self.two_mode.coverage[0]
        names = list(first.to_dict())
        return Answer(
            question="coverage",
            row_class=dict,
            columns={name: [getattr(one, name) for one in self.two_mode.coverage] for name in names},
            dataset=self.network.dataset,
            at=str(self.at),
        )


_ASKED: dict[str, Callable[[Report], Answer[Any]]] = {
    "seats": lambda report: seats(report.two_mode),
    "overlap": lambda report: overlap(report.two_mode),
    "co-membership": lambda report: co_membership(report.two_mode, at_least=2),
    "nesting": lambda report: nesting(report.two_mode),
    "backbone": lambda report: backbone(report.network, report.selection, at=report.at),
    "agencies": lambda report: agencies(report.network, at=report.at),
    "centrality": lambda report: centrality(report.two_mode),
    "centralization": lambda report: centralization(report.two_mode),
    "brokerage": lambda report: brokerage(report.two_mode),
    "structural-holes": lambda report: structural_holes(report.two_mode),
    "linkage": lambda report: linkage(report.two_mode),
    "presence": lambda report: presence(report.two_mode),
    "bridges": lambda report: bridges(report.two_mode),
    "spanning": lambda report: spanning(report.two_mode),
    "ei-index": lambda report: ei_index(report.two_mode),
    "assortativity": lambda report: assortativity(report.two_mode),
    "links": lambda report: links(report.network, at=report.at),
    "offices": lambda report: offices(report.network, at=report.at),
    "troika": lambda report: troika(report.network, at=report.at),
    "regime": lambda report: regime(report.network, report.selection, at=f"{report.year - YEARS}/{report.year}"),
    "change": lambda report: change(report.network, report.selection, at=f"{report.year - YEARS // 2}/{report.year}"),
    "sources": lambda report: cited_sources(report.network, report.selection, at=report.at),
    "conflicts": lambda report: conflicts(report.network),
    "check": lambda report: check(report.network, at=report.at),
}
"""The questions of a report, in the order in which its page names their tables."""


def glance(network: Network, selection: Selection | None = None, *, at: At = None) -> str:
    """The main answers in some fifty lines of text. Raises as ``Network.two_mode`` does."""
    return Report(network, selection, at=at).glance()


def write_report(network: Network, folder: str | Path, *, selection: Selection | None = None, at: At = None) -> Path:
    """Write the report's folder: ``index.html``, the interactive map, and one CSV table an answer; gives the path of the page.

    It is about the ties of the selection, by default the states that are members of processes; agencies and offices are those of
    the whole network.
    The page opens offline and asks no server for anything. Same network and date, same bytes. Raises ``UnwritablePath``; then no
    file of the folder has changed.
    """
    return Report(network, selection, at=at).write(folder)


_PLURALS = {"state": "states", "process": "processes", "organization": "organizations", "group": "groups"}
_PLURALS |= {"initiative": "initiatives", "igo": "organizations"}


def _words(selection: Selection) -> dict[str, str]:
    """What the report calls actors, bodies and whoever sits in one: by their kind, where the selection is of one."""
    actor = _kind(selection.actors, "actor")
    body = _kind(selection.bodies, "body")
    role = selection.roles[0] if len(selection.roles) == 1 else "participant"
    members = {"member": "members", "observer": "observers", "associate": "associates"}.get(role, "participants")
    return {
        "actor": actor,
        "actors": _PLURALS.get(actor, "actors"),
        "body": body,
        "bodies": _PLURALS.get(body, "bodies"),
        "members": members,
    }


def _kind(words: tuple[str, ...], otherwise: str) -> str:
    if len(words) == 1 and words[0] in _PLURALS:
        return "organization" if words[0] == "igo" else words[0]
    return otherwise


def _page(report: Report) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("viz", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2").render(**_view(report))


def _view(report: Report) -> dict[str, Any]:
    network, two_mode = report.network, report.two_mode
    short = {body.id: body.short for body in two_mode.bodies}
    sitting = report.answer("seats")
    spread: dict[int, int] = {}
    for row in sitting:
        spread[row.count] = spread.get(row.count, 0) + 1
    columns, matrix = _matrix(report, short)
    return {
        "dataset": network.dataset,
        "words": report.words,
        "roles_asked": ", ".join(report.selection.roles),
        "at": str(report.at),
        "warning": report.warning(),
        "actor_count": len(two_mode.actors),
        "body_count": len(two_mode.bodies),
        "several": [row for row in sitting if row.count >= 2],
        "top": sitting.top(15),
        "short": short,
        "spread": sorted(spread.items()),
        "spread_most": max(spread.values(), default=1),
        "columns": columns,
        "matrix": matrix,
        "nestings": report.answer("nesting").top(12),
        "beyond_chance": [row for row in report.rows("backbone") if row.bh <= 0.05][:12],
        "power": report.answer("backbone").remarks if report.rows("backbone") else (),
        "agencies": report.rows("agencies")[:12],
        "roles": _roles,
        "otherwise": report.agencies_otherwise(),
        "central": _central(report),
        "brokers": report.brokers()[:10],
        "linkages": report.rows("linkage"),
        "years": report.rows("regime"),
        "years_most": max((row.ties for row in report.rows("regime")), default=1),
        "offices": [row for row in report.rows("offices") if row.office in ("chair", "co-chair", "secretariat")],
        "has_forum": report.has("troika"),
        "troikas": [
            [network[one].name if one else "not known" for one in (row.previous, row.chair, row.next)]
            for row in report.rows("troika")
        ],
        "coverage": sorted(two_mode.coverage, key=lambda one: (-(one.documented + one.presumed), one.id)),
        "counts": two_mode.counts,
        "change_years": f"{report.year - YEARS // 2} and {report.year}",
        "tables": [f"{name}.csv" for name in (*report.answers(), "coverage")],
    }


def _matrix(report: Report, short: dict[str, str]) -> tuple[list[str], list[tuple[str, list[tuple[int, float]]]]]:
    """Names of the bodies with a tie, and for each its shared actors with each, with their part of the most shared."""
    size = report.two_mode.degrees("bodies").tolist()
    shared = report.two_mode.shared("bodies").tolist()
    names = list(short.values())
    filled = [place for place, count in enumerate(size) if count]
    most = max((shared[one][other] for one in filled for other in filled if one != other), default=0) or 1
    return [names[place] for place in filled], [
        (
            names[one],
            [(shared[one][other], 0.0 if one == other else shared[one][other] / most) for other in filled],
        )
        for one in filled
    ]


def _central(report: Report) -> list[tuple[str, list[Any], list[Any]]]:
    """For each measure the first three states and the first three processes."""
    rows = report.rows("centrality")
    return [
        (
            measure,
            *([row for row in rows if (row.measure, row.mode) == (measure, mode)][:3] for mode in ("actors", "bodies")),
        )
        for measure in dict.fromkeys(row.measure for row in rows)
    ]


def _roles(agency: Agency) -> str:
    """The roles that an agency is recorded in, the most frequent first."""
    counts = {role: getattr(agency, role.replace("-", "_")) for role in ROLES}
    return ", ".join(f"{role} {count}" for role, count in sorted(counts.items(), key=lambda one: -one[1]) if count)
