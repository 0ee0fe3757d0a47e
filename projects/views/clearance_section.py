"""Site clearance on the project page: counts by day, their trend, and land by agreement (C1)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charts import BarRow, Frame, Reference, Tone, bar_chart
from deadlines.models import Obligation, RuleVersion
from projects.models import ClearanceCount
from projects.querysets.facts_clearance import facts_of_count
from projects.querysets.record import Record
from projects.rules.clearance import missing_of
from projects.rules.clearance_facts import ClearanceFacts
from projects.views.schedule_section import NARROW, WIDE
from projects.views.sight import Sight
from vn.areas import ha_text
from vn.dates import day_text
from vn.numbers import group, percent_text, ratio_percent

CHARTED = 8
"""Counts in the chart, the latest ones; the table holds all."""

LACKS = {
    "area": _("the area agreed and in all"),
    "users": _("the land users that agreed and in all"),
    "deadline": _("the last day to agree"),
}


def section(sight: Sight) -> dict[str, Any]:
    """The counts, the latest first."""
    counts = list(sight.record.project.clearance_counts.select_related("tranche"))
    if not counts:
        return {"clearance": {}}
    latest = _latest(counts)
    told = [note for count in latest if (note := _note(sight.record, count, sight.on))]
    return {
        "clearance": {
            "rows": [_row(count) for count in counts],
            "notes": told,
            "charts": _charts(counts, latest),
        }
    }


def _latest(counts: list[ClearanceCount]) -> list[ClearanceCount]:
    """The latest count of the whole project and of each tranche, in the order they come."""
    found: dict[int | None, ClearanceCount] = {}
    for count in counts:
        found.setdefault(count.tranche_id, count)
    return list(found.values())


def _row(count: ClearanceCount) -> dict[str, Any]:
    return {
        "pk": count.pk,
        "day": day_text(count.as_of_date),
        "part": _part(count),
        "agreed": _share(count.households_agreed, count.households_total),
        "paid": _share(count.households_paid, count.households_total),
        "users": _share(count.users_agreed, count.users_total),
        "area": _area(count),
        "by_agreement": count.by_agreement,
        "deadline": day_text(count.agreement_deadline) if count.agreement_deadline else "",
        "source": count.source,
        "note": count.note,
    }


def _part(count: ClearanceCount) -> str:
    return count.tranche.label if count.tranche else gettext("The whole project")


def _share(part: int | None, whole: int | None) -> tuple[str, str]:
    """Per cent and its base: ("77,50%", "31 of 40"); one number alone says what it is of."""
    if part is None and whole is None:
        return "—", ""
    said = {
        "part": "—" if part is None else group(part),
        "whole": gettext("not known") if whole is None else group(whole),
    }
    return _percent(part, whole), gettext("%(part)s of %(whole)s") % said


def _area(count: ClearanceCount) -> tuple[str, str]:
    part, whole = count.area_agreed_m2, count.area_total_m2
    if part is None and whole is None:
        return "—", ""
    unknown = gettext("not known")
    said = {
        "part": ha_text(part, 4, trim=True) or unknown,
        "whole": ha_text(whole, 4, trim=True) or unknown,
    }
    return _percent(part, whole), gettext("%(part)s of %(whole)s ha") % said


def _percent(part: Decimal | int | None, whole: Decimal | int | None) -> str:
    found = ratio_percent(part, whole)
    return "—" if found is None else percent_text(found)


def _note(record: Record, count: ClearanceCount, on: date) -> dict[str, str]:
    """What C1 says of land by agreement; nothing of other land."""
    facts = facts_of_count(count)
    if not facts.by_agreement:
        return {}
    subject = (
        ("project", record.project.pk)
        if count.tranche_id is None
        else ("tranche", count.tranche_id)
    )
    duty = record.duty("C1", *subject)
    found = duty is not None and duty.clock == "found"
    return {
        "tone": "warn" if found else "unk",
        "title": gettext("Land by agreement: %(part)s") % {"part": _part(count)},
        "text": _standing(facts, duty, on),
        "url": _flag_of(record, duty),
        "rule": reverse("deadlines:rule", args=["C1"]),
    }


def _standing(facts: ClearanceFacts, duty: Obligation | None, on: date) -> str:
    if lacking := missing_of(facts):
        said = ", ".join(str(LACKS[name]) for name in lacking)
        return gettext("Figures are missing: %(what)s. Nothing can be said yet.") % {"what": said}
    day = day_text(facts.deadline) if facts.deadline else "—"
    if duty is not None and duty.clock == "found":
        words = gettext(
            "The last day to agree, %(day)s, is past and both shares are high enough: the council "
            "may be asked to recover the rest."
        )
        return words % {"day": day}
    if facts.deadline is not None and facts.deadline >= on:
        return gettext("The investor may agree with the land users until %(day)s.") % {"day": day}
    return gettext("The last day to agree, %(day)s, is past; the shares are not high enough.") % {
        "day": day
    }


def _flag_of(record: Record, duty: Obligation | None) -> str:
    """The page of its flag, for those who see flags."""
    flags = [flag for flag in record.live_flags if duty and flag.obligation_id == duty.pk]
    return reverse("deadlines:flag", args=[flags[0].pk]) if flags else ""


def _charts(counts: list[ClearanceCount], latest: list[ClearanceCount]) -> dict[str, SafeString]:
    """Area agreed by day, of what was counted last; with the share to be exceeded by agreement."""
    scope = latest[0].tranche_id
    known = [
        (count, share)
        for count in counts
        if count.tranche_id == scope
        and (share := ratio_percent(count.area_agreed_m2, count.area_total_m2)) is not None
    ]
    if len(known) < 2:  # one day is no trend
        return {}
    bars = [
        BarRow(
            label=day_text(count.as_of_date), value=share, text=percent_text(share), tone=Tone.ACT
        )
        for count, share in reversed(known[:CHARTED])
    ]
    reference = _reference() if latest[0].by_agreement else None
    return {
        "wide": _chart("gpmb-rong", bars, WIDE, reference),
        "narrow": _chart("gpmb-hep", bars, NARROW, reference),
    }


def _reference() -> Reference | None:
    version = RuleVersion.objects.filter(kind="C1").order_by("-number").first()
    if version is None:
        return None
    over = int(version.parameters["over_percent"])
    return Reference(over, gettext("more than %(n)s%% is needed") % {"n": over})


def _chart(uid: str, bars: list[BarRow], width: int, reference: Reference | None) -> SafeString:
    frame = Frame(
        uid=uid,
        title=gettext("Area agreed by day of counting"),
        desc=gettext("The table below holds the same data."),
        width=width,
    )
    # charts escapes every text it draws.
    return mark_safe(bar_chart(frame, bars, maximum=100, reference=reference))  # noqa: S308
