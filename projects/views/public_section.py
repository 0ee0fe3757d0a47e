"""What the page of a public project shows besides: its head, decisions, site, settlement."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from accounts.models import User
from accounts.permissions import Permission
from projects.models import PublicProject
from projects.querysets.public import sees_money
from projects.querysets.record import Record
from projects.views.sight import Sight
from vn.dates import day_text
from vn.money import trieu_text
from vn.numbers import percent_text, ratio_percent


def facts(record: Record, user: User) -> list[tuple[str, ...]]:
    """What a public project is, in a few words."""
    project, public = record.project, record.public
    place = ", ".join(record.places) or project.location_text
    found: list[tuple[str, ...]] = [
        (gettext("Project owner"), public.owner.name),
        (gettext("Budget code"), public.budget_code or gettext("no data")),
        (gettext("Project group"), public.get_group_display()),
        (gettext("Total investment"), _million(public.total_investment_vnd)),
        (
            gettext("Years of the project"),
            years(public.start_year, public.end_year) or gettext("no data"),
        ),
        (gettext("Location"), place or gettext("no data")),
        (gettext("Sector"), str(project.sector or gettext("no data"))),
        (gettext("Site"), _site(public)),
        (gettext("Agency in charge"), record.in_charge.name(project.agency)),
    ]
    if sees_money(user, public.owner_id):
        found.insert(4, (gettext("Disbursed in its life"), _disbursed(public)))
    if user.can(Permission.VIEW_FLAGS):
        found.append((gettext("Officer in charge"), str(project.officer or "—")))
    return found


def decisions(sight: Sight) -> dict[str, Any]:
    """Decisions on the project, the latest first."""
    return {"decisions": [_decision(row) for row in reversed(sight.record.decisions)]}


def readiness(sight: Sight) -> dict[str, Any]:
    """Whether the land is ready, and since when."""
    public: PublicProject = sight.record.public
    found = [(gettext("Site"), public.get_land_ready_display())]
    if public.land_ready_date:
        found.append((gettext("As of"), day_text(public.land_ready_date)))
    return {"readiness": found}


def settlement(sight: Sight) -> dict[str, Any]:
    """Handed over, settled, and the document that lets it cost more than was decided."""
    public: PublicProject = sight.record.public
    approved = " · ".join(
        filter(None, (public.settlement_number, _day(public.settlement_approved_date)))
    )
    found = [
        (gettext("Handed over to its users on"), _day(public.handed_over_date)),
        (gettext("Settlement filed on"), _day(public.settlement_filed_date)),
        (gettext("Settlement approved by"), approved),
    ]
    told: list[tuple[str, ...]] = [
        (words, value or gettext("none on record")) for words, value in found
    ]
    if public.exception_number:
        words = gettext("Allowed above the total by")
        told.append((words, public.exception_number, "", public.exception_reason))
    return {"settlement": told}


def years(first: int | None, last: int | None) -> str:
    """2025-2027, 2025, from 2025, until 2027; empty when neither is known."""
    if first and last:
        return str(first) if first == last else f"{first}-{last}"
    if first:
        return gettext("from %(year)s") % {"year": first}
    return gettext("until %(year)s") % {"year": last} if last else ""


def _decision(row: Any) -> dict[str, Any]:
    return {
        "pk": row.pk,
        "kind": row.get_kind_display(),
        "number": row.number,
        "day": day_text(row.issued_date),
        "issuer": row.issuer_name,
        "total": trieu_text(row.total_investment_vnd, unknown=""),
        "years": years(row.start_year, row.end_year),
        "note": row.note,
    }


def _million(vnd: int | None) -> str:
    if vnd is None:
        return gettext("no data")
    return gettext("%(amount)s million VND") % {"amount": trieu_text(vnd)}


def _disbursed(public: PublicProject) -> str:
    """What was paid since its first year, against the total investment where that is known."""
    spent = public.opening_disbursed_vnd + public.disbursed_vnd
    part = ratio_percent(spent, public.total_investment_vnd)
    if part is None:
        return _million(spent)
    words = gettext("%(amount)s, %(percent)s of the total investment")
    return words % {"amount": _million(spent), "percent": percent_text(part)}


def _site(public: PublicProject) -> str:
    state = str(public.get_land_ready_display())
    day = _day(public.land_ready_date)
    return f"{state} ({day})" if day else state


def _day(day: Any) -> str:
    return day_text(day) if day else ""
