"""BATCH, from a client: lines that belong together (IRCv3 client-batch)."""

from __future__ import annotations

from mensajeria.chat.refused import Reason, Refused
from mensajeria.engine.client_batch import GATHERED_PER_UNIT, close_batch, open_batch
from mensajeria.engine.dispatch import command
from mensajeria.engine.turn import Turn


@command(
    "BATCH",
    help="BATCH +<reference> <type> {<parameter>} | -<reference>   begin or end lines that belong"
    " together",
    each=1 / GATHERED_PER_UNIT,
)
def batch(turn: Turn, reference: str, kind: str | None = None, *parameters: str) -> None:
    sign, name = reference[0], reference[1:]
    if sign == "-":
        close_batch(turn, name)
    elif sign != "+":
        turn.fail("INVALID_REFTAG", reference, "A reference begins with + or -")
    elif not kind:
        raise Refused(Reason.MISSING_PARAMETERS, turn.verb)
    else:
        open_batch(turn, name, kind, parameters)
