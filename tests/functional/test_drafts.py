"""Nothing that was typed is lost: each way to lose it, one after another."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from desk.models import USE, Draft
from projects.models import Project
from tests.factories import ProjectFactory, TrancheHandedOver, UserFactory
from tests.support.drafts import ELSEWHERE, HERE, autosave, edit, typed_on
from tests.support.forms import boxes, said

pytestmark = pytest.mark.django_db

PASSWORD = "mot mat khau du dai 2026"
NEW_NAME = "Nhà máy đang gõ dở"


@pytest.fixture
def officer() -> User:
    return UserFactory(
        username="thu-ha", display_name="Lê Thu Hà", password=make_password(PASSWORD)
    )


@pytest.fixture
def desk(officer: User) -> Client:
    """The browser of the officer; it says where its posts come from, as browsers do."""
    browser = Client(headers=HERE)
    browser.force_login(officer)
    return browser


@pytest.fixture
def project() -> Project:
    return ProjectFactory(name="Nhà máy A", legacy_code="")


def shown(page: Any, name: str, act: str = "") -> Any:
    form = next(card.form for card in page.context["cards"] if card.act.key == act)
    return form[name].value()


# ------------------------------------------------------------ while typing


def test_typing_is_kept_without_saving_anything(desk, project) -> None:
    answer = autosave(desk, typed_on(desk, edit(project), name=NEW_NAME))
    assert answer.status_code == 200
    assert answer.json()["text"].startswith("Đã lưu nháp lúc ")
    assert Draft.objects.get().typed["name"] == [NEW_NAME]
    project.refresh_from_db()
    assert project.name == "Nhà máy A"


def test_the_page_shows_what_is_on_record_until_the_draft_is_chosen(desk, project) -> None:
    autosave(desk, typed_on(desk, edit(project), name=NEW_NAME))
    page = desk.get(edit(project))
    assert shown(page, "name") == "Nhà máy A"
    assert "Dùng bản nháp" in page.content.decode()
    used = desk.get(Draft.objects.get().address)
    assert shown(used, "name") == NEW_NAME
    assert "Dùng bản nháp" not in used.content.decode()


def test_the_same_words_sent_twice_from_one_form_are_done_once(desk, officer) -> None:
    """The answer to the first was lost on the way."""
    url = reverse("projects:create")
    words = {"name": NEW_NAME, "agency": officer.agency_id}
    sent = typed_on(desk, url, **words)
    before = Project.objects.count()
    first, again = desk.post(url, sent), desk.post(url, sent)
    assert (first.status_code, again.status_code) == (302, 302)
    assert again["Location"] == first["Location"]
    assert Project.objects.count() == before + 1
    assert not Draft.objects.exists()
    assert desk.post(url, sent | {"name": "Nhà máy khác"}).status_code == 302
    assert Project.objects.count() == before + 2


def test_saving_ends_the_draft(desk, project) -> None:
    sent = typed_on(desk, edit(project), name=NEW_NAME)
    autosave(desk, sent)
    assert desk.post(edit(project), sent).status_code == 302
    assert not Draft.objects.exists()


def test_a_draft_in_use_goes_on_as_the_same_draft(desk, project) -> None:
    autosave(desk, typed_on(desk, edit(project), name=NEW_NAME))
    used = Draft.objects.get().address
    autosave(desk, typed_on(desk, used, name="Tên cuối"))
    assert Draft.objects.get().typed["name"] == ["Tên cuối"]
    assert desk.post(used, typed_on(desk, used, name="Tên cuối")).status_code == 302
    assert not Draft.objects.exists()


def test_an_old_draft_is_not_overwritten_by_a_new_attempt(desk, project) -> None:
    autosave(desk, typed_on(desk, edit(project), name=NEW_NAME))
    sent = typed_on(desk, edit(project), name="Tên khác")
    desk.post(edit(project), sent)
    assert [draft.typed["name"] for draft in Draft.objects.all()] == [[NEW_NAME]]


def test_a_draft_begun_before_another_edit_still_leads_to_the_comparison(desk, project) -> None:
    autosave(desk, typed_on(desk, edit(project), name=NEW_NAME))
    other = Client()
    other.force_login(UserFactory())
    other.post(edit(project), boxes(other.get(edit(project))) | {"name": "Tên của Mai"})
    used = Draft.objects.get().address
    page = desk.post(used, boxes(desk.get(used)) | {"name": NEW_NAME})
    assert page.status_code == 409
    assert [row.theirs for row in page.context["differences"]] == ["Tên của Mai"]
    project.refresh_from_db()
    assert project.name == "Tên của Mai"


def test_without_script_the_button_keeps_the_draft_and_comes_back(desk, project) -> None:
    sent = typed_on(desk, edit(project), name=NEW_NAME)
    page = desk.post(reverse("desk:keep_draft"), sent, follow=True)
    assert shown(page, "name") == NEW_NAME
    assert "Đã lưu nháp lúc" in said(page)
    assert f'formaction="{reverse("desk:keep_draft")}"' in page.content.decode()


def test_every_form_of_a_page_has_a_draft_of_its_own(desk) -> None:
    row = TrancheHandedOver()
    where = reverse("projects:tranche_edit", args=[row.project.code, row.pk])
    sent = boxes(desk.get(where), "use") | {"in_use_evidence": "Ảnh chụp ngày 3/9"}
    autosave(desk, sent)
    page = desk.get(Draft.objects.get().address)
    assert shown(page, "in_use_evidence", "use") == "Ảnh chụp ngày 3/9"
    assert shown(page, "minutes_number", "handover") == row.minutes_number


def test_a_choice_of_several_and_a_cleared_box_come_back_as_they_were(desk, project) -> None:
    sent = typed_on(desk, edit(project), name="", units=[])
    autosave(desk, sent)
    page = desk.get(Draft.objects.get().address)
    assert (shown(page, "name"), shown(page, "units")) == ("", [])


def test_a_draft_names_the_files_to_choose_again_and_holds_none(desk, project) -> None:
    where = reverse("projects:document_add", args=[project.code])
    sent = typed_on(desk, where, title="Quyết định")
    desk.post(where, sent | {"file": SimpleUploadedFile("qd-1644.pdf", b"%PDF-")})
    draft = Draft.objects.get()
    assert draft.files == ["qd-1644.pdf"]
    assert "%PDF" not in str(draft.typed)
    assert "Chọn lại tệp: qd-1644.pdf" in desk.get(draft.address).content.decode()


# ------------------------------------------------------------ what a post meets


def test_a_form_with_errors_keeps_its_draft(desk, project) -> None:
    page = desk.post(edit(project), typed_on(desk, edit(project), name="", location_text="Khu 2"))
    assert page.status_code == 422
    assert Draft.objects.get().typed["location_text"] == ["Khu 2"]
    assert not page.context["drafts"].waiting


def test_an_expired_sign_in_leads_back_to_the_filled_form(desk, officer, project) -> None:
    sent = typed_on(desk, edit(project), name=NEW_NAME)
    del desk.cookies["sessionid"]
    answer = desk.post(edit(project), sent)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
    assert b'class="note"' in desk.get(answer["Location"]).content
    page = desk.post(answer["Location"], {"login": "thu-ha", "password": PASSWORD}, follow=True)
    assert shown(page, "name") == NEW_NAME
    assert "bản nháp" in page.content.decode()
    project.refresh_from_db()
    assert project.name == "Nhà máy A"
    address = page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"]
    assert desk.post(address, boxes(page) | {"name": NEW_NAME}).status_code == 302
    project.refresh_from_db()
    assert project.name == NEW_NAME


def test_another_person_who_signs_in_does_not_see_the_text(desk, project) -> None:
    UserFactory(username="nguoi-khac", password=make_password(PASSWORD))
    sent = typed_on(desk, edit(project), name=NEW_NAME)
    del desk.cookies["sessionid"]
    login = desk.post(edit(project), sent)["Location"]
    page = desk.post(login, {"login": "nguoi-khac", "password": PASSWORD}, follow=True)
    assert page.status_code == 200
    assert NEW_NAME not in page.content.decode()
    assert Draft.objects.get().user.username == "thu-ha"


def test_a_post_without_sign_in_and_without_a_key_goes_back_to_its_page(client) -> None:
    source = {"Referer": "http://testserver/bao-cao/"}
    answer = client.post(reverse("reporting:prepare"), headers=source)
    assert answer["Location"] == f"{reverse('account_login')}?next=/bao-cao/"


def test_a_step_of_signing_in_is_no_success(desk, project, settings) -> None:
    sent = typed_on(desk, edit(project), name=NEW_NAME)
    settings.SECOND_FACTOR = True
    assert desk.post(edit(project), sent)["Location"] == reverse("mfa_index")
    assert Draft.objects.get().typed["name"] == [NEW_NAME]


def strict(officer: User) -> Client:
    """A browser whose CSRF token is checked."""
    browser = Client(headers=HERE, enforce_csrf_checks=True)
    browser.force_login(officer)
    return browser


def test_a_form_older_than_the_last_sign_in_comes_back_filled(officer, project) -> None:
    browser = strict(officer)
    sent = boxes(browser.get(edit(project))) | {"name": NEW_NAME, "csrfmiddlewaretoken": "cũ"}
    page = browser.post(edit(project), sent, follow=True)
    assert page.status_code == 200
    assert shown(page, "name") == NEW_NAME
    token = str(page.context["csrf_token"])
    again = boxes(page) | {"name": NEW_NAME, "csrfmiddlewaretoken": token}
    assert browser.post(edit(project), again).status_code == 302
    project.refresh_from_db()
    assert project.name == NEW_NAME


def test_a_post_from_elsewhere_is_refused_and_leaves_no_draft(officer, project) -> None:
    browser = strict(officer)
    sent = boxes(browser.get(edit(project))) | {"name": NEW_NAME}
    assert browser.post(edit(project), sent, headers=ELSEWHERE).status_code == 403
    assert not Draft.objects.exists()


def test_typing_goes_on_being_kept_after_signing_in_again_elsewhere(officer, project) -> None:
    browser = strict(officer)
    sent = boxes(browser.get(edit(project))) | {"name": NEW_NAME}
    assert autosave(browser, sent).status_code == 200
    assert Draft.objects.get().typed["name"] == [NEW_NAME]


def test_a_form_of_one_person_is_not_taken_from_another(desk, officer, project) -> None:
    sent = typed_on(desk, edit(project), name=NEW_NAME)
    other = strict(UserFactory())
    assert other.post(edit(project), sent).status_code == 403
    assert autosave(other, sent).status_code == 422
    assert Draft.objects.get().user == officer


@pytest.mark.parametrize("key", ["", "khong-phai-khoa", "W10:1:x"], ids=["none", "made up", "cut"])
def test_a_key_that_is_not_ours_keeps_nothing(desk, project, key) -> None:
    sent = typed_on(desk, edit(project), name=NEW_NAME) | {USE: key}
    assert autosave(desk, sent).status_code == 422
    page = desk.post(reverse("desk:keep_draft"), sent)
    assert page.status_code == 422
    assert "Quay lại trang trước" in page.content.decode()
    assert not Draft.objects.exists()


def test_a_key_ends_with_the_week(desk, project) -> None:
    sent = typed_on(desk, edit(project), name=NEW_NAME)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert autosave(desk, sent).status_code == 422


# ------------------------------------------------------------ my drafts


def test_the_list_names_the_form_the_project_and_the_time(desk, project) -> None:
    autosave(desk, typed_on(desk, edit(project), name=NEW_NAME))
    html = desk.get(reverse("desk:drafts")).content.decode()
    assert f"Sửa dự án · {project.code} Nhà máy A" in html
    assert NEW_NAME in html
    assert Draft.objects.get().address in html


def test_a_draft_can_be_thrown_away(desk, project) -> None:
    autosave(desk, typed_on(desk, edit(project), name=NEW_NAME))
    form = Draft.objects.get().form
    page = desk.post(
        reverse("desk:discard_draft"), {"form": form, "next": edit(project)}, follow=True
    )
    assert not Draft.objects.exists()
    assert "bỏ" in said(page)
    assert page.request["PATH_INFO"] == edit(project)


@pytest.mark.parametrize("wanted", ["https://noi-khac.example/", "//noi-khac.example", ""])
def test_throwing_away_never_leads_elsewhere(desk, wanted) -> None:
    answer = desk.post(reverse("desk:discard_draft"), {"form": "x", "next": wanted})
    assert answer["Location"] == reverse("desk:drafts")


def test_the_drafts_of_another_are_neither_seen_nor_used_nor_thrown_away(desk, project) -> None:
    autosave(desk, typed_on(desk, edit(project), name=NEW_NAME))
    draft = Draft.objects.get()
    other = Client(headers=HERE)
    other.force_login(UserFactory())
    assert NEW_NAME not in other.get(reverse("desk:drafts")).content.decode()
    assert NEW_NAME not in other.get(draft.address).content.decode()
    other.post(reverse("desk:discard_draft"), {"form": draft.form})
    assert Draft.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("name", ["drafts", "discard_draft"])
def test_drafts_ask_for_sign_in(client, name) -> None:
    read = client.get(reverse(f"desk:{name}"))
    answer = client.post(reverse(f"desk:{name}")) if read.status_code == 405 else read
    assert answer["Location"].startswith(reverse("account_login"))
