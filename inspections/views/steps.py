"""Recording and withdrawing steps, pauses and more days."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from inspections import case_page
from inspections.actions import conclusions, interruptions, steps
from inspections.case_access import case_url, page_of, written_case
from inspections.forms.steps import (
    ExtendForm,
    OrderForm,
    PauseForm,
    SignForm,
    StepForm,
    WithdrawForm,
)
from inspections.models import Case, CasePause, CaseStep, Conclusion
from projects.views.answering import Act, answer
from projects.views.editing import pages
from vn.dates import day_text


@pages
@requires(Permission.KEEP_CASES)
def step(request: HttpRequest, code: str, ordinal: int = 0) -> HttpResponse:
    """Record a step of the case, or of one of its conclusions; the next one is offered first."""
    case = written_case(request, code)
    conclusion = get_object_or_404(Conclusion, case=case, ordinal=ordinal) if ordinal else None
    proposed = case_page.proposed_step(case, conclusion)
    act = Act(
        form=_of(StepForm, case, conclusion),
        save=lambda form, hand: steps.take(**hand, case_id=case.pk, facts=form.facts()),
        said=_("Step recorded. The clocks are reckoned anew."),
        button=_("Record the step"),
        goes_to=lambda _row: case_url(case),
        proposed={"kind": proposed} if proposed else {},
    )
    lede = _("Days that follow by law are reckoned from the day of this step.")
    facts = case_page.known_days(case, conclusion)
    return answer(request, page_of(_("Record a step"), [act], case, lede, facts=facts))


@pages
@requires(Permission.KEEP_CASES)
def step_withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take back a step entered by mistake."""
    case = written_case(request, code)
    row = get_object_or_404(CaseStep, case=case, pk=pk, withdrawn_at=None)
    act = Act(
        form=WithdrawForm,
        save=lambda form, hand: steps.withdraw(
            **hand, step_id=row.pk, case_id=case.pk, reason=form.cleaned_data["reason"]
        ),
        said=_("Step withdrawn. It stays in the history."),
        button=_("Withdraw the step"),
        goes_to=lambda _row: case_url(case),
    )
    facts = [(_("Step"), row.get_kind_display()), (_("Day"), day_text(row.on_date))]
    return answer(request, page_of(_("Withdraw a step"), [act], case, facts=facts))


@pages
@requires(Permission.KEEP_CASES)
def conclusion_order(request: HttpRequest, code: str) -> HttpResponse:
    """Order the draft of one more conclusion."""
    case = written_case(request, code)
    act = Act(
        form=OrderForm,
        save=lambda form, hand: conclusions.order_conclusion(
            **hand, case_id=case.pk, facts=form.facts()
        ),
        said=_("The draft is ordered."),
        button=_("Order the draft"),
        goes_to=lambda _row: case_url(case),
    )
    lede = _("A case may have several conclusions; each has its own clocks (art. 36.3).")
    return answer(request, page_of(_("Order a conclusion"), [act], case, lede))


@pages
@requires(Permission.KEEP_CASES)
def conclusion_sign(request: HttpRequest, code: str, ordinal: int) -> HttpResponse:
    """Record number and day of a conclusion."""
    case = written_case(request, code)
    row = get_object_or_404(Conclusion, case=case, ordinal=ordinal)
    act = Act(
        form=SignForm,
        save=lambda form, hand: conclusions.sign(**hand, seen=form.seen, facts=form.facts()),
        said=_("Conclusion signed. Publish it within 10 days."),
        button=_("Record the signature"),
        row=row,
        goes_to=lambda _row: case_url(case),
    )
    facts = case_page.known_days(case, row)
    return answer(request, page_of(_("Sign the conclusion"), [act], case, facts=facts))


@pages
@requires(Permission.KEEP_CASES)
def pause(request: HttpRequest, code: str, pk: int = 0) -> HttpResponse:
    """Let the case rest at the request of its subject, or say when work goes on."""
    case = written_case(request, code)
    row = get_object_or_404(CasePause, case=case, pk=pk) if pk else None

    def save(form: Any, hand: Any) -> Any:
        if row is not None:
            return interruptions.correct_pause(**hand, seen=form.seen, facts=form.facts())
        return interruptions.pause(**hand, case_id=case.pk, facts=form.facts())

    act = Act(
        form=PauseForm,
        save=save,
        said=_("Pause recorded. Its days are not counted."),
        button=_("Save the pause"),
        row=row,
        goes_to=lambda _row: case_url(case),
    )
    lede = _("Once, for 30 days at most, at the request of the subject (art. 30.3).")
    return answer(request, page_of(_("Pause"), [act], case, lede))


@pages
@requires(Permission.KEEP_CASES)
def extend(request: HttpRequest, code: str) -> HttpResponse:
    """Give the case more days on site."""
    case = written_case(request, code)
    act = Act(
        form=ExtendForm,
        save=lambda form, hand: interruptions.extend(**hand, case_id=case.pk, facts=form.facts()),
        said=_("Extension recorded."),
        button=_("Save the extension"),
        goes_to=lambda _row: case_url(case),
    )
    lede = _("Decided before the time on site runs out; a later one adds nothing.")
    return answer(request, page_of(_("More days on site"), [act], case, lede))


def _of(form: type[StepForm], case: Case, conclusion: Conclusion | None) -> Any:
    return type("StepOfCase", (form,), {"case": case, "conclusion": conclusion})
