"""A specialist enters the parts of the capital and what came in, in đồng and dollars."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from deadlines.actions.refreshing import refresh
from projects.models import CapitalPart, Contribution, Project
from tests.factories import (
    CapitalPartFactory,
    ContributionFactory,
    InvestorFactory,
    ItemPlanned,
    PolicyApproval,
    ProjectFactory,
    UserFactory,
)
from tests.support.forms import address, boxes, errors, said, send

pytestmark = pytest.mark.django_db

DOLLARS = {"amount_usd": "1.000.000", "rate_vnd": "25.300", "rate_date": "30/6/2026"}
PART = {"kind": "equity", "investor": "Công ty A", "amount_vnd": "60", "source": "GCN 1"}


@pytest.fixture
def desk(client: Client) -> Client:
    """The browser of a specialist."""
    client.force_login(UserFactory())
    return client


def page_of(desk: Client, project: Project) -> str:
    return " ".join(
        desk.get(reverse("projects:detail", args=[project.code])).content.decode().split()
    )


def test_dollars_alone_are_converted_and_it_is_said(desk) -> None:
    typed = {"date": "30/6/2026", "evidence": "Sao kê 12/NH", **DOLLARS}
    page = send(desk, address("contribution_add", ProjectFactory()), **typed)
    row = Contribution.objects.get()
    assert row.amount_vnd == 25_300_000_000
    assert (row.amount_usd, row.rate_vnd, row.rate_date) == (
        Decimal(1_000_000),
        Decimal(25_300),
        date(2026, 6, 30),
    )
    told = said(page)
    assert "25.300.000.000" in told
    assert "30/6/2026" in told


def test_a_different_amount_in_dong_is_kept_and_asked_about(desk) -> None:
    typed = {"date": "30/6/2026", "evidence": "Sao kê", "amount_vnd": "25", **DOLLARS}
    page = send(desk, address("contribution_add", ProjectFactory()), **typed)
    assert Contribution.objects.get().amount_vnd == 25_000_000_000
    assert "0,3" in said(page)


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ({}, "amount_vnd"),
        ({"amount_usd": "5"}, "rate_vnd"),
        ({"amount_usd": "5"}, "rate_date"),
        ({"rate_vnd": "25.300"}, "amount_usd"),
        (DOLLARS | {"rate_vnd": "25,3"}, "rate_vnd"),
        (DOLLARS | {"rate_date": "1/1/2199"}, "rate_date"),
        (DOLLARS | {"amount_usd": "12 EUR"}, "amount_usd"),
        ({"amount_vnd": "0"}, "amount_vnd"),
    ],
    ids=["nothing", "no rate", "no day", "rate alone", "no rate at all", "later", "euro", "zero"],
)
def test_capital_is_refused_at_its_box(desk, typed, box) -> None:
    common = {"date": "30/6/2026", "evidence": "Sao kê"}
    page = send(desk, address("contribution_add", ProjectFactory()), **(common | typed))
    assert page.status_code == 422
    assert box in errors(page)
    assert not Contribution.objects.exists()


def test_the_first_part_proposes_the_investor_of_the_project(desk) -> None:
    project = ProjectFactory(investor=InvestorFactory(name="Công ty A"))
    assert boxes(desk.get(address("part_add", project)))["investor"] == "Công ty A"
    CapitalPartFactory(project=project)
    assert not boxes(desk.get(address("part_add", project))).get("investor")


def test_parts_are_shown_with_shares_words_and_a_question(desk) -> None:
    project = ProjectFactory(registered_capital_vnd=181_000_000_000)
    send(desk, address("part_add", project), **PART)
    loan = {"kind": "loan", "amount_vnd": "120", "source": "GCN 1"}
    send(desk, address("part_add", project), **loan)
    page = page_of(desk, project)
    assert "33,33%" in page
    assert "66,67%" in page
    assert "Một trăm tám mươi tỷ đồng chẵn" in page
    assert "180 tỷ đồng" in page
    assert "181 tỷ đồng" in page
    assert CapitalPart.objects.filter(project=project).count() == 2


def test_parts_that_agree_ask_nothing(desk) -> None:
    project = ProjectFactory(registered_capital_vnd=60_000_000_000)
    CapitalPartFactory(project=project)
    page = page_of(desk, project)
    assert "100,00%" in page
    assert "Số nào đúng" not in page


def test_the_same_part_is_recorded_once(desk) -> None:
    row = CapitalPartFactory()
    page = send(desk, address("part_add", row.project), **(PART | {"investor": ""}))
    assert page.status_code == 422
    assert "kind" in errors(page)


def test_a_part_is_corrected_and_its_page_says_it_in_words(desk) -> None:
    row = CapitalPartFactory()
    page = desk.get(address("part_edit", row))
    assert "Sáu mươi tỷ đồng chẵn" in page.content.decode()
    send(desk, address("part_edit", row), amount_vnd="61")
    row.refresh_from_db()
    assert row.amount_vnd == 61_000_000_000


def test_a_part_of_another_project_is_not_found(desk) -> None:
    code, pk = ProjectFactory().code, CapitalPartFactory().pk
    assert desk.get(reverse("projects:part_edit", args=[code, pk])).status_code == 404


def test_contributions_stand_against_the_schedule(desk) -> None:
    project = ProjectFactory()
    planned: dict[str, Any] = {"kind": "capital", "instrument": PolicyApproval(project=project)}
    ItemPlanned(
        project=project,
        name="Góp đợt 1",
        amount_vnd=100_000_000_000,
        planned_date=date(2026, 3, 31),
        **planned,
    )
    ItemPlanned(
        project=project,
        name="Góp đợt 2",
        amount_vnd=50_000_000_000,
        planned_date=date(2026, 6, 30),
        **planned,
    )
    ContributionFactory(project=project, date=date(2026, 3, 1), amount_vnd=120_000_000_000)
    at = project.updated_at
    refresh(project_ids=[project.pk], on=date(2026, 8, 31), at=at, cause="test")
    page = page_of(desk, project)
    assert "vượt 20 tỷ đồng" in page
    assert "thiếu 30 tỷ đồng" in page
    assert "80,0%" in page


def test_the_rate_of_the_registered_capital_has_its_day(desk) -> None:
    project = ProjectFactory()
    typed = {"registered_capital_usd": "4.200.000", "capital_rate_vnd": "25.000"}
    page = send(desk, address("edit", project), **typed)
    assert page.status_code == 422
    assert "capital_rate_date" in errors(page)
    send(desk, address("edit", project), **typed, capital_rate_date="19/8/2025")
    assert "4.200.000 USD, tỷ giá 25.000 đồng ngày 19/8/2025" in page_of(desk, project)


def test_a_deposit_reduction_names_its_basis(desk) -> None:
    project = ProjectFactory()
    where = address("terms_edit", project)
    typed = {
        "deposit_duty": "required",
        "deposit_base_vnd": "300",
        "deposit_due_date": "30/6/2026",
        "deposit_reduction_percent": "25",
    }
    page = send(desk, where, **typed)
    assert "deposit_reduction_basis" in errors(page)
    page = send(desk, where, **typed, deposit_reduction_basis="Địa bàn", deposit_agreed_vnd="9")
    assert "deposit_reduction_percent" in errors(page)
    send(desk, where, **typed, deposit_reduction_basis="Địa bàn ưu đãi")
    page = page_of(desk, project)
    assert "6,75 tỷ đồng" in page
    assert "2.250.000.000 đồng" in page
    assert "chưa xác minh" in page
