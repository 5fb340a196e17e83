"""IRCv3 draft/extended-isupport: the ISUPPORT tokens on request, even before registration.

The batch around them is made where they are sent, in `engine/isupport.py`.
"""

from __future__ import annotations

from mensajeria.chat.refused import Reason, Refused
from mensajeria.engine.dispatch import command
from mensajeria.engine.extension import Extension
from mensajeria.engine.isupport import EXTENDED_ISUPPORT, send_isupport
from mensajeria.engine.turn import Turn

EXTENSION = Extension(EXTENDED_ISUPPORT)


@command("ISUPPORT", help="ISUPPORT   what this server supports", registered=False, cost=2)
def isupport(turn: Turn) -> None:
    """With the capability "the server MUST accept ISUPPORT commands before connection registration
    completes"."""
    if turn.session.user is None and not turn.has(EXTENDED_ISUPPORT):
        raise Refused(Reason.NOT_REGISTERED)
    send_isupport(turn)
