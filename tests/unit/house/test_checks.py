"""Every dangerous configuration is named, with what to do, and does not start."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from investportal.checks import configuration, refuse_misconfiguration

STRONG = "a-key-of-more-than-fifty-characters-0123456789-abcdefgh"


@pytest.fixture(autouse=True)
def sound(settings) -> None:
    """A configuration without a finding, on this machine only."""
    settings.SECRET_KEY = STRONG
    settings.DEBUG = settings.DEMO = False
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
    settings.ON_LOOPBACK = True


@pytest.fixture
def reachable(settings) -> None:
    """A sound configuration that other machines reach through a proxy."""
    settings.ALLOWED_HOSTS = ["duan.example.vn", "127.0.0.1"]
    settings.ON_LOOPBACK = False
    settings.SECURE_SSL_REDIRECT = True
    settings.PROXY_COUNT = 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.HISTORY_KEY = STRONG


def ids() -> set[str]:
    return {str(finding.id) for finding in configuration()}


def test_a_sound_configuration_has_no_finding() -> None:
    assert ids() == set()
    refuse_misconfiguration()


@pytest.mark.usefixtures("reachable")
def test_a_sound_server_has_no_finding() -> None:
    assert ids() == set()


@pytest.mark.parametrize("key", ["not-set", "a" * 60, "short"], ids=["missing", "uniform", "short"])
def test_a_weak_key_is_refused(settings, key) -> None:
    settings.SECRET_KEY = key
    assert ids() == {"portal.E001"}
    settings.DEBUG = True
    assert ids() == set()


def test_another_engine_than_postgresql_is_refused(settings, monkeypatch) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    assert ids() == {"portal.E002"}


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("redis://127.0.0.1:6379/0", set()),
        ("rediss://broker:6380/0", set()),
        ("amqp://127.0.0.1", {"portal.E003"}),
        ("filesystem://", {"portal.E003"}),
    ],
    ids=["redis", "redis over TLS", "another broker", "a broker that loses tasks"],
)
def test_only_redis_is_a_broker(settings, url, found) -> None:
    settings.REDIS_URL = url
    assert ids() == found


@pytest.mark.usefixtures("reachable")
def test_demonstration_accounts_never_face_other_machines(settings) -> None:
    settings.DEMO = True
    assert ids() == {"portal.E004"}
    with pytest.raises(ImproperlyConfigured, match=r"portal\.E004.*duan\.example\.vn"):
        refuse_misconfiguration()


@pytest.mark.usefixtures("reachable")
def test_debug_pages_never_face_other_machines(settings) -> None:
    settings.DEBUG = True
    assert ids() == {"portal.E005"}


@pytest.mark.usefixtures("reachable")
def test_a_server_without_proxy_or_mail_is_warned_but_starts(settings) -> None:
    settings.PROXY_COUNT = 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert ids() == {"portal.W001", "portal.W002"}
    refuse_misconfiguration()


@pytest.mark.usefixtures("reachable")
def test_a_server_whose_history_has_no_key_is_warned_but_starts(settings) -> None:
    settings.HISTORY_KEY = ""
    assert ids() == {"portal.W003"}
    refuse_misconfiguration()


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("PORTAL_DATASET", "production", "portal.E006"),
        ("REPORT_DAY", 0, "portal.E007"),
        ("REPORT_DAY", 29, "portal.E007"),
        ("PROVINCE_CODE_PREFIX", "Đà", "portal.E008"),
        ("PROVINCE_CODE_PREFIX", "D", "portal.E008"),
        ("ISSUER_NAME", "  ", "portal.E009"),
        ("REPORT_PLACE", "", "portal.E009"),
    ],
)
def test_what_a_report_could_not_be_made_with_is_refused(settings, name, value, found) -> None:
    setattr(settings, name, value)
    assert ids() == {found}
    assert all(finding.hint for finding in configuration())
