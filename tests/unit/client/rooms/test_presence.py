"""Who is away in a channel that we enter."""

from __future__ import annotations

from mensajeria.client.rooms.presence import MOST
from tests.unit.client.rooms.test_past import Chat


class Entering(Chat):
    def __init__(self, isupport: str = "") -> None:
        super().__init__("away-notify")
        self.hears(f":x 005 ana CHANMODES=b,k,l,n {isupport} :are supported")
        self.dialogue.said()

    def enters(self, channel: str, *names: str) -> None:
        self.hears(
            f":ana!~ana@h JOIN {channel}",
            f":x 353 ana = {channel} :ana {' '.join(names)}",
            f":x 366 ana {channel} :End of /NAMES list",
        )

    def away(self, channel: str = "#club") -> list[str]:
        found = self.dialogue.session.model.channel(channel)
        assert found is not None
        return [member.nick for member in found.members.values() if member.away]


def test_those_who_were_away_before_are_known() -> None:
    """RPL_WHOREPLY: "H" for here, "G" for gone, then other flags."""
    chat = Entering()
    chat.enters("#club", "leo", "@eva")
    assert chat.dialogue.said() == ["WHO #club"]
    room = chat.room("#club")
    before = len(room.entries)
    chat.hears(
        ":x 352 ana #club ~leo h x leo G :0 Leo",
        ":x 352 ana #club ~eva h x eva H@ :0 Eva",
        ":x 315 ana #club :End of WHO list",
    )
    assert chat.away() == ["leo"]
    assert len(room.entries) == before
    chat.hears(":leo!u@h AWAY", ":eva!u@h AWAY :tea")
    assert chat.away() == ["eva"]


def test_by_whox_where_the_server_has_it() -> None:
    chat = Entering("WHOX")
    chat.enters("#club", "leo")
    assert chat.dialogue.said() == ["WHO #club %tcnf,152"]
    chat.hears(":x 354 ana 152 #club leo G*", ":x 315 ana #club :End of WHO list")
    assert chat.away() == ["leo"]


def test_one_channel_after_the_other() -> None:
    chat = Entering()
    chat.enters("#club", "leo")
    chat.enters("#cafe", "leo")
    assert chat.dialogue.said() == ["WHO #club"]
    chat.hears(":x 315 ana #club :End of WHO list")
    assert chat.dialogue.said() == ["WHO #cafe"]
    chat.hears(":x 263 ana WHO :Please wait a while and try again")
    chat.enters("#bar", "leo")
    assert chat.dialogue.said() == ["WHO #bar"]


def test_not_where_there_are_very_many_or_nobody_else() -> None:
    chat = Entering()
    chat.enters("#club", *(f"guest{n}" for n in range(MOST)))
    chat.enters("#mine")
    assert chat.dialogue.said() == []


def test_names_that_somebody_asks_for_are_no_reason() -> None:
    chat = Entering()
    chat.enters("#club", "leo")
    chat.hears(":x 315 ana #club :End of WHO list")
    chat.dialogue.said()
    chat.hears(":x 353 ana = #club :ana leo", ":x 366 ana #club :End of /NAMES list")
    assert chat.dialogue.said() == []


def test_a_who_that_somebody_typed_is_shown() -> None:
    chat = Entering()
    before = len(chat.rooms.server.entries) + len(chat.rooms.current.entries)
    chat.hears(":x 352 ana #plaza ~leo h x leo G :0 Leo", ":x 315 ana leo :End of WHO list")
    after = len(chat.rooms.server.entries) + len(chat.rooms.current.entries)
    assert after == before + 2


def test_one_at_a_time_also_where_an_answer_comes_together_with_a_channel() -> None:
    """As after a connection that broke: all channels are entered anew at once."""
    chat = Entering("WHOX")
    for channel in ("#club", "#cafe"):
        chat.enters(channel, "leo")
    assert chat.dialogue.said() == ["WHO #club %tcnf,152"]
    chat.hears(
        ":ana!~ana@h JOIN #bar",
        ":x 353 ana = #bar :ana eva",
        ":x 366 ana #bar :End of /NAMES list",
        ":x 354 ana 152 #club leo G",
        ":x 315 ana #club :End of WHO list",
    )
    assert chat.dialogue.said() == ["WHO #cafe %tcnf,152"]
    chat.hears(":x 354 ana 152 #cafe leo G", ":x 315 ana #cafe :End of WHO list")
    assert chat.dialogue.said() == ["WHO #bar %tcnf,152"]
    chat.hears(":x 354 ana 152 #bar eva H", ":x 315 ana #bar :End of WHO list")
    assert chat.rooms.server.entries == []
