"""The worker and its timetable. Settings live in settings.py under CELERY_."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery, Task, signals
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "investportal.settings")

# What these do by the calendar cannot be taken back, so they wait until the clock is believed.
ONLY_BY_A_TRUE_CLOCK = frozenset(
    {
        "accounts.tasks.anchor_history",
        "accounts.tasks.nightly_people",
        "desk.tasks.discard_old_drafts",
        "projects.tasks.nightly_care_of_files",
    }
)


class PortalTask(Task):  # type: ignore[misc, type-arg, unused-ignore]
    """A task that passes over its turn while the clock of the server is in doubt."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Do it, unless a wrong clock would make it destroy what is not old."""
        if self.name in ONLY_BY_A_TRUE_CLOCK:
            from deadlines.tasks import clock_is_believed  # noqa: PLC0415 -- loads the models

            if not clock_is_believed():
                return None
        return super().__call__(*args, **kwargs)


app = Celery("investportal", task_cls=PortalTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# All recurring work. Times are Asia/Ho_Chi_Minh. Each task is safe to run twice.
app.conf.beat_schedule = {
    # Asked every minute, done once a night: the first minute after midnight sweeps, and so does
    # the first minute after a night on which the portal was off. A night done costs one query.
    "sweep the nights not yet swept": {
        "task": "deadlines.tasks.nightly_sweep",
        "schedule": crontab(minute="*"),
    },
    # Asked often, told once: each night and each week has its own key.
    "tell people what the night brought": {
        "task": "deadlines.tasks.tell_of_the_night",
        "schedule": crontab(minute="*/10"),
    },
    "tell people of cases what the night brought": {
        "task": "inspections.tasks.tell_of_cases",
        "schedule": crontab(minute="*/10"),
    },
    "compare stored obligations with recomputed ones": {
        "task": "deadlines.tasks.nightly_reconcile",
        "schedule": crontab(hour="1", minute="0"),
    },
    # Hourly, because the task itself compares the day with REPORT_DAY and catches up.
    "write the monthly report": {
        "task": "reporting.tasks.monthly_report",
        "schedule": crontab(minute="5"),
    },
    "seal new history rows": {
        "task": "accounts.tasks.seal_history",
        "schedule": crontab(minute="*/5"),
    },
    # Hourly, because the task itself sees whether the day is written, and catches up.
    "anchor the sealed history outside the database": {
        "task": "accounts.tasks.anchor_history",
        "schedule": crontab(minute="7"),
    },
    "throw away drafts nobody came back to": {
        "task": "desk.tasks.discard_old_drafts",
        "schedule": crontab(hour="2", minute="30"),
    },
    # Before the comparison, which would find the questions of records measured for the first time.
    "measure the records of all projects": {
        "task": "projects.tasks.nightly_quality",
        "schedule": crontab(hour="0", minute="40"),
    },
    "scan and tidy the files of documents": {
        "task": "projects.tasks.nightly_care_of_files",
        "schedule": crontab(hour="2", minute="30"),
    },
    "close accounts nobody uses": {
        "task": "accounts.tasks.nightly_people",
        "schedule": crontab(hour="0", minute="20"),
    },
    "mail notifications": {
        "task": "desk.tasks.mail_notifications",
        "schedule": crontab(minute="*"),
    },
    "put left-behind jobs back into the queue": {
        "task": "desk.tasks.requeue_left_behind",
        "schedule": crontab(minute="*"),
    },
}


@signals.setup_logging.connect
def keep_django_logging(**_kwargs: Any) -> None:
    """Stop Celery from replacing the logging that Django has set up."""


@signals.worker_init.connect
@signals.beat_init.connect
def refuse_misconfiguration(**_kwargs: Any) -> None:
    """A worker with a dangerous configuration does not start either."""
    from investportal import checks  # noqa: PLC0415 -- the apps are loaded only by now

    checks.refuse_misconfiguration()
