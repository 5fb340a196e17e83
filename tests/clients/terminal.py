"""`Terminal`: a program in a tmux of its own, typed into and looked at as a person would."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from typing import TypeVar

This = TypeVar("This", bound="Terminal")

PATIENCE = 30.0
"""Seconds after which a text that has not appeared is not going to."""


class Terminal:
    """A terminal of `columns` by `rows`, running one command; ends with its `with` block."""

    def __init__(
        self,
        command: list[str],
        *,
        columns: int = 100,
        rows: int = 30,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self._folder = tempfile.TemporaryDirectory()  # tmux leaves its socket behind
        settings = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **(env or {})}
        words = ["env", *(f"{key}={value}" for key, value in settings.items()), *command]
        size = ["-x", str(columns), "-y", str(rows)]
        self._tmux("-f", os.devnull, "new-session", "-d", *size, *words)
        self._tmux("set-option", "-g", "remain-on-exit", "on")

    def __enter__(self: This) -> This:
        return self

    def __exit__(self, *_error: object) -> None:
        self._tmux("kill-server", check=False)
        self._folder.cleanup()

    def type(self, text: str) -> None:
        """Type a line and press Enter."""
        self.press(text)
        self._tmux("send-keys", "Enter")

    def press(self, text: str) -> None:
        """Type without Enter."""
        self._tmux("send-keys", "-l", text)

    def key(self, name: str) -> None:
        """Press a key by tmux's name for it, such as "Tab" or "C-c"."""
        self._tmux("send-keys", name)

    def screen(self) -> str:
        """What is on the screen, with what scrolled off above it."""
        return self._tmux("capture-pane", "-p", "-S", "-500").rstrip()

    def look(self) -> str:
        """What is on the screen now, with escape sequences for its colours."""
        return self._tmux("capture-pane", "-p", "-e")

    def wait_for(self, text: str, *, without: str = "\0") -> str:
        """Look until the text is there, and the other is not; the test fails, with the screen, when
        that never is.
        """
        deadline = time.monotonic() + PATIENCE
        while text not in (screen := self.screen()) or without in screen:
            if time.monotonic() > deadline:
                raise AssertionError(f"{text!r} never appeared, or {without!r} stayed:\n{screen}")
            time.sleep(0.05)  # between looks; what is waited for is the text
        return screen

    def _tmux(self, *words: str, check: bool = True) -> str:
        tmux = shutil.which("tmux") or "tmux"
        done = subprocess.run(
            [tmux, "-S", f"{self._folder.name}/tmux", *words],
            check=check,
            capture_output=True,
            text=True,
        )
        return done.stdout
