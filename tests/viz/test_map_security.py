"""What hostile data and addresses can do to the map, by the requirements S1 to S10: nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mapbrowser import MapPage

from graphmodel.claims import Claim
from graphmodel.dataset import Dataset
from graphmodel.entities import Name, Process, State
from graphmodel.network import Network, Records
from graphmodel.sources import Citation, Source
from graphmodel.ties import Membership
from viz.html import MODULES, Map, bundle
from viz.island import to_json

Look = Callable[..., MapPage]

PAYLOADS = (
    "<script>globalThis.pwned = 1</script>",
    '<img src=x onerror="globalThis.pwned = 1">',
    "</script></style></title><svg onload=globalThis.pwned=1>",
    "\"'`><b onmouseover=globalThis.pwned=1>",
    "javascript:globalThis.pwned=1",
    "__proto__",
    "‮evil‬ ⁦turned",
    "nul\x00 and \x0b and \x85",
    "long " + "x" * 10_000,
    "{{ 7 * 7 }} ${7 * 7} \\u003c",
    "<!-- <script>",
    '=HYPERLINK("http://evil.test")',
)


def poisoned(text: str) -> Network:
    """A network with a text in every field that takes one."""
    cites = (Citation(key="book", locator=text),)
    url = text if text.startswith("javascript") else f"https://example.org/{len(text)}"
    return Network(
        Records(
            dataset=Dataset.model_validate(
                {"name": "bad", "title": text, "version": text[:40], "date": "2010", "citation": text}
            ),
            entities=(
                State(
                    id="AAA",
                    name=text,
                    region="Africa",
                    latitude=1,
                    longitude=1,
                    names=(Name(entity="AAA", name=text, form="former"),),
                    note=text,
                ),
                State(id="BBB", name="Plain", region=text, subregion=text, latitude=9, longitude=9),
                Process(id="bad-process", name=text, short_name=text, regions=(text,), note=text),
            ),
            memberships=tuple(
                Membership(
                    actor=one,
                    body="bad-process",
                    role="member",
                    claims=(Claim.model_validate({"says": "start", "date": "2000", "citations": cites, "note": text}),),
                )
                for one in ("AAA", "BBB")
            ),
            sources=(
                Source.model_validate({"id": "book", "type": "book", "title": text, "publisher": text, "URL": url}),
            ),
        )
    )


def scripts(text: str) -> list[str]:
    return re.findall(r"<script>(.*?)</script>", text, re.DOTALL)


def test_S1_the_policy_names_the_digest_of_each_script_and_allows_nothing_else(real_file: Path) -> None:
    text = real_file.read_text(encoding="utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert policy.start() < text.index("<script")
    rules = dict(one.strip().split(" ", 1) for one in policy[1].replace("&#39;", "'").split(";"))
    digests = {f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in scripts(text)}
    assert set(rules["script-src"].split()) == digests
    assert {name: rules[name] for name in ("default-src", "connect-src", "base-uri", "form-action")} == dict.fromkeys(
        ("default-src", "connect-src", "base-uri", "form-action"), "'none'"
    )
    assert rules["img-src"] == "data: blob:"


def test_S1_an_injected_handler_and_a_request_are_blocked(look: Look, real_file: Path) -> None:
    page = look(real_file)
    page.run("document.body.insertAdjacentHTML('beforeend', '<img src=\"data:,x\" onerror=\"globalThis.pwned = 1\">')")
    blocked = page.run("fetch('https://example.org/').then(() => 'sent', () => 'blocked')")
    page.page.wait_for_timeout(100)
    assert blocked == "blocked"
    assert page.run("globalThis.pwned") is None
    assert [one for one in page.requests if one.startswith("http")] == []


def test_S2_data_cannot_leave_their_element() -> None:
    text = to_json({"a": "</script><!--&\u2028\u2029"})
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == {"a": "</script><!--&\u2028\u2029"}
    with pytest.raises(ValueError, match="JSON"):
        to_json({"a": float("nan")})


def test_S3_only_our_own_files_are_marked_safe(real_file: Path) -> None:
    import viz.html

    folder = Path(viz.html.__file__).parent
    assert "safe" not in (folder / "page" / "map.html.j2").read_text(encoding="utf-8")
    marked = re.findall(r"Markup\(([^)]*\)?)\)", (folder / "html.py").read_text(encoding="utf-8"))
    assert marked == ["style", "engine()", "script", "to_json(content)"]
    for script in scripts(real_file.read_text(encoding="utf-8")):
        assert "</script" not in script.lower()


def test_S4_the_script_makes_no_markup_and_no_code_from_text() -> None:
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "srcdoc",
        "DOMParser",
    ):
        assert word not in bundle(), word
    assert not re.search(r"set(Timeout|Interval)\(\s*[\"'`]", bundle())


def test_every_module_of_the_page_is_in_the_bundle() -> None:
    import viz.html

    folder = Path(viz.html.__file__).parent / "page"
    assert {path.name for path in folder.glob("*.js")} == set(MODULES)


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_S5_S6_S9_a_payload_in_every_field_runs_nowhere_and_is_lost_nowhere(
    look: Look, tmp_path: Path, payload: str
) -> None:
    path = Map.of(poisoned(payload), title=payload).write(tmp_path / "bad.html")
    page = look(path)
    for view in ("ring", "map", "structure", "columns", "overlap", "table"):
        page.change(view=view, node=page.index("AAA"))
        page.run("document.querySelectorAll('#panel details').forEach(one => { one.open = true })")
    page.page.fill("#find", payload[:200])
    page.change(view="table", node=-1)
    assert page.run("globalThis.pwned") is None
    assert page.run("({}).polluted") is None
    cells = page.run("[...document.querySelectorAll('#table tbody th bdi')].map(one => one.textContent)")
    assert payload in cells
    assert len(page.lines()) == 2
    links = page.run("[...document.querySelectorAll('a')].map(one => [one.protocol, one.rel])")
    assert all(link in (["https:", "noopener noreferrer"], ["http:", "noopener noreferrer"]) for link in links)
    assert [one for one in page.requests if not one.startswith(("file:", "blob:", "data:"))] == []
    assert page.complaints == []


def test_S6_an_address_that_is_none_stays_text(look: Look, tmp_path: Path) -> None:
    page = look(Map.of(poisoned("javascript:globalThis.pwned=1")).write(tmp_path / "bad.html"), "#v=table&n=AAA")
    assert page.run("document.querySelectorAll('#table a, #panel a').length") == 0
    assert "javascript:globalThis" in page.page.inner_text("#panel h2")


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_S7_what_is_taken_away_is_harmless(look: Look, tmp_path: Path, payload: str) -> None:
    import csv
    import io
    import xml.etree.ElementTree as ElementTree

    page = look(Map.of(poisoned(payload)).write(tmp_path / "bad.html"))

    def saved(button: str) -> str:
        with page.page.expect_download() as waiting:
            page.page.click(f"#{button}")
        return Path(waiting.value.path()).read_bytes().decode("utf-8")

    root = ElementTree.fromstring(saved("svg"))
    assert not [one for one in root.iter() if one.tag.endswith(("script", "foreignObject", "image", "a"))]
    rows = list(csv.reader(io.StringIO(saved("csv").replace("\x00", ""))))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_S8_names_are_isolated_from_what_follows(look: Look, real_file: Path) -> None:
    page = look(real_file, "#v=table&n=MAR")
    for place in ("#panel h2 bdi", "#table tbody th bdi", "header h1 bdi", "#legend bdi"):
        assert page.run("place => getComputedStyle(document.querySelector(place)).unicodeBidi", place) == "isolate", (
            place
        )


def test_S9_in_the_data_nodes_are_positions(real: Map) -> None:
    text = real.html
    island = json.loads(text.split('type="application/json">')[1].split("</script>")[0])
    names = {name for node in real.picture.nodes for name in (node.entity.id, node.entity.name)}

    def object_keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {one for part in value.values() for one in object_keys(part)}
        if isinstance(value, list):
            return {one for part in value for one in object_keys(part)}
        return set()

    assert not object_keys(island) & names
    assert all(isinstance(one, int) for name in ("actor", "body") for one in island["lines"][name])
