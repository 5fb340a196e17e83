"""Search, being called, muting, settings and what the palette does."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import SystemCommand

from tests.tui.stage import Stage, played, stage
from tests.tui.test_messages import choose
from tests.unit.client.dialogue import welcomed


def command(on: Stage, title: str) -> SystemCommand:
    """What the palette offers under this title."""
    commands = on.face.get_system_commands(on.face.screen)
    return next(each for each in commands if each.title == title)


async def obey(on: Stage, title: str) -> None:
    command(on, title).callback()
    await on.pilot.pause()


@played
async def test_search_goes_to_what_was_found() -> None:
    async with stage(size=(120, 20)) as on:
        await on.hears(*(f":leo!u@h PRIVMSG #plaza :line {i:02}." for i in range(100)))
        await on.press("ctrl+f", *"leo LINE 07.")
        assert "1 found" in on.text_of(".wrong")
        await on.press("enter")
        assert any(row.endswith("line 07.") for row in on.rows())
        assert on.face.query_one("#timeline").selected.text == "line 07."  # type: ignore[attr-defined]


@played
async def test_of_several_found_one_is_picked() -> None:
    async with stage() as on:
        await on.hears(":leo!u@h PRIVMSG #plaza :tea", ":eva!u@h PRIVMSG #plaza :more tea")
        await on.press("ctrl+f", *"tea", "down", "down", "enter")
        assert on.face.query_one("#timeline").selected.by == "leo"  # type: ignore[attr-defined]


@played
async def test_the_bell_rings_for_who_is_called_elsewhere_unless_muted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rings: list[int] = []
    async with stage() as on:
        monkeypatch.setattr(on.face, "bell", lambda: rings.append(1))
        await on.hears(":leo!u@h PRIVMSG #plaza :ana, here")
        assert rings == []
        await on.hears(":leo!u@h PRIVMSG ana :psst", ":leo!u@h PRIVMSG ana :hey")
        assert rings == [1, 1]
        on.face.mute(on.face.rooms.open("leo"))
        await on.hears(":leo!u@h PRIVMSG ana :psst")
        assert rings == [1, 1]


@played
async def test_a_notification_is_shown_by_the_terminal_unless_its_window_is_in_front(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with stage() as on:
        told: list[str] = []
        monkeypatch.setattr(on.face, "tell_terminal", told.append)
        await on.hears(":leo!u@h PRIVMSG ana :psst")
        assert not any("]9;" in each for each in told)
        on.face.on_app_blur()
        await on.hears(":leo!u@h PRIVMSG ana :\x02look\x02 \x1b]2;owned\x07")
        assert [each for each in told if "]9;" in each] == ["\x1b]9;leo: look ␛]2;owned␇\x1b\\"]


@played
async def test_the_window_is_called_as_the_room_with_the_calls_from_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with stage() as on:
        told: list[str] = []
        monkeypatch.setattr(on.face, "tell_terminal", told.append)
        await on.hears(":leo!u@h PRIVMSG ana :psst", ":leo!u@h PRIVMSG ana :psst")
        assert told[-1] == "\x1b]2;(2) #plaza · irc.example · mensajeria\x1b\\"
        on.face.mute(on.face.rooms.open("leo"))
        await on.pilot.pause()
        assert told[-1] == "\x1b]2;#plaza · irc.example · mensajeria\x1b\\"
        told.clear()
        await on.hears(":leo!u@h PRIVMSG #plaza :nothing that changes it")
        assert told == []


@played
async def test_what_is_muted_stays_so() -> None:
    async with stage() as on:
        await obey(on, "Mute #plaza")
    async with stage() as on:
        assert on.face.rooms.open("#plaza").muted
        await obey(on, "Unmute #plaza")
    async with stage() as on:
        assert not on.face.rooms.open("#plaza").muted


def test_settings_are_changed_and_kept(settings: Path) -> None:
    @played
    async def change() -> None:
        async with stage() as on:
            await on.press("f4")
            await choose(on, "Bell when somebody calls: on")
            await choose(on, "Colours: dark…")
            await choose(on, "light")
            await choose(on, "Done")
            assert on.face.theme == "mensajeria-light"

    @played
    async def look() -> None:
        async with stage() as on:
            assert on.face.theme == "mensajeria-light"
            assert not on.face.preferences.bell

    change()
    assert 'theme = "mensajeria-light"\nbell = false\n' in (settings / "client.toml").read_text()
    look()


@played
async def test_words_of_ones_own_choice_call_as_ones_name_does(settings: Path) -> None:
    async with stage() as on:
        await on.press("f4")
        await choose(on, "Words that call me: none…")
        await on.types("pizza, deploy,,pizza")
        await on.press("escape")
        await on.hears(":ana!~ana@host.example JOIN #club")
        for text in ("who wants Pizza?", "pizzas", "deployed", "a deploy!"):
            await on.hears(f":leo!u@h PRIVMSG #club :{text}")
        assert on.face.rooms.open("#club").mentions == 2
        assert 'words = ["pizza", "deploy"]' in (settings / "client.toml").read_text()


@played
async def test_a_look_is_tried_on_before_it_is_chosen() -> None:
    async with stage() as on:
        before = on.face.theme
        await obey(on, "Colours…")
        await on.press("down", "down", "down")
        assert on.face.theme not in (before, "mensajeria-light")
        await on.press("escape")
        assert on.face.theme == on.face.preferences.theme == before


@played
async def test_a_long_menu_is_scrolled_to_where_the_cursor_is() -> None:
    async with stage(size=(80, 24)) as on:
        await obey(on, "Colours…")
        await on.press("up")
        last = on.face.focused
        assert last is not None
        assert last is [*on.face.screen.query("Button")][-1]
        assert on.face.screen.region.contains_region(last.region)


@played
async def test_what_others_wrote_is_harmless_in_a_field() -> None:
    async with stage() as on:
        await on.hears(":leo!u@h TOPIC #plaza :\x02tea\x02 \x1b[2Jand cake")
        await obey(on, "Topic…")
        await on.press("enter")
        assert on.sent() == ["TOPIC #plaza :tea ␛[2Jand cake"]


@played
async def test_the_palette_asks_and_does() -> None:
    async with stage(welcomed("draft/account-registration sasl")) as on:
        await obey(on, "Topic…")
        await on.types("tea")
        await obey(on, "Join a channel…")
        await on.types("club")
        await obey(on, "Away…")
        await on.types("lunch")
        await obey(on, "Register…")
        await on.types("s3cret")
        await on.types("s3cret")
        await obey(on, "Log in…")
        await on.press("enter", *"s3cret", "enter")
        await obey(on, "Leave #plaza")
        assert on.sent() == [
            "TOPIC #plaza tea",
            "JOIN #club",
            "AWAY lunch",
            "REGISTER * * s3cret",
            "AUTHENTICATE PLAIN",
            "PART #plaza",
        ]


@played
async def test_who_wishes_it_has_what_is_said_written_down(settings: Path) -> None:
    async with stage() as on:
        await on.hears(":leo!u@h PRIVMSG #plaza :before")
        await on.press("f4")
        await choose(on, "Write down what is said, in files: off")
        await choose(on, "Done")
        await on.hears(":leo!u@h PRIVMSG #plaza :after")
    (file,) = (settings / "logs").rglob("*.log")
    assert file.read_text("utf-8").endswith(" <leo> after\n")
    assert "before" not in file.read_text("utf-8")
