"""Small questions in the middle of the screen: one line to type, or one of a few answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from mensajeria.client.clean import clean
from mensajeria.client.tui.field import Field


class Question(ModalScreen[str | None]):
    """Asks for one line; Escape is no answer. `check` gives what is wrong with one, or ""."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "")]

    def __init__(
        self,
        question: str,
        *,
        why: str = "",
        answer: str = "",
        secret: bool = False,
        check: Callable[[str], str] = lambda _answer: "",
    ) -> None:
        super().__init__()
        self._question = question
        self._why = why
        self._answer = answer
        self._secret = secret
        self._check = check

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialogue"):
            yield Static(clean(self._question), classes="question", markup=False)
            yield Field(clean(self._answer), password=self._secret, select_on_focus=False)
            yield Static(clean(self._why), classes="wrong", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        answer = event.value.strip()
        wrong = self._check(answer)
        if wrong:
            self.query_one(".wrong", Static).update(clean(wrong))
        else:
            self.dismiss(answer)


class Choice(ModalScreen[str | None]):
    """Asks for one of a few answers, given as (key, words); Escape is none of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss(None)", ""),
        ("left,up", "app.focus_previous", ""),
        ("right,down", "app.focus_next", ""),
    ]

    def __init__(self, question: str, answers: list[tuple[str, str]]) -> None:
        super().__init__()
        self._question = question
        self._answers = answers

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialogue"):
            yield Static(clean(self._question), classes="question", markup=False)
            with Horizontal(classes="answers"):
                for key, words in self._answers:
                    yield Button(Content(clean(words)), id=f"answer-{key}", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss((event.button.id or "").removeprefix("answer-"))


class Menu(ModalScreen[str | None]):
    """A list of things to do, given as (key, words), under what they are about."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "")]

    def __init__(self, about: str, answers: list[tuple[str, str]]) -> None:
        super().__init__()
        self._about = about
        self._answers = answers

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialogue"):
            yield Static(clean(self._about), classes="question", markup=False)
            for key, words in self._answers:
                yield Button(Content(clean(words)), id=f"answer-{key}", compact=True, classes="row")

    def on_key(self, event: events.Key) -> None:
        if event.key in ("up", "down"):
            event.stop()
            (self.focus_previous if event.key == "up" else self.focus_next)(Button)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss((event.button.id or "").removeprefix("answer-"))
