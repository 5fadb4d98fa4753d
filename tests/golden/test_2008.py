"""Which states sat in two or more regional consultative processes in 2008.

The report of the Secretary-General A/63/269 of August 2008 names fourteen processes in paragraphs 58-63. By the vocabulary of
the time a few more were called so; by that of today only some remain. Whoever changes these lists changes an answer that people
quote.
"""

from __future__ import annotations

import graphmodel as gm
from graphmodel.network import Network

FOURTEEN = [
    "abu-dhabi-dialogue",
    "apc",
    "bali-process",
    "budapest-process",
    "colombo-process",
    "five-plus-five",
    "igad-rcp",
    "igc",
    "midsa",
    "midwa",
    "mtm",
    "rcm",
    "sacm",
    "soderkoping-process",
]

IN_TWO_OF_THE_FOURTEEN = [
    "AFG",
    "ARE",
    "AUS",
    "AUT",
    "BEL",
    "BGD",
    "BGR",
    "BLR",
    "CAN",
    "CHE",
    "CHN",
    "CPV",
    "CYP",
    "CZE",
    "DEU",
    "DNK",
    "DZA",
    "ESP",
    "EST",
    "ETH",
    "FIN",
    "FRA",
    "GBR",
    "GHA",
    "GRC",
    "HUN",
    "IDN",
    "IND",
    "IRL",
    "ITA",
    "KEN",
    "LBY",
    "LKA",
    "LTU",
    "LUX",
    "LVA",
    "MAR",
    "MDA",
    "MLI",
    "MLT",
    "MYS",
    "NER",
    "NGA",
    "NLD",
    "NOR",
    "NPL",
    "NZL",
    "PAK",
    "PHL",
    "POL",
    "PRT",
    "ROU",
    "SEN",
    "SGP",
    "SVK",
    "SVN",
    "SWE",
    "SYR",
    "THA",
    "TUN",
    "TUR",
    "UKR",
    "USA",
    "VNM",
]

IN_TWO_THROUGH_OTHER_PROCESSES = ["BLZ", "DOM", "FJI", "KIR", "NRU", "PLW", "PNG", "SLB", "VUT", "WSM"]


def seats(dataset: Network, **selection: str) -> set[str]:
    two_mode = dataset.two_mode(gm.Selection(bodies="rcp", **selection), at="2008")
    return {row.id for row in gm.seats(two_mode, at_least=2)}


def test_the_report_of_2008_names_fourteen_processes(dataset: Network) -> None:
    bodies = dataset.bodies(gm.Selection(bodies="rcp", classed_by="a63269"), at="2008")
    assert [body.id for body in bodies] == FOURTEEN


def test_each_of_the_fourteen_is_cited_to_its_paragraph(dataset: Network) -> None:
    cited = {
        str(citation)
        for said in dataset.records.classifications
        if said.scheme == "a63269" and said.class_ == "rcp"
        for citation in said.citations
    }
    assert all(one.startswith("a63269[para ") for one in cited)


def test_show_says_that_paragraph_45_counts_thirteen(dataset: Network) -> None:
    seen = [row for row in gm.show(dataset, "a63269") if row.what == "observation" and "13" in row.second]
    assert any("para 45" in citation for row in seen for claim in row.claims for citation in claim["citations"])


def test_64_states_sat_in_two_or_more_of_the_fourteen(dataset: Network) -> None:
    assert sorted(seats(dataset, classed_by="a63269")) == IN_TWO_OF_THE_FOURTEEN
    assert len(IN_TWO_OF_THE_FOURTEEN) == 64


def test_74_states_sat_in_two_or_more_of_all_that_were_called_so(dataset: Network) -> None:
    assert sorted(seats(dataset)) == sorted([*IN_TWO_OF_THE_FOURTEEN, *IN_TWO_THROUGH_OTHER_PROCESSES])


def test_processes_that_are_called_inter_regional_today_were_called_regional_then(dataset: Network) -> None:
    then = {body.id for body in dataset.bodies(gm.Selection(bodies="rcp"), at="2008")}
    assert {"bali-process", "budapest-process", "five-plus-five", "igc", "mtm", "abu-dhabi-dialogue"} <= then


def test_without_presumption_fewer_seats_remain(dataset: Network) -> None:
    documented = seats(dataset, classed_by="a63269", presume="none")
    assert documented < set(IN_TWO_OF_THE_FOURTEEN)


def test_midsa_has_the_members_of_sadc_and_midwa_those_of_ecowas(dataset: Network) -> None:
    two_mode = dataset.two_mode(gm.Selection(bodies=["midsa", "sadc", "midwa", "ecowas"]), at="2012")
    assert {(row.inner, row.outer) for row in gm.nesting(two_mode)} == {
        ("midsa", "sadc"),
        ("sadc", "midsa"),
        ("midwa", "ecowas"),
        ("ecowas", "midwa"),
    }


def test_the_global_migration_group_of_2008_fills_fourteen_seats(dataset: Network) -> None:
    two_mode = dataset.two_mode(gm.Selection(actors="organization", bodies="gmg"), at="2008-08")
    (coverage,) = two_mode.coverage
    assert (coverage.stated_total, coverage.held) == (14, 14)
