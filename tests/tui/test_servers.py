"""Several servers at a time: going to one more, between them, and leaving them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mensajeria.client.address import Invitation, ServerAddress
from mensajeria.client.beginning import Beginning
from mensajeria.client.discovery import Found
from mensajeria.client.happenings import Lost, Welcomed
from mensajeria.client.open_servers import MOST_SERVERS, kept
from mensajeria.client.preferences import Preferences
from tests.tui.stage import HERE, Stage, played, stage
from tests.tui.test_attention import command, obey
from tests.tui.test_messages import choose
from tests.unit.client.dialogue import welcomed


async def on_two(on: Stage) -> None:
    """Be on another server as well, as maria; it is looked at, and both are in a #plaza."""
    await on.types("/connect casa:7000 maria")
    await on.tells(Welcomed("maria"), on=1)
    await on.hears(":casa 005 maria NETWORK=Casa :are supported", on=1)
    await on.hears(":maria!~maria@host.example JOIN #plaza", ":casa 366 maria #plaza :End", on=1)
    on.sent(1)


def here(on: Stage) -> tuple[str, str]:
    return on.face.here.name, on.face.rooms.current.name


@played
async def test_another_server_is_joined_beside_the_one_that_is_there() -> None:
    async with stage() as on:
        await on.types("/connect casa:7000 maria")
        assert on.joined[1] == (Invitation(ServerAddress("casa", 7000)), "maria")
        assert "Connecting to casa:7000" in on.text_of("#banner")
        assert on.text_of("#heading").startswith(" casa ")
        assert on.listed() == ["irc.example", "#plaza", "casa !"]
        assert on.line.left is None


@played
async def test_each_servers_rooms_stand_under_its_name() -> None:
    async with stage() as on:
        await on_two(on)
        assert on.listed() == ["irc.example", "#plaza", "Casa", "#plaza"]
        assert here(on) == ("Casa", "#plaza")
        assert "#plaza · Casa" in on.text_of("#heading")
        await on.hears(":leo!u@h PRIVMSG #plaza :one", ":leo!u@h PRIVMSG ana :two")
        assert on.listed() == ["irc.example @1 2", "#plaza 1", "leo 1", "Casa", "#plaza"]
        await on.press("alt+1")
        assert on.listed()[0] == "irc.example"


@played
async def test_one_server_alone_stands_there_as_ever() -> None:
    async with stage() as on:
        await on_two(on)
        await on.types("/disconnect")
        assert on.listed() == ["server", "Channels", "#plaza"]
        assert "irc.example" not in on.text_of("#heading")


@played
async def test_what_is_said_goes_to_the_server_that_is_looked_at() -> None:
    async with stage() as on:
        await on_two(on)
        await on.types("hola casa")
        assert (on.sent(0), on.sent(1)) == ([], ["PRIVMSG #plaza :hola casa"])
        await on.press("alt+2")
        await on.types("hola")
        assert (on.sent(0), on.sent(1)) == (["PRIVMSG #plaza hola"], [])


@played
async def test_keys_go_from_server_to_server() -> None:
    async with stage() as on:
        await on_two(on)
        places = []
        for key in ("alt+down", "alt+down", "alt+up", "alt+up", "alt+3", "alt+5"):
            await on.press(key)
            places.append(here(on))
        first, second = "irc.example", "Casa"
        assert places == [
            (first, ""),
            (first, "#plaza"),
            (first, ""),
            (second, "#plaza"),
            (second, ""),
            (second, ""),
        ]


@played
async def test_what_is_new_is_found_wherever_it_is_and_stays_new_until_then() -> None:
    async with stage() as on:
        await on.hears(":ana!~ana@h JOIN #club")
        await on_two(on)
        await on.hears(":leo!u@h PRIVMSG #plaza :one", ":leo!u@h PRIVMSG #club :ana, two")
        await on.press("alt+a")
        assert here(on) == ("irc.example", "#club")
        assert on.listed()[:3] == ["irc.example", "#club", "#plaza 1"]
        await on.hears(":eva!u@h PRIVMSG #plaza :three", on=1)
        await on.press("alt+a", "alt+a")
        assert here(on) == ("Casa", "#plaza")
        assert on.shows("eva three")


