"""When the journal cannot keep up, nobody is read until it has; nothing is lost meanwhile."""

from __future__ import annotations

from mensajeria.engine.settings import Limits, Settings
from tests.sockets.conftest import Serve
from tests.sockets.serving import numbers

LINES = 20_000


def test_reading_pauses_and_goes_on(serve: Serve) -> None:
    server = serve(Settings(limits=Limits(waiting=50)), at_once=False)
    ana, leo = server.connect(), server.connect()
    ana.send("NICK ana", "USER ana 0 * :Ana")
    leo.send("NICK leo", "USER leo 0 * :Leo")
    server.wait_until(lambda: len(server.hub.engine.network.users) == 2)
    server.store()

    ana.send(*(f"PRIVMSG leo :{n}" for n in range(LINES // 2)))
    server.wait_until(lambda: server.hub.congested)
    leo.send("PRIVMSG leo :myself")
    ana.send(*(f"PRIVMSG leo :{n}" for n in range(LINES // 2, LINES)))
    taken = server.call(lambda: server.hub.engine.usage["PRIVMSG"])
    assert server.call(lambda: server.hub.engine.usage["PRIVMSG"]) == taken < LINES

    server.store_from_now_on()
    heard = leo.until(f":{LINES - 1}")
    assert list(numbers([line for line in heard if ":ana" in line], " PRIVMSG leo :")) == [
        *range(LINES)
    ]
