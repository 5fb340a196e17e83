"""What a person types becomes speech, commands, or a sentence back."""

import pytest

from mensajeria.client.commands import COMMANDS
from mensajeria.client.conversation import Conversation
from mensajeria.client.session import Session
from tests.unit.client.dialogue import Dialogue, welcomed


class Line:
    """A connection of which only what is asked of it is of interest."""

    def __init__(self, dialogue: Dialogue, *, is_open: bool = True) -> None:
        self.dialogue = dialogue
        self.is_open = is_open
        self.flushed = 0
        self.left: str | None = None
        self.forgotten = ""

    @property
    def session(self) -> Session:
        return self.dialogue.session

    def join(self, channel: str, key: str = "") -> None:
        self.session.enter([(channel, key)])

    def forget(self, channel: str) -> None:
        self.forgotten = channel

    def is_unsent(self, number: int) -> bool:
        return self.session.pending.is_unsent(number)

    def take_back(self, number: int) -> None:
        self.session.pending.take_back(number)

    def flush(self) -> None:
        self.flushed += 1

    def quit(self, reason: str = "") -> None:
        self.left = reason


class Chat(Conversation):
    """A conversation in #plaza that also hears what the server says."""

    def __init__(self, *, is_open: bool = True) -> None:
        self.line = Line(welcomed(), is_open=is_open)
        super().__init__(self.line, "#plaza")

    def sends(self, text: str) -> list[str]:
        """What typing this sends, the PINGs that follow speech left out."""
        assert self.typed(text) == []
        return [line for line in self.line.dialogue.said() if not line.startswith("PING")]

    def hears(self, *lines: str) -> None:
        for happening in self.line.dialogue.hears(*lines):
            self.heard(happening)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("hola a todos", "PRIVMSG #plaza :hola a todos"),
        ("//etc/passwd", "PRIVMSG #plaza /etc/passwd"),
        ("/me waves", "PRIVMSG #plaza :\x01ACTION waves\x01"),
        ("/ME waves", "PRIVMSG #plaza :\x01ACTION waves\x01"),
        ("/msg leo come here", "PRIVMSG leo :come here"),
        ("/notice leo psst", "NOTICE leo psst"),
        ("/nick anita", "NICK anita"),
        ("/join #club", "JOIN #club"),
        ("/j club", "JOIN #club"),
        ("/join #club key", "JOIN #club key"),
        ("/part", "PART #plaza"),
        ("/leave so long", "PART #plaza :so long"),
        ("/part #club bye", "PART #club bye"),
        ("/topic", "TOPIC #plaza"),
        ("/topic all about tea", "TOPIC #plaza :all about tea"),
        ("/topic #club tea", "TOPIC #club tea"),
        ("/names", "NAMES #plaza"),
        ("/names #club", "NAMES #club"),
        ("/list", "LIST"),
        ("/whois leo", "WHOIS leo"),
        ("/whois", "WHOIS ana"),
        ("/away lunch time", "AWAY :lunch time"),
        ("/invite bob", "INVITE bob #plaza"),
        ("/invite bob #club", "INVITE bob #club"),
        ("/kick leo", "KICK #plaza leo"),
        ("/kick leo too loud", "KICK #plaza leo :too loud"),
        ("/kick #club leo", "KICK #club leo"),
        ("/ban", "MODE #plaza +b"),
        ("/ban leo", "MODE #plaza +b leo!*@*"),
        ("/ban #club *!*@h", "MODE #club +b *!*@h"),
        ("/unban leo", "MODE #plaza -b leo!*@*"),
        ("/op leo", "MODE #plaza +o leo"),
        ("/deop leo", "MODE #plaza -o leo"),
        ("/voice leo", "MODE #plaza +v leo"),
        ("/devoice #club leo", "MODE #club -v leo"),
        ("/mode", "MODE #plaza"),
        ("/mode +m", "MODE #plaza +m"),
        ("/mode #club +o leo", "MODE #club +o leo"),
        ("/raw WHO #plaza %n", "WHO #plaza %n"),
    ],
)
def test_what_is_typed_and_what_is_sent(typed: str, sent: str) -> None:
    assert Chat().sends(typed) == [sent]


def test_several_channels_are_entered_each_with_its_key() -> None:
    """ "JOIN #foo,#bar fubar,foobar"; those without a key are named last."""
    assert Chat().sends("/join #a,b key") == ["JOIN #a key", "JOIN #b"]
    assert Chat().sends("/join #a,,#b k,l,m") == ["JOIN #a k", "JOIN #b l"]


def test_several_are_named_at_once() -> None:
    assert Chat().sends("/op leo eva") == ["MODE #plaza +o leo", "MODE #plaza +o eva"]