@played
async def test_what_is_half_written_waits_on_its_server() -> None:
    async with stage() as on:
        await on_two(on)
        await on.press(*"there", "alt+2", *"here", "alt+4")
        assert on.face.composer.text == "there"
        await on.press("alt+2")
        assert on.face.composer.text == "here"


@played
async def test_somebody_is_called_on_whichever_server_unless_muted_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rings: list[int] = []
    async with stage() as on:
        await on_two(on)
        monkeypatch.setattr(on.face, "bell", lambda: rings.append(1))
        await on.hears(":leo!u@h PRIVMSG #plaza :ana, here")
        assert rings == [1]
        await obey(on, "Mute #plaza")
        assert on.face.rooms.current.muted
        await on.hears(":leo!u@h PRIVMSG #plaza :ana, here")
        assert rings == [1, 1]
    assert Preferences.load().muted == ["casa:7000 #plaza"]


@played
async def test_a_person_who_was_muted_stays_so() -> None:
    async with stage() as on:
        await on.hears(":leo!u@h PRIVMSG ana :psst")
        await on.press("alt+a")
        await obey(on, "Mute leo")
    async with stage() as on:
        await on.hears(":Leo!u@h PRIVMSG ana :psst")
        assert on.face.rooms.open("leo").muted


@played
async def test_an_answer_that_is_begun_does_not_go_to_another_server() -> None:
    async with stage(welcomed("message-tags")) as on:
        await on_two(on)
        await on.hears("@msgid=m1 :leo!u@h PRIVMSG #plaza :hola")
        await on.press("alt+2", "ctrl+up", "enter")
        await choose(on, "Reply")
        await on.press("alt+4")
        await on.types("hey")
        assert (on.sent(0), on.sent(1)) == ([], ["PRIVMSG #plaza hey"])


def test_what_was_muted_before_there_were_several_still_is(settings: Path) -> None:
    settings.mkdir(parents=True)
    (settings / "client.toml").write_text('muted = ["#plaza"]\n')

    @played
    async def look() -> None:
        async with stage() as on:
            assert on.face.rooms.open("#plaza").muted
            await obey(on, "Unmute #plaza")
            assert Preferences.load().muted == []

    look()


@played
async def test_the_loss_of_one_does_not_touch_the_others() -> None:
    async with stage() as on:
        await on_two(on)
        on.line.is_open = False
        await on.tells(Lost("The connection broke."))
        assert not on.face.front.query_one("#banner").display
        assert on.listed() == ["irc.example !", "#plaza", "Casa", "#plaza"]
        await on.press("alt+1")
        assert "The connection broke." in on.text_of("#banner")
        await on.tells(Welcomed("ana"))
        assert on.listed()[0] == "irc.example"


@played
async def test_where_it_is_no_use_nothing_comes_in_between_and_one_can_try_again() -> None:
    async with stage() as on:
        await on_two(on)
        on.line.gives_up("You are banned from this server.")
        await on.pilot.pause()
        assert len(on.face.screen_stack) == 1
        await on.press("alt+1")
        assert "You are banned from this server. /connect tries again" in on.text_of("#banner")
        assert on.shows("You are banned from this server.")
        await on.types("/connect")
        assert on.line.runs == 2
        await on.types("/connect")
        assert on.shows("/connect [ADDRESS] [NAME]")
        on.line.gives_up("The server wants a password.")
        await on.pilot.pause()
        await on.types("/connect irc.example#4711")
        assert (on.line.runs, on.line.identity.password) == (3, "4711")


