"""Message ids of what is no message: as in the history, and none for what only looks like it."""

from __future__ import annotations

from tests.harness.town import Client, Town

CAPABILITIES = ["message-tags", "batch", "draft/chathistory", "draft/event-playback"]


def msgids(client: Client) -> list[str]:
    lines = (line for line in client.seen() if " BATCH " not in line)
    tags = (line[1:].partition(" ")[0].split(";") if line[0] == "@" else [] for line in lines)
    return ["".join(tag for tag in some if tag.startswith("msgid=")) for some in tags]


def test_what_is_in_the_history_has_the_id_with_which_it_was_shown(town: Town) -> None:
    """ "Servers MAY attach this tag on any event"; "if a message is re-transmitted as-is, for
    example with the chathistory batch type, the ID SHOULD be reused"."""
    ana = town.connect("ana", CAPABILITIES)
    leo = town.connect("leo", CAPABILITIES)
    town.enter("#plaza", "ana")
    leo.send("JOIN #plaza")
    live = msgids(ana)
    leo.seen()
    for line in (
        "TOPIC #plaza :flores",
        "MODE #plaza +v leo",
        "NICK eva",
        "KICK #plaza leo :basta",
    ):
        ana.send(line)
    live += msgids(leo)
    assert len(set(live)) == 5
    assert all(live)
    ana.seen()
    ana.send(f"CHATHISTORY AFTER #plaza {live[0]} 50")
    assert msgids(ana) == live[1:]


def test_what_stands_for_something_else_has_none(town: Town) -> None:
    """ "any other message transmitted on the entire network at any time MUST NOT share the same
    value": a PART and a JOIN that both stand for one RENAME would."""
    leo = town.connect("leo", ["message-tags"])
    (ana,) = town.enter("#plaza", "ana")
    town.enter("#plaza", "leo")
    leo.seen()
    ana.send("RENAME #plaza #parque")
    part, join, *_ = leo.seen()
    assert part == ":leo!~leo@127.0.0.1 PART #plaza"
    assert join == ":leo!~leo@127.0.0.1 JOIN #parque"
