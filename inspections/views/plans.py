"""Plans of the year: the list, the board of one, its projects and its steps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from inspections import plan_access, plan_board, plan_list, plan_proposals
from inspections.actions import plan_steps
from inspections.actions import plans as acts
from inspections.forms import plans as forms
from inspections.models import InspectionPlan, PlanItem
from inspections.plan_access import answers, issues, keeps, plan_for, plan_url, visible_plan
from projects.models import Project
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages


@require_safe
@requires(Permission.VIEW_CASES)
def plans(request: HttpRequest) -> HttpResponse:
    """Plans this person may know of, with how far each has come."""
    user = signed_in(request)
    context = plan_list.context(user, timezone.localdate())
    context["may_plan"] = user.can(Permission.PLAN_INSPECTIONS) and user.agency_id is not None
    return render(request, "inspections/plans.html", context)


@require_safe
@requires(Permission.VIEW_CASES)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The board of a plan: its projects by quarter, and what is proposed."""
    row, user = visible_plan(request, pk), signed_in(request)
    context = plan_board.context(row, user, timezone.localdate()) | {"crumbs": _crumbs()}
    return render(request, "inspections/plan.html", context)


@require_safe
@requires(Permission.VIEW_CASES)
def plan_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The projects of a plan as a workbook."""
    return plan_list.sheet(visible_plan(request, pk), signed_in(request))


@pages
@requires(Permission.PLAN_INSPECTIONS)
def plan_add(request: HttpRequest) -> HttpResponse:
    """Begin the plan of one's own body for a year."""
    act = Act(
        form=forms.PlanForm,
        save=lambda form, hand: acts.open_plan(
            **hand,
            kind=form.cleaned_data["kind"],
            year=form.cleaned_data["year"],
            body_id=form.cleaned_data["body"].pk,
        ),
        said=_("Plan opened. Choose its projects."),
        button=_("Open the plan"),
        goes_to=plan_url,
    )
    lede = _("The draft goes to the head by 20/11 of the year before; 30/11 for the opinion.")
    back = reverse("inspections:plans")
    more = {"crumbs": _crumbs()}
    heading = _("Open a plan")
    page = Page(heading, [act], None, lede, "projects/edit.html", more, back_url=back, clocks=False)
    return answer(request, page)


@pages
@requires(Permission.PLAN_INSPECTIONS)
def plan_item_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a project into the plan; from a confirmed flag everything is filled in."""
    row = plan_for(request, pk, keeps)
    boxes, flag_id = _proposed(request)
    act = Act(
        form=_of(forms.ItemForm, plan=row, asked_flag_id=flag_id),
        save=lambda form, hand: acts.add_item(**hand, plan_id=row.pk, facts=form.facts()),
        said=_("Project taken into the plan."),
        button=_("Take it into the plan"),
        goes_to=lambda item: plan_url(item.plan),
        proposed=boxes,
        proposed_from=gettext("Taken over from the flag") if flag_id else "",
    )
    return answer(request, _page(_("Take a project into the plan"), act, row))


@require_POST
@requires(Permission.PLAN_INSPECTIONS)
def plan_pick(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the projects whose confirmed flags were ticked into the plan, all or none."""
    row = plan_for(request, pk, keeps)
    items = plan_proposals.ticked(row, signed_in(request), request.POST)
    if not items:
        messages.error(request, gettext("Tick at least one project first."))
        return redirect(plan_url(row))
    try:
        user, on, at = signed_in(request), timezone.localdate(), timezone.now()
        acts.add_items(by=user, on=on, at=at, plan_id=row.pk, items=items)
    except acts.ClosedPlan as refusal:
        told = {"reason": refusal, "back_url": plan_url(row)}
        return render(request, "409.html", told, status=409)
    said = gettext("%(n)s projects taken into the plan, each with the reason of its flag.")
    messages.success(request, said % {"n": len(items)})
    return redirect(plan_url(row))


@pages
@requires(Permission.PLAN_INSPECTIONS)
def plan_item_edit(request: HttpRequest, pk: int, item_id: int) -> HttpResponse:
    """Correct why a project is in the plan, what is looked at, and when."""
    row = plan_for(request, pk, keeps)
    item = _item(row, item_id)
    act = Act(
        form=_of(forms.ItemForm, plan=row),
        save=lambda form, hand: acts.correct_item(**hand, seen=form.seen, facts=form.facts()),
        said=_("Project of the plan corrected: %(fields)s."),
        button=_("Save the project"),
        row=item,
    )
    heading = _("Correct a project of the plan")
    return answer(request, _page(heading, act, row, facts=_about(item)))


@pages
@requires(Permission.PLAN_INSPECTIONS)
def plan_item_drop(request: HttpRequest, pk: int, item_id: int) -> HttpResponse:
    """Take a project out of the plan, with the reason."""
    row = plan_for(request, pk, keeps)
    item = _item(row, item_id)
    act = Act(
        form=forms.DropForm,
        save=lambda form, hand: acts.drop_item(
            **hand, seen=form.seen, reason=form.cleaned_data["dropped_reason"]
        ),
        said=_("Project taken out of the plan. The reason stays on record."),
        button=_("Take it out of the plan"),
        row=item,
    )
    heading = _("Take a project out of the plan")
    return answer(request, _page(heading, act, row, facts=_about(item)))


