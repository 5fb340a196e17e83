"""From a bare Python to one that can import what mensajeria needs, by the shortest way.

Decides whether to go on here, in `.venv`, or to set that up first. How that is done is in
`environment.py`.
"""

import importlib.util
import os
import sys
from pathlib import Path
from typing import NoReturn

from mensajeria import languages
from mensajeria.languages import _
from mensajeria.launcher.environment import Environment
from mensajeria.launcher.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent.parent
NEEDED = ("argon2", "msgspec", "prompt_toolkit")
NEEDED_BEFORE_3_11 = ("tomli",)
NOTHING_NEEDED_FOR = frozenset({"-h", "--help", "--version"})
# How often this start has already begun again; what does not help is not done for ever.
ROUND = "_MENSAJERIA_ROUND"


def prepare(script: str) -> None:
    """Return if what is needed can be imported here; else run `script` again in `.venv`.

    Makes `.venv` or brings it up to date when that is due. Raises SystemExit with 1 and a
    sentence if that cannot be done, or with the exit code of the second run.
    """
    languages.use()
    environment = Environment(ROOT)
    again = int(os.environ.pop(ROUND, "0"))
    inside = environment.is_running_this()
    due = environment.is_outdated() if inside else False
    if (can_import() and not due) or NOTHING_NEEDED_FOR.intersection(sys.argv[1:]):
        return
    try:
        if again and (again > 1 or not inside):
            raise Trouble(_("the set-up went well, yet something is missing; delete .venv"))
        if inside or not environment.is_ready():
            environment.set_up(start_over=inside and not due)
    except Trouble as trouble:
        sys.exit(f"mensajeria: {trouble}")
    except KeyboardInterrupt:
        sys.exit("\nmensajeria: " + _("the set-up was interrupted; the next start redoes it"))
    os.environ[ROUND] = str(again + 1)
    run_again(environment.python, [script, *sys.argv[1:]])


def can_import() -> bool:
    """Whether this Python finds every package that mensajeria cannot do without."""
    old = NEEDED_BEFORE_3_11 if sys.version_info < (3, 11) else ()
    return all(importlib.util.find_spec(name) for name in (*NEEDED, *old))


def run_again(python: Path, arguments: list[str]) -> NoReturn:
    """Become `python` with these arguments; on Windows, which cannot, wait for it and exit."""
    os.environ.pop("__PYVENV_LAUNCHER__", None)  # on macOS it would take us back to this Python
    sys.stdout.flush()
    sys.stderr.flush()
    command = [str(python), *arguments]
    if sys.platform != "win32":
        os.execv(python, command)
    sys.exit(_exit_code_of(command))


def _exit_code_of(command: list[str]) -> int:
    """Run it to its end. Ctrl-C reaches it from the console by itself; here it is passed over."""
    import subprocess

    with subprocess.Popen(command) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                continue
