"""Getting in, being thrown off and coming back."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from mensajeria.client.address import ServerAddress
from mensajeria.client.discovery import Found
from mensajeria.client.happenings import Lost, Unreachable, Welcomed
from tests.tui.stage import played, stage


@played
async def test_a_name_and_a_server_are_asked_for() -> None:
    found = (Found(ServerAddress("10.0.0.7", 7667), "casa"),)
    async with stage(name="", invitation=None, found=found) as on:
        assert on.face.screen.query_one("#name", Input).value == "maria"
        assert on.face.screen.query_one("#address", Input).value == "10.0.0.7:7667"
        await on.press(*"_2", "enter")
        ((invitation, nick),) = on.joined
        assert (invitation.address, nick) == (found[0].address, "maria_2")


@played
async def test_one_of_several_servers_is_picked() -> None:
    found = tuple(Found(ServerAddress(f"10.0.0.{n}", 7667), f"s{n}") for n in (1, 2))
    async with stage(name="", invitation=None, found=found) as on:
        await on.press("tab", "down", "down", "enter")
        assert on.joined[0][0].address.host == "10.0.0.2"


@played
async def test_what_cannot_be_is_explained() -> None:
    async with stage(name="", invitation=None) as on:
        assert "No server was found." in on.text_of(".wrong")
        await on.press("enter")
        assert "no address of a server" in on.text_of(".wrong")
        await on.press("shift+tab", "home", "1", "enter")
        assert "1maria cannot be a name" in on.text_of(".wrong")
        assert on.joined == []


@played
async def test_a_lost_connection_is_told_and_what_is_written_waits() -> None:
    async with stage() as on:
        on.line.is_open = on.line.session.welcomed = False
        await on.tells(Lost("The server closed the connection."))
        await on.types("are you there")
        banner = on.text_of("#banner")
        assert "The server closed the connection. Connecting again. 1 line waits." in banner
        assert on.shows("are you there …")
        await on.tells(Unreachable("Nobody answers."))
        assert "Nobody answers." in on.text_of("#banner")
        await on.tells(Unreachable("Nobody answers."), Unreachable("Nobody answers."))
        on.face.turn_to(on.face.rooms.server)
        assert sum("Nobody answers." in row for row in on.rows()) == 1
        on.line.is_open = True
        await on.tells(Welcomed("ana"))
        assert not on.face.query_one("#banner").display


@played
async def test_a_server_that_asks_for_a_password_gets_the_one_that_is_typed() -> None:
    async with stage() as on:
        answers = []

        async def ask() -> None:
            answers.append(await on.line.questions.password("That is not the password."))

        on.face.run_worker(ask())
        await on.pilot.pause()
        assert "That is not the password." in on.text_of(".wrong")
        await on.types("s3cret")
        assert answers == ["s3cret"]


@played
async def test_a_name_that_is_taken_is_asked_again() -> None:
    async with stage() as on:
        answers = []

        async def ask() -> None:
            answers.append(await on.line.questions.name("ana", "Somebody else is called ana."))

        on.face.run_worker(ask())
        await on.pilot.pause()
        await on.types("9")
        assert "9 cannot be a name" in on.text_of(".wrong")
        await on.press("backspace", *"anita", "enter")
        assert answers == ["anita"]


@played
async def test_when_there_is_no_use_in_going_on_one_can_try_again_or_end() -> None:
    async with stage() as on:
        on.line.gives_up("You are banned from this server.")
        await on.pilot.pause()
        assert "You are banned from this server." in on.text_of(".question")
        await on.press("enter")
        assert on.line.runs == 2
        on.line.gives_up("You are banned from this server.")
        await on.pilot.pause()
        await on.press("right", "enter")
    assert on.face.return_value == 1


@played
async def test_what_others_are_called_is_not_written_down(settings: Path) -> None:
    async with stage() as on:
        kept = settings / "name"
        assert kept.read_text() == "ana\n"
        kept.unlink()
        await on.hears(":leo!u@h NICK leon")
        assert not kept.exists()
        await on.types("/nick anita")
        await on.hears(":ana!~ana@host.example NICK anita")
        assert kept.read_text() == "anita\n"
