"""Whatever a server says, the client bears it: nothing is raised, all of it can be shown, and what
is sent in return is IRC.
"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mensajeria.client.clean import clean
from mensajeria.client.incoming.registry import _HANDLERS
from mensajeria.client.names import is_name
from mensajeria.client.negotiation import WANTED_BY_ROOMS
from mensajeria.client.plain.paint import Paint
from mensajeria.client.plain.screen import Screen
from mensajeria.client.rooms.entries import Gap, Spoken
from mensajeria.client.seeking import Query
from mensajeria.client.tui.blocks import Frame, rows_of
from mensajeria.client.wording import Scene
from mensajeria.wire.message import parse
from tests.unit.client.rooms.test_past import NOW, Chat

ALL = " ".join(WANTED_BY_ROOMS)
UNLABELLED = ALL.replace("labeled-response ", "").replace("echo-message ", "")

NASTY = r"""
ana leo eva #plaza #b @#plaza * ? , :: :leo le\o \[ #[/ [/b] [b]x {0} {nick} % + - +o -o +b
+beIklov -v *!*@* ana,leo,#plaza #plaza,:b,, 1 +1 -1 +2 -2 0 -0 chathistory draft/multiline
draft/chathistory-targets soju.im/search search netsplit LS ACK NEW DEL NAK LIST -sasl sasl=
draft/multiline=max-lines=x PRIVMSG NICK CHATHISTORY SEARCH MARKREAD WHO METADATA TARGETS LATEST
BETWEEN AROUND msgid=m1 timestamp=* line-1 line-2 timestamp=0001-01-01T00:00:00.000Z
timestamp=9999-12-31T23:59:59.999+14:00 2026-03-04T11:00:00.000Z H G 152 CASEMAPPING=rfc1459
CASEMAPPING=x PREFIX=(ov)@+ PREFIX= CHANTYPES= CHANTYPES=& STATUSMSG=@ CHANMODES=, WHOX
LINELEN=0 MSGREFTYPES= CHATHISTORY=0 NETWORK=\x1b INVALID_TARGET NICKNAME_RESERVED ALREADY_SAID
SUCCESS VERIFICATION_REQUIRED http://x.example/(a ñá 漢字 👩‍👧
"""
WORDS = [*NASTY.split(), "\x1b[2J", "\x02", "\x01ACTION waves\x01", "\x01", "\u202e", "9" * 5000]
TEXTS = [
    "",
    " ",
    "a b",
    ":leo",
    "two words",
    "漢 " * 90,
    "e\u0301" * 90,
    "\x1b]0;x\x07",
    "ana: hola",
]
TIMES = [
    *("2026-03-04T11:00:00.000Z" for _ in range(4)),
    "0001-01-01T00:00:00.000+14:00",
    "9999-12-31T23:59:59.999-12:00",
    "x",
]
NUMBERS = ["0", "7", "-1", "x", "٣", "9" * 5000]

word = st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), st.text(max_size=6))
verb = st.one_of(
    st.sampled_from(sorted(each for each in _HANDLERS if each.isupper() or each.isdecimal())),
    st.sampled_from(
        ["BATCH", "PRIVMSG", "JOIN", "NICK", "CHGHOST", "SEARCH", "FAIL", "CAP", "MODE"]
    ),
    st.integers(0, 999).map("{:03}".format),
)
tag = st.one_of(
    st.sampled_from(["batch=1", "batch=2", "label=line-1", "label=line-2", "msgid=m1", "msgid=m2"]),
    st.sampled_from(
        ["+draft/react=:)", "+draft/reply=m1", "+typing=active", "mensajeria.alt/edit=m1"]
    ),
    st.sampled_from(TIMES).map("time={}".format),
    st.just("draft/multiline-concat"),
)
source = st.sampled_from(
    [
        ":x ",
        ":leo!u@h ",
        ":leo!u@h ",
        ":ana!~ana@h ",
        ":ana!~ana@h ",
        "",
        "::leo!u@h ",
        ":@h ",
        ":[/ ",
    ]
)
line = st.builds(
    lambda tags, source, verb, words, last: " ".join(
        [*(["@" + ";".join(tags)] if tags else []), f"{source}{verb}", *words, *last]
    ),
    st.lists(tag, max_size=3),
    source,
    verb,
    st.lists(word, max_size=5),
    st.lists(st.sampled_from(TEXTS).map(":{}".format), max_size=1),
)
likely = st.one_of(
    st.builds(
        ":{0}!u@h {1} {2} :{3}".format,
        st.sampled_from(["leo", "ana", "漢" * 20]),
        st.sampled_from(
            ["PRIVMSG", "NOTICE", "TOPIC", "NICK", "CHGHOST", "INVITE", "KICK", "JOIN"]
        ),
        st.sampled_from(["#plaza", "ana", "leo"]),
        st.sampled_from(TEXTS),
    ),
    st.builds(
        str.format,
        st.sampled_from(
            [
                ":x 005 ana LINELEN={0} CHATHISTORY={0} :are supported",
                ":x 317 ana leo {0} :idle",
                ":x 322 ana #plaza {0} :tea",
                ":x CAP ana NEW :draft/multiline=max-bytes={0},max-lines={0}",
                ":ana!u@h NICK :{0} {0}",
                ":ana!u@h JOIN :#{0} {0},::{0}",
                ":x 353 ana = #plaza ::{0} @leo",
            ]
        ),
        st.sampled_from(NUMBERS),
    ),
)
page = st.builds(
    lambda kind, numbers, time: [
        f":x BATCH +1 {kind} #plaza",
        *(
            f"@batch=1;msgid=m{n};time={time.replace(':00:', f':0{n}:')} :leo!u@h PRIVMSG #plaza x"
            for n in sorted(numbers)
        ),
        ":x BATCH -1",
    ],
    st.sampled_from(["chathistory", "chathistory", "soju.im/search", "draft/multiline"]),
    st.sets(st.integers(1, 4)),
    st.sampled_from(TIMES),
)
pages = st.lists(page, max_size=4).map(lambda pages: [line for page in pages for line in page])
deed = st.sampled_from(
    [
        *["hola", "//x", "/me", "/query"],
        "/query leo",
        "/topic " + "漢" * 300,
        "/msg :leo hola",
        "/part",
    ]
)
doing = st.sampled_from(["earlier", "fill", "look", "around", "lose"])
said = st.one_of(line.map(lambda each: [each]), likely.map(lambda each: [each]), pages)
step = st.one_of(said, said, said, deed, doing)
beginning = st.sampled_from(
    [[], ["look"], [["@msgid=m1 :leo!u@h PRIVMSG #plaza x"], "lose", "around"]]
)


class Client:
    """Somebody's client, with what both faces would show."""

    def __init__(self, capabilities: str) -> None:
        self.chat = Chat(capabilities)
        self.lines: list[str] = []
        self.plain = Screen(self.lines.append, Paint(), lambda: NOW, columns=lambda: 40)

    def does(self, what: str | list[str]) -> None:
        """One step: what the server says, or what the person does."""
        if isinstance(what, list):
            self._hears(what)
        elif what in _DEEDS:
            _DEEDS[what](self.chat)
        else:
            self.chat.typed(what)
        self.check()

    def _hears(self, lines: list[str]) -> None:
        text = "".join(each.translate(_ENDS) + "\r\n" for each in lines)
        for happening in self.chat.line.session.receive(text.encode()):
            self.chat.heard(happening)
            self.plain.show(happening, Scene("ana", "#plaza"))

    def check(self) -> None:
        """What is sent is IRC, names are names, and what is shown can be shown."""
        session = self.chat.line.session
        for sent in session.take_output().split(b"\r\n")[:-1]:
            parse(sent, max_tags=8191)
        members = (m.nick for c in session.model.channels.values() for m in c.members.values())
        rooms = (room.name for room in self.chat.rooms if room is not self.chat.rooms.server)
        assert all(map(is_name, [session.model.nick, *members, *rooms]))
        assert all("\x1b" not in each for each in self.lines)

    def draw(self) -> None:
        for room in self.chat.rooms:
            before = None
            for entry in room.entries:
                for row in rows_of(entry, before, Frame(40, "ana", NOW.date())):
                    assert all(clean(text) == text for _style, text in row)
                before = entry


