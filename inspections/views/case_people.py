"""Who is on a case, its groups, handing it over and ending it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from inspections.actions import case_people as acts
from inspections.actions import cases
from inspections.case_access import case_url, page_of, written_case
from inspections.forms.case_people import GroupForm, HandOverForm, LeaveForm, MemberForm
from inspections.forms.cases import EndForm
from inspections.models import Case, CaseMember
from inspections.people import is_on, may_write
from projects.views.answering import Act, answer
from projects.views.editing import pages


@pages
@requires(Permission.KEEP_CASES)
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Who is on the case, with the forms that add people and groups."""
    case = written_case(request, code)

    def goes_to(_row: Any) -> str:
        return _still_readable(request, case)

    join = Act(
        form=_of(case),
        save=lambda form, hand: acts.join(**hand, case_id=case.pk, person=_person(form)),
        said=_("The person is on the case."),
        button=_("Put on the case"),
        key="nguoi",
        title=_("Put somebody on the case"),
        goes_to=goes_to,
    )
    group = Act(
        form=GroupForm,
        save=lambda form, hand: acts.add_group(
            **hand, case_id=case.pk, topic=form.cleaned_data["topic"]
        ),
        said=_("Group added."),
        button=_("Add group"),
        key="nhom",
        title=_("Add a group with its topic"),
        goes_to=goes_to,
    )
    lede = _("These people, and nobody else, read the case until a conclusion is published.")
    told = {"template": "inspections/people.html", "members": _members(case)}
    return answer(request, page_of(_("People of the case"), [join, group], case, lede, **told))


@pages
@requires(Permission.KEEP_CASES)
def leave(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take somebody off the case."""
    case = written_case(request, code)
    row = get_object_or_404(CaseMember, case=case, pk=pk, left_date=None)
    act = Act(
        form=LeaveForm,
        save=lambda form, hand: acts.leave(
            **hand,
            seen=form.seen,
            left_date=form.cleaned_data["left_date"],
            left_reason=form.cleaned_data["left_reason"],
        ),
        said=_("The person is no longer on the case."),
        button=_("Take off the case"),
        row=row,
        goes_to=lambda _row: _still_readable(request, case),
    )
    facts = [(_("Person"), row.name), (_("Duty"), row.get_duty_display())]
    return answer(request, page_of(_("Take off the case"), [act], case, facts=facts))


@pages
@requires(Permission.KEEP_CASES)
def hand_over(request: HttpRequest, code: str) -> HttpResponse:
    """Hand the case, or the duty to follow it up, to another body."""
    case = written_case(request, code)
    act = Act(
        form=HandOverForm,
        save=lambda form, hand: acts.hand_over(**hand, case_id=case.pk, facts=_handover(form)),
        said=_("The handover is recorded."),
        button=_("Record the handover"),
        goes_to=lambda _row: case_url(case),
    )
    return answer(request, page_of(_("Hand over the case"), [act], case))


@pages
@requires(Permission.KEEP_CASES)
def end(request: HttpRequest, code: str) -> HttpResponse:
    """Close the case, or stop it for good."""
    case = written_case(request, code)
    act = Act(
        form=EndForm,
        save=lambda form, hand: cases.end(**hand, seen=form.seen, **_ended(form)),
        said=_("The case ended."),
        button=_("End the case"),
        row=case,
    )
    lede = _("A case is closed when every recommendation is. Nothing is recorded in it afterwards.")
    return answer(request, page_of(_("End the case"), [act], case, lede))


def _still_readable(request: HttpRequest, case: Case) -> str:
    """Where somebody goes on who may have taken himself or herself off the case."""
    user = signed_in(request)
    if may_write(case, user):
        return reverse("inspections:case_people", args=[case.code])
    return case_url(case) if is_on(case, user) else reverse("inspections:cases")


def _of(case: Case) -> Any:
    return type("MemberOfCase", (MemberForm,), {"case": case})


def _person(form: Any) -> acts.Person:
    data = form.cleaned_data
    return acts.Person(
        user=data["user"],
        name=data["name"],
        position=data["position"],
        duty=data["duty"],
        group_id=data["group"].pk if data["group"] else None,
    )


def _handover(form: Any) -> acts.Handover:
    data = form.cleaned_data
    return acts.Handover(
        kind=data["kind"],
        to_body_id=data["to_body"].pk if data["to_body"] else None,
        to_name=data["to_name"],
        on_date=data["on_date"],
        document_number=data["document_number"],
        reason=data["reason"],
    )


def _ended(form: Any) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("state", "ended_date", "reason")}


def _members(case: Case) -> list[dict[str, Any]]:
    rows = case.members.select_related("group", "user__agency").order_by("left_date", "pk")
    return [
        {
            "row": row,
            "duty": row.get_duty_display(),
            "agency": row.user.agency.short_name if row.user and row.user.agency else "",
            "leave": ""
            if row.left_date
            else reverse("inspections:case_leave", args=[case.code, row.pk]),
        }
        for row in rows
    ]
