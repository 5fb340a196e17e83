"""Boards about channels: what one is like and changing it, its bans, and which there are."""

from __future__ import annotations

import pytest

from mensajeria.client.tui.listing import Listing
from tests.tui.stage import Stage, played, stage
from tests.unit.client.dialogue import welcomed

ISUPPORT = "CHANMODES=beI,k,l,imnstC PREFIX=(qaohv)~&@%+ ELIST=CMNTU"


def rows(on: Stage) -> list[str]:
    """The rows of the board in front."""
    listing = on.face.screen.query_one("#choices")
    return [" ".join(item.text.split()) for item in listing.items]  # type: ignore[attr-defined]


async def take(on: Stage, words: str) -> None:
    """Choose the row that begins so."""
    listing = on.face.screen.query_one("#choices")
    row = next(item for item in listing.items if item.text.strip().startswith(words))  # type: ignore[attr-defined]
    listing.post_message(listing.Chosen(listing, row.key, menu=False))  # type: ignore[attr-defined]
    await on.pilot.pause()


async def board(on: Stage, *, leading: bool = True) -> None:
    """Open that of #plaza, which has +nt and a limit."""
    if leading:
        await on.hears(":leo!u@h MODE #plaza +o ana")
    await on.press("f5")
    assert on.sent() == ["MODE #plaza"]
    await on.hears(":x 324 ana #plaza +ntl 20")


@played
async def test_what_a_channel_is_like() -> None:
    async with stage(welcomed(isupport=ISUPPORT)) as on:
        await on.hears(":leo!u@h TOPIC #plaza :About \x02this\x02")
        before = on.rows()
        await board(on)
        assert rows(on) == [
            "Topic: About this",
            "Invite…",
            "[ ] only those who are invited come in (+i)",
            "[ ] only those with a voice or a rank speak (+m)",
            "[x] only those who are inside speak (+n)",
            "[ ] hidden from those outside (+s)",
            "[x] only those who run it set the topic (+t)",
            "[ ] mode +C",
            "key (+k): none",
            "most people at a time (+l): 20",
            "Who is banned…",
            "Who may come in in spite of a ban…",
            "Who needs no invitation…",
        ]
        assert on.rows()[len(before) :] == [on.rows()[-1]], "an answer that nobody typed for"
        assert "leo changes #plaza: +o ana" in on.rows()[-1]


@played
async def test_our_own_modes_have_words_on_our_own_servers() -> None:
    async with stage(welcomed("mensajeria.alt/edit message-tags", isupport=ISUPPORT)) as on:
        await board(on)
        assert "[ ] no CTCP but /me (+C)" in rows(on)


@played
async def test_who_runs_it_changes_modes_and_sees_them_change() -> None:
    async with stage(welcomed(isupport=ISUPPORT)) as on:
        await board(on)
        await take(on, "[ ] only those with a voice")
        await take(on, "[x] only those who are inside")
        assert on.sent() == ["MODE #plaza +m", "MODE #plaza -n"]
        await on.hears(":ana!~ana@h MODE #plaza +m-n")
        assert "[x] only those with a voice or a rank speak (+m)" in rows(on)
        assert "[ ] only those who are inside speak (+n)" in rows(on)


@played
async def test_keys_and_limits_are_set_and_taken_away() -> None:
    async with stage(welcomed(isupport=ISUPPORT)) as on:
        await board(on)
        await take(on, "key")
        await on.types("sesame")
        assert on.sent() == ["MODE #plaza +k sesame"]
        await on.hears(":ana!~ana@h MODE #plaza +k sesame")
        assert "key (+k): sesame" in rows(on)
        for mode in ("key", "most people"):
            await take(on, mode)
            await on.press("ctrl+u", "enter")
        assert on.sent() == ["MODE #plaza -k sesame", "MODE #plaza -l"]


@played
async def test_topic_and_inviting() -> None:
    async with stage(welcomed(isupport=ISUPPORT)) as on:
        await board(on)
        await take(on, "Topic")
        await on.types("New things")
        await take(on, "Invite")
        await on.types("bob")
        assert on.sent() == ["TOPIC #plaza :New things", "INVITE bob #plaza"]


