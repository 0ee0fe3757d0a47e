"""Decisions on capital: the list, one with its rows, recording one, taking rows back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.models import AuditEvent
from accounts.permissions import Permission
from disbursement import documents
from disbursement.actions import ledger
from disbursement.forms.ledger import AmendForm, DecisionForm, WordsForm
from disbursement.models import PlanDecision, PlanEntry
from disbursement.views.plans import crumbs, visible_rows
from projects.forms.relations import ReasonForm
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages
from vn.dates import day_text

_PAGE = 50
_YEARS = 30
"""How far from this year a plan may lie."""
_GIVEN = Q(entries__layer="allocated", entries__amount_delta_vnd__gt=0)
_ASSIGNED = Q(entries__layer__in=["pm", "council"])


@require_safe
@requires(Permission.VIEW_DISBURSEMENT)
def plan_decisions(request: HttpRequest) -> HttpResponse:
    """All decisions, the latest first, with what each assigned and gave."""
    rows = PlanDecision.objects.annotate(
        lines=Count("entries"),
        assigned_vnd=Sum("entries__amount_delta_vnd", filter=_ASSIGNED, default=0),
        given_vnd=Sum("entries__amount_delta_vnd", filter=_GIVEN, default=0),
    ).order_by("-issued_date", "-pk")
    context = {
        "page": Paginator(rows, _PAGE).get_page(request.GET.get("trang")),
        "may_keep": signed_in(request).can(Permission.KEEP_PLANS),
        "crumbs": crumbs(),
    }
    return render(request, "disbursement/plan_decisions.html", context)


@require_safe
@requires(Permission.VIEW_DISBURSEMENT)
def plan_decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """One decision with its rows; those taken back stand with the rows that took them back."""
    user = signed_in(request)
    decision = get_object_or_404(PlanDecision, pk=decision_id)
    rows = list(
        visible_rows(user)
        .filter(decision=decision)
        .select_related("plan", "source", "project", "planentry")
        .order_by("plan_id", "layer", "source__sort_key", "project__sort_key", "pk")
    )
    context = {
        "decision": decision,
        "rows": rows,
        "hidden": decision.entries.count() - len(rows),
        "sums": _sums(rows),
        "may_keep": user.can(Permission.KEEP_PLANS),
        "crumbs": crumbs((gettext("Decisions on capital"), reverse("disbursement:plan_decisions"))),
        **documents.about(user, documents.DECISION, decision.pk),
        "reversible": any(_stands(row) for row in rows),
        "story": _story(decision) if user.can(Permission.VIEW_HISTORY) else (),
    }
    return render(request, "disbursement/plan_decision.html", context)


def _story(decision: PlanDecision) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(subject_kind="plan_decision", subject_id=decision.pk)


def _stands(row: PlanEntry) -> bool:
    """Neither a counter-row nor taken back by one."""
    return row.reverses_id is None and not hasattr(row, "planentry")


def _sums(rows: list[PlanEntry]) -> list[dict[str, Any]]:
    """What the rows add up to by plan, layer, kind of capital and source."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        key = (row.plan_id, row.layer, row.bucket, row.source_id)
        line = found.setdefault(
            key,
            {
                "plan": row.plan,
                "layer": row.get_layer_display(),
                "bucket": row.get_bucket_display(),
                "source": row.source,
                "amount_vnd": 0,
                "rows": 0,
            },
        )
        line["amount_vnd"] += row.amount_delta_vnd
        line["rows"] += 1
    return list(found.values())


@pages
@requires(Permission.KEEP_PLANS)
def plan_decision_add(request: HttpRequest) -> HttpResponse:
    """Record a decision with its rows."""
    act = Act(
        form=partial(DecisionForm, year=_year(request)),
        save=lambda form, hand: ledger.record(**hand, facts=form.facts(), rows=form.row_facts()),
        said=_("Decision recorded."),
        button=_("Record the decision"),
        goes_to=_address,
    )
    return answer(request, _page(gettext("Record a decision on capital"), act, "plans"))


def _year(request: HttpRequest) -> int:
    """The year around which plans are offered."""
    this = timezone.localdate().year
    near = {str(year): year for year in range(this - _YEARS, this + _YEARS)}
    return near.get(request.GET.get("nam", ""), this)


@pages
@requires(Permission.KEEP_PLANS)
def plan_decision_amend(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Add rows that were forgotten, under the same document."""
    decision = get_object_or_404(PlanDecision, pk=decision_id)
    latest = decision.entries.order_by("-pk").select_related("plan").first()
    year = latest.plan.first_year if latest and latest.plan.horizon == "annual" else _year(request)
    act = Act(
        form=partial(AmendForm, year=year),
        save=lambda form, hand: ledger.amend(**hand, seen=form.seen, rows=form.row_facts()),
        said=_("Rows added."),
        button=_("Add the rows"),
        row=decision,
        goes_to=_address,
    )
    heading = gettext("Add rows to decision %(number)s") % {"number": decision.number}
    return answer(request, _page_of(decision, heading, act))


@pages
@requires(Permission.KEEP_PLANS)
def plan_decision_edit(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Correct what a decision is called."""
    decision = get_object_or_404(PlanDecision, pk=decision_id)
    act = Act(
        form=WordsForm,
        save=lambda form, hand: ledger.correct(by=hand["by"], seen=form.seen, words=form.words()),
        said=_("Decision corrected: %(fields)s."),
        button=_("Save the decision"),
        row=decision,
        goes_to=_address,
    )
    heading = gettext("Correct decision %(number)s") % {"number": decision.number}
    return answer(request, _page_of(decision, heading, act))


@pages
@requires(Permission.KEEP_PLANS)
def plan_decision_reverse(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Take back a decision, or with `?dong=` one of its rows, by counter-rows."""
    decision = get_object_or_404(PlanDecision, pk=decision_id)
    key = request.GET.get("dong")
    # A row that is not one of its rows is no word for all of them.
    chosen = [row for row in decision.entries.all() if str(row.pk) == key]
    if key is not None and not chosen:
        raise Http404
    act = Act(
        form=ReasonForm,
        save=lambda form, hand: ledger.reverse(
            **hand,
            decision=decision,
            entries=chosen or None,
            reason=form.reason_given,
        ),
        said=_("Rows reversed."),
        button=_("Reverse the rows"),
        goes_to=_address,
    )
    heading = gettext("Reverse rows of decision %(number)s") % {"number": decision.number}
    return answer(request, _page_of(decision, heading, act))


def _address(row: PlanDecision) -> str:
    return reverse("disbursement:plan_decision", args=[row.pk])


def _page_of(decision: PlanDecision, heading: str, act: Act) -> Page:
    """A page with one form about a decision, which stands beside it."""
    page, back = _page(heading, act, "plan_decision", decision.pk), _address(decision)
    facts = [
        (gettext("Number"), decision.number),
        (gettext("What"), decision.get_kind_display()),
        (gettext("Issued by"), decision.get_issuer_display()),
        (gettext("Day of the decision"), day_text(decision.issued_date)),
    ]
    above = (gettext("Decisions on capital"), reverse("disbursement:plan_decisions"))
    return replace(page, more={"facts": facts, "crumbs": crumbs(above, (decision.number, back))})


def _page(heading: str, act: Act, back: str, *key: int) -> Page:
    return Page(
        heading,
        [act],
        None,
        _("Rows of the ledger are never changed: a mistake is taken back by rows of its own."),
        back_url=reverse(f"disbursement:{back}", args=key),
        clocks=False,
        more={"crumbs": crumbs()},
    )
