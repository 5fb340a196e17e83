"""What can be done with a message: reply, react, edit, delete, send again, copy."""

from __future__ import annotations

import pytest
from textual.events import Key
from textual.widgets import Button

from mensajeria.client.tui.marks import meant
from tests.tui.stage import Stage, played, stage
from tests.tui.test_writing import written
from tests.unit.client.dialogue import welcomed

CAPABILITIES = (
    "message-tags echo-message batch labeled-response draft/message-redaction mensajeria.alt/edit"
)


async def said(on: Stage) -> None:
    await on.hears(
        "@msgid=m1 :leo!u@h PRIVMSG #plaza :hola", "@msgid=m2 :ana!~ana@h PRIVMSG #plaza :hey"
    )


def labels(on: Stage) -> list[str]:
    """What the menu in front offers, without the keys that stand behind it."""
    return [str(button.label).partition("  ")[0] for button in on.face.screen.query(Button)]


async def choose(on: Stage, words: str) -> None:
    """Choose this in the menu that is in front."""
    buttons = [*on.face.screen.query(Button)]
    at = next((place for place, button in enumerate(buttons) if button.has_focus), 0)
    wanted = labels(on).index(words)
    await on.press(*["down" if wanted > at else "up"] * abs(wanted - at), "enter")


@played
async def test_a_reply_shows_what_it_answers() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        await on.press("ctrl+up", "up", "enter")
        await choose(on, "Reply")
        await on.types("you too")
        assert on.sent() == ["@+draft/reply=m1;label=line-1 PRIVMSG #plaza :you too"]
        await on.hears("@label=line-1;msgid=m3;+draft/reply=m1 :ana!~ana@h PRIVMSG #plaza :you too")
        assert [row[11:].strip() for row in on.rows()[-2:]] == ["╭ leo: hola", "ana you too"]
        await on.types("no more")
        assert on.sent() == ["@label=line-2 PRIVMSG #plaza :no more"]


async def writes_lines(on: Stage, *lines: str) -> None:
    for line in lines[:-1]:
        await on.press(*line, "ctrl+j")
    await on.types(lines[-1])


@played
async def test_a_reply_of_several_lines_is_one_message() -> None:
    """draft/multiline: "all client-only tags associated with the message must be sent attached to
    the initial BATCH command".
    """
    async with stage(welcomed(CAPABILITIES + " draft/multiline")) as on:
        await said(on)
        await on.press("ctrl+up", "up", "enter")
        await choose(on, "Reply")
        await writes_lines(on, "one", "two")
        assert on.sent() == [
            "@+draft/reply=m1;label=line-1 BATCH +line-1 draft/multiline #plaza",
            "@batch=line-1 PRIVMSG #plaza one",
            "@batch=line-1 PRIVMSG #plaza two",
            "BATCH -line-1",
        ]
        assert [row[11:].strip() for row in on.rows()[-3:]] == ["╭ leo: hola", "ana one", "two …"]


@played
async def test_without_such_messages_the_first_line_is_the_reply() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        await on.press("ctrl+up", "up", "enter")
        await choose(on, "Reply")
        await writes_lines(on, "one", "two")
        assert on.sent() == [
            "@+draft/reply=m1;label=line-1 PRIVMSG #plaza one",
            "@label=line-2 PRIVMSG #plaza two",
        ]


@played
async def test_an_edit_can_have_several_lines() -> None:
    """docs/editing.md: "The tag stands on PRIVMSG or NOTICE, or on the BATCH"."""
    async with stage(welcomed(CAPABILITIES + " draft/multiline")) as on:
        await said(on)
        await on.press("ctrl+up", "enter")
        await choose(on, "Edit")
        await writes_lines(on, "!", "you")
        assert on.sent()[:3] == [
            "@mensajeria.alt/edit=m2;label=line-1 BATCH +line-1 draft/multiline #plaza",
            "@batch=line-1 PRIVMSG #plaza hey!",
            "@batch=line-1 PRIVMSG #plaza you",
        ]


