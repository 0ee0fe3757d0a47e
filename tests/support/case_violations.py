"""What the database refuses of cases, their people and handovers, and of what they propose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from inspections.models import (
    CaseGroup,
    CaseMember,
    CaseProject,
    CaseProposal,
    CaseSubject,
    CaseTransfer,
)
from tests.factories import AgencyFactory, InvestorFactory, ProjectFactory, UserFactory
from tests.factories.cases import CaseDecided, CaseInPreparation, ConclusionSigned

_ODD = "?"
_DAY = date(2026, 4, 1)


def _member(**more: Any) -> CaseMember:
    case = more.pop("case", None) or CaseInPreparation()
    return CaseMember.objects.create(**{"case": case, "name": "An", "duty": "member"} | more)


def _transfer(**more: Any) -> CaseTransfer:
    case: Any = CaseDecided()
    known = {
        "case": case,
        "kind": CaseTransfer.Kind.POLICE,
        "from_body": case.original_body,
        "to_name": "Cơ quan điều tra",
        "on_date": _DAY,
        "document_number": "9/CV-TTT",
    }
    return CaseTransfer.objects.create(**known | more)


def _proposal(**more: Any) -> CaseProposal:
    known = {"conclusion": ConclusionSigned(), "project": ProjectFactory(), "kind": "recovery"}
    return CaseProposal.objects.create(**known | more)


def _same_project() -> None:
    case, project = CaseInPreparation(), ProjectFactory()
    for _ in range(2):
        CaseProject.objects.create(case=case, project=project)


def _same_subject() -> None:
    case, investor = CaseInPreparation(), InvestorFactory()
    for _ in range(2):
        CaseSubject.objects.create(case=case, investor=investor)


def _two_subjects() -> None:
    CaseSubject.objects.create(
        case=CaseInPreparation(), investor=InvestorFactory(), agency=AgencyFactory()
    )


def _same_group() -> None:
    case = CaseInPreparation()
    for topic in ("Đất đai", "Đầu tư"):
        CaseGroup.objects.create(case=case, ordinal=1, topic=topic)


def _same_person() -> None:
    case, user = CaseInPreparation(), UserFactory(inspector=True)
    for _ in range(2):
        _member(case=case, user=user)


CASES: dict[str, Callable[[], Any]] = {
    "case_kind_is_known": lambda: CaseInPreparation(kind=_ODD),
    "case_mode_is_known": lambda: CaseInPreparation(mode=_ODD),
    "case_body_level_is_known": lambda: CaseInPreparation(body_level=_ODD),
    "case_state_is_known": lambda: CaseInPreparation(
        state=_ODD, ended_date=_DAY, ended_reason="Xong"
    ),
    "case_decision_has_number_and_day": lambda: CaseDecided(decision_number=""),
    "case_period_is_in_order": lambda: CaseDecided(period_to=date(2021, 12, 31)),
    "case_ended_has_day_and_reason": lambda: CaseDecided(state="closed", ended_date=_DAY),
    "case_says_what_is_looked_at": lambda: CaseInPreparation(content=""),
    "case_project_once": _same_project,
    "case_subject_is_agency_or_investor": _two_subjects,
    "case_subject_once": _same_subject,
    "case_group_once": _same_group,
    "case_member_duty_is_known": lambda: _member(duty=_ODD),
    "case_member_once": _same_person,
    "case_member_one_head": lambda: _member(duty="head"),
    "case_member_left_for_a_reason": lambda: _member(left_date=_DAY),
    "case_transfer_kind_is_known": lambda: _transfer(kind=_ODD),
    "case_transfer_names_who_takes_over": lambda: _transfer(kind="responsible"),
    "case_proposal_kind_is_known": lambda: _proposal(kind=_ODD),
    "case_proposal_state_is_known": lambda: _proposal(
        state=_ODD, decided_date=_DAY, decided_number="9/QĐ"
    ),
    "case_proposal_of_handling_names_the_class": lambda: _proposal(kind="handling"),
    "case_proposal_decided_by_a_document": lambda: _proposal(state="declined", decided_date=_DAY),
}
