"""Rows that other connections see."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deadlines.actions import law


def _load_law() -> None:
    law.load_defaults()
    law.load_holidays(range(2020, 2030))


@pytest.fixture
def law_afterwards(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Real transactions end with emptied tables; the law of the other tests comes back."""
    yield
    with django_db_blocker.unblock():
        _load_law()


@pytest.fixture
def real(law_afterwards, transactional_db) -> None:
    """Transactions that are committed, with the law there whichever test ran before."""
    _load_law()