@played
async def test_what_an_edit_has_no_room_for_is_said_after_it() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        await on.press("ctrl+up", "enter")
        await choose(on, "Edit")
        await writes_lines(on, "!", "you")
        assert on.sent() == [
            "@mensajeria.alt/edit=m2;label=line-1 PRIVMSG #plaza hey!",
            "@label=line-2 PRIVMSG #plaza you",
        ]


@played
async def test_a_reply_that_was_refused_is_one_again() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        await on.press("ctrl+up", "up", "enter")
        await choose(on, "Reply")
        await on.types("you too")
        await on.hears("@label=line-1 :x FAIL PRIVMSG NOT_STORED #plaza :The disk is full")
        on.sent()
        await on.press("ctrl+up", "enter")
        await choose(on, "Send it again")
        assert on.sent() == ["@+draft/reply=m1;label=line-2 PRIVMSG #plaza :you too"]


@played
async def test_escape_ends_a_reply() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        await on.press("ctrl+up", "up", "enter")
        await choose(on, "Reply")
        await on.press("escape")
        await on.types("never mind")
        assert on.sent() == ["@label=line-1 PRIVMSG #plaza :never mind"]


@played
async def test_reactions_are_sent_shown_counted_and_taken_back() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        await on.press("ctrl+up", "up", "enter")
        await choose(on, "React")
        await on.press("enter")
        assert on.sent() == ["@+draft/react=👍;+draft/reply=m1 TAGMSG #plaza"]
        await on.hears("@+draft/react=👍;+draft/reply=m1 :ana!~ana@h TAGMSG #plaza")
        assert on.shows("👍 ana")
        await on.hears(
            *(f"@+draft/react=👍;+draft/reply=m1 :n{n}!u@h TAGMSG #plaza" for n in range(4))
        )
        assert on.shows("👍 5")
        await on.press("ctrl+up", "up", "enter")
        await choose(on, "React")
        await on.press("enter")
        assert on.sent() == ["@+draft/unreact=👍;+draft/reply=m1 TAGMSG #plaza"]


@played
async def test_any_sign_is_found_by_its_name_and_one_can_be_written_out() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        for keys in (["r", "o", "c", "k", "e", "t", "down", "enter"], ["🦩", "enter"]):
            await on.press("ctrl+up", "up", "enter")
            await choose(on, "React")
            await on.press(*keys)
        assert on.sent() == [
            "@+draft/react=🚀;+draft/reply=m1 TAGMSG #plaza",
            "@+draft/react=🦩;+draft/reply=m1 TAGMSG #plaza",
        ]


@played
async def test_one_can_edit_what_one_said() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        await on.press("ctrl+up", "enter")
        await choose(on, "Edit")
        assert written(on) == "hey"
        await on.types("!")
        assert on.sent() == ["@mensajeria.alt/edit=m2;label=line-1 PRIVMSG #plaza hey!"]
        await on.hears(
            "@label=line-1;mensajeria.alt/edit=m2;msgid=m3 :ana!~ana@h PRIVMSG #plaza :hey!"
        )
        assert on.rows()[-1].endswith("ana hey! (edited)")


@played
async def test_nobody_edits_what_others_said() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        await on.hears("@mensajeria.alt/edit=m1;msgid=m3 :eva!u@h PRIVMSG #plaza :forged")
        assert on.shows("leo hola")
        assert on.shows("eva forged")


async def offered(on: Stage) -> list[str]:
    """What can be done with the last message."""
    await on.press("ctrl+up", "enter")
    words = labels(on)
    await on.press("escape", "escape")
    return words


@played
async def test_who_may_delete_what_others_said() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await on.hears("@msgid=m1 :leo!u@h PRIVMSG #plaza :hola")
        assert await offered(on) == ["Reply", "React", "Copy", "About leo…"]
        await on.hears(":leo!u@h MODE #plaza +o ana")
        assert "Delete" in await offered(on)
        await on.hears(":leo!u@h MODE #plaza -o ana")
        assert "Delete" not in await offered(on)
        await on.hears(":irc.example 381 ana :You are now an IRC operator")
        assert "Delete" in await offered(on)


