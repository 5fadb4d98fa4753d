"""Anybody's tables of actors and bodies: what becomes of them, on what evidence, and what is refused where."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import networkx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import graphmodel as gm
from graphmodel.errors import GraphModelError, InvalidQuestion, InvalidRecord
from graphmodel.integrity import flaws
from graphmodel.network import Network
from loaders.affiliations import Affiliation, Columns, read_affiliation_table, reading_of
from loaders.foreign_names import UnresolvedNames, read_names
from loaders.imported import Description, Import, imported, read_affiliations
from loaders.tables import read_tables, write_tables

LONG = "state,club,role,since,until\nChile,Wine Club,,1999,\n"
LONG += "Viet Nam,Wine Club,observer,2001-05,2010\nChile,Tea Club,,2000,2004\n"


def written(folder: Path, text: str, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def made(folder: Path, text: str, **options: Any) -> Network:
    return read_affiliations(written(folder, text), **options)


def done(folder: Path, text: str, **options: Any) -> Import:
    return imported(read_affiliation_table(written(folder, text)), **options)


def problems(folder: Path, text: str, **options: Any) -> list[str]:
    with pytest.raises(InvalidRecord) as caught:
        made(folder, text, **options)
    return str(caught.value).splitlines()


def claims(network: Network) -> list[str]:
    return [
        f"{tie.actor} {tie.body} {tie.role} {tie.ordinal}: " + ", ".join(f"{one.says} {one.date}" for one in tie.claims)
        for tie in network.memberships()
    ]


def test_a_long_table_gives_dated_ties_in_their_roles(tmp_path: Path) -> None:
    assert claims(made(tmp_path, LONG)) == [
        "CHL tea-club member 1: start 2000, end 2004",
        "CHL wine-club member 1: start 1999",
        "VNM wine-club observer 1: start 2001-05, end 2010",
    ]


def test_every_claim_cites_the_file_and_its_line(tmp_path: Path) -> None:
    network = made(tmp_path, LONG, description=Description(key="clubs"))
    tie = network.memberships(actor="VNM")[0]
    assert {str(citation) for claim in tie.claims for citation in claim.citations} == {"clubs[line 3]"}
    assert network.source("clubs").title == "t.csv"


def test_the_source_column_is_cited_beside_the_file(tmp_path: Path) -> None:
    network = made(tmp_path, "state,body,date,source\nChile,A,2001,Annual report 2001\nPeru,A,2001,https://a.org/x\n")
    assert str(network.memberships(actor="CHL")[0].claims[0].citations[1]) == "annual-report-2001"
    assert network.source("annual-report-2001").title == "Annual report 2001"
    assert network.source("https-a-org-x").url == "https://a.org/x"


def test_states_come_with_their_names_regions_lives_and_sources(tmp_path: Path) -> None:
    network = made(tmp_path, LONG)
    dataset = read_tables()
    assert network["VNM"] == dataset["VNM"]
    assert network.find("Vietnam").id == "VNM"
    assert network.timeline.life("VNM") == dataset.timeline.life("VNM")


def test_the_folder_is_read_back_the_same_and_claims_no_licence(tmp_path: Path) -> None:
    network = made(tmp_path, LONG)
    folder = write_tables(network, tmp_path / "clubs")
    assert read_tables(folder) == network
    assert "CC-BY" not in (folder / "datapackage.json").read_text(encoding="utf-8")


def test_the_date_of_the_data_is_the_latest_in_the_file_never_today(tmp_path: Path) -> None:
    assert str(made(tmp_path, LONG).dataset.date) == "2010"
    assert str(made(tmp_path, LONG, description=Description(date="2012-03")).dataset.date) == "2012-03"
    with pytest.raises(InvalidQuestion, match="say --date"):
        made(tmp_path, "state,body\nChile,A\n")


def test_ties_without_a_date_are_presumed_and_documented_at_none(tmp_path: Path) -> None:
    result = done(tmp_path, "state,body\nChile,A\n", description=Description(date="2000"))
    assert result.network.two_mode(at="1995").counts.presumed == 1
    assert result.network.two_mode(at="1995").counts.documented == 0
    assert any("1 ties have no date" in one for one in result.remarks)


def test_as_of_dates_the_ties_that_have_no_date(tmp_path: Path) -> None:
    text = "state,body,since\nChile,A,\nPeru,A,1990\n"
    assert claims(made(tmp_path, text, as_of="2000")) == ["CHL a member 1: shown 2000", "PER a member 1: start 1990"]


def test_a_return_after_leaving_is_another_spell(tmp_path: Path) -> None:
    text = "state,body,start,end,date\nChile,A,1990,1995,\nChile,A,2000,,\nChile,A,,,2003\n"
    assert claims(made(tmp_path, text)) == [
        "CHL a member 1: start 1990, end 1995",
        "CHL a member 2: start 2000, shown 2003",
    ]


def test_a_date_in_the_year_of_the_end_belongs_to_the_spell_that_ended(tmp_path: Path) -> None:
    text = "state,body,start,end,date\nChile,A,1990,1995,\nChile,A,,,1995\n"
    assert claims(made(tmp_path, text)) == ["CHL a member 1: start 1990, end 1995, shown 1995"]


def test_one_source_with_two_starts_contradicts_itself(tmp_path: Path) -> None:
    found = problems(tmp_path, "state,body,start\nChile,A,1990\nChile,A,1992\n")
    assert found[0].startswith("t.csv:3:start: Chile in A: start 1992 here, 1990 in line 2")


def test_two_sources_with_two_starts_disagree_and_both_stay(tmp_path: Path) -> None:
    network = made(tmp_path, "state,body,start,source\nChile,A,1990,One\nChile,A,1992,Two\n")
    assert claims(network) == ["CHL a member 1: start 1990, start 1992"]
    assert [row.what for row in gm.conflicts(network)] == ["start"]


def test_a_complete_list_denies_and_an_incomplete_one_does_not(tmp_path: Path) -> None:
    rows = "Chile,A,1990,{0}\nPeru,A,1990,{0}\nChile,A,1995,{0}\n"
    for word, presumed in (("yes", 0), ("no", 1)):
        network = made(tmp_path, "state,body,date,complete\n" + rows.format(word))
        assert network.two_mode(at="1995").counts.presumed == presumed
    assert (
        made(tmp_path, "state,body,date\n" + rows.replace(",{0}", ""), complete=True)
        .two_mode(at="1995")
        .counts.presumed
        == 0
    )


def test_a_list_that_is_complete_in_one_row_only_is_refused(tmp_path: Path) -> None:
    found = problems(tmp_path, "state,body,date,complete\nChile,A,1990,yes\nPeru,A,1990,\n")
    assert found[0].startswith("t.csv:3:complete: line 2 says that the list of A is complete")


def test_a_complete_list_needs_its_date(tmp_path: Path) -> None:
    assert (
        "needs an as-of"
        in problems(tmp_path, "state,body,complete\nChile,A,yes\n", description=Description(date="1990"))[0]
    )


MATRIX = ",A,B,C\nChile,1,0,\nPeru,observer,x,\n"


def test_a_matrix_has_actors_in_rows_and_keeps_bodies_and_actors_without_ties(tmp_path: Path) -> None:
    network = made(tmp_path, MATRIX + "Cuba,0,,\n", as_of="2000")
    assert claims(network) == [
        "CHL a member 1: shown 2000",
        "PER a observer 1: shown 2000",
        "PER b member 1: shown 2000",
    ]
    assert str(network.memberships(actor="CHL")[0].claims[0].citations[0]) == "t[line 2, column A]"
    assert "c" in network
    assert "CUB" in network


def test_an_empty_cell_of_a_matrix_says_nothing_unless_it_is_complete(tmp_path: Path) -> None:
    text = ",A\nChile,1\nPeru,\n"
    assert made(tmp_path, text, as_of="2000").records.lists == ()
    network = made(tmp_path, text, as_of="2000", complete=True)
    assert [(one.body, str(one.as_of), one.denies) for one in network.records.lists] == [("a", "2000", True)]
    assert network.two_mode(at="2000").counts.documented == 1


def test_a_complete_matrix_needs_its_date(tmp_path: Path) -> None:
    with pytest.raises(InvalidQuestion, match="say --as-of"):
        made(tmp_path, MATRIX, complete=True)


PANEL = (
    "country,year,AA,BB\nChile,1990,1,0\nChile,1991,0,1\nChile,1992,1,0\nPeru,1990,0,1\nPeru,1991,0,1\nPeru,1992,0,0\n"
)


def test_a_panel_documents_each_year_and_says_nothing_by_a_0(tmp_path: Path) -> None:
    network = made(tmp_path, PANEL)
    assert claims(network)[0] == "CHL aa member 1: shown 1990, shown 1992"
    assert network.holding(network.memberships(actor="CHL", body="aa")[0], 1991).holds


def test_a_0_that_denies_nothing_is_said(tmp_path: Path) -> None:
    text = "state,year,AU\nGhana,1999,0\nGhana,2000,1\n"
    said = "cells that say no deny nothing, because a table may be short; --complete makes them deny"
    assert said in done(tmp_path, text).remarks
    assert said not in imported(read_affiliation_table(written(tmp_path, text), complete=True)).remarks
    assert said not in done(tmp_path, text.replace("0\nGhana", "\nGhana")).remarks


def test_a_complete_panel_denies_the_years_of_a_0(tmp_path: Path) -> None:
    network = made(tmp_path, PANEL, complete=True)
    tie = network.memberships(actor="CHL", body="aa")[0]
    assert [network.holding(tie, year).status.name for year in (1990, 1991, 1992)] == [
        "DOCUMENTED",
        "NOT_HELD",
        "DOCUMENTED",
    ]


def test_a_complete_panel_with_empty_cells_beside_0_is_refused(tmp_path: Path) -> None:
    assert (
        "a complete table fills every cell"
        in problems(tmp_path, PANEL.replace("1991,0,1", "1991,,1"), complete=True)[0]
    )


def test_an_actor_twice_in_a_year_of_a_panel_is_refused(tmp_path: Path) -> None:
    assert problems(tmp_path, PANEL + "PERU,1992,0,0\n")[0].startswith(
        't.csv:8:country: "PERU" at 1992 is in line 7 already'
    )


@pytest.mark.parametrize("cell", ["1.0", "1,0", "2", "maybe"])
def test_a_cell_that_is_no_tie_and_no_absence_is_refused(tmp_path: Path, cell: str) -> None:
    found = problems(tmp_path, f";A;B\nChile;{cell};1\nPeru;0;1\n", form="matrix")
    assert found[0].startswith(f't.csv:2:A: "{cell}" is no cell of such a table')
    assert ("decimal number" in found[0]) == (cell in ("1.0", "1,0"))


@pytest.mark.parametrize(
    "cell", ["01/05/2008", "May-08", "2008-05-01 00:00:00", "39569", "2008.0", '"2008,0"', "2008/5/1"]
)
def test_a_date_that_a_spreadsheet_changed_is_recognized(tmp_path: Path, cell: str) -> None:
    assert "a spreadsheet changed this date" in problems(tmp_path, f"state,body,since\nChile,A,{cell}\n")[0]


def test_every_problem_is_reported_at_once_with_its_place(tmp_path: Path) -> None:
    text = "state,body,role,since,until\nMarocco,A,,1999,\n,A,king,2000,\nChile,,,20x0,\nPeru,A,,2000,1990\nPeru,A,,2000,1990\n"
    found = problems(tmp_path, text)
    assert [one.split(": ")[0] for one in found] == [
        "t.csv:2:state",
        "t.csv:3:role",
        "t.csv:3:state",
        "t.csv:4:body",
        "t.csv:4:since",
        "t.csv:5:until",
        "t.csv:6",
        "t.csv:6:until",
    ]


def test_names_that_are_nobodys_are_listed_with_candidates_and_settled_by_a_file(tmp_path: Path) -> None:
    path = written(tmp_path, "state,body,date\nMarocco,A,2000\nAtlantis,A,2000\nMarocco,B,2000\nChile,A,2000\n")
    with pytest.raises(UnresolvedNames) as caught:
        read_affiliations(path)
    assert 't.csv:2:state: no state or territory "Marocco"; closest: MAR' in str(caught.value)
    file = caught.value.write(tmp_path / "names.csv")
    rows = list(csv.DictReader(file.open(encoding="utf-8-sig")))
    assert [(row["name"], row["id"], row["line"], row["rows"]) for row in rows] == [
        ("Atlantis", "", "3", "1"),
        ("Marocco", "", "2", "2"),
    ]
    assert rows[1]["closest"].startswith("MAR Morocco")
    file.write_text("name,id\nMarocco,Morocco\nAtlantis,leave out\n", encoding="utf-8")
    result = imported(read_affiliation_table(path), names=file)
    assert {tie.actor for tie in result.network.memberships()} == {"MAR", "CHL"}
    assert "left out as the names file says: Atlantis (1 of its ties)" in result.remarks


def test_a_names_file_half_filled_in_keeps_its_answers(tmp_path: Path) -> None:
    path = written(tmp_path, "state,body,date\nMarocco,A,2000\nAtlantis,A,2000\n")
    names = written(tmp_path, "name,id,closest,line,rows\nMarocco,MAR,,2,1\nAtlantis,,,3,1\n", "names.csv")
    with pytest.raises(UnresolvedNames) as caught:
        read_affiliations(path, names=names)
    assert read_names(caught.value.write(names)) == {"Atlantis": "", "Marocco": "MAR"}


def test_a_spreadsheet_may_open_the_names_file_and_save_it_its_own_way(tmp_path: Path) -> None:
    path = written(tmp_path, "state,body,date\nTürkei,A,2000\n")
    with pytest.raises(UnresolvedNames) as caught:
        read_affiliations(path)
    file = caught.value.write(tmp_path / "names.csv")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    file.write_text("name;id\nTürkei;TUR\n", encoding="cp1252")
    assert claims(read_affiliations(path, names=file)) == ["TUR a member 1: shown 2000"]
    file.write_text("name,id\nTürkei,TUR\n", encoding="utf-16")
    assert claims(read_affiliations(path, names=file)) == ["TUR a member 1: shown 2000"]


def test_a_names_file_in_other_letters_than_the_table_is_said(tmp_path: Path) -> None:
    path = written(tmp_path, "state,body,date\nTürkei,A,2000\nChile,A,2000\n")
    names = written(tmp_path, "name,id\nTÃ¼rkei,TUR\n", "names.csv")
    with pytest.raises(UnresolvedNames, match=r"names.csv:TÃ¼rkei: does not stand in t.csv"):
        read_affiliations(path, names=names)
    names = written(tmp_path, "name,id\nTürkei,TUR\nNowhere,leave out\n", "names.csv")
    remarks = imported(read_affiliation_table(path), names=names).remarks
    assert "names of names.csv that do not stand in t.csv: Nowhere" in remarks


def test_an_answer_that_is_nobodys_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "state,body,date\nMarocco,A,2000\n")
    names = written(tmp_path, "name,id\nMarocco,MRR\n", "names.csv")
    with pytest.raises(UnresolvedNames, match=r"names.csv:Marocco: no .*MRR"):
        read_affiliations(path, names=names)


def test_a_source_called_like_one_that_comes_along_is_another_source(tmp_path: Path) -> None:
    network = made(tmp_path, "state,body,date,source\nChile,A,2001,GeoNames\n")
    assert network.source("geonames").publisher == "GeoNames"
    assert network.source("geonames-cited").title == "GeoNames"
    assert read_tables(write_tables(network, tmp_path / "d")) == network
    with pytest.raises(InvalidQuestion, match="choose another with --key"):
        made(tmp_path, LONG, description=Description(key="geonames"))


def test_two_sources_whose_names_differ_in_signs_alone_stay_two(tmp_path: Path) -> None:
    addresses = ["https://a.org/x/1", "https://a.org/x?1", "https://a.org/x/1"]
    rows = "".join(f"{state},A,2001,{one}\n" for state, one in zip(("Chile", "Peru", "Italy"), addresses, strict=True))
    network = made(tmp_path, f"state,body,date,source\n{rows}")
    cited = [network.memberships(actor=state)[0].claims[0].citations[1].key for state in ("CHL", "PER", "ITA")]
    assert [network.source(key).url for key in cited] == addresses


def test_an_answer_may_be_an_organization_of_ours(tmp_path: Path) -> None:
    names = written(tmp_path, "name,id\nBrussels,eu\nAU Commission,african-union-commission\n", "names.csv")
    text = "state,body,date\nBrussels,FAO,2000\nAU Commission,EU,2000\nChile,FAO,2000\n"
    network = made(tmp_path, text, names=names)
    assert claims(network) == [
        "CHL fao member 1: shown 2000",
        "african-union-commission eu-process member 1: shown 2000",
        "eu fao member 1: shown 2000",
    ]
    assert read_tables(write_tables(network, tmp_path / "d")) == network


def test_columns_of_a_long_table_have_no_meaning_in_a_matrix(tmp_path: Path) -> None:
    with pytest.raises(InvalidQuestion, match="--start-column has no meaning"):
        made(tmp_path, MATRIX, form="matrix", columns=Columns(start="C"))


def test_a_body_called_like_one_of_ours_does_not_get_its_life(tmp_path: Path) -> None:
    network = made(tmp_path, "state,club,as of\nGhana,AU,1990\nGhana,EU,1990\n")
    assert {life.entity for life in network.records.lives} <= {"GHA"}
    assert [row.bodies for row in gm.seats(network.two_mode(at="1990"))] == [["au", "eu"]]


def test_a_former_state_is_never_the_present_one(tmp_path: Path) -> None:
    network = made(tmp_path, "state,body,date\nBaden,Zollverein,1850\n")
    assert claims(network) == ["cow-267 zollverein member 1: shown 1850"]
    assert network.source("cow-states-v2016").terms


def test_claims_outside_the_life_of_a_state_are_said(tmp_path: Path) -> None:
    result = done(tmp_path, "state,body,date\nYemen,ILO,1965\nYemen,ILO,1995\n")
    assert any(
        "1 claims lie outside the life of their state and make nothing hold: YEM 1965" in one for one in result.remarks
    )


def test_two_spellings_of_a_body_are_one_and_said(tmp_path: Path) -> None:
    result = done(tmp_path, "state,body,date\nChile,Wine Club,2000\nPeru,WINE-CLUB,2000\nCuba,Wine Club,2000\n")
    assert [one.name for one in result.network.records.entities if one.kind == "process"] == ["Wine Club"]
    assert "read as one: Wine Club, WINE-CLUB" in result.remarks


def test_names_in_other_scripts_have_ids_of_their_own(tmp_path: Path) -> None:
    network = made(tmp_path, "state,body,date\nChile,東,2000\nPeru,西,2000\nCuba,Клуб,2000\n")
    assert len({tie.body for tie in network.memberships()}) == 3


def test_columns_are_guessed_only_where_that_is_certain(tmp_path: Path) -> None:
    assert "Which column is the actor is not certain" in problems(tmp_path, "state,country,club\na,Chile,B\n")[0]
    text = "state,country,club,year\na,Chile,B,2000\n"
    network = made(tmp_path, text, columns=Columns(actor="country"))
    assert claims(network) == ["CHL b member 1: shown 2000"]
    assert 'no column "cuntry"' in problems(tmp_path, text, columns=Columns(actor="cuntry"))[0]
    assert "--form long" in problems(tmp_path, "x,y\nChile,B\n")[0]


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    assert problems(tmp_path, " \n") == ["t.csv: is empty; a table has a head and at least one row below it"]


def test_what_is_guessed_and_what_is_not_read_is_said(tmp_path: Path) -> None:
    said = read_affiliation_table(written(tmp_path, "state;club;since;notes\nChile;A;1990;x\n")).remarks
    assert said == (
        "separator: semicolon",
        'column "state" read as actor',
        'column "club" read as body',
        'column "since" read as start',
        "columns not read: notes",
    )


def test_what_other_formats_found_becomes_a_network_too() -> None:
    found = [Affiliation("Ann", "Choir", line=3), Affiliation("Bob", "Choir", role="chair", start="1999", line=4)]
    network = imported(reading_of("x.net", found, as_of="2000"), actors_are="organization", bodies_are="group").network
    assert claims(network) == ["ann choir member 1: shown 2000", "bob choir chair 1: start 1999"]


def test_roles_and_dates_of_other_formats_are_judged() -> None:
    found = [Affiliation("Ann", "Choir", role="singer", start="05/99", line=3)]
    with pytest.raises(InvalidRecord) as caught:
        imported(reading_of("x.net", found), actors_are="organization")
    assert [str(one).split(": ")[0] for one in caught.value.problems] == ["x.net:3:role", "x.net:3:start"]


@pytest.fixture(scope="module")
def women(tmp_path_factory: pytest.TempPathFactory) -> Network:
    """Davis, Gardner and Gardner's women as a matrix that somebody has in a spreadsheet."""
    graph = networkx.davis_southern_women_graph()
    women, events = graph.graph["top"], graph.graph["bottom"]
    lines = [",".join(["woman", *events])]
    lines += [",".join([one, *("1" if graph.has_edge(one, event) else "0" for event in events)]) for one in women]
    path = written(tmp_path_factory.mktemp("women"), "\n".join(lines) + "\n", "women.csv")
    network = read_affiliations(path, actors_are="organization", bodies_are="initiative", as_of="1936", complete=True)
    return read_tables(write_tables(network, path.parent / "data"))


