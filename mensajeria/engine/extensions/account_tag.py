"""IRCv3 account-tag: the author's account on everything that comes of somebody."""

from __future__ import annotations

from mensajeria.chat.events import Event
from mensajeria.engine.extension import Extension
from mensajeria.wire.tags import escape


def account(event: Event) -> str:
    """ "If the user is not identified to any services account, the tag MUST NOT be sent"."""
    return f"account={escape(event.by.account)}" if event.by.account else ""


EXTENSION = Extension("account-tag", tags={Event: account})
