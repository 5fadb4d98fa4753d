"""The report: the main questions at one date, at a glance for the terminal and as a folder that a person likes to read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphmodel.files import write_files
from graphmodel.network import At, Network
from graphmodel.selection import Selection
from graphmodel.twomode import TwoMode
from queries.answer import Answer
from queries.homophily import assortativity, ei_index
from queries.linkage import bridges, linkage, presence, spanning
from queries.links import links
from queries.offices import offices, troika
from queries.overlap import co_membership, nesting, overlap, seats
from viz.console import caveats, summary, to_csv
from viz.html import Map

__all__ = ["glance", "write_report"]

PAGE = "index.html"
MAP = "map.html"


@dataclass(frozen=True, slots=True)
class _Report:
    """The answers of a report, about all processes at one date."""

    network: Network
    two_mode: TwoMode
    answers: dict[str, Answer[Any]]

    @classmethod
    def of(cls, network: Network, at: At) -> _Report:
        two_mode = network.two_mode(Selection(), at=at)
        return cls(
            network,
            two_mode,
            {
                "seats": seats(two_mode),
                "overlap": overlap(two_mode),
                "co-membership": co_membership(two_mode, at_least=2),
                "nesting": nesting(two_mode),
                "linkage": linkage(two_mode),
                "presence": presence(two_mode),
                "bridges": bridges(two_mode),
                "spanning": spanning(two_mode),
                "ei-index": ei_index(two_mode),
                "assortativity": assortativity(two_mode),
                "links": links(network, at=at),
                "offices": offices(network, at=at),
                "troika": troika(network, at=at),
            },
        )


def glance(network: Network, *, at: At = None) -> str:
    """The main answers in some thirty lines of text. Raises as ``Network.two_mode`` does."""
    two_mode = network.two_mode(Selection(), at=at)
    sitting = seats(two_mode)
    several = sum(row.count >= 2 for row in sitting)
    lines = summary(sitting)
    lines += ["", f"{several} of {len(two_mode.actors)} states sit in two or more of {len(two_mode.bodies)} processes."]
    lines += ["", "States in most processes"]
    lines += [f"  {row.count:>3}  {row.name}: {', '.join(row.bodies)}" for row in sitting.top(10)]
    lines += ["", "Processes that share most members"]
    lines += [
        f"  {row.shared:>3}  {row.first} and {row.second} (Jaccard {row.jaccard:.2f}, overlap {row.overlap_coefficient:.2f})"
        for row in overlap(two_mode).top(8)
    ]
    lines += ["", "Troika of the Global Forum (previous, chair, next)"]
    lines += [f"  {row.previous or '-'}, {row.chair}, {row.next or '-'}" for row in troika(network, at=at)] or [
        "  none known"
    ]
    lines += ["", "What is not known"]
    lines += [f"  {line}" for line in caveats(sitting)] or ["  every process is covered up to its stated total"]
    return "\n".join(lines) + "\n"


def write_report(network: Network, folder: str | Path, *, at: At = None) -> Path:
    """Write the report's folder: ``index.html``, the interactive map, and one CSV table an answer; gives the path of the page.

    The page opens offline and asks no server for anything. Same network and date, same bytes. Raises ``UnwritablePath``; then no
    file of the folder has changed.
    """
    report = _Report.of(network, at)
    contents = {f"{name}.csv": to_csv(answer, cite=True).encode() for name, answer in report.answers.items()}
    contents["coverage.csv"] = to_csv(_coverage(report)).encode()
    contents[MAP] = Map.of(network, at=at).html.encode()
    contents[PAGE] = _page(report).encode()
    write_files(folder, contents)
    return Path(folder) / PAGE


def _coverage(report: _Report) -> Answer[Any]:
    first = report.two_mode.coverage[0]
    names = list(first.to_dict())
    return Answer(
        question="coverage",
        row_class=dict,
        columns={name: [getattr(one, name) for one in report.two_mode.coverage] for name in names},
        dataset=report.network.dataset,
        at=str(report.two_mode.period),
    )


def _page(report: _Report) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("viz", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2").render(**_view(report))


def _view(report: _Report) -> dict[str, Any]:
    network, two_mode, answers = report.network, report.two_mode, report.answers
    short = {body.id: body.short for body in two_mode.bodies}
    size = dict(zip(short, two_mode.degrees("bodies").tolist(), strict=True))
    several = [row for row in answers["seats"] if row.count >= 2]
    filled = [body for body in short if size[body]]
    shared = two_mode.shared("bodies")
    position = {body: index for index, body in enumerate(short)}
    most = max((int(shared[position[a], position[b]]) for a in filled for b in filled if a != b), default=1)
    matrix = [
        (
            short[a],
            [
                (
                    int(shared[position[a], position[b]]),
                    0 if a == b else int(shared[position[a], position[b]]) / max(most, 1),
                )
                for b in filled
            ],
        )
        for a in filled
    ]
    spread: dict[int, int] = {}
    for row in answers["seats"]:
        spread[row.count] = spread.get(row.count, 0) + 1
    return {
        "dataset": network.dataset,
        "at": str(two_mode.period),
        "states": len(two_mode.actors),
        "processes": len(two_mode.bodies),
        "several": several,
        "top": answers["seats"].top(25),
        "short": short,
        "spread": sorted(spread.items()),
        "spread_most": max(spread.values(), default=1),
        "columns": [short[body] for body in filled],
        "matrix": matrix,
        "nestings": answers["nesting"].top(20),
        "offices": [row for row in answers["offices"] if row.office in ("chair", "co-chair", "secretariat")],
        "troikas": [
            [network[one].name if one else "not known" for one in (row.previous, row.chair, row.next)]
            for row in answers["troika"]
        ],
        "coverage": sorted(two_mode.coverage, key=lambda one: (-(one.documented + one.presumed), one.id)),
        "counts": two_mode.counts,
        "tables": [f"{name}.csv" for name in (*answers, "coverage")],
    }
