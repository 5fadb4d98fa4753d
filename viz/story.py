"""A story told with the map: steps with a title, a text, and what the map shows at each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, ValidationError

from graphmodel.dates import Period
from graphmodel.errors import InvalidRecord, Problem
from graphmodel.network import Network

__all__ = ["StoryStep", "View", "address_of", "read_story"]

View: TypeAlias = Literal["ring", "map", "structure", "columns", "overlap", "table"]


class StoryStep(BaseModel):
    """One step: a title, a text, and the state of the map: its view, who is chosen, with whom compared, in which year.

    >>> StoryStep(title="Morocco in 2008", text="Two processes.", choose="MAR", at="2008").view
    'ring'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    text: str = ""
    view: View = "ring"
    choose: str = ""
    compare: str = ""
    at: str = ""


def read_story(path: str | Path) -> tuple[StoryStep, ...]:
    """The steps of a JSON file: a list of objects with the fields of ``StoryStep``, of which only ``title`` is required.

    Raises ``InvalidRecord`` with everything that is wrong.
    """
    name = str(path)
    try:
        items = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise InvalidRecord(f"{name}: cannot be read as JSON: {error}") from None
    if not isinstance(items, list):
        raise InvalidRecord(f'{name}: not a list of steps; write [{{"title": ..., "text": ...}}, ...]')
    steps, problems = [], []
    for number, item in enumerate(items, start=1):
        try:
            steps.append(StoryStep.model_validate(item))
        except ValidationError as error:
            for one in error.errors(include_url=False):
                column = ".".join(map(str, one["loc"]))
                problems.append(Problem(name, number, column, one["msg"]))
    if problems:
        raise InvalidRecord(problems)
    return tuple(steps)


def address_of(step: StoryStep, network: Network, stops: Sequence[Period]) -> str:
    """The part of the page's address that shows a step.

    Raises ``UnknownEntity`` for a name that is nobody's, ``InvalidRecord`` for a year that the map has not.
    """
    parts = [f"v={step.view}"]
    if step.choose:
        parts.append(f"n={quote(network.find(step.choose).id)}")
    if step.compare:
        parts.append(f"c={quote(network.find(step.compare).id)}")
    if step.at:
        years = [str(stop) for stop in stops[:-1]]
        if step.at not in (*years, "all"):
            raise InvalidRecord(
                f'step "{step.title}": at: "{step.at}" is no year of the map; it takes {years[0]} to {years[-1]}, or all'
            )
        parts.append(f"y={step.at}")
    return "&".join(parts)
