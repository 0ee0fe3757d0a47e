"""A whole portal to break: its own PostgreSQL, Redis, web, worker and beat, under supervision."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import psycopg2

from investportal.local import machine, verbs
from investportal.local.console import CHECKOUT
from investportal.local.instance import Instance
from investportal.local.postgres import running_server
from investportal.local.stack import services
from investportal.local.supervisor import Supervisor
from tests.faults.load import Load
from tests.faults.visitor import NoAnswer, Visitor
from tests.support.consistency import EVENTS_TWICE, FLAGS_OWED, LIVE_FLAGS

STAFF, KEEPER = "chuyenvien", "quantri"
TABLE: list[tuple[str, str, float]] = []
"""What was broken, what is whole again, after how many seconds."""

PATIENCE = 150
"""Seconds after which something that should come by itself does not come."""

UNFINISHED = """
    SELECT count(*) FROM desk_job job WHERE state <> 'done' AND NOT EXISTS (
        SELECT 1 FROM desk_job again
        WHERE job.state = 'failed' AND again.handler = job.handler
            AND again.subject_id = job.subject_id AND again.id > job.id
    )
"""
"""Jobs that are not done; one that was given up counts until it is asked for again."""


@dataclass
class Stand:
    """The portal, the person who uses it, and what it cost to come back."""

    instance: Instance
    env: dict[str, str]
    supervisor: Supervisor
    address: str
    officer: Visitor = field(init=False)

    def __post_init__(self) -> None:
        self.officer = Visitor(self.address, STAFF)
        self.officer.sign_in()

    # ------------------------------------------------------------ to look at it

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What a query finds, asked as the owner of the tables."""
        connection = psycopg2.connect(self.env["DATABASE_OWNER_URL"])
        try:
            with connection.cursor() as cursor:
                cursor.execute(query, values)
                return list(cursor.fetchall())
        finally:
            connection.close()

    def health(self) -> dict[str, Any]:
        """What the health address says; empty while nobody answers or the database is away."""
        try:
            with urlopen(f"{self.address}/suc-khoe/", timeout=10) as said:  # noqa: S310
                found: dict[str, Any] = json.load(said)
                return found
        except (OSError, ValueError):
            return {}

    def alarms(self) -> str:
        """Its alarms, a line each."""
        return "\n".join(self.health().get("alarms", []))

    def today(self) -> date:
        """The day by the database's clock, which the fault may have moved."""
        found: date = self.rows("SELECT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date")[0][0]
        return found

    def last_sweep(self) -> date:
        """The last night swept."""
        found: date = self.rows('SELECT max("on") FROM deadlines_sweeprun')[0][0]
        return found

    def console(self) -> str:
        """What `./portal up` prints."""
        return "\n".join(list(self.supervisor.log))

    def page(self, path: str, username: str = STAFF) -> str:
        """A page as an account reads it now."""
        person = Visitor(self.address, username)
        person.sign_in()
        return person.get(path).text

    # ------------------------------------------------------------ to break it

    def pid(self, name: str) -> int:
        """The main process of web, worker or beat."""
        (found,) = [each for each in self.supervisor.members if each.name == name]
        assert found.process is not None
        return found.process.pid

    def kill(self, name: str) -> None:
        """kill -9 of one program, or of PostgreSQL's or Redis's main process."""
        if name == "PostgreSQL":
            (data,) = self.instance.root.glob("postgres-*")
            server = running_server(data)
            assert server is not None
            os.kill(server.pid, signal.SIGKILL)
        elif name == "Redis":
            os.kill(self.instance.servers["Redis"].process.pid, signal.SIGKILL)  # type: ignore[attr-defined]
        else:
            os.killpg(self.pid(name), signal.SIGKILL)

    # ------------------------------------------------------------ to use it

    def run(self, *words: str) -> str:
        """A program of the portal, with the rights of the web server."""
        done = subprocess.run(  # noqa: S603 -- our own programs
            [sys.executable, *words],
            cwd=CHECKOUT,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def send(self, task: str, *arguments: str) -> None:
        """Put a task into the queue, as a beat tick does."""
        code = (
            "from investportal.celery import app; import sys;"
            "app.send_task(sys.argv[1], args=sys.argv[2:])"
        )
        self.run("-c", code, task, *arguments)

    @contextmanager
    def load(self, fault: str) -> Iterator[Load]:
        """An officer at work on the first project, until the block ends."""
        project = self.rows("SELECT code FROM projects_project ORDER BY id LIMIT 1")[0][0]
        with Load(self.officer, project, fault) as load:
            yield load

    def came_back(self, what: str, how: str, since: float) -> None:
        """Keep how long it took, for the table."""
        TABLE.append((what, how, time.monotonic() - since))

    def until(self, what: Callable[[], object], why: str, seconds: float = PATIENCE) -> None:
        """Wait until something is true; fails with the reason and the last words of the portal."""
        end = time.monotonic() + seconds
        while True:
            with contextlib.suppress(psycopg2.OperationalError, NoAnswer):
                if what():
                    return
            assert time.monotonic() < end, f"{why}\n{self.alarms()}\n{self.console()[-6000:]}"
            time.sleep(0.2)

    # ------------------------------------------------------------ nothing lost, nothing doubled

    def settle(self) -> None:
        """Wait until all work that was asked for is done."""
        self.until(lambda: self.rows(UNFINISHED) == [(0,)], "jobs were left undone")

    def assert_whole(self, load: Load) -> None:
        """Every answered edit once with one row of history; reports, jobs, flags and nights single."""
        self.settle()
        for name in load.saved:
            assert self._times(name) == (1, 1), (
                f"answered as saved, found {self._times(name)}: {name}"
            )
        for name in load.unsure:
            assert self._times(name) in {(0, 0), (1, 1)}, f"half saved: {name}"
        for name in load.refused:
            assert self._times(name) == (0, 0), f"refused and yet saved: {name}"
        assert len(load.saved) > 0, f"the load saved nothing: {load.pages} {load.spoken[-1:]}"
        self._assert_reports(load)
        assert self.rows(FLAGS_OWED) == [(0,)]
        assert self.rows(EVENTS_TWICE) == []
        live = self.rows(LIVE_FLAGS)
        assert len({row[:5] for row in live}) == len(live) > 0

    def _times(self, name: str) -> tuple[int, int]:
        items = self.rows("SELECT count(*) FROM projects_scheduleitem WHERE name = %s", name)
        told = self.rows("SELECT count(*) FROM accounts_auditevent WHERE new ->> 'name' = %s", name)
        return items[0][0], told[0][0]

    def _assert_reports(self, load: Load) -> None:
        asked = "SELECT count(*) FROM accounts_auditevent WHERE verb = 'freeze_report'"
        runs = "SELECT count(*), count(pdf) FILTER (WHERE state = 'ready') FROM reporting_reportrun"
        broken = (
            "SELECT count(*) FROM reporting_reportrun WHERE substring(pdf FROM 1 FOR 4) <> '%%PDF'"
        )
        (there, ready), (frozen,) = self.rows(runs)[0], self.rows(asked)[0]
        assert there == ready == frozen
        assert self.rows(broken) == [(0,)]
        assert load.reports == 0 or there > load.reports

    def reconcile(self) -> int:
        """Compare stored with recomputed, as at night; the number of deadlines that differed."""
        code = (
            "import django; django.setup(); from django.utils import timezone;"
            "from deadlines.actions import reconciling;"
            "print(reconciling.reconcile(on=timezone.localdate(), at=timezone.now()))"
        )
        found = self.run("-c", code).splitlines()[-1]
        return int(found)


@contextmanager
def raised(name: str) -> Iterator[Stand]:
    """A fresh demonstration portal, watched as `./portal up` watches it."""
    instance = Instance(name)
    with ExitStack() as stack:
        env = stack.enter_context(services(instance, own=True))
        env |= {
            "DJANGO_SETTINGS_MODULE": "investportal.settings",
            "REPORT_DAY": "28",
            "DEBUG": "0",
            "FILES_ROOT": str(instance.root / "files"),
            "ANCHORS_ROOT": str(instance.root / "anchors"),
            "STATIC_ROOT": str(instance.root / "static"),
        }
        port = machine.free_port()
        portal = verbs.portal(instance, env, "demo", port, quiet=True)
        supervisor, address = stack.enter_context(portal)
        watch = threading.Thread(target=supervisor.watch, args=[instance.servers], daemon=True)
        watch.start()
        stand = Stand(instance, env, supervisor, address)
        stand.settle()
        yield stand


def fresh(name: str) -> Path:
    """The folder of an instance, emptied; its servers stopped if a killed run left them."""
    instance = Instance(name)
    if (instance.root / "lock").exists():
        verbs._delete(instance)
    return machine.folder(instance.root)
