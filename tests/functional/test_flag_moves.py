"""Who moves a flag: confirms, dismisses, contests; the matrix of roles."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from deadlines.models import Flag
from tests.factories import FlagOpen, ProjectNotStarted, UserFactory
from tests.support.flags import decide, raised
from tests.support.investors import asked, member

__all__ = ["member"]

pytestmark = pytest.mark.django_db

CONTEST = {"act": "y-kien-khac", "text": "Đất mới bàn giao từ tháng 5"}


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


DECIDES = {Role.SPECIALIST, Role.DEPARTMENT_LEADER}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("state", ["confirmed", "dismissed", "contested"])
def test_only_officers_confirm_dismiss_and_record_another_opinion(role, state) -> None:
    flag = raised()
    user = UserFactory(**{role.value: True})
    page = decide(browser(user), flag, state=state, reason="Lý do", document_number="7/TB")
    flag.refresh_from_db()
    if role in DECIDES:
        assert (page.status_code, flag.state) == (302, state)
    else:
        assert (page.status_code, flag.state) == (403, "open")


@pytest.mark.parametrize("role", list(Role))
def test_only_the_bearer_contests(role, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    flag: Flag = FlagOpen(
        obligation=asked(project), project_id=project.pk, opened_on=timezone.localdate()
    )
    user = member.user if role == Role.INVESTOR else UserFactory(**{role.value: True})
    page = browser(user).post(reverse("projects:answer_flag", args=[flag.pk]), CONTEST)
    flag.refresh_from_db()
    if role == Role.INVESTOR:
        assert (page.status_code, flag.state) == (302, "contested")
    else:
        assert page.status_code == (404 if role == Role.SECTOR_AGENCY else 403)
        assert flag.state == "open"
