"""IRCv3 setname: real names change, and those who care are told. The command is in `profile`."""

from __future__ import annotations

from mensajeria.chat.events import RealnameChanged
from mensajeria.engine.extension import Extension


def realname_changed(event: RealnameChanged) -> bytes:
    return f":{event.by.mask} SETNAME :{event.realname}\r\n".encode()


EXTENSION = Extension(
    "setname",
    lines={RealnameChanged: realname_changed},
    isupport=lambda settings: {"NAMELEN": str(settings.limits.realname)},
)
