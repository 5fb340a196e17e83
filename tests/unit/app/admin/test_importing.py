"""History from files: nothing twice, nothing lost, and nonsense is counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from mensajeria.chat.events import Redacted, Said
from mensajeria.engine.history import History, Search, Span
from mensajeria.storage.archive.reading import Archive, of_place
from mensajeria.wire.casemapping import fold
from tests.unit.storage.journals import ANA, Waited

Do = Callable[..., tuple[int, str]]
PLAZA = "#plaza", fold("#plaza")
WEECHAT = """\
2025-11-24 11:08:27\t-->\twally (root) (~root@127.0.0.1) has joined #general
2025-11-24 11:08:29\twally\thola
2025-11-24 11:08:29\twally\thola
2025-11-24 11:08:29\tirma\tadiós
2025-11-24 11:09:00\t *\tirma saluda
"""
IRSSI = """\
--- Log opened Mon Nov 24 11:08:27 2025
11:08 < wally> hola
11:08 < wally> hola
11:08 < irma> adiós
11:09  * irma saluda
"""


def at(second: str) -> int:
    return round(datetime.fromisoformat(f"2025-11-24 {second}").timestamp() * 1000)


def messages(folder: Path) -> list[tuple[str, str]]:
    return [
        (event.by.nick, event.text)
        for event in of_place(folder, "#plaza")
        if isinstance(event, Said)
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def bring(admin: Do, folder: Path, tmp_path: Path) -> Callable[..., str]:
    """Import a file with this content; gives what was said."""

    def run(content: str | bytes, *options: str, exits: int = 0) -> str:
        file = tmp_path / "file"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        code, told = admin("import", file, "--data", folder, *options)
        assert code == exits
        return told.strip()

    return run


@pytest.mark.parametrize("log", [WEECHAT, IRSSI])
def test_a_log_comes_in_once(bring: Callable[..., str], folder: Path, log: str) -> None:
    said = [("wally", "hola")] * 2 + [("irma", "adiós"), ("irma", "\x01ACTION saluda\x01")]
    told = bring(log, "--channel", "#Plaza")
    assert told == "4 added; 0 already there; 1 line tells of something else"
    assert messages(folder) == said
    assert bring(log, "--channel", "#plaza").startswith("0 added; 4 already there;")
    assert messages(folder) == said


def test_a_log_that_has_grown(bring: Callable[..., str], folder: Path) -> None:
    """Also within the last second that was there."""
    begin = "\n".join(WEECHAT.splitlines()[:2])
    bring(begin, "--channel", "#plaza")
    told = bring(WEECHAT, "--channel", "#plaza")
    assert told.startswith("3 added; 1 already there")
    assert [text for _, text in messages(folder)][:3] == ["hola", "hola", "adiós"]


def test_a_log_of_what_the_server_has_itself(bring: Callable[..., str], folder: Path) -> None:
    journal = Waited(folder)
    moment = at("11:08:29") + 421
    wally = Said(moment, "x", ANA, "PRIVMSG", *PLAZA, "hola")
    wally.by = type(ANA)(9, "Wally", "Wally!~w@::1", None, "Wally", False)
    journal.store(wally)
    journal.close()
    assert bring(WEECHAT, "--channel", "#plaza").startswith("3 added; 1 already there")
    assert len(messages(folder)) == 4


def test_it_can_be_asked_for(bring: Callable[..., str], folder: Path) -> None:
    """Each moment has one message, so that pages can begin anywhere."""
    bring(WEECHAT, "--channel", "#plaza")
    archive = Archive(folder)
    page = archive.history(History(("#plaza",), (Span(10, after=at("11:08:29")),)))
    assert page is not None
    assert [event.at - at("11:08:29") for event in page.events] == [1, 2, 31_000]
    assert len({event.msgid for event in page.events}) == 3
    archive.close()


def test_the_past_comes_before_what_was_there(bring: Callable[..., str], folder: Path) -> None:
    journal = Waited(folder)
    for second, text in (("11:00:00", "before"), ("12:00:00", "after")):
        journal.store(Said(at(second), text, ANA, "PRIVMSG", *PLAZA, text))
    journal.close()
    bring(WEECHAT, "--channel", "#plaza")
    texts = [text for _, text in messages(folder)]
    assert (texts[0], texts[-1], len(texts)) == ("before", "after", 6)
    journal = Waited(folder)
    assert journal.store(Said(at("12:00:01"), "new", ANA, "PRIVMSG", *PLAZA, "new")) is None
    assert messages(folder)[-1] == ("ana", "new")
    journal.close()


def test_it_is_found_by_its_words(bring: Callable[..., str], folder: Path) -> None:
    """As is what was there, and came later."""
    journal = Waited(folder)
    journal.store(Said(at("12:00:00"), "later", ANA, "PRIVMSG", *PLAZA, "HOLA otra vez"))
    journal.close()
    bring("2025-11-24 11:00:00\tx\tadiós\n", "--channel", "#plaza")
    bring(WEECHAT, "--channel", "#plaza")
    archive = Archive(folder)
    found = archive.search(Search((("#plaza", 0),), (), 0, "hola", "", None, None, 9))
    assert [event.at - at("11:08:29") for event in found.events] == [0, 1, 51 * 60_000 + 31_000]
    archive.close()


def test_what_was_deleted_does_not_come_back(
    admin: Do, bring: Callable[..., str], folder: Path, tmp_path: Path
) -> None:
    journal = Waited(folder)
    journal.store(Said(at("11:00:00"), "bad", ANA, "PRIVMSG", *PLAZA, "a secret"))
    file = tmp_path / "plaza.jsonl"
    admin("export", "#plaza", file, "--data", folder)
    journal.store(Redacted(at("11:00:01"), "r", ANA, *PLAZA, "bad"))
    journal.close()
    assert bring(file.read_bytes()) == "0 added; 1 already there"
    assert messages(folder) == []


def test_nonsense_is_counted(bring: Callable[..., str], folder: Path) -> None:
    content = WEECHAT.encode() + b"\xff\xfe\x00\n2025-11-24 11:10:00\ta b\thola\n{]\n"
    told = bring(content, "--channel", "#plaza", "--format", "weechat")
    assert told == (
        "4 added; 0 already there; 1 line tells of something else; "
        "3 lines could not be read, the first is line 6"
    )
    told = bring("{}\n\n[]\n" + "[" * 2_000_000)
    assert told == (
        "0 added; 0 already there; 1 line tells of something else; "
        "4 lines could not be read, the first is line 1"
    )
    assert len(messages(folder)) == 4


def test_what_has_not_happened_yet_is_refused(bring: Callable[..., str], folder: Path) -> None:
    """Or the server's own time would go on from there."""
    told = bring(WEECHAT.replace("2025-", "2999-"), "--channel", "#plaza")
    assert "4 lines could not be read" in told
    assert messages(folder) == []


