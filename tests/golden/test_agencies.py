"""Agencies as the documents have them."""

from __future__ import annotations

import graphmodel as gm
from graphmodel.network import Network


def test_the_global_migration_group_of_august_2008(dataset: Network) -> None:
    """Fourteen members (A/63/269, paragraph 44); the regional commissions are one of them, and sit through it."""
    two_mode = dataset.two_mode(gm.Selection(actors=["igo", "un", "group"], bodies="gmg"), at="2008-08")
    (body,) = two_mode.coverage
    assert (body.held, body.stated_total) == (14, 14)


def test_iom_services_more_processes_than_any_other_and_sits_in_few(dataset: Network) -> None:
    row = gm.agencies(dataset, at="2008-08", by="secretariat").rows()[0]
    assert (row.id, row.rank) == ("iom", 1)
    assert row.secretariat > row.member
