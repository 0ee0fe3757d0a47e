"""The entry grid of sixty lines against the bare rows it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from accounts.models import Agency, User
from accounts.permissions import Role
from disbursement.models import PlanLine
from disbursement.querysets.payments import lines_of_month, of_owners, payable
from projects.models import PublicProject
from tests.benchmarks import capital, database
from tests.benchmarks.harness import Goal, Ledger, Line, in_turn, ratio, took

LINES, REPEATS = 60, 9
SIZE = f"{LINES} lines of 100k x 60 months"
MONTH = date(2026, 12, 1)
RAW = """
    SELECT line.id, project.code, project.name, public.budget_code, source.name, line.bucket,
        line.allocated_vnd, now.advance_vnd, now.volume_vnd, now.recovery_vnd, now.estimate_vnd,
        last.advance_vnd + last.volume_vnd, (
            SELECT SUM(COALESCE(advance_vnd, 0) + COALESCE(volume_vnd, 0))
            FROM disbursement_monthlypayment
            WHERE line_id = line.id AND month < %(month)s
        )
    FROM disbursement_planline line
    JOIN disbursement_capitalplan plan ON plan.id = line.plan_id AND plan.first_year = 2026
    JOIN projects_project project ON project.id = line.project_id
    JOIN projects_publicproject public ON public.project_id = project.id
    JOIN disbursement_fundingsource source ON source.id = line.source_id
    LEFT JOIN disbursement_monthlypayment now ON now.line_id = line.id AND now.month = %(month)s
    LEFT JOIN disbursement_monthlypayment last
        ON last.line_id = line.id AND last.month = %(month)s - INTERVAL '1 month'
    WHERE public.owner_id = %(owner)s ORDER BY project.name, project.id
"""


@pytest.fixture
def owner(open_database: None) -> Iterator[Agency]:
    """An owner of sixty lines for the length of the test: nothing of it stays."""
    with database.using(capital.made()), transaction.atomic():
        agency = Agency.objects.create(code="b-60", name="Ban QLDA", short_name="Ban", kind="pmu")
        chosen = PlanLine.objects.filter(plan__first_year=2026).order_by("pk")[:LINES]
        projects = list(chosen.values_list("project_id", flat=True))
        PublicProject.objects.filter(project__in=projects).update(owner=agency)
        yield agency
        transaction.set_rollback(True)


def test_grid(owner: Agency, ledger: Ledger) -> None:
    person = User.objects.create(username="b-60", role=Role.OWNER, agency=owner)
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = f"/nhap-giai-ngan/{owner.pk}/?thang={MONTH:%Y-%m}"
    works: dict[str, Callable[[], Any]] = {
        "raw": lambda: raw(owner),
        "rows": lambda: lines_of_month(of_owners(payable(MONTH), [owner.pk]), MONTH),
        "page": lambda: client.get(address).content,
    }
    assert len(works["raw"]()) == len(works["rows"]()) == LINES
    assert works["page"]().count(b'<th scope="row">') == LINES + 1
    taken = in_turn(works, repeats=REPEATS)
    floor = f"one query of the same rows {took(taken['raw'])}"
    add = {"rows": ("Entry grid, its rows with questions and scenarios", Goal(6)), "page": PAGE}
    for key, (work, goal) in add.items():
        value = ratio(taken[key], taken["raw"])
        ledger.add(Line(work, SIZE, took(taken[key]), floor, value, goal, NOTE))


PAGE: tuple[str, Goal | None] = ("Entry grid as a page", None)
NOTE = (
    "Questions need the months before, the window of each line its decisions, and the programme of "
    "the month its scenario; the floor reads rows and decides nothing."
)


def raw(owner: Agency) -> list[tuple[Any, ...]]:
    """The floor."""
    with connection.cursor() as cursor:
        cursor.execute(RAW, {"month": MONTH, "owner": owner.pk})
        return list(cursor.fetchall())
