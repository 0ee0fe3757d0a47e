"""What an officer says of a flag: confirm, dismiss, record another opinion."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from deadlines.models import Flag, FlagEvent
from desk.models import USE, Draft
from tests.factories import (
    FlagResolved,
    UserFactory,
)
from tests.support.drafts import HERE
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


# ---------------------------------------------------------------- nothing typed is lost


TYPED = {"state": "dismissed", "reason": "Đất đang san nền", "document_number": "77/TB-UBND"}


def test_who_decides_second_reads_the_new_state_beside_the_own_words(desk) -> None:
    flag = raised()
    decide(desk, flag, state="confirmed")
    page = decide(desk, flag, **TYPED)
    html = page.content.decode()
    assert page.status_code == 409
    assert page.context["flag"].state == "confirmed"
    assert "Đất đang san nền" in html
    assert 'value="dismissed" checked' in html
    again = {"version": page.context["form"]["version"].value()}
    assert decide(desk, flag, **TYPED, **again).status_code == 302
    flag.refresh_from_db()
    assert flag.state == "dismissed"


def test_words_for_a_flag_that_closed_meanwhile_are_shown(desk) -> None:
    page = decide(desk, raised(FlagResolved), **TYPED)
    assert page.status_code == 409
    assert "Đất đang san nền" in page.content.decode()
    assert "77/TB-UBND" in page.content.decode()


@pytest.fixture
def drafted(desk) -> Flag:
    """A flag for which the officer has typed a decision and not sent it."""
    flag = raised()
    key = desk.get(urls(flag)[0]).context["slip"].key
    desk.post(
        reverse("desk:keep_draft"), {**TYPED, "version": flag.version, USE: key}, headers=HERE
    )
    return flag


def test_a_decision_that_was_not_sent_waits_as_a_draft(desk, drafted) -> None:
    page = desk.get(urls(drafted)[0])
    assert "Đất đang san nền" not in page.content.decode()
    used = desk.get(page.context["drafts"].waiting[0].address)
    assert used.context["form"]["reason"].value() == "Đất đang san nền"
    sent = {**TYPED, "version": drafted.version, USE: used.context["slip"].key}
    where = reverse("deadlines:decide", args=[drafted.pk])
    assert desk.post(where, sent, headers=HERE).status_code == 302
    assert not Draft.objects.exists()


def test_a_draft_of_a_flag_that_closed_can_still_be_read(desk, drafted) -> None:
    Flag.objects.filter(pk=drafted.pk).update(state="resolved", closed_on=drafted.opened_on)
    page = desk.get(Draft.objects.get().address)
    assert page.context["form"] is None
    assert "Đất đang san nền" in page.content.decode()