@played
async def test_a_server_that_is_there_already_is_turned_to() -> None:
    async with stage() as on:
        await on_two(on)
        await on.types("/connect IRC.example")
        assert here(on) == ("irc.example", "#plaza")
        assert len(on.lines) == 2


@played
async def test_what_is_no_server_and_what_is_no_name_is_explained() -> None:
    async with stage() as on:
        await on.types("/connect casa:x")
        assert on.shows("casa:x is no address of a server")
        await on.types("/connect casa 9")
        assert on.shows("9 cannot be a name")
        assert len(on.lines) == 1


@played
async def test_there_is_an_end_to_them() -> None:
    async with stage() as on:
        for number in range(1, MOST_SERVERS + 1):
            await on.types(f"/connect casa{number}")
        assert len(on.lines) == MOST_SERVERS
        assert on.shows(f"At most {MOST_SERVERS} servers at a time.")


@played
async def test_one_of_those_that_were_found_is_joined_as_well() -> None:
    known = Found(ServerAddress("irc.example", 7667), "plaza")
    found = (known, Found(ServerAddress("10.0.0.7", 7667), "casa"))
    async with stage(found=found) as on:
        command(on, "Connect to a server…").callback()
        await on.pilot.pause()
        await on.press("enter")
        assert on.joined[1] == (Invitation(found[1].address), "ana")
        assert here(on) == ("10.0.0.7", "")


@played
async def test_leaving_one_shows_the_one_above_and_leaving_the_last_asks_where_to_go() -> None:
    async with stage() as on:
        await on_two(on)
        await obey(on, "Disconnect from Casa")
        assert (on.line.left, on.lines[1].left) == (None, "")
        assert here(on) == ("irc.example", "#plaza")
        await on.types("/disconnect see you")
        assert on.line.left == "see you"
        assert on.face.screen.query("#address")
        await on.press("tab", *"casa", "enter")
        assert on.joined[2][0] == Invitation(ServerAddress("casa"))
        assert on.listed() == ["server"]


@played
async def test_the_end_says_goodbye_to_all() -> None:
    async with stage() as on:
        await on_two(on)
        await on.types("/quit see you")
        assert [line.left for line in on.lines] == ["see you", "see you"]
    assert on.face.return_value == 0


@played
async def test_several_are_joined_as_the_command_line_says() -> None:
    async with stage(more=(Invitation(ServerAddress("casa", 7000)),)) as on:
        assert [(str(where.address), nick) for where, nick in on.joined] == [
            ("irc.example:7667", "ana"),
            ("casa:7000", "ana"),
        ]
        assert here(on) == ("irc.example", "#plaza")


@played
async def test_who_wishes_it_finds_the_same_servers_at_the_next_start() -> None:
    async with stage() as on:
        await on_two(on)
        await on.press("f4")
        await choose(on, "Open the same servers at the next start: off")
        await choose(on, "Done")
        await on.press("ctrl+q")
    assert kept() == (
        Beginning("ana", HERE, ("#plaza",)),
        Beginning("maria", Invitation(ServerAddress("casa", 7000)), ("#plaza",)),
    )
    async with stage(name="", invitation=None, reopened=kept()) as on:
        assert on.joined == [(each.invitation, each.nick) for each in kept()]
        assert here(on) == ("irc.example", "#plaza")
        await on.press("f4")
        await choose(on, "Open the same servers at the next start: on")
        await choose(on, "Done")
        await on.press("ctrl+q")
    assert kept() == ()


@played
async def test_two_servers_of_one_name_are_told_apart() -> None:
    async with stage() as on:
        await on_two(on)
        await on.hears(":x 005 ana NETWORK=Casa :are supported", ":leo!u@h PART #plaza")
        assert on.listed() == ["irc.example:7667", "#plaza", "casa:7000", "#plaza"]


