"""What the messages of a server mean: what is told, and what the model knows afterwards."""

from datetime import datetime, timezone

import pytest

from mensajeria.client import model as model_module
from mensajeria.client.happenings import (
    AwayMarked,
    ChannelListed,
    Described,
    Disconnected,
    Greeted,
    Happening,
    Invited,
    Joined,
    Kicked,
    Left,
    ListEnded,
    ModeChanged,
    Named,
    RealNameChanged,
    Refused,
    Renamed,
    Returned,
    Said,
    Told,
    TopicChanged,
    TopicTold,
    Welcomed,
    WentAway,
)
from mensajeria.client.incoming.source import read_moment
from mensajeria.wire.errors import WireError
from tests.unit.client.dialogue import Dialogue, welcomed

NOON = datetime(2026, 11, 23, 12, 0, 0, 500_000, tzinfo=timezone.utc)


def members(dialogue: Dialogue, channel: str = "#plaza") -> list[str]:
    found = dialogue.session.model.channel(channel)
    assert found is not None
    return sorted(m.prefixes + m.nick for m in found.members.values())


@pytest.mark.parametrize(
    ("line", "happening"),
    [
        (":leo!u@h PRIVMSG #plaza :hola", Said("leo", "#plaza", "hola")),
        (":leo!u@h PRIVMSG ana :hola", Said("leo", "ana", "hola", private=True)),
        (":leo!u@h NOTICE #plaza :hola", Said("leo", "#plaza", "hola", "notice")),
        (":leo!u@h PRIVMSG #plaza :\x01ACTION waves\x01", Said("leo", "#plaza", "waves", "action")),
        (":leo!u@h PRIVMSG #plaza :\x01ACTION waves", Said("leo", "#plaza", "waves", "action")),
        (
            ":irc.example NOTICE ana :beware",
            Said("irc.example", "ana", "beware", "notice", private=True, from_server=True),
        ),
        (
            "@time=2026-11-23T12:00:00.500Z :leo!u@h PRIVMSG #plaza :hola",
            Said("leo", "#plaza", "hola", at=NOON),
        ),
        ("@time=yesterday :leo!u@h PRIVMSG #plaza :hola", Said("leo", "#plaza", "hola")),
        ("@time=2026-11-23T12:00:00.500 :leo!u@h PRIVMSG #plaza :x", Said("leo", "#plaza", "x")),
        (":bob!u@h JOIN #plaza", Joined("bob", "#plaza")),
        (":bob!u@h JOIN #plaza account :Bob", Joined("bob", "#plaza")),
        (":leo!u@h PART #plaza :bye", Left("leo", "#plaza", "bye")),
        (":leo!u@h PART #plaza", Left("leo", "#plaza")),
        (":leo!u@h KICK #plaza eva :enough", Kicked("eva", "#plaza", "leo", "enough")),
        (":leo!u@h QUIT :Ping timeout", Disconnected("leo", "Ping timeout", ("#plaza",))),
        (":leo!u@h NICK leon", Renamed("leo", "leon", channels=("#plaza",))),
        (":leo!u@h INVITE ana #club", Invited("ana", "#club", "leo", mine=True)),
        (":x 341 ana bob #plaza", Invited("bob", "#plaza", "ana")),
        (":leo!u@h TOPIC #plaza :news", TopicChanged("#plaza", "news", "leo")),
        (":leo!u@h TOPIC #plaza :", TopicChanged("#plaza", "", "leo")),
        (":x 332 ana #plaza :news", TopicTold("#plaza", "news")),
        (":x 331 ana #plaza :No topic is set", TopicTold("#plaza", "")),
        (":leo!u@h MODE #plaza +o-v ana eva", ModeChanged("#plaza", "+o-v ana eva", "leo")),
        (":x 324 ana #plaza +nt", ModeChanged("#plaza", "+nt", "")),
        (":x 221 ana +i", ModeChanged("ana", "+i", "")),
        (":leo!u@h AWAY :lunch", WentAway("leo", "lunch")),
        (":leo!u@h AWAY", Returned("leo")),
        (":x 301 ana leo :lunch", WentAway("leo", "lunch")),
        (":x 306 ana :You have been marked as being away", AwayMarked(True)),
        (":x 305 ana :You are no longer marked as being away", AwayMarked(False)),
        (":leo!u@h SETNAME :Leo the Great", RealNameChanged("leo", "Leo the Great")),
        (":x 322 ana #plaza 3 :news", ChannelListed("#plaza", 3, "news")),
        (":x 323 ana :End of /LIST", ListEnded()),
        (":x 372 ana :- Welcome all", Greeted("Welcome all")),
        (":x NOTE * REHASHED :Read again", Told("Read again")),
        (":x 391 ana irc.example :Monday", Told("irc.example Monday")),
        (
            ":x 482 ana #plaza :You're not channel operator",
            Refused("That is for the operators of #plaza.", "482", ("#plaza",)),
        ),
        (
            ":x FAIL JOIN NOT_TODAY #plaza :Come back tomorrow",
            Refused("The server says: Come back tomorrow", "NOT_TODAY", ("#plaza",), "JOIN"),
        ),
        (":x 499 ana #plaza :Odd", Refused("The server says: Odd", "499", ("#plaza",))),
    ],
)
def test_a_message_and_what_it_means(line: str, happening: Happening) -> None:
    assert welcomed().hears(line) == [happening]


