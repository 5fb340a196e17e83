"""People: who they are, and what can be done about them."""

from __future__ import annotations

import pytest
from textual.widgets import Button

from mensajeria.client.model import Channel
from mensajeria.client.tui.listing import Item
from mensajeria.client.tui.lists import members_listed
from tests.tui.snapshot import snapshot
from tests.tui.stage import played, stage
from tests.tui.test_messages import choose
from tests.unit.client.dialogue import welcomed


@played
async def test_a_person_of_the_list_can_be_talked_to() -> None:
    async with stage() as on:
        await on.pilot.click("#members", offset=(3, 0))
        await on.pilot.pause()
        await choose(on, "Talk")
        assert on.face.rooms.current.name == "leo"


@played
async def test_who_somebody_is_stands_on_a_card() -> None:
    async with stage() as on:
        await on.pilot.click("#members", offset=(3, 1))
        await on.pilot.pause()
        await choose(on, "Who is it?")
        assert on.sent() == ["WHOIS eva"]
        await on.hears(
            ":x 311 ana eva u h.example * :Eva la de siempre",
            ":x 330 ana eva evita :is logged in as",
            ":x 318 ana eva :End",
        )
        facts = on.text_of("#facts")
        assert "u@h.example" in facts
        assert "real name Eva la de siempre" in facts
        assert "account evita" in facts
        await on.press("escape")
        assert len(on.face.screen_stack) == 1


@played
async def test_people_are_put_in_order_only_when_something_about_them_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[str] = []

    def count(channel: Channel, prefixes: str, *, dark: bool) -> list[Item]:
        made.append(channel.name)
        return members_listed(channel, prefixes, dark=dark)

    monkeypatch.setattr("mensajeria.client.tui.sides.members_listed", count)
    async with stage(welcomed("multi-prefix")) as on:
        changes = {
            ":bob!u@h JOIN #plaza": "bob",
            ":leo!u@h MODE #plaza +o bob": "@bob",
            ":bob!u@h AWAY :lunch": "@bob",
            ":bob!u@h NICK rob": "@rob",
            ":leo!u@h KICK #plaza rob": "",
            ":eva!u@h QUIT": "",
        }
        for change, shown in changes.items():
            made.clear()
            await on.hears(change)
            assert made == ["#plaza"], change
            assert not shown or shown in on.listed("#members")
        made.clear()
        await on.hears(
            *(f":bob{n}!u@h PRIVMSG ana :psst" for n in range(3)),
            ":leo!u@h TOPIC #plaza :news",
            ":leo!u@h AWAY",  # as they are known to be
        )
        await on.resize(100, 20)
        assert made == []
        await on.hears(
            ":ana!~ana@h JOIN #club", ":x 353 ana = #club :ana @zoe", ":x 366 ana #club :"
        )
        on.face.turn_to(on.face.rooms.open("#club"))
        await on.pilot.pause()
        assert made == ["#club"]
        assert on.listed("#members") == ["@zoe", "ana"]
        on.face.theme = "textual-light"
        on.face.refresh_lists()
        await on.pilot.pause()
        assert made == ["#club", "#club"]


@played
async def test_a_whois_that_was_typed_is_answered_on_a_card() -> None:
    async with stage() as on:
        await on.types("/whois eva")
        await on.hears(":x 311 ana eva u h.example * :Eva", ":x 318 ana eva :End")
        assert "u@h.example" in on.text_of("#facts")


@played
async def test_who_is_in_a_channel_and_what_it_is_about_is_known() -> None:
    async with stage() as on:
        await on.types("/topic")
        assert on.shows("#plaza has no topic.")
        await on.hears(":leo!u@h TOPIC #plaza :tea")
        await on.types("/topic")
        await on.types("/names")
        assert on.shows("The topic of #plaza: tea")
        assert on.shows("In #plaza: ana, +eva, @leo")
        assert on.sent() == []
        await on.types("/names #club")
        await on.types("/topic cake")
        assert on.sent() == ["NAMES #club", "TOPIC #plaza cake"]


