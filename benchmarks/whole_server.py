"""`python -m benchmarks.whole_server`: a server with many stored messages, from outside.

Time until it welcomes somebody and shows a page of history, and the memory it takes then; how long
a backup of it running, a restore, an export and an import take. `--messages` (1,000,000).
"""

from __future__ import annotations

import argparse
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import history
from benchmarks.running import ROOT

PATIENCE_S = 60
MEGA = 1_000_000
PAGE = "CHATHISTORY LATEST #channel0 * 100"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.whole_server", description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    messages = parser.parse_args().messages
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        for count in (0, messages):
            if count:
                history.fill(folder, count)  # beside what the first start has left, such as keys
            process, seconds = _started(folder, count)
            print(f"{count} messages stored: the first page after {seconds:.2f} s,", end=" ")
            print(f"memory {_memory(process.pid)} MiB")
            if count:
                _copies(folder)
            process.kill()
            process.wait()
        _second_hand(folder)
    return 0


def _copies(folder: Path) -> None:
    copy = folder.with_name("copy.db")
    _timed("backup of the running server", ["backup", copy, "--data", folder])
    print(f"  {copy.stat().st_size / MEGA:.0f} MB")
    _timed("restore", ["restore", copy, "--data", folder.with_name("restored")])


def _second_hand(folder: Path) -> None:
    lines, other = folder.with_name("lines.jsonl"), folder.with_name("other")
    _timed("export of half of it", ["export", "#channel0", lines, "--data", folder])
    print(f"  {lines.stat().st_size / MEGA:.0f} MB")
    _timed("import of that", ["import", lines, "--data", other])
    _timed("import of that again", ["import", lines, "--data", other])


def _timed(what: str, words: Sequence[str | Path]) -> None:
    """A task of `mensajeria admin`, with the memory that it took at most."""
    command = [sys.executable, "-c", _ADMIN, *map(str, words)]
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    print(f"{what}: {time.perf_counter() - begun:.1f} s, {done.stderr.strip()} MiB of memory")


_ADMIN = """
import resource, sys
from mensajeria.app.cli import main
code = main(["admin", *sys.argv[1:]])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)
sys.exit(code)
"""


def _started(folder: Path, messages: int) -> tuple[subprocess.Popen[bytes], float]:
    """A server, and the seconds from its start to the end of somebody's first page."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "mensajeria", "server", "--listen", "127.0.0.1:0"]
    command += ["--data", str(folder), "--set", "announce=false", "--lang", "en"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    mark = b"listening on 127.0.0.1:"
    line = next(line for line in process.stdout if mark in line)
    port = int(line.partition(mark)[2].split()[0].rstrip(b".,"))
    with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as visitor:
        visitor.sendall(f"NICK bench\r\nUSER b 0 * :b\r\nJOIN #channel0\r\n{PAGE}\r\n".encode())
        visitor.sendall(b"PING end\r\n")
        heard = b""
        while b" PONG " not in heard:
            heard += visitor.recv(65536)
    seconds = time.perf_counter() - begun
    assert heard.count(b" PRIVMSG #channel0 :") == min(messages, 100), "that is not the page"
    return process, seconds


def _memory(pid: int) -> int:
    """MiB of real memory (proc(5))."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024


if __name__ == "__main__":
    sys.exit(main())
