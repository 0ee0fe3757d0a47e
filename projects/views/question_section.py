"""The record itself on the project page: how complete, how old, which questions are open."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from accounts.permissions import Permission
from deadlines.models import Flag
from deadlines.querysets import QUESTION_KINDS
from projects.filters.quality import reporting_days
from projects.gate_wording import NEED
from projects.lists import questions as question_list
from projects.models import ProjectQuality, RecordCheck
from projects.rules.quality import RecordQuality
from projects.rules.status import NOT_FOLLOWED
from projects.views.sight import Sight
from vn.dates import day_text


def section(sight: Sight) -> dict[str, Any]:
    """What target 4 sees of this project, and the questions that are open; one query."""
    project = sight.record.project
    checks = RecordCheck.objects.filter(project=OuterRef("pk")).order_by("-date", "-pk")
    kept = (
        ProjectQuality.objects.filter(pk=project.pk)
        .annotate(
            checked_on=Subquery(checks.values("date")[:1]),
            checked_by=Subquery(checks.values("note")[:1]),
        )
        .first()
    )
    followed = project.bucket not in NOT_FOLLOWED
    flags = [flag for flag in sight.record.live_flags if flag.kind in QUESTION_KINDS]
    confirms = followed and sight.user.can(Permission.EDIT_PROJECT)
    return {
        "record_questions": [_row(flag, sight) for flag in flags],
        "record_quality": _quality(kept, sight) if kept and followed else {},
        "record_confirm_url": (
            reverse("projects:record_confirm", args=[project.code]) if confirms else ""
        ),
    }


def _quality(kept: Any, sight: Sight) -> dict[str, Any]:
    days = _days(sight)
    found = RecordQuality(kept.asked, tuple(kept.missing), kept.updated_on)
    return {
        "there": found.there,
        "asked": found.asked,
        "bar": 100 if not found.asked else found.there * 100 // found.asked,
        "missing": [NEED.get(code, code) for code in found.missing],
        "updated": day_text(found.updated_on),
        "current": found.is_current(days=days, on=sight.on),
        "days": days,
        "meets": found.meets_target(days=days, on=sight.on),
        "checked_on": day_text(kept.checked_on) if kept.checked_on else "",
        "checked_by": kept.checked_by,
    }


def _days(sight: Sight) -> int:
    """As the question of this project says; asked of the rules where it has none."""
    duty = sight.record.duty("Q1", "project", sight.record.project.pk)
    version = duty.rule_version if duty else None
    return int(version.parameters["days"]) if version else reporting_days(sight.on)


def _row(flag: Flag, sight: Sight) -> dict[str, Any]:
    code = sight.record.project.code
    return {
        "kind": flag.kind,
        "words": question_list.words(flag, sight.on),
        "flag_url": reverse("deadlines:flag", args=[flag.pk]),
        **question_list.ways(flag, code, sight.user),
    }
