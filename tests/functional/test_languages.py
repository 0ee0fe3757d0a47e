"""Every page has an address in each language (ui.md: hreflang, prefix /en/)."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import get_script_prefix, reverse

from investportal.language import bare, in_language, language_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

SIGN_IN = "account_login"


@pytest.mark.parametrize(
    ("path", "language", "rest"),
    [
        ("/en/tra-cuu/", "en", "/tra-cuu/"),
        ("/en/", "en", "/"),
        ("/tra-cuu/", "", "/tra-cuu/"),
        ("/enx/", "", "/enx/"),
        ("/vi/", "", "/vi/"),
        ("/en", "", "/en"),
    ],
)
def test_an_address_names_its_language_or_none(path, language, rest) -> None:
    assert (language_of(path), bare(path)) == (language, rest)
    assert in_language(path, "vi") == rest
    assert in_language(path, "en") == "/en" + rest


def test_the_address_decides_before_the_choice(client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "vi"
    english = client.get("/en" + reverse(SIGN_IN))
    assert english.headers["Content-Language"] == "en"
    assert '<html lang="en"' in english.content.decode()
    assert f'action="/en{reverse("preferences")}"' in english.content.decode()
    assert client.get(reverse(SIGN_IN)).headers["Content-Language"] == "vi"
    assert get_script_prefix() == "/"


def test_who_reads_english_is_led_to_english_addresses(client) -> None:
    answer = client.get("/en" + reverse("projects:own_list"))
    assert answer.headers["Location"].startswith("/en" + reverse(SIGN_IN))
    assert "next=/en/" in answer.headers["Location"]
    client.force_login(UserFactory(specialist=True))
    page = client.get("/en" + reverse("projects:list"))
    assert page.status_code == 200
    assert f'href="/en{reverse("projects:map")}' in page.content.decode()


def test_a_slash_is_added_in_the_language_of_the_address(client) -> None:
    assert client.get("/en/tra-cuu").headers["Location"] == "/en/tra-cuu/"


def test_choosing_the_other_language_leaves_the_prefix(client) -> None:
    answer = client.post(reverse("set_language"), {"language": "vi", "next": "/en/tra-cuu/?x=1"})
    assert answer.headers["Location"] == "/tra-cuu/?x=1"
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "vi"
    away = client.post(reverse("set_language"), {"language": "en", "next": "//evil.example/"})
    assert away.headers["Location"] == "/"


def test_an_unknown_page_is_unknown_in_both(client) -> None:
    assert client.get("/en/khong-co/").status_code == 404
    assert client.get("/en/api/khong-co/").status_code == 404
