"""The page of an investor: its head and its capacity card, every figure with its rows below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from accounts.permissions import Permission, Scope
from deadlines.rules.two_clocks import Side
from projects.filters.registry import BUCKETS
from projects.models import Investor
from projects.querysets.investor_record import InvestorRecord, ProjectActs
from projects.rules.capacity import (
    Counted,
    SanctionFacts,
    counted,
    on_time,
    promised,
    share_percent,
)
from projects.rules.status import NOT_FOLLOWED
from projects.views import investor_sections as sections
from projects.views.clock_section import sides
from projects.views.list_rows import pill
from projects.views.money_section import secured
from vn import mst
from vn.dates import day_text
from vn.money import trieu_text, ty_text
from vn.numbers import decimal_text, group

_MISSING_CLOCKS = ("running", "stopped")


def context(record: InvestorRecord, user: User, on: date) -> dict[str, Any]:
    """Everything the template prints, formatted."""
    investor = record.investor
    days = {acts.project.pk: sides(acts, on) for acts in record.projects}
    follows = user.can(Permission.VIEW_FLAGS)
    found = {
        "investor": investor,
        "crumbs": [(gettext("Investors"), reverse("projects:investors"))],
        "facts": _facts(record, user),
        "tax_code_doubtful": bool(investor.tax_code) and not mst.is_valid(investor.tax_code),
        "links": _links(investor, user),
        "sees_flags": follows,
        "on": on,
        "statuses": _statuses(record.projects),
        "projects": sections.projects(record, days),
        "names": sections.names(record, user),
        "members": sections.members(record),
        "history": sections.history(record),
        "sees_history": user.can(Permission.VIEW_HISTORY),
        "card": [_projects(record)],
    }
    return found | _followed(record, days, on) if follows else found


def _followed(record: InvestorRecord, days: dict[int, dict[Side, int]], on: date) -> dict[str, Any]:
    """What is told to those who follow projects: the rest of the card and its rows."""
    card = [
        _projects(record),
        _lateness(record),
        _days(record, days),
        _deposits(record, on),
        _sanctions(record),
        _equity(record),
        _reports(record, on),
    ]
    return {
        "card": card,
        "late": sections.late(record, on),
        "deposits": sections.deposits(record, on),
        "sanctions": sections.sanctions(record),
        "evidence": sections.evidence(record),
        "promises": sections.promises(record),
        "reports": sections.reports(record, on),
    }


def _facts(record: InvestorRecord, user: User) -> list[tuple[str, ...]]:
    investor = record.investor
    kind = investor.get_kind_display()
    if investor.kind_basis:
        kind = f"{kind} ({investor.kind_basis})"
    found: list[tuple[str, ...]] = [
        (gettext("Kind of investor"), kind),
        (gettext("Country"), investor.country or gettext("no data")),
        (gettext("Tax code"), investor.tax_code or gettext("no data")),
    ]
    if investor.parent is not None:
        url = reverse("projects:investor", args=[investor.parent_id])
        seen = user.scope == Scope.PROVINCE
        found.append((gettext("Group"), investor.parent.name, url if seen else ""))
    return found


def _links(investor: Investor, user: User) -> dict[str, str]:
    """The acts open to this person."""
    named = ("correct", "rename", "name", "group", "sanction", "equity")
    acts = named if user.can(Permission.EDIT_PROJECT) else ()
    acts = (*acts, "merge") if user.can(Permission.MERGE_INVESTORS) else acts
    found = {name: reverse(f"projects:investor_{name}", args=[investor.pk]) for name in acts}
    if user.can(Permission.KEEP_INVESTOR_ACCOUNTS):
        found["people"] = reverse("projects:investor_people", args=[investor.pk])
    if user.can(Permission.DIRECT_SUPPORT):
        found["letter"] = reverse("projects:support_letter", args=[investor.pk])
    return found


def followed(record: InvestorRecord) -> list[ProjectActs]:
    """The projects the province follows."""
    return [acts for acts in record.projects if acts.project.bucket not in NOT_FOLLOWED]


def _statuses(projects: Sequence[ProjectActs]) -> list[dict[str, Any]]:
    """How many projects have which status, and their capital; they add up to all of them."""
    counts = Counter(acts.project.bucket for acts in projects)
    return [
        {
            "pill": pill(bucket),
            "bucket": bucket,
            "count": group(counts[bucket]),
            "capital": _capital([a for a in projects if a.project.bucket == bucket]),
        }
        for bucket in BUCKETS
        if counts[bucket]
    ]


def _capital(projects: Sequence[ProjectActs]) -> str:
    amounts = [acts.project.registered_capital_vnd for acts in projects]
    unknown = sum(amount is None for amount in amounts)
    said = _ty(sum(amount or 0 for amount in amounts))
    if not unknown:
        return said
    words = gettext("%(sum)s, without figures: %(n)s projects")
    return words % {"sum": said, "n": group(unknown)}


def _projects(record: InvestorRecord) -> dict[str, str]:
    now = followed(record)
    return {
        "label": gettext("Projects followed"),
        "value": group(len(now)),
        "unit": gettext("of %(n)s on record") % {"n": group(len(record.projects))},
        "goal": gettext("Capital: %(sum)s") % {"sum": _capital(now)},
        "url": "#du-an",
    }


def _lateness(record: InvestorRecord) -> dict[str, str]:
    own = [flag for flag in record.flags if flag.obligation.bearer_investor_id in record.ids]
    firm = [flag for flag in own if not flag.advisory]
    words = gettext("Besides, for reference: %(advisory)s. Duties of State agencies: %(state)s.")
    return {
        "label": gettext("Signs of lateness or breach"),
        "value": group(len(firm)),
        "unit": gettext("in %(n)s projects") % {"n": group(len({f.project_id for f in firm}))},
        "goal": words
        % {"advisory": group(len(own) - len(firm)), "state": group(len(record.flags) - len(own))},
        "url": "#cham",
    }


def _days(record: InvestorRecord, days: dict[int, dict[Side, int]]) -> dict[str, str]:
    """Both clocks added up over the projects followed."""
    told = [days[acts.project.pk] for acts in followed(record) if days[acts.project.pk]]
    sums = {side: sum(each[side] for each in told) for side in Side}
    words = gettext(
        "State: %(state)s; nobody's: %(nobody)s. From the first approval, %(n)s projects."
    )
    return {
        "label": gettext("Days used by the investor"),
        "value": group(sums[Side.BEARER]),
        "unit": gettext("days"),
        "goal": words
        % {
            "state": group(sums[Side.STATE]),
            "nobody": group(sums[Side.NOBODY]),
            "n": group(len(told)),
        },
        "url": "#du-an",
    }


def _deposits(record: InvestorRecord, on: date) -> dict[str, str]:
    held = secured(record.deposits, on)
    short = [
        max((duty.amount_due_vnd or 0) - (duty.amount_met_vnd or 0), 0)
        for duty in record.securities
        if duty.clock in _MISSING_CLOCKS
    ]
    forfeited = [
        outcome.amount_vnd
        for row in record.deposits
        for outcome in row.outcomes.all()
        if outcome.kind == "forfeited" and outcome.date is not None and outcome.date <= on
    ]
    words = gettext("Missing: %(missing)s in %(n)s projects. Forfeited: %(forfeited)s.")
    return {
        "label": gettext("Deposits held"),
        "value": ty_text(held, 3, trim=True),
        "unit": gettext("billion VND"),
        "goal": words
        % {
            "missing": _ty(sum(short)),
            "n": group(sum(amount > 0 for amount in short)),
            "forfeited": _ty(sum(forfeited)),
        },
        "url": "#ky-quy",
    }


def _sanctions(record: InvestorRecord) -> dict[str, str]:
    rows = [
        SanctionFacts(amount_vnd=r.amount_vnd, paid=r.paid_date, remedied=r.remedied_date)
        for r in record.sanctions
    ]
    still = counted(row.amount_vnd for row in rows if row.is_open)
    done = counted(row.amount_vnd for row in rows if not row.is_open)
    words = gettext("Fines of these: %(open)s. Closed: %(done)s, fines %(sum)s.")
    return {
        "label": gettext("Sanctions not carried out yet"),
        "value": group(still.rows),
        "unit": "",
        "goal": words % {"open": _sum(still), "done": group(done.rows), "sum": _sum(done)},
        "url": "#xu-phat",
    }


def _sum(found: Counted) -> str:
    """Fines are told in millions: they are small beside capital."""
    return gettext("%(amount)s million VND") % {"amount": trieu_text(found.vnd, 3, trim=True)}


def _equity(record: InvestorRecord) -> dict[str, str]:
    """What was shown, against what is promised: figures, base and day, no verdict."""
    promise = promised([figure for _project, figure, _source in sections.promised_by(record)])
    words = gettext("Promised: %(sum)s in %(stated)s of %(n)s projects followed.") % {
        "sum": _ty(promise.vnd),
        "stated": group(promise.stated),
        "n": group(promise.projects),
    }
    card = {"label": gettext("Equity shown"), "url": "#von-csh"}
    if not record.evidence:
        return card | {"value": "—", "unit": gettext("no evidence on record"), "goal": words}
    latest = record.evidence[0]
    percent = share_percent(latest.equity_vnd, promise.vnd)
    if percent is not None:
        of_it = gettext("Shown to promised: %(percent)s%%.")
        words = f"{words} {of_it % {'percent': decimal_text(percent, 2)}}"
    return card | {
        "value": ty_text(latest.equity_vnd, 3, trim=True),
        "unit": gettext("billion VND as of %(day)s") % {"day": day_text(latest.as_of_date)},
        "goal": words,
    }


def _reports(record: InvestorRecord, on: date) -> dict[str, str]:
    good, total = on_time(report for _duty, report in sections.due_reports(record, on))
    return {
        "label": gettext("Reports filed on time"),
        "value": f"{group(good)}/{group(total)}",
        "unit": "",
        "goal": gettext("Periodic reports whose day has come by %(day)s") % {"day": day_text(on)},
        "url": "#bao-cao",
    }


def _ty(vnd: int) -> str:
    return gettext("%(amount)s billion VND") % {"amount": ty_text(vnd, 3, trim=True)}
