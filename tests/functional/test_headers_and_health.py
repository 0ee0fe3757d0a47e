"""What every answer carries, and what the launcher asks."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import redis
from django.db import DatabaseError
from django.urls import reverse

from deadlines.models import SweepRun
from desk.models import Job
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

STRICT = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def policy(answer) -> set[str]:
    return {part.strip() for part in answer["Content-Security-Policy"].split(";") if part.strip()}


@pytest.fixture
def redis_answers(monkeypatch) -> None:
    monkeypatch.setattr(redis.Redis, "ping", lambda _self: True)


@pytest.mark.parametrize(
    "address", ["/dang-nhap/", "/khong-co-trang-nay/"], ids=["a page", "a 404"]
)
def test_every_page_forbids_what_is_not_ours(client, address) -> None:
    assert policy(client.get(address)) == STRICT


def test_the_admin_may_style_inline_but_not_script_inline(client) -> None:
    client.force_login(UserFactory(administrator=True))
    answer = client.get(reverse("admin:index"))
    assert answer.status_code == 200
    found = policy(answer)
    assert found - STRICT == {"style-src 'self' 'unsafe-inline'"}


def test_pages_leak_nothing_to_other_sites(client) -> None:
    answer = client.get("/dang-nhap/")
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer.cookies["csrftoken"]["httponly"]
    assert answer.cookies["csrftoken"]["samesite"] == "Lax"


@pytest.mark.usefixtures("redis_answers")
def test_health_names_what_the_person_on_call_asks_first(client) -> None:
    at = datetime(2026, 8, 31, 17, 10, tzinfo=UTC)
    SweepRun.objects.create(on=date(2026, 8, 30), finished_at=at, drift=2, sums_drift=1)
    SweepRun.objects.create(on=date(2026, 8, 31), finished_at=at)
    Job.objects.create(handler="x", subject_id=1, created_at=at)
    answer = client.get(reverse("health"))
    assert answer.status_code == 200
    said = answer.json()
    assert said.pop("files_free_bytes") > 0
    assert len(said.pop("alarms")) >= 2
    assert said == {
        "database": "ok",
        "redis": "ok",
        "last_sweep": "2026-08-31",
        "drift": 2,
        "sums_drift": 1,
        "oldest_queued_job": "2026-08-31T17:10:00Z",
        "failed_jobs": 0,
        "mails_waiting": 0,
        "mails_given_up": 0,
        "unsealed_rows": 0,
        "clock_skew_seconds": 0,
    }
    assert "no-store" in answer["Cache-Control"]


def test_a_broker_that_is_away_is_reported_but_pages_work(client, monkeypatch) -> None:
    def away(_self) -> None:
        raise redis.ConnectionError

    monkeypatch.setattr(redis.Redis, "ping", away)
    answer = client.get(reverse("health"))
    assert answer.status_code == 200
    assert answer.json()["redis"] == "error"


@pytest.mark.usefixtures("redis_answers")
def test_a_database_that_is_away_is_503(client, monkeypatch) -> None:
    def away(*_args: object, **_kwargs: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(SweepRun.objects, "aggregate", away)
    answer = client.get(reverse("health"))
    assert answer.status_code == 503
    assert answer.json()["database"] == "error"
    assert len(answer.json()["alarms"]) == 1
