"""Every kind has a table, a label and a colour of its own; records never change."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from toynetwork import claim

from graphmodel.entities import ENTITY_CLASSES, Entity, Organization, State
from loaders.schema import TABLES


@pytest.mark.parametrize("kind", ENTITY_CLASSES, ids=lambda one: one.kind)
def test_every_kind_has_a_table_a_label_and_a_colour(kind: type[Entity]) -> None:
    assert kind.table in {table.name for table in TABLES}
    assert kind.label
    assert len(kind.colour) == 7


def test_no_two_kinds_share_a_table_or_a_colour() -> None:
    assert (
        len({one.table for one in ENTITY_CLASSES}) == len({one.colour for one in ENTITY_CLASSES}) == len(ENTITY_CLASSES)
    )


def test_a_record_never_changes() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        claim().says = "end"  # type: ignore[misc]


@pytest.mark.parametrize(
    "wrong", [{"id": "aaa"}, {"id": "AAAA"}, {"iso2": "a"}, {"m49": "4"}, {"latitude": 91}, {"capital": "X"}]
)
def test_a_state_with_a_malformed_field_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        State.model_validate({"id": "AAA", "name": "A"} | wrong)


def test_the_short_name_is_the_name_where_there_is_none() -> None:
    assert (
        Organization(id="iom", name="International Organization for Migration", short_name="IOM", form="igo").short
        == "IOM"
    )
    assert State(id="AAA", name="Aland").short == "Aland"


def test_a_former_state_may_have_its_correlates_of_war_number_as_id() -> None:
    assert State(id="cow-267", name="Baden").id == "cow-267"
    for wrong in ("cow-x", "cow", "baden", "cow-1234"):
        with pytest.raises(ValidationError):
            State(id=wrong, name="Baden")
