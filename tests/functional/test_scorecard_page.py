"""Resolution 135 on its page: every figure leads to its rows, today and in a frozen report."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from deadlines.models import SweepRun
from reporting import configuring
from reporting.actions.targets import load_targets
from reporting.builders import scorecard
from reporting.builders.asked import Asked
from reporting.models import ReportRun
from reporting.rules.scorecard import LARGE_PROJECT_VND
from tests.factories import (
    TODAY,
    FlagConfirmed,
    ObligationOverdue,
    PolicyApproval,
    ProjectNotStarted,
    UserFactory,
)
from tests.factories.reporting import PaperDraft, PaperIssued, ReportReady
from tests.support.people import signed_in

pytestmark = pytest.mark.django_db

PAGE = reverse("reporting:resolution")


@pytest.fixture
def leader() -> Client:
    SweepRun.objects.create(on=TODAY, finished_at=datetime(2026, 8, 31, 17, 5, tzinfo=UTC))
    return signed_in(UserFactory(committee_leader=True))


def large(day: date = TODAY) -> Any:
    project = ProjectNotStarted()
    PolicyApproval(project=project, issued_date=day, capital_vnd=LARGE_PROJECT_VND)
    return project


def frozen(**more: Any) -> Any:
    document = scorecard.build(
        Asked(cut_off=TODAY, generated_on=TODAY, letter=configuring.letter())
    )
    return ReportReady(
        template=ReportRun.Template.SCORECARD,
        cut_off=TODAY,
        snapshot=document.to_json(),
        snapshot_sha256=document.sha256,
        **more,
    )


def test_every_linked_cell_opens_as_many_rows_as_it_says(leader: Client) -> None:
    load_targets()
    projects = [large(), large(date(2024, 1, 5))]
    late = ObligationOverdue(project_id=projects[0].pk, kind="L1")
    FlagConfirmed(obligation=late, project_id=projects[0].pk)
    page: Any = leader.get(PAGE)
    links = {
        cell["url"].partition("#")[0]: cell["text"]
        for table in page.context["tables"]
        for row in table["rows"]
        for cell in row.get("cells", ())
        if cell["url"]
    }
    assert len(links) > 5
    for url, text in links.items():
        opened = leader.get(url).context["opened"]
        if "," not in text:
            assert len(opened["rows"]) == int(text), url
        assert opened["value"].rstrip("%") == text, url
    rate = {"so-lieu": "r135.3.all.inspected_rate"}
    assert leader.get(PAGE, rate).context["opened"]["rows"] == []
    left: Any = leader.get(PAGE, rate | {"con-lai": "1"})
    assert [row.url for row in left.context["opened"]["rows"]] == [
        reverse("projects:detail", args=[projects[0].code])
    ]


def test_a_frozen_scorecard_keeps_its_rows(leader: Client) -> None:
    load_targets()
    kept = large()
    run = frozen()
    PaperIssued(run=run)
    large()
    key = {"so-lieu": "r135.1.month.projects"}
    assert len(leader.get(PAGE, key).context["opened"]["rows"]) == 2
    then: Any = leader.get(PAGE, key | {"bao-cao": run.pk})
    assert [row.label for row in then.context["opened"]["rows"]] == [kept.name]
    assert [each["current"] for each in then.context["choices"]] == [False, True]


def test_a_draft_is_seen_by_those_who_make_reports(leader: Client) -> None:
    load_targets()
    large()
    run = frozen()
    PaperDraft(run=run)
    assert leader.get(PAGE, {"bao-cao": run.pk}).status_code == 404
    assert len(leader.get(PAGE).context["choices"]) == 1
    maker = signed_in(UserFactory(specialist=True))
    assert maker.get(PAGE, {"bao-cao": run.pk}).status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        {"bao-cao": "x"},
        {"bao-cao": "9" * 40},
        {"bao-cao": "0"},
        {"so-lieu": "r135.none"},
        {"so-lieu": "census.projects"},
    ],
)
def test_what_is_not_there_is_not_found(leader: Client, asked: dict[str, str]) -> None:
    load_targets()
    assert leader.get(PAGE, asked).status_code == 404


def test_without_targets_the_page_says_so(leader: Client) -> None:
    page = leader.get(PAGE)
    assert page.status_code == 200
    assert str(scorecard.NoTargets.text) in page.content.decode()


def test_the_page_asks_as_often_of_many_projects(leader: Client) -> None:
    load_targets()

    def price(projects: int) -> int:
        for _ in range(projects):
            project = large()
            late = ObligationOverdue(project_id=project.pk, kind="L1")
            FlagConfirmed(obligation=late, project_id=project.pk)
        with CaptureQueriesContext(connection) as asked:
            assert leader.get(PAGE, {"so-lieu": "r135.1.all.projects"}).status_code == 200
        return len(asked)

    leader.get(PAGE)
    assert price(1) == price(9)
