"""The wheel and the source archive: the same bytes from the same files, all that is needed in them, and nothing else."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest
from machine import skip_or_fail

ROOT = Path(__file__).resolve().parent.parent


def copied(target: Path, time: int) -> Path:
    """The files that are under version control, at another place, as if changed at another time."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        skip_or_fail("the project is not in a git checkout here")
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
            os.utime(target / name, (time, time))
    return target


def built(source: Path, *options: str) -> dict[str, bytes]:
    """What building gives, by name."""
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        skip_or_fail("no uv on this machine")
    target = source.parent / f"{source.name}-dist{''.join(options)}"
    done = subprocess.run(
        [str(uv), "build", "--quiet", "--out-dir", str(target), *options, str(source)],
        capture_output=True,
        text=True,
        check=False,
    )
    if "Failed to fetch" in done.stderr or "error sending request" in done.stderr:
        skip_or_fail("uv finds no package index here")
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in target.iterdir() if path.suffix in (".whl", ".gz")}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("first") / "project", 1_600_000_000)


@pytest.fixture(scope="module")
def distributions(first: Path) -> dict[str, bytes]:
    """The source archive, and the wheel made from it."""
    return built(first)


@pytest.fixture(scope="module")
def archive(distributions: dict[str, bytes]) -> set[str]:
    """Names of the files in the source archive."""
    content = next(content for name, content in distributions.items() if name.endswith(".tar.gz"))
    with tarfile.open(fileobj=io.BytesIO(content)) as opened:
        return {name.partition("/")[2] for name in opened.getnames()}


def test_building_twice_gives_the_same_bytes(distributions: dict[str, bytes], tmp_path: Path) -> None:
    again = built(copied(tmp_path / "elsewhere", 1_700_000_000))
    assert sorted(again) == sorted(distributions)
    assert len(again) == 2
    for name, content in again.items():
        assert content == distributions[name], name


def test_the_wheel_of_the_archive_is_the_wheel_of_the_checkout(distributions: dict[str, bytes], first: Path) -> None:
    for name, content in built(first, "--wheel").items():
        assert content == distributions[name]


def test_the_archive_has_what_is_under_version_control_and_nothing_else(archive: set[str], first: Path) -> None:
    files = {str(path.relative_to(first)) for path in first.rglob("*") if path.is_file()}
    assert archive - files == {"PKG-INFO"}
    assert files - archive == set()


def test_the_wheel_has_the_four_packages_the_data_and_no_tests(distributions: dict[str, bytes]) -> None:
    wheel = next(content for name, content in distributions.items() if name.endswith(".whl"))
    with zipfile.ZipFile(io.BytesIO(wheel)) as opened:
        names = opened.namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {
        "graphmodel",
        "loaders",
        "queries",
        "viz",
    }
    for needed in (
        "loaders/_data/memberships.csv",
        "loaders/_data/sources.json",
        "viz/page/map.html.j2",
        "queries/py.typed",
    ):
        assert needed in names
    assert [name for name in names if "__pycache__" in name or name.endswith((".pyc", "~"))] == []


def test_the_metadata_says_what_a_package_index_shows(distributions: dict[str, bytes]) -> None:
    wheel = next(content for name, content in distributions.items() if name.endswith(".whl"))
    with zipfile.ZipFile(io.BytesIO(wheel)) as opened:
        name = next(name for name in opened.namelist() if name.endswith(".dist-info/METADATA"))
        stated = message_from_bytes(opened.read(name))
    assert stated["License-Expression"] == "MIT AND CC-BY-4.0"
    assert sorted(stated.get_all("License-File") or ()) == ["LICENSE", "LICENSE-DATA"]
    assert stated["Requires-Python"] == ">=3.11"
    assert stated["Description-Content-Type"] == "text/markdown"
    for field in ("Name", "Version", "Summary", "Author", "Keywords"):
        assert stated[field], field
    classifiers = stated.get_all("Classifier") or ()
    for begin in (
        "Development Status",
        "Environment",
        "Intended Audience",
        "Operating System",
        "Programming Language",
        "Topic",
        "Typing",
    ):
        assert any(one.startswith(begin) for one in classifiers), begin
    assert not any(one.startswith("License ::") for one in classifiers), "the expression says it"
