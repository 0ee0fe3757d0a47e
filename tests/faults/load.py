"""A light load: one officer who reads pages, adds milestones and asks for a report."""

from __future__ import annotations

import itertools
import threading
import time
from dataclasses import dataclass, field

from tests.faults.visitor import Answer, NoAnswer, Visitor

PAUSE = 0.4
"""Seconds between two requests of the load."""


@dataclass
class Load:
    """What was asked while a fault was produced, and what the portal said to it."""

    visitor: Visitor
    project: str
    fault: str
    saved: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    reports: int = 0
    reports_unsure: int = 0
    pages: list[int] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Load:
        """Begin; two rounds have passed when this returns."""
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        until_pages = time.monotonic() + 20
        while len(self.pages) < 4 and time.monotonic() < until_pages:
            time.sleep(0.1)
        return self

    def __exit__(self, *_exc: object) -> None:
        """End."""
        self._stop.set()
        if self._thread:
            self._thread.join(timeout=40)

    def ask_for_report(self) -> None:
        """Make a report; counted when the portal said that it is frozen."""
        try:
            said = self.visitor.submit("/bao-cao/", "/bao-cao/lap/", {})
        except NoAnswer:
            self.reports_unsure += 1
            return
        self.reports += said.is_saved

    def _run(self) -> None:
        for turn in itertools.count():
            if self._stop.is_set():
                return
            self._read("/dieu-hanh/" if turn % 2 else f"/du-an/{self.project}/")
            if turn % 3 == 0:
                self._add_milestone(f"Mốc thử {self.fault} {turn}")
            time.sleep(PAUSE)

    def _read(self, path: str) -> None:
        try:
            said = self.visitor.get(path)
        except NoAnswer:
            self.pages.append(0)
            return
        self.pages.append(said.status)
        self._judge(said)

    def _add_milestone(self, name: str) -> None:
        path = f"/du-an/{self.project}/moc/them/"
        values = {"kind": "other", "phase": "1", "name": name}
        try:
            said = self.visitor.submit(path, "name", values)
        except NoAnswer:
            self.unsure.append(name)
            return
        self._judge(said)
        (self.saved if said.is_saved else self.refused).append(name)

    def _judge(self, said: Answer) -> None:
        """A page that is not the one asked for is told in words; sign in again when asked to."""
        if said.status in (500, 503, 507):
            self.spoken.append(f"{said.status} {said.text}")
        if said.status == 302 and not said.is_saved:
            try:
                self.visitor.sign_in()
            except (NoAnswer, AssertionError):
                time.sleep(PAUSE)