def test_a_wrong_key_is_told_from_none() -> None:
    """The server says ERR_BADCHANNELKEY to both."""
    dialogue, told = welcomed(), []
    for key in ("", "mellon", ""):
        dialogue.session.enter([("#Secret", key)])
        told += dialogue.hears(":x 475 ana #secret :Cannot join channel (+k)")
    none = Refused("#secret has a key: /join #secret KEY comes in.", "475", ("#secret",))
    wrong = "That is not the key of #secret: /join #secret KEY tries another."
    assert told == [none, Refused(wrong, "475", ("#secret",)), none]


def test_of_channels_that_are_entered_at_once_those_with_a_key_are_known() -> None:
    dialogue = welcomed(isupport="TARGMAX=JOIN:")
    dialogue.session.enter([("#a", ""), ("#b", "one"), ("#c", "two")])
    assert dialogue.said() == ["JOIN #b,#c,#a one,two"]
    told = dialogue.hears(*(f":x 475 ana #{name} :Cannot join channel (+k)" for name in "abc"))
    assert [each.why[:4] for each in told if isinstance(each, Refused)] == ["#a h", "That", "That"]


@pytest.mark.parametrize(
    "line",
    [
        ":leo!u@h PRIVMSG #plaza :\x01VERSION\x01",  # an answer would tell on us
        ":leo!u@h PRIVMSG #plaza :\x01DCC SEND x 1 2 3\x01",
        ":leo!u@h PRIVMSG #plaza",
        ":leo!u@h KICK #plaza",
        ":leo!u@h NICK",
        ":x 005 ana",
        ":x 332 ana",
        ":x TAGMSG #plaza",
        ":x ACCOUNT leo",
        ":leo!u@h CHGHOST user host",
        ":x 375 ana :- Message of the day",
        "@only-tags",
        "\x00\x00",
    ],
)
def test_what_means_nothing_to_a_person_is_not_told(line: str) -> None:
    dialogue = welcomed()
    assert dialogue.hears(line) == []
    assert dialogue.said() == []


NO_NAMES = ["two words", ":leo", "le\x1b[2Jo", "", "le\x07o", ":"]


@pytest.mark.parametrize("name", NO_NAMES)
def test_what_can_be_no_name_becomes_none(name: str) -> None:
    """Modern IRC: nicknames "MUST NOT contain any of the following characters: space [...]" and
    "MUST NOT start with any of the following characters: [...] colon"; of channels "the only
    restriction on a channel name is that it may not contain any spaces".
    """
    dialogue = welcomed()
    model = dialogue.session.model
    told = dialogue.hears(
        f":leo!u@h NICK :{name}",
        f":ana!u@h NICK :{name}",
        f":ana!u@h JOIN :{name},#{name} two",
        f":ana!u@h CHGHOST user :{name} two",
        f":x 001 :{name}",
        f":leo!u@h KICK #plaza :{name}",
        f":leo!u@h INVITE ana :{name} two",
        ":x 353 ana = #plaza ::eva :@:leo @leo eva ana",
        ":x 366 ana #plaza :End",
    )
    assert told == [Welcomed("ana"), Named("#plaza", ("@leo", "eva", "ana"))]
    assert members(dialogue) == ["@leo", "ana", "eva"]
    assert (model.nick, model.mask) == ("ana", "ana!~ana@host.example")
    assert [channel.name for channel in model.channels.values()] == ["#plaza"]


