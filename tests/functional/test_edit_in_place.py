"""A section of the project page is edited in its place; the same links work as whole pages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from desk.models import Draft
from projects.actions.acts import Seen
from projects.actions.projects import State, set_state
from projects.models import Project
from projects.views.page_groups import GROUPS
from tests.factories import ItemPlanned, PolicyApproval, ProjectFactory, UserFactory

pytestmark = pytest.mark.django_db

WHOLE = b"<!doctype html>"


@pytest.fixture
def officer():
    return UserFactory()


@pytest.fixture
def desk(client: Client, officer) -> Client:
    """The browser of a specialist."""
    client.force_login(officer)
    return client


@pytest.fixture
def project() -> Project:
    return ProjectFactory()


def asked_from(key: str) -> dict[str, str]:
    """The headers htmx sends from inside a section."""
    return {"HX-Request": "true", "HX-Target": f"cho-{key}"}


def typed(desk: Client, url: str, key: str) -> dict[str, object]:
    """The boxes of the form as it came, to be changed and sent."""
    page = desk.get(url, headers=asked_from(key))
    form = page.context["cards"][0].form
    return {name: form[name].value() or "" for name in form.fields} | {"act": ""}


def test_a_form_comes_for_its_place_and_as_a_page_without_htmx(desk, project) -> None:
    url = reverse("projects:state", args=[project.code])
    part = desk.get(url, headers=asked_from("dau"))
    assert WHOLE not in part.content
    assert f'action="{url}"'.encode() in part.content
    assert b'id="dau-id_state_as_of"' in part.content
    assert "HX-Target" in part.headers["Vary"]
    page = desk.get(url)
    assert WHOLE in page.content
    assert b'id="id_state_as_of"' in page.content


def test_after_saving_the_place_comes_back_with_the_head_and_what_was_said(desk, project) -> None:
    url = reverse("projects:state", args=[project.code])
    sent = typed(desk, url, "dau") | {
        "state_as_of": "1/11/2026",
        "state_note": "Đang thi công móng",
    }
    answer = desk.post(url, sent, headers=asked_from("dau"), follow=True)
    text = answer.content.decode()
    assert "<!doctype" not in text
    assert "Đang thi công móng" in text
    assert '<p id="da-luu" hx-swap-oob="innerHTML">' in text
    for part in ("dau-trang", "can-biet", "cac-nhom", "cho-duties", "cho-schedule"):
        assert f'id="{part}" hx-swap-oob="innerHTML"' in text
    project.refresh_from_db()
    assert project.state_as_of == date(2026, 11, 1)


def test_errors_come_back_in_the_place_with_what_was_typed(desk, project) -> None:
    url = reverse("projects:state", args=[project.code])
    sent = typed(desk, url, "dau") | {"state_as_of": "31/6/2026", "state_note": "Tường rào"}
    answer = desk.post(url, sent, headers=asked_from("dau"))
    assert answer.status_code == 422
    assert WHOLE not in answer.content
    assert "Tường rào" in answer.content.decode()
    assert b'href="#dau-id_state_as_of"' in answer.content


def test_a_conflict_is_shown_in_the_place(desk, project, officer) -> None:
    url = reverse("projects:state", args=[project.code])
    sent = typed(desk, url, "dau") | {"state_as_of": "1/11/2026", "state_note": "Hàng rào"}
    set_state(
        by=UserFactory(),
        on=date(2026, 11, 2),
        at=datetime(2026, 11, 2, tzinfo=UTC),
        seen=Seen(project.pk, project.version, ""),
        state=State(
            physical=project.physical_state,
            operating=project.operating_state,
            as_of=date(2026, 11, 2),
            note="Chưa thấy gì",
        ),
    )
    answer = desk.post(url, sent, headers=asked_from("dau"))
    assert answer.status_code == 409
    assert WHOLE not in answer.content
    assert b'name="chon-state_note"' in answer.content
    assert f'action="{url}"'.encode() in answer.content


def test_leaving_brings_the_section_back_and_nothing_else(desk, project) -> None:
    ItemPlanned(project=project, instrument=PolicyApproval(project=project), name="Khởi công")
    part = desk.get(reverse("projects:detail", args=[project.code]), headers=asked_from("schedule"))
    text = part.content.decode()
    assert "Khởi công" in text
    assert "hx-swap-oob" not in text
    assert "<!doctype" not in text


def test_the_act_of_another_place_is_not_known(desk, project) -> None:
    url = reverse("projects:detail", args=[project.code])
    assert desk.get(url, headers=asked_from("khong_co")).status_code == 404
    odd = desk.get(url, headers={"HX-Request": "true", "HX-Target": 'cho-"><b>'})
    assert WHOLE in odd.content


def test_who_may_not_edit_is_refused_in_the_place_too(client, project) -> None:
    client.force_login(UserFactory(supervisor=True))
    url = reverse("projects:state", args=[project.code])
    assert client.get(url, headers=asked_from("dau")).status_code == 403


def test_a_draft_ends_once_the_form_in_place_is_saved(desk, project, officer) -> None:
    url = reverse("projects:item_add", args=[project.code])
    page = desk.get(url, headers=asked_from("schedule"))
    key = page.context["cards"][0].slip.key
    wrong = {"act": "", "nhap": key, "name": "Khởi công", "kind": "start", "planned": "32/1/2027"}
    origin = {"origin": "http://testserver"}
    headers = asked_from("schedule") | origin
    assert desk.post(url, wrong, headers=headers).status_code == 422
    assert Draft.objects.filter(user=officer).count() == 1
    right = typed(desk, url, "schedule") | wrong | {"planned": "31/1/2027"}
    answer = desk.post(url, right, headers=headers, follow=True)
    assert answer.status_code == 200, answer.context["posted"].form.errors
    assert Draft.objects.filter(user=officer).count() == 0
    assert "Khởi công" in answer.content.decode()


def test_every_section_has_a_place_of_its_own_and_is_declared_once(desk, project) -> None:
    keys = [section.key for group in GROUPS for section in group.sections]
    assert len(keys) == len(set(keys))
    text = desk.get(reverse("projects:detail", args=[project.code])).content.decode()
    shown = [key for key in keys if f'id="cho-{key}"' in text]
    assert '<div class="place" id="cho-published"></div>' in text
    assert {"duties", "schedule", "land", "money", "history"} <= set(shown)
