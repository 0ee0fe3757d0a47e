"""Publishing a conclusion, and correcting it before that."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from deadlines.models import Obligation
from inspections import published
from inspections.actions import publishing as acts
from inspections.forms.publishing import CorrectForm, PublishForm
from inspections.models import Conclusion
from inspections.people import may_write
from inspections.rules.subjects import CONCLUSION
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages
from vn.dates import day_text


@pages
@requires(Permission.KEEP_CASES)
def publish(request: HttpRequest, code: str, conclusion_id: int) -> HttpResponse:
    """Make a signed conclusion public, after reading what everybody will read."""
    row = _conclusion(request, code, conclusion_id)
    act = Act(
        form=PublishForm,
        save=lambda form, hand: acts.publish(**hand, seen=form.seen, facts=form.facts()),
        said=_("Conclusion published. Everybody can read it now."),
        button=_("Publish the conclusion"),
        row=row,
    )
    lede = _("From then on everybody knows of the case. Publishing is never taken back.")
    page = _page(_("Publish the conclusion"), act, row, lede)
    page.more["sheet"] = published.sheet(row)
    return answer(request, page)


@pages
@requires(Permission.KEEP_CASES)
def correct(request: HttpRequest, code: str, conclusion_id: int) -> HttpResponse:
    """Correct what a signed conclusion says, before it is published."""
    row = _conclusion(request, code, conclusion_id)
    act = Act(
        form=CorrectForm,
        save=lambda form, hand: acts.correct(**hand, seen=form.seen, facts=form.facts()),
        said=_("Conclusion corrected: %(fields)s."),
        button=_("Save the correction"),
        row=row,
    )
    lede = _("A signed conclusion is corrected by a document, before it is published (art. 36.4).")
    return answer(request, _page(_("Correct the conclusion"), act, row, lede))


def _conclusion(request: HttpRequest, code: str, conclusion_id: int) -> Conclusion:
    """404 for what this person may not know of, 403 for who only reads the case."""
    user = signed_in(request)
    seen = Conclusion.objects.visible_to(user).select_related("case")
    row: Conclusion = get_object_or_404(seen, pk=conclusion_id, case__code=code)
    if not may_write(row.case, user):
        raise PermissionDenied
    return row


def _page(heading: Promise, act: Act, row: Conclusion, lede: Promise) -> Page:
    case_url = reverse("inspections:case", args=[row.case.code])
    more = {
        "crumbs": [
            (gettext("Cases"), reverse("inspections:cases")),
            (f"{row.case.code} {row.case.title}", case_url),
        ],
        "facts": _facts(row),
    }
    template = "inspections/publish.html"
    return Page(heading, [act], None, lede, template, more, back_url=case_url, clocks=False)


def _facts(row: Conclusion) -> list[tuple[str, Any]]:
    due = _publish_by(row)
    return [
        (gettext("Conclusion"), row.number or "—"),
        (gettext("Signed"), day_text(row.signed_date) if row.signed_date else "—"),
        (gettext("Publish by (art. 37.1)"), day_text(due) if due else "—"),
    ]


def _publish_by(row: Conclusion) -> date | None:
    """The day the clock K8 keeps."""
    duties = Obligation.objects.filter(kind="K8", subject_kind=CONCLUSION, subject_id=row.pk)
    return duties.values_list("due_date", flat=True).first()
