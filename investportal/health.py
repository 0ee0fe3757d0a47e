"""Is the portal able to work? For the launcher, the container and the person on call."""

from __future__ import annotations

from typing import Any

import redis
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Max, Min
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from deadlines.models import SweepRun
from desk.models import Job


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 with the state of each part, or 503 if the database is away.

    A broker that is away is reported but is not 503: pages work, and the rows wait for it.
    `drift` counts the stored obligations that the last nightly comparison found different; above
    zero it is a bug. `last_sweep` older than yesterday means that beat or the worker is away.
    """
    database = _database()
    state: dict[str, Any] = {"database": "error" if database is None else "ok", "redis": _redis()}
    state |= database or {}
    return JsonResponse(state, status=503 if database is None else 200)


def _database() -> dict[str, Any] | None:
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = '2s'")
            sweep = SweepRun.objects.aggregate(last=Max("on"))["last"]
            compared = SweepRun.objects.filter(drift__isnull=False).order_by("-on")
            drift = compared.values_list("drift", flat=True).first()
            queued = Job.objects.filter(state=Job.State.QUEUED)
            oldest = queued.aggregate(oldest=Min("created_at"))["oldest"]
    except DatabaseError:
        return None
    return {"last_sweep": sweep, "drift": drift, "oldest_queued_job": oldest}


def _redis() -> str:
    client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)
    try:
        client.ping()
    except (redis.RedisError, OSError):
        return "error"
    finally:
        client.close()
    return "ok"
