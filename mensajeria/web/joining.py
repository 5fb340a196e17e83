"""The page that says how to join this very server, with whatever one has in one's hands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

from mensajeria.languages import LANGUAGES, _, speaking

NAMES: Final = {"en": "English", "es": "Español"}
DEFAULT_PORT: Final = 7667


@dataclass(frozen=True)
class Joining:
    """What the page needs to know of a server.

    `host` and `port` are where the browser found it, `secure` whether by https. `fingerprint`:
    SHA-256 of the certificate, "" without TLS. `password`, `code`: what newcomers are asked for.
    `text`: whether there is a door for nc. `channels`: where newcomers find themselves.
    """

    network: str
    host: str
    port: int
    secure: bool
    fingerprint: str
    password: bool
    code: bool
    local: bool
    text: bool
    channels: tuple[str, ...]

    @property
    def authority(self) -> str:
        """Host and port as an address bar has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"

    @property
    def for_our_client(self) -> str:
        """What to type after `client.py`, which knows the usual port."""
        if self.port == DEFAULT_PORT:
            return self.host
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def websocket(self) -> str:
        return f"{'wss' if self.secure else 'ws'}://{self.authority}/"


def page(joining: Joining, language: str) -> str:
    """The whole page, as HTML."""
    with speaking(language):
        return "\n".join(_document(joining, language))


def _document(joining: Joining, language: str) -> Iterator[str]:
    title = escape(_("Join {network}").format(network=joining.network))
    yield "<!doctype html>"
    yield f'<html lang="{language}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f"<title>{title}</title>"
    yield '<link rel="icon" href="/static/icon.svg" type="image/svg+xml">'
    yield '<link rel="stylesheet" href="/static/join.css">'
    yield "</head>"
    yield "<body>"
    yield from _header(joining, language)
    yield "<main>"
    yield from _terminal(joining)
    yield from _irc(joining)
    yield from _nc(joining)
    yield from _websocket(joining)
    yield "</main>"
    yield from _footer(joining)
    yield "</body>"
    yield "</html>"


def _header(joining: Joining, language: str) -> Iterator[str]:
    label = escape(_("Language"))
    yield "<header>"
    yield f'<nav aria-label="{label}">'
    for each in LANGUAGES:
        current = ' aria-current="true"' if each == language else ""
        yield f'<a href="/?lang={each}" lang="{each}" hreflang="{each}"{current}>{NAMES[each]}</a>'
    yield "</nav>"
    yield '<img src="/static/icon.svg" alt="" width="72" height="72">'
    yield f"<h1>{escape(joining.network)}</h1>"
    yield "<p>" + escape(_("A group chat. Come in with whatever you have at hand.")) + "</p>"
    yield "</header>"


def _terminal(joining: Joining) -> Iterator[str]:
    yield from _card(
        "terminal",
        _("In a terminal"),
        [
            _paragraph(_("In the folder of mensajeria, with its own client. It asks for a name.")),
            _code(f"python3 client.py {joining.for_our_client}"),
        ],
    )


def _irc(joining: Joining) -> Iterator[str]:
    tls = bool(joining.fingerprint)
    facts = [
        (_("Server"), joining.host),
        (_("Port"), str(joining.port)),
        (_("TLS"), _("yes, or without") if tls else _("no")),
    ]
    if joining.code:
        facts.append((_("Password"), _("the code that you were told")))
    elif joining.password:
        facts.append((_("Password"), _("the one that you were given")))
    if joining.channels:
        facts.append((_("Channel"), " ".join(joining.channels)))
    inside = [
        _paragraph(_("irssi, WeeChat, HexChat, a phone app: any of them will do.")),
        _facts(facts),
    ]
    if tls:
        inside += [
            _paragraph(
                _("Your client may ask whether you trust the certificate. This is its fingerprint:")
            ),
            _code(_in_lines(joining.fingerprint), label=_("SHA-256 fingerprint")),
        ]
    inside.append(_examples(joining))
    yield from _card("irc", _("With an IRC client"), inside)


def _examples(joining: Joining) -> str:
    host, port = joining.host, joining.port
    hexadecimal = joining.fingerprint.replace(":", "").lower()
    pinned = f" -tls -tls_fingerprint={hexadecimal}" if hexadecimal else " -notls"
    irssi = f"-tls -notls_verify -tls_pinned_cert {joining.fingerprint} " if hexadecimal else ""
    summary = escape(_("What to type in irssi and WeeChat"))
    lines = [
        "<details>",
        f"<summary>{summary}</summary>",
        "<h3>irssi</h3>",
        _code(f"/connect {irssi}{host} {port}"),
        "<h3>WeeChat</h3>",
        _code(f"/server add chat {host}/{port}{pinned}"),
        _code("/connect chat"),
    ]
    if hexadecimal:
        lines.append(_paragraph(_("Before WeeChat 4, write ssl where it says tls.")))
    lines.append("</details>")
    return "\n".join(lines)


def _nc(joining: Joining) -> Iterator[str]:
    if joining.text:
        yield from _card(
            "nc",
            _("With nothing installed"),
            [
                _paragraph(
                    _("Press Enter in nc or telnet, and you are asked for a name; then just type.")
                ),
                _code(f"nc {joining.host} {joining.port}"),
            ],
        )


def _websocket(joining: Joining) -> Iterator[str]:
    yield from _card(
        "websocket",
        _("From a web page"),
        [
            _paragraph(_("Web IRC clients and programs of your own connect by WebSocket:")),
            _code(joining.websocket),
            _paragraph(
                _("It speaks IRC in the subprotocols {text} and {binary}."),
                text="<code>text.ircv3.net</code>",
                binary="<code>binary.ircv3.net</code>",
            ),
        ],
    )


def _footer(joining: Joining) -> Iterator[str]:
    yield "<footer>"
    if joining.local:
        yield _paragraph(_("Only computers and phones of the same local network can connect."))
    if joining.code:
        yield _paragraph(_("You will be asked for a code. Whoever invited you knows it."))
    elif joining.password:
        yield _paragraph(_("You will be asked for a password. Whoever invited you knows it."))
    yield _paragraph(
        _("Runs on {mensajeria}. Nobody sees a message before it is stored."),
        mensajeria="<b>mensajeria</b>",
    )
    yield "</footer>"


# Particulars


def _card(name: str, title: str, inside: Iterable[str]) -> Iterator[str]:
    yield f'<section id="{name}" aria-labelledby="{name}-title">'
    yield f'<h2 id="{name}-title">{escape(title)}</h2>'
    yield from inside
    yield "</section>"


def _paragraph(sentence: str, /, **marked_up: str) -> str:
    """`marked_up`: HTML for the sentence's places."""
    return f"<p>{escape(sentence).format(**marked_up) if marked_up else escape(sentence)}</p>"


def _code(text: str, label: str = "") -> str:
    named = f' aria-label="{escape(label)}"' if label else ""
    return f'<pre tabindex="0"{named}><code>{escape(text)}</code></pre>'


def _facts(facts: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f"<div><dt>{escape(k)}</dt><dd>{escape(v)}</dd></div>" for k, v in facts)
    return f"<dl>{rows}</dl>"


def _in_lines(fingerprint: str) -> str:
    """32 bytes, eight to a line: nobody compares one long line."""
    pairs = fingerprint.split(":")
    return "\n".join(":".join(pairs[at : at + 8]) for at in range(0, len(pairs), 8))
