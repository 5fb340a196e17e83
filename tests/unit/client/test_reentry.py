"""Channels after a lost connection that do not let us in at once."""

from __future__ import annotations

from mensajeria.client.happenings import Joined, Refused
from mensajeria.client.patience import Patience
from tests.clients.fake_server import FakeServer
from tests.unit.client.test_connection import PATIENCE, Guest, play


def test_a_channel_that_does_not_let_us_in_again_yet_is_tried_a_few_times() -> None:
    async def story() -> None:
        with FakeServer(breaks_at=(1,)) as server:
            guest = Guest(server.port, reentry=lambda: Patience(first=0.001, attempts=4))
            await guest.hears(Joined)
            tried: list[bool] = []
            guest.then = lambda happening: (
                tried.append(guest.connection.enters_again("#GENERAL"))
                if isinstance(happening, Refused)
                else None
            )
            server.closed = ("#general",)
            guest.connection.session.say("#general", "hola")
            guest.connection.flush()
            await guest.hears(Refused, 2)
            assert tried == [True, False], "in between it is no news"
            assert server.received.count("JOIN #general") == 1 + 4
            assert guest.connection.channels == []
            await guest.leaves()

    play(story())


def test_a_channel_that_lets_us_in_again_after_all_is_entered() -> None:
    async def story() -> None:
        with FakeServer(breaks_at=(1, 2)) as server:
            guest = Guest(server.port, reentry=lambda: Patience(first=0.001, attempts=99))
            await guest.hears(Joined)
            for times in (2, 3):  # each connection is as patient as the one before
                server.closed = ("#general",)
                guest.connection.session.say("#general", "hola")
                guest.connection.flush()
                await guest.hears(Refused, times - 1)
                server.closed = ()
                await guest.hears(Joined, times)
                assert guest.connection.channels == [("#general", "")]
            await guest.leaves()

    play(story())


def test_a_pause_before_a_channel_ends_with_the_connection() -> None:
    async def story() -> None:
        with FakeServer(breaks_at=(1,)) as server:
            guest = Guest(server.port, reentry=lambda: Patience(first=PATIENCE * 10, most=9999))
            await guest.hears(Joined)
            server.closed = ("#general",)
            guest.connection.session.say("#general", "hola")
            guest.connection.flush()
            await guest.hears(Refused)
            server.tell(":fake 442 ana #general :You're not on that channel")
            await guest.hears(Refused, 2)
            assert guest.connection.enters_again("#general"), "to ask for more changes nothing"
            server.closed = ()
            server.hang_up("ERROR :restarting")
            await guest.hears(Joined, 2)
            assert not guest.connection.enters_again("#general")
            await guest.leaves()

    play(story())


def test_a_channel_that_bans_us_is_not_tried_again() -> None:
    async def story() -> None:
        with FakeServer(breaks_at=(1,)) as server:
            guest = Guest(server.port)
            await guest.hears(Joined)
            server.closed, server.closed_by = ("#general",), "474"
            guest.connection.session.say("#general", "hola")
            guest.connection.flush()
            await guest.hears(Refused)
            assert guest.connection.channels == []
            await guest.leaves()

    play(story())
