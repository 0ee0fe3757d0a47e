"""Deadlines that cannot be computed, by the fact that is missing: unknown is not "on time"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from accounts.permissions import Permission
from deadlines import wording
from deadlines.models import Obligation
from deadlines.querysets import PENDING_CLOCKS
from deadlines.registry import Subject, describe
from desk.addresses import CURSOR, Address
from desk.paging import Key, Page, Segment
from vn.numbers import group, percent_text, ratio_percent

GROUP_SHOWN = 10
_PENDING = Q(clock__in=PENDING_CLOCKS)


def summary(duties: QuerySet[Obligation]) -> dict[str, Any]:
    """How many of the deadlines still to be met can be computed, in obligations and in projects."""
    found = duties.aggregate(
        all=Count("pk", filter=_PENDING),
        unknown=Count("pk", filter=Q(clock="unknown")),
        projects=Count("project_id", filter=_PENDING, distinct=True),
        lacking=Count("project_id", filter=Q(clock="unknown"), distinct=True),
    )
    computed = found["all"] - found["unknown"]
    ratio = ratio_percent(computed, found["all"], 1)
    return {
        "computed": group(computed),
        "all": group(found["all"]),
        "unknown": group(found["unknown"]),
        "ratio": "—" if ratio is None else percent_text(ratio, 1),
        "bar": 0 if ratio is None else float(ratio),
        "projects": group(found["projects"]),
        "lacking": group(found["lacking"]),
        "any": found["unknown"] > 0,
    }


def groups(duties: QuerySet[Obligation], user: User) -> list[dict[str, Any]]:
    """For each missing fact its count and its first obligations, the most frequent fact first."""
    unknown = duties.unknown()  # type: ignore[attr-defined]
    counts = dict(unknown.order_by().values_list("missing").annotate(n=Count("pk")))
    first = unknown.annotate(
        place=Window(RowNumber(), partition_by=F("missing"), order_by=("kind", "pk"))
    ).filter(place__lte=GROUP_SHOWN)
    shown = rows(first, user)
    path = reverse("deadlines:unknown")
    return [
        {
            "code": code,
            "fact": wording.label(wording.MISSING, code),
            "count": group(count),
            "rows": [row for row in shown if row["missing"] == code],
            "all_url": f"{path}?thieu={code}" if count > GROUP_SHOWN else "",
        }
        for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def segments(duties: QuerySet[Obligation], missing: str) -> tuple[Segment, ...]:
    """All obligations that lack one fact, by rule."""
    lacking = duties.unknown().filter(missing=missing)  # type: ignore[attr-defined]
    return (Segment(lacking, (Key("kind", str), Key("pk"))),)


def one_group(
    duties: QuerySet[Obligation], missing: str, page: Page, user: User, address: Address
) -> dict[str, Any]:
    """One page of the obligations that lack one fact."""
    total = duties.filter(clock="unknown", missing=missing).count()
    here = {
        "code": missing,
        "fact": wording.label(wording.MISSING, missing),
        "count": group(total),
        "rows": rows(Obligation.objects.filter(pk__in=page.ids), user),
        "all_url": "",
    }
    summary = gettext("%(shown)s of %(total)s deadlines")
    return {
        "groups": [here],
        "back_url": reverse("deadlines:unknown"),
        "pager": {
            "summary": summary % {"shown": group(len(page.rows)), "total": group(total)},
            "newer_url": address.but(**{CURSOR: page.newer}) if page.newer else "",
            "older_url": address.but(**{CURSOR: page.older}) if page.older else "",
        },
    }


def rows(duties: QuerySet[Obligation], user: User) -> list[dict[str, Any]]:
    """Obligations with their project and the place where the missing fact is entered."""
    found = list(
        duties.order_by("kind", "pk").values("pk", "kind", "missing", "subject_kind", "subject_id")
    )
    subjects = describe(_keys(found))
    edits = user.can(Permission.EDIT_PROJECT) or user.can(Permission.EDIT_LAND)
    return [
        {
            "missing": row["missing"],
            "duty": wording.duty(row["kind"]),
            "kind": row["kind"],
            "subject": (subject := subjects.get((row["subject_kind"], row["subject_id"]))),
            "fix_url": _fix(subject, row["missing"]) if edits else "",
        }
        for row in found
    ]


def _keys(rows: Iterable[Any]) -> Iterable[tuple[str, int]]:
    return ((row["subject_kind"], row["subject_id"]) for row in rows)


def _fix(subject: Subject | None, missing: str) -> str:
    return subject.remedies.get(missing, subject.url) if subject else ""
