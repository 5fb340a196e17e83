"""Draws docs/pictures/session.svg: a real server and two real clients, as terminals show them.

Run by hand where tmux is: `.venv/bin/python -m tools.picture`. The pictures are of the programs, so
whoever changes what they show runs it again.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

from tests.clients.terminal import Terminal

ROOT: Final = Path(__file__).parents[1]
PICTURE: Final = ROOT / "docs" / "pictures" / "session.svg"
WIDTH, LINE, MARGIN, ADVANCE = 100, 17, 14, 8.0  # columns; and pixels
NORMAL: Final = ["#1b1f23", "#d73a49", "#22863a", "#b08800", "#0366d6", "#6f42c1", "#1b7c83"]
BRIGHT: Final = ["#6a737d", "#f97583", "#85e89d", "#ffea7f", "#79b8ff", "#b392f0", "#73e3ff"]
BASIC: Final = [*NORMAL, "#d1d5da", *BRIGHT, "#fafbfc"]
SGR: Final = re.compile(r"\x1b\[([0-9;]*)m")

BLACK_ON_WHITE: Final = "\x1b[38;5;16m\x1b[48;5;231m"
QR: Final = re.compile(re.escape(BLACK_ON_WHITE) + "([ ▀▄█]+)")
"""How tmux shows a line of one (see `mensajeria/app/qr.py`)."""


def colour(number: int) -> str:
    """A colour of the 256 that terminals have, as the web writes it."""
    if number < 16:
        return BASIC[number]
    if number > 231:
        grey = 8 + 10 * (number - 232)
        return f"#{grey:02x}{grey:02x}{grey:02x}"
    steps = (0, 95, 135, 175, 215, 255)
    red, green, blue = (steps[(number - 16) // place % 6] for place in (36, 6, 1))
    return f"#{red:02x}{green:02x}{blue:02x}"


def spans(line: str) -> Iterator[str]:
    """A line with its escape sequences as SVG."""
    fill = ""
    for place, piece in enumerate(SGR.split(line)):
        if place % 2 == 0:
            text = escape(piece)
            yield f'<tspan fill="{fill}">{text}</tspan>' if fill and text else text
            continue
        codes = [int(code or 0) for code in piece.split(";")]
        if codes[:2] == [38, 5]:
            fill = colour(codes[2])
        elif 30 <= codes[-1] <= 37 or 90 <= codes[-1] <= 97:
            fill = colour(codes[-1] - 30 if codes[-1] < 90 else codes[-1] - 82)
        elif codes[-1] in (0, 39):
            fill = ""


def whole(lines: list[str]) -> Iterator[str]:
    """Lines that each begin with the colours that tmux left in force on the line before."""
    carried = ""
    for line in lines:
        yield carried + line
        seen = SGR.findall(carried + line)
        carried = BLACK_ON_WHITE if seen and seen[-1] == "48;5;231" else ""


def modules(line: str, columns: int, top: float) -> Iterator[str]:
    """The QR code's part of a line as SVG: black squares on a white bar `columns` wide.

    Drawn, since fonts leave gaps between half blocks.
    """
    for found in QR.finditer(line):
        white = f"M{MARGIN} {top}h{columns * ADVANCE}v{LINE}H{MARGIN}z"
        yield f'<path fill="#fff" d="{white}"/>'
        black = ""
        for column, block in enumerate(found[1]):
            for half, blocks in enumerate(("▀█", "▄█")):
                if block in blocks:
                    x, y = MARGIN + column * ADVANCE, top + half * LINE / 2
                    black += f"M{x:g} {y:g}h{ADVANCE:g}v{LINE / 2:g}h-{ADVANCE:g}z"
        yield f'<path d="{black}"/>'


def draw(screens: list[tuple[str, list[str]]]) -> str:
    """Terminals below each other: a title and the lines of each."""
    body, top = [], MARGIN
    width = int(WIDTH * ADVANCE) + 2 * MARGIN
    for title, lines in screens:
        height = LINE * len(lines) + 2 * MARGIN
        body.append(f'<text class="t" x="{MARGIN}" y="{top + 8}">{escape(title)}</text>')
        top += MARGIN
        body.append(f'<rect x="0" y="{top}" width="{width}" height="{height}" rx="6"/>')
        columns = max((len(blocks) for line in lines for blocks in QR.findall(line)), default=0)
        for row, line in enumerate(lines):
            y = top + MARGIN + LINE * row + 12
            body += modules(line, columns, y - 12)
            text = "".join(spans(QR.sub(lambda found: " " * len(found[1]), line)))
            body.append(f'<text x="{MARGIN}" y="{y}" xml:space="preserve">{text}</text>')
        top += height + MARGIN
    style = (
        "text{font:13px ui-monospace,Menlo,Consolas,monospace;fill:#e1e4e8}"
        "rect{fill:#1f2428}.t{fill:#6a737d}"
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{top}">'
    return "\n".join([head, f"<style>{style}</style>", *body, "</svg>", ""])


class Drawn(Terminal):
    """A terminal that can also be looked at in colour."""

    def type_over(self, text: str) -> None:
        """Type in the place of what is offered."""
        self.key("C-u")
        self.type(text)

    def coloured(self, folder: Path) -> list[str]:
        """The screen's lines with their colours, without paths that are only this machine's."""
        lines = whole(self.look().rstrip().splitlines())
        return [line.replace(str(folder / "data"), "…/mensajeria") for line in lines]


def terminal(command: list[str], home: Path, rows: int, language: str = "C.UTF-8") -> Drawn:
    home.mkdir(exist_ok=True)
    here = {"LOGNAME": home.name, "XDG_CONFIG_HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
    env = {**here, "LC_ALL": language, "LANG": language}
    return Drawn(command, columns=WIDTH, rows=rows, env=env)


def converse(folder: Path) -> list[tuple[str, list[str]]]:
    """Start everything, talk, and look at the screens."""
    python = [sys.executable]
    serve = [
        *python,
        "server.py",
        "--data",
        str(folder / "data"),
        "--listen",
        "0.0.0.0:7667",
        "--set",
        "server.name=casa.local",
        "--set",
        "access=anyone",  # so that any address of this machine is good enough for a QR code
    ]
    with terminal(serve, folder / "ana", 24) as server:
        server.wait_for("Ctrl-C")
        chat = [*python, "client.py", "127.0.0.1", "--plain"]
        with (
            terminal(chat, folder / "ana", 10) as ana,
            terminal(chat, folder / "leo", 10, "es_ES.UTF-8") as leo,
        ):
            ana.wait_for("Your name")
            ana.type_over("ana")
            ana.wait_for("in #general")
            leo.wait_for("nombre")
            leo.type_over("leo")
            ana.wait_for("leo came into")
            ana.type("hi leo, can you read this?")
            leo.wait_for("can you read this?")
            leo.type("sí, ¡al momento!")
            ana.wait_for("al momento")
            ana.type("/topic our first chat")
            leo.wait_for("our first chat")
            leo.type("/me is at home")
            ana.wait_for("is at home")
            leo.press("half a line stays whole while")
            ana.type("others go on talking")
            for screen in (ana, leo):
                screen.wait_for("others go on talking")
            leo.wait_for("half a line stays whole while")
            looks = (
                ("python3 server.py", server.coloured(folder)),
                ("python3 client.py 127.0.0.1 --plain", ana.coloured(folder)),
                ("python3 client.py 127.0.0.1 --plain     (español)", leo.coloured(folder)),
            )
            return list(looks)


def main() -> None:
    if shutil.which("tmux") is None:
        sys.exit("tmux is needed to draw the pictures")
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        screens = converse(Path(folder))
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(draw(screens), encoding="utf-8")


if __name__ == "__main__":
    main()
