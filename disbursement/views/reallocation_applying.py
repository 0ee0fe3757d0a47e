"""Applying a draft: the decision that moves the capital."""

from __future__ import annotations

from typing import Any

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from disbursement.actions import reallocation_applying
from disbursement.actions.ledger_rows import DecisionFacts
from disbursement.forms.reallocations import DecisionForm
from disbursement.models import PlanDecision
from disbursement.views.reallocations import page_of, visible
from projects.actions.acts import Outcome
from projects.models import Project
from projects.views.answering import Act, Hand, answer
from projects.views.editing import pages
from vn.money import trieu_text
from vn.numbers import group


@pages
@requires(Permission.APPLY_MOVES)
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the decision; the plan changes with it."""
    row = visible(request, pk)
    lines = row.lines.exclude(edited_delta_vnd=0)
    invented = lines.filter(line__project__origin=Project.Origin.DEMONSTRATION).exists()

    def save(form: Any, hand: Hand) -> Outcome[Any]:
        names = ("number", "issued_date", "issuer", "title")
        facts = DecisionFacts(
            kind=PlanDecision.Kind.TRANSFER,
            is_demonstration=invented,
            **{name: form.cleaned_data[name] for name in names},
        )
        return reallocation_applying.apply(**hand, seen=form.seen, facts=facts)

    act = Act(
        form=DecisionForm,
        save=save,
        said=_("Applied: the plan has changed by this decision."),
        button=_("Apply: change the plan"),
        row=row,
    )
    moved = lines.filter(edited_delta_vnd__gt=0).aggregate(all=Sum("edited_delta_vnd"))["all"]
    words = _("%(n)s lines, %(amount)s million VND moved, go into the plan under this decision.")
    lede = words % {"n": group(lines.count()), "amount": trieu_text(moved or 0)}
    return answer(request, page_of(_("Apply by decision"), act, row=row, lede=lede))
