"""What standard input and output are decides what the client does; and how its lines are read."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mensajeria.client.plain.streams import Mode, Output, lines_of, mode_of
from tests.unit.client.streams import Stream


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    yield reading, writing
    for end in (reading, writing):
        with contextlib.suppress(OSError):  # closed by the test
            os.close(end)


def test_a_terminal_on_both_sides_is_a_chat() -> None:
    assert mode_of(Stream(True), Stream(True)) is Mode.CHAT


def test_a_terminal_whose_output_goes_elsewhere_is_a_log() -> None:
    assert mode_of(Stream(True), Stream(False)) is Mode.LOG
    assert mode_of(Stream(True), None) is Mode.LOG


def test_input_that_can_bring_nothing_is_a_log() -> None:
    with open(os.devnull, encoding="utf-8") as null:
        assert mode_of(null, Stream(True)) is Mode.LOG
    assert mode_of(null, Stream(False)) is Mode.LOG, "a closed one"
    assert mode_of(None, Stream(False)) is Mode.LOG
    assert mode_of(io.StringIO("x"), Stream(False)) is Mode.LOG


def test_a_pipe_or_a_file_is_sent_even_when_it_is_empty(
    pipe: tuple[int, int], tmp_path: Path
) -> None:
    with os.fdopen(os.dup(pipe[0]), encoding="utf-8") as stdin:
        assert mode_of(stdin, Stream(True)) is Mode.SEND
    (tmp_path / "empty").write_text("")
    with (tmp_path / "empty").open() as stdin:
        assert mode_of(stdin, Stream(False)) is Mode.SEND


def read_all(data: bytes, pieces: int = 7) -> list[str]:
    reading, writing = os.pipe()

    def write() -> None:
        for start in range(0, len(data), pieces):
            os.write(writing, data[start : start + pieces])
        os.close(writing)

    async def read() -> list[str]:
        queue = lines_of(reading, asyncio.get_running_loop())
        lines = []
        while (line := await queue.get()) is not None:
            lines.append(line)
        return lines

    writer = threading.Thread(target=write)
    writer.start()
    lines = asyncio.run(read())
    writer.join()
    os.close(reading)
    return lines


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"one\ntwo\n", ["one", "two"]),
        (b"one\r\ntwo", ["one", "two"]),
        (b"\n\n", ["", ""]),
        ("\ufeffñandú\n日本\n".encode(), ["ñandú", "日本"]),
        (b"se\xf1or\n\xe6\x97", ["se\ufffdor", "\ufffd"]),
        ("a\u2028b\x0bc\x85d\n".encode(), ["a\u2028b\x0bc\x85d"]),
    ],
)
def test_lines(data: bytes, lines: list[str]) -> None:
    assert read_all(data) == lines


def test_a_line_without_end_is_handed_on_in_parts() -> None:
    lines = read_all(b"x" * 1_000_000, 50_000)
    assert "".join(lines) == "x" * 1_000_000
    assert max(map(len, lines)) < 200_000


def test_lines_ahead_are_bounded(pipe: tuple[int, int]) -> None:
    async def story() -> None:
        queue = lines_of(pipe[0], asyncio.get_running_loop())
        os.write(pipe[1], b"x\n" * 1000)
        while not queue.full():
            await asyncio.sleep(0)
        assert queue.qsize() == queue.maxsize < 1000
        os.close(pipe[1])
        lines = 0
        while await queue.get() is not None:
            lines += 1
        assert lines == 1000

    asyncio.run(story())


def test_input_that_breaks_is_input_that_ends() -> None:
    async def story() -> None:
        unusable = os.open(os.devnull, os.O_WRONLY)
        assert await lines_of(unusable, asyncio.get_running_loop()).get() is None
        os.close(unusable)

    asyncio.run(story())


def test_output_that_breaks_is_told_once(pipe: tuple[int, int]) -> None:
    told: list[OSError] = []
    stream = os.fdopen(os.dup(pipe[1]), "w")
    os.close(pipe[0])
    output = Output(stream, told.append)
    output.write("one")
    output.write("two")
    stream.close()
    assert [type(error) for error in told] == [BrokenPipeError]
