"""Signing in: by user name or e-mail, never by guessing, with a second factor by setting."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.urls import reverse

from accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "mot mat khau du dai 2026"


@pytest.fixture
def officer() -> User:
    """Somebody who works here."""
    user: User = UserFactory.create(
        username="chuyen-vien", email="chuyen.vien@example.vn", password=make_password(PASSWORD)
    )
    return user


def sign_in(client, login: str, password: str = PASSWORD):
    return client.post(reverse("account_login"), {"login": login, "password": password})


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("login", ["chuyen-vien", "chuyen.vien@example.vn"], ids=["name", "e-mail"])
def test_an_officer_signs_in(client, officer, login) -> None:
    assert sign_in(client, login).status_code == 302
    assert signed_in(client)


def test_signing_out_asks_first_and_then_forgets(client, officer) -> None:
    client.force_login(officer)
    assert client.get(reverse("account_logout")).status_code == 200
    assert signed_in(client)
    client.post(reverse("account_logout"))
    assert not signed_in(client)


@pytest.mark.parametrize("login", ["chuyen-vien", "chuyen.vien@example.vn"], ids=["name", "e-mail"])
def test_five_wrong_passwords_lock_the_door(client, officer, login) -> None:
    answers = [sign_in(client, login, "wrong").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert sign_in(client, login).status_code == 429
    assert sign_in(client, login.upper()).status_code == 429
    assert not signed_in(client)


def test_the_lock_is_for_one_account_only(client, officer) -> None:
    for _ in range(5):
        sign_in(client, "somebody-else", "wrong")
    assert sign_in(client, "chuyen-vien").status_code == 302


def test_nobody_opens_an_account_for_himself(client) -> None:
    answer = client.post(
        reverse("account_signup"),
        {"username": "moi", "email": "moi@example.vn", "password1": PASSWORD},
    )
    assert "account/signup_closed.html" in [template.name for template in answer.templates]
    assert not signed_in(client)


def test_the_admin_has_no_door_of_its_own(client) -> None:
    answer = client.get(reverse("admin:login"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_without_the_setting_no_second_factor_is_asked(client, officer) -> None:
    client.force_login(officer)
    assert client.get(reverse("account_change_password")).status_code == 200


def test_with_the_setting_the_second_factor_comes_first(client, officer, settings) -> None:
    settings.SECOND_FACTOR = True
    client.force_login(officer)
    answer = client.get(reverse("account_change_password"))
    assert answer["Location"] == reverse("mfa_index")
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("health")).status_code == 200


def test_a_person_with_a_second_factor_passes(client, officer, settings) -> None:
    settings.SECOND_FACTOR = True
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(officer)
    assert client.get(reverse("account_change_password")).status_code == 200


def test_investors_come_from_outside_and_need_one_where_the_setting_says_so(
    client, officer, settings
) -> None:
    settings.SECOND_FACTOR_INVESTORS = True
    client.force_login(officer)
    assert client.get(reverse("account_change_password")).status_code == 200
    person = UserFactory(investor=True, email="an@example.vn", password=make_password(PASSWORD))
    client.force_login(person)
    assert client.get(reverse("account_change_password"))["Location"] == reverse("mfa_index")
    User.objects.filter(pk=person.pk).update(code_by_email=True)
    assert client.get(reverse("account_change_password")).status_code == 200
    User.objects.filter(pk=person.pk).update(email="")
    assert client.get(reverse("account_change_password")).status_code == 302