def test_a_long_message_is_shown_in_several_lines(bring: Callable[..., str], folder: Path) -> None:
    text = "ñ" * 600
    bring(f"2025-11-24 11:08:29\twally\t{text}\n", "--channel", "#plaza")
    (event,) = of_place(folder, "#plaza")
    assert isinstance(event, Said)
    assert (event.text, event.lines) == (text, (250, 250, 100))


def test_old_logs_are_in_latin_1(bring: Callable[..., str], folder: Path) -> None:
    bring("2025-11-24 11:08:29\twally\tadiós\n".encode("latin-1"), "--channel", "#plaza")
    assert messages(folder) == [("wally", "adiós")]


def test_a_log_does_not_say_its_channel(bring: Callable[..., str]) -> None:
    told = bring(WEECHAT, exits=1)
    assert told.endswith("a log does not say of which channel it is; --channel '#x' does")
    assert bring(WEECHAT, "--channel", "plaza", exits=1).endswith("plaza is no name of a channel")


def test_a_date_for_an_irssi_log(bring: Callable[..., str], folder: Path) -> None:
    log = IRSSI.partition("\n")[2]
    assert "4 lines could not be read" in bring(log, "--channel", "#plaza")
    assert bring(log, "--channel", "#plaza", "--date", "2025-11-24").startswith("4 added")


def test_a_server_is_using_the_folder(bring: Callable[..., str], folder: Path) -> None:
    journal = Waited(folder)
    assert bring(WEECHAT, "--channel", "#plaza", exits=1).endswith("; stop it first")
    journal.close()


def test_there_is_no_such_file(admin: Do, tmp_path: Path) -> None:
    file = tmp_path / "none"
    code, told = admin("import", file, "--data", tmp_path / "data")
    assert (code, told) == (
        1,
        f"mensajeria: {file} cannot be read: No such file or directory\n",
    )
