"""IRCv3 account-notify: one is told when somebody in one's channels logs in or out."""

from __future__ import annotations

from mensajeria.chat.events import AccountChanged
from mensajeria.engine.extension import Extension


def account_changed(event: AccountChanged) -> bytes:
    """ "As the last parameter is an asterisk", they have logged out."""
    return f":{event.by.mask} ACCOUNT {event.account or '*'}\r\n".encode()


EXTENSION = Extension("account-notify", lines={AccountChanged: account_changed})
