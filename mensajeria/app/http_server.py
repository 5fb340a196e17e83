"""`HttpServer`: the requests that are answered, on aiohttp. Imported late, since that is slow."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Final

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

import mensajeria.web
from mensajeria.net.http.answer import GUARDED
from mensajeria.web.host import found_at
from mensajeria.web.joining import Joining, page
from mensajeria.web.language import chosen

_log = logging.getLogger("mensajeria.http")

STATIC: Final = Path(mensajeria.web.__file__).parent / "static"
TYPES: Final = {".css": "text/css", ".svg": "image/svg+xml"}
IDLE: Final = 15.0
"""Seconds between a request and the next on one connection."""

PAGE_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
"""Only what this server serves itself; "connect" is for a page's WebSocket to it."""

Answerer = Callable[[web.BaseRequest], web.Response]


class HttpServer:
    """Answers requests by their path. See `Website` for what it is given."""

    def __init__(
        self, invitation: Callable[[str, int, bool], Joining], trouble: Callable[[], str]
    ) -> None:
        self._invitation = invitation
        self._trouble = trouble
        self._answerers: dict[str, Answerer] = {"/": self._join, "/healthz": self._health}
        self._server = web.Server(self._answer)

    def speaker(self) -> Speaker:
        """One that speaks HTTP with one client."""
        return Speaker(
            self._server,
            loop=asyncio.get_running_loop(),
            keepalive_timeout=IDLE,
            lingering_time=0,  # nobody has anything to upload
            access_log=None,  # type: ignore[arg-type] # None is for no log, says its documentation
        )

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        answerer = self._answerers.get(request.path) or _file(request.path)
        if answerer is None:
            return refused(HTTPStatus.NOT_FOUND)
        if request.method not in ("GET", "HEAD"):
            response = refused(HTTPStatus.METHOD_NOT_ALLOWED)
            response.headers["Allow"] = "GET, HEAD"
            return response
        if "websocket" in request.headers.get("Upgrade", "").lower():
            return _websocket_elsewhere()
        return answerer(request)

    def _join(self, request: web.BaseRequest) -> web.Response:
        try:
            host, port = found_at(request.headers.getall("Host", []))
        except ValueError:
            return refused(HTTPStatus.BAD_REQUEST)
        secure = _is_secure(request)
        language = chosen(request.query.get("lang", ""), request.headers.get("Accept-Language", ""))
        html = page(self._invitation(host, port or (443 if secure else 80), secure), language)
        response = said(html, "text/html")
        response.headers["Content-Security-Policy"] = PAGE_POLICY
        response.headers["Content-Language"] = language
        response.headers["Vary"] = "Accept-Language, Host"
        return response

    def _health(self, _request: web.BaseRequest) -> web.Response:
        if self._trouble():
            return said('{"status": "cannot store"}', "application/json", HTTPStatus(503))
        return said('{"status": "ok"}', "application/json")


class Speaker(RequestHandler):
    """aiohttp's, but quiet about what clients do wrong, and for those who end their side early."""

    resting = False

    def data_received(self, data: bytes) -> None:
        self.resting = False
        super().data_received(data)

    async def finish_response(
        self, request: web.BaseRequest, resp: web.StreamResponse, start_time: float | None
    ) -> tuple[web.StreamResponse, bool]:
        answered, lost = await super().finish_response(request, resp, start_time)
        goes_on = bool(answered.keep_alive) and not request.can_read_body
        self.resting = goes_on and not self._messages
        return answered, lost

    def let_go(self) -> None:
        self.transport = None  # or it would be closed
        self.connection_lost(None)

    def eof_received(self) -> bool:  # type: ignore[override] # theirs says nothing
        if self._waiter is not None and not self._waiter.done():
            self.force_close()  # all is answered; `close` would end the task and not the connection
        else:
            self.close()  # after what is being answered
        return True

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,  # noqa: ARG002 - quotes what they sent
    ) -> web.StreamResponse:
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            _log.error("answering %s %s", request.method, request.path, exc_info=exc)
        response = refused(HTTPStatus(status))
        response.force_close()
        return response


def said(text: str, kind: str, status: HTTPStatus = HTTPStatus.OK) -> web.Response:
    """An answer that browsers do not keep."""
    return web.Response(
        text=text,
        status=status,
        content_type=kind,
        headers={**GUARDED, "Server": "mensajeria", "Cache-Control": "no-store"},
    )


def refused(status: HTTPStatus) -> web.Response:
    """The usual words for why not."""
    return said(f"{status.value} {status.phrase}\n", "text/plain", status)


def _websocket_elsewhere() -> web.Response:
    """A WebSocket is for `HttpHead`; this one did not wait for the answer to what came before."""
    response = refused(HTTPStatus.UPGRADE_REQUIRED)
    response.headers["Upgrade"] = "websocket"  # RFC 9110, 15.5.22: "MUST send"
    response.force_close()
    return response


def _file(path: str) -> Answerer | None:
    """What gives a static file, if there is one of that name."""
    content = _files().get(path)
    if content is None:
        return None

    def answer(_request: web.BaseRequest) -> web.Response:
        response = said(content, TYPES[Path(path).suffix])
        response.headers["Cache-Control"] = "max-age=3600"
        return response

    return answer


@cache
def _files() -> dict[str, str]:
    """All static files by their path here; few and small."""
    return {f"/static/{each.name}": each.read_text("utf-8") for each in STATIC.iterdir()}


def _is_secure(request: web.BaseRequest) -> bool:
    """Whether they came by https, to us or to a proxy before us. Only for what is shown to them."""
    transport = request.transport
    tls = transport is not None and transport.get_extra_info("ssl_object") is not None
    return tls or request.headers.get("X-Forwarded-Proto", "") == "https"
