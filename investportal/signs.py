"""What the person on call looks at: each part of the portal with its state and what to do.

One list for the health address, the page of the administrator and the console of `./portal up`.
The section of docs/runbook.md that a sign belongs to stands under the same anchor.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.queries import unsealed_rows
from deadlines.models import SweepRun
from deadlines.queries import database_now
from deadlines.rules.present import Present, present
from desk.models import Job
from desk.queries import given_up, mails
from vn.dates import day_text

OK, WARN, CRIT = "ok", "warn", "crit"
SKEW = timedelta(seconds=60)
WAITS, WAITS_LONG = timedelta(minutes=5), timedelta(minutes=30)
LITTLE_SPACE, HARDLY_ANY = 2 * 1024**3, 512 * 1024**2


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read of the database, at one moment of our clock."""

    at: datetime
    database_at: datetime
    last_sweep: date | None
    drift: int | None
    sums_drift: int | None
    oldest_queued: datetime | None
    last_done: datetime | None
    failed: int
    unsealed: int
    mails_waiting: int
    oldest_mail: datetime | None
    mails_given_up: int

    @property
    def skew(self) -> timedelta:
        """By how much our clock is ahead of the database's."""
        return self.at - self.database_at


@dataclass(frozen=True, slots=True)
class Sign:
    """One part: `said` is what is the case, `advice` what to do about it (empty when all is well)."""

    anchor: str
    title: str
    state: str
    said: str
    advice: str = ""

    @property
    def alarm(self) -> str:
        """The sign as one line for a console or a monitor."""
        return f"{self.title}: {self.said} {self.advice}".strip()


def read(at: datetime) -> Facts:
    """Ask the database. Raises DatabaseError when it is away."""
    compared = (
        SweepRun.objects.filter(drift__isnull=False)
        .order_by("-on")
        .values_list("drift", "sums_drift")
    )
    drift, sums_drift = compared.first() or (None, None)
    queued = Job.objects.filter(state=Job.State.QUEUED)
    times = [
        Job.objects.aggregate(last=Max("finished_at"))["last"],
        SweepRun.objects.aggregate(last=Max("finished_at"))["last"],
    ]
    return Facts(
        at=at,
        database_at=database_now(),
        last_sweep=SweepRun.objects.aggregate(last=Max("on"))["last"],
        drift=drift,
        sums_drift=sums_drift,
        oldest_queued=queued.aggregate(oldest=Min("created_at"))["oldest"],
        last_done=max(filter(None, times), default=None),
        failed=given_up().count(),
        unsealed=unsealed_rows(at),
        **mails(at),
    )


def signs(facts: Facts, *, broker: bool, free: int | None) -> list[Sign]:
    """Every part in the order in which the person on call asks."""
    parts: tuple[Callable[[Facts], Sign], ...] = (
        *(_sweep, _clock, _queue, _failed, _mails, _drift, _sums, _seals),
    )
    return [*(part(facts) for part in parts), _broker(answers=broker), _space(free)]


def free_space() -> int | None:
    """Bytes free where uploaded files are kept; None where that cannot be asked."""
    folder = Path(settings.FILES_ROOT)
    there = next((each for each in (folder, *folder.parents) if each.exists()), None)
    return shutil.disk_usage(there).free if there else None


def sweep_alarm(last: date | None, today: date) -> Sign | None:
    """The sign of the sweep when it is an alarm; for the line above every page."""
    sign = _swept(last, today)
    return None if sign.state == OK else sign


def _sweep(facts: Facts) -> Sign:
    return _swept(facts.last_sweep, timezone.localtime(facts.at).date())


def _swept(last: date | None, today: date) -> Sign:
    title = _("Nightly sweep")
    standing = present(on=today, last=last, most=settings.SWEEP_MOST_DAYS)
    if last is None:
        return Sign("quet", title, OK, _("No night was swept yet: the first one follows."))
    values = {"last": day_text(last), "day": day_text(today), "iso": today.isoformat()}
    if standing is Present.CURRENT:
        return Sign("quet", title, OK, _("Last night swept: %(last)s.") % values)
    if standing is Present.LATE:
        said = _("Last night swept: %(last)s. Deadlines and flags are as of that day.")
        advice = _("Check that beat and the worker run, then wait two minutes.")
        return Sign("quet", title, CRIT, said % values, advice)
    said = _("The clock of the server says %(day)s, but the last night swept is %(last)s.")
    advice = _(
        "Nothing is swept until this is settled. Clock wrong: set it right. Day right: run "
        "manage.py sweep --confirm-day %(iso)s"
    )
    return Sign("dong-ho", title, CRIT, said % values, advice % values)


