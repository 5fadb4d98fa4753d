"""What the documents themselves say: who ran the IMP, which processes were linked, and which dealt with development."""

from __future__ import annotations

import graphmodel as gm
from graphmodel.network import Network

REGULARLY = [
    ("abu-dhabi-dialogue", "a63269[para 60]"),
    ("colombo-process", "a63269[para 60]"),
    ("five-plus-five", "a63269[para 59]"),
    ("igad-rcp", "a63269[para 58]"),
    ("midsa", "a63269[para 58]"),
    ("midwa", "a63269[para 58]"),
    ("mtm", "a63269[para 59]"),
    ("rcm", "a63269[para 61]"),
    ("sacm", "a63269[para 61]"),
]
AD_HOC = [("apc", "a63269[para 62]"), ("igc", "a63269[para 62]"), ("soderkoping-process", "a63269[para 62]")]
NOT_AT_ALL = [("bali-process", "a63269[para 63]"), ("budapest-process", "a63269[para 63]")]

LINKED = {
    ("abu-dhabi-dialogue", "associated_with", "colombo-process"): "a63269[para 60]",
    ("apc", "joint_meeting", "igc"): "thouezchannac2005[section Regionalism at the cost of internationalism, para 4]",
    ("caribbean-seminar", "associated_with", "imp"): "thouezchannac2005[fn 31]",
    ("imp", "associated_with", "igc"): "thouezchannac2005[fn 26]",
    ("imp-east-africa", "associated_with", "imp"): "thouezchannac2005[fn 31]",
    ("issyk-kul-dialogue", "associated_with", "imp"): "thouezchannac2005[section Describing RCMPs, para 4]",
    ("midwa", "associated_with", "imp"): "thouezchannac2005[fn 17]",
}


def test_four_agencies_ran_the_international_migration_policy_programme(dataset: Network) -> None:
    selection = gm.Selection(actors="organization", bodies="imp", roles=("organizer", "secretariat", "coordinator"))
    answer = gm.agencies(dataset, selection, at="2004")
    assert [row.id for row in answer] == ["ilo", "iom", "unfpa", "unitar"]
    cited = {
        str(one) for row in answer for tie in answer.evidence(row) for said in tie.claims for one in said.citations
    }
    assert cited == {"thouezchannac2005[section Describing RCMPs, para 4]"}


def test_the_secretariat_of_the_cis_conference_was_shared_by_three(dataset: Network) -> None:
    selection = gm.Selection(actors="organization", bodies="cis-conference", roles="secretariat")
    answer = gm.agencies(dataset, selection, at="1996-05")
    assert [row.id for row in answer if row.documented] == ["iom", "odihr", "unhcr"]
    cited = {
        str(one) for row in answer for tie in answer.evidence(row) for said in tie.claims for one in said.citations
    }
    assert {"un-a51-341[para 2]", "thouezchannac2005[section Describing RCMPs, para 5]"} <= cited


def test_the_processes_that_the_documents_link_directly(dataset: Network) -> None:
    found = {
        (row.first, row.relation, row.second): {one for said in row.claims for one in said["citations"]}
        for row in gm.links(dataset, at="2008")
        if row.claims
    }
    assert set(found) == set(LINKED)
    assert all(cited in found[pair] for pair, cited in LINKED.items())


def test_which_processes_dealt_with_development_regularly_ad_hoc_or_not_at_all_in_2008(dataset: Network) -> None:
    """The fourteen of A/63/269, in the three groups of its paragraphs 58 to 63."""
    fourteen = {one.id for one in dataset.bodies(gm.Selection(bodies="rcp", classed_by="a63269"), at="2008")}
    groups: dict[str, list[tuple[str, str]]] = {"regular": [], "ad_hoc": [], "none": []}
    for focus in dataset.records.focuses:
        cited = [str(one) for one in focus.citations if one.key == "a63269"]
        if focus.theme == "development" and focus.body in fourteen and cited:
            groups[focus.strength].append((focus.body, ", ".join(cited)))
    assert groups == {"regular": REGULARLY, "ad_hoc": AD_HOC, "none": NOT_AT_ALL}
    assert len(REGULARLY + AD_HOC + NOT_AT_ALL) == len(fourteen)


def test_show_tells_the_reader_the_same(dataset: Network) -> None:
    shown = {
        (body, row.relation)
        for body in ("colombo-process", "igc", "bali-process")
        for row in gm.show(dataset, body)
        if row.what == "focus" and row.second == "development" and "a63269" in str(row.claims)
    }
    assert shown == {("colombo-process", "regular"), ("igc", "ad_hoc"), ("bali-process", "none")}