def test_actors_that_are_no_states_are_asked_about_like_any(women: Network) -> None:
    two_mode = women.two_mode(gm.Selection(actors="organization", bodies="initiative"))
    assert (len(two_mode.actors), len(two_mode.bodies), two_mode.counts.documented) == (18, 14, 89)
    seats = gm.seats(two_mode)
    assert {row.count for row in seats.top(3)} == {8}
    assert gm.overlap(two_mode).top(1)[0].shared == 9
    ranked = {row.name: round(row.value, 3) for row in gm.centrality(two_mode, measure="betweenness")}
    assert ranked["Nora Fayette"] == 0.113


def test_a_map_of_other_actors_is_written(women: Network, tmp_path: Path) -> None:
    page = gm.write_map(women, gm.Selection(actors="organization", bodies="initiative"), tmp_path / "women.html")
    assert "Nora Fayette" in Path(page).read_text(encoding="utf-8")


CELL = st.one_of(
    st.sampled_from(["Chile", "Peru", "A", "1990", "1995-02", "", "yes", "member", "1", "0", "x"]), st.text(max_size=6)
)


@given(
    head=st.lists(
        st.sampled_from(["state", "body", "role", "start", "end", "date", "source", "complete", "A"]),
        min_size=2,
        max_size=6,
        unique=True,
    ),
    rows=st.lists(st.lists(CELL, min_size=2, max_size=6), max_size=6),
    complete=st.booleans(),
)
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_table_is_read_or_explained(tmp_path: Path, head: list[str], rows: list[list[str]], complete: bool) -> None:
    """Tables of likely and of random cells; what is read is a network without flaws."""
    path = tmp_path / "t.csv"
    with path.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        csv.writer(stream).writerows([head, *((row + [""] * 6)[: len(head)] for row in rows)])
    try:
        network = read_affiliations(path, complete=complete, actors_are="organization", as_of="2000")
    except GraphModelError:
        return
    assert not list(flaws(network.records))
    network.two_mode(gm.Selection(actors="organization"))
