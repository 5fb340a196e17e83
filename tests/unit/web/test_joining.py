"""The page on how to join: true for each kind of server, well formed, and nobody's script."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from mensajeria.web.joining import Joining, page

FINGERPRINT = ":".join(f"{number:02X}" for number in range(32))
PLAIN = Joining(
    network="plaza",
    host="casa.local",
    port=7667,
    secure=False,
    fingerprint="",
    password=False,
    code=False,
    local=False,
    text=False,
    channels=("#general",),
)
VOID = {"meta", "link", "img"}


class Reader(HTMLParser):
    """Notes the elements and texts, and fails where they are not properly nested."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.inside.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(data)


def read(joining: Joining, language: str = "en") -> Reader:
    reader = Reader()
    reader.feed(page(joining, language))
    reader.close()
    assert not reader.inside
    return reader


def texts(joining: Joining, language: str = "en") -> list[str]:
    return read(joining, language).texts


@pytest.mark.parametrize(
    ("host", "port", "command"),
    [
        ("casa.local", 7667, "python3 client.py casa.local"),
        ("casa.local", 8000, "python3 client.py casa.local:8000"),
        ("fe80::1", 7667, "python3 client.py fe80::1"),
        ("fe80::1", 8000, "python3 client.py [fe80::1]:8000"),
    ],
)
def test_the_command_for_our_own_client(host: str, port: int, command: str) -> None:
    assert command in texts(replace(PLAIN, host=host, port=port))


@pytest.mark.parametrize(
    ("host", "port", "secure", "address"),
    [
        ("casa", 7667, False, "ws://casa:7667/"),
        ("casa", 7667, True, "wss://casa:7667/"),
        ("casa", 80, False, "ws://casa/"),
        ("casa", 443, True, "wss://casa/"),
        ("::1", 443, False, "ws://[::1]:443/"),
    ],
)
def test_the_address_of_the_websocket(host: str, port: int, secure: bool, address: str) -> None:
    assert address in texts(replace(PLAIN, host=host, port=port, secure=secure))


def test_with_tls_there_is_a_fingerprint_to_compare() -> None:
    said = texts(replace(PLAIN, fingerprint=FINGERPRINT))
    shown = next(each for each in said if each.startswith("00:01"))
    assert shown.replace("\n", ":") == FINGERPRINT
    assert any(f"-tls_pinned_cert {FINGERPRINT} casa.local 7667" in each for each in said)
    assert any(FINGERPRINT.replace(":", "").lower() in each for each in said)
    assert "yes, or without" in said


def test_without_tls_nothing_is_said_of_it() -> None:
    said = texts(PLAIN)
    assert "/connect casa.local 7667" in said
    assert "/server add chat casa.local/7667 -notls" in said
    assert not any("fingerprint" in each for each in said)


def test_what_newcomers_are_asked_for() -> None:
    assert not any("asked for" in each for each in texts(PLAIN))
    assert any("a password" in each for each in texts(replace(PLAIN, password=True)))
    assert any("a code" in each for each in texts(replace(PLAIN, code=True)))


def test_nc_only_where_there_is_a_door_for_it() -> None:
    assert "nc casa.local 7667" in texts(replace(PLAIN, text=True))
    assert "nc casa.local 7667" not in texts(PLAIN)


def test_names_are_text_and_never_markup() -> None:
    evil = "<script>alert(1)</script>{0}"
    reader = read(replace(PLAIN, network=evil, channels=("#<b>&",), text=True))
    assert "script" not in {tag for tag, _ in reader.elements}
    assert evil in reader.texts
    assert "#<b>&" in reader.texts


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_page_without_scripts_that_everybody_can_read(language: str) -> None:
    everything = replace(PLAIN, fingerprint=FINGERPRINT, password=True, local=True, text=True)
    elements = read(everything, language).elements
    assert elements[0] == ("html", {"lang": language})
    names = [tag for tag, _ in elements]
    assert names.count("h1") == names.count("main") == names.count("title") == 1
    assert all("alt" in attributes for tag, attributes in elements if tag == "img")
    identifiers = {each["id"] for _, each in elements if "id" in each}
    labels = {each["aria-labelledby"] for _, each in elements if "aria-labelledby" in each}
    assert labels <= identifiers
    assert not {"script", "style"} & set(names)
    assert not any(
        name.startswith("on") or name == "style" for _, each in elements for name in each
    )


def test_the_other_language_is_one_click_away() -> None:
    links = [each for tag, each in read(PLAIN, "es").elements if tag == "a"]
    assert [(each["href"], "aria-current" in each) for each in links] == [
        ("/?lang=en", False),
        ("/?lang=es", True),
    ]