_ENDS = {10: None, 13: None, 0: None}
"""What no line has inside."""


def _fill(chat: Chat) -> None:
    gaps = [each for each in chat.rooms.current.entries if isinstance(each, Gap)]
    for gap in gaps[:1]:
        chat.fill(gap, downwards=True)


def _look(chat: Chat) -> None:
    chat.seeker.look(Query("a"))
    chat.seeker.ask()
    chat.seeker.more()


def _around(chat: Chat) -> None:
    for entry in [each for each in chat.rooms.current.entries if isinstance(each, Spoken)][:1]:
        chat.past.around(chat.rooms.current, entry.spot, lambda: None)


def _lose(chat: Chat) -> None:
    """The connection is lost, and on the next one we are in our channel again."""
    chat.lose()
    chat.hears(":ana!~ana@h JOIN #plaza")


_DEEDS = {
    "earlier": Chat.earlier,
    "fill": _fill,
    "look": _look,
    "around": _around,
    "lose": _lose,
}


@settings(max_examples=150)
@given(st.sampled_from([ALL, UNLABELLED]), beginning, st.lists(step, min_size=3, max_size=12))
def test_any_line_is_borne(
    capabilities: str, begun: list[str | list[str]], script: list[str | list[str]]
) -> None:
    client = Client(capabilities)
    client.chat.page()
    for each in [*begun, *script]:
        client.does(each)
    client.does("hola")
    client.draw()
