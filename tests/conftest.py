"""What any test may ask for."""

from __future__ import annotations

import pytest

from tests.harness.town import Town


@pytest.fixture
def town() -> Town:
    """A server in memory with nobody in it, where nobody joins anything by themselves."""
    return Town()
