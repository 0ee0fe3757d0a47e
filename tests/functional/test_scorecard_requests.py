"""Target 2 on the page of Resolution 135: its figures lead to the requests they count."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from deadlines.models import SweepRun
from projects.models import SupportRequest
from reporting import configuring
from reporting.actions.targets import load_targets
from reporting.builders import scorecard
from reporting.builders.asked import Asked
from reporting.models import ReportRun
from tests.factories import TODAY, UserFactory
from tests.factories.reporting import PaperIssued, ReportReady
from tests.factories.support import StepFiled, SupportAnswered, SupportWaiting
from tests.support.people import signed_in

pytestmark = pytest.mark.django_db

PAGE = reverse("reporting:resolution")
FILED, ANSWERED = date(2026, 3, 2), date(2026, 3, 4)


@pytest.fixture
def leader() -> Client:
    SweepRun.objects.create(on=TODAY, finished_at=datetime(2026, 8, 31, 17, 5, tzinfo=UTC))
    load_targets()
    return signed_in(UserFactory(committee_leader=True))


def answered() -> SupportRequest:
    """Answered, though no day for the answer was ever reckoned: in the base, not in time."""
    made: SupportRequest = SupportAnswered()
    StepFiled(request=made)
    StepFiled(request=made, kind="answered", on_date=ANSWERED)
    return made


def waiting() -> SupportRequest:
    made: SupportRequest = SupportWaiting()
    StepFiled(request=made)
    return made


def frozen() -> ReportRun:
    asked = Asked(cut_off=TODAY, generated_on=TODAY, letter=configuring.letter())
    document = scorecard.build(asked)
    run: ReportRun = ReportReady(
        template=ReportRun.Template.SCORECARD,
        cut_off=TODAY,
        snapshot=document.to_json(),
        snapshot_sha256=document.sha256,
    )
    PaperIssued(run=run)
    return run


def rows(client: Client, figure: str, **more: Any) -> list[str]:
    page: Any = client.get(PAGE, {"so-lieu": figure, **more})
    return sorted(row.url for row in page.context["opened"]["rows"])


def pages(*requests: SupportRequest) -> list[str]:
    return sorted(reverse("projects:support", args=[each.code]) for each in requests)


@pytest.mark.parametrize("kept", [False, True], ids=["today", "in a frozen report"])
def test_each_figure_leads_to_the_requests_it_counts(leader: Client, kept: bool) -> None:
    done, open_one = answered(), waiting()
    more = {"bao-cao": frozen().pk} if kept else {}
    if kept:
        waiting()  # Filed after the report was frozen: no row of it.
    assert rows(leader, "r135.2.all.asked", **more) == pages(done, open_one)
    assert rows(leader, "r135.2.all.waiting", **more) == pages(open_one)
    assert rows(leader, "r135.2.all.base", **more) == pages(done)
    assert rows(leader, "r135.2.all.in_time", **more) == []
    rate: dict[str, Any] = {"con-lai": "1", **more}
    assert rows(leader, "r135.2.all.in_time_rate", **rate) == pages(done)
    assert leader.get(pages(done)[0]).status_code == 200


def test_without_a_request_there_is_no_percentage(leader: Client) -> None:
    page: Any = leader.get(PAGE)
    document = scorecard.build(
        Asked(cut_off=TODAY, generated_on=TODAY, letter=configuring.letter())
    )
    figure = document.figure("r135.2.all.in_time_rate")
    assert figure is None or figure.value is None
    linked = {
        cell["url"]
        for table in page.context["tables"]
        for row in table["rows"]
        for cell in row.get("cells", ())
        if cell["text"].endswith("%")
    }
    assert not any("r135.2." in url for url in linked)
