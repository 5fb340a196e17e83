"""The page on how to join, as a browser shows it, and the WebSocket that a page can open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page
from playwright.sync_api import Request as PageRequest

from tests.clients.serving import Serving
from tests.web.conftest import CHROMIUM, QUIETLY

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}

TALK = """
(address) => new Promise((resolve) => {
    const heard = [];
    const socket = new WebSocket(address, ["text.ircv3.net"]);
    socket.onopen = () => {
        for (const line of ["NICK eva", "USER eva 0 * :Eva", "PRIVMSG eva :¡hola!", "QUIT :bye"]) {
            socket.send(line);
        }
    };
    socket.onmessage = (event) => heard.push(event.data);
    socket.onclose = (event) => resolve({heard, code: event.code, clean: event.wasClean});
})
"""
"""What a page does to talk: how it went, once it has ended."""


@contextmanager
def opened(browser: Browser, address: str, **options: object) -> Iterator[Page]:
    """The page there; fails at the end if the browser complained about anything."""
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        complaints.append(message.text)

    def failed(request: PageRequest) -> None:
        if request.failure != "net::ERR_ABORTED":  # as when the page goes while its icon comes
            complaints.append(f"{request.url}: {request.failure}")

    context = browser.new_context(**options)  # type: ignore[arg-type]
    page = context.new_page()
    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", failed)
    page.goto(address)
    yield page
    context.close()
    assert not complaints


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en-GB", "es-ES"])
def test_the_page_fits_and_says_how_to_join(
    browser: Browser, server: Serving, size: dict[str, int], scheme: str, language: str
) -> None:
    address = f"http://{server.address}/"
    with opened(browser, address, viewport=size, color_scheme=scheme, locale=language) as page:
        text = page.inner_text("body")
        assert f"python3 client.py {server.address}" in text
        assert f"nc {server.host} {server.port}" in text
        assert f"ws://{server.address}/" in text
        assert re.search("([0-9A-F]{2}:){7}[0-9A-F]{2}\n", text)
        assert page.get_attribute("html", "lang") == language[:2]
        page.click("summary")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        dark = (
            page.evaluate("getComputedStyle(document.documentElement).color") != "rgb(43, 34, 48)"
        )
        assert dark is (scheme == "dark")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_text_can_be_told_from_what_is_behind_it(
    browser: Browser, server: Serving, scheme: str
) -> None:
    """WCAG 2.2, 1.4.3: "The visual presentation of text ... has a contrast ratio of at least
    4.5:1"."""
    with opened(browser, f"http://{server.address}/", color_scheme=scheme) as page:
        colours = page.evaluate(
            """() => [...document.querySelectorAll("h2, section p, dt, dd, pre, summary, footer p")]
            .map((each) => {
                let behind = each;
                while (getComputedStyle(behind).backgroundColor === "rgba(0, 0, 0, 0)") {
                    behind = behind.parentElement;
                }
                return [getComputedStyle(each).color, getComputedStyle(behind).backgroundColor];
            })"""
        )
        assert len(colours) > 10
        for ink, paper in colours:
            assert contrast(ink, paper) >= 4.5, (ink, paper)


def contrast(one: str, other: str) -> float:
    """The ratio of two colours of CSS (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted(luminance(each) for each in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_language_can_be_changed_without_a_mouse(browser: Browser, server: Serving) -> None:
    with opened(browser, f"http://{server.address}/", locale="en-GB") as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/?lang=es")
        assert page.get_attribute("html", "lang") == "es"


def test_everything_is_there_without_scripts(browser: Browser, server: Serving) -> None:
    with opened(browser, f"http://{server.address}/", java_script_enabled=False) as page:
        assert f"python3 client.py {server.address}" in page.inner_text("main")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_page_of_the_server_talks_irc(browser: Browser, server: Serving, scheme: str) -> None:
    with opened(browser, f"{scheme}://{server.address}/", ignore_https_errors=True) as page:
        shown = page.inner_text("#websocket pre")
        talk = page.evaluate(TALK, shown)
    assert shown == f"{'wss' if scheme == 'https' else 'ws'}://{server.address}/"
    assert any(" 001 eva " in line for line in talk["heard"])
    assert ":eva!~eva@127.0.0.1 PRIVMSG eva :¡hola!" in talk["heard"]
    assert talk["heard"][-1].endswith("(Quit: bye)")
    assert (talk["code"], talk["clean"]) == (1000, True)


class Elsewhere(BaseHTTPRequestHandler):
    """Somebody else's web page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def elsewhere() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_page_from_elsewhere_may_not_talk(
    browser: Browser, server: Serving, elsewhere: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(elsewhere)
    talk = page.evaluate(TALK, f"ws://{server.address}/")
    context.close()
    # RFC 6455, 7.1.5: "If ... no Close control frame was received ... 1006"
    assert (talk["heard"], talk["code"]) == ([], 1006)


def test_a_page_from_elsewhere_may_talk_if_it_is_listed(
    browser: Browser, tmp_path: Path, elsewhere: str
) -> None:
    with Serving(tmp_path / "data", f'web.origins=["{elsewhere}"]') as server:
        context = browser.new_context()
        page = context.new_page()
        page.goto(elsewhere)
        talk = page.evaluate(TALK, f"ws://{server.address}/")
        context.close()
    assert talk["code"] == 1000


def test_a_connection_that_the_browser_kept_in_reserve_is_of_use_later(
    browser: Browser, server: Serving, tmp_path: Path
) -> None:
    """Whoever says nothing for a moment is greeted as a person, but not where browsers call."""
    there = f"http://{server.address}/"
    with linking_page(there) as address:
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "profile",  # a private window opens nothing in advance
            executable_path=CHROMIUM,
            args=list(QUIETLY),
            ignore_default_args=["--disable-background-networking"],
        )
        urlopen(Request(there, headers={"User-Agent": "Mozilla/5.0"})).close()  # nothing to reuse
        page = context.new_page()
        page.goto(address)
        page.wait_for_timeout(2_500)  # long enough to be greeted
        page.click("a")
        assert page.inner_text("h1") == "mensajeria"
        context.close()


@contextmanager
def linking_page(to: str) -> Iterator[str]:
    """A web page that has the browser connect to another in advance; its address."""
    content = f'<link rel="preconnect" href="{to}"><a href="{to}">there</a>'.encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        Thread(target=httpd.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{httpd.server_port}/"
        finally:
            httpd.shutdown()
