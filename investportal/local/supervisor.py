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
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from investportal.local.console import CHECKOUT, Refusal
from investportal.local.instance import Server
from investportal.local.process import end, ends_with_parent, kill_group

RESTARTS, WITHIN_SECONDS = 5, 60
PYTHON = sys.executable


class Interrupted(BaseException):
    """Ctrl-C or SIGTERM: everything is to end in good order."""


@dataclass
class Starts:
    """When something was started, so that what keeps ending is started ever later, then not."""

    times: deque[float] = field(default_factory=lambda: deque(maxlen=RESTARTS))

    def note(self) -> None:
        """It is started now."""
        self.times.append(time.monotonic())

    @property
    def recent(self) -> list[float]:
        """Starts of the last minute."""
        return [each for each in self.times if each > time.monotonic() - WITHIN_SECONDS]

    @property
    def spent(self) -> bool:
        """Whether it ended so often that starting it again would not help."""
        return len(self.recent) == RESTARTS

    @property
    def due(self) -> bool:
        """Whether to start it now: at once the first time, then after 1, 2 and 4 seconds."""
        recent = self.recent
        pause = 2 ** (len(recent) - 2) if len(recent) > 1 else 0
        return not recent or time.monotonic() >= recent[-1] + pause


RENDERER = ["--concurrency", "1", "--queues", "render", "--max-memory-per-child", "400000"]
"""Typesetting: one page-setter that keeps its fonts, replaced when it has grown past 400 MB (KiB)."""


@dataclass
class Program:
    """One program that must keep running."""

    name: str
    command: list[str]
    process: subprocess.Popen[str] | None = None
    starts: Starts = field(default_factory=Starts)


def programs(port: int, folder: Path) -> list[Program]:
    """What runs besides PostgreSQL and Redis."""
    worker = ["-m", "celery", "-q", "-A", "investportal", "worker", "--pool", "prefork"]
    log = ["--loglevel", "INFO"]
    beat = ["-m", "celery", "-q", "-A", "investportal", "beat", "--schedule", str(folder / "beat")]
    web = ["-m", "gunicorn", "-c", "python:investportal.web_server", "investportal.wsgi"]
    return [
        Program("web", [PYTHON, *web, "--bind", f"127.0.0.1:{port}"]),
        Program("worker", [PYTHON, *worker, "--concurrency", "2", "--queues", "celery", *log]),
        Program("renderer", [PYTHON, *worker, *RENDERER, *log]),
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
        self.servers: dict[str, Starts] = {}

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

    def watch(self, servers: Mapping[str, Server]) -> None:
        """Keep the programs and the servers below them running until interrupted.

        Raises Refusal when one of them does not stay up.
        """
        while True:
            for name, server in servers.items():
                self.raise_up(name, server)
            self.revive()
            time.sleep(0.5)

    def raise_up(self, name: str, server: Server) -> None:
        """Start a server again that ended; its port, its data and its key stay the same."""
        if self.ending or server.runs():
            return
        starts = self.servers.setdefault(name, Starts())
        self._give_up_if_spent(name, starts)
        if not starts.due:
            return
        self._say("portal", f"{name} ended by itself; starting it again")
        starts.note()
        try:
            server.start_again()
        except Refusal as refusal:
            self._say("portal", str(refusal))
        else:
            self._say("portal", f"{name} runs again")

    def revive(self) -> None:
        """Restart a program that ended; give up if it keeps ending."""
        for member in self.members:
            if self.ending or member.process is None or member.process.poll() is None:
                continue
            kill_group(member.process)
            self._give_up_if_spent(member.name, member.starts)
            if not member.starts.due:
                continue
            code = member.process.returncode
            self._say("portal", f"{member.name} ended with code {code}; starting it again")
            self._launch(member)

    def _give_up_if_spent(self, name: str, starts: Starts) -> None:
        if starts.spent:
            last_words = "\n".join(list(self.log)[-40:])
            words = f"{name} ended {RESTARTS} times within {WITHIN_SECONDS} seconds"
            raise Refusal(f"{last_words}\n\n{words}. Read above why, then:  ./portal up")

    def stop(self) -> None:
        """End all programs; a task in hand gets twenty seconds to finish."""
        self.ending = True
        running = [member.process for member in self.members if member.process]
        end(running, patience=20)

    def _launch(self, member: Program) -> None:
        member.starts.note()
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
        if process.stdout:
            with process.stdout as lines:
                for line in lines:
                    self._say(name, line.rstrip())

    def _say(self, name: str, line: str) -> None:
        words = f"{name:<6} | {line}"
        self.log.append(words)
        if not self.quiet:
            print(words, flush=True)


def health_of(address: str) -> dict[str, Any]:
    """What the health page says; empty if it does not answer 200."""
    try:
        with urllib.request.urlopen(f"{address}/suc-khoe/", timeout=5) as answer:  # noqa: S310
            found: dict[str, Any] = json.load(answer)
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
