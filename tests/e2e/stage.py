"""A portal of its own for one test: database, broker queue, and real worker and beat processes."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import redis

from investportal.local import machine
from investportal.local.supervisor import health_of

CHECKOUT = Path(__file__).resolve().parents[2]
QUEUE = 7
"""Number of the Redis database these tests use."""


@dataclass
class Stage:
    """One database on the e2e server, with the environment its programs run in."""

    name: str
    env: dict[str, str]
    owner_url: str
    logs: Path

    def manage(self, *words: str) -> str:
        """Run a management command as the owner; raises with its output when it fails."""
        done = subprocess.run(  # noqa: S603 -- our own programs
            [sys.executable, "manage.py", *words],
            cwd=CHECKOUT,
            env=self.env | {"DATABASE_URL": self.owner_url},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def connection(self) -> Iterator[Any]:
        """A plain connection as the owner, outside Django."""
        with_autocommit = psycopg2.connect(self.owner_url)
        with_autocommit.autocommit = True
        try:
            yield with_autocommit
        finally:
            with_autocommit.close()

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What a query finds."""
        with self.connection() as connection, connection.cursor() as cursor:
            cursor.execute(query, values)
            return list(cursor.fetchall())

    @contextmanager
    def celery(self, role: str, *words: str) -> Iterator[subprocess.Popen[bytes]]:
        """A real worker or beat, in its own process group, ended at the end of the block."""
        log = (self.logs / f"{role}-{time.monotonic_ns()}.log").open("wb")
        process = subprocess.Popen(  # noqa: S603 -- our own programs
            [sys.executable, "-m", "celery", "-A", "investportal", role, "-l", "INFO", *words],
            cwd=CHECKOUT,
            env=self.env,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            kill(process)
            log.close()

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        """A worker of two processes, as `./portal up` runs it."""
        with self.celery(
            "worker", "--pool", "prefork", "--concurrency", "2", "--queues", "celery,render"
        ) as process:
            yield process

    @contextmanager
    def beat(self) -> Iterator[subprocess.Popen[bytes]]:
        """The timetable."""
        schedule = str(self.logs / f"beat-{time.monotonic_ns()}")
        with self.celery("beat", "--pidfile", "", "--schedule", schedule) as process:
            yield process

    @contextmanager
    def web(self) -> Iterator[str]:
        """The web server on this database; its address, once it answers."""
        port = machine.free_port()
        address = f"http://127.0.0.1:{port}"
        log = (self.logs / "web.log").open("wb")
        command = ["-m", "gunicorn", "-c", "python:investportal.web_server", "investportal.wsgi"]
        process = subprocess.Popen(  # noqa: S603 -- our own programs
            [sys.executable, *command, "--bind", f"127.0.0.1:{port}"],
            cwd=CHECKOUT,
            env=self.env | {"PORTAL_URL": address},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            until(lambda: health_of(address), 60, "the web server does not answer")
            yield address
        finally:
            kill(process)
            log.close()

    def send(self, task: str, *arguments: str) -> None:
        """Put a task into the queue, as a beat tick does."""
        code = (
            "from investportal.celery import app; import sys;"
            "app.send_task(sys.argv[1], args=sys.argv[2:])"
        )
        subprocess.run(  # noqa: S603 -- our own programs
            [sys.executable, "-c", code, task, *arguments], cwd=CHECKOUT, env=self.env, check=True
        )

    def forget_messages(self) -> None:
        """Lose everything the broker holds."""
        redis.Redis.from_url(self.env["REDIS_URL"]).flushdb()


def halt(process: subprocess.Popen[bytes]) -> None:
    """Stop the whole group where it is (SIGSTOP), to look around before it is killed."""
    os.killpg(process.pid, signal.SIGSTOP)


def kill(process: subprocess.Popen[bytes]) -> None:
    """kill -9 for the whole group; nothing of it gets to clean up."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def until(what: Callable[[], object], seconds: float, why: str) -> None:
    """Wait until something is true; fails with the reason when it does not come."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, why
        time.sleep(0.3)


def build(name: str, logs: Path, *, on: date) -> Stage:
    """A fresh database holding the demonstration province as of a day, with its files."""
    province, files = _province(on)
    shutil.copytree(files, logs / "files")
    _create(name, f'TEMPLATE "{province}"')
    stage = _stage(name, logs)
    stage.forget_messages()
    return stage


@cache
def _province(on: date) -> tuple[str, Path]:
    """The province of a day, loaded once for all tests that begin on it: its database, its files."""
    name = f"e2e_province_{on:%Y%m%d}"
    kept = Path(tempfile.mkdtemp(prefix=name))
    atexit.register(shutil.rmtree, kept, ignore_errors=True)
    _create(name)
    stage = _stage(name, kept)
    stage.forget_messages()
    stage.manage("prepare_instance")
    stage.manage("load_demo", "--on", on.isoformat())
    files = kept / "files"
    files.mkdir(exist_ok=True)
    return name, files


def _create(name: str, of: str = "") -> None:
    admin = psycopg2.connect(os.environ["DATABASE_OWNER_URL"])
    admin.autocommit = True
    with admin.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" {of}')
    admin.close()


def _stage(name: str, logs: Path) -> Stage:
    broker = urlsplit(os.environ["REDIS_URL"])
    env = dict(os.environ) | {
        "DATABASE_URL": _named(os.environ["DATABASE_URL"], name),
        "REDIS_URL": urlunsplit(broker._replace(path=f"/{QUEUE}")),
        "FILES_ROOT": str(logs / "files"),
        "PORTAL_DATASET": "empty",
        "REPORT_DAY": "1",
    }
    return Stage(name, env, _named(os.environ["DATABASE_OWNER_URL"], name), logs)


def _named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
