"""IRCv3 extended-join: JOIN with the account and the real name."""

from __future__ import annotations

from mensajeria.chat.events import Joined
from mensajeria.engine.extension import Extension


def extended(event: Joined) -> bytes:
    """ "As the penultimate parameter is an asterisk, this means that" there is no account."""
    account = event.by.account or "*"
    return f":{event.by.mask} JOIN {event.channel} {account} :{event.by.realname}\r\n".encode()


EXTENSION = Extension("extended-join", lines={Joined: extended})
