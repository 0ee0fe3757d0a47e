"""What of public investment documents are about: decisions on capital and drafts of reallocation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from accounts.permissions import Permission, Scope
from disbursement.models import PlanDecision, Reallocation
from projects import extensions
from projects.extensions import DocumentOwner
from projects.views import document_section
from vn.dates import day_text

if TYPE_CHECKING:
    from accounts.models import User

DECISION, DRAFT = "plan_decision", "reallocation"
_ADD = {
    DECISION: "disbursement:plan_decision_document_add",
    DRAFT: "disbursement:reallocation_document_add",
}
_NOTHING = Q(pk__in=[])


def owners() -> list[DocumentOwner]:
    """What `disbursement.apps` registers with `projects.extensions`; none has a project."""
    return [
        DocumentOwner(
            DECISION,
            _known(PlanDecision),
            _decisions,
            _whoever_sees_plans,
            Permission.KEEP_PLANS,
            lambda pk: reverse("disbursement:plan_decision", args=[pk]),
        ),
        DocumentOwner(
            DRAFT,
            _known(Reallocation),
            _drafts,
            _whoever_sees_drafts,
            Permission.PROPOSE_MOVES,
            lambda pk: reverse("disbursement:reallocation", args=[pk]),
        ),
    ]


def about(user: User, kind: str, subject_id: int) -> dict[str, Any]:
    """What `_documents.html` reads."""
    needed = (Permission.KEEP_DOCUMENTS, extensions.kept_by(kind))
    keeps = all(user.can(each) for each in needed)
    return {
        "documents": document_section.about(user, kind, subject_id),
        "document_add_url": reverse(_ADD[kind], args=[subject_id]) if keeps else "",
    }


def _known(model: Any) -> Callable[[int], None]:
    def find(subject_id: int) -> None:
        if not model.objects.filter(pk=subject_id).exists():
            raise LookupError(subject_id)

    return find


def _decisions(ids: Sequence[int]) -> Mapping[int, str]:
    found = {}
    for row in PlanDecision.objects.filter(pk__in=ids):
        words = {"number": row.number, "day": day_text(row.issued_date)}
        found[row.pk] = gettext("Decision on capital %(number)s of %(day)s") % words
    return found


def _drafts(ids: Sequence[int]) -> Mapping[int, str]:
    return {
        row.pk: gettext("Draft of reallocation of %(month)s")
        % {"month": f"{row.month.month}/{row.month.year}"}
        for row in Reallocation.objects.filter(pk__in=ids)
    }


def _whoever_sees_plans(user: User) -> Q:
    return Q() if user.can(Permission.VIEW_DISBURSEMENT) else _NOTHING


def _whoever_sees_drafts(user: User) -> Q:
    """As `querysets.reallocations.visible_to`: drafts show the money of all owners."""
    return _whoever_sees_plans(user) if user.scope == Scope.PROVINCE else _NOTHING
