"""What can be wrong with the bytes a peer sent. The text is one sentence for that peer."""

from __future__ import annotations

from typing import ClassVar


class WireError(Exception):
    """Their bytes are no IRC. `fatal`: the connection cannot go on."""

    fatal: ClassVar[bool] = True


class TooLong(WireError):
    """A line, or its tags, over the limit: answered with 417 and not processed."""

    fatal = False


class NotUtf8(WireError):
    """A line that is not UTF-8 (IRCv3 UTF8ONLY): refused, the connection goes on."""

    fatal = False


class Malformed(WireError):
    """A line that follows no grammar: no command, or a NUL, CR or LF inside."""

    fatal = False


class Blank(Malformed):
    """Nothing but spaces: no message at all, and to be passed over as an empty line is."""
