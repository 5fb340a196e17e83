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
class Parameters:
    """What a handler takes: at `most` so many, of which so many are `required`, and the `rest`.

    `converted`: the places of those that are more than text, and what makes them so.
    """

    most: int
    required: int
    rest: bool
    converted: tuple[tuple[int, Converter], ...]


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
    takes: Parameters
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
        takes = _parameters(run)
        more = cost if each is None else each
        COMMANDS[verb] = Command(verb, run, help, takes, registered, operator, cost, more, stores)
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
    error = turn.engine.unshown.error
    if error:
        raise Unavailable(f"nothing can be stored at the moment: {error}")


def _arguments(turn: Turn, found: Command, given: list[str]) -> list[Any]:
    takes = found.takes
    if takes.required and (len(given) < takes.required or not all(given[: takes.required])):
        raise Refused(Reason.MISSING_PARAMETERS, found.verb)
    arguments: list[Any] = given[:] if takes.rest else given[: takes.most]
    for place, convert in takes.converted:
        if place < len(arguments):
            arguments[place] = convert(turn, arguments[place])
    if len(arguments) < takes.most:
        arguments += [None] * (takes.most - len(arguments))
    return arguments


def _parameters(run: Handler) -> Parameters:
    hints = get_type_hints(run)
    parameters = list(inspect.signature(run).parameters.values())[1:]
    named = [each for each in parameters if each.kind is not inspect.Parameter.VAR_POSITIONAL]
    required = [each for each in named if each.default is inspect.Parameter.empty]
    converters = [_CONVERTERS[hints[each.name]] for each in named]
    converted = tuple((at, each) for at, each in enumerate(converters) if each is not None)
    return Parameters(len(named), len(required), len(named) < len(parameters), converted)


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


_CONVERTERS: Final[dict[Any, Converter | None]] = {
    str: None,
    str | None: None,
    list[str]: _pieces,
    list[str] | None: _pieces,
    Channel: _channel,
    User: _user,
}
