"""Having one's peace: people who are ignored, rooms that are muted, and both in the settings."""

from __future__ import annotations

from pathlib import Path

from tests.tui.stage import Stage, played, stage
from tests.tui.test_messages import choose
from tests.unit.client.dialogue import welcomed


async def do(on: Stage, nick: str, words: str) -> None:
    on.face.run_worker(on.face.about_person(nick))
    await on.pilot.pause()
    await choose(on, words)


def labels(on: Stage) -> list[str]:
    return [str(b.label) for b in on.face.screen.query("Button")]  # type: ignore[attr-defined]


@played
async def test_nothing_of_an_ignored_person_is_shown_until_they_are_heeded_again() -> None:
    async with stage() as on:
        await on.hears(":leo!u@h PRIVMSG #plaza :before", ":eva!u@h PRIVMSG #plaza :hola")
        await do(on, "leo", "Ignore")
        await on.hears(":LEO!u@h PRIVMSG #plaza :after")
        assert on.rows()[-1].endswith("eva hola")
        assert not on.shows("before")
        await do(on, "leo", "Ignore no longer")
        assert on.shows("leo before")
        assert on.shows("LEO after")


@played
async def test_an_ignored_person_does_not_call_count_open_rooms_or_write() -> None:
    async with stage(welcomed("message-tags")) as on:
        await do(on, "leo", "Ignore")
        on.face.turn_to(on.face.rooms.server)
        await on.hears(
            ":leo!u@h PRIVMSG #plaza :ana!",
            ":leo!u@h PRIVMSG ana :psst",
            ":leo!u@h INVITE ana #trap",
            "@+typing=active :leo!u@h TAGMSG #plaza",
        )
        assert on.listed() == ["server", "Channels", "#plaza"]
        assert not on.shows("psst")
        assert not on.shows("#trap")
        on.face.turn_to(on.face.rooms.open("#plaza"))
        await on.press("ctrl+up")
        assert on.face.timeline.selected is None
        assert not on.face.composer.border_title


def test_who_is_ignored_stays_so(settings: Path) -> None:
    @played
    async def ignore() -> None:
        async with stage() as on:
            await do(on, "leo", "Ignore")

    @played
    async def heed() -> None:
        async with stage() as on:
            await on.hears(":leo!u@h PRIVMSG #plaza :hola")
            assert not on.shows("hola")
            await on.press("f4")
            await choose(on, "People who are ignored: 1…")
            assert labels(on) == ["leo"]
            await choose(on, "leo")
            assert on.text_of(".question") == "Nobody is ignored here."
            await on.press("escape", "escape")
            assert on.shows("leo hola")

    ignore()
    assert 'ignored = ["irc.example:7667 leo"]' in (settings / "client.toml").read_text()
    heed()
    assert "ignored = []" in (settings / "client.toml").read_text()


@played
async def test_rooms_are_muted_from_the_settings() -> None:
    async with stage() as on:
        await on.hears(":ana!~ana@h JOIN #club")
        await on.press("f4")
        await choose(on, "Muted rooms: 0…")
        assert labels(on) == ["[ ] #club", "[ ] #plaza"]
        await choose(on, "[ ] #plaza")
        assert labels(on) == ["[ ] #club", "[x] #plaza"]
        await on.press("escape")
        assert "Muted rooms: 1…" in labels(on)
        assert on.face.rooms.open("#plaza").muted


@played
async def test_people_and_rooms_are_quieted_by_typing() -> None:
    async with stage() as on:
        await on.types("/ignore")
        assert on.shows("Nobody is ignored here.")
        await on.types("/ignore leo")
        await on.hears(":leo!u@h PRIVMSG #plaza :spam")
        assert not on.shows("spam")
        await on.types("/ignore")
        assert on.shows("Ignored here: leo")
        await on.types("/unignore LEO")
        assert on.shows("spam")
        await on.types("/ignore ana")
        assert on.shows("That is you.")
        await on.types("/mute")
        assert on.face.rooms.current.muted
        assert on.shows("#plaza is muted now.")
        await on.types("/mute")
        assert on.shows("#plaza is not muted any more.")
        on.sent()
        await on.types("/close")
        assert on.sent() == ["PART #plaza"]


@played
async def test_of_who_is_ignored_nothing_is_written_down_but_what_they_do_to_the_channel(
    settings: Path,
) -> None:
    async with stage() as on:
        on.face.preferences.log = True
        await on.types("/ignore leo")
        await on.hears(":leo!u@h PRIVMSG #plaza :spam", ":leo!u@h TOPIC #plaza :tea")
    (file,) = (settings / "logs").rglob("*.log")
    assert [line[20:] for line in file.read_text("utf-8").splitlines()] == [
        "-- leo set the topic of #plaza: tea"
    ]