def _clock(facts: Facts) -> Sign:
    title, seconds = _("Clocks"), round(abs(facts.skew.total_seconds()))
    if abs(facts.skew) <= SKEW:
        said = _("The portal and the database agree.")
        return Sign("dong-ho", title, OK, said)
    said = _("The clocks of the portal and the database differ by %(seconds)d seconds.")
    advice = _("Set both servers by the same time server (NTP).")
    return Sign("dong-ho", title, CRIT, said % {"seconds": seconds}, advice)


def _queue(facts: Facts) -> Sign:
    title = _("Queue and worker")
    done = _instant(facts.last_done) if facts.last_done else _("none yet")
    if facts.oldest_queued is None:
        return Sign(
            "hang-doi", title, OK, _("Nothing waits. Last work done: %(at)s.") % {"at": done}
        )
    waited = facts.at - facts.oldest_queued
    said = _("The oldest job waits since %(since)s. Last work done: %(at)s.")
    said = said % {"since": _instant(facts.oldest_queued), "at": done}
    if waited <= WAITS:
        return Sign("hang-doi", title, OK, said)
    advice = _("Check that the worker and Redis run; the job is then done by itself.")
    return Sign("hang-doi", title, CRIT if waited > WAITS_LONG else WARN, said, advice)


def _failed(facts: Facts) -> Sign:
    title = _("Failed jobs")
    if not facts.failed:
        return Sign("viec-hong", title, OK, _("None."))
    said = _("%(count)d jobs were given up after five tries.") % {"count": facts.failed}
    return Sign("viec-hong", title, WARN, said, _("Read the error, mend its cause, try again."))


def _mails(facts: Facts) -> Sign:
    title, oldest = _("E-mail"), facts.oldest_mail
    if oldest is not None and facts.at - oldest > WAITS_LONG:
        said = _("%(count)d e-mails wait, the oldest since %(since)s.")
        said = said % {"count": facts.mails_waiting, "since": _instant(oldest)}
        advice = _("Check the mail server and EMAIL_URL; what waits is then sent by itself.")
        return Sign("thu", title, WARN, said, advice)
    if facts.mails_given_up:
        said = _("%(count)d e-mails of the last week were given up after a day of tries.")
        advice = _(
            "Read the error under reference data and correct the address or the mail server."
        )
        return Sign("thu", title, WARN, said % {"count": facts.mails_given_up}, advice)
    said = _("%(count)d e-mails wait to be sent.") % {"count": facts.mails_waiting}
    return Sign("thu", title, OK, said)


def _drift(facts: Facts) -> Sign:
    title = _("Stored against recomputed deadlines")
    if facts.drift is None:
        return Sign("lech", title, OK, _("Not compared yet; that happens at one o'clock at night."))
    if facts.drift == 0:
        return Sign("lech", title, OK, _("No difference."))
    said = _("%(count)d deadlines differed at the last comparison and were corrected.")
    advice = _("Tell the developers, with the log lines obligation_drift of that night.")
    return Sign("lech", title, CRIT, said % {"count": facts.drift}, advice)


def _sums(facts: Facts) -> Sign:
    title = _("Balances of capital against their rows")
    if facts.sums_drift is None:
        return Sign(
            "so-von", title, OK, _("Not compared yet; that happens at one o'clock at night.")
        )
    if facts.sums_drift == 0:
        return Sign("so-von", title, OK, _("No difference."))
    said = _("%(count)d balances differed from their rows at the last comparison.")
    advice = _("They are not corrected. Tell the developers, with the log lines sum_drift.")
    return Sign("so-von", title, CRIT, said % {"count": facts.sums_drift}, advice)


def _seals(facts: Facts) -> Sign:
    title = _("Seals of the history")
    if not facts.unsealed:
        return Sign("niem-phong", title, OK, _("Every row is under seal."))
    said = _("%(count)d rows of the history wait for their seal for more than ten minutes.")
    advice = _("Check that beat and the worker run.")
    return Sign("niem-phong", title, CRIT, said % {"count": facts.unsealed}, advice)


def _broker(*, answers: bool) -> Sign:
    title = _("Redis (keeps the queue)")
    if answers:
        return Sign("redis", title, OK, _("Answers."))
    said = _("Does not answer. Pages work; reports and sweeps wait.")
    return Sign("redis", title, WARN, said, _("Start Redis again; nothing has to be repeated."))


def _space(free: int | None) -> Sign:
    title = _("Space for documents")
    if free is None:
        said = _("The folder of the documents cannot be read.")
        return Sign("day-dia", title, CRIT, said, _("Check FILES_ROOT and its rights."))
    said = _("%(free)s GB free.") % {"free": f"{free / 1024**3:.1f}".replace(".", ",")}
    if free >= LITTLE_SPACE:
        return Sign("day-dia", title, OK, said)
    advice = _("Free space on the disk; uploads are refused when it is full.")
    return Sign("day-dia", title, CRIT if free < HARDLY_ANY else WARN, said, advice)


def _instant(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local:%H:%M} {day_text(local.date())}"
