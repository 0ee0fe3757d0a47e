"""The frame of every page: preferences, language, menu, banner, refusals."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from investportal.menu import MENU
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
SIGN_IN = "account_login"


def html_tag(page: str) -> str:
    return re.search(r"<html[^>]*>", page)[0]  # type: ignore[index]


def test_a_first_visit_leaves_the_look_to_the_system(client) -> None:
    assert "data-" not in html_tag(client.get(reverse(SIGN_IN)).content.decode())


def test_a_preference_is_kept_and_drawn_without_a_script(client) -> None:
    answer = client.post(
        reverse("preferences"), {"contrast": "up", "next": reverse(SIGN_IN)}, follow=True
    )
    assert answer.redirect_chain == [(reverse(SIGN_IN), 302)]
    assert 'data-contrast="high"' in html_tag(answer.content.decode())


def test_the_buttons_stop_at_the_ends(client) -> None:
    client.cookies["display_contrast"] = "max"
    page = client.get(reverse(SIGN_IN)).content.decode()
    assert re.search(r'name="contrast" value="up" aria-disabled="true"', page)
    assert re.search(r'name="contrast" value="down" aria-disabled="false"', page)


def test_a_script_gets_no_page_back(client) -> None:
    answer = client.post(
        reverse("preferences"), {"theme": "dark"}, headers={"X-Requested-With": "fetch"}
    )
    assert answer.status_code == 204
    assert answer.cookies["display_theme"].value == "dark"


def test_a_preference_never_leads_to_another_site(client) -> None:
    answer = client.post(reverse("preferences"), {"size": "up", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("sent", [{}, {"size": "huge"}], ids=["nothing", "an unknown size"])
def test_a_preference_we_do_not_know_is_refused(client, sent) -> None:
    assert client.post(reverse("preferences"), sent).status_code == 400


def test_pages_are_vietnamese_whatever_the_browser_prefers(client) -> None:
    page = client.get(reverse(SIGN_IN), headers={"Accept-Language": "en-US"})
    assert 'lang="vi"' in html_tag(page.content.decode())
    assert page.headers["Content-Language"] == "vi"


def test_the_reader_may_choose_english(client) -> None:
    answer = client.post(
        reverse("set_language"), {"language": "en", "next": reverse(SIGN_IN)}, follow=True
    )
    assert 'lang="en"' in html_tag(answer.content.decode())


def test_invented_data_is_announced_on_every_page(client, settings) -> None:
    settings.PORTAL_DATASET = "demo"
    assert "Dữ liệu minh hoạ" in client.get(reverse(SIGN_IN)).content.decode()
    assert "Dữ liệu minh hoạ" in client.get("/khong-co-trang/").content.decode()


def test_real_data_carries_no_banner(client, settings) -> None:
    settings.PORTAL_DATASET = "published"
    assert "Dữ liệu minh hoạ" not in client.get(reverse(SIGN_IN)).content.decode()


def test_demonstration_accounts_are_listed_only_in_a_demonstration(client, settings) -> None:
    settings.DEMO = False
    assert "chuyenvien" not in client.get(reverse(SIGN_IN)).content.decode()
    settings.DEMO = True
    assert "chuyenvien" in client.get(reverse(SIGN_IN)).content.decode()


def test_a_specialist_finds_every_page_of_the_menu(client) -> None:
    client.force_login(UserFactory())
    page = client.get(reverse("gallery")).content.decode()
    for name in (
        "reporting:dashboard",
        "projects:list",
        "deadlines:flags",
        "deadlines:unknown",
        "reporting:reports",
    ):
        assert f'href="{reverse(name)}' in page


def test_the_search_page_is_no_page_of_the_registry(client) -> None:
    client.force_login(UserFactory())
    for name, lines in (("projects:search", 0), ("projects:list", 2)):
        page = client.get(reverse(name)).content.decode()
        assert page.count('aria-current="page"') == lines


def test_no_part_of_the_menu_is_long(client) -> None:
    assert max(len(group.entries) for group in MENU) <= 5


def test_a_menu_leads_only_where_its_reader_may_go(client) -> None:
    client.force_login(UserFactory(commune_officer=True))
    page = client.get(reverse("projects:list")).content.decode()
    assert f'href="{reverse("projects:list")}?tinh_trang=' in page
    assert f'href="{reverse("deadlines:flags")}"' not in page


def test_only_who_keeps_the_system_is_led_to_its_administration(client) -> None:
    client.force_login(UserFactory(administrator=True))
    assert (
        f'href="{reverse("admin:index")}"' in client.get(reverse("projects:list")).content.decode()
    )
    client.force_login(UserFactory())
    assert reverse("admin:index") not in client.get(reverse("projects:list")).content.decode()


def test_the_start_page_depends_on_the_duty(client) -> None:
    client.force_login(UserFactory(committee_leader=True))
    assert client.get(reverse("home")).headers["Location"] == reverse("reporting:dashboard")
    client.force_login(UserFactory(commune_officer=True))
    assert client.get(reverse("home")).headers["Location"] == reverse("projects:list")


def test_a_refusal_gives_a_code_to_read_out(client) -> None:
    client.force_login(UserFactory(commune_officer=True))
    answer = client.get(reverse("gallery"))
    assert answer.status_code == 403
    assert re.search(r"<strong>[0-9A-F]{8}</strong>", answer.content.decode())


def test_a_missing_page_is_drawn_in_the_frame(client) -> None:
    answer = client.get("/khong-co-trang/")
    assert answer.status_code == 404
    assert "Không có trang này" in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_in_words() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse(SIGN_IN), {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "Trang đã mở quá lâu" in answer.content.decode()


def test_a_fault_of_ours_is_drawn_without_the_database(
    client, monkeypatch, django_assert_num_queries
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("investportal.views.render", fail)
    client.raise_request_exception = False
    client.cookies["display_theme"] = "dark"
    with django_assert_num_queries(0):
        answer = client.get("/khong-co-trang/")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert "Cổng đang có lỗi" in page
    assert 'data-theme="dark"' in html_tag(page)


def test_too_many_wrong_passwords_close_the_door(client, settings) -> None:
    UserFactory(username="hatl")
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        answer = client.post(reverse(SIGN_IN), {"login": "hatl", "password": "sai"})
    assert answer.status_code == 429
    assert "15 phút" in answer.content.decode()
