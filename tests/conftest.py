"""What every test shares. Addresses other than this machine are closed (pyproject.toml)."""

from __future__ import annotations

import copy
import gc
import os
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import override_settings

from investportal.database_roles import grant_application_rights

APPLICATION_ROLE = os.environ.get("DATABASE_APP_ROLE", "portal_app")


def pytest_collection_finish() -> None:
    """The ten thousand tests stay to the end: looking among them for garbage took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True, scope="session")
def plain_static_files() -> Iterator[None]:
    """Pages link to static files by their plain names: tests collect nothing."""
    from django.conf import settings  # noqa: PLC0415 -- pytest-django configures it first

    storages = copy.deepcopy(settings.STORAGES)
    storages["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES=storages, WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(autouse=True)
def files_of_this_test(settings, tmp_path) -> None:
    """Nothing a test stores outlives it."""
    storages = copy.deepcopy(settings.STORAGES)
    storages["default"]["OPTIONS"]["location"] = tmp_path / "files"
    settings.STORAGES = storages


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Counters of sign-in attempts live in the cache, public pages in the process."""
    from reporting.public import caching  # noqa: PLC0415 -- models are ready only now

    yield
    cache.clear()
    caching.forget()


@pytest.fixture
def menu_without_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that ask for thousands of pages: the numbers in the menu are tested elsewhere."""
    monkeypatch.setattr("investportal.navigation._counts", lambda _entries, _user: {})


@pytest.fixture
def as_application(db) -> Iterator[None]:
    """Act with the rights of the web server and the worker, not of the owner of the tables."""
    grant_application_rights(APPLICATION_ROLE)
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {connection.ops.quote_name(APPLICATION_ROLE)}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """The law is there before the first test, as `./portal up` leaves it."""
    from deadlines.actions import law  # noqa: PLC0415 -- models are ready only now

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        law.load_defaults()
        law.load_holidays(range(2020, 2030))
