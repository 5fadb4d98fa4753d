"""The questions: one module for each family. This is their register; help and commands come from it without importing them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["QUESTIONS", "ROBUST", "SENSITIVITY", "Question"]


@dataclass(frozen=True, slots=True)
class Question:
    """One public question: where it lives, its first line, what it is asked of, and the options it begins with.

    ``takes``: ``two_mode``, a network of a selection at a date; ``selection``, a network, a selection and a date;
    ``network``, a network. ``measured``: the number by which rows are compared when something changes, where it is not the first.
    """

    name: str
    module: str
    line: str
    takes: Literal["two_mode", "selection", "network"] = "two_mode"
    command: str = ""
    measured: str = ""
    begins_with: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def word(self) -> str:
        """The command."""
        return self.command or self.name.replace("_", "-")


QUESTIONS: tuple[Question, ...] = (
    Question("seats", "queries.overlap", "Which actors sit in several bodies, and in which."),
    Question("co_membership", "queries.overlap", "Which pairs of actors meet in the same bodies, and how often."),
    Question("overlap", "queries.overlap", "Which bodies share actors, and how many."),
    Question(
        "nesting",
        "queries.overlap",
        "Which bodies lie within another: all their actors sit in it, too.",
        measured="share",
    ),
    Question(
        "brokerage",
        "queries.brokerage",
        "Which actors stand between actors that meet nowhere else, within and across regions.",
    ),
    Question(
        "structural_holes",
        "queries.brokerage",
        "Which actors, or bodies, bridge structural holes, by measures made for two-mode networks.",
        measured="constraint",
    ),
    Question(
        "backbone",
        "queries.significance",
        "Which overlaps of bodies, or of actors, exceed chance.",
        takes="selection",
        measured="z",
    ),
    Question(
        "centrality",
        "queries.centrality",
        "Which actors, and which bodies, are most central, by five measures made for two-mode networks.",
        measured="value",
    ),
    Question(
        "centralization",
        "queries.centrality",
        "How far each mode of a network is centred on one actor, or on one body.",
    ),
    Question(
        "agencies",
        "queries.agencies",
        "Which agencies are recorded in most bodies, in which role; servicing a body is not sitting in it.",
        takes="selection",
        begins_with={
            "actors": ("igo", "un", "regional", "ngo", "secretariat", "other", "group"),
            "bodies": ("process", "group", "initiative"),
            "roles": (
                "member",
                "associate",
                "observer",
                "partner",
                "signatory",
                "participant",
                "chair",
                "co-chair",
                "host",
                "secretariat",
                "coordinator",
                "organizer",
                "supporter",
                "donor",
                "founder",
            ),
        },
        measured="count",
    ),
    Question("change", "queries.change", "Who joined and who left between two dates.", takes="selection"),
    Question(
        "regime",
        "queries.change",
        "How a network grew year by year: actors, bodies, ties, who joined and left, density and clustering.",
        takes="selection",
        measured="ties",
    ),
    Question(
        "linkage",
        "queries.linkage",
        "How closely each two regions are tied through shared bodies, and to which body they owe it most.",
        measured="density",
    ),
    Question("presence", "queries.linkage", "Who is where: the actors of each region in each body."),
    Question(
        "bridges",
        "queries.linkage",
        "Which bodies bridge regions, and how diverse their actors are, for bodies of any size.",
        measured="effective_regions",
    ),
    Question("spanning", "queries.linkage", "Which actors sit in bodies of several regions.", measured="region_count"),
    Question(
        "ei_index",
        "queries.homophily",
        "Whether actors tie outside their region or within it: the E-I index against chance, rescaled.",
        measured="ei_index",
    ),
    Question(
        "assortativity",
        "queries.homophily",
        "How far actors share bodies with actors of their own region: assortativity against chance.",
    ),
    Question(
        "links",
        "queries.links",
        "Which bodies are linked directly: joint meetings, succession, a shared secretariat, one within another.",
        takes="selection",
        begins_with={"actors": ("any",), "roles": ("member", "secretariat")},
    ),
    Question(
        "offices",
        "queries.offices",
        "Who chairs, hosts, coordinates and services bodies at a date.",
        takes="selection",
        begins_with={"actors": ("any",), "roles": ("chair", "co-chair", "host", "secretariat", "coordinator")},
    ),
    Question(
        "troika",
        "queries.offices",
        "Which three states led a body at a date: the previous, the current and the next chair.",
        takes="network",
    ),
    Question(
        "show",
        "queries.lookup",
        "What is known about one entity, with every source; or what two share, since when.",
        takes="network",
    ),
    Question("find", "queries.lookup", "Which entities a name may mean, best first.", takes="network"),
    Question(
        "listing",
        "queries.lookup",
        "Which words options take: kinds, bodies, classes, schemes, roles, regions, themes, forms, sources.",
        takes="network",
        command="list",
    ),
    Question(
        "cited_sources",
        "queries.cited",
        "Which sources the ties of a selection at a date rest on, and where in them.",
        takes="selection",
        command="sources",
    ),
    Question("conflicts", "queries.conflicts", "Where cited sources disagree.", takes="network"),
    Question("check", "queries.check", "What the data is short of, and where it is weak.", takes="network"),
)

ROBUST = Question(
    "robust",
    "queries.robustness",
    "How much of an answer is owed to one body, one role, presumed ties or one source.",
    takes="selection",
)
"""A question about questions: not a command, but the option ``--robust`` of every other that is about a network at a date."""

SENSITIVITY = Question(
    "sensitivity",
    "queries.sensitivity",
    "Between which values each row of an answer moves without any one body, and on documented ties alone.",
    takes="selection",
)
"""Another question about questions: what figures of centrality draw."""