@played
async def test_a_click_on_its_name_opens_the_board() -> None:
    async with stage(welcomed(isupport=ISUPPORT)) as on:
        await on.pilot.click("#heading", offset=(2, 0))
        await on.pilot.pause()
        assert on.sent() == ["MODE #plaza"]


@played
async def test_others_see_it_and_may_do_what_everybody_may() -> None:
    async with stage(welcomed(isupport=ISUPPORT)) as on:
        await board(on, leading=False)
        for row in ("Topic", "[x] only those who run it", "key"):
            await take(on, row)
            assert on.text_of(".wrong") == "That is for the operators of #plaza."
        assert on.sent() == []
        await on.hears(":leo!u@h MODE #plaza -t")
        await take(on, "Topic")
        await on.types("Mine")
        assert on.sent() == ["TOPIC #plaza Mine"]


@played
async def test_a_refusal_stands_in_the_board() -> None:
    async with stage(welcomed(isupport=ISUPPORT)) as on:
        await board(on)
        await on.hears(":x 482 ana #plaza :You're not channel operator")
        assert on.text_of(".wrong") == "That is for the operators of #plaza."
        assert not on.shows("That is for the operators")


@played
async def test_what_is_refused_to_the_conversation_behind_is_not_the_boards() -> None:
    async with stage(welcomed(isupport=ISUPPORT)) as on:
        for key in ("f5", "escape", "f7"):
            await on.press(key)
            await on.hears(":x FAIL CHATHISTORY ODD #plaza :No such luck")
            if key != "escape":
                assert on.text_of(".wrong") == ""
        await on.press("escape")
        assert sum("No such luck" in row for row in on.rows()) == 3


@played
async def test_a_board_goes_when_one_is_no_longer_inside() -> None:
    async with stage(welcomed(isupport=ISUPPORT)) as on:
        await board(on)
        await on.hears(":leo!u@h KICK #plaza ana")
        assert len(on.face.screen_stack) == 1


@played
async def test_bans_are_seen_added_and_lifted() -> None:
    async with stage(welcomed(isupport=ISUPPORT)) as on:
        await board(on)
        await take(on, "Who is banned")
        assert on.sent() == ["MODE #plaza +b"]
        await on.hears(":x 367 ana #plaza *!*@bad leo!u@h 1700000000", ":x 368 ana #plaza :End")
        assert rows(on) == ["Add…", "*!*@bad"]
        await take(on, "Add")
        await on.types("eve")
        await take(on, "*!*@bad")
        await on.press("enter")
        assert on.sent() == ["MODE #plaza +b eve!*@*", "MODE #plaza -b *!*@bad"]
        await on.hears(":ana!~ana@h MODE #plaza +b-b eve!*@* *!*@bad")
        assert on.sent() == ["MODE #plaza +b"]
        await on.hears(":x 367 ana #plaza eve!*@*", ":x 368 ana #plaza :End")
        assert rows(on) == ["Add…", "eve!*@*"]
        assert not on.shows("*!*@bad leo")


@played
async def test_who_put_a_mask_there_steers_no_terminal() -> None:
    async with stage(welcomed(isupport=ISUPPORT)) as on:
        await board(on)
        await take(on, "Who is banned")
        await on.hears(
            ":x 367 ana #plaza *!*@bad le\x1b[2Jo!u@h 1",
            f":x 367 ana #plaza *!*@long {'n' * 300}!u@h 1",
            ":x 368 ana #plaza :End",
        )
        listing = on.face.screen.query_one(Listing)
        short, long = listing.render_line(1), listing.render_line(2)
        assert short.text.rstrip().endswith("le␛[2Jo")
        assert long.text.rstrip().endswith("n…")
        assert short.cell_length == long.cell_length


