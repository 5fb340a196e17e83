"""What is remembered beside the journal: its table, and what a batch does to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import msgspec
import pytest

from mensajeria.chat.accounts import Account, Credentials, ScramKeys
from mensajeria.chat.metadata import AccountMetadata
from mensajeria.chat.ownership import KeptChannel
from mensajeria.chat.presences import Presence
from mensajeria.chat.read_markers import ReadMarker
from mensajeria.chat.records import Record, Recorded
from mensajeria.chat.said_once import SaidOnce
from mensajeria.chat.sealed import Sealed
from mensajeria.engine import registry
from mensajeria.engine.restore import RESTORES
from mensajeria.storage.archive import moving
from mensajeria.storage.codec import Unreadable
from mensajeria.storage.opening import DATABASE, make_folder, open_database
from mensajeria.storage.records import decode_record, encode_record, read_records
from mensajeria.storage.writer import Writer
from tests.unit.storage.journals import ANA, NOW, Waited, said
from tests.unit.storage.test_failing import Failing, stored

registry.load_commands()

ACCOUNT = Account(
    "Ana",
    NOW,
    Credentials("$argon2id$…", ScramKeys(b"salt", 4096, b"stored", b"server")),
    "ana@example.org",
    ("5c1d",),
    (("always-on", "yes"),),
)

SAID = SaidOnce("=ana", "#plaza", "t-1", "m1", NOW)
SEALED = Sealed("#plaza", True, NOW)
MARKER = ReadMarker("=ana", "#plaza", NOW)
METADATA = AccountMetadata("Ana", NOW, (("url", "https://example.org"),))

CHANNEL = KeptChannel(
    "#Plaza",
    NOW,
    "Ana",
    ("de todo", "ana!~ana@127.0.0.1", NOW),
    "nt",
    (("k", "llave"),),
    (("b", "*!*@10.0.0.9", "ana!~ana@127.0.0.1", NOW),),
    (("Ana", "qo"),),
)
DESCRIBED = KeptChannel("#Foro", NOW, metadata=(("url", "https://example.org"),))

PRESENCE = Presence(
    "Ana",
    "ana",
    "~ana",
    "127.0.0.1",
    "Ana",
    NOW,
    NOW,
    "fuera",
    "iw",
    (("#Plaza", "qo"), ("#general", "")),
)

EXAMPLES: list[Record] = [
    ACCOUNT,
    Account("leo", NOW),
    CHANNEL,
    DESCRIBED,
    SAID,
    METADATA,
    PRESENCE,
    MARKER,
    SEALED,
]

# What each version wrote, as JSON here for the reader. Never change these: add to them.
OLD_ROWS: list[tuple[str, Record]] = [
    (
        """{"name":"Ana","registered_at":1767225600000,"email":"ana@example.org",
            "credentials":{"secret":"$argon2id$…","scram":{"salt":"c2FsdA==","iterations":4096,
            "stored_key":"c3RvcmVk","server_key":"c2VydmVy"}},
            "fingerprints":["5c1d"],"settings":[["always-on","yes"]]}""",
        ACCOUNT,
    ),
    ("""{"name":"leo","registered_at":1767225600000}""", Account("leo", NOW)),
    (
        """{"owner":"=ana","target":"#plaza","token":"t-1","msgid":"m1","at":1767225600000}""",
        SAID,
    ),
    ("""{"owner":"=ana","target":"#plaza","at":1767225600000}""", MARKER),
    ("""{"key":"#plaza","closed":true,"until":1767225600000}""", SEALED),
    (
        """{"account":"Ana","registered_at":1767225600000,"pairs":[["url","https://example.org"]]}""",
        METADATA,
    ),
    (
        """{"name":"#Plaza","created_at":1767225600000,"founder":"Ana","flags":"nt",
            "topic":["de todo","ana!~ana@127.0.0.1",1767225600000],"parameters":[["k","llave"]],
            "lists":[["b","*!*@10.0.0.9","ana!~ana@127.0.0.1",1767225600000]],
            "access":[["Ana","qo"]]}""",
        CHANNEL,
    ),
    (
        """{"account":"Ana","nick":"ana","username":"~ana","host":"127.0.0.1","realname":"Ana",
            "signed_on":1767225600000,"seen_at":1767225600000,"away":"fuera","modes":"iw",
            "channels":[["#Plaza","qo"],["#general",""]]}""",
        PRESENCE,
    ),
    (
        """{"name":"#Foro","created_at":1767225600000,"metadata":[["url","https://example.org"]]}""",
        DESCRIBED,
    ),
]


@dataclass(frozen=True, slots=True)
class Plant(Record):
    name: str
    height: int = 3


@dataclass(frozen=True, slots=True)
class Stone(Record):
    weight: int


def kept(key: str, record: Record) -> Recorded:
    return Recorded(NOW, "", ANA, type(record), key, record)


def gone(key: str, kind: type[Record]) -> Recorded:
    return Recorded(NOW, "", ANA, kind, key, None)


def remembered(folder: Path, *kinds: type[Record]) -> list[Record]:
    return list(read_records(folder, kinds or (Plant, Stone)))


def test_there_is_an_example_of_every_kind() -> None:
    assert {type(record) for record in EXAMPLES} == set(RESTORES)
    assert {type(record) for _, record in OLD_ROWS} == set(RESTORES)


def test_every_kind_comes_back_as_it_was() -> None:
    for record in EXAMPLES:
        restored = decode_record(type(record), encode_record(record))
        assert repr(restored) == repr(record)  # a list is not a tuple, nor 1 True


def test_rows_of_every_version_are_readable() -> None:
    for row, record in OLD_ROWS:
        assert msgspec.json.decode(row, type=type(record)) == record


def test_what_a_kind_got_later_has_its_default_in_older_rows() -> None:
    assert decode_record(Plant, msgspec.msgpack.encode({"name": "fig"})) == Plant("fig", 3)


@pytest.mark.parametrize("row", [b"", b"\xc1", b"\x80", msgspec.msgpack.encode({"name": 1})])
def test_what_is_not_a_record_is_unreadable(row: bytes) -> None:
    with pytest.raises(Unreadable):
        decode_record(Plant, row)


def test_they_are_there_after_a_restart_in_one_order(folder: Path) -> None:
    first = Waited(folder)
    assert (
        first.store(kept("b", Stone(2)), kept("b", Plant("beech")), kept("a", Plant("ash"))) is None
    )
    first.close()
    again = Waited(folder)
    in_order = [Plant("ash"), Plant("beech"), Stone(2)]
    assert list(again.journal.records([Stone, Plant])) == in_order
    again.close()


def test_only_what_is_asked_for_is_read(journal: Waited, folder: Path) -> None:
    journal.store(kept("a", Plant("ash")), kept("a", Stone(1)))
    assert remembered(folder, Stone) == [Stone(1)]


def test_a_newer_one_takes_the_place_and_none_deletes(journal: Waited, folder: Path) -> None:
    journal.store(kept("a", Plant("ash", 1)), kept("b", Plant("beech")))
    journal.store(kept("a", Plant("ash", 2)), gone("b", Plant), gone("never there", Plant))
    assert remembered(folder) == [Plant("ash", 2)]


def test_nothing_of_them_is_in_the_journal(journal: Waited, folder: Path) -> None:
    journal.store(kept("a", Plant("secret")))
    journal.store(said("one"), kept("b", Plant("secret")), said("two"))
    assert journal.texts() == ["one", "two"]
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        assert db.execute("SELECT seq FROM journal").fetchall() == [(1,)]


def test_what_was_deleted_is_nowhere_on_the_disk(folder: Path) -> None:
    journal = Waited(folder)
    journal.store(kept("a", Plant("a-secret-of-ana")))
    journal.store(gone("a", Plant))
    journal.close()
    assert [file for file in folder.iterdir() if b"a-secret-of" in file.read_bytes()] == []


@pytest.mark.parametrize("word", ["BEGIN", "INSERT", "DELETE", "COMMIT"])
def test_a_batch_is_stored_wholly_or_not_at_all(
    folder: Path, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_folder(folder, "none")
    with closing(open_database(folder, "none")) as opened:
        db = Failing(opened)
        writer = Writer(cast(sqlite3.Connection, db))
        writer.write([kept("a", Plant("ash")), said("one")])
        db.before = [word]
        lost = [kept("a", Plant("lost")), gone("a", Plant), said("lost"), kept("b", Plant("lost"))]
        with pytest.raises(sqlite3.OperationalError):
            writer.write(lost)
        assert not opened.in_transaction
        db.before = []
        assert remembered(folder) == [Plant("ash")]
        monkeypatch.setattr(moving, "AT_HAND", 0)  # what was lost must not be taken for this one
        writer.write([kept("b", Plant("beech")), said("two")])
        assert writer.move()
    assert remembered(folder) == [Plant("ash"), Plant("beech")]
    assert stored(folder) == ["one", "two"]


def test_a_record_that_cannot_be_written_down_does_not_stop_the_next(
    journal: Waited, folder: Path
) -> None:
    assert journal.store(kept("a", Plant("\ud800")), said("lost")) is not None
    assert journal.store(kept("b", Plant("beech")), said("two")) is None
    assert remembered(folder) == [Plant("beech")]
    assert journal.texts() == ["two"]
