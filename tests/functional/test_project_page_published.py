"""The project page of an imported row: what its source said, beside what the registry holds."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.models import Project
from projects.views.published_section import Line, Source
from tests.factories import CommuneFactory, ProjectFactory, ProjectImported, UserFactory

pytestmark = pytest.mark.django_db

CARD = 'id="nguon"'


@pytest.fixture
def desk(client: Client) -> Client:
    """The browser of a specialist."""
    client.force_login(UserFactory())
    return client


def open_page(client: Client, project: Project) -> Any:
    response = client.get(reverse("projects:detail", args=[project.code]))
    assert response.status_code == 200
    return response


def test_each_source_is_a_link_of_its_own(desk: Client) -> None:
    urls = ["https://vidu.test/quyet-dinh.pdf", "http://bao.vidu.test/tin/12"]
    page = open_page(desk, ProjectImported(source_url=" ; ".join(urls)))
    said = page.context["published"]
    assert said.sources == tuple(Source(url, url) for url in urls)
    assert said.as_of == "15/9/2022"
    for url in urls:
        assert f'<a href="{url}" rel="noopener noreferrer external">{url}</a>' in page.text


@pytest.mark.parametrize(
    "words", ["danh-muc-2024.xlsx", "javascript:alert(1)", "Công báo số 12 ; trang 4"]
)
def test_a_source_without_a_web_address_is_plain_text(desk: Client, words: str) -> None:
    page = open_page(desk, ProjectImported(source_url=words, source_date_text=""))
    assert {source.url for source in page.context["published"].sources} == {""}
    assert f'href="{words}' not in page.text


def test_published_texts_stand_beside_the_registered_figures(desk: Client) -> None:
    project = ProjectImported(
        capital_hedge="hơn",
        registered_capital_vnd=284 * 10**9,
        land_area_m2=347_000,
        as_published={
            "Ghi chú": "tên dịch ngược từ bản tiếng nước ngoài, cần đối chiếu tên chính thức",
            "Hướng xử lý": "thu hồi toàn bộ 34,7 ha",
            "Lý do chậm": "vướng đền bù",
            "Vốn theo nguyên văn": "hơn 284 tỷ đồng",
            "Diện tích theo nguyên văn": "34,7 ha (báo khác ghi 35 ha)",
            "Cột lạ": "văn bản khác",
        },
    )
    page = open_page(desk, project)
    lines = {line.label: line for line in page.context["published"].lines}
    capital = lines["Vốn theo nguyên văn"]
    assert capital.text == "hơn 284 tỷ đồng"
    assert capital.registered.startswith("hơn 284 ")
    assert lines["Diện tích theo nguyên văn"].registered == "34,7 ha"
    assert lines["Lý do chậm"] == Line("Lý do chậm", "vướng đền bù")
    assert [label for label, line in lines.items() if line.caution] == ["Ghi chú"]
    assert list(lines)[-1] == "Cột lạ"
    for line in lines.values():
        assert line.text in page.text


def test_the_place_as_published_stays_when_the_place_is_known(desk: Client) -> None:
    project = ProjectImported(
        units=[CommuneFactory(name="Xã Mẫu Sơn")], location_text="xã Công Sơn, huyện Cao Lộc"
    )
    first = open_page(desk, project).context["published"].lines[0]
    assert (first.text, first.registered) == ("xã Công Sơn, huyện Cao Lộc", "Xã Mẫu Sơn")


def test_a_place_that_is_only_published_is_said_once(desk: Client) -> None:
    page = open_page(desk, ProjectImported(location_text="xã Công Sơn, huyện Cao Lộc"))
    assert page.text.count("xã Công Sơn, huyện Cao Lộc") == 1


def test_an_entered_project_has_no_such_card(desk: Client) -> None:
    page = open_page(desk, ProjectFactory())
    assert page.context["published"] is None
    assert CARD not in page.text


def test_the_card_asks_the_database_nothing(desk: Client) -> None:
    imported = ProjectImported(as_published={"Lý do chậm": "vướng đền bù"})
    counts = []
    for project in (ProjectFactory(), imported):
        with CaptureQueriesContext(connection) as asked:
            open_page(desk, project)
        counts.append(len(asked))
    assert counts[0] == counts[1]
