"""What any test may ask for."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.harness.town import Town

# The same examples on every machine and every day, and no word about how long they take.
settings.register_profile("mensajeria", deadline=None, derandomize=True, database=None)
settings.load_profile("mensajeria")


@pytest.fixture
def town() -> Town:
    """A server in memory with nobody in it, where nobody joins anything by themselves."""
    return Town()
