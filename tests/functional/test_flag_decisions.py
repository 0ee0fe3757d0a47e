"""What an officer says of a flag: confirm, dismiss, record another opinion."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from deadlines.models import FlagEvent
from tests.factories import (
    FlagResolved,
    UserFactory,
)
from tests.support.flags import decide, raised, urls

pytestmark = pytest.mark.django_db

FLAGS = "/canh-bao/"
UNKNOWN = "/chua-tinh-duoc-han/"


@pytest.fixture
def officer() -> User:
    return UserFactory(display_name="Lê Thu Hà")


@pytest.fixture
def desk(client: Client, officer: User) -> Client:
    """The browser of a specialist."""
    client.force_login(officer)
    return client


def listed(client: Client, **conditions: Any) -> list[str]:
    response = client.get(FLAGS, conditions)
    assert response.status_code == 200
    return [row["url"] for row in response.context["rows"]]


# ---------------------------------------------------------------- decisions


def test_confirming_needs_no_words(desk, officer) -> None:
    flag = raised()
    response = decide(desk, flag, state="confirmed")
    assert response.status_code == 302
    assert response["Location"] == urls(flag)[0]
    flag.refresh_from_db()
    assert (flag.state, flag.decided_by_id) == ("confirmed", officer.pk)
    assert FlagEvent.objects.get(flag=flag).by_name == "Lê Thu Hà"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, {"reason", "document_number"}),
        ({"reason": "Nhà nước bàn giao chậm"}, {"document_number"}),
        ({"document_number": "77/TB-UBND"}, {"reason"}),
        ({"reason": "   ", "document_number": "77/TB-UBND"}, {"reason"}),
    ],
    ids=["nothing typed", "no document", "no reason", "a reason of spaces"],
)
def test_dismissing_needs_a_reason_and_a_document(desk, typed, wrong) -> None:
    flag = raised()
    response = decide(desk, flag, state="dismissed", **typed)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == wrong
    flag.refresh_from_db()
    assert flag.state == "open"


def test_a_refused_decision_keeps_what_was_typed(desk) -> None:
    flag = raised()
    response = decide(desk, flag, state="dismissed", reason="Đất đang san nền từ tháng 5")
    html = response.content.decode()
    assert response.status_code == 422
    assert "Đất đang san nền từ tháng 5" in html
    assert 'value="dismissed" checked' in html
    assert 'class="errsum"' in html


def test_dismissing_with_both_closes_the_matter(desk) -> None:
    flag = raised()
    decide(desk, flag, state="dismissed", reason="Bàn giao chậm", document_number="77/TB-UBND")
    flag.refresh_from_db()
    assert (flag.state, flag.document_number) == ("dismissed", "77/TB-UBND")
    assert listed(desk) == []


def test_another_opinion_needs_its_words_and_stays_live(desk) -> None:
    flag = raised()
    assert decide(desk, flag, state="contested").status_code == 422
    assert decide(desk, flag, state="contested", reason="Nhà đầu tư khiếu nại").status_code == 302
    assert listed(desk) == urls(flag)


def test_an_officer_who_saw_an_old_state_is_told(desk) -> None:
    flag = raised()
    decide(desk, flag, state="confirmed")
    response = decide(desk, flag, state="contested", reason="Ý kiến khác")
    assert response.status_code == 409
    assert urls(flag)[0].encode() in response.content
    flag.refresh_from_db()
    assert flag.state == "confirmed"


def test_a_closed_flag_takes_no_decision(desk) -> None:
    flag = raised(FlagResolved)
    assert decide(desk, flag, state="confirmed").status_code == 409


@pytest.mark.parametrize("state", ["open", "resolved", "moved", "", "x"])
def test_only_three_decisions_can_be_sent(desk, state) -> None:
    flag = raised()
    assert decide(desk, flag, state=state).status_code == 422
    flag.refresh_from_db()
    assert flag.state == "open"


def test_a_leader_of_the_province_reads_but_does_not_decide(client) -> None:
    flag = raised()
    client.force_login(UserFactory(committee_leader=True))
    assert client.get(urls(flag)[0]).context["form"] is None
    assert decide(client, flag, state="confirmed").status_code == 403
