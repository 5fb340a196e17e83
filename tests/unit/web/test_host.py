"""The Host field of a request, before anything of it is shown."""

from __future__ import annotations

import pytest

from mensajeria.web.host import found_at


@pytest.mark.parametrize(
    ("field", "host", "port"),
    [
        ("casa", "casa", None),
        ("casa.local:7667", "casa.local", 7667),
        ("192.168.1.5:7667", "192.168.1.5", 7667),
        ("[FE80::1]:7667", "fe80::1", 7667),
        ("[::1]", "::1", None),
    ],
)
def test_found_at(field: str, host: str, port: int | None) -> None:
    assert found_at([field]) == (host, port)


@pytest.mark.parametrize(
    "fields",
    [
        [],
        ["a", "a"],
        [""],
        ["a b"],
        ["<script>"],
        ['"'],
        ["a:0"],
        ["a:65536"],
        ["a:-1"],
        ["a:"],
        ["[::g]"],
        ["[::1"],
        ["-oProxyCommand=x"],
        ["me@casa"],
        ["casa/"],
        ["ñ"],
        ["a" * 254],
    ],
)
def test_what_is_no_address_is_refused(fields: list[str]) -> None:
    with pytest.raises(ValueError):
        found_at(fields)
