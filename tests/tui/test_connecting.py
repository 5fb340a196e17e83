"""Getting in, being thrown off and coming back."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Button, Input
from textual.worker import Worker

from mensajeria.client.address import ServerAddress
from mensajeria.client.discovery import Found
from mensajeria.client.happenings import Lost, Unreachable, Welcomed
from mensajeria.client.login import Password
from mensajeria.client.tui.field import Field
from tests.tui.stage import Stage, played, stage
from tests.tui.test_messages import labels
from tests.unit.client.dialogue import welcomed


@played
async def test_a_name_and_a_server_are_asked_for() -> None:
    found = (Found(ServerAddress("10.0.0.7", 7667), "casa"),)
    async with stage(name="", invitation=None, found=found) as on:
        assert on.face.screen.query_one("#name", Input).value == "maria"
        assert on.face.screen.query_one("#address", Input).value == "10.0.0.7:7667"
        await on.press(*"eva", "enter")
        ((invitation, nick),) = on.joined
        assert (invitation.address, nick) == (found[0].address, "eva"), (
            "in the place of what was offered"
        )


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


async def press_button(on: Stage, words: str) -> None:
    """Click a button of the dialogue in front."""
    button = [*on.face.screen.query(Button)][labels(on).index(words)]
    await on.pilot.click(button)
    await on.pilot.pause()


async def name_asked(on: Stage) -> Worker[str | Password | None]:
    """The connection asks for another name than ana."""
    why = "Somebody else is called ana."
    asked = on.face.run_worker(on.line.questions.name("ana", why))
    await on.pilot.pause()
    return asked


@played
async def test_who_is_called_so_already_logs_in_instead() -> None:
    async with stage(welcomed("sasl")) as on:
        asked = await name_asked(on)
        await press_button(on, "That is me: log in…")
        assert on.face.screen.query_one("#account", Field).value == "ana"
        await on.types("s3cret")
        assert await asked.wait() == Password("ana", "s3cret")
        assert len(on.face.screen_stack) == 1


@played
async def test_who_would_rather_not_log_in_is_asked_for_another_name_again() -> None:
    async with stage(welcomed("sasl")) as on:
        asked = await name_asked(on)
        await press_button(on, "That is me: log in…")
        await on.press("escape")
        await on.types("eva")
        assert await asked.wait() == "eva"


@played
async def test_logging_in_is_offered_where_there_are_accounts() -> None:
    async with stage() as on:
        await name_asked(on)
        assert labels(on) == ["OK", "Cancel"]


@played
async def test_what_does_not_log_in_is_asked_for_again_with_the_reason() -> None:
    async with stage(welcomed("sasl")) as on:
        asked = on.face.run_worker(on.line.questions.login("anna", "It is wrong."))
        await on.pilot.pause()
        assert on.text_of(".wrong") == "It is wrong."
        on.face.screen.query_one("#account", Field).focus()
        await on.types("ana")
        assert asked.is_running, "a password is missing"
        await on.types("s3cret")
        assert await asked.wait() == Password("ana", "s3cret")


@played
async def test_a_question_is_answered_by_the_mouse_as_well() -> None:
    async with stage() as on:
        asked = await name_asked(on)
        await on.press(*"eva")
        await press_button(on, "OK")
        assert await asked.wait() == "eva"
        asked = await name_asked(on)
        await press_button(on, "Cancel")
        assert await asked.wait() is None
