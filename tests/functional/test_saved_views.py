"""Views of a list: saved, opened, shared, put in place of, renamed, deleted; never more rows."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from desk.models import SavedView
from tests.factories import ProjectNotStarted, ProjectOperating, UserFactory
from tests.factories.finding import ViewSaved, ViewShared

pytestmark = pytest.mark.django_db

LIST, SAVE = "/du-an/", "/bo-loc-da-luu/luu/"


@pytest.fixture
def officer() -> User:
    return UserFactory(display_name="Hoàng Thu Nga")


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def posted(**more: str) -> dict[str, str]:
    return {"trang": "projects:list", "loc": "tinh_trang=operating", "name": "Vận hành"} | more


def labels(client: Client, url: str = LIST) -> list[str]:
    return [tab.label for tab in client.get(url).context["saved"].tabs]


def test_a_list_is_saved_and_opened_again(officer) -> None:
    client = browser(officer)
    running = ProjectOperating()
    ProjectNotStarted()
    address = f"{LIST}?tinh_trang=operating&sap=von&trang=abc&q="
    url = client.get(address).context["saved"].save_url
    assert client.get(url).context["query"] == "tinh_trang=operating&sap=von"
    response = client.post(SAVE, posted(loc="tinh_trang=operating&sap=von"))
    assert response["Location"] == f"{LIST}?tinh_trang=operating&sap=von"
    (tab,) = client.get(LIST).context["saved"].tabs
    opened = client.get(tab.url)
    assert [row["code"] for row in opened.context["rows"]] == [running.code]
    assert opened.context["saved"].opened.label == "Vận hành"
    assert opened.context["saved"].may_save is False


@pytest.mark.parametrize("page", ["projects:investors", "deadlines:flags"])
def test_other_lists_have_views_of_their_own(officer, page: str) -> None:
    client = browser(officer)
    response = client.post(SAVE, posted(trang=page, loc="q=minh"))
    assert response.status_code == 302
    assert labels(client, response["Location"]) == ["Vận hành"]
    assert labels(client) == []


def test_own_views_come_first_and_shared_ones_say_whose(officer) -> None:
    ViewSaved(user=officer, name="Của tôi")
    ViewShared(name="A chung", user__display_name="Vy Văn Bình")
    ViewSaved(name="Riêng của người khác")
    page = browser(officer).get(LIST)
    assert [(tab.label, tab.by) for tab in page.context["saved"].tabs] == [
        ("Của tôi", ""),
        ("A chung", "Vy Văn Bình"),
    ]
    assert "Vy Văn Bình" in page.content.decode()


def test_a_shared_view_shows_each_reader_only_his_or_her_rows() -> None:
    ProjectOperating()
    view = ViewShared(query="tinh_trang=operating")
    agency = browser(UserFactory(sector_agency=True))
    assert labels(agency) == [view.name]
    assert agency.get(f"{LIST}?{view.query}").context["totals"].projects == 0


def test_the_list_as_shown_takes_the_place_of_a_view(officer) -> None:
    view = ViewShared(user=officer, name="Tuần này", query="sap=von")
    client = browser(officer)
    client.post(SAVE, posted(replaces=str(view.pk), name=""))
    view.refresh_from_db()
    assert (view.name, view.query, view.shared) == ("Tuần này", "tinh_trang=operating", True)
    stranger = browser(UserFactory())
    assert stranger.post(SAVE, posted(replaces=str(view.pk), name="")).status_code == 422


def test_a_view_is_renamed_and_shared(officer) -> None:
    view = ViewSaved(user=officer)
    url = f"/bo-loc-da-luu/{view.pk}/"
    client = browser(officer)
    assert client.get(url).context["form"].initial["name"] == view.name
    client.post(url, {"name": "  Dự án   vận hành ", "shared": "on", "seen": "1"})
    view.refresh_from_db()
    assert (view.name, view.shared, view.version) == ("Dự án vận hành", True, 2)
    response = client.post(url, {"name": "Khác", "seen": "1"})
    assert response.status_code == 409
    assert 'value="Khác"' in response.content.decode()


def test_a_view_is_deleted_after_a_question(officer) -> None:
    view = ViewSaved(user=officer)
    client, url = browser(officer), f"/bo-loc-da-luu/{view.pk}/xoa/"
    assert view.name in client.get(url).content.decode()
    assert SavedView.objects.count() == 1
    assert client.post(url)["Location"] == LIST
    assert not SavedView.objects.exists()


def test_a_condition_that_is_no_more_is_told(officer) -> None:
    ViewSaved(user=officer, name="Cũ", query="linh_vuc=99999&dieu_kien_cu=1&sap=von")
    client = browser(officer)
    page = client.get(f"{LIST}?linh_vuc=99999&dieu_kien_cu=1&sap=von")
    assert page.status_code == 200
    assert page.context["saved"].lost == ["dieu_kien_cu", "Lĩnh vực"]
    assert "dieu_kien_cu, Lĩnh vực" in page.content.decode()
    assert client.get(f"{LIST}?linh_vuc=99999").context["saved"].lost == []


def test_a_taken_name_loses_nothing_typed(officer) -> None:
    ViewSaved(user=officer, name="Vận hành")
    response = browser(officer).post(SAVE, posted(shared="on"))
    assert response.status_code == 422
    assert response.context["form"].errors["name"]
    assert response.context["form"]["shared"].value() is True
    assert response.context["query"] == "tinh_trang=operating"


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"name": ""}, 422),
        ({"name": " "}, 422),
        ({"name": "x" * 81}, 422),
        ({"loc": "q=" + "x" * 1000}, 422),
        ({"trang": "projects:create"}, 404),
        ({"trang": "khong-co"}, 404),
        ({"replaces": "0"}, 422),
    ],
)
def test_what_cannot_be_saved_is_refused(officer, more: dict[str, str], status: int) -> None:
    ViewSaved(user=officer)
    assert browser(officer).post(SAVE, posted(**more)).status_code == status
    assert SavedView.objects.count() == 1


@pytest.mark.parametrize("kept", [0, 1])
def test_a_name_may_be_left_out_only_where_a_view_can_be_replaced(officer, kept: int) -> None:
    ViewSaved.create_batch(kept, user=officer, name="Của tôi")
    client = browser(officer)
    shown = client.get(SAVE, {"trang": "projects:list", "loc": "tinh_trang=operating"})
    assert shown.context["form"].fields["name"].required is not bool(kept)
    refused = client.post(SAVE, posted(name=""))
    assert len(refused.context["form"].errors["name"]) == 1


def test_people_without_the_list_have_no_views() -> None:
    investor = browser(UserFactory(investor=True))
    view = ViewShared()
    assert investor.post(SAVE, posted()).status_code == 404
    assert investor.get(f"/bo-loc-da-luu/{view.pk}/").status_code == 404
    supervisor = browser(UserFactory(supervisor=True))
    assert supervisor.post(SAVE, posted(trang="deadlines:flags")).status_code == 404


@pytest.mark.parametrize("path", ["", "xoa/"])
def test_views_of_others_do_not_exist(officer, path: str) -> None:
    view = ViewShared()
    url = f"/bo-loc-da-luu/{view.pk}/{path}"
    assert browser(officer).get(url).status_code == 404
    assert browser(officer).post(url, {"name": "X", "seen": "1"}).status_code == 404
    assert Client().get(url)["Location"].startswith("/dang-nhap/")
