"""More capital for the projects of an owner, under decisions as a person would enter them."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.e2e.stage import CHECKOUT

# Nothing else may stand in the tables: other tests move this capital, and the ledger says no to
# annual capital that no medium-term plan holds.
_GIVE = """
import sys
from datetime import date
import django
django.setup()
from django.utils import timezone
from accounts.models import User
from disbursement.actions import ledger
from disbursement.actions.ledger_rows import DecisionFacts, RowFacts
from disbursement.models import CapitalPlan, FundingSource, PlanLine
from projects.models import Project
person, year = User.objects.get(username=sys.argv[1]), int(sys.argv[2])
annual = CapitalPlan.objects.get(horizon="annual", first_year=year)
medium = CapitalPlan.objects.get(
    horizon="medium_term", first_year__lte=year, last_year__gte=year
)
lines = PlanLine.objects.filter(
    plan=annual, bucket="year", allocated_vnd__gt=0, project__public__owner=person.agency
)
known = set(lines.values_list("project_id", "source_id"))
parents = FundingSource.objects.filter(parent__isnull=False).values("parent_id")
new = [
    (project, source)
    for project in Project.objects.filter(public__owner=person.agency).order_by("pk")
    for source in FundingSource.objects.exclude(pk__in=parents).order_by("pk")
    if (project.pk, source.pk) not in known
][: max(0, int(sys.argv[3]) - len(known))]
for plan, day in ((medium, date(year, 1, 5)), (annual, date(year, 1, 6))) if new else ():
    for kind, layer in (("assign", "council"), ("allocate", "allocated")):
        rows = [
            RowFacts(
                plan=plan,
                layer=layer,
                bucket="year",
                source=source,
                project=project if kind == "allocate" else None,
                amount_delta_vnd=90 * 10**9,
            )
            for project, source in new
        ]
        facts = DecisionFacts(
            kind=kind,
            issuer="council" if kind == "assign" else "committee",
            number=f"{plan.pk}/{kind}-60",
            issued_date=day,
            is_demonstration=True,
        )
        ledger.record(
            facts=facts, rows=rows, by=None, on=timezone.localdate(), at=timezone.now()
        )
"""


def give_lines(username: str, *, year: int, count: int) -> None:
    """See to it that the projects of a person's agency have so many lines of a year."""
    words = [sys.executable, "-c", _GIVE, username, str(year), str(count)]
    env = dict(os.environ) | {"DJANGO_SETTINGS_MODULE": "investportal.settings"}
    subprocess.run(words, cwd=CHECKOUT, env=env, check=True)  # noqa: S603 -- our own program
