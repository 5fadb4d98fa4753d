"""The tree of errors."""

from __future__ import annotations

import pytest

from graphmodel import errors
from graphmodel.errors import GraphModelError, InvalidRecord, Problem

NAMES = [name for name in errors.__all__ if name not in ("GraphModelError", "Problem")]


@pytest.mark.parametrize("name", NAMES)
def test_every_error_is_ours_and_the_builtin_a_caller_expects(name: str) -> None:
    ours = getattr(errors, name)
    assert issubclass(ours, GraphModelError)
    assert f"{name}({ours.__bases__[1].__name__})" in (errors.__doc__ or "")


def test_problems_are_told_once_each_in_the_order_of_the_file() -> None:
    late, early = Problem("a.csv", 9, "id", "wrong"), Problem("a.csv", 2, "id", "wrong")
    error = InvalidRecord([late, early, late])
    assert error.problems == (early, late)
    assert str(error) == "a.csv:2:id: wrong\na.csv:9:id: wrong"


def test_a_place_that_is_not_known_is_left_out() -> None:
    assert str(Problem("a.csv", 0, "", "not there")) == "a.csv: not there"
