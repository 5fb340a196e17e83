"""What any test may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.harness.town import Town

# The same examples on every machine and every day, and no word about how long they take.
settings.register_profile("mensajeria", deadline=None, derandomize=True, database=None)
settings.register_profile("quick", settings.get_profile("mensajeria"), max_examples=40)


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile(config.getoption("--hypothesis-profile") or "mensajeria")


@pytest.fixture(autouse=True, scope="session")
def _own_running_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Servers of tests leave what their owner's clients look for elsewhere than real ones do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("running")))
        yield


@pytest.fixture
def town() -> Town:
    """A server in memory with nobody in it, where nobody joins anything by themselves."""
    return Town()
