"""The plan of capital as on any day, and the rows of the ledger behind each amount."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.models import User
from accounts.permissions import Permission, Scope
from disbursement.models import Bucket, CapitalPlan, FundingSource, PlanEntry, PlanLine
from disbursement.plan_tree import tree

_MOST_ROWS = 200


@require_safe
@requires(Permission.VIEW_DISBURSEMENT)
def plans(request: HttpRequest) -> HttpResponse:
    """The tree of sources of one plan as on a day."""
    user = signed_in(request)
    rows = list(CapitalPlan.objects.order_by("-first_year", "horizon"))
    if not rows:
        heading = {"heading": _("Capital plan"), "may_keep": user.can(Permission.KEEP_PLANS)}
        return render(request, "disbursement/no_plan.html", heading)
    plan, day = _chosen(request, rows), _day(request)
    context = {
        "plan": plan,
        "plans": rows,
        "day": day,
        "nodes": tree(plan, day),
        "may_keep": user.can(Permission.KEEP_PLANS),
    }
    return render(request, "disbursement/plans.html", context)


def _chosen(request: HttpRequest, rows: list[CapitalPlan]) -> CapitalPlan:
    """The plan asked for, else the latest annual one that has begun."""
    asked = request.GET.get("ke_hoach", "")
    year = timezone.localdate().year
    begun = [row for row in rows if row.horizon == "annual" and row.first_year <= year]
    return next((row for row in rows if str(row.pk) == asked), (begun or rows)[0])


def _day(request: HttpRequest) -> date:
    """The day asked for; one that cannot be read is today."""
    try:
        asked = parse_date(request.GET.get("ngay", ""))
    except ValueError:
        asked = None
    return asked or timezone.localdate()


@require_safe
@requires(Permission.VIEW_DISBURSEMENT)
def plan_rows(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The rows that add up to an amount of the plan, or to a project's capital."""
    user, day = signed_in(request), _day(request)
    plan = get_object_or_404(CapitalPlan, pk=plan_id)
    asked = _conditions(request)
    found = visible_rows(user).filter(plan=plan, on_date__lte=day, **asked)
    rows = found.select_related("decision", "source", "project", "planentry").order_by(
        "on_date", "pk"
    )
    page = Paginator(rows, _MOST_ROWS).get_page(request.GET.get("trang"))
    context = {
        "plan": plan,
        "day": day,
        "page": page,
        "source": _source(request),
        "total": sum(found.values_list("amount_delta_vnd", flat=True)),
        "names": [_label(name, value) for name, value in asked.items()],
        "partly": user.scope != Scope.PROVINCE,
        "crumbs": crumbs(),
    }
    return render(request, "disbursement/plan_rows.html", context)


def visible_rows(user: User) -> QuerySet[PlanEntry]:
    """Rows of capital assigned for everybody; of projects those whose lines one may see."""
    rows: QuerySet[PlanEntry] = PlanEntry.objects.all()
    if user.scope == Scope.PROVINCE:
        return rows
    own = PlanLine.objects.visible_to(user).values("project_id")
    return rows.filter(Q(project=None) | Q(project_id__in=own))


def _source(request: HttpRequest) -> FundingSource | None:
    key = request.GET.get("nguon", "")
    known = key.isdecimal() and len(key) < 19
    return FundingSource.objects.filter(pk=int(key)).first() if known else None


def _conditions(request: HttpRequest) -> dict[str, Any]:
    """What the address narrows the rows to; unknown values narrow nothing."""
    layer, bucket = request.GET.get("lop", ""), request.GET.get("loai", "")
    project = request.GET.get("du_an", "")
    source = _source(request)
    return {
        **({"layer": layer} if layer in PlanEntry.Layer.values else {}),
        **({"bucket": bucket} if bucket in Bucket.values else {}),
        **({"project__code": project} if project and "\0" not in project else {}),
        **({"source__sort_key__startswith": source.sort_key} if source else {}),
    }


def _label(name: str, value: str) -> str:
    if name == "layer":
        return str(PlanEntry.Layer(value).label)
    if name == "bucket":
        return str(Bucket(value).label)
    if name == "project__code":
        return gettext("Project %(code)s") % {"code": value}
    return ""


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way down to a page below the plan."""
    return [(gettext("Capital plan"), reverse("disbursement:plans")), *more]