@pytest.mark.parametrize("source", [":leo", "@host", "!u@h", "le\x1b[2Jo!u@h"])
def test_nothing_is_believed_of_those_whose_name_is_none(source: str) -> None:
    dialogue = welcomed()
    assert dialogue.hears(f":{source} JOIN #plaza", f":{source} PRIVMSG #plaza :hola") == []
    dialogue.session.say("#plaza", "hola")
    assert dialogue.said()[0] == "PRIVMSG #plaza hola"
    assert members(dialogue) == ["+eva", "@leo", "ana"]


def test_numbers_that_nobody_means_are_none() -> None:
    """Python refuses to read those of more than 4300 digits."""
    dialogue, many = welcomed("draft/multiline"), "9" * 5000
    assert dialogue.hears(f":x 322 ana #plaza {many} :tea") == [ChannelListed("#plaza", 0, "tea")]
    described = dialogue.hears(f":x 317 ana leo {many} :idle", ":x 318 ana leo :End")
    assert described == [Described("leo")]
    offered = dialogue.session.negotiation.offered
    offered["draft/multiline"] = f"max-bytes={many},max-lines={many}"
    assert dialogue.session.several_lines == 100


@pytest.mark.parametrize(
    "time",
    [
        "0001-01-01T00:00:00.000Z",
        "0001-01-01T00:00:00.000+14:00",
        "9999-12-31T23:59:59.999Z",
        "9999-12-31T23:59:59.999-12:00",
        "1970-12-31T23:59:59.999Z",
        "9001-01-01T00:00:00.000Z",
    ],
)
def test_no_message_is_from_the_ends_of_the_calendar(time: str) -> None:
    """There, no zone but UTC knows what time it is."""
    assert read_moment(time) is None


def test_a_moment_of_another_zone_is_told_in_utc() -> None:
    at = read_moment("2026-11-23T14:00:00.500+02:00")
    assert at == NOON
    assert at.tzinfo is timezone.utc


def test_bytes_that_are_no_utf8_are_shown_as_well_as_can_be() -> None:
    happenings = welcomed().session.receive(b":leo!u@h PRIVMSG #plaza :se\xf1or\r\n")
    assert happenings == [Said("leo", "#plaza", "se\ufffdor")]


def test_what_is_no_irc_at_all_is_an_error() -> None:
    with pytest.raises(WireError):
        Dialogue().session.receive(b"x" * 1_000_000)


def test_bytes_may_come_in_any_pieces() -> None:
    dialogue = welcomed()
    line = ":leo!u@h PRIVMSG #plaza :señor\r\n".encode()
    heard = [h for place in range(len(line)) for h in dialogue.session.receive(line[place:][:1])]
    assert heard == [Said("leo", "#plaza", "señor")]


# Who is where


def test_names_with_their_prefixes() -> None:
    """IRCv3 multi-prefix: all prefixes of a member, the highest first."""
    dialogue = welcomed(isupport="PREFIX=(qaohv)~&@%+")
    dialogue.hears(":x 353 ana = #plaza :~@leo ana!~ana@host", ":x 353 ana = #plaza :%+eva bob")
    assert members(dialogue) == ["+eva", "@leo", "ana"], (
        "until the list has ended, the old one holds"
    )
    told = dialogue.hears(":x 366 ana #plaza :End")
    assert told == [Named("#plaza", ("~leo", "ana", "%eva", "bob"))]
    assert members(dialogue) == ["%+eva", "ana", "bob", "~@leo"]


def test_members_come_and_go() -> None:
    dialogue = welcomed()
    dialogue.hears(":bob!u@h JOIN #plaza", ":leo!u@h PART #plaza", ":EVA!u@h QUIT")
    assert members(dialogue) == ["ana", "bob"]
    dialogue.hears(":bob!u@h NICK bill", ":ana!u@h KICK #plaza BILL")
    assert members(dialogue) == ["ana"]