@played
async def test_a_list_of_masks_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mensajeria.client.tui.masks_board.MOST", 2)
    async with stage(welcomed(isupport=ISUPPORT)) as on:
        await board(on)
        await take(on, "Who is banned")
        await on.hears(*(f":x 367 ana #plaza n{n}!*@*" for n in range(4)), ":x 368 ana #plaza :End")
        assert rows(on) == ["Add…", "n0!*@*", "n1!*@*"]


@played
async def test_who_does_not_run_it_cannot_lift_a_ban() -> None:
    async with stage(welcomed(isupport=ISUPPORT)) as on:
        await board(on, leading=False)
        await take(on, "Who is banned")
        await on.hears(":x 368 ana #plaza :End")
        assert rows(on) == ["nobody"]


@played
async def test_a_list_of_bans_that_was_typed_for_is_shown_in_the_room() -> None:
    async with stage() as on:
        await on.types("/mode +b")
        await on.hears(":x 367 ana #plaza *!*@bad leo!u@h 1", ":x 368 ana #plaza :End")
        assert on.shows("#plaza +b *!*@bad (leo)")


LIST = (
    ":x 321 ana Channel :Users Name",
    ":x 322 ana #small 2 :Knitting",
    ":x 322 ana #large 90 :All sorts",
    ":x 323 ana :End of /LIST",
)


@played
async def test_channels_are_listed_filtered_and_entered() -> None:
    async with stage(welcomed(isupport=ISUPPORT)) as on:
        await on.press("f7")
        assert on.sent() == ["LIST"]
        await on.hears(*LIST)
        assert rows(on) == ["#large All sorts", "#small Knitting"]
        assert on.text_of(".question") == "Channels · 2 channels"
        await on.press(*"knit")
        assert rows(on) == ["#small Knitting"]
        await on.press("enter")
        assert on.sent() == ["JOIN #small"]
        await on.hears(":ana!~ana@h JOIN #small")
        assert on.face.rooms.current.name == "#small"
        assert len(on.face.screen_stack) == 1


@played
async def test_a_list_that_is_typed_leaves_the_conversation_as_it_is() -> None:
    async with stage(welcomed(isupport=ISUPPORT)) as on:
        before = on.rows()
        await on.types("/list knit")
        assert on.sent() == ["LIST"]
        await on.hears(*LIST)
        assert rows(on) == ["#small Knitting"]
        await on.press("escape")
        assert on.rows() == before
        on.line.is_open = False
        await on.types("/list")
        assert on.shows("Not connected: nothing was sent.")


@played
async def test_a_row_can_be_chosen_with_the_arrows() -> None:
    async with stage(welcomed(isupport=ISUPPORT)) as on:
        await on.press("f7")
        await on.hears(*LIST)
        on.sent()
        await on.press("down", "down", "enter")
        assert on.sent() == ["JOIN #small"]


@played
async def test_of_too_many_channels_the_server_is_asked_for_those_that_fit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """ELIST: "M: Searches based on a mask"."""
    monkeypatch.setattr("mensajeria.client.tui.channels_board.MOST", 1)
    async with stage(welcomed(isupport=ISUPPORT)) as on:
        await on.press("f7")
        await on.hears(*LIST)
        assert on.text_of(".question") == "Channels · 1 channel…"
        on.sent()
        await on.press("l", "a")
        assert on.sent() == ["LIST *l*"]
        await on.hears(*LIST)
        assert on.sent() == ["LIST *la*"]


@played
async def test_a_list_that_is_refused_says_why() -> None:
    async with stage() as on:
        await on.press("f7")
        await on.hears(":x 263 ana LIST :Please wait a while and try again.")
        assert on.text_of(".wrong") == "The server is busy; try again in a moment."


@played
async def test_f5_in_a_persons_room_says_who_it_is() -> None:
    async with stage() as on:
        on.face.turn_to(on.face.rooms.open("leo"))
        await on.press("f5")
        assert on.sent() == ["WHOIS leo"]


@played
async def test_a_list_that_is_refused_is_over() -> None:
    async with stage() as on:
        await on.press("f7")
        assert on.text_of(".question").endswith("…")
        await on.hears(":x 263 ana LIST :Server load is temporarily too heavy")
        assert not on.text_of(".question").endswith("…")
