"""Conversations that a server says to a `Stage`: for pictures in the docs, and for snapshots."""

from __future__ import annotations

from typing import Final

from tests.tui.stage import Stage

CAPABILITIES: Final = (
    "message-tags echo-message batch labeled-response draft/message-redaction"
    " mensajeria.alt/edit server-time away-notify"
)
_DAY: Final = "2026-03-04T"

Script = tuple[tuple[str, str], ...]
"""A line of the server, and when it says it."""

ENGLISH: Final = (
    (":leo!u@h PRIVMSG #plaza :does anybody know when the library opens tomorrow?", "09:01"),
    (":eva!u@h PRIVMSG #plaza :at nine. It says so here: https://example.org/library", "09:02"),
    (":eva!u@h PRIVMSG #plaza :but not on Saturdays", "09:02"),
    (":bruno!u@h JOIN #plaza", "09:10"),
    (":carla!u@h JOIN #plaza", "09:10"),
    (":bruno!u@h PRIVMSG #plaza :good morning", "09:11"),
    (":carla!u@h PRIVMSG #plaza :\x01ACTION waves\x01", "09:11"),
    (":leo!u@h PRIVMSG #plaza :ana, are you coming?", "09:12"),
    (":ana!u@h PRIVMSG #plaza :at ten. Who brings the guitar?", "09:13"),
    ("+draft/reply=m8 :carla!u@h PRIVMSG #plaza :me", "09:14"),
    ("+draft/react=♥;+draft/reply=m9 :leo!u@h TAGMSG #plaza", "09:14"),
    (":eva!u@h PRIVMSG #kitchen :ana: the recipe?", "09:15"),
    (":leo!u@h PRIVMSG #photos :two more", "09:15"),
    (":bruno!u@h PRIVMSG ana :hello", "09:16"),
)
SPANISH: Final = (
    (":leo!u@h PRIVMSG #plaza :¿alguien sabe a qué hora abre la biblioteca mañana?", "09:01"),
    (":eva!u@h PRIVMSG #plaza :a las nueve. Lo dice aquí: https://example.org/horario", "09:02"),
    (":eva!u@h PRIVMSG #plaza :pero los sábados no", "09:02"),
    (":bruno!u@h JOIN #plaza", "09:10"),
    (":carla!u@h JOIN #plaza", "09:10"),
    (":bruno!u@h PRIVMSG #plaza :buenos días", "09:11"),
    (":carla!u@h PRIVMSG #plaza :\x01ACTION saluda\x01", "09:11"),
    (":leo!u@h PRIVMSG #plaza :ana, ¿vienes?", "09:12"),
    (":ana!u@h PRIVMSG #plaza :a las diez. ¿Quién trae la guitarra?", "09:13"),
    ("+draft/reply=m8 :carla!u@h PRIVMSG #plaza :yo", "09:14"),
    ("+draft/react=♥;+draft/reply=m9 :leo!u@h TAGMSG #plaza", "09:14"),
    (":eva!u@h PRIVMSG #cocina :ana: ¿la receta?", "09:15"),
    (":leo!u@h PRIVMSG #fotos :dos más", "09:15"),
    (":bruno!u@h PRIVMSG ana :hola", "09:16"),
)
LATER: Final = (
    (":eva!u@h TOPIC #plaza :Fiesta on Saturday · https://example.org/fiesta", "09:17"),
    (":wěi!u@h JOIN #plaza", "09:18"),
    (":wěi!u@h PRIVMSG #plaza :大家好，今天晚上一起吃饭吗？", "09:18"),
    (":omar!u@h JOIN #plaza", "09:19"),
    (":omar!u@h PRIVMSG #plaza :أهلا وسهلا", "09:19"),
    (":a_very_long_name!u@h JOIN #plaza", "09:19"),
    (":a_very_long_name!u@h PRIVMSG #plaza :cafe\u0301, nin\u0303o, 👍 and \x02bold\x02", "09:20"),
    (":leo!u@h PRIVMSG #plaza :" + "long lines are broken at words, not in them, " * 4, "09:21"),
    (":leo!u@h PRIVMSG #plaza :oops", "09:22"),
    ("mensajeria.alt/edit=m22 :leo!u@h PRIVMSG #plaza :upps", "09:22"),
    (":bruno!u@h PRIVMSG #plaza :never mind", "09:23"),
    (":bruno!u@h REDACT #plaza m24 :typo", "09:23"),
    (":eva!u@h AWAY :lunch", "09:24"),
    (":carla!u@h QUIT :bye", "09:24"),
    (":bot!u@h NOTICE #plaza :beep", "09:25"),
)
"""What terminals and people find difficult."""


async def play(on: Stage, script: Script) -> None:
    """Have the server say all of it."""
    channels = {word for line, _at in script for word in line.split() if word[0] == "#"}
    await on.hears(":x 005 ana NETWORK=casa :are supported by this server")
    await on.hears(*(f":ana!u@h JOIN {name}" for name in sorted(channels - {"#plaza"})))
    for number, (line, at) in enumerate(script):
        tags = f"time={_DAY}{at}:00.000Z;msgid=m{number}"
        separator = " " if line[0] == ":" else ";"  # the source, or more tags
        await on.hears(f"@{tags}{separator}{line}")
