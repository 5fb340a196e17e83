"""Being called by name."""

import pytest

from mensajeria.client.rooms.mentions import mentions


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("ana: hola", True),
        ("hola ANA!", True),
        ("¿ana?", True),
        ("@ana", True),
        ("banana", False),
        ("ana_", False),
        ("ana-maría", False),
        ("", False),
    ],
)
def test_a_name_stands_for_itself(text: str, called: bool) -> None:
    assert mentions(text, "ana") is called


def test_nobody_is_called_by_no_name() -> None:
    assert not mentions("anything", "")
