"""The `.venv` beside the launchers: whether it is ready, and making it so.

It is ready when its stamp holds the digest of the locks it was installed from. An environment
that somebody else made there is brought up to date, not thrown away, unless its Python is gone.
"""

import hashlib
import importlib.util
import shutil
import sys
from pathlib import Path

from mensajeria.languages import _
from mensajeria.launcher.installing import Steps
from mensajeria.launcher.trouble import Trouble, of_error
from mensajeria.launcher.turns import Turn, my_turn

NEEDED_LOCK = "run.txt"
FASTER_LOCK = "speed.txt"  # more than is needed: done without where it cannot be had
OLDEST = (3, 10)


class Environment:
    """The `.venv` of one copy of mensajeria."""

    def __init__(self, root: Path) -> None:
        windows = sys.platform == "win32"
        self.root = root
        self.folder = root / ".venv"
        self.python = self.folder / ("Scripts/python.exe" if windows else "bin/python")
        self.stamp = self.folder / ".ready"
        self.locks = [root / "requirements" / name for name in (NEEDED_LOCK, FASTER_LOCK)]

    def is_running_this(self) -> bool:
        """Whether the Python that runs this is the one of `.venv`."""
        return Path(sys.prefix).resolve() == self.folder.resolve()

    def is_ready(self) -> bool:
        """Whether `.venv` was installed from the locks as they are, and its Python is there."""
        return self._has_python() and self._stamped() == self._digest()

    def is_outdated(self) -> bool:
        """Whether `.venv` was made here, from locks that have changed since."""
        return self._stamped() not in ("", self._digest())

    def set_up(self, start_over: bool = False) -> None:
        """Make `.venv` ready, saying so on standard error, unless somebody else just did.

        Raises Trouble with a sentence for the person if that cannot be done.
        """
        before = self._when_stamped()
        try:
            with my_turn(self.root / ".venv.lock", _say_waiting) as turn:
                if not self.is_ready() or self._when_stamped() == before:
                    self._set_up(turn, start_over or turn.last_was_interrupted)
        except OSError as error:
            raise of_error(error, self.root) from None

    def _set_up(self, turn: Turn, start_over: bool) -> None:
        digest = self._digest()
        if not digest:
            raise Trouble(_("this copy of mensajeria is incomplete: requirements/ is missing"))
        _say(
            _("Setting up mensajeria in {folder}; only the first start takes this long.").format(
                folder=self.folder
            )
        )
        turn.begin()
        with Steps(self.root / ".venv.log", self.root) as steps:
            if start_over or not self._has_pip(steps):
                self._make(steps)
            self._install(steps, turn)
            if not steps.try_to_install(self.python, self.locks[1]):
                _say(_("The faster event loop is not to be had here; going on without it."))
        self.stamp.write_text(digest, encoding="ascii")
        turn.end()
        _say(_("Done."))

    def _install(self, steps: Steps, turn: Turn) -> None:
        """What is needed. If that fails before anything was changed, nothing is to be redone."""
        try:
            steps.install(self.python, self.locks[0])
        except Trouble as trouble:
            if trouble.left_as_it_was:
                turn.end()
            raise

    def _has_pip(self, steps: Steps) -> bool:
        """Whether there is a `.venv` whose Python works and has pip, or can get it."""
        if not self._has_python():
            return False
        new_enough = f"import sys; sys.exit(sys.version_info < {OLDEST})"
        return steps.try_to([self.python, "-c", new_enough]) and (
            steps.try_to([self.python, "-c", "import pip"])
            or steps.try_to([self.python, "-m", "ensurepip"])
        )

    def _make(self, steps: Steps) -> None:
        """A new, empty `.venv`."""
        if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
            raise _no_venv()
        if self.folder.is_dir() and not self.folder.is_symlink():
            shutil.rmtree(self.folder)
        maker = getattr(sys, "_base_executable", None) or sys.executable
        steps.do([maker, "-m", "venv", self.folder])

    def _has_python(self) -> bool:
        """Whether the Python that `.venv` was made with is still on this machine."""
        try:
            settings = (self.folder / "pyvenv.cfg").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return False
        home = next((line for line in settings.splitlines() if line.startswith("home")), "")
        return self.python.exists() and Path(home.partition("=")[2].strip()).is_dir()

    def _digest(self) -> str:
        """What the locks hold, in short; "" if they are not there."""
        try:
            texts = [lock.read_bytes() for lock in self.locks]
        except FileNotFoundError:
            return ""
        return hashlib.sha256(b"\0".join(texts)).hexdigest()

    def _stamped(self) -> str:
        """The digest of what `.venv` was installed from; "" if nobody finished that."""
        try:
            return self.stamp.read_text(encoding="ascii", errors="replace")
        except OSError:
            return ""

    def _when_stamped(self) -> int:
        """When `.venv` was last made ready, in nanoseconds; 0 if it was not."""
        try:
            return self.stamp.stat().st_mtime_ns
        except OSError:
            return 0


def _no_venv() -> Trouble:
    if Path("/etc/debian_version").exists():
        command = "sudo apt install python3-venv"
        return Trouble(
            _("Python's venv is missing; install it with: {command}").format(command=command)
        )
    return Trouble(
        _("Python's venv or ensurepip is missing; install them with your system's packages")
    )


def _say_waiting() -> None:
    _say(_("Another start is setting up; waiting for it."))


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
