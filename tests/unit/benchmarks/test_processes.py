"""What /proc says about a process is read rightly, its children included."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from benchmarks.processes import cpu_seconds, family, rss_bytes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")

# A parent whose child computes for 0.3 s of processor time, says so, and waits to be told to end.
PARENT = """
import subprocess, sys
child = "import time\\nwhile time.process_time() < 0.3: pass\\nprint('done', flush=True)\\ninput()"
subprocess.run([sys.executable, "-c", child])
"""


def test_a_childs_time_and_memory_count() -> None:
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "done\n"
        assert len(family(parent.pid)) == 2
        assert cpu_seconds(parent.pid) >= 0.3 - 0.04  # four numbers in ticks of 1/100 s
        assert rss_bytes(parent.pid) > 2 * 2**20
        parent.communicate("end\n", timeout=10)


def test_it_is_about_the_process_that_was_asked_for() -> None:
    assert family(os.getpid())[0] == os.getpid()
    used = os.times()
    assert cpu_seconds(os.getpid()) >= used.user + used.system - 0.02  # in ticks of 1/100 s
