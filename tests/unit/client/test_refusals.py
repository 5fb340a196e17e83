"""Every refusal is one sentence in the person's language, chosen by its numeric."""

import string
from collections.abc import Iterator

import pytest

from mensajeria import languages
from mensajeria.client import refusals
from mensajeria.client.refusals import is_refusal, remark, sentence
from mensajeria.wire import numerics
from mensajeria.wire.message import Message

ERRORS = {name: value for name, value in vars(numerics).items() if name.startswith("ERR_")}


@pytest.fixture
def spanish() -> Iterator[None]:
    languages.use("es")
    yield
    languages.use("en")


@pytest.mark.parametrize("name", ERRORS)
def test_every_error_numeric_is_a_refusal(name: str) -> None:
    if ERRORS[name] < "600":
        assert is_refusal(Message(ERRORS[name], []))


def test_answers_are_no_refusals() -> None:
    for command in ("001", "301", "332", "PRIVMSG", "WARN", "NOTE", "NOTICE"):
        assert not is_refusal(Message(command, []))


@pytest.mark.parametrize("params", [[], ["ana"], ["ana", "text"], ["ana", "#a", "b", "text"]])
@pytest.mark.parametrize("numeric", [*vars(refusals)["_BY_NUMERIC"], "499", "FAIL"])
def test_there_is_a_sentence_however_little_the_server_says(
    numeric: str, params: list[str]
) -> None:
    told = sentence(Message(numeric, params))
    assert told
    assert "{" not in told


def test_the_sentences_have_only_places_that_can_be_filled() -> None:
    for text in vars(refusals)["_BY_NUMERIC"].values():
        assert {name for _, name, _, _ in string.Formatter().parse(text) if name} <= {"0", "1"}


@pytest.mark.usefixtures("spanish")
def test_sentences_come_in_spanish() -> None:
    told = sentence(Message("404", ["ana", "#plaza", "Cannot send to channel"]))
    assert told != "You may not speak in #plaza."
    assert "#plaza" in told


@pytest.mark.usefixtures("spanish")
@pytest.mark.parametrize("code", vars(refusals)["_BY_CODE"])
def test_standard_replies_come_in_spanish_by_their_code(code: str) -> None:
    told = sentence(Message("FAIL", ["CMD", code, "context", "In English"]))
    assert told == languages._(vars(refusals)["_BY_CODE"][code])
    assert told not in ("In English", vars(refusals)["_BY_CODE"][code])


@pytest.mark.usefixtures("spanish")
def test_a_remark_has_the_servers_words_unless_its_code_is_known() -> None:
    assert remark(Message("NOTE", ["*", "REHASHED", "Read again"])) == "Read again"
    assert remark(Message("NOTE", ["Read again"])) == "Read again"
    told = remark(Message("WARN", ["SEARCH", "INCOMPLETE", "There was no time"]))
    assert told == "No ha dado tiempo a mirarlo todo."
