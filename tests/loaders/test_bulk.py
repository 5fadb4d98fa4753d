"""No search for cycles while records are made, and the search as it was before, whatever happens."""

from __future__ import annotations

import contextlib
import gc

import pytest

from loaders.bulk import collector_paused


@pytest.mark.parametrize("was_enabled", [True, False])
def test_the_collector_is_as_it_was_after_an_error_too(was_enabled: bool) -> None:
    if not was_enabled:
        gc.disable()
    try:
        with contextlib.suppress(RuntimeError), collector_paused():
            assert not gc.isenabled()
            raise RuntimeError
        assert gc.isenabled() == was_enabled
    finally:
        gc.enable()
