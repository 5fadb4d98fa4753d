"""data/README.md says how many rows each table has, and which sources have terms of their own."""

from __future__ import annotations

import csv
import re

from graphmodel.network import Network
from loaders.schema import TABLES
from loaders.tables import data_folder


def test_the_rows_of_every_table_are_counted() -> None:
    text = (data_folder() / "README.md").read_text(encoding="utf-8")
    stated = dict(re.findall(r"^\| `(\w+\.csv)` \| (\d+) \|", text, re.MULTILINE))
    for table in TABLES:
        with (data_folder() / table.file).open(encoding="utf-8", newline="") as stream:
            assert stated[table.file] == str(sum(1 for _ in csv.reader(stream)) - 1), table.file


def test_every_source_with_terms_of_its_own_is_listed(dataset: Network) -> None:
    text = (data_folder() / "README.md").read_text(encoding="utf-8")
    for source in dataset.records.sources:
        if source.terms:
            assert f"| `{source.id}` | {source.terms} |" in text


def test_every_document_has_its_coverage() -> None:
    text = (data_folder() / "README.md").read_text(encoding="utf-8")
    for document in ("a63269", "channac2007", "gcimiom2005", "icmc2010", "thouezchannac2005"):
        assert f"\n### {document}: " in text
