"""The registry of commands, and what is checked before one runs.

A command is a free function with `@command`; its annotations say what it needs:

    Channel / User     an existing one (403 / 401 otherwise)
    str                required text (461 when missing or empty)
    Optional[str]      text or None
    list[str]          required, comma separated, empty pieces dropped; each costs flood units
    *rest: str         whatever else came

The same registry feeds HELP, the documentation and the flood cost.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, get_type_hints

from mensajeria.chat.channels import Channel
from mensajeria.chat.refused import Reason, Refused
from mensajeria.chat.users import User
from mensajeria.engine.client_batch import GATHERED_PER_UNIT, gathered
from mensajeria.engine.turn import Turn, Unavailable
from mensajeria.wire import numerics
from mensajeria.wire.message import Message

Handler = Callable[..., None]
Converter = Callable[[Turn, str], Any]


@dataclass(frozen=True)
class Command:
    """One verb. `cost` is in flood units (an ordinary line is 1.0), `each` what every further
    piece of a list adds.

    `registered`: only after registration. `operator`: only for IRC operators. `stores`: its events
    must be stored, so it is refused while the journal cannot.
    """

    verb: str
    run: Handler
    help: str
    needs: tuple[Converter, ...]
    required: int
    rest: bool
    registered: bool
    operator: bool
    cost: float
    each: float
    stores: bool


COMMANDS: Final[dict[str, Command]] = {}

SEARCHED_PER_UNIT: Final = 500
"""Users or channels that one flood unit pays a search through (see `Turn.searched`)."""


def command(
    verb: str,
    *,
    help: str,  # noqa: A002
    registered: bool = True,
    operator: bool = False,
    cost: float = 1.0,
    each: float | None = None,
    stores: bool = False,
) -> Callable[[Handler], Handler]:
    """Register a handler; see the module for what its parameters mean.

    A line with many targets (`JOIN #a,#b,...`) is as much work as many lines, and costs as much,
    unless `each` says how much more one target is.
    """

    def register(run: Handler) -> Handler:
        needs, required, rest = _signature(run)
        more = cost if each is None else each
        COMMANDS[verb] = Command(
            verb, run, help, needs, required, rest, registered, operator, cost, more, stores
        )
        return run

    return register


def dispatch(turn: Turn, message: Message) -> float:
    """Run the message's command; returns its flood cost. Raises Refused or Unavailable."""
    if turn.engine.client_batches and gathered(turn, message):
        return turn.further / GATHERED_PER_UNIT
    found = COMMANDS.get(message.command)
    user = turn.session.user
    if user is None and (found is None or found.registered):
        raise Refused(Reason.NOT_REGISTERED)
    if found is None:
        turn.reply(numerics.ERR_UNKNOWNCOMMAND, message.command[:32], "Unknown command")
        return 1.0
    turn.engine.usage[found.verb] += 1
    if found.operator and (user is None or not user.is_operator):
        raise Refused(Reason.OPERATOR_NEEDED)
    if found.stores:
        must_store(turn)
    found.run(turn, *_arguments(turn, found, message.params))
    return found.cost + turn.further * found.each + turn.searched / SEARCHED_PER_UNIT


def must_store(turn: Turn) -> None:
    """For handlers of commands that only sometimes store; raises Unavailable while nothing can."""
    error = turn.engine.journal_error
    if error:
        raise Unavailable(f"nothing can be stored at the moment: {error}")


def _arguments(turn: Turn, found: Command, given: list[str]) -> list[Any]:
    if len(given) < found.required or not all(given[: found.required]):
        raise Refused(Reason.MISSING_PARAMETERS, found.verb)
    arguments = [need(turn, text) for need, text in zip(found.needs, given, strict=False)]
    arguments += [None] * (len(found.needs) - len(arguments))
    return arguments + given[len(found.needs) :] if found.rest else arguments


def _signature(run: Handler) -> tuple[tuple[Converter, ...], int, bool]:
    """The converters of a handler's parameters, how many are required, and whether `*rest`."""
    hints = get_type_hints(run)
    needs: list[Converter] = []
    required = 0
    rest = False
    for parameter in list(inspect.signature(run).parameters.values())[1:]:
        if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
            rest = True
            continue
        needs.append(_CONVERTERS[hints[parameter.name]])
        if parameter.default is inspect.Parameter.empty:
            required += 1
    return tuple(needs), required, rest


def _text(turn: Turn, text: str) -> str:
    return text


def _pieces(turn: Turn, text: str) -> list[str]:
    if "," not in text:  # as nearly always
        return [text] if text else []
    pieces = [piece for piece in text.split(",") if piece]
    turn.further = max(turn.further, len(pieces) - 1)
    return pieces


def _channel(turn: Turn, name: str) -> Channel:
    return turn.network.channel(name)


def _user(turn: Turn, nick: str) -> User:
    return turn.network.user(nick)


_CONVERTERS: Final[dict[Any, Converter]] = {
    str: _text,
    str | None: _text,
    list[str]: _pieces,
    list[str] | None: _pieces,
    Channel: _channel,
    User: _user,
}
