"""`Entrance`: the opening handshake of WebSockets (RFC 6455, 4.2; IRCv3 `websocket`)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Final

from websockets.frames import Opcode
from websockets.http11 import Request, Response
from websockets.protocol import State
from websockets.server import ServerProtocol
from websockets.typing import Subprotocol

from mensajeria.net.caller import Caller
from mensajeria.net.http.answer import GUARDED, answer
from mensajeria.net.hub import Hub
from mensajeria.net.websocket.connection import WebSocketConnection
from mensajeria.net.websocket.messages import Messages
from mensajeria.net.websocket.origins import Origins
from mensajeria.wire.lines import HARD_LIMIT

TEXT: Final = Subprotocol("text.ircv3.net")
BINARY: Final = Subprotocol("binary.ircv3.net")
VERSION: Final = "13"
"""Of the WebSocket protocol: the one of RFC 6455."""

_log = logging.getLogger(__name__)
_log.setLevel(logging.ERROR)  # what clients do wrong is told to them


class Entrance:
    """Lets WebSockets in; they share the messages of each kind."""

    def __init__(self, hub: Hub) -> None:
        self._text = Messages(Opcode.TEXT, hub.loop)
        self._binary = Messages(Opcode.BINARY, hub.loop)

    def admit(self, caller: Caller, head: bytes, rest: bytes, origins: Origins) -> None:
        """Answer the handshake, and let them speak IRC from now on or hang up."""
        protocol = ServerProtocol(select_subprotocol=_preferred, max_size=HARD_LIMIT, logger=_log)
        protocol.receive_data(head)
        for request in protocol.events_received():
            assert isinstance(request, Request)
            protocol.send_response(_response(protocol, request, origins))
        answered = b"".join(protocol.data_to_send())
        if protocol.state is not State.OPEN:
            bad = answer(HTTPStatus.BAD_REQUEST, "That is no request for a WebSocket.")
            caller.hang_up(answered or bad)
            return
        # Without a subprotocol of ours, text: who asks for none is a script in some old page.
        messages = self._binary if protocol.subprotocol == BINARY else self._text
        connection = WebSocketConnection(caller.hub, caller.peer, protocol, messages)
        caller.transport.write(answered)
        caller.hand_over(connection)
        if rest:
            connection.data_received(rest)


def _preferred(_: ServerProtocol, wanted: Sequence[Subprotocol]) -> Subprotocol | None:
    """ "The server MUST accept any subprotocol it supports, respecting the client's order"."""
    return next((each for each in wanted if each in (TEXT, BINARY)), None)


def _response(protocol: ServerProtocol, request: Request, origins: Origins) -> Response:
    hosts = request.headers.get_all("Host")
    pages = request.headers.get_all("Origin")
    if len(hosts) != 1:
        response = protocol.reject(HTTPStatus.BAD_REQUEST, "There must be one Host.\n")
    elif not all(origins.allow(each, hosts[0]) for each in pages):
        response = protocol.reject(
            HTTPStatus.FORBIDDEN,
            "Pages from elsewhere may not connect here, unless web.origins lists them.\n",
        )
    elif request.headers.get_all("Sec-WebSocket-Version") not in ([], [VERSION]):
        response = protocol.reject(
            HTTPStatus.UPGRADE_REQUIRED, f"There is only version {VERSION} here.\n"
        )
        response.headers["Sec-WebSocket-Version"] = VERSION  # RFC 6455, 4.2.2
    else:
        response = protocol.accept(request)
    if response.status_code != HTTPStatus.SWITCHING_PROTOCOLS:
        response.headers.update(GUARDED)
    return response
