"""Cases where others look: coverage as counted by its reader, pages of projects, the search box."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from deadlines.models import FlagEvent
from inspections.coverage import coverage
from inspections.models import CaseMember, CaseProject
from tests.factories import (
    CaseDecided,
    CaseInPreparation,
    ConclusionPublished,
    DecisionInForce,
    FlagConfirmed,
    FlagDismissed,
    FlagMoved,
    FlagOpen,
    InvestorFactory,
    ObligationOverdue,
    ProjectNotStarted,
    UserFactory,
)
from tests.factories.public import PublicProjectFactory
from tests.functional.test_permission_matrix import signed_in

pytestmark = pytest.mark.django_db

COVERAGE = "/thanh-tra/bao-phu/"


def late(flag: Any = FlagConfirmed, **more: Any) -> Any:
    """A project with a flag on its land, raised on 1/7/2026."""
    project = ProjectNotStarted()
    duty = ObligationOverdue(project_id=project.pk, kind="L1")
    return project, flag(obligation=duty, project_id=project.pk, **more)


def opened(project: Any, day: date, **more: Any) -> Any:
    case: Any = CaseDecided(decision_date=day, **more)
    CaseProject.objects.create(case=case, project=project)
    return case


def head_of(case: Any) -> Any:
    return CaseMember.objects.get(case=case, duty="head").user


def test_coverage_as_its_reader_may_count() -> None:
    leader, after = UserFactory(committee_leader=True), date(2026, 7, 20)
    assert coverage(leader).inspected_ratio is None, "none confirmed is not 100 %"
    # Closed by more time after an officer confirmed it: it stays in the base, and is handled.
    longer, flag = late(FlagMoved)
    FlagEvent.objects.create(
        flag=flag, on=date(2026, 7, 5), old_state="open", new_state="confirmed"
    )
    hidden_only, _ = late()
    before, _ = late()
    waits, _ = late()
    late(FlagOpen)
    late(FlagDismissed)
    late(FlagMoved)
    opened(before, date(2026, 6, 30))
    hidden = opened(hidden_only, after)
    shown = ConclusionPublished(case=opened(longer, after)).case
    ConclusionPublished(case=opened(waits, after))
    base = {row.pk for row in (longer, hidden_only, before, waits)}
    for reader in (None, leader):
        found = coverage(reader)
        assert set(found.confirmed) == base
        assert set(found.inspected) == {longer.pk, waits.pk}
        assert found.handled == (longer.pk,)
    DecisionInForce(project=waits, decided_date=date(2026, 8, 1))
    assert set(coverage(None).handled) == {longer.pk, waits.pk}
    # A case that is not published counts for the people on it alone.
    team = coverage(head_of(hidden))
    assert set(team.inspected) == {longer.pk, waits.pk, hidden_only.pk}
    assert team.not_handled == (hidden_only.pk,)
    page: Any = signed_in(leader).get(COVERAGE)
    assert {row["code"] for row in page.context["rows"]} == {hidden_only.code, before.code}
    assert hidden.code not in page.content.decode()
    counts = [each["count"] for each in page.context["lists"]]
    assert counts == [2, 0, 2, 4]
    desk = signed_in(head_of(shown))
    drilled: Any = desk.get(COVERAGE, {"ds": "chua-thanh-tra"})
    (first, *_rest) = drilled.context["rows"]
    assert first["open_url"] in drilled.content.decode()
    assert desk.get(first["open_url"]).status_code == 200
    assert "50%" in signed_in(leader).get("/dieu-hanh/").content.decode()


def cost(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_the_panel_of_every_project() -> None:
    """Both kinds of projects; as many queries with one case as with many."""
    desk = signed_in(UserFactory(specialist=True))
    private = ProjectNotStarted(investor=InvestorFactory())
    public = PublicProjectFactory().project
    for project in (private, public):
        page = reverse("projects:detail", args=[project.code])
        hidden: Any = CaseInPreparation(project=project, title="Việc kín Zyrkon")
        text = desk.get(page).content.decode()
        assert "Zyrkon" not in text
        assert f"du-an={project.code}" in text
        seen: Any = ConclusionPublished(case__project=project)
        shown = desk.get(page).content.decode()
        assert seen.case.code in shown
        assert seen.number in shown
        assert hidden.code in signed_in(head_of(hidden)).get(page).content.decode()
        few = cost(desk, page)
        for _ in range(4):
            ConclusionPublished(case__project=project)
        assert cost(desk, page) == few


def test_the_search_box_finds_what_one_may_know_of() -> None:
    reader = signed_in(UserFactory(specialist=True))
    hidden: Any = CaseDecided(title="Thanh tra mỏ đá Zyrkon")
    shown: Any = ConclusionPublished(case__title="Thanh tra mỏ đá Wolfram", number="71/KL-TTT").case
    search = reverse("projects:search")

    def found(client: Client, text: str) -> str:
        return client.get(search, {"q": text}).content.decode()

    at = reverse("inspections:case", args=[shown.code])
    for text in ("Wolfram", shown.code, shown.decision_number, "71/KL-TTT"):
        assert at in found(reader, text), text
    closed = reverse("inspections:case", args=[hidden.code])
    for text in ("Zyrkon", hidden.code, hidden.decision_number):
        assert closed not in found(reader, text), text
        assert closed in found(signed_in(head_of(hidden)), text), text
    listed: Any = reader.get(reverse("inspections:cases"), {"q": "wolfram"})
    assert [row["case"] for row in listed.context["rows"]] == [shown]
