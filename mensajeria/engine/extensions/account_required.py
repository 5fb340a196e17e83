"""What tells clients that nobody is let in here without an account.

`draft/account-required` (IRCv3 draft/account-registration) before registration, and the ISUPPORT
token ACCOUNTREQUIRED; the refusal itself is `FAIL * ACCOUNT_REQUIRED` in `commands.registration`.
"""

from __future__ import annotations

from mensajeria.engine.extension import Extension, Tokens
from mensajeria.engine.settings import Settings


def required(settings: Settings) -> bool:
    return settings.accounts.enabled and settings.accounts.required


def tokens(settings: Settings) -> Tokens:
    return {"ACCOUNTREQUIRED": None} if required(settings) else {}


EXTENSION = Extension("draft/account-required", offered=required, isupport=tokens, informs=True)
