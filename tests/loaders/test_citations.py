"""Sources for reference managers, read back by programs that we did not write."""

from __future__ import annotations

import json
import re
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from hypothesis import given
from hypothesis import strategies as st

import graphmodel as gm
from graphmodel.network import Network
from graphmodel.sources import Source
from loaders.citations import CITATION_FORMATS, to_bibtex, to_csl_json, to_ris, to_text

UNTEX = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
} | {f"\\{sign}": sign for sign in "&%$#_"}


def plain(tex: str) -> str:
    """The text that TeX would print."""
    return re.sub("|".join(map(re.escape, UNTEX)), lambda match: UNTEX[match[0]], tex)


def entries(text: str) -> dict[str, dict[str, str]]:
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    return dict(bibtexparser.loads(text, parser=parser).entries_dict)


def source(**said: Any) -> Source:
    return Source.model_validate({"id": "key", "type": "book", "title": "Title"} | said)


def test_bibtexparser_reads_every_source_of_the_dataset(dataset: Network) -> None:
    sources = dataset.records.sources
    read = entries(to_bibtex(sources))
    assert list(read) == [one.id for one in sources]
    for one in sources:
        entry = read[one.id]
        assert plain(entry["title"].removeprefix("{").removesuffix("}")) == " ".join(one.title.split())
        assert entry.get("year", "") == one.published[:4]
        assert entry.get("url", "") == one.url
        publisher = entry.get("institution") or entry.get("publisher", "")
        assert plain(publisher) == " ".join(one.publisher.split())


def test_rispy_reads_every_source_of_the_dataset(dataset: Network) -> None:
    sources = dataset.records.sources
    read = rispy.loads(to_ris(sources))
    assert [one["id"] for one in read] == [one.id for one in sources]
    for one, entry in zip(sources, read, strict=True):
        assert entry["title"] == " ".join(one.title.split())
        assert entry.get("year", "") == one.published[:4]
        assert entry.get("urls", [""]) == [one.url]
        assert entry.get("publisher", "") == " ".join(one.publisher.split())


def test_csl_json_is_read_back_as_the_sources_it_was(dataset: Network) -> None:
    sources = dataset.records.sources
    assert tuple(Source.model_validate(one) for one in json.loads(to_csl_json(sources))) == sources


def test_text_has_a_line_a_source_with_its_terms(dataset: Network) -> None:
    lines = to_text(dataset.records.sources).splitlines()
    assert len(lines) == len(dataset.records.sources)
    (cow,) = [line for line in lines if line.startswith("cow-igo-v3: ")]
    assert "no open licence stated" in cow


def test_authors_pages_and_journal_are_in_every_format() -> None:
    one = source(
        type="article-journal",
        author=[{"family": "Beauvoir", "given": "Simone", "non-dropping-particle": "de"}, {"literal": "Smith & Sons"}],
        page="12-34",
        volume=3,
        DOI="10.1000/x_y",
        issued={"date-parts": [[1999, "7", 3]]},
        **{"container-title": "A Journal"},
    )
    entry = entries(to_bibtex([one]))["key"]
    assert (entry["ENTRYTYPE"], entry["journal"], entry["pages"]) == ("article", "A Journal", "12--34")
    assert entry["author"] == r"de Beauvoir, Simone and {Smith \& Sons}"
    assert (entry["year"], entry["month"], entry["doi"]) == ("1999", "July", "10.1000/x_y")
    (record,) = rispy.loads(to_ris([one]))
    assert record["authors"] == ["de Beauvoir, Simone", "Smith & Sons"]
    assert (record["start_page"], record["end_page"], record["secondary_title"]) == ("12", "34", "A Journal")
    assert record["date"] == "1999/07/03/"
    assert to_text([one]) == "key: de Beauvoir, Simone; Smith & Sons. Title. A Journal. 1999-07-03\n"


def test_a_date_that_is_about_right_says_so() -> None:
    one = source(issued={"date-parts": [[2008]], "circa": True})
    assert "published about 2008" in to_bibtex([one])
    assert "published about 2008" in to_ris([one])
    assert "about 2008" in to_text([one])


@pytest.mark.parametrize(
    "issued",
    [{}, {"date-parts": []}, {"date-parts": [[]]}, {"date-parts": [["soon"]]}, {"raw": "2008"}, {"date-parts": 3}],
)
def test_a_date_that_is_none_is_left_out(issued: dict[str, Any]) -> None:
    assert source(issued=issued).published == ""
    assert "year" not in to_bibtex([source(issued=issued)])


@given(st.text(alphabet=st.characters(exclude_categories=["C"]) | st.sampled_from('\\{}%&$#_~^"@,=\n'), min_size=1))
def test_any_title_is_read_back_as_the_text_it_was(title: str) -> None:
    squeezed = " ".join(title.split())
    if not squeezed:
        return
    one = source(title=title)
    entry = entries(to_bibtex([one, source(id="next")]))
    assert plain(entry["key"]["title"].removeprefix("{").removesuffix("}")) == squeezed
    assert "next" in entry
    first, second = rispy.loads(to_ris([one, source(id="next")]))
    assert first["title"] == squeezed
    assert second["id"] == "next"


def test_a_line_end_in_a_value_ends_no_record() -> None:
    one = source(title="One\nER  - \n\nTY  - BOOK", publisher="A\r\nB")
    (record,) = rispy.loads(to_ris([one]))
    assert (record["title"], record["publisher"]) == ("One ER - TY - BOOK", "A B")
    assert to_text([one]).count("\n") == 1


@pytest.mark.parametrize("name", CITATION_FORMATS)
def test_no_sources_are_no_error(name: str) -> None:
    assert CITATION_FORMATS[name]([]) in ("", "[]\n")


def test_the_sources_of_a_selection_are_exactly_those_that_its_ties_cite(dataset: Network) -> None:
    selection = gm.Selection(bodies=["bali-process", "gfmd"], roles=["member", "chair"])
    answer = gm.cited_sources(dataset, selection, at="2008")
    two_mode = dataset.two_mode(selection, at="2008")
    keys = {one.key for ties in two_mode.ties for tie in ties for claim in tie.claims for one in claim.citations}
    assert {row.id for row in answer} == keys
    assert len(keys) < len(dataset.records.sources)
    for index, row in enumerate(answer):
        resting = [
            cell
            for cell, ties in enumerate(two_mode.ties)
            if any(one.key == row.id for tie in ties for claim in tie.claims for one in claim.citations)
        ]
        assert row.count == len(resting)
        cited = {c for ties in two_mode.ties for tie in ties for claim in tie.claims for c in claim.citations}
        assert row.places == sorted({one.locator for one in cited if one.key == row.id} - {""})
        assert {(tie.actor, tie.body) for tie in answer.evidence(index)} == {
            (two_mode.actors[two_mode.rows[cell]].id, two_mode.bodies[two_mode.columns[cell]].id) for cell in resting
        }


def test_a_selection_of_no_tie_rests_on_no_source(toy: Network) -> None:
    assert len(gm.cited_sources(toy, gm.Selection(actors="EEE"), at="2008")) == 0
