"""The facts a deadline rests on, with their document and who entered them; for one flag's page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from deadlines.registry import Fact
from projects.models import (
    ClosureStep,
    Deposit,
    ExcludedPeriod,
    Extension,
    ExtensionRequest,
    Filing,
    HandlingDecision,
    Instrument,
    LandTranche,
    Opinion,
    Project,
    Proposal,
    ScheduleItem,
    SiteArea,
    SiteLoss,
    Suspension,
)
from projects.models.fields import RecordedBy
from projects.rules.land_progress import LAND_USE_MILESTONES
from projects.subjects import facts_appraisal as subject_facts_appraisal
from projects.subjects import facts_closing as subject_facts_closing
from projects.subjects import facts_money as subject_facts_money
from projects.subjects.facts_money import Untraced
from vn.areas import ha_text
from vn.dates import Precision, day_text, partial_text
from vn.numbers import group


def facts(kind: str, subject_id: int, rule: str) -> list[Fact]:
    """What the registry knows about this subject that its deadlines under a rule use."""
    read = _BY_RULE.get((kind, rule)) or _READERS.get(kind)
    if read is None:
        return []
    rows = list(read(subject_id)) if _exists(kind, subject_id) else []
    names = _names(row.recorded_by_id for row, _parts in rows)
    return [
        Fact(
            label=label,
            value=value,
            document=document,
            url=address,
            recorded=_recorded(row, names) if value else "",
        )
        for row, (label, value, document, address) in rows
    ]


_Part = tuple[str, str, str, str]
_Rows = Iterator[tuple[Any, _Part]]


def _names(ids: Iterable[int | None]) -> dict[int, str]:
    wanted = {pk for pk in ids if pk is not None}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "display_name"))


def _recorded(row: RecordedBy | Untraced, names: dict[int, str]) -> str:
    if row.recorded_at is None:
        return ""
    day = day_text(timezone.localtime(row.recorded_at).date())
    name = names.get(row.recorded_by_id or 0, "")
    return " · ".join(filter(None, (name, day)))


def _page(code: str, anchor: str) -> str:
    return reverse("projects:detail", args=[code]) + anchor


def _of_tranche(subject_id: int) -> _Rows:
    row = LandTranche.objects.select_related("project", "extension").get(pk=subject_id)
    here = _page(row.project.code, f"#dot-{row.pk}")
    decided, handed = _hectares(row.decided_area_m2), _hectares(row.handed_area_m2)
    planned = _day(row.planned_handover_date)
    handover = _partial(row.handover_date, row.handover_precision)
    number = row.decision_number
    yield row, (gettext("Day of the land decision"), _day(row.decision_date), number, here)
    yield row, (gettext("Area decided"), decided, number, here)
    yield row, (gettext("Planned day of handover"), planned, number, here)
    yield row, (gettext("Day of handover in the field"), handover, row.minutes_number, here)
    yield row, (gettext("Area handed over"), handed, row.minutes_number, here)
    yield row, (gettext("In use since"), _day(row.in_use_date), row.in_use_evidence, here)
    extension = getattr(row, "extension", None)
    granted = ""
    if extension is not None:
        granted = gettext("%(n)s months from %(day)s") % {
            "n": extension.months,
            "day": day_text(extension.from_date),
        }
    document = extension.decision_number if extension is not None else ""
    yield extension or row, (gettext("Extension"), granted, document, here)
    yield from _periods(row.project_id, row.project.code, Q(tranche=row))


def _of_progress(subject_id: int) -> _Rows:
    """The land, and the milestones whose plan its use is measured against (L2)."""
    yield from _of_tranche(subject_id)
    tranche = LandTranche.objects.get(pk=subject_id)
    items = ScheduleItem.objects.filter(
        project_id=tranche.project_id, kind__in=LAND_USE_MILESTONES
    ).select_related("project", "instrument")
    for row in items if tranche.phase is None else items.filter(phase=tranche.phase):
        here = _page(row.project.code, f"#moc-{row.pk}")
        planned = _partial(row.planned_date, row.planned_precision)
        reached = _partial(row.actual_date, row.actual_precision)
        yield row, (row.name, planned, str(row.instrument or ""), here)
        if reached:
            label = f"{row.name} · {gettext('Day reached').lower()}"
            yield row, (label, reached, row.evidence, here)


def _of_extension(subject_id: int) -> _Rows:
    tranche = LandTranche.objects.get(extension=subject_id)
    yield from _of_tranche(tranche.pk)


def _of_item(subject_id: int) -> _Rows:
    row = ScheduleItem.objects.select_related("project", "instrument").get(pk=subject_id)
    here = _page(row.project.code, f"#moc-{row.pk}")
    document = str(row.instrument) if row.instrument else ""
    planned = _partial(row.planned_date, row.planned_precision)
    first = _partial(row.baseline_date, row.baseline_precision)
    reached = _partial(row.actual_date, row.actual_precision)
    if row.achieved_undated:
        reached = gettext("reached, day not known")
    yield row, (gettext("Plan in force"), planned, document, here)
    yield row, (gettext("Plan of the first approval"), first, "", here)
    yield row, (gettext("Day reached"), reached, row.evidence, here)
    if row.amount_vnd:
        yield from subject_facts_money.of_capital(row.project)
    yield from _periods(row.project_id, row.project.code, Q(schedule_item=row))


def _of_suspension(subject_id: int) -> _Rows:
    row = Suspension.objects.select_related("project").get(pk=subject_id)
    here = _page(row.project.code, f"#ngung-{row.pk}")
    number = row.document_number
    yield row, (gettext("First day of the suspension"), _day(row.start_date), number, here)
    yield row, (gettext("Ordered until"), _day(row.ordered_until), number, here)
    yield row, (gettext("Resumed on"), _day(row.resumed_date), "", here)
    yield from subject_facts_money.of_contacts(row.project)


def _of_handling(subject_id: int) -> _Rows:
    row = HandlingDecision.objects.select_related("project", "handling_class").get(pk=subject_id)
    here = _page(row.project.code, f"#xl-{row.pk}")
    number = row.document_number
    yield row, (gettext("Class of handling"), row.handling_class.name, number, here)
    yield row, (gettext("Decided on"), _day(row.decided_date), number, here)
    yield row, (gettext("Next step"), row.next_step, number, here)
    yield row, (gettext("Day of the next step"), _day(row.next_step_date), number, here)
    yield row, (gettext("Ended on"), _day(row.ended_date), "", here)


def _periods(project_id: int, code: str, about: Q) -> _Rows:
    """Time not counted for the whole project, and for this part of it."""
    scope = Q(scope=ExcludedPeriod.Scope.PROJECT) | about
    for row in ExcludedPeriod.objects.filter(scope, project_id=project_id):
        end = _day(row.end_date) or gettext("still running")
        said = f"{day_text(row.start_date)} – {end} ({row.get_reason_display()})"
        here = _page(code, f"#tg-{row.pk}")
        yield row, (gettext("Time not counted"), said, row.document_number, here)


def _of_period(subject_id: int) -> _Rows:
    row = ExcludedPeriod.objects.select_related("project").get(pk=subject_id)
    here = _page(row.project.code, f"#tg-{row.pk}")
    number = row.document_number
    yield row, (gettext("Reason"), str(row.get_reason_display()), number, here)
    yield row, (gettext("Standing"), str(row.get_standing_display()), number, here)
    yield row, (gettext("First day"), _day(row.start_date), number, here)
    yield row, (gettext("Last day"), _day(row.end_date), number, here)
    if row.claimed_date is not None:
        yield row, (gettext("Day of the claim"), _day(row.claimed_date), "", here)
    yield row, (gettext("Expected end"), _day(row.expected_end_date), "", here)
    yield row, (gettext("Last looked at"), _day(row.reviewed_date), row.review_note, here)


def _of_request(subject_id: int) -> _Rows:
    row = ExtensionRequest.objects.select_related("project", "schedule_item", "tranche").get(
        pk=subject_id
    )
    here = _page(row.project.code, f"#gh-{row.pk}")
    number = row.document_number
    yield row, (gettext("Concerns"), str(row.schedule_item or row.tranche), number, here)
    yield row, (gettext("Day the request was filed"), _day(row.filed_date), number, here)
    yield row, (gettext("Day asked for"), _day(row.asked_date), number, here)
    yield row, (gettext("Decided on"), _day(row.decided_date), row.decision_number, here)


def _of_project(subject_id: int) -> _Rows:
    """The approval and the certificate with what they state, and the start of construction."""
    project = Project.objects.get(pk=subject_id)
    kinds = (
        Instrument.Kind.POLICY_APPROVAL,
        Instrument.Kind.REGISTRATION_CERTIFICATE,
        Instrument.Kind.ADJUSTMENT,
    )
    for row in project.instruments.filter(kind__in=kinds):
        here = _page(project.code, f"#vb-{row.pk}")
        yield row, (str(row.get_kind_display()), _stated(row), row.number, here)
    for item in project.schedule_items.filter(kind=ScheduleItem.Kind.START):
        reached = _partial(item.actual_date, item.actual_precision)
        there = _page(project.code, f"#moc-{item.pk}")
        yield item, (item.name, reached, item.evidence, there)


def _stated(row: Instrument) -> str:
    """The day of an instrument and the figures it states."""
    figures = (
        _partial(row.issued_date, row.issued_precision),
        "" if row.capital_vnd is None else gettext("%(n)s đồng") % {"n": group(row.capital_vnd)},
        _hectares(row.land_area_m2),
        _day(row.operation_date),
    )
    return " · ".join(filter(None, figures))


def _exists(kind: str, subject_id: int) -> bool:
    """A deadline outlives a fact that was taken out."""
    return bool(_MODELS[kind].objects.filter(pk=subject_id).exists())


_MODELS: dict[str, Any] = {
    "tranche": LandTranche,
    "extension": Extension,
    "schedule_item": ScheduleItem,
    "suspension": Suspension,
    "excluded_period": ExcludedPeriod,
    "extension_request": ExtensionRequest,
    "project": Project,
    "handling": HandlingDecision,
    "deposit": Deposit,
    "site_loss": SiteLoss,
    "filing": Filing,
    "proposal": Proposal,
    "opinion": Opinion,
    "site_area": SiteArea,
    "closure_step": ClosureStep,
}
_READERS = {
    "tranche": _of_tranche,
    "extension": _of_extension,
    "schedule_item": _of_item,
    "suspension": _of_suspension,
    "excluded_period": _of_period,
    "extension_request": _of_request,
    "project": _of_project,
    "handling": _of_handling,
    "deposit": subject_facts_money.of_deposit,
    "site_loss": subject_facts_money.of_site_loss,
    "filing": subject_facts_money.of_filing,
    "proposal": subject_facts_appraisal.of_proposal,
    "opinion": subject_facts_appraisal.of_opinion,
    "site_area": subject_facts_appraisal.of_area,
    "closure_step": subject_facts_closing.of_step,
}

# Where a rule rests on more than the row it is about, or on less.
_BY_RULE = {
    ("tranche", "L2"): _of_progress,
    ("tranche", "C1"): subject_facts_money.of_tranche_cleared,
    **{("project", rule): read for rule, read in subject_facts_money.BY_RULE.items()},
}


def _day(value: date | None) -> str:
    return day_text(value) if value else ""


def _partial(first: date | None, precision: str) -> str:
    return partial_text(first, Precision(precision)) if first else ""


def _hectares(square_metres: Any) -> str:
    return "" if square_metres is None else f"{ha_text(square_metres)} ha"
