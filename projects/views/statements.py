"""Where the bearer of a flag explains or contests it, and an officer records what came on paper."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires, signed_in
from accounts.models import User
from accounts.permissions import Permission, Scope
from deadlines import arithmetic, flag_page, sentence, statement_list, wording
from deadlines.models import Flag, FlagStatement
from deadlines.queries import answerable_by
from deadlines.querysets import LIVE_STATES
from deadlines.registry import describe
from desk.tasks import enqueue
from projects.actions import statements
from projects.actions.acts import Outcome
from projects.documents.storing import taken_in
from projects.forms.statements import (
    AttachForm,
    ContestForm,
    ExplanationForm,
    PaperContestForm,
    PaperExplanationForm,
)
from projects.models import Investor, Project
from projects.views.answering import Act, Hand, Page, answer
from projects.views.editing import pages

_RELATED = ("obligation__rule_version", "obligation__bearer_agency")


@pages
@requires(Permission.ANSWER_FLAG)
def answer_flag(request: HttpRequest, flag_id: int) -> HttpResponse:
    """The bearer reads how the day was reckoned, explains it or gives another opinion."""
    user = signed_in(request)
    flag = _answerable(user, flag_id)
    acts = [_act(flag, ExplanationForm), _act(flag, ContestForm)]
    return answer(request, _page(request, flag, acts, _back(user, flag)))


@pages
@requires(Permission.DECIDE_FLAG)
def paper_flag(request: HttpRequest, flag_id: int) -> HttpResponse:
    """An officer records what the bearer sent on paper, with its number."""
    flag = flag_page.read(flag_id, signed_in(request))
    if flag is None:
        raise Http404
    bearer = _bearer(flag)
    acts = [_act(flag, PaperExplanationForm, bearer), _act(flag, PaperContestForm, bearer)]
    back = reverse("deadlines:flag", args=[flag.pk]) + "#y-kien"
    return answer(request, _page(request, flag, acts, back, bearer=bearer))


@pages
@requires(Permission.ANSWER_FLAG)
def statement_attach(request: HttpRequest, pk: int) -> HttpResponse:
    """One more file with what one said oneself."""
    user = signed_in(request)
    row = get_object_or_404(FlagStatement, pk=pk, by_id=user.pk)
    flag = _answerable(user, row.flag_id)
    if flag.project_id is None:
        raise Http404

    def save(form: AttachForm, hand: Hand) -> Outcome[Any]:
        with taken_in(form.upload, at=hand["at"]) as file:
            filed = statements.attach(
                by=user, on=hand["on"], at=hand["at"], statement=row, file=file
            )
        if filed.job is not None:
            enqueue(filed.job.pk)
        return filed.outcome

    act = Act(AttachForm, save, _("File added."), _("Add file"))
    back = reverse("projects:answer_flag", args=[flag.pk])
    page = _page(request, flag, [act], back, heading=_("Add a file"))
    return answer(request, page)


def _answerable(user: User, flag_id: int) -> Flag:
    flags = answerable_by(user).select_related(*_RELATED)
    flag: Flag = get_object_or_404(flags, pk=flag_id)
    return flag


def _bearer(flag: Flag) -> str:
    duty = flag.obligation
    if duty.bearer_agency is not None:
        return str(duty.bearer_agency)
    return str(Investor.objects.filter(pk=duty.bearer_investor_id or 0).first() or "")


def _back(user: User, flag: Flag) -> str:
    """Investors have a page of their own; an agency goes on to the flag."""
    if user.scope != Scope.OWN:
        return reverse("deadlines:flag", args=[flag.pk]) + "#y-kien"
    if flag.project_id is None:
        return reverse("projects:own_list")
    return reverse("projects:own", args=[Project.objects.get(pk=flag.project_id).code])


def _act(flag: Flag, form: Any, bearer: str = "") -> Act:
    is_contest = issubclass(form, ContestForm)

    def save(form: Any, hand: Hand) -> Outcome[Any]:
        by = hand["by"]
        if by is None:
            raise Http404
        with taken_in(form.upload, at=hand["at"]) if form.upload else nullcontext() as file:
            stated = statements.state(
                by=by, on=hand["on"], at=hand["at"], said=form.said(flag, bearer=bearer), file=file
            )
        if stated.filed is not None and stated.filed.job is not None:
            enqueue(stated.filed.job.pk)
        return stated.outcome

    return Act(
        form,
        save,
        said=_("Your opinion is recorded.") if is_contest else _("The explanation is recorded."),
        button=_("Send this opinion") if is_contest else _("Send the explanation"),
        key="y-kien-khac" if is_contest else "giai-trinh",
        title=_("Another opinion") if is_contest else _("Explain and give a new day"),
    )


def _page(
    request: HttpRequest,
    flag: Flag,
    acts: list[Act],
    back: str,
    *,
    bearer: str = "",
    heading: Any = "",
) -> Page:
    user, on = signed_in(request), timezone.localdate()
    duty = flag.obligation
    key = (duty.subject_kind, duty.subject_id)
    subject = describe([key]).get(key)
    is_live = flag.state in LIVE_STATES
    what = wording.duty(duty.kind, subject.words if subject and duty.kind == "I1" else None)
    more = {
        "flag": flag,
        "what": what,
        "subject": subject,
        "live": is_live,
        "crumbs": _crumbs(user, flag, subject),
        "sentence": sentence.sentence(vars(duty), on),
        "lines": arithmetic.lines(vars(duty), on),
        "article": duty.rule_version.article if duty.rule_version else "",
        "bearer": bearer,
        "heard": _heard(flag) if is_live else gettext("This matter is closed."),
        **statement_list.context(flag, list(flag.statements.all()), user, on),
    }
    if is_live and flag.project_id is not None and user.can(Permission.ANSWER_FLAG):
        for row in more["statements"]:
            if row["by_id"] == user.pk:
                row["attach_url"] = reverse("projects:statement_attach", args=[row["pk"]])
    # What was typed for a flag that closed meanwhile comes back with the refusal.
    shown = acts if is_live or request.method == "POST" else []
    project = Project.objects.filter(pk=flag.project_id or 0).first()
    return Page(
        heading or what,
        shown,
        project,
        template="projects/answer_flag.html",
        more=more,
        back_url=back,
        clocks=False,
    )


def _heard(flag: Flag) -> str:
    """Where the flag stands, in words for the one who owes it."""
    if flag.state == Flag.State.CONTESTED:
        return gettext("Your opinion is being looked at by an officer.")
    if flag.state == Flag.State.CONFIRMED:
        return gettext("An officer has looked at it: the day has passed.")
    return gettext("An officer has not looked at it yet.")


def _crumbs(user: User, flag: Flag, subject: Any) -> list[tuple[str, str]]:
    back = _back(user, flag)
    if user.scope == Scope.OWN:
        name = subject.project_name if subject else gettext("Your projects")
        return [(name, back)]
    words = gettext("Flag %(number)s") % {"number": flag.pk}
    return [(gettext("Flags"), reverse("deadlines:flags")), (words, back)]
