"""The bell, the list of notices, and how a person wants to be mailed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from desk.models import NotificationChoice
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    user: User = f.UserFactory(specialist=True)
    return user


@pytest.fixture
def client(person: User) -> Client:
    found = Client()
    found.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return found


def bell(html: str) -> str:
    part = html[html.index('class="bell"') :]
    return part[: part.index("</a>")]


def test_the_bell_counts_what_is_not_read(client: Client, person: User) -> None:
    f.NotificationFactory(user=person)
    f.NotificationFactory()
    assert ">1<" in bell(client.get(reverse("desk:notices")).text)


def test_the_bell_counts_no_further_than_it_shows(client: Client, person: User) -> None:
    for _ in range(101):
        f.NotificationFactory(user=person)
    assert "99+" in bell(client.get(reverse("desk:notices")).text)


def test_the_bell_is_one_question_and_none_for_strangers(client: Client) -> None:
    def asked(who: Client, url: str) -> int:
        who.get(url)
        with CaptureQueriesContext(connection) as found:
            who.get(url)
        return sum("desk_notification" in each["sql"] for each in found)

    assert asked(client, reverse("desk:drafts")) == 1
    assert asked(Client(), reverse("account_login")) == 0


def test_opening_one_marks_it_and_leads_where_it_says(client: Client, person: User) -> None:
    row = f.NotificationFactory(user=person, path="/canh-bao/7/")
    answer = client.get(reverse("desk:open_notice", args=[row.pk]))
    assert answer["Location"] == "/canh-bao/7/"
    row.refresh_from_db()
    assert row.read_at is not None


def test_a_notice_of_somebody_else_does_not_exist(client: Client) -> None:
    row = f.NotificationFactory()
    assert client.get(reverse("desk:open_notice", args=[row.pk])).status_code == 404


def test_a_path_that_leaves_the_portal_leads_to_the_list(client: Client, person: User) -> None:
    row = f.NotificationFactory(user=person, path="//vidu.test/")
    answer = client.get(reverse("desk:open_notice", args=[row.pk]))
    assert answer["Location"] == reverse("desk:notices")


def test_all_are_read_at_once(client: Client, person: User) -> None:
    f.NotificationFactory(user=person)
    other = f.NotificationFactory()
    client.post(reverse("desk:read_notices"))
    assert not person.notifications.filter(read_at=None).exists()
    other.refresh_from_db()
    assert other.read_at is None
    assert "Việc được giao" not in client.get(reverse("desk:notices") + "?chua-doc=1").text


def test_choices_are_kept_and_shown(client: Client, person: User) -> None:
    url = reverse("desk:notice_settings")
    html = client.get(url).text
    assert 'name="order"' in html
    assert 'name="law_changed"' not in html
    kinds = [
        *("new_flags", "statement", "request", "order", "result", "returned", "escalated"),
        *("due_soon", "report_issued", "case_clocks", "filing"),
    ]
    answer = client.post(url, dict.fromkeys(kinds, "never"))
    assert answer["Location"] == url
    assert set(NotificationChoice.objects.values_list("mail", flat=True)) == {"never"}


def test_an_unknown_choice_is_a_form_with_errors(client: Client) -> None:
    answer = client.post(reverse("desk:notice_settings"), {"order": "by_pigeon"})
    assert answer.status_code == 422
    assert not NotificationChoice.objects.exists()
