"""The language people are spoken to in: picking it, and `_()` for every text that they read.

Standard library only and importing nothing of the house, so that the launchers, which run before
anything is installed, and any floor with something to say to a person may use it. What goes over
the wire is not translated. Catalogues are in `locale/`; `make catalogues` keeps them.
"""

import gettext
import locale
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Final

CATALOGUES: Final = Path(__file__).parent / "locale"
DOMAIN: Final = "mensajeria"
LANGUAGES: Final = ("en", "es")
WRITTEN_IN: Final = "en"

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_other: ContextVar[gettext.NullTranslations | None] = ContextVar("_other", default=None)


def _(message: str) -> str:
    """This text in the language in use; as it is where a translation is missing."""
    return (_other.get() or _catalogue).gettext(message)


def plural(one: str, many: str, count: int) -> str:
    """Whichever of the two texts suits `count`, in the language in use."""
    return (_other.get() or _catalogue).ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's own manual gives it
    """Mark a text for the catalogues that is translated only later, with `_()`."""
    return message


def known(name: str) -> str | None:
    """Which of `LANGUAGES` a locale name such as `es_MX.UTF-8` means; None if it is another."""
    language = name.replace("-", "_").split("_")[0].split(".")[0].split("@")[0].lower()
    return language if language in LANGUAGES else None


def of_this_person(environment: Mapping[str, str] = os.environ) -> str:
    """The language of the environment (POSIX: LC_ALL, LC_MESSAGES, LANG), else of Windows."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if name := environment.get(variable):
            return known(name) or WRITTEN_IN
    return known(_of_windows()) or WRITTEN_IN


def use(language: str = "") -> None:
    """Speak this language from now on; "" means the one of the environment.

    argparse, too: it asks gettext's default domain and the LANGUAGE variable.
    """
    global _catalogue  # noqa: PLW0603 - of whoever started this process
    language = language or of_this_person()
    _catalogue = _catalogue_of(language)
    gettext.bindtextdomain(DOMAIN, str(CATALOGUES))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language


def in_use() -> str:
    """Which of `LANGUAGES` is spoken."""
    return (_other.get() or _catalogue).info().get("language", WRITTEN_IN)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak to somebody else meanwhile, in this language of theirs."""
    token = _other.set(_catalogue_of(language))
    try:
        yield
    finally:
        _other.reset(token)


@cache
def _catalogue_of(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, CATALOGUES, [language], fallback=True)


def _of_windows() -> str:
    """The name of Windows' display language; "" elsewhere."""
    if sys.platform == "win32":
        import ctypes

        identifier: int = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return locale.windows_locale.get(identifier, "")
    else:  # noqa: RET505 - so that a type checker sees one of the two
        return ""
