"""Which language people are spoken to in, and that every text exists in it."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from mensajeria import languages
from mensajeria.languages import _, plural

ROOT = Path(__file__).resolve().parents[2]
SPANISH = languages.CATALOGUES / "es" / "LC_MESSAGES" / "mensajeria.po"
PLACE = re.compile(r"\{[^{}]*\}|%\([a-z_]+\)[sr]|%[sr]")


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / "tools" / "catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


catalogues = _tool()


@pytest.fixture(autouse=True)
def _put_back(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", "")
    yield
    languages.use("en")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "es_ES.UTF-8"}, "es"),
        ({"LANG": "es"}, "es"),
        ({"LANG": "es-MX"}, "es"),
        ({"LANG": "es@euro"}, "es"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR"}, "en"),
        ({"LANG": "est_EE"}, "en"),
        ({}, "en"),
        ({"LC_MESSAGES": "es_ES", "LANG": "en_US"}, "es"),
        ({"LC_ALL": "en_US", "LC_MESSAGES": "es_ES", "LANG": "es_ES"}, "en"),
        # POSIX, 8.2: "If the LC_ALL environment variable is defined and is not null"
        ({"LC_ALL": "", "LANG": "es_ES"}, "es"),
    ],
)
def test_the_environment_decides(environment: dict[str, str], language: str) -> None:
    assert languages.of_this_person(environment) == language


def test_speaking_to_somebody_else_meanwhile() -> None:
    languages.use("en")
    with languages.speaking("es"):
        assert _("no password was given") != "no password was given"
        with languages.speaking("en"):
            assert _("no password was given") == "no password was given"
    assert _("no password was given") == "no password was given"


def test_using_a_language() -> None:
    languages.use("es")
    assert _("Password: ") == "Contraseña: "
    assert plural("{n} thing", "{n} things", 2) == "{n} things"
    languages.use("en")
    assert _("Password: ") == "Password: "


def test_every_text_of_the_sources_is_in_spanish() -> None:
    written = catalogues.read(SPANISH)
    needed = {each.id for each in catalogues.of_sources() if each.id}
    assert needed - {each.id for each in written} == set(), "run `make catalogues`"
    assert catalogues.untranslated(written) == []


def test_no_text_stands_within_the_braces_of_another() -> None:
    """Pythons before 3.12 hide what is in an f-string from those who look for texts."""
    sources = (ROOT / "mensajeria").rglob("*.py")
    nodes = (node for source in sources for node in ast.walk(ast.parse(source.read_text("utf-8"))))
    filled_in = (
        part for node in nodes if isinstance(node, ast.JoinedStr) for part in ast.walk(node)
    )
    assert [ast.unparse(part) for part in filled_in if _is_marked(part)] == []


def _is_marked(node: ast.AST) -> bool:
    """Whether it is `_("…")`, in which there is a text for translators."""
    return (
        isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in ("_", "N_", "plural")
        and isinstance(node.args[0], ast.Constant)
    )


def test_translations_keep_what_is_filled_in() -> None:
    for each in catalogues.read(SPANISH):
        if each.id and each.string:
            texts = each.id if isinstance(each.id, tuple) else (each.id,)
            translations = each.string if isinstance(each.string, tuple) else (each.string,)
            for text, translation in zip(texts, translations, strict=True):
                assert sorted(PLACE.findall(text)) == sorted(PLACE.findall(translation)), text


def test_the_compiled_catalogue_is_that_of_its_source() -> None:
    compiled = SPANISH.with_suffix(".mo").read_bytes()
    assert compiled == catalogues.as_mo(catalogues.read(SPANISH)), "run `make catalogues`"
