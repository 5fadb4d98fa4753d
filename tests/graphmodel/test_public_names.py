"""Every public name is there, documented, and known to type checkers."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

import graphmodel as gm


@pytest.mark.parametrize("name", [name for name in gm.__all__ if name != "__version__"])
def test_every_public_name_is_there_and_documented(name: str) -> None:
    assert (inspect.getdoc(getattr(gm, name)) or "").strip()


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse(Path(gm.__file__).read_text(encoding="utf-8"))
    (block,) = [node for node in tree.body if isinstance(node, ast.If)]
    homes = {
        alias.asname: node.module
        for node in ast.walk(block)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert homes == gm._HOMES


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="graphmodel has no nothing"):
        gm.nothing  # noqa: B018


def test_importing_the_package_imports_no_heavy_library() -> None:
    import subprocess
    import sys

    heavy = "numpy scipy networkx neo4j pandas jinja2"
    code = f"import sys, graphmodel, graphmodel.cli; print([one for one in {heavy!r}.split() if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
