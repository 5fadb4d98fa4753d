"""The report's folder and its glance."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.errors import UnwritablePath
from graphmodel.network import Network
from queries import QUESTIONS
from viz.report import Report, glance, write_report

LOOKUPS = {"show", "find", "list"}
"""Questions that need a word to be asked; every other has a table."""


@pytest.fixture(scope="module")
def of_2008(dataset: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(dataset, tmp_path_factory.mktemp("report"), at="2008")


@pytest.fixture(scope="module")
def page_of_2008(of_2008: Path) -> str:
    return of_2008.read_text(encoding="utf-8")


def test_the_folder_has_a_page_and_a_table_for_every_question(of_2008: Path) -> None:
    assert of_2008.name == "index.html"
    tables = {path.stem for path in of_2008.parent.glob("*.csv")}
    assert tables == {one.word for one in QUESTIONS} - LOOKUPS | {"coverage"}


def test_the_most_central_agency_is_named_with_its_number_and_counted_otherwise(
    dataset: Network, page_of_2008: str
) -> None:
    first, second = gm.agencies(dataset, at="2008").top(2)
    assert f"<b>{first.name}</b> is recorded in most bodies" in page_of_2008
    assert f": {first.count}, of which {first.documented} documented; next is {second.name}" in page_of_2008
    assert "recorded incompletely" in page_of_2008
    for words, rows in Report(dataset, at="2008").agencies_otherwise():
        assert f"<li>{words}: {rows[0].name} ({rows[0].count})" in page_of_2008
    assert f"  {first.count:>3}  {first.name}: partner {first.partner}, " in glance(dataset, at="2008")


def test_centrality_brokers_regions_and_overlaps_beyond_chance_are_on_the_page(
    dataset: Network, page_of_2008: str
) -> None:
    two_mode = dataset.two_mode(at="2008")
    text = re.sub(r"<[^>]+>", " ", page_of_2008)
    text = " ".join(text.split())
    degree = gm.centrality(two_mode, measure="degree", mode="actors").row(0)
    assert f"degree {degree.name} {degree.value:.2f}" in text
    broker = gm.brokerage(two_mode).row(0)
    assert f"{broker.name} {broker.group} {broker.count} {broker.expected:.0f}" in text
    tied = next(row for row in gm.linkage(two_mode) if row.first_region != row.second_region)
    assert f"{tied.first_region} and {tied.second_region} {tied.ties} of {tied.pairs} {tied.density:.2f}" in text
    beyond = gm.backbone(dataset, at="2008").row(0)
    assert f"{beyond.shared} {beyond.expected:.1f} {beyond.z:.1f}" in text
    assert "survive Holm" in text


def test_a_date_at_which_nothing_is_documented_is_said_first(dataset: Network, tmp_path: Path) -> None:
    report = Report(dataset)
    warning = report.warning()
    assert warning.startswith(
        f"No seat is documented at {report.at}: all {report.two_mode.counts.presumed} are presumed"
    )
    years = [row for row in gm.regime(dataset, at=f"{report.year - 20}/{report.year}") if row.documented]
    best = max(years, key=lambda row: row.documented)
    assert f"{years[-1].year} ({years[-1].documented} of {years[-1].ties})" in warning
    assert f"{best.year} ({best.documented} of {best.ties}): ask with --at {best.year}" in warning
    assert warning in report.glance()
    text = report.write(tmp_path).read_text(encoding="utf-8")
    assert f'<p class="warning">{warning}</p>' in text
    assert "states are presumed to sit in" in text


def test_no_warning_where_something_is_documented(dataset: Network, page_of_2008: str) -> None:
    assert not Report(dataset, at="2008").warning()
    assert 'class="warning"' not in page_of_2008


def test_a_small_network_without_agencies_has_a_report_too(toy: Network, tmp_path: Path) -> None:
    page = write_report(toy, tmp_path, at="2008")
    for name in re.findall(r'href="([^"#]+)"', page.read_text(encoding="utf-8")):
        assert (page.parent / name).is_file(), name


def test_what_the_data_does_not_have_is_left_out_of_the_report(toy: Network, tmp_path: Path) -> None:
    text = glance(toy, at="2004")
    assert "0 of 6 states sit in two or more of 1 process.\n" in text
    assert "Processes that share most members\n  none\n" in text
    page = write_report(toy, tmp_path, at="2004")
    assert not (page.parent / "troika.csv").exists()
    for words in ("Global Forum", "migration", "consultative"):
        assert words not in text
        assert words not in page.read_text(encoding="utf-8")


def test_a_network_without_offices_has_no_table_of_them(toy: Network, tmp_path: Path) -> None:
    records = toy.records
    seats = tuple(one for one in records.memberships if one.role == "member")
    page = write_report(Network(replace(records, memberships=seats)), tmp_path, at="2010").read_text(encoding="utf-8")
    assert "Chairs" not in page
    assert "#offices" not in page


def test_the_folder_has_the_map(of_2008: Path, page_of_2008: str) -> None:
    assert "graphmodel 0.1.0" in (of_2008.parent / "map.html").read_text(encoding="utf-8")
    assert 'href="map.html"' in page_of_2008


def test_the_same_data_gives_the_same_bytes(dataset: Network, of_2008: Path, tmp_path: Path) -> None:
    one = of_2008.parent
    two = write_report(dataset, tmp_path / "two", at="2008").parent
    assert {path.name: path.read_bytes() for path in one.iterdir()} == {
        path.name: path.read_bytes() for path in two.iterdir()
    }


def test_the_page_asks_no_server_for_anything(page_of_2008: str) -> None:
    assert not re.search(r'(src|href)="(https?:)?//', page_of_2008)
    assert "@import" not in page_of_2008


def test_the_page_is_well_formed(page_of_2008: str) -> None:
    class Balance(HTMLParser):
        open: list[str]

        def __init__(self) -> None:
            super().__init__()
            self.open = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag not in ("meta", "br", "link", "img"):
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    parser = Balance()
    parser.feed(page_of_2008)
    assert not parser.open


def test_every_table_and_heading_that_the_page_links_is_there(of_2008: Path, page_of_2008: str) -> None:
    for name in re.findall(r'href="([^"#]+)"', page_of_2008):
        assert (of_2008.parent / name).is_file(), name
    for name in re.findall(r'href="#([^"]+)"', page_of_2008):
        assert f'id="{name}"' in page_of_2008


def test_the_headline_is_the_number_of_the_answer(dataset: Network, page_of_2008: str) -> None:
    headline = re.search(r"<h1>(\d+) of (\d+) states", page_of_2008)
    assert headline
    assert f"{headline[1]} of {headline[2]} states sit in two or more" in glance(dataset, at="2008")


def test_the_glance_names_the_troika(dataset: Network) -> None:
    assert "BEL, PHL, GRC" in glance(dataset, at="2008-08")


def test_a_folder_that_cannot_be_written_is_named(dataset: Network, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here", encoding="utf-8")
    with pytest.raises(UnwritablePath, match="file"):
        write_report(dataset, tmp_path / "file")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "here"


def test_the_report_of_other_bodies_speaks_of_them(toy: Network, tmp_path: Path) -> None:
    selection = gm.Selection(bodies="organization")
    made = Report(toy, selection, at="2008")
    there = toy.two_mode(selection, at="2008")
    several = sum(row.count >= 2 for row in gm.seats(there))
    assert (
        f"{several} of {len(there.actors)} states sit in two or more of {len(there.bodies)} organizations."
        in made.glance()
    )
    page = made.write(tmp_path).read_text(encoding="utf-8")
    assert "<title>States in organizations, 2008: Toy</title>" in page
    assert "processes on migration" not in page
    assert len((tmp_path / "seats.csv").read_text(encoding="utf-8").splitlines()) == len(gm.seats(there)) + 1


def test_actors_of_any_kind_have_a_report(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("woman,E1,E2\nEva,1,1\nLaura,1,0\nRuth,0,1\n", encoding="utf-8")
    network = gm.read_affiliations(table, actors_are="organization", bodies_are="initiative", as_of="1936")
    selection = gm.Selection(actors="organization", bodies="initiative")
    assert "1 of 3 organizations sit in two or more of 2 initiatives." in glance(network, selection)
    gm.write_report(network, tmp_path / "report", selection=selection)


def test_where_no_total_is_stated_nothing_is_called_complete(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("state,club,as of\nChile,Wine,2000\n", encoding="utf-8")
    assert "no source states the number of members of any process" in glance(gm.read_affiliations(table))
