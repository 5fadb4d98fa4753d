"""A claim: one source saying one thing."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from toynetwork import claim

from graphmodel.claims import SAYS, Claim


@pytest.mark.parametrize("says", SAYS)
def test_plans_and_offers_are_no_facts(says: str) -> None:
    assert claim(says, "2004").is_fact == (says not in ("planned", "offered"))


def test_a_claim_without_citations_is_uncited() -> None:
    assert not claim(date="2004", citations=()).is_cited


def test_citations_are_read_from_their_text_and_written_back() -> None:
    one = Claim.model_validate({"says": "shown", "citations": "book[p. 1]; book[p. 2]"})
    assert one.model_dump()["citations"] == "book[p. 1]; book[p. 2]"


def test_dates_keep_the_precision_of_the_source() -> None:
    assert claim("start", "2004-05").model_dump()["date"] == "2004-05"


@pytest.mark.parametrize("wrong", [{"says": "joined"}, {"date": "May 2004"}, {"citations": "[p. 1]"}, {"when": "2004"}])
def test_another_word_date_citation_or_column_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Claim.model_validate({"says": "shown"} | wrong)
