"""The code of a private server: easy to say and to type, hard to guess.

Eight syllables of letters that sound as they are written, in English as in Spanish: 46 bits. It is
no password of anybody's own, so it is kept as it is, in the data folder, to be shown again.
"""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path
from typing import Final

from mensajeria.app.secret import Secret
from mensajeria.languages import _

NAME: Final = "join-code"
"""In the data folder, readable by its owner only."""

PREFIX: Final = "$code$"
"""How the secret begins that a code is compared with, as a hash begins with `$argon2`."""

CONSONANTS: Final = "bdfklmnprst"
VOWELS: Final = "aeiou"
SYLLABLES: Final = 8
UNSAID: Final = frozenset(("kaka", "pedo", "pene", "pipi", "pito", "puta", "puto", "teta"))
"""Words that would come up by chance and that nobody wants to read out to a class."""


class CodeError(Exception):
    """The code cannot be kept; str() is one sentence on why."""


def new_code() -> str:
    """One that nobody has had, such as `kabo-mite-ruda-sepo`."""
    return "-".join(_word() for _each in range(SYLLABLES // 2))


def _word() -> str:
    while True:
        word = "".join(secrets.choice(letters) for letters in (CONSONANTS, VOWELS) * 2)
        if word not in UNSAID:
            return word


def kept_code(folder: Path, *, anew: bool = False) -> str:
    """The code of this data folder, made if there is none or it is to be `anew`.

    Raises CodeError.
    """
    path = folder / NAME
    try:
        kept = "" if anew or not path.exists() else path.read_text("ascii", "replace").strip()
        return kept if len(plainly(kept)) >= 2 * SYLLABLES else _keep(path, new_code())
    except OSError as error:
        text = _("the code cannot be kept in {file}: {reason}")
        raise CodeError(text.format(file=path, reason=error.strerror)) from error


def secret_of(code: str) -> Secret:
    """What a password is to be compared with so that this code opens."""
    return Secret(PREFIX + plainly(code))


def matches(secret: str, password: str) -> bool:
    """Whether somebody said the code, however they wrote it down."""
    return hmac.compare_digest(secret[len(PREFIX) :].encode(), plainly(password).encode())


def plainly(code: str) -> str:
    """A code without what people may get wrong: capitals, hyphens, spaces."""
    return "".join(character for character in code.casefold() if character.isalpha())


def _keep(path: Path, code: str) -> str:
    """Whole or not at all."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(code + "\n")
    draft.replace(path)
    return code
