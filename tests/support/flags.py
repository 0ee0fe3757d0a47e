"""Flags raised so many days ago, and what an officer posts about them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from deadlines.models import Flag, Obligation
from projects.models import Project
from tests.factories import FlagOpen, ObligationOverdue, ProjectFactory


def late(project: Project | None = None, days: int = 10, **more: Any) -> Obligation:
    """An obligation so many days past its day."""
    due = timezone.localdate() - timedelta(days=days)
    project = project or ProjectFactory()
    duty: Obligation = ObligationOverdue(project_id=project.pk, due_date=due, **more)
    return duty


def raised(kind_of_flag: Any = FlagOpen, days: int = 10, **more: Any) -> Flag:
    """A flag on an obligation of these facts, opened the day after the due day."""
    duty = late(days=days, **more)
    flag: Flag = kind_of_flag(
        obligation=duty,
        project_id=duty.project_id,
        opened_on=timezone.localdate() - timedelta(days=days - 1),
        advisory=duty.advisory,
    )
    return flag


def urls(*flags: Flag) -> list[str]:
    """The pages of these flags."""
    return [reverse("deadlines:flag", args=[flag.pk]) for flag in flags]


def decide(client: Client, flag: Flag, **typed: Any) -> Any:
    """Post a decision, as the form on the flag's page does."""
    data = {"reason": "", "document_number": "", "version": flag.version} | typed
    return client.post(reverse("deadlines:decide", args=[flag.pk]), data)
