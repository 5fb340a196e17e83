"""A copy of mensajeria that only starts: real launchers, stand-ins for all that they install.

Nothing comes from a network: the packages are wheels made here, and pip is told to use no index.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ("argon2", "msgspec", "prompt_toolkit", "tomli")
STAND_IN = """
'''Stands in for the real command line: says where it runs and what it was given.'''
import sys, argon2, msgspec, prompt_toolkit
def main(command, prog):
    print(sys.prefix, command, prog, *sys.argv[1:])
    return 7
"""


class Copy:
    """The folder of a copy, and starts of it by a Python that has nothing installed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.venv = root / ".venv"
        self.stamp = self.venv / ".ready"
        self.lock = root / ".venv.lock"
        self.needed = root / "requirements" / "run.txt"
        self.faster = root / "requirements" / "speed.txt"

    @classmethod
    def make(cls, root: Path) -> "Copy":
        """A copy that nothing was set up in."""
        for name in ("server.py", "client.py", "mensajeria/__init__.py", "mensajeria/languages.py"):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, root / name)
        for name in ("mensajeria/launcher", "mensajeria/locale"):
            shutil.copytree(ROOT / name, root / name)
        (root / "mensajeria" / "app").mkdir()
        (root / "mensajeria" / "app" / "cli.py").write_text(STAND_IN, encoding="utf-8")
        (root / "requirements").mkdir()
        copy = cls(root)
        copy.needed.write_text("".join(map(copy.wheel, PACKAGES)), encoding="utf-8")
        copy.faster.write_text(copy.needed.read_text(encoding="utf-8"), encoding="utf-8")
        return copy

    def again(self, root: Path) -> "Copy":
        """The same in another folder, `.venv` included."""
        shutil.copytree(self.root, root, symlinks=True)
        copy = Copy(root)
        for lock in (copy.needed, copy.faster):
            text = lock.read_text(encoding="utf-8").replace(self.root.as_uri(), root.as_uri())
            lock.write_text(text, encoding="utf-8")
        copy.stamp.unlink()
        return copy

    def wheel(self, name: str, version: str = "1") -> str:
        """Make a package of one empty module, and give its line of a lock."""
        path = self.root / "wheels" / f"{name}-{version}-py3-none-any.whl"
        path.parent.mkdir(exist_ok=True)
        info = f"{name}-{version}.dist-info"
        files = {
            f"{name}.py": "",
            f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
            f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            f"{info}/RECORD": f"{name}.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n",
        }
        with zipfile.ZipFile(path, "w") as archive:
            for file, text in files.items():
                archive.writestr(file, text)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return f"{name} @ {path.as_uri()} --hash=sha256:{digest}\n"

    def start(
        self, *arguments: str, script: str = "server.py", python: Path | None = None, **more: str
    ) -> "subprocess.CompletedProcess[str]":
        """Start it to its end, with these variables of the environment besides the usual ones."""
        return subprocess.run(
            self._command(python, script, arguments),
            env=self._environment(more),
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    def starting(self) -> "subprocess.Popen[str]":
        """Start it and do not wait."""
        return subprocess.Popen(
            self._command(None, "server.py", ()),
            env=self._environment({}),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def _command(
        self, python: Path | None, script: str, arguments: tuple[str, ...]
    ) -> list[str | Path]:
        bare = [getattr(sys, "_base_executable", sys.executable), "-S"]  # without its packages
        return [*([python] if python else bare), self.root / script, *arguments]

    def _environment(self, more: dict[str, str]) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        pip = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1"}
        return {**kept, **pip, "HOME": str(self.root), "LC_ALL": "C", **more}
