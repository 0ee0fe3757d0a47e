"""What an investor is asked, shown and given, as rows; and how the page is opened."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from deadlines.actions.refreshing import refresh
from projects.models import Document, DocumentFile, InvestorMember, Project
from tests.factories import InvestorMemberFactory, ObligationOverdue

LIST = "/du-an-cua-toi/"
TODAY = timezone.localdate()


@pytest.fixture
def member() -> InvestorMember:
    """Somebody who acts for one investor."""
    found: InvestorMember = InvestorMemberFactory()
    return found


@pytest.fixture
def own(client: Client, member: InvestorMember) -> Client:
    """That person's browser."""
    client.force_login(member.user)
    return client


def url(project: Project) -> str:
    """The investor's own page of the project."""
    return reverse("projects:own", args=[project.code])


def open_page(client: Client, project: Project) -> Any:
    """The own page, which must open."""
    response = client.get(url(project))
    assert response.status_code == 200
    return response


def asked(project: Project, factory: Any = ObligationOverdue, **said: Any) -> Any:
    """A duty of the project's investor, at a level of which the bearer is told."""
    level = said.setdefault("level", 4)
    audience = said.pop("rung", "bearer")
    given = {
        "project_id": project.pk,
        "bearer_agency": None,
        "bearer_investor_id": project.investor_id,
        "audience": "bearer",
        "ladder_dates": [TODAY - timedelta(days=30)],
        "ladder_levels": [level],
        "ladder_audiences": [audience],
    }
    return factory(**given | said)


def computed(project: Project) -> None:
    """The obligations as the portal computes them today."""
    refresh(project_ids=[project.pk], on=TODAY, at=timezone.now(), cause="test")


def document(project: Project, **said: Any) -> Document:
    """A document of the project with one file, meant for the investor unless said otherwise."""
    given = {"kind": "decision", "title": "Quyết định chấp thuận", "audience": "investor"}
    made = Document.objects.create(
        owner_kind="project", owner_id=project.pk, project=project, **given | said
    )
    DocumentFile.objects.create(
        document=made,
        number=1,
        path=f"tai-lieu/{made.pk}",
        original_name="quyet-dinh.pdf",
        media_type="application/pdf",
        size_bytes=1_200_000,
        sha256="0" * 64,
        uploaded_at=timezone.now(),
    )
    return made
