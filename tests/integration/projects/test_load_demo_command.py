"""`manage.py load_demo` and `demo_accounts`: what they refuse, and what they leave out."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from accounts.models import User
from projects.models import Project
from tests.factories import ProjectNotStarted

pytestmark = pytest.mark.django_db


def run(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def test_invented_rows_do_not_join_real_ones() -> None:
    ProjectNotStarted(origin="entered")
    with pytest.raises(CommandError, match="1"):
        run("load_demo")
    assert Project.objects.count() == 1


def test_without_demo_nobody_can_sign_in(settings) -> None:
    settings.DEMO = False
    assert "253" in run("load_demo", "--on", "2026-11-22")
    assert not User.objects.exists()
    assert "253" not in run("load_demo", "--on", "2026-11-22")
    assert Project.objects.count() == 253


def test_the_accounts_are_listed_only_where_they_exist(settings) -> None:
    settings.DEMO = True
    listed = run("demo_accounts")
    assert DEMO_PASSWORD in listed
    assert not any(account.username in listed for account in DEMO_ACCOUNTS)
    settings.DEMO = False
    with pytest.raises(CommandError):
        run("demo_accounts")
