"""From a name as people write it to an id."""

from __future__ import annotations

import pytest

from graphmodel.entities import Name, Process, State
from graphmodel.errors import UnknownEntity
from graphmodel.names import NameIndex, closest, plain

BALI = Process(id="bali", name="Bali Process", names=(Name(entity="bali", name="BP", form="acronym"),))
BUDAPEST = Process(id="budapest", name="Budapest Process", names=(Name(entity="budapest", name="BP", form="acronym"),))
IVORY = State(id="CIV", name="Côte d’Ivoire", iso2="CI", names=(Name(entity="CIV", name="Ivory Coast", form="alias"),))
INDEX = NameIndex([BALI, BUDAPEST, IVORY])


@pytest.mark.parametrize(
    "text", ["CIV", "civ", "CI", "cote d'ivoire", "CÔTE D’IVOIRE", "the Ivory  Coast", "Ivory-Coast"]
)
def test_case_accents_punctuation_and_articles_do_not_matter(text: str) -> None:
    assert INDEX.find(text).id == "CIV"


def test_an_acronym_of_two_is_refused_with_both() -> None:
    with pytest.raises(UnknownEntity, match=r"bali \(Bali Process\), budapest \(Budapest Process\)"):
        INDEX.find("BP")


def test_nobodys_name_is_refused_with_the_closest() -> None:
    with pytest.raises(UnknownEntity, match="closest: bali"):
        INDEX.find("Bali Proces")


def test_kinds_narrow_what_a_name_may_mean() -> None:
    with pytest.raises(UnknownEntity, match="no state"):
        INDEX.find("Bali Process", kinds=["state"])


def test_candidates_come_best_first() -> None:
    assert [one.id for one in INDEX.candidates("process")] == ["bali", "budapest"]


def test_closest_is_silent_where_nothing_is_near() -> None:
    assert closest("zzz", ["alpha"]) == ""


def test_letters_of_their_own_are_spelled_plainly() -> None:
    assert plain("Søderköping & Łódź") == "soderkoping and lodz"
