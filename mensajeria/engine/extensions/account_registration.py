"""IRCv3 draft/account-registration: REGISTER makes an account, without any service to talk to.

Nothing has to be verified here, so VERIFY finds no code to be right.
"""

from __future__ import annotations

from mensajeria.chat.accounts import Account
from mensajeria.engine.accounts import log_in
from mensajeria.engine.commands.registration import complete
from mensajeria.engine.dispatch import command
from mensajeria.engine.enrolment import before_connect, enrol, may_ask, offered
from mensajeria.engine.extension import Extension
from mensajeria.engine.failed import Failed
from mensajeria.engine.settings import Settings
from mensajeria.engine.turn import Turn


def value(settings: Settings) -> str | None:
    rules = settings.accounts
    tokens = {
        "before-connect": before_connect(settings),
        "email-required": rules.email_required,
        "custom-account-name": rules.custom_names,
    }
    return ",".join(token for token, holds in tokens.items() if holds) or None


EXTENSION = Extension("draft/account-registration", value=value, offered=offered)


@command(
    "REGISTER",
    help="REGISTER <account or *> <email or *> <password>   make your nick an account of yours",
    registered=False,
    stores=True,
    cost=5,
)
def register(turn: Turn, name: str, email: str, password: str) -> None:
    try:
        enrol(turn, name, email, password, lambda made: _registered(turn, made))
    except Failed as failed:
        turn.fail(*failed.reply)


def _registered(turn: Turn, made: Account | Failed) -> None:
    if isinstance(made, Failed):
        turn.fail(*made.reply)
        return
    turn.send("REGISTER", "SUCCESS", made.name, "Your account was registered")
    log_in(turn, made)
    if turn.session.user is None:
        complete(turn)


@command(
    "VERIFY",
    help="VERIFY <account> <code>   confirm a new account; none needs it here",
    registered=False,
    cost=2,
)
def verify(turn: Turn, name: str, code: str) -> None:
    try:
        may_ask(turn, name)
    except Failed as failed:
        turn.fail(*failed.reply)
    else:
        turn.fail("INVALID_CODE", name, "This account does not wait for a code")
