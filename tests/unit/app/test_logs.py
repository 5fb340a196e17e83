"""One line for each thing, and nothing in it that anybody said."""

from __future__ import annotations

import asyncio
import logging

import pytest

from mensajeria.app import logs
from mensajeria.engine.inputs import Stamp
from mensajeria.engine.session import Session
from mensajeria.engine.turn import Turn
from mensajeria.wire.message import parse
from tests.harness.town import Town


def test_what_is_logged_takes_one_line() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "a\r\nb %s", ("c\nd",), None)
    assert logs.OneLine("%(message)s").format(record) == r"a\r\nb c\nd"


def test_a_bug_is_logged_with_its_place_but_nobodys_words(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    message = parse(b"PRIVMSG ana :el secreto")
    turn = Turn(town.engine, Session(7, "127.0.0.1"), Stamp(1, 0xABC), message)
    try:
        raise KeyError("el secreto")
    except KeyError as error:
        logs.report(turn, error)
    (line,) = caplog.messages
    assert "KeyError in session 7, input abc, command 'PRIVMSG'" in line
    assert "test_a_bug_is_logged" in line
    assert "secreto" not in line


@pytest.mark.parametrize(
    ("context", "line"),
    [
        ({"message": "m", "exception": OSError(24, "Too many open files")}, "m: Too many open"),
        ({"message": "m", "exception": ValueError("palabras")}, "bug: ValueError"),
        ({"message": "something"}, "something"),
    ],
)
def test_what_asyncio_could_not_do(
    context: dict[str, object], line: str, caplog: pytest.LogCaptureFixture
) -> None:
    loop = asyncio.new_event_loop()
    logs.loop_trouble(loop, context)
    loop.close()
    assert line in caplog.messages[0]
    assert "palabras" not in caplog.text
