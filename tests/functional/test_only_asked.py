"""An agency that was only asked for its opinion: it reads the file, it does not work on it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, User
from projects.models import ClearanceCount, LandTranche, Opinion, Proposal
from tests.factories import (
    FlagOpen,
    InvestorFactory,
    ObligationRunning,
    OpinionAsked,
    PersonSpeaking,
    ProjectNotStarted,
    ProposalPending,
    UserFactory,
)
from tests.support.forms import boxes
from tests.support.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked() -> Opinion:
    row: Opinion = OpinionAsked(proposal__project__investor=InvestorFactory())
    return row


@pytest.fixture
def sector(asked: Opinion) -> User:
    user: User = UserFactory(sector_agency=True, agency=asked.agency)
    return user


@pytest.fixture
def client(sector: User) -> Client:
    return signed_in(sector)


def at(name: str, asked: Opinion, *more: Any) -> str:
    return reverse(f"projects:{name}", args=[asked.proposal.project.code, *more])


def test_it_reads_the_file_without_what_staff_knows(client, asked) -> None:
    person = PersonSpeaking(project=asked.proposal.project)
    flag = FlagOpen(project_id=asked.proposal.project_id)
    page = client.get(at("detail", asked))
    assert page.status_code == 200
    shown = {part.key for group in page.context["groups"] for part in group.shown}
    assert "proposals" in shown
    assert not shown & {"flags", "money", "capital", "brought", "persons", "contacts", "gate"}
    assert client.get(reverse("deadlines:flag", args=[flag.pk])).status_code == 404
    read = client.get(f"/api/v1/projects/{asked.proposal.project.code}/").json()
    assert read["flags"] is None
    answer = client.post(at("person_show", asked, person.pk))
    assert answer.status_code == 403
    assert not AuditEvent.objects.filter(verb="contact_person_shown").exists()


@pytest.mark.parametrize("name", ["tranche_add", "area_add", "clearance_add", "document_add"])
def test_it_changes_nothing_in_it(client, asked, name) -> None:
    url = at(name, asked)
    assert (client.get(url).status_code, client.post(url, {"act": ""}).status_code) == (403, 403)
    assert not LandTranche.objects.exists()
    assert not ClearanceCount.objects.exists()
    assert name not in client.get(at("detail", asked)).context["links"]


def test_its_investor_is_known_by_projects_it_works_on_alone(client, asked, sector) -> None:
    investor = asked.proposal.project.investor
    url = reverse("projects:investor", args=[investor.pk])
    assert client.get(url).status_code == 404
    assert url not in client.get(at("detail", asked)).content.decode()
    own = ProjectNotStarted(investor=investor, agency=sector.agency)
    found = client.get(url)
    assert [row["code"] for row in found.context["projects"]] == [own.code]


def test_who_works_on_the_project_keeps_its_rights_when_asked(sector) -> None:
    own = ProposalPending(project__agency=sector.agency)
    row = OpinionAsked(proposal=own, agency=sector.agency)
    assert signed_in(sector).get(at("tranche_add", row)).status_code == 200


def test_what_it_owes_itself_stays_in_sight(client, asked, sector) -> None:
    duty = ObligationRunning(
        project_id=asked.proposal.project_id,
        kind="T2",
        subject_kind="opinion",
        subject_id=asked.pk,
        bearer_agency=sector.agency,
        due_date=date(2026, 6, 1),
    )
    flag = FlagOpen(obligation=duty, project_id=duty.project_id)
    assert client.get(reverse("deadlines:flag", args=[flag.pk])).status_code == 200
    assert client.get(reverse("projects:opinion", args=[asked.pk])).status_code == 200


def test_after_the_decision_only_who_appraises_records_an_answer(client, asked) -> None:
    url = reverse("projects:opinion", args=[asked.pk])
    sent = boxes(client.get(url)) | {"verdict": "agrees", "answered_date": "10/08/2026"}
    Proposal.objects.filter(pk=asked.proposal_id).update(
        outcome="withdrawn", decided_date=date(2026, 8, 20)
    )
    assert client.get(url).context["cards"] == []
    assert client.post(url, sent).status_code == 409
    asked.refresh_from_db()
    assert asked.verdict == ""
    assert signed_in(UserFactory(specialist=True)).post(url, sent).status_code == 302