@played
async def test_what_is_deleted_is_gone() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        await on.press("ctrl+up", "enter")
        await choose(on, "Delete")
        assert on.sent() == []
        await choose(on, "Delete")
        assert on.sent() == ["REDACT #plaza m2"]
        await on.hears(":ana!~ana@h REDACT #plaza m2")
        assert on.shows("(deleted)")
        assert not on.shows("hey")


@played
async def test_a_refused_line_can_be_sent_again_or_taken_away() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await on.types("hola")
        await on.hears("@label=line-1 :x FAIL PRIVMSG NOT_STORED #plaza :The disk is full")
        assert on.shows("not sent: The server could not store that")
        await on.press("ctrl+up", "enter")
        await choose(on, "Send it again")
        assert on.sent()[-1] == "@label=line-2 PRIVMSG #plaza hola"
        assert on.shows("hola …")
        await on.hears("@label=line-2 :x FAIL PRIVMSG NOT_STORED #plaza :The disk is full")
        await on.press("ctrl+up", "enter")
        await choose(on, "Remove it")
        assert on.rows() == [" What you write here is read by everybody in #plaza."]


@played
async def test_a_second_click_opens_what_can_be_done() -> None:
    async with stage() as on:
        await said(on)
        for _ in range(2):
            await on.pilot.click(
                "#timeline", offset=(20, on.face.query_one("#timeline").size.height - 2)
            )
            await on.pilot.pause()
        assert labels(on) == ["Copy", "About leo…"]


@played
async def test_copying() -> None:
    async with stage() as on:
        await said(on)
        await on.press("ctrl+up", "up", "enter")
        await choose(on, "Copy")
        assert on.face.clipboard == "hola"


@played
async def test_what_is_copied_steers_no_terminal_into_which_it_is_put() -> None:
    async with stage(welcomed("batch message-tags draft/multiline")) as on:
        await on.hears(
            "@msgid=m1 :leo!u@h BATCH +1 draft/multiline #plaza",
            "@batch=1 :leo!u@h PRIVMSG #plaza :\x02one\x02 \x1b[201~ rm",
            "@batch=1 :leo!u@h PRIVMSG #plaza :two",
            ":leo!u@h BATCH -1",
        )
        await on.press("ctrl+up", "enter")
        await choose(on, "Copy")
        assert on.face.clipboard == "one ␛[201~ rm\ntwo"


@played
async def test_what_is_edited_keeps_its_lines_and_looks_but_steers_no_terminal() -> None:
    async with stage(welcomed(CAPABILITIES + " draft/multiline")) as on:
        await on.hears(
            "@msgid=m1 :ana!~ana@h BATCH +1 draft/multiline #plaza",
            "@batch=1 :ana!~ana@h PRIVMSG #plaza :\x02one\x02 \x1b[2J\x0b\u202e",
            "@batch=1 :ana!~ana@h PRIVMSG #plaza :\x0304two",
            ":ana!~ana@h BATCH -1",
        )
        await on.press("ctrl+up", "enter")
        await choose(on, "Edit")
        assert meant(written(on)) == "\x02one\x02 ␛[2J␋\n\x0304two"


@played
async def test_one_key_does_what_the_menu_has() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        await on.press("ctrl+up", "e")
        assert on.face.composer.text == "hey"
        await on.press("escape", "ctrl+u", "ctrl+up", "up", "r", *"you too", "enter")
        assert on.sent() == ["@+draft/reply=m1;label=line-1 PRIVMSG #plaza :you too"]
        await on.press("ctrl+up", "up", "delete", "enter")
        assert on.sent() == ["REDACT #plaza m2"]
        await on.press("ctrl+up", "up", "enter", "d", "enter")
        assert on.sent() == ["REDACT #plaza m2"]
        await on.press("ctrl+up", "up", "enter", "d", "escape")
        assert on.sent() == []


