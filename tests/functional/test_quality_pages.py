"""The quality of the data: figures that lead to their lists, questions and their answers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from deadlines.models import Flag
from projects.models import RecordCheck
from tests.factories import (
    ProjectNotStarted,
    ProjectTerminated,
    QualityComplete,
    QualityLacking,
    UserFactory,
    question_open,
)
from tests.support.forms import boxes, errors, said
from tests.support.people import signed_in

pytestmark = pytest.mark.django_db

PAGE = "/chat-luong/"


@pytest.fixture
def officer() -> User:
    user: User = UserFactory(specialist=True)
    return user


@pytest.fixture
def desk(officer: User) -> Client:
    return signed_in(officer)


@pytest.fixture
def registry(officer: User) -> None:
    """Four followed: one meets the target, one lacks facts, one is old, one is not measured."""
    today = timezone.localdate()
    QualityComplete(updated_on=today, project__officer=officer)
    QualityLacking(updated_on=today, project__officer=officer)
    QualityComplete(updated_on=today - timedelta(days=91))
    ProjectNotStarted()
    QualityLacking(project=ProjectTerminated(), updated_on=date(2020, 1, 1))


def count(desk: Client, url: str) -> int:
    return int(desk.get(url).context["totals"].projects)


def test_target_4_with_its_base(desk: Client, registry: None) -> None:
    page = desk.get(PAGE)
    whole = page.context["whole"]
    assert (whole.all, whole.meets, whole.complete, whole.current) == (4, 1, 2, 2)
    assert page.context["unmeasured"] == 1
    assert page.context["kpis"][0]["value"] == "25,0%"
    assert sum(int(row["count"]) for row in page.context["bands"]) == 3


def test_every_figure_leads_to_as_many_projects(desk: Client, registry: None) -> None:
    context = desk.get(PAGE).context
    whole = context["whole"]
    assert count(desk, context["list_url"]) == whole.all
    for kpi, number in zip(
        context["kpis"], (whole.meets, whole.complete, whole.current), strict=True
    ):
        assert count(desk, kpi["url"]) == number
    assert count(desk, context["unmeasured_url"]) == 1
    for row in context["missing"]:
        assert str(count(desk, row["url"])) == row["count"]
    for table in context["tables"]:
        for row in table["rows"]:
            assert str(count(desk, row["url"])) == row["all"], (table["key"], row["name"])
    found = {(row["name"], row["lacking"], row["stale"]) for row in context["tables"][0]["rows"]}
    assert len(found) == 2


def test_the_definition_says_its_number_of_days(desk: Client, registry: None) -> None:
    assert any("90" in line for line in desk.get(PAGE).context["definition"])


def test_who_sees_part_of_the_registry_gets_figures_of_that_part(registry: None) -> None:
    agency = signed_in(UserFactory(sector_agency=True))
    assert agency.get(PAGE).context["whole"].all == 0


def test_questions_are_first_those_for_me(desk: Client, officer: User) -> None:
    mine = question_open(ProjectNotStarted(officer=officer))
    question_open(ProjectNotStarted())
    page = desk.get(reverse("projects:questions"))
    assert [row["flag_url"] for row in page.context["rows"]] == [
        reverse("deadlines:flag", args=[mine.pk])
    ]
    assert len(desk.get(reverse("projects:questions") + "?xem=tat-ca").context["rows"]) == 2
    assert "5" in page.context["rows"][0]["words"]


def test_a_question_is_left_as_it_is_for_a_reason(desk: Client) -> None:
    flag = question_open(ProjectNotStarted())
    url = reverse("projects:question_keep", args=[flag.pk])
    empty = desk.post(url, boxes(desk.get(url)))
    assert empty.status_code == 422
    assert "reason" in errors(empty)
    sent = boxes(desk.get(url)) | {"reason": "Vốn vay chưa ký"}
    done = desk.post(url, sent, follow=True)
    assert done.redirect_chain[-1][0] == reverse("projects:questions")
    assert said(done)
    flag.refresh_from_db()
    assert (flag.state, flag.reason) == (Flag.State.DISMISSED, "Vốn vay chưa ký")
    kept = desk.get(reverse("projects:questions") + "?xem=giu-nguyen").context["rows"]
    assert kept[0]["reason"] == "Vốn vay chưa ký"
    assert desk.get(url).status_code == 404


def test_a_flag_of_another_rule_is_no_question(desk: Client) -> None:
    flag = question_open(ProjectNotStarted())
    Flag.objects.filter(pk=flag.pk).update(kind="L1")
    assert desk.get(reverse("projects:question_keep", args=[flag.pk])).status_code == 404


def test_a_record_is_confirmed_only_when_it_was_looked_at(desk: Client) -> None:
    project = QualityComplete(updated_on=date(2026, 1, 1)).project
    url = reverse("projects:record_confirm", args=[project.code])
    sent: dict[str, Any] = boxes(desk.get(url))
    refused = desk.post(url, sent)
    assert refused.status_code == 422
    assert "looked" in errors(refused)
    assert desk.post(url, sent | {"looked": "on", "note": "Gọi điện"}).status_code == 302
    assert RecordCheck.objects.get().date == timezone.localdate()
    page = desk.get(reverse("projects:detail", args=[project.code]))
    assert page.context["record_quality"]["current"]
    assert page.context["record_quality"]["checked_by"] == "Gọi điện"
