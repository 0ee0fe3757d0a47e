"""The code by e-mail: the address proves itself first, and tries are few over all sign-ins."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "mot mat khau du dai 2026"
CHOOSE, TYPE = reverse("code_by_email"), reverse("code_by_email_confirm")
CONFIRM, INDEX = reverse("account_confirm_login_code"), reverse("mfa_index")
INSIDE = reverse("projects:own_list")


@pytest.fixture
def person() -> User:
    """An investor's person who reads English."""
    found: User = UserFactory(
        investor=True, email="an@example.vn", language="en", password=make_password(PASSWORD)
    )
    return found


def sign_in(client: Client, person: User) -> Any:
    return client.post(reverse("account_login"), {"login": person.username, "password": PASSWORD})


def at_home(person: User) -> Client:
    """Signed in, the password typed again."""
    client = Client()
    sign_in(client, person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def code_in(letter: Any) -> str:
    found = re.search(r"\b\d{6}\b", letter.body)
    assert found
    return found[0]


def other_than(code: str) -> str:
    return "000000" if code != "000000" else "111111"


def with_code(person: User) -> User:
    User.objects.filter(pk=person.pk).update(code_by_email=True)
    return person


# ------------------------------------------------------------ turning it on


def test_the_address_proves_itself_before_it_counts(person) -> None:
    client = at_home(person)
    assert client.post(CHOOSE, {"on": "1"})["Location"] == TYPE
    (letter,) = mail.outbox
    assert letter.to == ["an@example.vn"]
    assert "Your code is" in letter.body
    code = code_in(letter)
    wrong = client.post(TYPE, {"code": other_than(code)})
    assert wrong.status_code == 422
    person.refresh_from_db()
    assert not person.code_by_email
    right = client.post(TYPE, {"code": f" {code[:3]} {code[3:]} "})
    assert right["Location"] == INDEX
    person.refresh_from_db()
    assert person.code_by_email
    told = AuditEvent.objects.filter(subject_kind="user", subject_id=person.pk)
    assert told.filter(verb="second_step_changed").count() == 1
    assert client.post(TYPE, {"code": code})["Location"] == INDEX
    client.post(CHOOSE, {"on": "0"})
    person.refresh_from_db()
    assert not person.code_by_email


def test_nothing_is_turned_on_without_the_password_typed_again(client, person) -> None:
    sign_in(client, person)
    for answer in (client.post(CHOOSE, {"on": "1"}), client.get(TYPE)):
        assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not mail.outbox
    back = client.post(
        client.post(CHOOSE, {"on": "1"})["Location"], {"password": PASSWORD}, follow=True
    )
    assert back.status_code == 200


def test_a_code_for_the_address_is_good_for_ten_minutes_and_five_tries(person) -> None:
    client = at_home(person)
    client.post(CHOOSE, {"on": "1"})
    code = code_in(mail.outbox[-1])
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        assert client.post(TYPE, {"code": code})["Location"] == INDEX
    client.post(CHOOSE, {"on": "1"})
    code = code_in(mail.outbox[-1])
    statuses = [client.post(TYPE, {"code": other_than(code)}).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [302]
    assert client.post(TYPE, {"code": code})["Location"] == INDEX
    person.refresh_from_db()
    assert not person.code_by_email


def test_without_an_address_there_is_nothing_to_turn_on(person) -> None:
    User.objects.filter(pk=person.pk).update(email="")
    client = at_home(person)
    assert client.post(CHOOSE, {"on": "1"})["Location"] == INDEX
    assert CHOOSE not in client.get(INDEX).content.decode()


# ------------------------------------------------------------ signing in


def test_the_letter_is_in_the_language_of_the_person(client, person) -> None:
    sign_in(client, with_code(person))
    (letter,) = mail.outbox
    assert "Your code to sign in is" in letter.body
    client.post(CONFIRM, {"action": "resend"})
    assert "Your code to sign in is" in mail.outbox[1].body


def test_a_code_is_good_for_ten_minutes(client, person) -> None:
    sign_in(client, with_code(person))
    code = code_in(mail.outbox[0])
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        answer = client.post(CONFIRM, {"code": code})
        assert answer["Location"].startswith(reverse("account_login"))
        assert client.get(INSIDE)["Location"].startswith(reverse("account_login"))


def test_another_code_is_sent_twice_and_the_first_ends(client, person) -> None:
    sign_in(client, with_code(person))
    for _ in range(3):
        client.post(CONFIRM, {"action": "resend"})
    assert len(mail.outbox) == 3
    first, *_, last = map(code_in, mail.outbox)
    if first != last:
        assert client.post(CONFIRM, {"code": first}).status_code == 200
    assert client.post(CONFIRM, {"code": last}).status_code == 302
    assert client.get(INSIDE).status_code == 200


def test_tries_are_counted_over_all_sign_ins(client, person) -> None:
    with_code(person)
    statuses = []
    for _ in range(3):
        sign_in(client, person)
        wrong = other_than(code_in(mail.outbox[-1]))
        statuses += [client.post(CONFIRM, {"code": wrong}).status_code for _ in range(4)]
        client.post(reverse("account_logout"))
        client = Client()
    assert statuses[:10] == [200] * 10
    assert statuses[10] == 429
    sign_in(client, person)
    assert client.post(CONFIRM, {"code": code_in(mail.outbox[-1])}).status_code == 429
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        sign_in(client, person)
        assert client.post(CONFIRM, {"code": code_in(mail.outbox[-1])}).status_code == 302


def test_letters_are_counted_too(person) -> None:
    with_code(person)
    statuses = [sign_in(Client(), person).status_code for _ in range(11)]
    assert statuses == [302] * 10 + [429]
    assert len(mail.outbox) == 10


def test_five_wrong_passwords_still_lock_the_door(client, person) -> None:
    with_code(person)
    for _ in range(5):
        client.post(reverse("account_login"), {"login": person.username, "password": "x"})
    assert sign_in(client, person).status_code == 429
    assert not mail.outbox


def test_the_code_opens_the_page_that_was_asked_for(client, person) -> None:
    with_code(person)
    asked = client.get(INSIDE)["Location"]
    sent = {"login": person.username, "password": PASSWORD, "next": INSIDE}
    there = client.post(asked, sent)["Location"]
    assert there.startswith(CONFIRM)
    answer = client.post(there, {"code": code_in(mail.outbox[0]), "next": INSIDE})
    assert answer["Location"] == INSIDE