def test_ranks_follow_modes_and_skip_the_parameters_of_others() -> None:
    """Modern IRC, CHANMODES: types A and B always have a parameter, C only when set, D never."""
    dialogue = welcomed(isupport="CHANMODES=beI,k,l,imnst PREFIX=(ov)@+")
    dialogue.hears(":leo!u@h MODE #plaza +bklno-v *!*@bad key 10 ana eva")
    assert members(dialogue) == ["@ana", "@leo", "eva"]
    dialogue.hears(":leo!u@h MODE #plaza -lo+v leo leo", ":leo!u@h MODE #plaza +v")
    assert members(dialogue) == ["+leo", "@ana", "eva"]


def test_channels_of_our_own_come_and_go() -> None:
    dialogue = welcomed()
    model = dialogue.session.model
    assert dialogue.hears(":ana!~a@h JOIN #club") == [Joined("ana", "#club", mine=True)]
    assert model.mask == "ana!~a@h"
    assert dialogue.hears(":leo!u@h KICK #club ana") == [Kicked("ana", "#club", "leo", mine=True)]
    dialogue.session.leave("#PLAZA", "bye")
    assert dialogue.said() == ["PART #PLAZA bye"]
    assert dialogue.hears(":ana!~a@h PART #plaza") == [Left("ana", "#plaza", mine=True)]
    assert not model.channels


def test_entering_twice_is_harmless() -> None:
    dialogue = welcomed()
    dialogue.hears(":ana!~ana@h JOIN #plaza", ":x 353 ana = #plaza :ana leo", ":x 366 ana #plaza :")
    assert members(dialogue) == ["ana", "leo"]
    assert len(dialogue.session.model.channels) == 1


def test_our_own_nick_and_mask_follow() -> None:
    dialogue = welcomed()
    assert dialogue.hears(":ana!u@h NICK anita") == [
        Renamed("ana", "anita", mine=True, channels=("#plaza",))
    ]
    assert dialogue.session.model.nick == "anita"
    assert members(dialogue) == ["+eva", "@leo", "anita"]
    dialogue.hears(":anita!u@h CHGHOST user cloak.example")
    assert dialogue.session.model.mask == "anita!user@cloak.example"


@pytest.mark.parametrize(
    ("casemapping", "same"),
    [("ascii", False), ("rfc1459", True), ("rfc1459-strict", True)],
)
def test_names_are_the_same_name_as_the_server_says(casemapping: str, same: bool) -> None:
    """Modern IRC, CASEMAPPING: in rfc1459 `[]\\^` are the upper case of `{}|~`."""
    dialogue = Dialogue("a[b]")
    dialogue.hears(":x 001 a[b] :Welcome", f":x 005 a[b] CASEMAPPING={casemapping} :are supported")
    assert dialogue.session.model.is_me("A{B}") is same


def test_a_part_that_was_not_asked_for_is_told_apart() -> None:
    """Libera's REMOVE and the SAPART of services look like a PART of our own."""
    dialogue = welcomed()
    dialogue.session.leave("#plaza")
    dialogue.hears(":ana!~a@h PART #plaza", ":ana!~a@h JOIN #plaza")
    assert dialogue.hears(":ana!~a@h PART #plaza :requested by leo (enough)") == [
        Left("ana", "#plaza", "requested by leo (enough)", mine=True, forced=True)
    ]


def test_a_part_typed_as_a_line_of_irc_was_asked_for() -> None:
    dialogue = welcomed()
    dialogue.session.raw("part #plaza,#club :bye")
    assert dialogue.hears(":ana!~a@h PART #plaza :bye") == [Left("ana", "#plaza", "bye", mine=True)]


def test_a_part_that_came_to_nothing_is_forgotten_on_entering() -> None:
    dialogue = welcomed()
    dialogue.session.leave("#plaza")
    dialogue.hears(":leo!~a@h KICK #plaza ana", ":ana!~a@h JOIN #plaza")
    (left,) = dialogue.hears(":ana!~a@h PART #plaza")
    assert isinstance(left, Left)
    assert left.forced


