"""Signing in with an identity of elsewhere, against a provider that runs beside the test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import inviting
from accounts.models import AuditEvent, User
from tests.factories import InvestorMemberFactory, UserFactory
from tests.support import oidc_provider as local

pytestmark = pytest.mark.django_db
PASSWORD = "mot mat khau du dai 2026"
START, BACK = reverse("accounts:identity_start"), reverse("accounts:identity_return")
PAGE = reverse("accounts:identity")


@pytest.fixture
def elsewhere(settings) -> Iterator[local.Provider]:
    """A provider, configured."""
    with local.provider() as found:
        settings.OIDC_ISSUER_URL = found.issuer
        settings.OIDC_CLIENT_ID = local.CLIENT_ID
        settings.OIDC_CLIENT_SECRET = local.CLIENT_SECRET
        settings.OIDC_NAME = "VNeID"
        yield found


@pytest.fixture
def person(elsewhere) -> User:
    """Somebody who acts for an investor, known there under the same e-mail."""
    user: User = InvestorMemberFactory(
        user=UserFactory(investor=True, email="an@example.vn", password=make_password(PASSWORD))
    ).user
    elsewhere.person |= {"email": "An@example.vn", "email_verified": True}
    return user


def come(client: Client, elsewhere: local.Provider, start: str = START) -> Any:
    """Go there, agree, and come back."""
    there = client.get(start)
    assert there.status_code == 302, there.content.decode()
    back = urlsplit(elsewhere.authorize(there["Location"]))
    assert back.path == "/dinh-danh/ve/"
    return client.get(f"{back.path}?{back.query}")


def signed_in(client: Client) -> int | None:
    found = client.session.get("_auth_user_id")
    return int(found) if found else None


def with_password(person: User) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": person.username, "password": PASSWORD})
    assert signed_in(client) == person.pk
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def link(client: Client, elsewhere: local.Provider) -> Any:
    page = client.get(PAGE)
    assert page.status_code == 200
    return come(
        client, elsewhere, reverse("accounts:identity_connect") + f"?phieu={page.context['pass']}"
    )


# ------------------------------------------------------------ who gets in


def test_without_a_provider_there_is_no_way_in(client) -> None:
    assert [client.get(url).status_code for url in (START, BACK)] == [404, 404]
    assert START not in client.get(reverse("account_login")).content.decode()


def test_a_verified_address_signs_in_to_the_account_that_has_it(client, elsewhere, person) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert START in page
    assert "VNeID" in page
    answer = come(client, elsewhere, f"{START}?next=/du-an-cua-toi/")
    assert (answer.status_code, answer["Location"]) == (302, "/du-an-cua-toi/")
    assert signed_in(client) == person.pk
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert not SocialAccount.objects.exists()
    assert not SocialToken.objects.exists()


def test_what_is_asked_for_there(client, elsewhere) -> None:
    asked = dict(parse_qsl(urlsplit(client.get(START)["Location"]).query))
    assert set(asked["scope"].split()) == {"openid", "email"}
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == "http://testserver/dinh-danh/ve/"
    assert len(asked["nonce"]) == 64


def test_the_page_about_the_person_may_tell_the_address(client, elsewhere, person) -> None:
    elsewhere.claims = {"email": None, "email_verified": None}
    come(client, elsewhere)
    assert signed_in(client) == person.pk


def test_from_an_english_page_one_comes_back_to_it(client, elsewhere, person) -> None:
    answer = come(client, elsewhere, f"/en{START}?next=/en/du-an-cua-toi/")
    assert answer["Location"] == "/en/du-an-cua-toi/"


def test_no_other_site_is_gone_on_to(client, elsewhere, person) -> None:
    answer = come(client, elsewhere, f"{START}?next=https://xau.example/")
    assert answer["Location"] == "/"


@pytest.mark.parametrize(
    "claims",
    [{"email": "la@example.vn"}, {"email_verified": False}, {"email_verified": None}],
    ids=["stranger", "unverified", "not said"],
)
def test_a_stranger_gets_no_account_and_is_led_on(client, elsewhere, person, claims) -> None:
    before = User.objects.count()
    elsewhere.claims = claims
    answer = come(client, elsewhere)
    assert answer.status_code == 403
    assert reverse("projects:register") in answer.content.decode()
    assert signed_in(client) is None
    assert User.objects.count() == before


def test_an_address_of_two_accounts_opens_neither(client, elsewhere, person) -> None:
    UserFactory(investor=True, email="AN@example.vn", password=make_password(PASSWORD))
    assert come(client, elsewhere).status_code == 403
    assert signed_in(client) is None


def test_a_closed_account_stays_closed(client, elsewhere, person) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)
    come(client, elsewhere)
    assert signed_in(client) is None


def test_an_account_that_waits_for_its_code_is_opened_with_it(client, elsewhere, person) -> None:
    keeper = UserFactory(administrator=True)
    inviting.invite_again(account_id=person.pk, by=keeper, at=timezone.now())
    assert come(client, elsewhere).status_code == 403
    assert signed_in(client) is None


def test_the_code_by_e_mail_is_still_asked_for(client, elsewhere, person) -> None:
    User.objects.filter(pk=person.pk).update(code_by_email=True)
    answer = come(client, elsewhere)
    assert answer["Location"] == reverse("account_confirm_login_code")
    assert signed_in(client) is None


def test_who_cancels_is_back_at_the_sign_in(client, elsewhere) -> None:
    there = dict(parse_qsl(urlsplit(client.get(START)["Location"]).query))
    answer = client.get(f"{BACK}?error=access_denied&state={there['state']}")
    assert answer["Location"] == reverse("account_login")


# ------------------------------------------------------------ what is not believed

LIES: dict[str, dict[str, Any]] = {
    "nonce": {"claims": {"nonce": "khac"}},
    "no nonce": {"claims": {"nonce": None}},
    "issuer": {"claims": {"iss": "https://khac.example"}},
    "no issuer": {"claims": {"iss": None}},
    "audience": {"claims": {"aud": "ung-dung-khac"}},
    "authorized party": {"claims": {"azp": "ung-dung-khac"}},
    "expired": {"claims": {"exp": 1_700_000_000}},
    "no expiry": {"claims": {"exp": None}},
    "no subject": {"claims": {"sub": None}},
    "unsigned": {"algorithm": "none"},
    "signed with the secret": {"algorithm": "HS256"},
    "another key": {"signs": local.new_key()},
    "no token": {"empty": True},
    "no keys": {"garbage": True},
    "two people": {"claims": {"email": None}, "told": {"sub": "999"}},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_an_answer_that_is_not_right_signs_nobody_in(client, elsewhere, person, lie) -> None:
    for name, value in lie.items():
        setattr(elsewhere, name, value)
    answer = come(client, elsewhere)
    assert answer.status_code == 400
    assert "Location" not in answer
    assert signed_in(client) is None


def test_a_provider_that_calls_itself_otherwise_is_not_asked(client, elsewhere, person) -> None:
    elsewhere.says_issuer = "https://khac.example"
    assert client.get(START).status_code == 503


def test_a_provider_that_is_away_says_so(client, elsewhere, settings) -> None:
    settings.OIDC_ISSUER_URL = "http://127.0.0.1:9"
    answer = client.get(START)
    assert answer.status_code == 503
    assert reverse("account_login") in answer.content.decode()


@pytest.mark.parametrize("state", ["", "khac"])
def test_a_way_back_that_was_not_set_out_on(client, elsewhere, person, state) -> None:
    there = client.get(START)["Location"]
    back = dict(parse_qsl(urlsplit(elsewhere.authorize(there)).query))
    assert client.get(BACK, back | {"state": state}).status_code == 400
    assert signed_in(client) is None


def test_a_way_back_is_gone_once_and_in_its_own_browser(client, elsewhere, person) -> None:
    back = urlsplit(elsewhere.authorize(client.get(START)["Location"]))
    address = f"{back.path}?{back.query}"
    assert Client().get(address).status_code == 400
    assert client.get(address).status_code == 302
    client.logout()
    assert client.get(address).status_code == 400
    assert signed_in(client) is None


# ------------------------------------------------------------ linking


def test_a_linked_identity_signs_in_whatever_its_address(client, elsewhere, person) -> None:
    browser = with_password(person)
    elsewhere.claims = {"email": None, "email_verified": None}
    elsewhere.person = {"sub": "001099012345"}
    assert link(browser, elsewhere)["Location"] == PAGE
    kept = SocialAccount.objects.get()
    assert (kept.user_id, kept.extra_data) == (person.pk, {})
    assert "001099012345" not in kept.uid
    come(client, elsewhere)
    assert signed_in(client) == person.pk
    assert SocialAccount.objects.get().extra_data == {}
    browser.post(reverse("accounts:identity_unlink"))
    assert not SocialAccount.objects.exists()
    stranger = Client()
    assert come(stranger, elsewhere).status_code == 403
    verbs = AuditEvent.objects.filter(subject_kind="user", subject_id=person.pk)
    assert {"identity_linked", "identity_unlinked"} <= set(verbs.values_list("verb", flat=True))


def test_one_identity_leads_to_one_account_and_back(elsewhere, person) -> None:
    other = UserFactory(investor=True, password=make_password(PASSWORD))
    first, second = with_password(person), with_password(other)
    link(first, elsewhere)
    link(first, elsewhere)
    link(second, elsewhere)
    elsewhere.person["sub"] = "002"
    link(first, elsewhere)
    assert list(SocialAccount.objects.values_list("user_id", flat=True)) == [person.pk]


def test_linking_starts_on_our_own_page_after_the_password(elsewhere, person) -> None:
    connect = reverse("accounts:identity_connect")
    forced = Client()
    forced.force_login(person)
    for url in (PAGE, connect):
        assert forced.get(url)["Location"].startswith(reverse("account_reauthenticate"))
        assert Client().get(url)["Location"].startswith(reverse("account_login"))
    browser = with_password(person)
    assert browser.get(connect).status_code == 403
    assert browser.get(connect, {"phieu": "khac"}).status_code == 403


def test_a_link_that_another_person_set_out_for_is_refused(elsewhere, person) -> None:
    other = UserFactory(investor=True, password=make_password(PASSWORD))
    browser = with_password(person)
    page = browser.get(PAGE)
    url = reverse("accounts:identity_connect") + f"?phieu={page.context['pass']}"
    back = urlsplit(elsewhere.authorize(browser.get(url)["Location"]))
    states = browser.session["socialaccount_states"]
    thief = with_password(other)
    session = thief.session
    session["socialaccount_states"] = states
    session.save()
    assert thief.get(f"{back.path}?{back.query}").status_code == 400
    assert not SocialAccount.objects.exists()


def test_a_new_code_ends_the_link_too(elsewhere, person) -> None:
    link(with_password(person), elsewhere)
    inviting.invite_again(
        account_id=person.pk, by=UserFactory(administrator=True), at=timezone.now()
    )
    assert not SocialAccount.objects.exists()
