"""Somebody who does not read what is sent to them hurts only themselves."""

from __future__ import annotations

import pytest

from mensajeria.net.limits import Limits
from tests.sockets.conftest import Serve
from tests.sockets.serving import numbers
from tests.sockets.speaking import FILLING, speak_until_dropped


@pytest.mark.slow
def test_who_never_reads_is_dropped_and_nobody_else_notices(serve: Serve) -> None:
    server = serve(limits=Limits(throttle=False, send_queue=65_536))
    ana, leo = server.enter("ana", "leo")
    slow = server.connect(receive_buffer=4096)
    slow.send("NICK slow", "USER slow 0 * :slow")
    ana.until("JOIN #general")
    speak_until_dropped(ana, leo, ":slow!~slow@127.0.0.1 QUIT :SendQ exceeded")
    assert server.call(lambda: len(server.hub.callers)) == 2


def test_slow_but_reading_is_no_reason_to_be_dropped(serve: Serve) -> None:
    server = serve(limits=Limits(throttle=False, send_queue=16_000_000))
    ana, leo = server.enter("ana", "leo")
    for start in range(0, 10_000, 500):
        ana.send(*(f"PRIVMSG leo :{FILLING} {n}" for n in range(start, start + 500)))
        ana.sync()
    assert list(numbers(leo.sync(), FILLING)) == list(range(10_000))


def test_the_largest_answers_fit_into_the_smallest_queue_of_a_reader(serve: Serve) -> None:
    server = serve(limits=Limits(throttle=False, send_queue=65_536))
    (ana,) = server.enter("ana")
    ana.send(*["HELP"] * 3)
    assert ana.sync()
