"""Answers as text."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from toynetwork import toy_records

import graphmodel as gm
from graphmodel.network import Network
from viz.console import render


def test_json_has_the_same_shape_for_every_question(toy: Network) -> None:
    for answer in (
        gm.seats(toy.two_mode()),
        gm.troika(toy, body="alpha"),
        gm.show(toy, "alpha"),
        gm.find(toy, "alpha"),
    ):
        shape = json.loads(render(answer, "json"))
        assert {"question", "parameters", "selection", "at", "data", "counts", "coverage", "rows"} <= set(shape)


def test_json_rows_of_seats(toy: Network) -> None:
    answer = json.loads(render(gm.seats(toy.two_mode(at="2008")), "json"))
    assert answer["rows"][1] == {
        "id": "CCC",
        "name": "Cccland",
        "count": 2,
        "documented": 1,
        "presumed": 1,
        "bodies": ["alpha", "beta"],
    }
    assert answer["counts"]["documented"] == 3


def test_json_with_citations_has_the_evidence_of_each_row(toy: Network) -> None:
    answer = json.loads(render(gm.seats(toy.two_mode(at="2008")), "json", cite=True))
    tie = answer["rows"][0]["evidence"][0]
    assert (tie["body"], tie["claims"][0]["citations"]) == ("alpha", ["book[p. 1]"])


def test_csv_separates_lists_by_semicolons(toy: Network) -> None:
    rows = list(csv.DictReader(io.StringIO(render(gm.seats(toy.two_mode(at="2008")), "csv", cite=True))))
    assert (rows[0]["bodies"], rows[0]["citations"]) == ("alpha; beta", "book[p. 1]")


def test_csv_gives_numbers_in_full(toy: Network) -> None:
    text = render(gm.co_membership(toy.two_mode(at="2014")), "csv")
    assert "0.3333333333333333" in text or "0.5" in text


def test_a_table_says_what_was_asked_of_which_data(toy: Network) -> None:
    text = render(gm.seats(toy.two_mode(at="2008")))
    assert text.startswith("seats at 2008: 2 rows\nactors state; bodies process; roles member\n")
    assert "Toy authors (2018). Toy." in text


def test_a_table_says_which_body_is_short_of_a_stated_total(toy: Network) -> None:
    assert "beta 2 of 3 (2006)" in render(gm.seats(toy.two_mode(at="2008")))


def test_a_table_with_citations_lists_the_ties(toy: Network) -> None:
    text = render(gm.seats(toy.two_mode(at="2008")), cite=True, width=200)
    assert "BBB member of alpha: shown 2004 (book[p. 1]); shown 2008 (book[p. 1])" in text


def test_markdown_is_a_table(toy: Network) -> None:
    text = render(gm.seats(toy.two_mode(at="2008")), "markdown")
    assert "| id | name | count | documented | presumed | bodies |" in text
    assert "| BBB | Bbbland | 2 | 2 | 0 | alpha; beta |" in text


def test_an_unknown_format_names_the_known_ones(toy: Network) -> None:
    with pytest.raises(gm.InvalidQuestion, match="csv"):
        render(gm.seats(toy.two_mode()), "cvs")


def test_a_text_that_looks_like_markup_is_text(toy: Network) -> None:
    assert "[p. 1]" in render(gm.show(toy, "alpha"))


def test_a_table_of_many_columns_leaves_out_those_of_noughts_and_says_so(toy: Network) -> None:
    text = render(gm.agencies(toy, at="2006"), "table", width=200)
    head = next(line for line in text.splitlines() if line.startswith("rank"))
    assert "secretariat" in head
    assert "donor" not in head
    assert "0 in every row: member, associate, " in text


def test_a_column_that_is_empty_in_every_row_is_named_below_the_table(toy: Network) -> None:
    lines = render(gm.regime(toy, at="2004/2012")).splitlines()
    head = next(line for line in lines if line.startswith("year"))
    assert head.split()[-1] == "clustering"
    assert lines[-1] == "empty in every row: clustering expected, clustering z"
    assert "clustering_expected,clustering_z" in render(gm.regime(toy, at="2004/2012"), "csv").splitlines()[0]


def test_a_table_names_bodies_of_which_sources_disagree_whether_they_existed(dataset: Network) -> None:
    selection = gm.Selection(bodies=["acp-eu", "rabat-process"])
    text = "sources disagree whether it existed then: acp-eu\n"
    assert text in render(gm.overlap(dataset.two_mode(selection, at="2008")))
    assert text not in render(gm.overlap(dataset.two_mode(selection, at="2014")))


def test_a_question_is_called_by_its_command(toy: Network) -> None:
    assert render(gm.co_membership(toy.two_mode(at="2008"))).startswith("co-membership at 2008: ")


def test_a_sign_by_itself_is_no_formula_in_csv(dataset: Network) -> None:
    first = next(csv.DictReader(io.StringIO(render(gm.backbone(dataset, at="2008"), "csv"))))
    assert first["sign"] == "+"


def test_other_formats_have_every_column(toy: Network) -> None:
    head = render(gm.agencies(toy, at="2006"), "csv").splitlines()[0]
    assert ",co_chair,host,secretariat," in head


def test_no_id_is_broken_but_after_a_hyphen(dataset: Network) -> None:
    two_mode = dataset.two_mode(at="2008")
    answer = gm.overlap(two_mode)
    text = render(answer, width=60)
    parts = {part for body in two_mode.bodies for part in re.findall(r"[^-]+-?", body.id)}
    lines = text.splitlines()
    rule = next(place for place, line in enumerate(lines) if line.startswith("\N{BOX DRAWINGS LIGHT HORIZONTAL}"))
    width = lines[rule - 1].index("second")
    shown = {line[:width].strip() for line in lines[rule + 1 :] if line[:1] != " "} - {""}
    beginnings = {cell for cell in shown if cell in {row.first for row in answer} or cell.endswith("-")}
    assert "abu-dhabi-" in beginnings
    assert all(set(re.findall(r"[^-]+-?", cell)) <= parts for cell in beginnings)


def test_every_line_of_a_table_keeps_its_columns_and_loses_no_text(dataset: Network) -> None:
    answer = gm.linkage(dataset.two_mode(at="2010"))
    for width in (60, 100, 200):
        text = render(answer, width=width)
        for row in answer:
            for word in (*row.bodies, f"{row.density:.3f}", row.first_region):
                assert word in text


def test_a_last_column_without_room_stands_below_its_row(dataset: Network) -> None:
    lines = render(gm.linkage(dataset.two_mode(at="2010")), width=100).splitlines()
    place = next(place for place, line in enumerate(lines) if line.startswith("Africa") and "Oceania" in line)
    assert lines[place + 1] == "    bodies: acp-eu"
    assert max(map(len, lines)) <= 100


def test_a_table_of_many_columns_joins_numbers_below_each_row(dataset: Network) -> None:
    answer = gm.agencies(dataset, at="2008")
    first = answer.row(0)
    lines = render(answer).splitlines()
    head = next(line for line in lines if line.startswith("rank "))
    assert head.split() == ["rank", "id", "name", "count", "documented"]
    joined = f"above 0: member {first.member}; observer {first.observer}; partner {first.partner}; "
    assert any(line.strip().startswith(joined) for line in lines)
    assert f"region count {first.region_count}; theme count {first.theme_count}" in " ".join(" ".join(lines).split())


def test_a_small_probability_is_not_shown_as_none(dataset: Network) -> None:
    text = render(gm.backbone(dataset, at="2008"))
    assert "2e-06" in text
    assert " 0.000 " not in "\n".join(line for line in text.splitlines() if line.startswith("abu-dhabi"))


def test_a_wide_table_looks_the_same_with_fewer_rows(dataset: Network) -> None:
    answer = gm.agencies(dataset, at="2008")
    whole, few = (render(one).splitlines() for one in (answer, answer.first(3)))
    heads = [next(line for line in lines if line.startswith("rank ")).split() for lines in (whole, few)]
    assert heads[0] == heads[1][: len(heads[0])] == ["rank", "id", "name", "count", "documented"]


def test_many_bodies_without_a_tie_are_counted_after_the_first(dataset: Network) -> None:
    text = " ".join(render(gm.agencies(dataset, at="2008").first(1)).split())
    none = [one.id for one in gm.agencies(dataset, at="2008").coverage if one.is_short and not one.held]
    assert f"{', '.join(none[:12])} and {len(none) - 12} more, which --format json names" in text


def test_a_name_that_looks_like_a_formula_is_text_in_csv() -> None:
    records = toy_records()
    entities = tuple(one.model_copy(update={"name": "=1+1"}) if one.id == "BBB" else one for one in records.entities)
    network = Network(replace(records, entities=entities))
    rows = list(csv.DictReader(io.StringIO(render(gm.seats(network.two_mode(at="2008")), "csv"))))
    (row,) = [row for row in rows if row["id"] == "BBB"]
    assert row["name"] == "'=1+1"
