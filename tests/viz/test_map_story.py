"""U14: a story told with the map, in steps that each are an address."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from mapbrowser import MapPage

from graphmodel.errors import InvalidRecord, UnknownEntity
from graphmodel.network import Network
from viz.html import Map
from viz.story import StoryStep, read_story

STEPS = (
    StoryStep(title="Morocco", text="Where it sat <in> 2008.", choose="Morocco", at="2008"),
    StoryStep(title="With Spain", view="map", choose="MAR", compare="ESP", at="2010"),
    StoryStep(title="All of it", view="overlap", at="all"),
)


@pytest.fixture(scope="module")
def story_file(dataset: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Map.of(dataset, at="2014", story=STEPS).write(tmp_path_factory.mktemp("story") / "story.html")


def test_U14_next_and_back_lead_through_the_steps_and_each_is_an_address(
    look: Callable[..., MapPage], story_file: Path
) -> None:
    page = look(story_file)
    assert page.page.inner_text("#story-next") == "Begin"
    page.page.click("#story-next")
    assert page.run("location.hash") == "#v=ring&n=MAR&y=2008&t=1"
    assert page.page.inner_text("#story h2") == "Morocco"
    assert page.page.inner_text("#story .words p") == "Where it sat <in> 2008."
    page.page.click("#story-next")
    assert page.run("location.hash") == "#v=map&n=MAR&c=ESP&y=2010&t=2"
    page.page.click("#story-next")
    assert page.state()["view"] == "overlap"
    assert page.page.is_disabled("#story-next")
    page.page.click("#story-back")
    assert page.page.inner_text("#story .steps .quiet") == "2 of 3"


def test_U14_the_address_of_a_step_alone_shows_it(look: Callable[..., MapPage], story_file: Path) -> None:
    page = look(story_file, "#t=2")
    state = page.state()
    assert (state["view"], state["node"], state["step"]) == ("map", "MAR", 1)
    page.go("#t=2&v=ring")
    assert page.state()["view"] == "ring"
    for broken in ("#t=9", "#t=0", "#t=-1", "#t=x"):
        page.go(broken)
        assert page.state()["step"] == -1
    assert page.complaints == []


def test_U14_a_map_without_a_story_shows_none(look: Callable[..., MapPage], real_file: Path) -> None:
    assert not look(real_file, "#t=1").page.is_visible("#story")


def test_steps_that_name_nothing_are_refused(dataset: Network) -> None:
    with pytest.raises(UnknownEntity, match="Morokko"):
        Map.of(dataset, story=[StoryStep(title="x", choose="Morokko")])
    with pytest.raises(InvalidRecord, match='"x": at: "1812" is no year of the map'):
        Map.of(dataset, story=[StoryStep(title="x", at="1812")])


def test_a_file_of_steps_is_read_and_everything_wrong_in_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "story.json"
    path.write_text(json.dumps([step.model_dump(exclude_defaults=True) for step in STEPS]), encoding="utf-8")
    assert read_story(path) == STEPS
    path.write_text('[{"text": "no title"}, {"title": "x", "view": "globe", "who": "MAR"}]', encoding="utf-8")
    with pytest.raises(InvalidRecord) as caught:
        read_story(path)
    assert [(one.line, one.column) for one in caught.value.problems] == [(1, "title"), (2, "view"), (2, "who")]
    for text in ("{}", "[", "\x00"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InvalidRecord, match="story"):
            read_story(path)
    with pytest.raises(InvalidRecord, match=r"none\.json"):
        read_story(tmp_path / "none.json")