def test_being_back_needs_no_reason() -> None:
    chat = Chat()
    chat.hears(":x 306 ana :You have been marked as being away")
    assert chat.sends("/away") == ["AWAY"]


@pytest.mark.parametrize("nothing", ["", "   ", "\n", "\r\n"])
def test_nothing_is_nothing(nothing: str) -> None:
    assert Chat().sends(nothing) == []


def test_what_is_typed_is_sent_at_once() -> None:
    chat = Chat()
    chat.sends("hola")
    assert chat.line.flushed == 1


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/nonsense", "There is no command /nonsense; /help lists those there are."),
        ("/ nothing", "There is no command /; /help lists those there are."),
        ("/nick", "Usage: /nick NAME"),
        ("/msg leo", "Usage: /msg NAME TEXT"),
        ("/kick #club", "That is for a channel."),
        ("/help join", "/join CHANNEL [KEY]   enter a channel"),
        ("/help /J", "/join CHANNEL [KEY]   enter a channel"),
        ("/help nope", "There is no command /nope; /help lists those there are."),
        ("/away", "You are not away; /away REASON says that you are."),
        ("/op", "Usage: /op NAME"),
        ("/op #club", "That is for a channel."),
        ("/msg :foo hello", "That cannot be a name here."),
        ("/notice : hello", "That cannot be a name here."),
        ("/query :foo", "That cannot be a name here."),
        ("/query :foo hello", "That cannot be a name here."),
    ],
)
def test_what_cannot_be_done_is_one_sentence(typed: str, answer: str) -> None:
    chat = Chat()
    assert chat.typed(typed) == [answer]
    assert chat.line.dialogue.said() == []


def test_quit_leaves_with_its_reason() -> None:
    for typed in ("/quit good night", "/q good night", "/exit good night"):
        chat = Chat(is_open=False)
        assert chat.typed(typed) == []
        assert chat.line.left == "good night"


@pytest.mark.parametrize("typed", ["hola", "/nick eva", "/me waves", "/raw QUIT"])
def test_without_a_connection_nothing_is_sent_and_that_is_said(typed: str) -> None:
    assert Chat(is_open=False).typed(typed) == ["Not connected: nothing was sent."]


def test_help_tells_of_every_command_once() -> None:
    lines = Chat(is_open=False).typed("/help")
    for command in COMMANDS.values():
        assert len([line for line in lines if line.startswith(f"/{command.names[0]} ")]) == 1


def test_the_target_follows() -> None:
    chat = Chat()
    chat.hears(":ana!u@h JOIN #club")
    assert chat.target == "#club"
    chat.hears(":leo!u@h KICK #club ana")
    assert chat.target == "#plaza"
    chat.sends("/query leo")
    assert chat.sends("hola") == ["PRIVMSG leo hola"]
    chat.hears(":leo!u@h NICK leon")
    assert chat.target == "leon"
    chat.sends("/query")
    assert chat.target == "#plaza"
    chat.hears(":bob!u@h JOIN #plaza", ":bob!u@h PART #plaza")
    assert chat.target == "#plaza"


def test_a_channel_that_we_are_in_is_gone_back_to() -> None:
    chat = Chat()
    chat.hears(":ana!u@h JOIN #club")
    assert chat.sends("/join #PLAZA") == []
    assert chat.target == "#plaza"


def test_query_can_begin_with_something_said() -> None:
    assert Chat().sends("/query leo hola") == ["PRIVMSG leo hola"]


def test_leaving_a_query_sends_nothing() -> None:
    chat = Chat()
    chat.sends("/query leo")
    assert chat.sends("/part") == []
    assert chat.target == "#plaza"


def test_in_no_channel_speech_has_nowhere_to_go() -> None:
    chat = Chat()
    chat.hears(":ana!u@h PART #plaza")
    assert chat.target == ""
    assert chat.typed("hola") == ["You are in no channel; /join CHANNEL enters one."]
    for typed in ("/topic", "/names", "/invite leo", "/kick leo"):
        assert chat.typed(typed) == ["That is for a channel."]


def test_search_is_asked_of_a_server_that_can() -> None:
    chat = Chat()
    assert chat.typed("/search tea") == ["This server cannot search."]
    chat.line.dialogue.session.negotiation.enabled.add("soju.im/search")
    assert chat.sends("/search from:leo in:#plaza tea for two") == [
        "SEARCH text=tea\\sfor\\stwo;from=leo;in=#plaza;limit=50"
    ]
    (told,) = chat.typed("/search after:noon")
    assert told.startswith("noon is no time")
