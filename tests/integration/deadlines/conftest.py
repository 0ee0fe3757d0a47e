"""Transactions that other connections see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from deadlines.actions import law


@pytest.fixture
def law_afterwards(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Real transactions end with emptied tables; the law of the other tests comes back."""
    yield
    with django_db_blocker.unblock():
        law.load_defaults()
        law.load_holidays(range(2020, 2030))


@pytest.fixture
def real(law_afterwards, transactional_db) -> None:
    """Rows that are committed, with the law there whichever test ran before."""
    law.load_defaults()
    law.load_holidays(range(2020, 2030))


@pytest.fixture
def at_once() -> Callable[..., list[Any]]:
    """Start all acts together, each on a connection of its own; what each returned."""

    def start_all(*acts: Callable[[], Any]) -> list[Any]:
        start = Barrier(len(acts))

        def run(act: Callable[[], Any]) -> Any:
            start.wait(timeout=10)
            try:
                return act()
            finally:
                connection.close()

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(run, acts))

    return start_all
