"""What is wrong with the configuration, said before anything starts.

`manage.py` runs these with Django's own checks; the web server, the worker and beat run them
through `refuse_misconfiguration` because Django does not do it there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register, run_checks
from django.core.exceptions import ImproperlyConfigured

TAG = "portal"
DATASETS = ("demo", "published", "empty")
Finding = Iterator[CheckMessage]


def refuse_misconfiguration() -> None:
    """Raise ImproperlyConfigured if a check of this module finds an error."""
    errors = [found for found in run_checks(tags=[TAG]) if found.is_serious()]
    if errors:
        raise ImproperlyConfigured("\n".join(f"{e.id}: {e.msg} {e.hint}" for e in errors))


def _secret_key() -> Finding:
    key = settings.SECRET_KEY
    if not settings.DEBUG and (len(key) < 50 or len(set(key)) < 10):
        yield Error(
            "SECRET_KEY is missing or too weak.",
            hint="Set SECRET_KEY to at least 50 random characters, for example the output of "
            "`python -c 'import secrets; print(secrets.token_urlsafe(50))'`.",
            id="portal.E001",
        )


def _services() -> Finding:
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
        yield Error(
            "DATABASE_URL does not name a PostgreSQL database.",
            hint="Write it as postgres://user:password@host:port/name; no other engine is used.",
            id="portal.E002",
        )
    if not re.match(r"(rediss?|unix|redis\+socket)://", settings.REDIS_URL):
        yield Error(
            "REDIS_URL does not name a Redis server.",
            hint="Write it as redis://host:port/0; other brokers lose running tasks.",
            id="portal.E003",
        )


def _exposure() -> Finding:
    if settings.ON_LOOPBACK:
        return
    hosts = ", ".join(settings.ALLOWED_HOSTS)
    if settings.DEMO:
        yield Error(
            f"DEMO=1 offers accounts with public passwords, but the portal answers to {hosts}.",
            hint="Unset DEMO, or keep ALLOWED_HOSTS to 127.0.0.1 and localhost.",
            id="portal.E004",
        )
    if settings.DEBUG:
        yield Error(
            f"DEBUG=1 shows the inside of the portal, but it answers to {hosts}.",
            hint="Unset DEBUG, or keep ALLOWED_HOSTS to 127.0.0.1 and localhost.",
            id="portal.E005",
        )
    if settings.SECURE_SSL_REDIRECT and not settings.PROXY_COUNT:
        yield Warning(
            "Pages are sent to https, but no proxy that speaks https is declared.",
            hint="Set PROXY_COUNT to the number of proxies in front of the portal.",
            id="portal.W001",
        )
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        yield Warning(
            "E-mail is printed to the log instead of being sent.",
            hint="Set EMAIL_URL, for example smtp+tls://user:password@mail.example:587.",
            id="portal.W002",
        )
    if not settings.HISTORY_KEY:
        yield Warning(
            "HISTORY_KEY is empty, so personal facts in the history are digested with SECRET_KEY.",
            hint="Set HISTORY_KEY once, like SECRET_KEY, and keep it when SECRET_KEY changes.",
            id="portal.W003",
        )


def _installation() -> Finding:
    if settings.PORTAL_DATASET not in DATASETS:
        yield Error(
            f"PORTAL_DATASET={settings.PORTAL_DATASET} is not known.",
            hint=f"Choose one of {', '.join(DATASETS)}.",
            id="portal.E006",
        )
    if not 1 <= settings.REPORT_DAY <= 28:
        yield Error(
            f"REPORT_DAY={settings.REPORT_DAY} does not occur in every month.",
            hint="Choose a day from 1 to 28.",
            id="portal.E007",
        )
    if not re.fullmatch(r"[A-Z]{2,6}", settings.PROVINCE_CODE_PREFIX):
        yield Error(
            f"PROVINCE_CODE_PREFIX={settings.PROVINCE_CODE_PREFIX} cannot begin a project code.",
            hint="Use two to six capital letters without marks, such as DA.",
            id="portal.E008",
        )
    names = ("PROVINCE_NAME", "ISSUER_NAME", "ISSUER_PARENT", "REPORT_PLACE")
    for name in names:
        if not getattr(settings, name).strip():
            yield Error(
                f"{name} is empty, so reports would be printed without it.",
                hint=f"Set {name} as it should stand on the official report.",
                id="portal.E009",
            )


@register(TAG)
def configuration(**_kwargs: object) -> list[CheckMessage]:
    """Every finding about the environment's variables."""
    parts: tuple[Callable[[], Finding], ...] = (_secret_key, _services, _exposure, _installation)
    return [finding for part in parts for finding in part()]
