"""The plan from its sources to its rows: recorded by a paste, looked at on any day, taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from disbursement.models import CapitalPlan, PlanDecision, PlanEntry
from disbursement.querysets.ledger import drifts
from tests import factories as f
from tests.factories.public import InvestmentDecided, PublicProjectFactory
from tests.support.forms import boxes

pytestmark = pytest.mark.django_db

ADD = reverse("disbursement:plan_decision_add")


@pytest.fixture
def desk(client: Client) -> Client:
    """A specialist, with the shipped sources and a project that may be given capital."""
    call_command("load_sources", verbosity=0)
    InvestmentDecided(project=PublicProjectFactory(budget_code="7910001").project)
    client.force_login(f.UserFactory(specialist=True, is_superuser=False))
    return client


def decide(client: Client, number: str, kind: str, rows: str, plan: str = "2026") -> Any:
    sent = boxes(client.get(ADD), "") | {
        "kind": kind,
        "issuer": "committee",
        "number": number,
        "issued_date": "9/1/2026",
        "plan": plan,
        "rows": rows,
    }
    return client.post(ADD, sent)


def given_capital(desk: Client) -> None:
    """The medium-term plan and that of 2026: 500 triệu assigned, 300 of them to the project."""
    for plan in ("2026-2030", "2026"):
        assigned = decide(desk, f"1/{plan}", "assign", "2.2\t500", plan)
        allocated = decide(desk, f"2/{plan}", "allocate", "7910001\t2.2\t300", plan)
        assert (assigned.status_code, allocated.status_code) == (302, 302)


def test_a_plan_is_pasted_looked_at_and_taken_back(desk: Client) -> None:
    given_capital(desk)
    plan = CapitalPlan.objects.get(horizon="annual", first_year=2026)
    where = f"{reverse('disbursement:plans')}?ke_hoach={plan.pk}"
    total = desk.get(where).context["nodes"][0].amounts
    assert (total.whole, total.allocated, total.rest) == (500_000_000, 300_000_000, 200_000_000)
    before = desk.get(f"{where}&ngay=2026-01-08").context["nodes"][0].amounts
    assert (before.whole, before.allocated) == (0, 0)
    # Each amount of the tree leads to rows that add up to it.
    for node in desk.get(where).context["nodes"]:
        for _name, amount, url in node.cells:
            if url and amount:
                assert desk.get(url).context["total"] == amount
    decision = PlanDecision.objects.get(number="2/2026")
    undo = reverse("disbursement:plan_decision_reverse", args=[decision.pk])
    sent = boxes(desk.get(undo), "") | {"reason": "Nhập nhầm dự án"}
    assert desk.post(undo, sent).status_code == 302
    assert desk.get(where).context["nodes"][0].amounts.allocated == 0
    assert drifts() == []
    assert PlanEntry.objects.filter(decision=decision).count() == 2


def test_what_cannot_be_recorded_loses_nothing_that_was_typed(desk: Client) -> None:
    given_capital(desk)
    for rows, told in (
        ("7910001\t2.2\t201", "2.2"),
        ("7999999\t2.2\t1\n7910001\t9.9\t1\n7910001\t2.2\tx", "7999999"),
    ):
        page = decide(desk, "9/QĐ", "allocate", rows)
        assert page.status_code == 422
        assert page.context["posted"].form["rows"].value() == rows
        assert told in str(page.context["posted"].form.errors)
    assert not PlanDecision.objects.filter(number="9/QĐ").exists()


def test_an_owner_sees_the_plan_and_only_rows_of_its_own(desk: Client, client: Client) -> None:
    given_capital(desk)
    decision = PlanDecision.objects.get(number="2/2026")
    client.force_login(f.UserFactory(role="owner", agency=f.AgencyFactory()))
    page = client.get(reverse("disbursement:plan_decision", args=[decision.pk]))
    assert (page.context["rows"], page.context["hidden"]) == ([], 1)
    assert client.get(ADD).status_code == 403


@pytest.mark.parametrize("amount", ["5 tỷ", "khoảng 5", "5-", "--5", "0", "-0", "0,0000001", "abc"])
def test_what_is_no_bare_amount_in_million_is_not_recorded(desk: Client, amount: str) -> None:
    answered = decide(desk, "1/NQ-HĐND", "assign", f"2.2\t{amount}")
    assert answered.status_code == 422
    assert amount in answered.content.decode()
    assert not PlanEntry.objects.exists()


def test_an_amount_no_column_holds_is_refused_in_words(desk: Client) -> None:
    for amount in ("9999999999999", "1000000001"):
        answered = decide(desk, "1/NQ-HĐND", "assign", f"2.2\t{amount}")
        assert answered.status_code == 422
    assert decide(desk, "1/NQ-HĐND", "assign", "2.2\t1.000.000.000,000000").status_code == 302
    assert PlanEntry.objects.get().amount_delta_vnd == 10**15


@pytest.mark.parametrize("year", ["0001", "9999", "0000", "2026x", "9" * 4400, "٢٠٢٦"])
def test_the_form_of_an_absurd_year_is_that_of_this_one(desk: Client, year: str) -> None:
    shown = desk.get(ADD, {"nam": year})
    assert shown.status_code == 200
    assert f'value="{timezone.localdate().year}" selected' in shown.content.decode()


@pytest.mark.parametrize("row", ["", "x", "0", "9" * 4400])
def test_no_row_is_not_every_row(desk: Client, row: str) -> None:
    given_capital(desk)
    decision = PlanDecision.objects.latest("pk")
    where = reverse("disbursement:plan_decision_reverse", args=[decision.pk])
    assert desk.post(f"{where}?dong={row}", {"reason_given": "Ghi nhầm"}).status_code == 404
    assert not PlanEntry.objects.filter(reverses__isnull=False).exists()


def sent_to(client: Client, name: str, decision: PlanDecision, **typed: str) -> Any:
    where = reverse(f"disbursement:{name}", args=[decision.pk])
    return client.post(where, boxes(client.get(where), "") | typed)


def test_rows_that_were_forgotten_are_added_under_the_same_document(desk: Client) -> None:
    given_capital(desk)
    other = InvestmentDecided(project=PublicProjectFactory(budget_code="7910002").project).project
    medium = PlanDecision.objects.get(number="2/2026-2030")
    added = sent_to(desk, "plan_decision_amend", medium, plan="2026-2030", rows="7910002\t2.2\t100")
    assert added.status_code == 302
    decision = PlanDecision.objects.get(number="2/2026")
    where = reverse("disbursement:plan_decision_amend", args=[decision.pk])
    first = boxes(desk.get(where), "") | {"plan": "2026", "rows": "7910002\t2.2\t90"}
    assert "bucket" not in first
    assert desk.post(where, first).status_code == 302
    # Sent again, it is no second ninety million.
    again = desk.post(where, first)
    assert (again.status_code, again.context["posted"].form["rows"].value()) == (
        409,
        first["rows"],
    )
    late = PlanEntry.objects.filter(decision=decision).latest("pk")
    assert (late.project, late.amount_delta_vnd) == (other, 90_000_000)
    assert late.on_date == decision.issued_date
    above = sent_to(desk, "plan_decision_amend", decision, plan="2026", rows="7910002\t2.2\t111")
    assert above.status_code == 422
    assert drifts() == []
    page = desk.get(reverse("disbursement:plan_decision", args=[decision.pk]))
    assert [act.verb for act in page.context["story"]] == [
        "capital_decision_amended",
        "capital_decided",
    ]


def test_the_words_of_a_decision_are_corrected_with_their_history(desk: Client) -> None:
    given_capital(desk)
    assigned = PlanDecision.objects.get(number="1/2026")
    typed = {"number": "11/NQ-HĐND", "issuer": "council", "title": "Giao vốn năm 2026"}
    address = "https://example.vn/11.pdf"
    saved = sent_to(
        desk, "plan_decision_edit", assigned, **typed, source_url=address, why="So với bản giấy"
    )
    assert saved.status_code == 302
    assigned.refresh_from_db()
    assert (assigned.number, assigned.issuer, assigned.version) == ("11/NQ-HĐND", "council", 2)
    page = desk.get(reverse("disbursement:plan_decision", args=[assigned.pk]))
    assert f'href="{address}"' in page.content.decode()
    told = page.context["story"][0]
    assert (told.old["number"], told.new["number"]) == ("1/2026", "11/NQ-HĐND")
    assert told.new["decision_title"] == typed["title"]
    assert told.reason == "So với bản giấy"
    # Another decision has this number and day; the Prime Minister's capital is held apart.
    for box, value in (("number", "2/2026"), ("issuer", "prime_minister")):
        refused = sent_to(desk, "plan_decision_edit", assigned, **{box: value})
        assert refused.status_code == 422
        assert box in refused.context["posted"].form.errors
    assert sent_to(desk, "plan_decision_edit", assigned).status_code == 302
    assigned.refresh_from_db()
    assert assigned.version == 2
