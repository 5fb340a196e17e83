"""Small questions in the middle of the screen: one line to type, or one of a few answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ScreenResultType
from textual.widget import Widget
from textual.widgets import Button, Static

from mensajeria.client.clean import clean
from mensajeria.client.tui.dialogue import Dialogue, closable
from mensajeria.client.tui.field import Field
from mensajeria.languages import _


class OneLine(Dialogue[ScreenResultType]):
    """Asks for one line. `check` gives what is wrong with one, or ""; `replaces`: what is typed
    takes the place of the answer that is offered, else it comes after that.
    """

    def __init__(
        self,
        question: str,
        *,
        why: str = "",
        answer: str = "",
        secret: bool = False,
        replaces: bool = False,
        check: Callable[[str], str] = lambda _answer: "",
    ) -> None:
        super().__init__()
        self._question = question
        self._why = why
        self._answer = answer
        self._secret = secret
        self._replaces = replaces
        self._check = check

    def compose(self) -> ComposeResult:
        with closable(Vertical(classes="dialogue")):
            yield Static(clean(self._question), classes="question", markup=False)
            yield Field(clean(self._answer), password=self._secret, select_on_focus=self._replaces)
            yield Static(clean(self._why), classes="wrong", markup=False)
            yield Answers([*self.others(), ("ok", _("OK")), ("cancel", _("Cancel"))])

    def others(self) -> list[tuple[str, str]]:
        """What else can be answered, as (key, words)."""
        return []

    def answered(self, line: str) -> None:
        """This line is the answer."""
        raise NotImplementedError

    def other(self, key: str) -> None:
        """One of the `others` is."""

    def on_input_submitted(self) -> None:
        answer = self.query_one(Field).value.strip()
        wrong = self._check(answer)
        if wrong:
            self.query_one(".wrong", Static).update(clean(wrong))
        else:
            self.answered(answer)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        key = key_of(event.button)
        if key == "ok":
            self.on_input_submitted()
        elif key == "cancel":
            self.dismiss(None)
        else:
            self.other(key)


class Question(OneLine[str | None]):
    """A line is all that can be answered."""

    def answered(self, line: str) -> None:
        self.dismiss(line)


class Choice(Dialogue[str | None]):
    """Asks for one of a few answers, given as (key, words); Escape is none of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("left,up", "app.focus_previous", ""),
        ("right,down", "app.focus_next", ""),
    ]

    def __init__(self, question: str, answers: list[tuple[str, str]]) -> None:
        super().__init__()
        self._question = question
        self._answers = answers

    def compose(self) -> ComposeResult:
        with closable(Vertical(classes="dialogue")):
            yield Static(clean(self._question), classes="question", markup=False)
            yield Answers(self._answers)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(key_of(event.button))


def _unmoved(_key: str) -> None:
    """Follows from nothing."""


class Menu(Dialogue[str | None]):
    """A list of things to do, given as (key, words), under what they are about. `at`: where the
    cursor is at first; `moved` is called with each key that it comes to. `shortcuts`: what is
    typed to choose, and what that chooses.
    """

    def __init__(
        self,
        about: str,
        answers: list[tuple[str, str]],
        *,
        at: str = "",
        moved: Callable[[str], None] = _unmoved,
        shortcuts: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__()
        self._about = about
        self._answers = answers
        self._at = at
        self._moved = moved
        offered = dict(answers)
        self._shortcuts = {sign: key for sign, key in shortcuts.items() if key in offered}

    def compose(self) -> ComposeResult:
        with closable(Vertical(classes="dialogue")):
            yield Static(clean(self._about), classes="question", markup=False)
            with VerticalScroll(classes="rows", can_focus=False):
                for key, words in self._answers:
                    yield _Row(self._label(key, words), id=f"answer-{key}")

    def _label(self, key: str, words: str) -> Content:
        signs = [sign for sign, wanted in self._shortcuts.items() if wanted == key]
        return Content.assemble(clean(words), *((f"  {sign}", "not bold") for sign in signs))

    def on_mount(self) -> None:
        rows = self.query(_Row)
        begin = next((row for row in rows if row.id == f"answer-{self._at}"), None)
        if begin is not None:
            begin.focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._moved(key_of(event.widget))

    def on_key(self, event: events.Key) -> None:
        if event.key in ("up", "down"):
            event.stop()
            (self.focus_previous if event.key == "up" else self.focus_next)(Button)
        elif event.character in self._shortcuts:
            event.stop()
            self.dismiss(self._shortcuts[event.character])

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(key_of(event.button))


class _Row(Button):
    """One thing to do."""

    def __init__(self, words: Content, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(words, id=id, compact=True, classes="row")


class Answers(Horizontal):
    """Buttons beside each other, given as (key, words)."""

    def __init__(self, answers: list[tuple[str, str]]) -> None:
        buttons = [
            Button(Content(clean(words)), id=f"answer-{key}", compact=True)
            for key, words in answers
        ]
        super().__init__(*buttons, classes="answers")


def key_of(widget: Widget) -> str:
    """What a button answers."""
    return (widget.id or "").removeprefix("answer-")
