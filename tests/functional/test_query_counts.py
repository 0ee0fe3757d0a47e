"""No page asks the database more often because the registry is larger."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.permissions import Permission
from projects.models import ReviewRound
from tests.factories import (
    DecisionInForce,
    EntryLate,
    FlagOpen,
    ItemPlanned,
    ObligationOverdue,
    ObligationUnknown,
    ProjectNotStarted,
    TrancheHandedOver,
    UserFactory,
)
from tests.functional.test_permission_matrix import (
    OF_INSPECTION,
    OURS,
    Address,
    ask,
    signed_in,
    things,
    url_of,
)
from tests.support.made_things import MAKERS

__all__ = ["things"]

pytestmark = pytest.mark.django_db

MOST = 53
"""Queries of the dearest page, the shell's six included: a dossier has a table for each kind of row,
and the project page reads each of them once."""


def grow(projects: int) -> None:
    """More projects with a milestone, a tranche, a flag and an unknown deadline each."""
    for _ in range(projects):
        project = ProjectNotStarted()
        ItemPlanned(project=project)
        TrancheHandedOver(project=project)
        obligation = ObligationOverdue(project_id=project.pk)
        FlagOpen(obligation=obligation, project_id=project.pk)
        ObligationUnknown(project_id=project.pk)
        DecisionInForce(project=project)
        EntryLate(round=ReviewRound.objects.order_by("pk").first(), project=project)


def queries(client: Client, url: str) -> int:
    """How many a page asks the second time; what it did is taken back."""
    with transaction.atomic():
        ask(client, url)
        with CaptureQueriesContext(connection) as asked:
            assert ask(client, url).status_code == 200, url
        transaction.set_rollback(True)
    return len(asked)


ASKED_ELSEWHERE = {
    Permission.ANSWER_FLAG: "test_flag_statements.py",
    Permission.FILE_REQUEST: "test_support.py",
    Permission.FILE_REPORT: "test_own_reports.py",
    Permission.VIEW_OWN_PROJECTS: "test_investor.py",
    Permission.ENTER_PAYMENTS: "test_payments_pages.py",
    Permission.HAND_OVER: "test_people.py",
    Permission.MANAGE_SYSTEM: "test_people.py, test_system_page.py",
    Permission.WRITE_DIRECTIVE: "test_directives.py",
    Permission.ASSIGN_WORK: "test_work_page.py",
    Permission.MERGE_INVESTORS: "test_investor_merge.py",
    Permission.CLOSE_MONTHS: "test_months_pages.py",
    Permission.APPLY_MOVES: "test_reallocation_pages.py",
    Permission.APPROVE_REPORT: "test_reports.py",
    Permission.MANAGE_RULES: "test_rules.py",
    Permission.APPLY_RULES: "test_rules.py",
}
"""Pages that a specialist does not open, or that are not about projects: who asks what they cost."""

NOT_READ = (
    "disbursement:payments_return",
    # Without a publication to take back it forwards.
    "projects:publication_withdraw",
    "projects:certificate_list_remove",
    "reporting:prepare",
    "reporting:preview",
    # Without a finding in its address it forwards.
    "reporting:explanation",
    "deadlines:decide",
    "deadlines:calendar_revoke",
    "accounts:end_deputy",
    "deadlines:order_review",
    "projects:person_edit",
    "projects:outlines_write",
    "projects:site_import_write",
    # Forwards, or takes a post: the workbook itself is asked about in test_import_wizard.py.
    "projects:import",
    "projects:import_give_up",
    "projects:import_answer_all",
    "projects:import_numbers",
    "projects:import_cancel",
    "projects:import_undo",
)


def is_asked_here(address: Address) -> bool:
    """Pages of one case are known to the people on it: test_case_page.py, test_remedies.py."""
    if address.name.startswith(OF_INSPECTION) and address.parameters:
        return False
    return address.name not in NOT_READ and address.permission not in ASKED_ELSEWHERE


PAGES = [each for each in OURS if is_asked_here(each)]


TOGETHER = 20
"""Pages asked in one test: the things they are about are made once for all of them."""


@pytest.mark.parametrize(
    "pages",
    [PAGES[start : start + TOGETHER] for start in range(0, len(PAGES), TOGETHER)],
    ids=lambda pages: pages[0].name,
)
def test_a_page_asks_as_often_with_three_projects_as_with_fifteen(
    pages: list[Address], things: dict[str, Any]
) -> None:
    client = signed_in(UserFactory(specialist=True, is_superuser=False))
    for name in MAKERS:
        assert things[name]
    urls = [url_of(address, things) for address in pages]
    grow(2)
    few = {url: queries(client, url) for url in urls}
    grow(12)
    assert {url: queries(client, url) for url in urls} == few
    assert {url: count for url, count in few.items() if count > MOST} == {}
