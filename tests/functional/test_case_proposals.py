"""What conclusions propose to the registry: nothing moves until it is decided (issue 8, point 5)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from inspections.models import CaseMember, CaseProposal
from projects.models import HandlingDecision
from tests.factories import (
    ConclusionPublished,
    ConclusionSigned,
    ExtensionFactory,
    ProjectNotStarted,
    TerminationWhole,
    TrancheHandedOver,
    UserFactory,
)
from tests.factories.handling import HandlingClassFactory
from tests.functional.test_permission_matrix import signed_in
from tests.support.forms import errors, send

pytestmark = pytest.mark.django_db

DAY = {"decided_date": "20/06/2026"}


@pytest.fixture
def conclusion() -> Any:
    return ConclusionSigned(case__project=ProjectNotStarted())


def head_of(conclusion: Any) -> Client:
    head: Any = CaseMember.objects.get(case=conclusion.case, duty="head").user
    return signed_in(head)


def proposed(**more: Any) -> Any:
    """A published conclusion and what it proposes for the project of its case."""
    conclusion: Any = ConclusionPublished(case__project=ProjectNotStarted())
    project = conclusion.case.projects.get().project
    known = {"kind": "handling", "text": "Xem xét"} | more
    return CaseProposal.objects.create(conclusion=conclusion, project=project, **known)


def decision(row: Any) -> str:
    return reverse("inspections:proposal_decide", args=[row.pk])


@pytest.fixture
def desk() -> Client:
    return signed_in(UserFactory(specialist=True))


def test_proposed_and_not_decided_before_publication(conclusion: Any, desk: Client) -> None:
    team, way = head_of(conclusion), HandlingClassFactory()
    project = conclusion.case.projects.get().project
    case, ordinal = conclusion.case.code, conclusion.ordinal
    add = reverse("inspections:proposal_add", args=[case, ordinal])
    # The only project of the case is filled in; a way of handling names its class.
    assert errors(send(team, add, kind="handling")).keys() == {"handling_class"}
    saved = send(team, add, kind="handling", handling_class=way.pk, text="Đưa vào diện xử lý")
    assert saved.status_code == 200
    other = ProjectNotStarted()
    assert errors(send(team, add, kind="extension", project=other.pk)).keys() == {"project"}
    row = CaseProposal.objects.get()
    assert (row.state, row.project, row.handling_class) == ("open", project, way)
    assert not HandlingDecision.objects.exists()
    page = reverse("projects:detail", args=[project.code])
    assert way.name in team.get(page).content.decode()
    # Others neither read of it nor decide on it.
    assert way.name not in desk.get(page).content.decode()
    assert desk.get(decision(row)).status_code == 404
    type(conclusion).objects.update(
        published_date=date(2026, 6, 18), published_place="Cổng thông tin"
    )
    assert decision(row) in desk.get(page).content.decode()
    assert send(team, add, kind="extension").status_code in (409, 422), "a published one stays"


def test_a_way_of_handling_is_put_on_the_board_by_its_own_document(desk: Client) -> None:
    row = proposed(handling_class=HandlingClassFactory())
    url = decision(row)
    named = {"state": "applied", "decided_number": "77/QĐ-UBND"} | DAY
    assert errors(send(desk, url, **named)).keys() == {"authority"}
    who = {"authority": "Chủ tịch UBND tỉnh"}
    assert errors(send(desk, url, **named, **who)).keys() == {"next_step"}
    assert not HandlingDecision.objects.exists()
    assert send(desk, url, **named, **who, next_step="Rà soát quỹ đất").status_code == 200
    put = HandlingDecision.objects.get()
    assert (put.project, put.handling_class) == (row.project, row.handling_class)
    assert (put.document_number, put.decided_date) == ("77/QĐ-UBND", date(2026, 6, 20))
    row.refresh_from_db()
    assert (row.state, row.decided_number) == ("applied", "77/QĐ-UBND")
    page = desk.get(reverse("projects:detail", args=[row.project.code])).content.decode()
    assert "77/QĐ-UBND" in page
    assert url not in page
    # Decided once.
    again = send(desk, url, state="declined", decided_number="78/QĐ-UBND", reason="Khác", **DAY)
    assert again.status_code == 409


@pytest.mark.parametrize("kind", ["extension", "termination", "recovery"])
def test_what_the_registry_keeps_must_be_on_record_there(desk: Client, kind: str) -> None:
    row = proposed(kind=kind)
    number = {"state": "applied", "decided_number": "5/QĐ-UBND"} | DAY
    refused = send(desk, decision(row), **number)
    assert errors(refused).keys() == {"decided_number"}
    assert "5/QĐ-UBND" in str(errors(refused))
    if kind == "extension":
        ExtensionFactory(
            tranche=TrancheHandedOver(project=row.project), decision_number="05/QĐ-UBND"
        )
    else:
        TerminationWhole(project=row.project, number="05/QĐ-UBND")
    # Compared as documents are: a lone digit carries its zero.
    assert send(desk, decision(row), **number).status_code == 200
    row.refresh_from_db()
    assert row.state == "applied"


def test_decided_otherwise_says_why(desk: Client) -> None:
    row = proposed(kind="recovery")
    typed = {"state": "declined", "decided_number": "9/TB-UBND"} | DAY
    assert errors(send(desk, decision(row), **typed)).keys() == {"reason"}
    future = typed | {"decided_date": "20/06/2099", "reason": "Nhà đầu tư đã khắc phục"}
    assert errors(send(desk, decision(row), **future)).keys() == {"decided_date"}
    send(desk, decision(row), **typed, reason="Nhà đầu tư đã khắc phục")
    row.refresh_from_db()
    assert (row.state, row.decided_reason) == ("declined", "Nhà đầu tư đã khắc phục")
    assert not HandlingDecision.objects.exists()
