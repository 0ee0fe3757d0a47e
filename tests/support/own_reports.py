"""An investor who writes periodic reports, and the desk that answers them, day by day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from deadlines.actions.refreshing import refresh
from deadlines.models import RuleVersion
from projects.models import Project
from projects.rules.filings import KINDS
from tests.support.forms import boxes

QUARTER = ("R1", "2026-Q1")
"""Open from 20/3/2026, due on Thursday 9/4/2026."""

ANSWERS: dict[str, dict[str, object]] = {
    "hien-trang": {"works": "under_way", "works_words": "Đang lợp mái."},
    "von-trong-ky": {"equity_vnd": "4", "loans_vnd": "6"},
    "von-luy-ke": {"implemented_vnd": "10"},
    "ket-qua": {"revenue_vnd": "0", "exports_usd": "0", "taxes_vnd": "0,05"},
    "lao-dong": {"workers": "64", "foreign_workers": "2"},
    "dat": {"land_used_m2": "0"},
    "vuong-mac": {"obstacles": "", "proposals": ""},
    "ke-hoach": {"plan_words": "Lắp máy."},
}


class Person(Client):
    """A browser whose person signs in again each day, because sessions end."""

    day: date | None = None

    def __init__(self, user: User) -> None:
        super().__init__()
        self.user = user

    def generic(self, *args: Any, **kwargs: Any) -> Any:
        """Every request, as a signed-in person."""
        if "sessionid" not in self.cookies or self.day != timezone.localdate():
            self.day = timezone.localdate()
            self.force_login(self.user)
        return super().generic(*args, **kwargs)


def go(clock: Any, month: int, day: int) -> None:
    """To nine in the morning of a day of 2026."""
    clock.move_to(datetime(2026, month, day, 9, tzinfo=timezone.get_default_timezone()))


def reports_are_recorded() -> None:
    """The province records reports from the first quarter of 2026 on."""
    for version in RuleVersion.objects.filter(kind__in=KINDS):
        version.parameters = {**version.parameters, "tracked_from": "2026-01-01"}
        version.save(update_fields=["parameters"])


def computed(project: Project) -> None:
    """The obligations as the portal computes them today."""
    on: date = timezone.localdate()
    refresh(project_ids=[project.pk], on=on, at=timezone.now(), cause="test")


def one(project: Project, *more: str) -> str:
    """The address of the quarter's report, or of one of its screens."""
    name = "own_report_screen" if more else "own_report"
    return reverse(f"projects:{name}", args=[project.code, *QUARTER, *more])


def say(client: Client, project: Project, screen: str, **said: object) -> Any:
    """Answer one screen."""
    page = client.get(one(project, screen))
    assert page.status_code == 200, screen
    return client.post(one(project, screen), boxes(page) | ANSWERS.get(screen, {}) | said)


def write(client: Client, project: Project, **other: dict[str, object]) -> None:
    """Begin the report and answer every screen."""
    assert client.post(one(project)).status_code == 302
    for screen in ANSWERS:
        answer = say(client, project, screen, **other.get(screen.replace("-", "_"), {}))
        assert answer.status_code == 302, screen
