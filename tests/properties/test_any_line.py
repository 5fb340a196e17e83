"""Whatever is sent, the engine answers it: no line makes it stumble, and no line of it is too long.

In tests a bug of the engine is raised, so to come to the end is most of what is asked here.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mensajeria.engine import capabilities
from mensajeria.engine.dispatch import COMMANDS
from mensajeria.engine.settings import Operator, Settings
from tests.harness.town import Town

NASTY = r"""
ana leo #plaza #bar #nada nadie * ? , ,, : :: :x a,:b @ @#plaza @%+#plaza + - leo,ana,leo,#plaza
+b -b +o +k +l +v +beIklimnstCRMqaohv -beIklimnst +zzz leo!*@* *!*@* !x >1 <9 C<5 T>0 #* 0 1 -1
99999999999999999 302 LS LIST REQ END mensajeria.local root secreto ñandú 漢字 {0} {} \ = +typing
%tcuihsnfdlaor,1 ana!~ana@127.0.0.1 m u o C L S
"""
WORDS = [*NASTY.split(), "\x07", "\x01CTCP\x01"]

word = st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), st.text(max_size=8))
line = st.builds(
    lambda tags, verb, words, last: " ".join([*tags, verb, *words, *last]),
    st.sampled_from(([], [], [], ["@label=x"], ["@+typing=active"], ["@label=x;a=\\"])),
    st.sampled_from(sorted(COMMANDS)),
    st.lists(word, max_size=5),
    st.sampled_from(([], [], [":"], [": "], [":a b"], [":x" + "ñ" * 400])),
)
CAPABILITIES = ("message-tags", "echo-message", "labeled-response", "batch", "multi-prefix")
SETTINGS = Settings(autojoin=("#plaza",), operators=(Operator("root", "secreto"),), motd=("Hola",))


def check(town: Town) -> None:
    """Every line that anybody was sent is whole UTF-8 and no longer than a line may be."""
    for client in town.clients.values():
        for got in bytes(client.received).split(b"\r\n"):
            body = got.partition(b" ")[2] if got.startswith(b"@") else got
            assert len(body) <= 510
            body.decode()


def begin() -> Town:
    town = Town(SETTINGS)
    town.connect("ana", CAPABILITIES)
    town.connect("leo", capabilities.offered(SETTINGS))
    return town


def send(town: Town, nick: str, text: str) -> None:
    if town.clients[nick].closed:
        town.connect(nick)
    town.clients[nick].send(text.translate({10: None, 13: None, 0: None}))


@settings(max_examples=100)
@given(st.lists(st.tuples(st.sampled_from(["ana", "leo"]), line), min_size=5, max_size=25))
def test_any_line_is_answered(script: list[tuple[str, str]]) -> None:
    town = begin()
    for nick, text in script:
        send(town, nick, text)
    check(town)


@pytest.mark.parametrize("verb", sorted(COMMANDS))
@pytest.mark.parametrize("operator", [False, True])
def test_every_command_with_every_word(verb: str, operator: bool) -> None:
    last = [*WORDS, ":", ": ", ":a b", ":,a b", ":" + "ñ" * 240]
    for first in ("", "ana ", "#plaza ", "leo ", "#plaza leo "):
        town = begin()
        for text in last:
            if operator:
                send(town, "ana", "OPER root secreto")
            send(town, "ana", f"{verb} {first}{text}")
        check(town)
