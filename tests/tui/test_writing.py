"""Writing: Enter, several lines, completion, what was said before, help."""

from __future__ import annotations

import pytest
from textual.events import Paste
from textual.widgets import Input, TextArea

from mensajeria.client.happenings import Lost
from tests.tui.stage import Stage, played, stage
from tests.unit.client.dialogue import welcomed


def written(on: Stage) -> str:
    return on.face.query_one("#composer", TextArea).text


@played
async def test_enter_says_it() -> None:
    async with stage() as on:
        await on.types("hola a todos")
        assert on.sent() == ["PRIVMSG #plaza :hola a todos"]
        assert written(on) == ""


@played
async def test_commands_are_obeyed_and_unknown_ones_explained() -> None:
    async with stage() as on:
        await on.types("/me waves")
        assert on.sent() == ["PRIVMSG #plaza :\x01ACTION waves\x01"]
        await on.types("/nope")
        assert on.shows("There is no command /nope; /help lists those there are.")


@played
async def test_tab_completes_and_goes_through_the_choices() -> None:
    async with stage() as on:
        await on.hears(":lea!u@h JOIN #plaza")
        await on.press("l", "tab")
        assert written(on) == "lea: "
        await on.press("tab")
        assert written(on) == "leo: "
        await on.press("shift+tab")
        assert written(on) == "lea: "
        await on.press("o", "k", "space", *"#pl", "tab")
        assert written(on) == "lea: ok #plaza"


@played
async def test_tab_completes_the_name_of_an_emoji() -> None:
    async with stage() as on:
        await on.press(*"well :smi", "tab")
        assert written(on) == "well 😄"
        await on.press("tab")
        assert written(on) == "well 😏"


@played
async def test_lines_said_before_come_back() -> None:
    async with stage() as on:
        await on.types("one")
        await on.types("two")
        await on.press(*"thr", "up")
        assert written(on) == "two"
        await on.press("up", "up")
        assert written(on) == "one"
        await on.press("down", "down")
        assert written(on) == "thr"


@played
async def test_another_line_without_saying_it() -> None:
    async with stage() as on:
        await on.press("a", "ctrl+j", "b")
        assert written(on) == "a\nb"
        assert on.sent() == []


@played
async def test_accents_and_other_scripts_stay_as_they_are() -> None:
    async with stage() as on:
        await on.press("ñ", "é", "漢", "字", "enter")
        assert on.sent() == ["PRIVMSG #plaza ñé漢字"]


@played
async def test_f1_and_a_question_mark_show_the_keys() -> None:
    async with stage() as on:
        await on.press("?")
        assert len(on.face.screen_stack) == 2
        await on.press("escape")
        assert len(on.face.screen_stack) == 1
        await on.press("a", "?")
        assert written(on) == "a?"
        await on.press("f1", "f1")
        assert len(on.face.screen_stack) == 1


@played
async def test_ctrl_q_and_ctrl_c_and_quit_end() -> None:
    for keys in (["ctrl+q"], ["ctrl+c"], [*"/quit", "enter"]):
        async with stage() as on:
            await on.press(*keys)
            assert on.line.left == ""
        assert on.face.return_code == 0


@played
async def test_the_palette_finds_rooms_and_commands() -> None:
    async with stage() as on:
        await on.hears(":ana!~ana@h JOIN #club")
        await on.press("ctrl+p", *"#club")
        await on.pilot.pause(0.1)
        await on.press("enter")
        assert on.face.rooms.current.name == "#club"


@played
async def test_who_else_writes_is_shown_and_that_we_do_is_told() -> None:
    async with stage(welcomed("message-tags")) as on:
        await on.hears("@+typing=active :leo!u@h TAGMSG #plaza")
        assert on.face.composer.border_title == "leo is writing…"
        await on.hears(":leo!u@h PRIVMSG #plaza :hola")
        assert on.face.composer.border_title == ""
        await on.press("h", "o")
        assert on.line.sent == ["@+typing=active TAGMSG #plaza"]
        on.line.sent.clear()
        on.face.preferences.typing = False
        on.face.turn_to(on.face.rooms.open("leo"))
        await on.press("h")
        assert on.line.sent == []


async def press_at_once(on: Stage, *keys: str) -> None:
    """All keys before any has done anything, as on a busy machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.app.wait_for_idle", nothing)
        await on.face._press_keys(keys)
    await on.pilot.pause()


async def nothing(_seconds: float) -> None:
    """Does not wait."""


@played
async def test_keys_do_what_they_do_in_the_order_in_which_they_were_pressed() -> None:
    async with stage() as on:
        await press_at_once(on, *"holq", "backspace", "a", "home", "x", "delete", "end", "!")
        assert written(on) == "xola!"


@played
async def test_so_do_those_of_a_dialogue() -> None:
    async with stage(name="") as on:
        await press_at_once(on, "ctrl+u", *"anq", "backspace", "a")
        assert on.face.screen.query_one("#name", Input).value == "ana"


@played
async def test_what_else_a_word_may_become_is_shown() -> None:
    async with stage() as on:
        await on.press(*"/j", "tab")
        assert on.face.composer.text == "/j "
        assert on.face.composer.border_title == "▸/j  /join"
        await on.press("tab")
        assert on.face.composer.border_title == "/j  ▸/join"
        await on.press("x")
        assert on.face.composer.border_title == ""
        await on.press("ctrl+u", *":sm", "tab")
        assert "…" in str(on.face.composer.border_title)


@played
async def test_ctrl_c_gives_up_what_is_written_before_it_ends() -> None:
    async with stage() as on:
        await on.press(*"hola", "ctrl+j", "a", "ctrl+c")
        assert (on.face.composer.text, on.line.left) == ("", None)
        await on.press("up")
        assert on.face.composer.text == "hola\na"
        await on.press("ctrl+c", "ctrl+c")
        assert on.line.left == ""


@played
async def test_what_is_pasted_elsewhere_is_written() -> None:
    async with stage() as on:
        await on.press("f6")
        on.face.post_message(Paste("hola"))
        await on.pilot.pause()
        assert on.face.composer.text == "hola"


@played
async def test_looking_at_a_room_with_a_draft_tells_nobody_that_we_write() -> None:
    async with stage(welcomed("message-tags")) as on:
        on.face.rooms.open("leo").draft = "dear leo"
        on.line.sent.clear()
        await on.press("alt+down")
        assert on.face.composer.text == "dear leo"
        assert on.line.sent == []
        await on.press("x")
        assert on.line.sent == ["@+typing=active TAGMSG leo"]


@played
async def test_one_command_is_explained() -> None:
    async with stage() as on:
        await on.types("/help ignore")
        await on.types("/help join")
        assert on.shows("/ignore [NAME]   hide what somebody says; alone: list them")
        assert on.shows("/join CHANNEL [KEY]   enter a channel")
        await on.types("/help")
        assert len(on.face.screen_stack) == 2


@played
async def test_of_who_writes_nothing_is_known_without_a_connection() -> None:
    async with stage(welcomed("message-tags")) as on:
        await on.hears("@+typing=active :leo!u@h TAGMSG #plaza")
        assert on.face.composer.border_title == "leo is writing…"
        await on.tells(Lost("The server closed the connection."))
        assert on.face.composer.border_title == ""


@played
async def test_what_has_a_password_in_it_does_not_come_back() -> None:
    async with stage() as on:
        await on.types("hola")
        await on.types("/login ana s3cret")
        await on.press("up")
        assert written(on) == "hola"
