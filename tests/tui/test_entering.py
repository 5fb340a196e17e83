"""Channels in which one is not: thrown out, not let in, with a key, invited, remembered."""

from __future__ import annotations

import pytest

from mensajeria.client.last_channels import last_channels
from tests.tui.stage import HERE, Stage, played, stage
from tests.tui.test_attention import command, obey
from tests.tui.test_channels import ISUPPORT, rows
from tests.unit.client.dialogue import welcomed

OUT = ":leo!u@h KICK #plaza ana :enough"
IN = ":ana!~ana@h JOIN #plaza"
OUTSIDE = "You are not in #plaza. Enter: come in."


def hint(on: Stage) -> str:
    """What the field says while it is empty."""
    return str(on.face.composer.placeholder)


@played
async def test_who_is_thrown_out_is_told_how_to_come_in_until_they_have() -> None:
    async with stage() as on:
        assert hint(on) == "Write to #plaza"
        await on.hears(OUT)
        assert hint(on) == OUTSIDE
        await on.press("enter")
        assert on.sent() == ["JOIN #plaza"]
        await on.hears(IN)
        assert hint(on) == "Write to #plaza"
        await on.press("enter")
        assert on.sent() == []


@played
async def test_who_is_not_let_in_again_is_outside() -> None:
    """After a lost connection, say: nobody was thrown out."""
    async with stage() as on:
        await on.hears(":ana!~ana@h PART #club", ":x 474 ana #plaza :Cannot join channel (+b)")
        assert hint(on) == "Write to #plaza", "that was about something else: we are inside"
        on.line.session.model.leave("#plaza")
        await on.hears(":x 474 ana #plaza :Cannot join channel (+b)")
        assert hint(on) == OUTSIDE
        assert on.shows("You are banned from #plaza.")


@played
async def test_what_is_said_outside_stays_in_the_field() -> None:
    async with stage() as on:
        await on.hears(OUT)
        await on.types("hello?")
        assert on.sent() == []
        assert on.shows("You are not in #plaza: that was not said")
        assert on.face.composer.text == "hello?"
        await on.hears(IN)
        await on.press("enter")
        assert on.sent() == ["PRIVMSG #plaza hello?"]


@played
async def test_an_answer_that_stays_in_the_field_is_one_still() -> None:
    async with stage(welcomed("message-tags")) as on:
        await on.hears("@msgid=m1 :leo!u@h PRIVMSG #plaza :hola")
        await on.types("/reply")
        await on.hears(OUT)
        await on.types("me too")
        await on.hears(IN)
        on.sent()
        await on.press("enter")
        assert on.sent() == ["@+draft/reply=m1 PRIVMSG #plaza :me too"]


@played
async def test_commands_are_obeyed_outside() -> None:
    async with stage() as on:
        await on.hears(OUT)
        await on.types("/msg leo why?")
        assert on.sent() == ["PRIVMSG leo why?"]


@played
async def test_f5_and_the_heading_offer_to_come_in_or_to_close() -> None:
    async with stage() as on:
        await on.hears(OUT)
        await on.press("f5")
        assert on.text_of(".question") == "You are not in #plaza."
        await on.press("enter")
        assert on.sent() == ["JOIN #plaza"]
        await on.pilot.click("#heading", offset=(2, 0))
        await on.pilot.pause()
        await on.press("down", "enter")
        assert on.listed() == ["server"]


@played
async def test_the_palette_offers_it() -> None:
    async with stage() as on:
        titles = [each.title for each in on.face.get_system_commands(on.face.screen)]
        assert "Come into #plaza" not in titles
        await on.hears(OUT)
        await obey(on, "Come into #plaza")
        assert on.sent() == ["JOIN #plaza"]
        assert command(on, "Close #plaza")
        titles = [each.title for each in on.face.get_system_commands(on.face.screen)]
        assert "Topic…" not in titles


# Keys


HAS_KEY = ":x 475 ana #secret :Cannot join channel (+k)"


@played
async def test_the_key_of_a_channel_is_asked_for_until_it_is_right() -> None:
    async with stage() as on:
        await on.types("/join #secret")
        await on.hears(HAS_KEY)
        assert on.text_of(".question") == "The key of #secret"
        assert on.text_of(".wrong") == ""
        await on.types("mellon")
        assert on.sent() == ["JOIN #secret", "JOIN #secret mellon"]
        await on.hears(HAS_KEY)
        assert on.text_of(".wrong") == "That is not the key."
        await on.types("sesame")
        await on.hears(":ana!~ana@h JOIN #secret")
        assert on.sent() == ["JOIN #secret sesame"]
        assert on.face.rooms.current.name == "#secret"
        assert not any("key" in row for row in on.rows())


@played
async def test_escape_leaves_a_channel_without_its_key() -> None:
    async with stage() as on:
        await on.types("/join #secret")
        await on.hears(HAS_KEY)
        await on.press("escape")
        assert on.sent() == ["JOIN #secret"]
        assert on.listed() == ["server", "Channels", "#plaza"]


@played
async def test_a_key_is_asked_for_from_the_board_and_where_one_was_thrown_out() -> None:
    async with stage() as on:
        await on.press("f7")
        await on.hears(":x 322 ana #secret 2 :", ":x 323 ana :End of /LIST")
        await on.press("enter")
        await on.hears(HAS_KEY)
        assert on.text_of(".question") == "The key of #secret"
        await on.press("escape")
        await on.hears(OUT)
        await on.press("enter")
        await on.hears(":x 475 ana #plaza :Cannot join channel (+k)")
        assert on.text_of(".question") == "The key of #plaza"


