"""Emoji by their names."""

from collections.abc import Iterator

import pytest

from mensajeria.client.emojis import MOST, name_of, named
from mensajeria.languages import use


@pytest.fixture
def _in_spanish() -> Iterator[None]:
    use("es")
    yield
    use("en")


def test_the_nearest_first() -> None:
    signs = [sign for _name, sign in named("smi")]
    assert signs[:3] == ["😄", "😏", "😃"]
    assert len(signs) == len(set(signs))


def test_a_word_within_a_name_is_enough_and_a_space_will_do() -> None:
    assert ("thumbs_up", "👍") in named("up")
    assert named("Thumbs up") == [("thumbs_up", "👍")]


def test_nothing_is_found_by_nothing_and_never_too_much() -> None:
    assert named("") == named("  ") == []
    assert len(named("f")) == MOST


@pytest.mark.usefixtures("_in_spanish")
def test_who_reads_spanish_finds_them_in_both_languages_with_or_without_accents() -> None:
    assert named("corazón rojo") == named("corazon rojo") == [("corazón_rojo", "❤️")]
    assert named("smile")[0] == ("smile", "😄")
    assert name_of("👍") == "pulgar_hacia_arriba"


def test_who_reads_english_is_not_offered_spanish_names() -> None:
    assert named("pulgar") == []
    assert name_of("👍") == "thumbs_up"
    assert name_of("x") == ""
