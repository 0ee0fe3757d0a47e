"""Land by tranche: decided, handed over in the field, put to use, extended once (R-2.1)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from projects.actions.acts import (
    Change,
    Deed,
    Outcome,
    Seen,
    assign,
    lock_project,
    lock_seen,
    partial,
    settle,
    store,
    unchanged,
)
from projects.actions.refusals import AlreadyRecorded, Refusal, not_after
from projects.models import Extension, LandTranche
from vn.dates import PartialDate, day_text
from vn.text import tidy

LONGEST_EXTENSION = 24
"""Months of the one extension (Luật Đất đai 31/2024/QH15, Điều 81 khoản 8; L3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrancheFacts:
    """What was decided about a part of the land; the agency hands it over. Areas in m²."""

    label: str
    agency: Agency
    phase: int | None = None
    decision_number: str = ""
    decision_date: date | None = None
    decided_area_m2: Decimal | None = None
    planned_handover_date: date | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """Land handed over in the field by minutes; the 12 months of L1 start here. Area in m²."""

    minutes_number: str
    handed: PartialDate
    area_m2: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LandUse:
    """Since when the land is in use, and what shows it (R-2.4)."""

    since: date
    evidence: str


@dataclass(frozen=True, slots=True)
class Granted:
    """An extension of land use as decided; `months` run from `from_date`."""

    decision_number: str
    decision_date: date
    from_date: date
    months: int


class NoEvidence(Refusal):
    """Land is in use when something shows it (R-2.4)."""

    field = "in_use_evidence"
    text = _("Name what shows that the land is in use: photos, minutes or a construction notice.")


class AlreadyExtended(Refusal):
    """The law allows one extension."""

    text = _(
        "This tranche was extended by %(number)s of %(day)s, and the law allows one extension. "
        "When it ends with the land unused, the land is recovered."
    )


class ExtensionTooLong(Refusal):
    """The law allows at most 24 months."""

    field = "months"
    text = _("An extension is between 1 and %(most)s months. Give the months of the decision.")


@transaction.atomic
def add_tranche(
    *, by: User | None, on: date, at: datetime, project_id: int, facts: TrancheFacts
) -> Outcome[LandTranche]:
    """Add a part of the land. Raises `AlreadyRecorded`, `InTheFuture` and `Invalid`."""
    project = lock_project(project_id)
    not_after(facts.decision_date, on=on, field="decision_date")
    row = LandTranche(project=project, recorded_by_id=by.pk if by else None)
    found = assign(row, _values(facts))
    if project.tranches.filter(label=row.label).exists():
        raise AlreadyRecorded(field="label", what=row.label)
    store(row)
    deed = _deed("tranche_added", row, _("Land added: %(label)s"), found)
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def change_tranche(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: TrancheFacts
) -> Outcome[LandTranche]:
    """Correct what was decided about a part of the land. Raises `Stale` and as `add_tranche`."""
    row = _locked(seen)
    not_after(facts.decision_date, on=on, field="decision_date")
    found = assign(row, _values(facts))
    if not found:
        return unchanged(row)
    if row.project.tranches.filter(label=row.label).exclude(pk=row.pk).exists():
        raise AlreadyRecorded(field="label", what=row.label)
    _store_next(row)
    deed = _deed("tranche_changed", row, _("%(label)s: changed %(fields)s"), found)
    return settle(replace(deed, reason=seen.why), by=by, on=on, at=at)


@transaction.atomic
def hand_over(
    *, by: User | None, on: date, at: datetime, seen: Seen, handover: Handover
) -> Outcome[LandTranche]:
    """Record the handover in the field by its minutes, or correct it.

    Raises `Stale`, `InTheFuture` and `Invalid`.
    """
    row = _locked(seen)
    not_after(handover.handed.first, on=on, field="handed")
    found = assign(
        row,
        {
            "minutes_number": tidy(handover.minutes_number),
            **partial("handover", handover.handed),
            "handed_area_m2": handover.area_m2,
        },
    )
    if not found:
        return unchanged(row)
    _store_next(row)
    summary = _("%(label)s: handed over %(day)s by minutes %(minutes)s")
    words = {"day": str(handover.handed), "minutes": row.minutes_number or "—"}
    deed = _deed("tranche_handed_over", row, summary, found, **words)
    return settle(replace(deed, reason=seen.why), by=by, on=on, at=at)


@transaction.atomic
def put_in_use(
    *, by: User | None, on: date, at: datetime, seen: Seen, use: LandUse
) -> Outcome[LandTranche]:
    """Record since when the land is in use, and what shows it (R-2.4).

    Raises `Stale`, `InTheFuture`, `NoEvidence` and `Invalid`.
    """
    row = _locked(seen)
    not_after(use.since, on=on, field="in_use_date")
    evidence = tidy(use.evidence)
    if not evidence:
        raise NoEvidence
    found = assign(row, {"in_use_date": use.since, "in_use_evidence": evidence})
    if not found:
        return unchanged(row)
    _store_next(row)
    summary = _("%(label)s: in use since %(day)s (%(evidence)s)")
    words = {"day": day_text(use.since), "evidence": evidence}
    deed = _deed("tranche_put_in_use", row, summary, found, **words)
    return settle(replace(deed, reason=seen.why), by=by, on=on, at=at)


@transaction.atomic
def extend(
    *, by: User | None, on: date, at: datetime, seen: Seen, granted: Granted
) -> Outcome[Extension]:
    """Record the one extension of land use: L1 closes and L3 begins.

    Raises `Stale`, `AlreadyExtended`, `ExtensionTooLong`, `InTheFuture` and `Invalid`.
    """
    row = _locked(seen)
    earlier = Extension.objects.filter(tranche=row).first()
    if earlier is not None:
        raise AlreadyExtended(number=earlier.decision_number, day=day_text(earlier.decision_date))
    if not 1 <= granted.months <= LONGEST_EXTENSION:
        raise ExtensionTooLong(most=LONGEST_EXTENSION)
    not_after(granted.decision_date, on=on, field="decision_date")
    extension = Extension(tranche=row, recorded_by_id=by.pk if by else None)
    values = asdict(granted) | {"decision_number": tidy(granted.decision_number)}
    found = assign(extension, values)
    store(extension)
    _store_next(row)
    deed = Deed(
        verb="tranche_extended",
        row=extension,
        project=row.project,
        summary=_("%(label)s: extended %(months)s months by %(number)s"),
        words={
            "label": row.label,
            "months": str(extension.months),
            "number": extension.decision_number,
        },
        change=found,
    )
    return settle(deed, by=by, on=on, at=at)


def _locked(seen: Seen) -> LandTranche:
    return lock_seen(LandTranche.objects.select_related("project", "agency"), seen)


def _store_next(row: LandTranche) -> None:
    row.version += 1
    store(row)


def _values(facts: TrancheFacts) -> dict[str, Any]:
    return {
        "label": tidy(facts.label),
        "agency": facts.agency,
        "phase": facts.phase,
        "decision_number": tidy(facts.decision_number),
        "decision_date": facts.decision_date,
        "decided_area_m2": facts.decided_area_m2,
        "planned_handover_date": facts.planned_handover_date,
    }


def _deed(verb: str, row: LandTranche, summary: Promise, found: Change, **words: str) -> Deed:
    return Deed(
        verb=verb,
        row=row,
        project=row.project,
        summary=summary,
        words={"label": row.label, **words},
        change=found,
    )