@pages
@requires(Permission.PLAN_INSPECTIONS)
def plan_sample(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw projects by lot, so that nobody chooses them."""
    row = plan_for(request, pk, keeps)
    user, on = signed_in(request), timezone.localdate()
    act = Act(
        form=forms.SampleForm,
        save=lambda form, hand: acts.add_items(
            **hand,
            plan_id=row.pk,
            items=plan_proposals.drawn(row, user, form.cleaned_data, on),
        ),
        said=_("Projects drawn and taken into the plan."),
        button=_("Draw them"),
    )
    lede = _(
        "Drawn from the projects that are followed, have no confirmed flag, are not in the plan "
        "and whose investor is not exempt."
    )
    return answer(request, _page(_("Draw a sample"), act, row, lede))


@pages
@requires(Permission.PLAN_INSPECTIONS)
def plan_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Submit the draft to the head of the same level."""
    row = plan_for(request, pk, keeps)
    act = Act(
        form=forms.SubmitForm,
        save=lambda form, hand: plan_steps.submit(
            **hand,
            seen=form.seen,
            submitted_date=form.cleaned_data["submitted_date"],
            submitted_to_id=_pk(form.cleaned_data["submitted_to"]),
        ),
        said=_("Submission recorded."),
        button=_("Record the submission"),
        row=row,
    )
    lede = _("Projects can change again once the opinion is there.")
    return answer(request, _page(_("Submit the draft"), act, row, lede))


@pages
@requires(Permission.VIEW_CASES)
def plan_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the head's opinion on the draft."""
    row = plan_for(request, pk, answers)
    act = Act(
        form=forms.AnswerForm,
        save=lambda form, hand: plan_steps.answer(
            **hand,
            seen=form.seen,
            answered_date=form.cleaned_data["answered_date"],
            answer_number=form.cleaned_data["answer_number"],
            answer=form.cleaned_data["answer"],
        ),
        said=_("Opinion recorded. The plan is issued within 5 working days."),
        button=_("Record the opinion"),
        row=row,
    )
    return answer(request, _page(_("The head's opinion"), act, row))


@pages
@requires(Permission.ISSUE_INSPECTION_PLANS)
def plan_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue the plan: by somebody else than who submitted it."""
    row = plan_for(request, pk, issues)
    act = Act(
        form=forms.IssueForm,
        save=lambda form, hand: plan_steps.issue(
            **hand,
            seen=form.seen,
            issued_date=form.cleaned_data["issued_date"],
            issued_number=form.cleaned_data["issued_number"],
            issuer=form.cleaned_data["issuer"],
        ),
        said=_("Plan issued. Cases can be opened from its projects."),
        button=_("Issue the plan"),
        row=row,
    )
    lede = _("Another person than who submitted the draft issues it.")
    return answer(request, _page(_("Issue the plan"), act, row, lede))


def _proposed(request: HttpRequest) -> tuple[dict[str, Any], int | None]:
    """What the confirmed flag, or the project, that the address names fills in."""
    user, quarter = signed_in(request), {"quarter": 1}
    if code := request.GET.get("du-an"):
        project = get_object_or_404(Project.objects.visible_to(user), code=code)
        return quarter | {"project": project.code}, None
    asked = request.GET.get("canh-bao", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < _ADDRESS_DIGITS):
        return quarter, None
    rows = plan_proposals.confirmed(user).select_related("obligation")
    flag = get_object_or_404(rows, pk=int(asked))
    project = get_object_or_404(Project.objects.visible_to(user), pk=flag.project_id)
    return quarter | plan_proposals.from_flag(flag, project), flag.pk


_ADDRESS_DIGITS = 18


def _item(row: InspectionPlan, item_id: int) -> PlanItem:
    rows = PlanItem.objects.filter(plan=row, dropped_at=None).select_related("project", "plan")
    return get_object_or_404(rows, pk=item_id)


def _about(item: PlanItem) -> list[tuple[Any, str]]:
    return [(_("Project"), f"{item.project.code} {item.project.name}"), (_("Reason"), item.reason)]


def _of(form: Any, **more: Any) -> Any:
    return type(form.__name__, (form,), more)


def _pk(row: Any) -> int | None:
    return row.pk if row is not None else None


def _crumbs() -> list[tuple[str, str]]:
    return [(gettext("Inspection plans"), reverse("inspections:plans"))]


def _page(
    heading: Promise, act: Act, plan: InspectionPlan, lede: Promise | str = "", **more: Any
) -> Page:
    crumbs = [*_crumbs(), (str(plan), plan_access.plan_url(plan))]
    told = {"crumbs": crumbs} | more
    back = plan_url(plan)
    template = "projects/edit.html"
    return Page(heading, [act], None, lede, template, told, back_url=back, clocks=False)