@played
async def test_a_key_that_nobody_was_waiting_to_give_is_a_line() -> None:
    """The client itself goes back to where one was, after a lost connection or at the start."""
    async with stage() as on:
        await on.hears(HAS_KEY)
        assert len(on.face.screen_stack) == 1
        assert on.shows("#secret has a key: /join #secret KEY comes in.")


# Channels that there are none of


async def listed(on: Stage, words: str) -> list[str]:
    """What F7 has for these words, of #news and #small."""
    await on.press("f7")
    await on.hears(":x 322 ana #news 2 :", ":x 322 ana #small 1 :Knitting", ":x 323 ana :End")
    await on.press(*words)
    return rows(on)


@played
async def test_a_channel_that_there_is_none_of_is_made() -> None:
    async with stage(welcomed(isupport=ISUPPORT)) as on:
        assert await listed(on, "nuevo") == ["Make the channel #nuevo"]
        on.sent()
        await on.press("enter")
        assert on.sent() == ["JOIN #nuevo"]


@played
async def test_it_stands_below_those_that_fit_and_is_offered_for_names_only() -> None:
    async with stage(welcomed(isupport=ISUPPORT)) as on:
        assert await listed(on, "#new") == ["#news", "Make the channel #new"]
        for words, found in (
            ("#NEWS", ["#news"]),
            ("new", ["#news"]),
            ("#", ["#news", "#small Knitting"]),
            ("a,b", []),
            ("not there", []),
        ):
            await on.press("escape")
            assert await listed(on, words) == found


# Invitations


INVITED = ":leo!u@h INVITE ana #club"


@played
async def test_an_invitation_is_a_room_that_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    rings: list[int] = []
    async with stage() as on:
        monkeypatch.setattr(on.face, "bell", lambda: rings.append(1))
        await on.hears(INVITED)
        assert on.face.rooms.current.name == "#plaza"
        assert on.listed() == ["server", "Channels", "#club @1", "#plaza"]
        row = next(item for item in on.face.sides.listing("rooms").items if "#club" in item.text)
        assert (row.style, row.badge_style) == ("dim", "mention")
        assert rings == [1]
        await on.press("alt+a")
        assert hint(on) == "You are not in #club. Enter: come in."
        assert on.shows("leo invites you into #club")
        await on.press("enter")
        await on.hears(":ana!~ana@h JOIN #club")
        assert on.sent() == ["JOIN #club"]
        assert hint(on) == "Write to #club"


@played
async def test_who_looks_elsewhere_is_notified(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    async with stage() as on:
        on.face.on_app_blur()
        monkeypatch.setattr(on.face, "tell_terminal", told.append)
        await on.hears(INVITED)
        assert any("leo invites you into #club" in sequence for sequence in told)


@played
async def test_an_invitation_can_be_closed_and_comes_into_the_room_that_is_there() -> None:
    async with stage() as on:
        await on.hears(INVITED, ":eva!u@h INVITE ana #club")
        assert on.listed() == ["server", "Channels", "#club @2", "#plaza"]
        await on.press("alt+a")
        await on.types("/close")
        assert on.sent() == []
        assert on.listed() == ["server", "Channels", "#plaza"]
        await on.hears(OUT, ":leo!u@h INVITE ana #plaza")
        assert on.shows("leo invites you into #plaza")


@played
async def test_of_many_invitations_the_rest_are_lines() -> None:
    async with stage() as on:
        await on.hears(*(f":leo!u@h INVITE ana #c{number}" for number in range(6)))
        assert "#c4 @1" in on.listed()
        assert "#c5 @1" not in on.listed()
        assert on.shows("leo invites you into #c5")
        await on.hears(":ana!~ana@h JOIN #c0", ":leo!u@h INVITE ana #c5")
        assert "#c5 @1" in on.listed()


@played
async def test_who_else_is_invited_is_a_line() -> None:
    """IRCv3 invite-notify. What is no channel is no room, either."""
    async with stage() as on:
        await on.hears(":leo!u@h INVITE bob #club", ":leo!u@h INVITE ana bob")
        assert on.shows("leo invites bob into #club")
        assert on.shows("leo invites you into bob")
        assert on.listed() == ["server", "Channels", "#plaza"]


# The next start


@played
async def test_the_channels_that_one_is_in_are_kept_for_the_next_start() -> None:
    async with stage() as on:
        for line, kept in (
            (":ana!~ana@h JOIN #club", ("#plaza", "#club")),
            (":leo!u@h PART #plaza", ("#plaza", "#club")),
            (":ana!~ana@h PART #club", ("#plaza",)),
            (OUT, ()),
            (IN, ("#plaza",)),
        ):
            await on.hears(line)
            assert last_channels(HERE.address) == kept
        on.line.session.model.leave("#plaza")
        await on.hears(":x 474 ana #plaza :Cannot join channel (+b)")
        assert last_channels(HERE.address) == ()


@played
async def test_a_key_goes_to_the_server_that_wants_it() -> None:
    async with stage() as on:
        await on.types("/connect other.example")
        await on.press("alt+1")
        await on.types("/join #secret")
        on.sent(), on.sent(1)
        await on.press("alt+up")
        assert on.face.here.address.startswith("other.example")
        await on.hears(HAS_KEY)
        assert len(on.face.screen_stack) == 1
        await on.press("alt+down")
        await on.types("mellon")
        assert (on.sent(), on.sent(1)) == (["JOIN #secret mellon"], [])


@played
async def test_a_board_that_is_open_keeps_no_refused_channel_to_itself() -> None:
    async with stage() as on:
        await on.types("/join #secret")
        await on.press("f7")
        await on.hears(HAS_KEY)
        assert on.text_of(".question") == "The key of #secret"
