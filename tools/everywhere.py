"""Run the tests on every Python of this machine, from 3.10 up, but the one this runs on.

`python tools/everywhere.py [pytest arguments]`. Pythons are looked for on PATH and among pyenv's;
each gets an environment in `.venvs/` from the lock, made again when the lock is newer.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "dev.txt"
OLDEST = (3, 10)
NEWEST_TO_LOOK_FOR = 30

Version = tuple[int, int]


def candidates() -> Iterator[Path]:
    """Files that may be a Python, the most deliberate place first."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from sorted(pyenv.glob("versions/*/bin/python"), reverse=True)
    names = [f"python3.{minor}" for minor in range(OLDEST[1], NEWEST_TO_LOOK_FOR)]
    for name in [*names, "python3", "python"]:
        if found := shutil.which(name):
            yield Path(found)


def version_of(python: Path) -> Version | None:
    """What this file runs as; None if it does not run (a pyenv shim, say) or is no CPython."""
    ask = "import sys; print(sys.implementation.name, *sys.version_info[:2])"
    answer = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False)
    words = answer.stdout.split()
    if answer.returncode != 0 or words[:1] != ["cpython"]:
        return None
    return int(words[1]), int(words[2])


def pythons() -> dict[Version, Path]:
    """One Python for each version that the machine offers."""
    found: dict[Version, Path] = {}
    for path in candidates():
        version = version_of(path)
        if version and version >= OLDEST:
            found.setdefault(version, path)
    return dict(sorted(found.items()))


def environment(version: Version, python: Path) -> Path:
    """The Python of an environment with everything of the lock in it."""
    folder = ROOT / ".venvs" / f"{version[0]}.{version[1]}"
    inside, ready = folder / "bin" / "python", folder / ".dev-ready"
    if not ready.exists() or ready.stat().st_mtime < LOCK.stat().st_mtime:
        print(f"setting up {folder.relative_to(ROOT)} from {LOCK.relative_to(ROOT)}", flush=True)
        subprocess.run([python, "-m", "venv", "--clear", folder], check=True)
        pip: list[str | Path] = [
            inside,
            "-m",
            "pip",
            "install",
            "-qq",
            "--disable-pip-version-check",
        ]
        subprocess.run([*pip, "--require-hashes", "-r", LOCK], check=True)
        ready.touch()
    return inside


def main(arguments: list[str]) -> int:
    """0 when the tests pass on all of them."""
    own = sys.version_info[:2]
    found = pythons()
    others = {version: path for version, path in found.items() if version != own}
    names = ", ".join(f"{major}.{minor}" for major, minor in found)
    print(f"Pythons here: {names or 'none'}; .venv is {own[0]}.{own[1]}", flush=True)
    failed = []
    for version, path in others.items():
        print(f"== Python {version[0]}.{version[1]}", flush=True)
        command: list[str | Path] = [environment(version, path), "-m", "pytest", *arguments]
        if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
            failed.append(f"{version[0]}.{version[1]}")
    if failed:
        print(f"failed on Python {', '.join(failed)}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
