"""What a journal row looks like, today and when it was written by an earlier version."""

from __future__ import annotations

import msgspec
import pytest

from mensajeria.chat import events as facts
from mensajeria.chat.events import Author, Event
from mensajeria.storage.codec import Unreadable, decode, encode, stored_kinds
from mensajeria.wire.casemapping import fold
from tests.unit.storage.journals import ANA, NOW, said

LEO = Author(2, "leo", "leo!~leo@10.0.0.2", "leonardo", "Leo", True)
EVA = Author(3, "eva", "eva!~eva@10.0.0.3", None, "Eva", False, operator=True)
JOE = Author(4, "joe/d", "joe/d!relay@here", None, "joe/d", False, via="puente")
PLAZA = fold("#plaza")

FIRST: list[Event] = [
    facts.Said(NOW, "m1", ANA, "NOTICE", "#Plaza", PLAZA, "ñandú", (("+a", "b"),), "@", (1, 2)),
    facts.Whispered(NOW, "m2", ANA, "PRIVMSG", LEO, "psst", (("+a", ""), ("+b", "c"))),
    facts.Joined(NOW, "m3", LEO, "#Plaza", PLAZA, "o"),
    facts.Parted(NOW, "m4", LEO, "#Plaza", PLAZA, "adiós"),
    facts.Kicked(NOW, "m5", ANA, "#Plaza", PLAZA, LEO, "enough"),
    facts.Quitted(NOW, "m6", ANA, "Quit", (PLAZA, fold("#other"))),
    facts.NickChanged(NOW, "m7", ANA, "eva", (PLAZA,)),
    facts.TopicChanged(NOW, "m8", ANA, "#Plaza", PLAZA, ""),
    facts.ModeChanged(NOW, "m9", ANA, "#Plaza", PLAZA, ("+o-v", "ana", "leo")),
]
IN_LINES: list[Event] = [
    facts.Said(NOW, "m1", ANA, "NOTICE", "#Plaza", PLAZA, "a\nbc", (), "", None, (1, 1, 1)),
    facts.Whispered(NOW, "m2", ANA, "PRIVMSG", LEO, "psst\n", (), (4, 0)),
]
SIGNS: list[Event] = [
    facts.Signalled(NOW, "m1", ANA, "#Plaza", PLAZA, (("+draft/react", "👋"),), "@", (1,)),
    facts.Beckoned(NOW, "m2", ANA, LEO, (("+draft/react", "👋"),)),
]
RENAMED: list[Event] = [
    facts.ChannelRenamed(NOW, "m1", EVA, "#Plaza", PLAZA, "#Foro", fold("#foro"), "nuevo"),
]
BEHIND = fold("#plaza backstage")
APART: list[Event] = [
    facts.Joined(NOW, "m1", JOE, "#Plaza", PLAZA, "", BEHIND),
    facts.Parted(NOW, "m2", JOE, "#Plaza", PLAZA, "", BEHIND),
    facts.Kicked(NOW, "m3", JOE, "#Plaza", PLAZA, JOE, "", BEHIND),
]
RELAYED: list[Event] = [
    facts.Said(NOW, "m1", JOE, "PRIVMSG", "#Plaza", PLAZA, "hello"),
]
EDITS: list[Event] = [
    facts.Said(NOW, "m3", ANA, "PRIVMSG", "#Plaza", PLAZA, "hola", edits="m1"),
    facts.Whispered(NOW, "m4", ANA, "PRIVMSG", LEO, "hola", edits="m2"),
]
GONE: list[Event] = [
    facts.Redacted(NOW, "m2", ANA, "#Plaza", PLAZA, "m1", "no", "@", (1,)),
    facts.Retracted(NOW, "m3", ANA, LEO, "m0"),
    facts.Erased(NOW, "m1", ANA, ("#plaza",)),
]
EXAMPLES = [*GONE, *RELAYED, *APART, *FIRST, *IN_LINES, *SIGNS, *RENAMED, *EDITS]

