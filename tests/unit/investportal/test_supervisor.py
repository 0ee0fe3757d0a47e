"""What ends by itself is started again, ever later, and given up in words."""

from __future__ import annotations

import sys

import pytest

from investportal.local import supervisor as house
from investportal.local.console import Refusal
from investportal.local.supervisor import Program, Starts, Supervisor


class Flaky:
    """A server that is down, and that comes up when asked, or refuses."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.up = False
        self.asked = 0
        self.refuses = refuses

    def runs(self) -> bool:
        """Whether it is up."""
        return self.up

    def start_again(self) -> None:
        """Come up, unless its memory is still held."""
        self.asked += 1
        if self.refuses:
            raise Refusal("shared memory is still in use")
        self.up = True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that `time.monotonic` says, to be set by the test."""
    now = [1000.0]
    monkeypatch.setattr("investportal.local.supervisor.time.monotonic", lambda: now[0])
    return now


def watcher(*members: Program) -> Supervisor:
    return Supervisor(list(members), {}, quiet=True)


def test_a_server_that_ended_runs_again_and_the_console_says_so() -> None:
    server, keeper = Flaky(), watcher()
    keeper.raise_up("Redis", server)
    keeper.raise_up("Redis", server)
    assert (server.up, server.asked) == (True, 1)
    said = "\n".join(keeper.log)
    assert "Redis ended by itself; starting it again" in said
    assert "Redis runs again" in said


def test_starts_come_at_once_then_after_one_two_and_four_seconds(clock: list[float]) -> None:
    starts = Starts()
    waited = []
    for _ in range(5):
        began = clock[0]
        while not starts.due:
            clock[0] += 0.5
        waited.append(clock[0] - began)
        starts.note()
    assert waited == [0, 0, 1, 2, 4]
    assert starts.spent
    clock[0] += house.WITHIN_SECONDS
    assert not starts.spent


def test_a_server_that_does_not_come_up_is_given_up_in_words(clock: list[float]) -> None:
    server, keeper = Flaky(refuses=True), watcher()
    with pytest.raises(Refusal, match="PostgreSQL ended 5 times within 60 seconds") as refusal:
        keep_asking(keeper, server, clock)
    assert server.asked == house.RESTARTS
    assert "shared memory is still in use" in str(refusal.value)
    assert "./portal up" in str(refusal.value)


def keep_asking(keeper: Supervisor, server: Flaky, clock: list[float]) -> None:
    for _ in range(100):
        keeper.raise_up("PostgreSQL", server)
        clock[0] += 0.5


def test_a_program_that_ended_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    member = Program("beat", [sys.executable, "-c", "raise SystemExit(3)"])
    keeper = watcher(member)
    keeper.env = {}
    keeper.start()
    assert member.process is not None
    member.process.wait()
    keeper.revive()
    keeper.stop()
    assert "beat ended with code 3; starting it again" in "\n".join(keeper.log)


def test_nothing_is_started_while_all_is_being_stopped() -> None:
    server, keeper = Flaky(), watcher()
    keeper.stop()
    keeper.raise_up("Redis", server)
    assert server.asked == 0
