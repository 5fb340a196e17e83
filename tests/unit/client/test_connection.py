"""The connection on a loopback socket: kept, lost, made again, given up."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from mensajeria.client.address import ServerAddress
from mensajeria.client.connection import Connection, GaveUp, Times
from mensajeria.client.happenings import (
    CameBack,
    Closed,
    Delivered,
    Happening,
    Joined,
    Kicked,
    Left,
    Lost,
    Promoted,
    Refused,
    Renamed,
    Undelivered,
    Unreachable,
    Welcomed,
)
from mensajeria.client.identity import Identity
from mensajeria.client.login import Password
from mensajeria.client.patience import Patience
from mensajeria.client.pending import Line
from mensajeria.client.questions import Questions
from tests.clients.fake_server import FakeServer

PATIENCE = 30
"""Seconds; only what hangs ever needs them."""


class Guest:
    """A connection to a fake server, with all that it was told."""

    def __init__(self, port: int, nick: str = "ana", **settings: Any) -> None:
        self.heard: list[Happening] = []
        self._changed = asyncio.Event()
        self.then: Callable[[Happening], None] = lambda _happening: None
        settings.setdefault("patience", Patience(first=0.001, most=0.01))
        self.connection = Connection(
            ServerAddress("127.0.0.1", port),
            settings.pop("identity", Identity(nick)),
            self._listen,
            [("#general", "")],
            **settings,
        )
        self.running = asyncio.ensure_future(self.connection.run())

    def _listen(self, happening: Happening) -> None:
        self.heard.append(happening)
        self._changed.set()
        self.then(happening)

    async def hears(self, kind: type[Happening], times: int = 1) -> Happening:
        """Wait until something of this kind has happened so many times; the last of them."""
        while len(found := [h for h in self.heard if isinstance(h, kind)]) < times:
            self._changed.clear()
            await asyncio.wait(
                {asyncio.ensure_future(self._changed.wait()), self.running},
                return_when=asyncio.FIRST_COMPLETED,
            )
            if self.running.done():
                await self.running
        return found[times - 1]

    async def leaves(self) -> None:
        self.connection.quit("bye")
        await self.running


def play(play_out: Coroutine[Any, Any, None]) -> None:
    async def bounded() -> None:
        await asyncio.wait_for(play_out, PATIENCE)

    asyncio.run(bounded())


def test_it_connects_enters_and_leaves() -> None:
    async def story() -> None:
        with FakeServer() as server:
            guest = Guest(server.port)
            assert await guest.hears(Joined) == Joined("ana", "#general", mine=True)
            assert guest.connection.is_open
            await guest.leaves()
            assert server.received[-1] == "QUIT bye"
            assert not guest.connection.is_open

    play(story())


def test_it_comes_back_with_the_same_nick_and_channels_and_tells_how_long_it_was_away() -> None:
    async def story() -> None:
        clock = iter([100.0, 142.0, 200.0])
        with FakeServer(breaks_at=(1,)) as server:
            guest = Guest(server.port, clock=lambda: next(clock))
            await guest.hears(Joined)
            guest.connection.join("#club", "key")
            guest.connection.flush()
            await guest.hears(Joined, 2)
            guest.connection.session.rename("anita")
            guest.connection.flush()
            await guest.hears(Renamed)
            guest.connection.session.say("#general", "hola", number=1)
            guest.connection.flush()
            lost = await guest.hears(Undelivered)
            assert await guest.hears(CameBack) == CameBack(42.0)
            await guest.hears(Joined, 4)
            again = server.received[server.received.index("CAP LS 302", 1) :]
            assert "NICK anita" in again
            assert "JOIN #club,#general key" in again
            assert isinstance(lost, Undelivered)
            assert lost.why == "the connection broke before the server had confirmed it"
            assert isinstance(await guest.hears(Lost), Lost)
            await guest.leaves()

    play(story())


def test_who_was_let_in_by_a_key_comes_in_by_it_again_until_it_is_another() -> None:
    async def story() -> None:
        with FakeServer() as server:
            guest = Guest(server.port)
            await guest.hears(Joined)
            for times, key in enumerate(("key", ""), start=2):
                guest.connection.join("#club", key)
                guest.connection.flush()
                await guest.hears(Joined, times)
            server.tell(":leo!u@h KICK #club ana")
            server.tell(":fake 475 ana #club :Cannot join channel (+k)")
            await guest.hears(Refused)
            guest.connection.join("#club")
            guest.connection.flush()
            await guest.hears(Joined, 4)
            await guest.leaves()
            joined = [line for line in server.received if line.startswith("JOIN #club")]
            assert joined == ["JOIN #club key", "JOIN #club key", "JOIN #club"]

    play(story())


def test_what_waits_between_two_connections_can_be_taken_back() -> None:
    async def story() -> None:
        with FakeServer(breaks_at=(1,)) as server:
            guest = Guest(server.port)
            await guest.hears(Joined)

            def offline(happening: Happening) -> None:
                if isinstance(happening, Lost):
                    guest.connection.session.say("#general", "said offline", number=10)
                    guest.connection.session.say("#general", "wanted still", number=11)
                    unsent = [n for n in range(1, 12) if guest.connection.is_unsent(n)]
                    assert unsent == [6, 7, 8, 9, 10, 11]
                    assert guest.connection.waiting == 6
                    for number in (8, 10):
                        guest.connection.take_back(number)

            guest.then = offline
            for number in range(1, 10):
                guest.connection.session.say("#general", f"{number}", number=number)
            guest.connection.flush()
            await guest.hears(Joined, 2)
            await guest.hears(Delivered, 4)
            assert server.said[5:] == ["6", "7", "9", "wanted still"]
            await guest.leaves()

    play(story())


def test_what_was_not_sent_yet_is_sent_after_the_break() -> None:
    async def story() -> None:
        with FakeServer(breaks_at=(1,)) as server:
            guest = Guest(server.port)
            await guest.hears(Joined)
            for number in range(20):
                guest.connection.session.say("#general", f"{number}", number=number)
            guest.connection.flush()
            await guest.hears(Delivered, 15)
            assert guest.connection.idle
            settled = [h.number for h in guest.heard if isinstance(h, (Undelivered, Delivered))]
            assert settled == list(range(20))
            await guest.leaves()

    play(story())


def test_channels_that_were_left_are_not_entered_again() -> None:
    async def story() -> None:
        with FakeServer(breaks_at=(1,), closed=("#club",)) as server:
            guest = Guest(server.port)
            await guest.hears(Joined)
            server.tell(":leo!u@h KICK #general ana :out")
            await guest.hears(Kicked)
            guest.connection.join("#club")
            guest.connection.join("#plaza")
            guest.connection.flush()
            await guest.hears(Refused)
            await guest.hears(Joined, 2)
            server.tell(":ana!u@h PART #plaza")
            await guest.hears(Left)
            assert guest.connection.channels == []
            await guest.leaves()

    play(story())


def test_a_silent_server_is_asked_and_then_left() -> None:
    async def story() -> None:
        with FakeServer(mute=True) as server:
            guest = Guest(server.port, times=Times(silence=0.02, answer=0.02))
            lost = await guest.hears(Lost)
            assert lost == Lost("The server does not answer any more.")
            assert "PING alive" in server.received
            await guest.hears(Welcomed, 2)
            await guest.leaves()

    play(story())


def test_a_server_that_answers_is_not_left() -> None:
    async def story() -> None:
        with FakeServer() as server:
            guest = Guest(server.port, times=Times(silence=0.01, answer=PATIENCE))
            await guest.hears(Joined)
            while server.received.count("PING alive") < 3:
                await asyncio.sleep(0)
            assert not [h for h in guest.heard if isinstance(h, Lost)]
            await guest.leaves()

    play(story())


def test_a_server_that_is_not_there_is_tried_again_and_again() -> None:
    async def story() -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        guest = Guest(port)
        why = f"No chat server answers at 127.0.0.1:{port}."
        assert await guest.hears(Unreachable, 3) == Unreachable(why)
        await guest.leaves()
        impatient = Guest(port, patience=Patience(first=0.001, attempts=2))
        with pytest.raises(GaveUp, match="No chat server answers"):
            await impatient.running

    play(story())


def test_a_name_in_use_is_asked_about() -> None:
    async def story() -> None:
        asked: list[tuple[str, str]] = []

        async def answer(nick: str, why: str) -> str | None:
            asked.append((nick, why))
            return "eva"

        with FakeServer(taken=("ana",)) as server:
            identity = Identity("ana", insists=True)
            guest = Guest(server.port, identity=identity, questions=Questions(name=answer))
            assert await guest.hears(Welcomed) == Welcomed("eva")
            assert asked == [("ana", "Somebody else is called ana.")]
            assert guest.connection.identity.nick == "eva"
            await guest.leaves()

    play(story())


def test_a_server_that_does_not_wait_for_another_name_is_come_back_to_with_it() -> None:
    async def story() -> None:
        with FakeServer(taken=("ana",)) as server:

            async def answer(_nick: str, _why: str) -> str | None:
                server.hang_up("ERROR :Closing Link: h (Registration timed out)")
                return "eva"

            guest = Guest(
                server.port,
                identity=Identity("ana", insists=True),
                questions=Questions(name=answer),
                patience=Patience(first=PATIENCE * 10),  # there is nothing to be patient about
            )
            assert await guest.hears(Welcomed) == Welcomed("eva")
            assert not [h for h in guest.heard if isinstance(h, Lost)]
            assert server.received.count("CAP LS 302") == 2
            await guest.leaves()

    play(story())


def test_a_connection_that_breaks_once_a_name_was_found_is_told_of() -> None:
    async def story() -> None:
        async def answer(_nick: str, _why: str) -> str | None:
            return "eva"

        with FakeServer(taken=("ana",)) as server:
            identity = Identity("ana", insists=True)
            guest = Guest(server.port, identity=identity, questions=Questions(name=answer))
            await guest.hears(Joined)
            server.hang_up("ERROR :restarting")
            assert await guest.hears(Lost) == Lost("The server closed the connection: restarting.")
            await guest.hears(Joined, 2)
            await guest.leaves()

    play(story())


def test_whose_name_it_is_logs_in_by_another_connection_until_the_password_is_right() -> None:
    async def story() -> None:
        asked: list[tuple[str, str]] = []

        async def owner(_nick: str, _why: str) -> Password:
            return Password("ana", "secrt")

        async def again(account: str, why: str) -> Password:
            asked.append((account, why))
            return Password(account, "secret")

        with FakeServer(accounts={"ana": "secret"}) as server:
            guest = Guest(
                server.port,
                identity=Identity("ana", insists=True),
                questions=Questions(name=owner, login=again),
                patience=Patience(first=PATIENCE * 10),
            )
            assert await guest.hears(Welcomed) == Welcomed("ana")
            assert asked == [("ana", "The account or its password is wrong.")]
            assert not [h for h in guest.heard if isinstance(h, (Lost, Refused))]
            assert guest.connection.identity.login == Password("ana", "secret")
            assert server.received.count("CAP LS 302") == 3
            await guest.leaves()

    play(story())


def test_who_cannot_log_in_is_asked_for_another_name() -> None:
    async def story() -> None:
        answers: list[str | Password] = [Password("ana", "secrt"), "eva"]

        async def answer(_nick: str, _why: str) -> str | Password:
            return answers.pop(0)

        with FakeServer(accounts={"ana": "secret"}) as server:
            identity = Identity("ana", insists=True)
            guest = Guest(server.port, identity=identity, questions=Questions(name=answer))
            assert await guest.hears(Welcomed) == Welcomed("eva")
            assert guest.connection.identity.login is None
            await guest.leaves()

    play(story())


def test_whoever_runs_the_server_claims_it_once_it_let_them_in() -> None:
    asked: list[tuple[str, str, int]] = []

    def claim(ours: str, theirs: str, port: int) -> str:
        asked.append((ours, theirs, port))
        return "token"

    async def story() -> None:
        with FakeServer() as server:
            guest = Guest(server.port, claim=claim)
            await guest.hears(Joined)
            server.tell(":fake 381 ana :You are now an IRC operator")
            assert await guest.hears(Promoted) == Promoted(mine=True)
            server.tell(":fake 381 ana :You are now an IRC operator")
            assert await guest.hears(Promoted, 2) == Promoted(mine=False)
            await guest.leaves()
            assert asked == [("127.0.0.1", "127.0.0.1", server.port)]
            user, oper = (
                next(at for at, line in enumerate(server.received) if line.startswith(word))
                for word in ("USER", "OPER")
            )
            assert server.received[oper] == "OPER owner token"
            assert user < oper

    play(story())


def test_a_password_is_asked_for_until_it_is_right() -> None:
    async def story() -> None:
        answers = iter(["wrong", "open sesame"])
        reasons: list[str] = []

        async def answer(why: str) -> str | None:
            reasons.append(why)
            return next(answers)

        with FakeServer(password="open sesame") as server:
            guest = Guest(server.port, questions=Questions(password=answer))
            await guest.hears(Welcomed)
            assert not [h for h in guest.heard if isinstance(h, Lost)]
            assert reasons == ["", "That is not the password."]
            await guest.leaves()

    play(story())


def test_nobody_to_ask_ends_it() -> None:
    async def story() -> None:
        with FakeServer(password="x", taken=("ana",)) as server:
            with pytest.raises(GaveUp, match="The server wants a password"):
                await Guest(server.port, nick="eva").running
            server.password = ""
            with pytest.raises(GaveUp, match="Somebody else is called ana"):
                await Guest(server.port, identity=Identity("ana", insists=True)).running

    play(story())


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (b"x" * 200_000, "is no chat server"),
        (b":x 465 ana :You are banned\r\n", "You are banned from this server."),
    ],
)
def test_a_server_that_is_none_or_wants_us_not(answer: bytes, sentence: str) -> None:
    async def story() -> None:
        with FakeServer(greeting=answer) as server, pytest.raises(GaveUp, match=sentence):
            await Guest(server.port).running

    play(story())


def test_the_server_says_why_it_closes() -> None:
    async def story() -> None:
        with FakeServer(breaks_at=(1,)) as server:
            guest = Guest(server.port)
            await guest.hears(Joined)
            server.tell("ERROR :restarting")
            guest.connection.session.say("#general", "hola")
            await guest.hears(Closed)
            guest.connection.flush()
            lost = await guest.hears(Lost)
            assert lost == Lost("The server closed the connection: restarting.")
            await guest.leaves()

    play(story())


def test_leaving_twice_is_leaving_at_once() -> None:
    async def story() -> None:
        with FakeServer(mute=True) as server:
            guest = Guest(server.port)
            await guest.hears(Welcomed)
            guest.connection.quit()
            guest.connection.quit()
            await guest.running

    play(story())


def test_leaving_while_no_connection_is_made_yet() -> None:
    async def story() -> None:
        with socket.socket() as deaf:
            deaf.bind(("127.0.0.1", 0))
            guest = Guest(deaf.getsockname()[1])
            guest.connection.quit()
            await guest.running

    play(story())


def test_what_is_said_while_one_comes_in_is_said_after_what_waited_for_that() -> None:
    connection = Connection(ServerAddress("irc.example"), Identity("ana"), lambda _h: None, [])
    connection._unsent = [Line(1, "#general", "offline")]
    connection._take_a_new_session(certified=False)
    connection.session.say("#general", "coming in", number=2)
    connection.session.receive(b":irc.example 001 ana :Welcome\r\n")
    sent = connection.session.take_output().decode().split("\r\n")
    assert [line for line in sent if line.startswith("PRIVMSG")] == [
        "PRIVMSG #general offline",
        "PRIVMSG #general :coming in",
    ]
