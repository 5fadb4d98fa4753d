"""What a machine may not have: skip with a reason, or fail where nothing may be missing."""

from __future__ import annotations

import os

import pytest


def skip_or_fail(reason: str) -> None:
    """Skip a test that needs what this machine has not; fail it where ``GRAPHMODEL_REQUIRE=all`` lets nothing be missing."""
    if os.environ.get("GRAPHMODEL_REQUIRE") == "all":
        pytest.fail(f"needed here (GRAPHMODEL_REQUIRE=all): {reason}")
    pytest.skip(reason)
