"""Finding what was said: here and on the server, and going to where it was said."""

from __future__ import annotations

from tests.tui.stage import Stage, played, stage
from tests.tui.test_gaps import page
from tests.unit.client.dialogue import Dialogue, welcomed

CAPABILITIES = "batch message-tags server-time draft/chathistory soju.im/search standard-replies"


def searching() -> Dialogue:
    return welcomed(CAPABILITIES)


async def finds(on: Stage, *minutes: int, place: str = "#plaza") -> None:
    """The server's answer: what was said in these minutes."""
    lines = (
        f"@batch=s;msgid=m{n};time=2026-03-04T{10 + n // 60}:{n % 60:02}:00.000Z"
        f" :leo!u@h PRIVMSG {place} :say {n}."
        for n in minutes
    )
    await on.hears(":x BATCH +s soju.im/search", *lines, ":x BATCH -s")


def found(on: Stage) -> list[str]:
    listing = on.face.screen.query_one("#found")
    return [item.text.split("say ")[-1] for item in listing.items]  # type: ignore[attr-defined]


@played
async def test_what_is_here_is_found_while_typing_and_the_rest_by_enter() -> None:
    async with stage(searching(), size=(110, 30)) as on:
        await on.hears(*page(*range(90, 120)), *page())
        on.sent()
        await on.press("ctrl+f", *"say 11")
        assert found(on) == [f"{n}." for n in range(119, 109, -1)]
        assert on.sent() == []
        await on.press("enter")
        assert on.sent() == ["SEARCH text=say\\s11;in=#plaza;limit=50"]
        assert "10 found · The server is looking…" in on.text_of(".wrong")
        await finds(on, 11, 110)
        assert found(on)[-2:] == ["110.", "11."]
        assert on.text_of(".wrong") == "11 found"


@played
async def test_a_pause_asks_the_server_as_well() -> None:
    async with stage(searching()) as on:
        await on.press("ctrl+f", *"tea")
        on.face.screen.ask()  # type: ignore[attr-defined]  # as its timer does
        assert on.sent()[-1] == "SEARCH text=tea;in=#plaza;limit=50"
        await on.press("enter")
        assert len(on.sent()) == 0


@played
async def test_ctrl_f_again_looks_everywhere() -> None:
    async with stage(searching()) as on:
        await on.hears(":leo!u@h PRIVMSG ana :say nothing.")
        await on.press("ctrl+f", *"say")
        assert "Search in #plaza" in on.text_of(".question")
        assert found(on) == []
        await on.press("ctrl+f")
        assert "Search everywhere" in on.text_of(".question")
        assert found(on) == ["nothing."]
        assert on.sent()[-1] == "SEARCH text=say;limit=50"
        await on.press("ctrl+f")
        assert "Search in #plaza" in on.text_of(".question")


@played
async def test_what_is_chosen_is_shown_among_what_was_said_around_it() -> None:
    async with stage(searching(), size=(110, 20)) as on:
        await on.hears(*page(*range(90, 120)))
        on.sent()
        await on.types("/search say 40.")
        assert on.sent() == ["SEARCH text=say\\s40.;in=#plaza;limit=50"]
        await finds(on, 40)
        await on.press("enter")
        assert on.sent() == ["CHATHISTORY AROUND #plaza msgid=m40 100"]
        await on.hears(*page(*range(30, 50)))
        assert on.shows("say 40.")
        assert on.face.timeline.selected is on.face.rooms.current.message("m40")
        await on.press("pagedown")
        assert on.shows("loading…")
        assert on.sent() == ["CHATHISTORY BETWEEN #plaza msgid=m49 msgid=m90 100"]
        await on.press("ctrl+end")
        assert on.shows("say 119.")


@played
async def test_what_is_chosen_may_be_in_another_room() -> None:
    async with stage(searching()) as on:
        await on.types("/search in:* say")
        await finds(on, 40, place="ana")
        await on.press("enter")
        await on.hears(*(line.replace("#plaza", "leo") for line in page(40)))
        assert on.face.rooms.current.name == "leo"
        assert on.shows("say 40.")


@played
async def test_what_cannot_be_shown_says_so() -> None:
    async with stage(searching()) as on:
        await on.types("/search say")
        await finds(on, 40)
        await on.press("enter")
        refused = ":x FAIL CHATHISTORY MESSAGE_ERROR AROUND #plaza :No such message"
        await on.hears(refused, refused)
        assert on.shows("What was said around it cannot be shown.")


@played
async def test_more_is_asked_for_at_the_end_of_the_list() -> None:
    async with stage(searching()) as on:
        await on.types("/search say")
        on.sent()
        await finds(on, *range(50, 100))
        assert found(on)[-1] == " more…"
        await on.press("down", "end", "enter")
        assert on.sent() == ["SEARCH text=say;in=#plaza;before=2026-03-04T10:50:00.000Z;limit=50"]
        await finds(on, 1)
        assert (len(found(on)), found(on)[-1]) == (51, "1.")


@played
async def test_what_is_no_time_is_said_at_once() -> None:
    async with stage(searching()) as on:
        await on.press("ctrl+f", *"tea before:noon")
        assert "noon is no time" in on.text_of(".wrong")
        await on.press("enter")
        assert on.sent() == []


@played
async def test_who_leaves_the_search_is_where_they_were() -> None:
    async with stage(searching()) as on:
        await on.press("ctrl+f", *"tea", "escape")
        await finds(on, 40)
        await on.types("hola")
        assert on.sent()[-1].endswith("PRIVMSG #plaza hola")


@played
async def test_on_a_small_screen_all_of_it_has_room() -> None:
    async with stage(size=(80, 24)) as on:
        await on.hears(":leo!u@h PRIVMSG #plaza :tea")
        await on.press("ctrl+f", *"nothing like it")
        screen = on.face.screen
        for selector in ("#words", "#found", ".wrong", ".how"):
            region = screen.query_one(selector).region
            assert region.height
            assert screen.region.contains_region(region)
        assert on.text_of(".wrong").startswith("0 found")
