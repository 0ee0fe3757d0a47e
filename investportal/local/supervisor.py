"""Web, worker and beat under one roof: prefixed logs, restarts, one clean end."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from investportal.local.console import CHECKOUT, Refusal
from investportal.local.process import end, ends_with_parent, kill_group

RESTARTS, WITHIN_SECONDS = 5, 60
PYTHON = sys.executable


class Interrupted(BaseException):
    """Ctrl-C or SIGTERM: everything is to end in good order."""


@dataclass
class Program:
    """One program that must keep running."""

    name: str
    command: list[str]
    process: subprocess.Popen[str] | None = None
    starts: deque[float] = field(default_factory=lambda: deque(maxlen=RESTARTS))


def programs(port: int, folder: Path) -> list[Program]:
    """What runs besides PostgreSQL and Redis."""
    worker = ["-m", "celery", "-q", "-A", "investportal", "worker", "--pool", "prefork"]
    log = ["--loglevel", "INFO"]
    beat = ["-m", "celery", "-q", "-A", "investportal", "beat", "--schedule", str(folder / "beat")]
    web = ["-m", "gunicorn", "-c", "python:investportal.web_server", "investportal.wsgi"]
    return [
        Program("web", [PYTHON, *web, "--bind", f"127.0.0.1:{port}"]),
        Program("worker", [PYTHON, *worker, "--concurrency", "2", *log]),
        Program("beat", [PYTHON, *beat, "--pidfile", "", *log]),
    ]


class Supervisor:
    """Starts the programs, restarts one that died, ends all of them together."""

    def __init__(self, members: list[Program], env: Mapping[str, str], *, quiet: bool) -> None:
        self.members = members
        self.env = env
        self.log: deque[str] = deque(maxlen=400)
        self.quiet = quiet
        self.ending = False

    def start(self) -> None:
        """Start every program."""
        for member in self.members:
            self._launch(member)

    def wait_until_healthy(self, address: str, patience: float = 90) -> None:
        """Wait for the health page. Raises Refusal with the last log lines if it never comes."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            self.revive()
            if health_of(address):
                return
            time.sleep(0.2)
        raise Refusal("The portal does not answer.\n" + "\n".join(list(self.log)[-40:]))

    def watch(self, servers: Mapping[str, Callable[[], bool]]) -> None:
        """Keep the programs running until interrupted.

        Raises Refusal when a server below them ended: starting again brings it back cleanly.
        """
        while True:
            self.revive()
            for name, runs in servers.items():
                if not runs():
                    raise Refusal(f"{name} ended by itself. Start again:  ./portal up")
            time.sleep(0.5)

    def revive(self) -> None:
        """Restart a program that ended; give up if it keeps ending."""
        for member in self.members:
            if member.process is None or member.process.poll() is None:
                continue
            self._say("portal", f"{member.name} ended with code {member.process.returncode}")
            kill_group(member.process)
            if (
                len(member.starts) == RESTARTS
                and member.starts[0] > time.monotonic() - WITHIN_SECONDS
            ):
                last_words = "\n".join(list(self.log)[-40:])
                raise Refusal(f"{member.name} does not stay up:\n{last_words}")
            self._launch(member)

    def stop(self) -> None:
        """End all programs; a task in hand gets twenty seconds to finish."""
        self.ending = True
        running = [member.process for member in self.members if member.process]
        end(running, patience=20)

    def _launch(self, member: Program) -> None:
        member.starts.append(time.monotonic())
        member.process = subprocess.Popen(
            member.command,
            cwd=CHECKOUT,
            env=dict(self.env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=ends_with_parent,  # noqa: PLW1509 -- prctl takes no lock
        )
        threading.Thread(
            target=self._relay, args=[member.name, member.process], daemon=True
        ).start()

    def _relay(self, name: str, process: subprocess.Popen[str]) -> None:
        for line in process.stdout or ():
            self._say(name, line.rstrip())

    def _say(self, name: str, line: str) -> None:
        words = f"{name:<6} | {line}"
        self.log.append(words)
        if not self.quiet:
            print(words, flush=True)


def health_of(address: str) -> dict[str, str]:
    """What the health page says; empty if it does not answer 200."""
    try:
        with urllib.request.urlopen(f"{address}/suc-khoe/", timeout=5) as answer:  # noqa: S310
            found: dict[str, str] = json.load(answer)
            return found
    except (urllib.error.URLError, OSError, ValueError):
        return {}


def interrupt_on_signals() -> None:
    """Turn Ctrl-C, SIGTERM and a closed terminal into one exception in the main thread."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        for each in SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise Interrupted

    for each in SIGNALS:
        signal.signal(each, interrupt)


SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
