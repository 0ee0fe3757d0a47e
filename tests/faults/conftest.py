"""The portals that are broken, and the table of how fast they came back."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from investportal.local import machine
from tests.faults.stand import TABLE, Stand, fresh, raised

SMALL_DISK = "600m"


@pytest.fixture(scope="session", autouse=True)
def django_db_setup() -> None:
    """No test here has a database of its own: the portal under test has."""


@pytest.fixture(scope="session")
def small_disk() -> Iterator[Path | None]:
    """The folder of the portal on a disk of its own that can be filled; None without root."""
    folder = fresh("faults")
    if not machine.is_root():
        yield None
        return
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK},mode=711", "tmpfs", str(folder)]
    subprocess.run(mount, check=True)  # noqa: S603
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S603, S607


@pytest.fixture(scope="session")
def stand(small_disk: Path | None) -> Iterator[Stand]:
    """A portal on its own small disk; it serves all faults but those of the clock."""
    with raised("faults") as stand:
        yield stand


@pytest.fixture(autouse=True)
def kept(record_property: Callable[[str, object], None]) -> Iterator[None]:
    """What a test measured goes with its result to the process that prints the table."""
    TABLE.clear()
    yield
    for row in TABLE:
        record_property("came back", row)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """How long each fault took to mend, for docs/runbook.md."""
    ended = [each for each in terminalreporter.stats.get("", []) if each.when == "teardown"]
    rows = [value for each in ended for name, value in each.user_properties if name == "came back"]
    if not rows:
        return
    terminalreporter.section("seconds until the portal was whole again")
    for what, how, seconds in rows:
        terminalreporter.write_line(f"{what:<22} {seconds:6.1f} s  {how}")
