"""Where settings come from: a TOML file, MENSAJERIA_ variables, --set and other options.

Each source gives layers: what was written, and its origin. Later layers win over earlier ones.
"""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from mensajeria.app.reading import ConfigurationError, Origin
from mensajeria.languages import _

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PREFIX = "MENSAJERIA_"
# Kubernetes gives these to every container when a service is called mensajeria.
NOT_OURS = ("MENSAJERIA_PORT", "MENSAJERIA_SERVICE_")


class Layer(NamedTuple):
    """What one place says, in the ways in which it may be meant, the likeliest first."""

    origin: Origin
    readings: list[dict[str, Any]]


def from_file(path: Path) -> Layer:
    """What a TOML file says. Raises ConfigurationError when it cannot be read."""
    origin = Origin(str(path), path.absolute().parent)
    try:
        text = path.read_text(encoding="utf-8-sig")
        return Layer(origin, [tomllib.loads(text)])
    except FileNotFoundError:
        raise origin.refuse(_("there is no such file")) from None
    except UnicodeDecodeError:
        raise origin.refuse(_("this is no UTF-8 text")) from None
    except tomllib.TOMLDecodeError as error:
        raise origin.refuse(_("this is no TOML: {error}").format(error=error)) from None
    except RecursionError:
        raise origin.refuse(_("this is nested too deeply")) from None
    except (OSError, ValueError) as error:
        raise _unreadable(origin, path, error) from None


def _unreadable(origin: Origin, path: Path, error: OSError | ValueError) -> ConfigurationError:
    if os.path.isdir(path):  # unlike Path.is_dir, not upset by any path
        return origin.refuse(_("this is a folder, not a file"))
    reason = getattr(error, "strerror", None) or str(error)
    return origin.refuse(_("it cannot be read: {reason}").format(reason=reason))


def from_environment(environment: Mapping[str, str]) -> Iterator[Layer]:
    """One layer for each variable; `MENSAJERIA_LIMITS__THROTTLE` is `limits.throttle`."""
    for variable in sorted(environment):
        if variable.startswith(PREFIX) and not variable.startswith(NOT_OURS):
            key = variable[len(PREFIX) :].lower().split("__")
            yield _layer(variable, key, environment[variable])


def from_settings(settings: Sequence[str]) -> Iterator[Layer]:
    """One layer for each KEY=VALUE. Raises ConfigurationError for one without `=`."""
    for setting in settings:
        key, equals, value = setting.partition("=")
        if not equals or not key.strip():
            raise _here("--set").refuse(_("write KEY=VALUE, such as limits.throttle=false"))
        yield _layer("--set", key.strip().split("."), value)


def from_option(option: str, key: str, value: object) -> Layer:
    """What an option of its own on the command line says."""
    return Layer(_here(option), [{key: value}])


def _layer(name: str, key: list[str], text: str) -> Layer:
    return Layer(_here(name), [_nested(key, value) for value in _meanings(text)])


def _here(name: str) -> Origin:
    return Origin(name, Path.cwd())


def _nested(key: list[str], value: object) -> dict[str, Any]:
    for name in reversed(key):
        value = {name: value}
    return value if isinstance(value, dict) else {}


def _meanings(text: str) -> list[object]:
    """A value as TOML, else, unless it is a list or table, as a bare string or a list of that."""
    bare = text.strip()
    try:
        document = tomllib.loads(f"value = {bare}")
    except (ValueError, RecursionError):
        return [bare, [bare]]
    if list(document) != ["value"]:
        return [bare, [bare]]
    value = document["value"]
    return [value] if isinstance(value, list | dict) else [value, bare, [bare]]
