"""Child processes that never outlive `./portal` and end in good order."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

PR_SET_PDEATHSIG = 1


def ends_with_parent() -> None:
    """In a child about to start: ask Linux to kill it if `./portal` is killed outright.

    Killed, not asked: a worker asked to finish would wait for a Redis that died with us. Nothing
    is lost by it; the rows in the database are the truth.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def end(children: Sequence[subprocess.Popen[str]], patience: float) -> None:
    """Ask the children to finish, wait, then kill what is left of their process groups."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + patience
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, deadline - time.monotonic()))
        kill_group(child)


def kill_group(child: subprocess.Popen[str]) -> None:
    """Kill whatever is left of a child and of its own children."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
