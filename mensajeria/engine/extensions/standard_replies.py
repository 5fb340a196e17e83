"""IRCv3 standard-replies: the client understands any FAIL, WARN and NOTE. They are sent to all.

The capability "allows servers to send arbitrary standard replies other than ones enabled by a
specific specification", and "to indicate support for receiving any well-formed standard reply". The
specifications that this server follows ask for most of its replies, whatever was negotiated
(SETNAME, REGISTER, BATCH ...). The few of our own (NOT_STORED, TEMPORARILY_UNAVAILABLE ...) tell
that something was not done: they go to everybody too, as Ergo's do, so that a client needs to know
one form of them only, and may show what it does not know.
"""

from __future__ import annotations

from mensajeria.engine.extension import Extension

EXTENSION = Extension("standard-replies")
