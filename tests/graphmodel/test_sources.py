"""Citations in their one text form, and sources."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.sources import Citation, Source, format_citations, parse_citations

citations = st.builds(
    lambda key, locator: Citation(key=key, locator=locator),
    st.from_regex(r"[a-z0-9][a-z0-9._-]*", fullmatch=True),
    st.text(max_size=30),
)


@given(st.lists(citations, max_size=4))
def test_citations_are_read_as_they_were_written(some: list[Citation]) -> None:
    assert parse_citations(format_citations(some)) == tuple(some)


def test_semicolons_and_commas_inside_brackets_are_text() -> None:
    (one, two) = parse_citations("a[p. 1; fn 2, 3]; b")
    assert (one.locator, two.key) == ("p. 1; fn 2, 3", "b")


@pytest.mark.parametrize("text", ["a[p. 1", "a[p. 1] b", "a;", "A", "a,b", ";a"])
def test_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="citation"):
        parse_citations(text)


def test_a_source_says_whether_it_is_weak_and_on_which_terms() -> None:
    source = Source.model_validate(
        {"id": "a", "type": "webpage", "title": "A", "custom": {"weak": "wiki", "terms": "ask"}}
    )
    assert source.is_weak
    assert source.terms == "ask"


def test_fields_of_csl_that_we_do_not_name_are_kept() -> None:
    source = Source.model_validate({"id": "a", "type": "book", "title": "A", "ISBN": "1"})
    assert source.model_dump(by_alias=True)["ISBN"] == "1"