@played
async def test_what_a_message_does_not_offer_its_key_does_not_do() -> None:
    async with stage(welcomed("message-tags echo-message")) as on:
        await said(on)
        await on.press("ctrl+up", "up", "e", "d")
        assert on.face.composer.about is None
        assert on.sent() == []


@played
async def test_who_types_while_something_else_has_the_focus_writes() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        await on.press("f6", "h", "o", "f6", "f6", "l", "a")
        assert on.face.composer.text == "hola"
        assert on.face.focused is on.face.composer
        await on.press("ctrl+u", "f6", "?")
        assert len(on.face.screen_stack) == 2


@played
async def test_who_clicks_a_message_goes_on_writing() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        await on.press("h")
        await on.pilot.click("#timeline", offset=(20, on.face.timeline.size.height - 1))
        await on.press("e")
        assert on.face.composer.text == "he"
        selected = on.face.timeline.selected
        assert selected is not None
        assert selected.text == "hey"


async def click(on: Stage, words: str) -> None:
    """Click where this is written in the conversation."""
    timeline = on.face.timeline
    rows = [timeline.render_line(y).text for y in range(timeline.size.height)]
    row = next(y for y, text in enumerate(rows) if words in text)
    await on.pilot.click("#timeline", offset=(rows[row].index(words), row))
    await on.pilot.pause()


@played
async def test_a_click_on_a_reaction_joins_it_and_takes_it_back() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        await on.hears("@+draft/react=★;+draft/reply=m1 :eva!u@h TAGMSG #plaza")
        await click(on, "★")
        assert on.sent() == ["@+draft/react=★;+draft/reply=m1 TAGMSG #plaza"]
        await on.hears("@+draft/react=★;+draft/reply=m1 :ana!~ana@h TAGMSG #plaza")
        await click(on, "★")
        assert on.sent() == ["@+draft/unreact=★;+draft/reply=m1 TAGMSG #plaza"]


@played
async def test_a_click_on_a_quote_goes_to_what_is_answered() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        await on.hears("@msgid=m3;+draft/reply=m1 :eva!u@h PRIVMSG #plaza :me too")
        await click(on, "╭ leo: hola")
        selected = on.face.timeline.selected
        assert selected is not None
        assert selected.msgid == "m1"


@played
async def test_what_is_answered_is_fetched_if_it_is_not_shown() -> None:
    async with stage(welcomed(f"{CAPABILITIES} draft/chathistory")) as on:
        tags = "msgid=m9;+draft/reply=m1;time=2026-03-02T10:00:00.000Z"
        line = f"@batch=0;{tags} :eva!u@h PRIVMSG #plaza :me too"
        await on.hears(":x BATCH +0 chathistory #plaza", line, ":x BATCH -0")
        assert on.sent()[-1] == "CHATHISTORY BEFORE #plaza msgid=m9 100"
        await click(on, "╭ something earlier")
        assert on.sent() == ["CHATHISTORY AROUND #plaza msgid=m1 100"]
        await on.hears(":x FAIL CHATHISTORY MESSAGE_ERROR BEFORE #plaza :Not now")
        await on.hears(
            ":x BATCH +1 chathistory #plaza",
            "@batch=1;msgid=m1;time=2026-03-01T10:00:00.000Z :leo!u@h PRIVMSG #plaza :hola",
            ":x BATCH -1",
        )
        selected = on.face.timeline.selected
        assert selected is not None
        assert selected.text == "hola"
        await on.press("ctrl+end")
        assert on.shows("╭ leo: hola")


