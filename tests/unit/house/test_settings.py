"""Settings that other parts of the house rely on."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import RequestFactory
from django.utils import formats, translation

from accounts.access import client_address
from investportal.celery import app


def test_every_recurring_task_exists() -> None:
    app.loader.import_default_modules()
    planned = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert planned - set(app.tasks) == set()
    assert len(planned) == len(app.conf.beat_schedule)


def test_no_task_is_lost_with_its_worker() -> None:
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1
    assert app.conf.broker_transport_options["visibility_timeout"] > app.conf.task_time_limit
    assert str(app.conf.timezone) == "Asia/Ho_Chi_Minh"


def test_publishing_fails_fast() -> None:
    assert app.conf.task_publish_retry is False
    assert app.conf.broker_transport_options["socket_connect_timeout"] <= 2


def test_dates_and_numbers_are_vietnamese() -> None:
    with translation.override("vi"):
        assert formats.date_format(date(2026, 8, 31)) == "31/8/2026"
        assert formats.date_format(date(2026, 8, 31), "YEAR_MONTH_FORMAT") == "tháng 8/2026"
        assert formats.number_format("1234.5") == "1234,5"
        assert formats.number_format("1234.5", force_grouping=True) == "1.234,5"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "10.9.9.9", "127.0.0.1"),
        (1, "10.9.9.9, 203.0.113.5", "203.0.113.5"),
        (2, "203.0.113.5, 192.0.2.1", "203.0.113.5"),
        (2, "203.0.113.5", "127.0.0.1"),
    ],
    ids=["no proxy: the header is a lie", "the last hop", "two hops", "fewer hops than declared"],
)
def test_an_address_is_believed_only_from_our_proxies(
    settings, proxies, forwarded, expected
) -> None:
    settings.PROXY_COUNT = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})
    assert client_address(request) == expected


def test_passwords_are_long_and_hashed_with_argon2(settings) -> None:
    assert settings.AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"] == {"min_length": 14}
    assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


def test_the_health_page_is_reachable_without_https(settings) -> None:
    assert any(re.search(pattern, "suc-khoe/") for pattern in settings.SECURE_REDIRECT_EXEMPT)