# What each version wrote, as JSON here for the reader. Never change these: add to them.
OLD_ROWS: list[tuple[str, list[Event]]] = [
    (
        """[[[1,"ana","ana!~ana@127.0.0.1",null,"Ana",false],
             [2,"leo","leo!~leo@10.0.0.2","leonardo","Leo",true]],
            [["Said",1767225600000,"m1",0,"NOTICE","#Plaza","#plaza","ñandú",
              [["+a","b"]],"@",[1,2]],
             ["Whispered",1767225600000,"m2",0,"PRIVMSG",1,"psst",[["+a",""],["+b","c"]]],
             ["Joined",1767225600000,"m3",1,"#Plaza","#plaza","o"],
             ["Parted",1767225600000,"m4",1,"#Plaza","#plaza","adiós"],
             ["Kicked",1767225600000,"m5",0,"#Plaza","#plaza",1,"enough"],
             ["Quitted",1767225600000,"m6",0,"Quit",["#plaza","#other"]],
             ["NickChanged",1767225600000,"m7",0,"eva",["#plaza"]],
             ["TopicChanged",1767225600000,"m8",0,"#Plaza","#plaza",""],
             ["ModeChanged",1767225600000,"m9",0,"#Plaza","#plaza",["+o-v","ana","leo"]]]]""",
        FIRST,
    ),
    (
        """[[[1,"ana","ana!~ana@127.0.0.1",null,"Ana",false],
             [2,"leo","leo!~leo@10.0.0.2","leonardo","Leo",true]],
            [["Said",1767225600000,"m1",0,"NOTICE","#Plaza","#plaza","a\\nbc",[],"",null,[1,1,1]],
             ["Whispered",1767225600000,"m2",0,"PRIVMSG",1,"psst\\n",[],[4,0]]]]""",
        IN_LINES,
    ),
    (
        """[[[1,"ana","ana!~ana@127.0.0.1",null,"Ana",false],
             [2,"leo","leo!~leo@10.0.0.2","leonardo","Leo",true]],
            [["Signalled",1767225600000,"m1",0,"#Plaza","#plaza",[["+draft/react","👋"]],"@",[1]],
             ["Beckoned",1767225600000,"m2",0,1,[["+draft/react","👋"]]]]]""",
        SIGNS,
    ),
    (
        """[[[3,"eva","eva!~eva@10.0.0.3",null,"Eva",false,true]],
            [["ChannelRenamed",1767225600000,"m1",0,"#Plaza","#plaza","#Foro","#foro","nuevo"]]]""",
        RENAMED,
    ),
    (
        """[[[4,"joe/d","joe/d!relay@here",null,"joe/d",false,false,"puente"]],
            [["Said",1767225600000,"m1",0,"PRIVMSG","#Plaza","#plaza","hello",[],"",null,[]]]]""",
        RELAYED,
    ),
    (
        """[[[1,"ana","ana!~ana@127.0.0.1",null,"Ana",false,false,""],
             [2,"leo","leo!~leo@10.0.0.2","leonardo","Leo",true,false,""]],
            [["Said",1767225600000,"m3",0,"PRIVMSG","#Plaza","#plaza","hola",[],"",null,[],"m1"],
             ["Whispered",1767225600000,"m4",0,"PRIVMSG",1,"hola",[],[],"m2"]]]""",
        EDITS,
    ),
    (
        """[[[4,"joe/d","joe/d!relay@here",null,"joe/d",false,false,"puente"]],
            [["Joined",1767225600000,"m1",0,"#Plaza","#plaza","","#plaza backstage"],
             ["Parted",1767225600000,"m2",0,"#Plaza","#plaza","","#plaza backstage"],
             ["Kicked",1767225600000,"m3",0,"#Plaza","#plaza",0,"","#plaza backstage"]]]""",
        APART,
    ),
    (
        """[[[1,"ana","ana!~ana@127.0.0.1",null,"Ana",false,false,""],
             [2,"leo","leo!~leo@10.0.0.2","leonardo","Leo",true,false,""]],
            [["Redacted",1767225600000,"m2",0,"#Plaza","#plaza","m1","no","@",[1]],
             ["Retracted",1767225600000,"m3",0,1,"m0",""],
             ["Erased",1767225600000,"m1",0,["#plaza"]]]]""",
        GONE,
    ),
]


def test_every_kind_is_known() -> None:
    known = {kind.__name__ for kind in stored_kinds()}
    declared = [kind for kind in Event.__subclasses__() if kind.__module__ == facts.__name__]
    assert known == {kind.__name__ for kind in declared if kind.stored}


def packed(row: str) -> bytes:
    return msgspec.msgpack.encode(msgspec.json.decode(row))


def test_there_is_an_example_of_every_kind_that_is_stored() -> None:
    assert {type(event) for event in EXAMPLES} == set(stored_kinds())


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: type(event).__name__)
def test_every_kind_comes_back_as_it_was(event: Event) -> None:
    (restored,) = decode(encode([event]))
    assert restored == event
    assert repr(restored) == repr(event)  # a list is not a tuple, nor 1 True


def test_rows_of_every_version_are_readable() -> None:
    for row, events in OLD_ROWS:
        assert decode(packed(row)) == events


def test_this_version_writes_the_last_of_them() -> None:
    """If this fails, add a row to `OLD_ROWS`; leave those that are there."""
    row, events = OLD_ROWS[-1]
    assert encode(events) == packed(row)


def test_what_a_class_got_later_has_its_default_in_older_rows() -> None:
    row = '[[[1,"a","a!a@a",null,"A",false]],[["Said",5,"m",0,"PRIVMSG","#a","#a","hola"]]]'
    author = Author(1, "a", "a!a@a", None, "A", False)
    assert decode(packed(row)) == [
        facts.Said(5, "m", author, "PRIVMSG", "#a", fold("#a"), "hola", (), "", None)
    ]


def test_an_author_is_in_a_row_once() -> None:
    row = encode([said("one"), said("two"), facts.Kicked(NOW, "k", ANA, "#a", fold("#a"), ANA)])
    assert row.count(b"ana!~ana@127.0.0.1") == 1
    one, two, kicked = decode(row)
    assert isinstance(kicked, facts.Kicked)
    assert one.by is two.by is kicked.by is kicked.whom


def test_an_author_who_changed_is_another() -> None:
    before, after = said("one", by=ANA), said("two", by=LEO)
    assert decode(encode([before, after])) == [before, after]


@pytest.mark.parametrize(
    "row",
    [
        b"",
        b"\xc1",
        encode([said("hola")])[:-1],
        packed("[[],[]]") + b"\x00",
        packed("{}"),
        packed('[[],[["Invented",1,"m",0]]]'),
        packed('[[],[["Said",1,"m",0,"PRIVMSG","#a","#a","an author that is not there"]]]'),
        packed('[[[1,"a","a",null,"A",false]],[["Joined",1,"m",-1,"#a","#a"]]]'),
        packed('[[[1,"a","a",null,"A",false]],[["Joined","when","m",0,"#a","#a"]]]'),
    ],
)
def test_what_is_not_a_row_is_unreadable(row: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(row)
