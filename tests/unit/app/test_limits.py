"""Each limit of the configuration reaches the part of the server that it binds."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import msgspec

from mensajeria.app.configuration import Configuration, Limits
from mensajeria.app.settings import engine_settings, net_limits


def test_every_limit_is_passed_on() -> None:
    """Each one in turn, set to something else than its default, changes what is passed on."""
    usual = _passed_on(Limits())
    for field in msgspec.structs.fields(Limits):
        default = getattr(Limits(), field.name)
        other = not default if isinstance(default, bool) else default + 1
        changed = _passed_on(Limits(**{field.name: other}))
        assert changed == {**usual, field.name: other}, field.name


def _passed_on(limits: Limits) -> dict[str, Any]:
    configuration = Configuration(limits=limits)
    known = {field.name for field in msgspec.structs.fields(Limits)}
    bound = {
        **asdict(engine_settings(configuration, 0).limits),
        **asdict(net_limits(configuration)),
    }
    return {name: value for name, value in bound.items() if name in known}
