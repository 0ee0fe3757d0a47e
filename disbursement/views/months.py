"""Closing months: the year, one month, closing and reopening it, what a closing corrected."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from disbursement.actions import months as acts
from disbursement.actions.months import owners_not_sent
from disbursement.forms.months import CloseMonthForm, ReopenMonthForm
from disbursement.models import MonthClosing
from disbursement.month_closings import corrections, month_state, months_of_year, years
from disbursement.querysets.months import standing
from disbursement.views.figures import readable
from projects.actions.acts import Outcome
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages


@require_safe
@requires(Permission.VIEW_DISBURSEMENT)
def months(request: HttpRequest) -> HttpResponse:
    """The months of a year with their state, the latest first."""
    today = timezone.localdate()
    offered = years() or [today.year]
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdecimal() and int(asked) in offered else offered[0]
    context = {
        "year": year,
        "years": offered,
        "rows": months_of_year(year, today),
        "may_close": signed_in(request).can(Permission.CLOSE_MONTHS),
        "crumbs": _crumbs(),
    }
    return render(request, "disbursement/months.html", context)


@require_safe
@requires(Permission.VIEW_DISBURSEMENT)
def month(request: HttpRequest, year: int, month_number: int) -> HttpResponse:
    """One month: who sent, the treasury's side, every closing with what it kept."""
    asked, user = _month(year, month_number), signed_in(request)
    state = month_state(asked, readable(user))
    context = {
        "state": state,
        "month": asked,
        "is_over": asked < timezone.localdate().replace(day=1),
        "may_close": user.can(Permission.CLOSE_MONTHS),
        "crumbs": [*_crumbs(), _crumb_of_months()],
    }
    return render(request, "disbursement/month.html", context)


@require_safe
@requires(Permission.VIEW_DISBURSEMENT)
def month_compare(request: HttpRequest, year: int, month_number: int) -> HttpResponse:
    """What a closing corrected of the one before it: `?lan=2`, else the last one."""
    asked = _month(year, month_number)
    rows = list(MonthClosing.objects.filter(month=asked).order_by("number"))
    chosen = request.GET.get("lan", "")
    last = next((row for row in rows if str(row.number) == chosen), rows[-1] if rows else None)
    before = next((row for row in reversed(rows) if last and row.number < last.number), None)
    found = []
    if last is not None and before is not None:
        found = corrections(before, last, readable(signed_in(request)))
    context = {
        "month": asked,
        "before": before,
        "last": last,
        "rows": found,
        "total_vnd": sum(row.difference_vnd for row in found),
        "crumbs": [*_crumbs(), _crumb_of_months(), _crumb_of(asked)],
    }
    return render(request, "disbursement/month_compare.html", context)


@pages
@requires(Permission.CLOSE_MONTHS)
def month_close(request: HttpRequest, year: int, month_number: int) -> HttpResponse:
    """Close a month by a decision."""
    asked = _month(year, month_number)
    unsent = owners_not_sent(asked)
    act = Act(
        form=partial(CloseMonthForm, unsent=len(unsent)),
        save=lambda form, hand: _done(
            acts.close(
                **hand,
                month=asked,
                facts=form.facts(),
                though_not_sent=form.cleaned_data.get("though_not_sent", False),
            )
        ),
        said=_("Month closed; its figures are kept."),
        button=_("Close the month"),
    )
    lede = _("Every line's figures are kept under this closing; reports of it never change.")
    facts = [(gettext("Owners that have not sent"), ", ".join(o.name for o in unsent) or "—")]
    heading = gettext("Close month %(month)s") % {"month": _words(asked)}
    return answer(request, _page(heading, act, lede, asked, facts))


@pages
@requires(Permission.CLOSE_MONTHS)
def month_reopen(request: HttpRequest, year: int, month_number: int) -> HttpResponse:
    """Open a closed month for correction, by a decision."""
    asked = _month(year, month_number)
    row = standing(asked)
    if row is None:
        row = get_object_or_404(MonthClosing, month=asked, number=1)
    act = Act(
        form=ReopenMonthForm,
        save=lambda form, hand: _done(
            acts.reopen(
                by=signed_in(request),
                on=hand["on"],
                at=hand["at"],
                seen=form.seen,
                facts=form.facts(),
            )
        ),
        said=_("Month reopened; what was closed keeps its figures."),
        button=_("Reopen the month"),
        row=row,
    )
    lede = _("Owners correct, then the month is closed again under the next number.")
    facts = [(gettext("Closed by"), f"{row.decision_number}, {row.decision_date:%-d/%-m/%Y}")]
    heading = gettext("Reopen month %(month)s") % {"month": _words(asked)}
    return answer(request, _page(heading, act, lede, asked, facts))


def _done(row: MonthClosing) -> Outcome[MonthClosing]:
    return Outcome(row=row, changed=("state",), moved=0)


def _page(heading: str, act: Act, lede: Any, asked: date, facts: list[tuple[str, str]]) -> Page:
    return Page(
        heading,
        [act],
        None,
        lede,
        back_url=_url(asked),
        clocks=False,
        more={"crumbs": [*_crumbs(), _crumb_of_months(), _crumb_of(asked)], "facts": facts},
    )


def _month(year: int, number: int) -> date:
    """The month of an address; another one does not exist (404)."""
    if not (1 <= number <= 12 and 2000 <= year <= 2100):
        raise Http404
    return date(year, number, 1)


def _words(asked: date) -> str:
    return f"{asked.month}/{asked.year}"


def _url(asked: date) -> str:
    return reverse("disbursement:month", args=[asked.year, asked.month])


def _crumbs() -> list[tuple[str, str]]:
    return [(gettext("Plan and disbursement"), reverse("disbursement:overview"))]


def _crumb_of_months() -> tuple[str, str]:
    return gettext("Closing of months"), reverse("disbursement:months")


def _crumb_of(asked: date) -> tuple[str, str]:
    return gettext("month %(month)s") % {"month": _words(asked)}, _url(asked)