@played
async def test_what_was_said_last_is_changed_deleted_answered_and_reacted_to_by_typing() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        await on.types("/edit")
        assert on.face.composer.text == "hey"
        await on.press("escape", "ctrl+u")
        await on.types("/delete")
        assert "hey" in on.text_of(".question")
        await on.press("enter")
        await on.types("/react :+1:")
        await on.types("/react ok")
        await on.types("/reply")
        await on.types("me too")
        assert on.sent() == [
            "REDACT #plaza m2",
            "@+draft/react=👍;+draft/reply=m1 TAGMSG #plaza",
            "@+draft/react=🆗;+draft/reply=m1 TAGMSG #plaza",
            "@+draft/reply=m1;label=line-1 PRIVMSG #plaza :me too",
        ]


@played
async def test_where_there_is_nothing_of_the_kind_it_says_so() -> None:
    async with stage() as on:
        await on.types("/edit")
        assert on.shows("There is no such message here.")
        await said(on)
        await on.types("/edit")
        assert on.shows("This server has nothing of the kind.")


@played
async def test_what_is_chosen_may_be_gone_by_then() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await on.types("hola")
        await on.hears("@label=line-1 :x FAIL PRIVMSG NOT_STORED #plaza :The disk is full")
        await on.press("ctrl+up", "enter")
        on.face.rooms.current.remove(on.face.rooms.current.entries[-1])
        await choose(on, "Remove it")
        assert on.face.timeline.selected is None
        assert on.face.focused is on.face.composer
        await on.press("ctrl+up", "enter", "enter")
        assert len(on.face.screen_stack) == 1


@played
async def test_who_reacts_to_what_is_deleted_meanwhile_does_not() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        await on.press("ctrl+up", "up", "plus")
        await on.hears(":leo!u@h REDACT #plaza m1")
        await on.press("enter")
        assert on.sent() == []


@played
async def test_links_are_opened_from_the_menu_and_by_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        opened: list[str] = []
        monkeypatch.setattr(on.face, "open_url", opened.append)
        await on.hears(
            "@msgid=m1 :leo!u@h PRIVMSG #plaza :https://a.example and https://b.example/"
        )
        await on.press("ctrl+up", "o")
        await on.press("ctrl+up", "enter")
        await choose(on, "Open https://b.example/")
        assert opened == ["https://a.example", "https://b.example/"]


@played
async def test_after_a_deed_one_goes_on_writing() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        await on.press("ctrl+up", "c")
        assert on.face.focused is on.face.composer


@played
async def test_words_typed_in_one_go_are_words() -> None:
    """As terminals, slow connections and input methods may hand them over."""
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        await on.press("ctrl+up")
        for sign in "hello, dear people":
            on.face.post_message(Key("space" if sign == " " else sign, sign))
        await on.pilot.pause()
        assert on.face.composer.text == "hello, dear people"
        assert len(on.face.screen_stack) == 1
        assert on.sent() == []


@played
async def test_after_an_edit_what_was_written_before_is_there_again() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        for end in ("escape", "enter"):
            await on.press("ctrl+u", *"draft", "ctrl+up", "e", "!", end)
            assert (on.face.composer.text, on.face.composer.about) == ("draft", None)
        assert [line for line in on.sent() if "PRIVMSG" in line] == [
            "@mensajeria.alt/edit=m2;label=line-1 PRIVMSG #plaza hey!"
        ]


@played
async def test_edits_and_replies_are_typed_in_one_line() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        await on.types("/edit better")
        await on.types("/reply me too")
        assert on.sent() == [
            "@mensajeria.alt/edit=m2;label=line-1 PRIVMSG #plaza better",
            "@+draft/reply=m1;label=line-2 PRIVMSG #plaza :me too",
        ]


@played
async def test_a_quote_shows_what_its_message_is_now() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await said(on)
        await on.hears("@msgid=m3;+draft/reply=m1 :eva!u@h PRIVMSG #plaza :me too")
        await on.hears("@mensajeria.alt/edit=m1;msgid=m4 :leo!u@h PRIVMSG #plaza :salve")
        assert on.shows("╭ leo: salve")
        await on.hears(":leo!u@h REDACT #plaza m1")
        assert on.shows("╭ leo: (deleted)")
