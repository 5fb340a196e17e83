"""Formatted text: what others sent is shown, what one writes shows while it is written."""

from __future__ import annotations

from rich.segment import Segment
from textual.events import Paste

from tests.tui.stage import Stage, played, stage
from tests.tui.test_messages import choose
from tests.tui.test_writing import written
from tests.unit.client.dialogue import welcomed


def shown(on: Stage, words: str, widget: str = "#timeline") -> Segment:
    """The part of the screen that has exactly these words."""
    part = on.face.front.query_one(widget)
    strips = [part.render_line(y) for y in range(part.size.height)]
    return next(s for strip in strips for s in strip if s.text.strip() == words)


@played
async def test_what_others_format_is_shown_so() -> None:
    async with stage() as on:
        await on.hears(
            ":leo!u@h PRIVMSG #plaza :a \x02bold\x02 \x0304red\x03 \x1fhttps://x.org\x1f"
        )
        assert on.shows("leo a bold red https://x.org")
        assert shown(on, "bold").style.bold  # type: ignore[union-attr]
        assert shown(on, "red").style.color.get_truecolor().hex != "#ff0000"  # type: ignore[union-attr]
        assert shown(on, "https://x.org").style.meta["link"] == "https://x.org"  # type: ignore[union-attr]


@played
async def test_a_colour_can_be_read_on_either_ground() -> None:
    async with stage() as on:
        await on.hears(":leo!u@h PRIVMSG #plaza :\x0300white\x03 \x0301black")
        dark = [shown(on, each).style.color.name for each in ("white", "black")]  # type: ignore[union-attr]
        on.face.wear("mensajeria-light")
        await on.pilot.pause()
        light = [shown(on, each).style.color.name for each in ("white", "black")]  # type: ignore[union-attr]
        assert dark[0] == "#ffffff" != light[0]
        assert light[1] == "#000000" != dark[1]


@played
async def test_elsewhere_there_are_no_codes() -> None:
    async with stage(welcomed("message-tags")) as on:
        await on.hears(":leo!u@h TOPIC #plaza :\x0304red\x0f things")
        assert "red things" in on.text_of("#heading")
        await on.hears("@msgid=m1 :leo!u@h PRIVMSG #plaza :\x02hola\x02")
        await on.press("ctrl+up", "enter")
        assert on.text_of(".question") == "leo: hola"
        await choose(on, "Copy")
        assert on.face.clipboard == "hola"


@played
async def test_a_coloured_name_calls_all_the_same() -> None:
    async with stage() as on:
        on.face.turn_to(on.face.rooms.server)
        await on.hears(":leo!u@h PRIVMSG #plaza :\x034ana\x03: hola")
        assert on.listed() == ["server", "Channels", "#plaza @1"]
        assert on.face.rooms.open("#plaza").mentions == 1


@played
async def test_one_writes_bold_and_sees_it_while_writing_and_while_it_is_under_way() -> None:
    async with stage() as on:
        await on.press(*"so ", "ctrl+b", *"big", "ctrl+b", *"!")
        assert shown(on, "big", "#composer").style.bold  # type: ignore[union-attr]
        assert on.face.composer.render_line(0).text.rstrip() == "so BbigB!"
        await on.press("enter")
        assert on.sent() == ["PRIVMSG #plaza :so \x02big\x02!"]
        assert on.shows("so big! …")
        assert shown(on, "big").style.bold  # type: ignore[union-attr]
        await on.press("up")
        assert on.face.composer.render_line(0).text.rstrip() == "so BbigB!"


@played
async def test_what_is_chosen_is_formatted_from_the_menu() -> None:
    async with stage() as on:
        await on.press(*"so red", *["shift+left"] * 3, "ctrl+t")
        await choose(on, "Colour…")
        await choose(on, "Red")
        await on.press("enter")
        assert on.sent() == ["PRIVMSG #plaza :so \x0304red\x03"]
        await on.press("ctrl+t")
        await choose(on, "Italic")
        await on.types("now")
        assert on.sent() == ["PRIVMSG #plaza \x1dnow"]


@played
async def test_an_edit_begins_with_what_was_formatted() -> None:
    capabilities = "message-tags echo-message batch labeled-response mensajeria.alt/edit"
    async with stage(welcomed(capabilities)) as on:
        await on.hears("@msgid=m1 :ana!~ana@h PRIVMSG #plaza :\x1done\x1d\x1etwo")
        await on.press("ctrl+up", "enter")
        await choose(on, "Edit")
        assert on.face.composer.render_line(0).text.rstrip() == "IoneIStwo"
        await on.types("!")
        assert on.sent() == [
            "@mensajeria.alt/edit=m1;label=line-1 PRIVMSG #plaza \x1done\x1d\x1etwo!"
        ]


@played
async def test_codes_that_are_pasted_are_no_ends_of_lines() -> None:
    async with stage() as on:
        on.face.post_message(Paste("a \x1done\x1d"))
        await on.pilot.pause()
        assert "\n" not in written(on)
        await on.press("enter")
        assert on.sent() == ["PRIVMSG #plaza :a \x1done\x1d"]
