"""IRCv3 sts: clients are told to come with TLS, and to keep to it.

The value is the policy: on a plain connection where to find TLS, inside TLS for how long to keep to
it. It cannot be asked for, and is never taken back but by a duration of 0.
"""

from __future__ import annotations

from mensajeria.engine.extension import Extension
from mensajeria.engine.session import Session
from mensajeria.engine.settings import Settings


def value(settings: Settings, session: Session) -> str | None:
    """ "servers MUST send [duration] to securely connected clients", and "[port] to non-securely
    connected clients"."""
    transport = settings.transport
    if transport is None:
        return None
    if not session.secure:
        return f"port={transport.port}"
    preload = ",preload" if transport.preload else ""
    return f"duration={transport.duration}{preload}"


EXTENSION = Extension(
    "sts",
    value_for_session=value,
    offered=lambda settings: settings.transport is not None,
    informs=True,
    policy=True,
)
