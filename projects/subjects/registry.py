"""What the registry tells the screens of deadlines about its projects, tranches and milestones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from accounts.in_charge import InCharge
from deadlines.registry import Subject, Wanted
from projects.models import (
    ClosureStep,
    Deposit,
    ExcludedPeriod,
    Extension,
    ExtensionRequest,
    Filing,
    HandlingDecision,
    LandTranche,
    Project,
    ScheduleItem,
    SiteLoss,
    Suspension,
)
from projects.subjects.appraisal import KINDS as OF_APPRAISAL
from projects.succession import agencies_meant
from projects.wording import cycle_text
from vn.areas import ha_text
from vn.dates import day_text

Row = Mapping[str, Any]


def find(wanted: Wanted) -> QuerySet[Any]:
    """A subquery of the projects whose words, agency or officer are wanted."""
    found = Project.objects.search(wanted.text)
    if wanted.agency_id is not None:
        found = found.filter(agency_id__in=agencies_meant(wanted.agency_id))
    if wanted.officer_ids:
        found = found.filter(officer_id__in=wanted.officer_ids)
    return found.values("pk")


def describe(kind: str, ids: Sequence[int]) -> dict[int, Subject]:
    """Words and addresses of these subjects: one query, three where an agency has ended."""
    model, to_project, fields, words = _KINDS[kind]
    about = {
        name: F(f"{to_project}{path}")
        for name, path in (
            ("project_code", "code"),
            ("project_name", "name"),
            ("investor_name", "investor__name"),
            ("agency_pk", "agency_id"),
            ("agency_name", "agency__short_name"),
            ("agency_end", "agency__valid_to"),
            ("officer_name", "officer__display_name"),
        )
    }
    # A project's own columns need no other name.
    named = {name: path for name, path in about.items() if to_project or name[:8] != "project_"}
    rows = list(model.objects.filter(pk__in=ids).values("pk", *fields, **named))
    in_charge = InCharge(row["agency_pk"] for row in rows if row["agency_end"])
    return {row["pk"]: _subject(kind, row, words(row), in_charge) for row in rows}


def _subject(kind: str, row: Row, words: tuple[str, str], in_charge: InCharge) -> Subject:
    agency = in_charge.told(row["agency_pk"], row["agency_name"])
    code = row.get("project_code") or row["code"]
    page = reverse("projects:detail", args=[code])
    said, anchor = words
    return Subject(
        words=said,
        # A thing with a page of its own gives the address instead of an anchor.
        url=anchor if anchor.startswith("/") else page + anchor,
        project_code=code,
        project_name=row.get("project_name") or row["name"],
        project_url=page,
        investor=row["investor_name"] or "",
        handler=" · ".join(filter(None, (agency, row["officer_name"]))),
        agency_id=row["agency_pk"],
        remedies=_remedies(kind, code, row["pk"]),
    )


def _remedies(kind: str, code: str, pk: int) -> dict[str, str]:
    """Where each missing fact is entered: on the row itself, else a row is added."""
    land = reverse("projects:tranche_add", args=[code])
    milestone = added = reverse("projects:item_add", args=[code])
    if kind == "tranche":
        land = reverse("projects:tranche_edit", args=[code, pk])
    elif kind == "schedule_item":
        milestone = reverse("projects:item_edit", args=[code, pk])
    own = {}
    if kind == "proposal":
        own["proposal_limit"] = reverse("projects:proposal_edit", args=[code, pk])
    return own | {
        "land_handover_date": land,
        "land_decision_date": land,
        "schedule": milestone,
        "schedule_instrument": milestone,
        "operation_milestone": added,
        "physical_state": reverse("projects:state", args=[code]),
        "deposit_base": reverse("projects:terms_edit", args=[code]),
        "deposit_due_date": reverse("projects:terms_edit", args=[code]),
        "term_years": reverse("projects:terms_edit", args=[code]),
        "term_start_date": reverse("projects:terms_edit", args=[code]),
        "contributions": reverse("projects:contribution_add", args=[code]),
        "approval_date": f"{reverse('projects:detail', args=[code])}#von",
    }


def _tranche(row: Row) -> tuple[str, str]:
    area = row["handed_area_m2"] if row["handed_area_m2"] is not None else row["decided_area_m2"]
    size = "" if area is None else f"{ha_text(area)} ha"
    return " · ".join(filter(None, (row["label"], size))), f"#dot-{row['pk']}"


def _extension(row: Row) -> tuple[str, str]:
    said = gettext("%(tranche)s, extended by %(number)s")
    words = {"tranche": row["tranche__label"], "number": row["decision_number"]}
    return said % words, f"#dot-{row['tranche_id']}"


def _item(row: Row) -> tuple[str, str]:
    return row["name"], f"#moc-{row['pk']}"


def _suspension(row: Row) -> tuple[str, str]:
    words = {"number": row["document_number"]}
    return gettext("suspension by %(number)s") % words, f"#ngung-{row['pk']}"


def _handling(row: Row) -> tuple[str, str]:
    return row["next_step"], f"#xl-{row['pk']}"


def _period(row: Row) -> tuple[str, str]:
    reason = ExcludedPeriod.Reason(row["reason"]).label
    words = {"reason": reason, "day": day_text(row["start_date"])}
    said = gettext("time not counted from %(day)s (%(reason)s)")
    if row["standing"] == ExcludedPeriod.Standing.CLAIMED:
        said = gettext("time claimed from %(day)s (%(reason)s)")
    return said % words, f"#tg-{row['pk']}"


def _request(row: Row) -> tuple[str, str]:
    about = row["schedule_item__name"] or row["tranche__label"] or ""
    words = {"subject": about, "day": day_text(row["filed_date"])}
    return gettext("request of %(day)s for more time: %(subject)s") % words, f"#gh-{row['pk']}"


def _deposit(row: Row) -> tuple[str, str]:
    words = {"kind": Deposit.Kind(row["kind"]).label, "number": row["document_number"]}
    return gettext("%(kind)s by %(number)s") % words, f"#kq-{row['pk']}"


def _site_loss(row: Row) -> tuple[str, str]:
    words = {"day": day_text(row["lost_date"])}
    return gettext("site lost on %(day)s") % words, f"#mdd-{row['pk']}"


def _filing(row: Row) -> tuple[str, str]:
    said = f"{Filing.Kind(row['kind']).label}, {cycle_text(row['cycle'])}"
    return said, f"#bc-{row['pk']}"


def _closure_step(row: Row) -> tuple[str, str]:
    return str(row["what"] or ClosureStep.Kind(row["kind"]).label), f"#viec-{row['pk']}"


def _project(row: Row) -> tuple[str, str]:
    return "", ""


_KINDS: dict[str, tuple[Any, str, tuple[str, ...], Callable[[Row], tuple[str, str]]]] = {
    "project": (Project, "", ("code", "name"), _project),
    "tranche": (
        LandTranche,
        "project__",
        ("label", "decided_area_m2", "handed_area_m2"),
        _tranche,
    ),
    "extension": (
        Extension,
        "tranche__project__",
        ("tranche_id", "tranche__label", "decision_number"),
        _extension,
    ),
    "schedule_item": (ScheduleItem, "project__", ("name",), _item),
    "suspension": (Suspension, "project__", ("document_number",), _suspension),
    "excluded_period": (
        ExcludedPeriod,
        "project__",
        ("start_date", "reason", "standing"),
        _period,
    ),
    "extension_request": (
        ExtensionRequest,
        "project__",
        ("filed_date", "schedule_item__name", "tranche__label"),
        _request,
    ),
    "deposit": (Deposit, "project__", ("kind", "document_number"), _deposit),
    "site_loss": (SiteLoss, "project__", ("lost_date",), _site_loss),
    "filing": (Filing, "project__", ("kind", "cycle"), _filing),
    "handling": (HandlingDecision, "project__", ("next_step",), _handling),
    **OF_APPRAISAL,
    "closure_step": (ClosureStep, "termination__project__", ("kind", "what"), _closure_step),
}
