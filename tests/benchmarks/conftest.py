"""The databases and the ledger that all benchmarks of a run share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import translation

from deadlines.actions import sweeping
from tests.benchmarks import database, document
from tests.benchmarks.harness import Ledger
from tests.benchmarks.province import AT, DAY

Provider = Callable[[str], str]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A benchmark that asks for `size` runs at both."""
    if "size" in metafunc.fixturenames:
        metafunc.parametrize("size", list(database.SIZES), ids=list(database.SIZES))


@pytest.fixture(autouse=True, scope="session")
def open_database(django_db_blocker) -> Iterator[None]:
    """Benchmarks commit: they use databases of their own, never the one of DATABASE_URL."""
    with django_db_blocker.unblock(), translation.override("vi"):
        yield


@pytest.fixture(scope="session")
def ledger(request: pytest.FixtureRequest, open_database: None) -> Iterator[Ledger]:
    """Where results go; a complete run writes docs/performance.md from it."""
    start = document.begin()
    ledger = Ledger()
    yield ledger
    if complete(request.session):
        document.write(ledger.lines, start)


def complete(session: pytest.Session) -> bool:
    """Whether all benchmarks there are have run, and none failed."""
    modules = {item.path for item in session.items}
    everything = set(Path(__file__).parent.glob("test_*.py"))
    chosen = session.config.option.keyword or session.config.option.markexpr
    return modules >= everything and not chosen and not session.testsfailed


@pytest.fixture(scope="session")
def unswept(open_database: None) -> Provider:
    """A registry no night has swept: only to be copied."""

    def provide(size: str) -> str:
        name = database.name_of(size, "unswept")
        if not database.exists(name):
            database.make_unswept(size)
        return name

    return provide


@pytest.fixture(scope="session")
def swept(unswept: Provider) -> Provider:
    """A registry after its first night: only to be read."""

    def provide(size: str) -> str:
        name, source = database.name_of(size, "swept"), unswept(size)
        if not database.exists(name):
            database.copy(source, name)
            with database.using(name):
                sweeping.sweep(on=DAY, at=AT)
                database.run("VACUUM (ANALYZE)")
            database.seal(name)
        return name

    return provide


@pytest.fixture
def registry(size: str, swept: Provider) -> Iterator[str]:
    """Connected to the swept registry of the size."""
    with database.using(swept(size)):
        yield size
