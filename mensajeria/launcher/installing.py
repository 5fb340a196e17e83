"""Running venv and pip: their output goes to a log, and in short to the person."""

import os
import re
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from mensajeria.launcher.trouble import of_output

Command = Sequence[str | Path]
LINES_KEPT = 200
# pip fetches everything before it says this and changes anything
TOUCHING = "Installing collected packages"
# pip's line for each package that it gets: from an index, or from a folder of wheels
PACKAGE = re.compile(r"Collecting (\S+)|Processing .*[/\\]([^/\\-]+-[^/\\-]+)-[^/\\]+\.whl")


class Steps:
    """The commands of one set-up, with one log for all."""

    def __init__(self, log: Path, root: Path) -> None:
        self._log_path = log
        self._root = root
        self._log = log.open("w", encoding="utf-8", errors="replace")

    def __enter__(self) -> "Steps":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._log.close()
        if kind is None:
            self._log_path.unlink(missing_ok=True)

    def do(self, command: Command) -> None:
        """Run a command to its end. Raises Trouble if it fails."""
        code, output = self._run(command)
        if code != 0:
            raise of_output(output, self._root, self._log_path)

    def try_to(self, command: Command) -> bool:
        """Run a command and say whether it succeeded."""
        return self._run(command)[0] == 0

    def install(self, python: Path, lock: Path) -> None:
        """Install what a lock lists, hashes checked. Raises Trouble if that fails."""
        code, output = self._run(_pip(python, lock))
        if code != 0:
            trouble = of_output(output, self._root, self._log_path)
            trouble.left_as_it_was = not any(line.startswith(TOUCHING) for line in output)
            raise trouble

    def try_to_install(self, python: Path, lock: Path) -> bool:
        """Install what a lock lists if that needs no compiler; say whether it succeeded."""
        return self.try_to([*_pip(python, lock), "--only-binary", ":all:"])

    def _run(self, command: Command) -> tuple[int, list[str]]:
        """The exit code and the last lines of output; packages are shown as they come."""
        self._log.write(f"$ {' '.join(map(str, command))}\n")
        kept: deque[str] = deque(maxlen=LINES_KEPT)
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            encoding="utf-8",
            errors="replace",
        ) as process:
            for line in process.stdout or ():
                self._log.write(line)
                kept.append(line)
                if package := PACKAGE.match(line):
                    print(f"  {package[1] or package[2]}", file=sys.stderr, flush=True)
        return process.returncode, list(kept)


def _pip(python: Path, lock: Path) -> list[str | Path]:
    options = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    return [python, "-m", "pip", "install", *options, "--require-hashes", "-r", lock]