@played
async def test_operators_of_the_network_are_offered_what_those_of_a_channel_are() -> None:
    async with stage() as on:
        await on.hears(":irc.example 381 ana :You are now an IRC operator")
        on.face.run_worker(on.face.about_person("leo"))
        await on.pilot.pause()
        assert "Kick out…" in [str(button.label) for button in on.face.screen.query(Button)]


@played
async def test_only_operators_are_offered_what_only_they_may() -> None:
    async with stage() as on:
        await on.press("f6", "f6", "f6", "down", "enter")
        labels = [str(b.label) for b in on.face.screen.query("Button")]  # type: ignore[attr-defined]
        assert labels == ["Talk", "Who is it?", "Invite into a channel…", "Ignore"]


@played
async def test_operators_throw_out_with_a_reason_and_give_ranks() -> None:
    async with stage() as on:
        await on.hears(":leo!u@h MODE #plaza +o ana")
        on.face.run_worker(on.face.about_person("eva"))
        await on.pilot.pause()
        await choose(on, "Kick out…")
        await on.types("too loud")
        on.face.run_worker(on.face.about_person("eva"))
        await on.pilot.pause()
        await choose(on, "Make an operator")
        assert on.sent() == ["KICK #plaza eva :too loud", "MODE #plaza +o eva"]


@played
async def test_names_that_look_like_markup_are_names() -> None:
    async with stage(welcomed("message-tags")) as on:
        await on.hears(":[red]x[/]!u@h JOIN #plaza", ":ana!~ana@h JOIN #[/b]")
        await on.hears("@msgid=m1 :[red]x[/]!u@h PRIVMSG #plaza :[bold]hi[/nope]")
        assert on.shows("[red]x[/] [bold]hi[/nope]")
        await on.press("ctrl+up", "enter")
        assert "[red]x[/]: [bold]hi[/nope]" in on.text_of(".question")
        await choose(on, "About [red]x[/]…")
        await on.press("escape", "ctrl+up", "enter")
        await choose(on, "Reply")
        assert on.face.composer.border_title == r"Reply to \[red]x\[/] · Esc"
        await on.press("escape")
        on.face.turn_to(on.face.rooms.open("#[/b]"))
        await on.pilot.pause()
        assert on.face.rooms.current.name == "#[/b]"


@played
@pytest.mark.parametrize("name", ["#[/", "#[", "#[/b]", "#[a=b]", "#\\[", "#[@click=app.quit]x"])
async def test_a_channel_that_looks_like_markup_is_found_by_its_name(name: str) -> None:
    async with stage() as on:
        await on.hears(f":leo!u@h INVITE ana {name}", f":ana!~ana@h JOIN {name}")
        on.face.turn_to(on.face.rooms.open("#plaza"))
        await on.press("ctrl+p")
        await on.pilot.pause(0.1)
        await on.press(*name)
        await on.pilot.pause(0.1)
        assert f"\n  {name}\n" in snapshot(on)
        await on.press("enter")
        assert on.face.rooms.current.name == name


@played
@pytest.mark.parametrize("nick", ["\\[", "[/", "[b]x", "x\\", "[$x]"])
async def test_a_nick_that_looks_like_markup_is_shown_as_it_is(nick: str) -> None:
    async with stage(welcomed("message-tags")) as on:
        await on.hears(f"@+typing=active :{nick}!u@h TAGMSG #plaza")
        assert f"{nick} is writing…" in snapshot(on)
        await on.hears(f"@msgid=m1 :{nick}!u@h PRIVMSG #plaza :hola")
        await on.press("ctrl+up", "enter")
        await choose(on, "Reply")
        assert f"Reply to {nick} · Esc" in snapshot(on)
        on.face.turn_to(on.face.rooms.open(nick))
        await on.pilot.pause()
        assert f"Write to {nick}" in snapshot(on)


@played
async def test_inviting_asks_where_to() -> None:
    async with stage() as on:
        on.face.run_worker(on.face.about_person("eva"))
        await on.pilot.pause()
        await choose(on, "Invite into a channel…")
        await on.types("club")
        assert on.sent() == ["INVITE eva #club"]
