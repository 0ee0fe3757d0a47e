"""What the database refuses of requests, reports, accounts asked for and publications."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from projects.models import FilingSheet, SupportStep
from reporting.models import PublicReport
from tests import factories as f
from tests.factories.publications import InterestNew
from tests.factories.reporting import PaperIssued
from tests.factories.support import (
    PublishedProject,
    RegistrationWaiting,
    SheetDraft,
    StepFiled,
    SupportAnswered,
    SupportOutside,
    SupportWaiting,
)
from tests.support.order_violations import again

DAY = date(2026, 3, 2)
BEFORE = date(2026, 3, 1)
AT = datetime(2026, 3, 3, 2, tzinfo=UTC)
ODD = "?"


def _sent_sheet() -> FilingSheet:
    filing = f.FilingSubmitted()
    row: FilingSheet = SheetDraft(project=filing.project, filing=filing)
    return row


def _changed_sheet() -> None:
    row = _sent_sheet()
    FilingSheet.objects.filter(pk=row.pk).update(workers=5)


def _changed_step() -> None:
    row = StepFiled()
    SupportStep.objects.filter(pk=row.pk).update(words="Khác")


def _public(**given: Any) -> PublicReport:
    return PublicReport.objects.create(**{"paper": PaperIssued(), "from_date": DAY} | given)


def _public_twice() -> None:
    _public(paper=_public().paper)


SUPPORT: dict[str, Callable[[], Any]] = {
    "support_request_kind_is_known": lambda: SupportWaiting(kind=ODD),
    "support_request_channel_is_known": lambda: SupportWaiting(channel=ODD),
    "support_request_state_is_known": lambda: SupportWaiting(state=ODD),
    "support_request_says_what_is_asked": lambda: SupportWaiting(words=""),
    "support_request_limit_names_its_basis": lambda: SupportWaiting(limit_date=DAY),
    "support_request_outside_is_whole": lambda: SupportOutside(follow_up_days=None),
    "support_request_answer_is_whole": lambda: SupportAnswered(answer=""),
    "support_request_answered_after_it_was_opened": lambda: SupportAnswered(answered_date=BEFORE),
    "support_request_rated_once_answered": lambda: SupportWaiting(
        rating="satisfied", rated_date=DAY
    ),
    "support_step_kind_is_known": lambda: StepFiled(kind=ODD),
    "filing_sheet_kind_is_known": lambda: SheetDraft(kind="R9"),
    "filing_sheet_works_is_known": lambda: SheetDraft(works=ODD),
    "filing_sheet_equity_not_negative": lambda: SheetDraft(equity_vnd=-1),
    "filing_sheet_loans_not_negative": lambda: SheetDraft(loans_vnd=-1),
    "filing_sheet_implemented_not_negative": lambda: SheetDraft(implemented_vnd=-1),
    "filing_sheet_revenue_not_negative": lambda: SheetDraft(revenue_vnd=-1),
    "filing_sheet_exports_not_negative": lambda: SheetDraft(exports_usd=-1),
    "filing_sheet_taxes_not_negative": lambda: SheetDraft(taxes_vnd=-1),
    "filing_sheet_land_not_negative": lambda: SheetDraft(land_used_m2=-1),
    "filing_sheet_one_draft_a_cycle": lambda: again(SheetDraft(), SheetDraft, "project"),
    "investor_member_role_is_known": lambda: f.InvestorMemberFactory(role=ODD),
    "investor_registration_language_is_known": lambda: RegistrationWaiting(language="fr"),
    "investor_registration_decision_is_whole": lambda: RegistrationWaiting(state="refused"),
    "user_language_is_known": lambda: f.UserFactory(language="fr"),
    "publication_once_at_a_time": lambda: again(PublishedProject(), PublishedProject, "project"),
    "publication_ends_for_a_reason": lambda: PublishedProject(until_date=DAY),
    "interest_state_is_known": lambda: InterestNew(
        state=ODD, handled_at=AT, handled_by=f.UserFactory(), handled_words="Đã gọi"
    ),
    "interest_language_is_known": lambda: InterestNew(language="fr"),
    "interest_handled_by_somebody": lambda: InterestNew(state="closed"),
    "public_report_once_at_a_time": _public_twice,
    "public_report_ends_for_a_reason": lambda: _public(until_date=DAY),
}

SUPPORT_TRIGGERS: list[tuple[str, str, Callable[[], Any]]] = [
    ("support_step_stays", "its words", _changed_step),
    ("support_step_stays", "taken out", lambda: StepFiled().delete()),
    ("filing_sheet_sent_stays", "an answer of what was sent", _changed_sheet),
]
