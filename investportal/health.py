"""Is the portal able to work? For the launcher, the container and the person on call."""

from __future__ import annotations

from typing import Any

import redis
from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from desk.actions import jobs
from desk.queries import given_up
from desk.tasks import enqueue
from investportal import signs

SHOWN_JOBS = 20
WORK = {
    "accounts.slips": gettext_lazy("Activation slips as PDF"),
    "deadlines.renew": gettext_lazy("Deadlines computed again after a change of law or calendar"),
    "deadlines.try_proposal": gettext_lazy("Dry run of a change of law"),
    "projects.look_after_file": gettext_lazy("Scan and preview of a document"),
    "projects.read_import": gettext_lazy("Reading of a workbook"),
    "projects.undo_import": gettext_lazy("Undoing of an import"),
    "projects.write_import": gettext_lazy("Writing of a workbook"),
    "reporting.render": gettext_lazy("Report as PDF"),
    "reporting.sign_edition": gettext_lazy("Signature of a report"),
    "reporting.render_edition": gettext_lazy("Edition of a report as PDF"),
}
"""Jobs by the name of their handler, in words."""


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 with the state of each part, or 503 if the database is away.

    A broker that is away is reported but is not 503: pages work, and the rows wait for it.
    `alarms` holds a sentence for each part that needs a person (docs/runbook.md); empty is good.
    """
    facts, answers, free = _facts(), _redis(), signs.free_space()
    state: dict[str, Any] = {"redis": "ok" if answers else "error", "files_free_bytes": free}
    if facts is None:
        said = _("The database does not answer.")
        state |= {"database": "error", "alarms": [said]}
        return JsonResponse(state, status=503)
    found = signs.signs(facts, broker=answers, free=free)
    state |= {
        "database": "ok",
        "last_sweep": facts.last_sweep,
        "drift": facts.drift,
        "sums_drift": facts.sums_drift,
        "oldest_queued_job": facts.oldest_queued,
        "failed_jobs": facts.failed,
        "mails_waiting": facts.mails_waiting,
        "mails_given_up": facts.mails_given_up,
        "unsealed_rows": facts.unsealed,
        "clock_skew_seconds": round(facts.skew.total_seconds()),
        "alarms": [each.alarm for each in found if each.state != signs.OK],
    }
    return JsonResponse(state)


@never_cache
@require_safe
@requires(Permission.MANAGE_SYSTEM)
def system(request: HttpRequest) -> HttpResponse:
    """The same for a person: each part in words, what to do, and the jobs that were given up."""
    facts = signs.read(timezone.now())
    found = signs.signs(facts, broker=_redis(), free=signs.free_space())
    alarms = [each for each in found if each.state != signs.OK]
    failed = [(job, WORK.get(job.handler, job.handler)) for job in given_up()[:SHOWN_JOBS]]
    context = {"signs": found, "alarms": alarms, "failed": failed, "at": facts.at}
    return render(request, "system.html", context)


@require_POST
@requires(Permission.MANAGE_SYSTEM)
def retry_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """Give a failed job its tries again."""
    job = jobs.retry(job_id=job_id, by=signed_in(request), at=timezone.now())
    if job is None:
        raise Http404
    enqueue(job.pk)
    messages.success(request, _("The job was put back into the queue."))
    return redirect("system")


def _facts() -> signs.Facts | None:
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = '2s'")
            return signs.read(timezone.now())
    except DatabaseError:
        return None


def _redis() -> bool:
    client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)
    try:
        client.ping()
    except (redis.RedisError, OSError):
        return False
    finally:
        client.close()
    return True