@played
async def test_a_question_waits_until_its_server_is_looked_at_and_says_which_it_is() -> None:
    async with stage() as on:
        await on_two(on)
        asked = on.face.run_worker(on.line.questions.password("That is not the password."))
        asked_here = on.face.run_worker(on.lines[1].questions.name("maria", "It is taken."))
        await on.pilot.pause()
        assert on.text_of(".question") == "Another name for casa:7000"
        await on.press(*"eva", "enter")
        assert await asked_here.wait() == "eva"
        assert len(on.face.screen_stack) == 1
        assert on.listed()[0] == "irc.example ?"
        await on.press("alt+1")
        assert on.text_of(".question") == "The password or code of irc.example:7667"
        await on.types("s3cret")
        assert await asked.wait() == "s3cret"
        assert on.listed()[0] == "irc.example"


@played
async def test_who_has_a_question_before_them_goes_elsewhere_and_is_asked_again_later() -> None:
    async with stage() as on:
        await on_two(on)
        asked = on.face.run_worker(on.lines[1].questions.password(""))
        await on.pilot.pause()
        await on.press(*"s3", "alt+2")
        assert len(on.face.screen_stack) == 1
        assert here(on) == ("irc.example", "#plaza")
        await on.types("hola")
        assert on.sent() == ["PRIVMSG #plaza hola"]
        assert on.listed()[2] == "Casa ?"
        await on.press("alt+down")
        assert on.text_of(".question") == "The password or code of casa:7000"
        await on.types("s3cret")
        assert await asked.wait() == "s3cret"


@played
async def test_a_click_beside_a_question_of_a_server_is_no_answer() -> None:
    async with stage() as on:
        asked = on.face.run_worker(on.line.questions.password(""))
        await on.pilot.pause()
        await on.pilot.click(offset=(1, 1))
        await on.press("alt+2", *"s3cret", "enter")
        assert await asked.wait() == "s3cret", "there is nowhere else to go"


@played
async def test_the_code_of_an_account_goes_to_the_server_that_wants_it() -> None:
    async with stage(welcomed("draft/account-registration")) as on:
        await on_two(on)
        await on.hears(":x REGISTER VERIFICATION_REQUIRED ana :Look into your mail")
        assert len(on.face.screen_stack) == 1
        await on.press("alt+2")
        await on.types("4711")
        assert (on.sent(0), on.sent(1)) == (["VERIFY ana 4711"], [])


@played
async def test_the_end_does_not_wait_for_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage() as on:
        await on_two(on)
        for line in on.lines:  # as those do that read nothing until they have an answer
            monkeypatch.setattr(line, "quit", lambda _reason="": None)
        on.face.run_worker(on.line.questions.password(""))
        await on.pilot.pause()
        await on.press("ctrl+q")
        assert on.face.return_value is None, "Casa has not said goodbye yet"
        on.face.run_worker(on.lines[1].questions.password(""))
        await on.pilot.pause()
        await on.press("ctrl+q")
        assert on.face.return_value == 0


@played
async def test_a_server_that_is_left_has_no_more_to_ask_or_to_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with stage() as on:
        await on_two(on)
        on.face.run_worker(on.line.questions.password(""))
        await on.pilot.pause()
        monkeypatch.setattr(on.line, "quit", lambda _reason="": None)
        await on.press("alt+1", "escape")
        await on.types("/disconnect")
        rings: list[int] = []
        monkeypatch.setattr(on.face, "bell", lambda: rings.append(1))
        await on.hears(":leo!u@h PRIVMSG ana :psst")
        assert rings == []
        assert on.listed() == ["Casa", "Channels", "#plaza"]


@played
async def test_a_menu_and_a_click_in_the_list_are_about_the_right_server() -> None:
    async with stage() as on:
        await on_two(on)
        await on.pilot.click("#rooms", offset=(3, 1))
        await on.pilot.pause()
        assert here(on) == ("irc.example", "#plaza")
        on.face.run_worker(on.face.about_person("eva"))
        await on.pilot.pause()
        await choose(on, "Talk")
        assert here(on) == ("irc.example", "eva")
