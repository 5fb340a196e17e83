"""Lines as WebSocket messages: made once in a tick, one for each line, text always UTF-8."""

from __future__ import annotations

from typing import Any

import pytest
from websockets.frames import Frame, Opcode

from mensajeria.net.websocket.messages import Messages
from tests.unit.net.fakes import Loop

HOLA = b":ana PRIVMSG #plaza :hola\r\n"


def messages(opcode: Opcode, loop: Loop | None = None) -> Messages:
    anything: Any = loop or Loop()
    return Messages(opcode, anything)


@pytest.mark.parametrize("opcode", [Opcode.TEXT, Opcode.BINARY])
def test_each_line_is_a_message_without_its_end(opcode: Opcode) -> None:
    expected = [Frame(opcode, line).serialize(mask=False) for line in (HOLA[:-2], b"1", b"2")]
    assert messages(opcode).framed([HOLA, b"1\r\n2\r\n"]) == b"".join(expected)


@pytest.mark.parametrize("size", [125, 126, 65535, 65536])
def test_every_way_to_write_a_length(size: int) -> None:
    line = b"x" * size
    framed = messages(Opcode.BINARY).framed([line + b"\r\n"])
    assert framed == Frame(Opcode.BINARY, line).serialize(mask=False)


def test_what_goes_to_many_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[bytes] = []
    serialize = Frame.serialize

    def counted(frame: Frame, **options: Any) -> bytes:
        made.append(bytes(frame.data))
        return serialize(frame, **options)

    monkeypatch.setattr(Frame, "serialize", counted)
    loop = Loop()
    shared = messages(Opcode.TEXT, loop)
    for _ in range(1000):
        shared.framed([HOLA])
    assert made == [HOLA[:-2]]
    loop.tick()
    assert not shared  # nothing is kept beyond the tick
    shared.framed([HOLA])
    assert len(made) == 2


def test_text_is_always_utf8() -> None:
    """ "Servers MUST NOT relay non-UTF-8 content to clients using text messages ... Servers MAY
    replace non-UTF-8 bytes with the UTF-8 encoding of the Unicode replacement character"."""
    framed = messages(Opcode.TEXT).framed([b"caf\xe9\r\n"])
    assert framed.endswith("caf\N{REPLACEMENT CHARACTER}".encode())
    assert messages(Opcode.BINARY).framed([b"caf\xe9\r\n"]).endswith(b"caf\xe9")
