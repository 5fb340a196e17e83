"""A secret keeps itself to itself."""

import copy
import pickle

import pytest

from mensajeria.app.secret import Secret


def test_no_way_of_printing_shows_it() -> None:
    secret = Secret("hunter2")
    shown = [repr(secret), str(secret), f"{secret}", "%s %r" % (secret, [secret])]  # noqa: UP031
    assert "hunter2" not in " ".join(shown)
    assert secret.reveal() == "hunter2"


def test_it_is_not_written_down() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(Secret("hunter2"))
    with pytest.raises(TypeError):
        copy.deepcopy(Secret("hunter2"))


def test_empty_means_none() -> None:
    assert not Secret("")
    assert Secret("x")
    assert Secret("ñ") == Secret("ñ") != Secret("n")
    assert Secret("x") != "x"
    assert hash(Secret("x")) == hash(Secret("x"))
