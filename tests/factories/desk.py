"""Background jobs in each state, and a draft."""

from __future__ import annotations

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from desk.models import Draft, Job
from tests.factories.accounts import UserFactory

_ASKED = datetime(2026, 8, 31, 2, 0, tzinfo=UTC)


class JobQueued(DjangoModelFactory):
    """Waiting for a worker."""

    class Meta:
        model = Job

    handler = "viec-thu"
    subject_id = factory.Sequence(lambda n: n + 1)
    created_at = _ASKED


class JobRunning(JobQueued):
    """Taken by a worker."""

    state = Job.State.RUNNING
    attempts = 1
    started_at = _ASKED


class JobDone(JobRunning):
    """Finished."""

    state = Job.State.DONE
    progress = 100
    finished_at = _ASKED


class JobFailed(JobRunning):
    """Given up, with its error."""

    state = Job.State.FAILED
    error = "OSError: đĩa đầy"
    finished_at = _ASKED


class DraftKept(DjangoModelFactory):
    """Typed and not saved."""

    class Meta:
        model = Draft

    user = factory.SubFactory(UserFactory)
    path = "/du-an/them/"
    form = "mot"
    title = "Thêm dự án"
    typed = {"name": ["Nhà máy"]}
    saved_at = _ASKED
