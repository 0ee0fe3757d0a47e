"""Calls for investment, formatted: lines of the list, the story of one, a decision's comparison."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from desk.addresses import CURSOR, SIZE, Address
from desk.paging import SIZES, Page
from projects import providing
from projects.filters.calls import CallFilter
from projects.models import Call, CallDecision, CallEntry
from projects.published import wording as figure_wording
from projects.published.calls import Kind, Step, Totals
from projects.rules.indicators import COUNT, USD, VND
from projects.rules.published import Check
from vn.areas import ha_text
from vn.numbers import group

WORDS = {
    "filter": _("Filter the calls"),
    "none": _("No call meets the conditions"),
    "none_text": _("Take away a condition, or look at another day."),
    "clear": _("Clear all filters"),
}
FIELDS = {
    "name": _("Name"),
    "objective": _("Objective, scale"),
    "sector": _("Sector"),
    "location": _("Place as printed"),
    "area": _("Area"),
    "capital": _("Capital"),
    "form": _("Form of investment"),
    "contact": _("Contact unit"),
    "note": _("Note"),
}
MARKS = {Kind.ADD: "new", Kind.CHANGE: "adv", Kind.DROP: "bad", Kind.BECAME: "ok"}
"""The small mark of each kind of line, beside its words."""


def frame(conditions: CallFilter, address: Address) -> dict[str, Any]:
    """What stands around the list."""
    return {
        "words": WORDS,
        "list_url": reverse("projects:calls"),
        "first": conditions.fields(first=True),
        "others": conditions.fields(first=False),
        "others_open": conditions.others_used,
        "kept": address.kept,
        "chips": [(words, address.but(**{name: ""})) for name, words in conditions.active()],
        "clear_url": address.bare(),
        "sizes": [(n, address.but(**{SIZE: str(n)})) for n in SIZES],
    }


def pages(address: Address, page: Page, total: int) -> dict[str, str]:
    """The links to the pages beside this one and how much of the whole is shown."""
    said = {"shown": group(len(page.rows)), "total": group(total)}
    return {
        "summary": gettext("%(shown)s of %(total)s calls") % said,
        "newer_url": address.but(**{CURSOR: page.newer}) if page.newer else "",
        "older_url": address.but(**{CURSOR: page.older}) if page.older else "",
    }


def rows(page: Page) -> list[dict[str, Any]]:
    """The lines of a page in its order."""
    related = ("call", "decision", "sector")
    found = CallEntry.objects.select_related(*related).in_bulk(page.ids)
    return [row(found[pk]) for pk in page.ids if pk in found]


def row(entry: CallEntry) -> dict[str, Any]:
    """A line of the list with the decision it stands in."""
    return {
        "call_id": entry.call_id,
        "code": entry.call.code,
        "url": reverse("projects:call", args=[entry.call_id]),
        "decision": decision_words(entry.decision),
        "decision_url": reverse("projects:call_decision", args=[entry.decision_id]),
        "issuer": entry.decision.issuer_name,
        "invented": entry.decision.is_demonstration,
        **said(entry),
    }


def said(entry: CallEntry) -> dict[str, str]:
    """What a line says of its call, as people read it."""
    vnd = None if entry.capital_vnd is None else Decimal(entry.capital_vnd)
    amounts = [(vnd, VND), (entry.capital_usd, USD)]
    known = [figure_wording.shown(value, of) for value, of in amounts if value is not None]
    area = "" if entry.area_m2 is None else _hectares(entry.area_m2)
    return {
        "name": entry.name,
        "objective": entry.objective,
        "sector": entry.sector.name if entry.sector else entry.sector_text,
        "location": entry.location_text,
        "area": _beside(area, entry.area_text),
        "capital": _beside(" · ".join(known), entry.capital_text),
        "form": entry.form_text,
        "contact": entry.contact_text,
        "note": entry.note,
    }


def _hectares(area: Decimal) -> str:
    return gettext("%(n)s hectares") % {"n": ha_text(area, 4, trim=True)}


def _beside(value: str, text: str) -> str:
    """A value with its text as printed, where that says more."""
    if value and text and text != value:
        return gettext("%(value)s (printed: %(text)s)") % {"value": value, "text": text}
    return value or text


def facts(entry: CallEntry) -> list[tuple[Any, str]]:
    """A line as label and value, without what it does not say."""
    values = said(entry)
    return [(label, values[name]) for name, label in FIELDS.items() if values[name]]


def differences(step: Step) -> list[dict[str, Any]]:
    """Old beside new for what a changing line states otherwise."""
    if step.before is None or not step.changed:
        return []
    old, new = said(step.before), said(step.entry)
    return [
        {"label": label, "old": old[name] or "—", "new": new[name] or "—"}
        for name, label in FIELDS.items()
        if old[name] != new[name]
    ]


def steps(found: list[Step], user: User, *, edits: bool = False) -> list[dict[str, Any]]:
    """The lines of a story or of a decision; a project is named to who may know of it."""
    ids = [step.entry.project_id for step in found if step.entry.project_id]
    known = set(providing.visible(user).filter(pk__in=ids).values_list("pk", flat=True))
    return [_step(step, known, edits=edits) for step in found]


def _step(step: Step, known: set[int], *, edits: bool) -> dict[str, Any]:
    entry = step.entry
    project = entry.project if entry.project_id in known else None
    edit = reverse("projects:call_entry", args=[entry.decision_id, entry.pk])
    return row(entry) | {
        "change": entry.get_change_display(),
        "mark": MARKS[Kind(entry.change)],
        "day": entry.decision.issued_date,
        "reason": entry.reason,
        "project": f"{project.code} {project.name}" if project else "",
        "project_url": reverse("projects:detail", args=[project.code]) if project else "",
        "of_others": entry.project_id is not None and project is None,
        "differs": differences(step),
        "source": entry.source_url or entry.decision.source_url,
        "edit_url": edit if edits else "",
    }


def counts(lines: list[Step]) -> list[tuple[str, int]]:
    """How many lines of each kind, in the order of the kinds."""
    found = Counter(step.entry.change for step in lines)
    return [(str(Kind(kind).label), found[kind]) for kind in Kind.values if found[kind]]


def drafts_about(call: Call, user: User) -> list[tuple[str, str]]:
    """Drafts that speak of a call, for who keeps the list."""
    if not user.can(Permission.KEEP_CALLS):
        return []
    rows = CallDecision.objects.filter(entries__call=call, adopted_at=None)
    return [(decision_words(row), reverse("projects:call_decision", args=[row.pk])) for row in rows]


def decision_words(decision: CallDecision) -> str:
    """How a decision is named."""
    return decision.number or decision.title


def stated(decision: CallDecision, found: Totals, checks: dict[str, Check]) -> list[dict[str, Any]]:
    """The totals the decision prints beside the ones of its list, with how they agree."""
    lines: list[tuple[str, Any, str, str, str]] = [
        (
            *("count", _("Projects")),
            group(decision.stated_count) if decision.stated_count is not None else "",
            group(found.calls),
            COUNT,
        ),
        (
            *("capital", _("Capital")),
            decision.stated_capital_text,
            capital(found),
            VND,
        ),
    ]
    return [
        {"label": label, "printed": printed or "—", "found": known}
        | _agreement(checks.get(key), of)
        for key, label, printed, known, of in lines
    ]


def _agreement(check: Check | None, of: str) -> dict[str, Any]:
    if check is None:
        return {"verdict": "", "mark": "", "difference": ""}
    return {
        "verdict": figure_wording.VERDICTS[check.verdict],
        "mark": figure_wording.MARKS[check.verdict],
        "difference": figure_wording.difference(check.difference, of) if check.difference else "",
    }


def capital(found: Totals) -> str:
    """The capital of a list in words."""
    if found.capital_vnd is None:
        return gettext("no figure") if found.calls else figure_wording.shown(Decimal(0), VND)
    return figure_wording.shown(Decimal(found.capital_vnd), VND)


def crumbs(decision: CallDecision | None = None) -> list[tuple[str, str]]:
    """The way to the list, and to a decision."""
    found = [(gettext("Calls for investment"), reverse("projects:calls"))]
    if decision is not None:
        found.append((gettext("Decisions"), reverse("projects:call_decisions")))
        url = reverse("projects:call_decision", args=[decision.pk])
        found.append((decision_words(decision), url))
    return found


def issuer() -> str:
    """Who usually adopts the list."""
    return f"UBND tỉnh {settings.PROVINCE_NAME}"