def test_what_is_said_to_a_rank_is_said_in_the_channel() -> None:
    """Modern IRC, STATUSMSG: "@#channel" reaches those with that status."""
    dialogue = welcomed(isupport="STATUSMSG=@+")
    assert dialogue.hears(":leo!u@h PRIVMSG @#plaza :ops") == [
        Said("leo", "#plaza", "ops", to_rank="@")
    ]


def test_whois_is_one_answer() -> None:
    dialogue = welcomed()
    heard = dialogue.hears(
        ":x 311 ana leo ~leo host.example * :Leo the Great",
        ":x 319 ana leo :@#plaza #club",
        ":x 312 ana leo irc.example :A server",
        ":x 301 ana leo :lunch",
        ":x 330 ana leo leonardo :is logged in as",
        ":x 317 ana leo 42 1700000000 :seconds idle, signon time",
        ":x 313 ana leo :is an IRC operator",
        ":x 671 ana leo :is using a secure connection",
        ":x 318 ana leo :End of /WHOIS list.",
    )
    assert heard == [
        Described(
            "leo",
            "~leo@host.example",
            "Leo the Great",
            "leonardo",
            "@#plaza #club",
            "lunch",
            42,
            True,
            ("is using a secure connection",),
        )
    ]


def test_a_whois_may_end_with_the_nick_as_it_was_asked_for() -> None:
    """Solanum repeats in 318 what was asked for, and writes the nick as it is before that."""
    dialogue = welcomed()
    heard = dialogue.hears(":x 311 ana Leo ~leo host * :Leo", ":x 318 ana LEO :End of /WHOIS list.")
    assert heard == [Described("Leo", "~leo@host", "Leo")]


def test_whois_about_nobody_is_one_sentence() -> None:
    heard = welcomed().hears(":x 401 ana bob :No such nick", ":x 318 ana bob :End of /WHOIS list.")
    assert heard == [Refused("There is nobody called bob.", "401", ("bob",))]


# Bounds


def test_a_server_that_answers_whois_for_ever_fills_nothing() -> None:
    dialogue = welcomed()
    for number in range(1000):
        dialogue.hears(f":x 320 ana nick{number} :text", f":x 320 ana leo :{number}")
    described = [dialogue.hears(f":x 318 ana nick{number} :End") for number in range(1000)]
    assert sum(map(len, described)) < 50
    assert described[999] == [Described("nick999", other=("text",))]


def test_answers_without_an_end_leave_those_to_come_their_room() -> None:
    dialogue = welcomed()
    for number in range(1000):
        dialogue.hears(f":x 320 ana nick{number} :text")
    assert dialogue.hears(":x 320 ana leo :text", ":x 318 ana leo :End") == [
        Described("leo", other=("text",))
    ]


def test_members_and_channels_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_module, "MOST_MEMBERS", 4)
    monkeypatch.setattr(model_module, "MOST_CHANNELS", 2)
    dialogue = welcomed()
    for number in range(10):
        dialogue.hears(f":nick{number}!u@h JOIN #plaza", f":ana!~a@h JOIN #c{number}")
    assert len(members(dialogue)) == 4
    assert len(dialogue.session.model.channels) == 2
    names = " ".join(f"n{number}" for number in range(10))
    dialogue.hears(f":x 353 ana = #plaza :{names}", ":x 366 ana #plaza :End")
    assert len(members(dialogue)) == 4


def test_offered_capabilities_are_bounded() -> None:
    dialogue = Dialogue()
    for number in range(2000):
        dialogue.hears(f":x CAP * LS * :cap{number}")
    assert len(dialogue.session.negotiation.offered) <= 1000


def test_what_is_said_to_oneself_is_shown_once() -> None:
    """labeled-response: "`echo-message` will result in duplicate messages being sent"."""
    dialogue = welcomed("batch echo-message labeled-response message-tags")
    dialogue.session.say("ana", "remember the milk")
    heard = dialogue.hears(
        "@label=line-1 :ana!~ana@host.example PRIVMSG ana :remember the milk",
        ":ana!~ana@host.example PRIVMSG ana :remember the milk",
    )
    assert len([h for h in heard if isinstance(h, Said)]) == 1
