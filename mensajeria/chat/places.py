"""Under which names a fact is found later: the channels it belongs to, or two people's views.

A conversation between two belongs to each of them, as theirs: `view(owner, name)`. The owner is
whoever they proved to be: an account or, for a guest, this one stay on the network, since anybody
may be called the same tomorrow. The other is under the names that the owner knew them by.
"""

from __future__ import annotations

from mensajeria.chat.channels import Channel, backstage
from mensajeria.chat.events import (
    NOWHERE,
    Author,
    Beckoned,
    ChannelRenamed,
    Erased,
    Event,
    Redacted,
    Retracted,
    Said,
    Signalled,
    Whispered,
)
from mensajeria.chat.network import Network
from mensajeria.chat.users import User
from mensajeria.wire.casemapping import Folded, fold

Person = Author | User


def places(event: Event) -> tuple[str, ...]:
    """Where it is found; nowhere, if it concerned only some of a channel (STATUSMSG): who has
    that rank now is not who had it then. Ergo keeps no such history either.
    """
    if isinstance(event, Said | Signalled | Redacted):
        return (event.key,) if event.only is None else ()
    if isinstance(event, Whispered | Beckoned | Retracted):
        return _both_views(event.by, event.to)
    if isinstance(event, Erased):
        return event.where
    if isinstance(event, ChannelRenamed):
        return (event.key, event.new_key)
    key = getattr(event, "heard", NOWHERE) or getattr(event, "key", None)
    return (key,) if key is not None else tuple(getattr(event, "channels", ()))


def places_of(network: Network, channel: Channel, reader: User) -> tuple[str, ...]:
    """Where the history of a channel is found: under its name, and those that it had before and
    nobody else has by now; behind its scenes too, for who sees hidden members.
    """
    former = [key for key, renamed in network.renamed.items() if renamed is channel]
    keys = [channel.key, *former]
    return (*keys, *map(backstage, keys)) if channel.sees_hidden(reader) else tuple(keys)


def is_message(event: Event) -> bool:
    """Whether it is text that somebody said, which everybody can be shown later."""
    return isinstance(event, Said | Whispered)


def owners(person: Person) -> tuple[str, ...]:
    """Whose views are theirs to read: those of this stay, and of their account."""
    stay = f"~{person.uid}"
    return (stay,) if person.account is None else (stay, f"={fold(person.account)}")


def names(person: Person) -> tuple[Folded, ...]:
    """By what others know them: nick and account."""
    known = (person.nick, person.account or person.nick)
    return tuple(dict.fromkeys(map(fold, known)))


def view(owner: str, name: Folded) -> str:
    """The place of what `owner` and those called `name` said to each other."""
    return f"{owner} {name}"


def _both_views(by: Author, to: Author) -> tuple[str, ...]:
    """Each of the two has it where they are surest of being who they are."""
    found = [view(owners(by)[-1], name) for name in names(to)]
    found += [view(owners(to)[-1], name) for name in names(by)]
    return tuple(dict.fromkeys(found))
