"""The one-page sheet of a project: one page whatever it holds, no secret in its code."""

from __future__ import annotations

import io
import unicodedata
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from projects import sheet_pdf
from tests.factories import (
    CapitalPartFactory,
    FlagOpen,
    InvestorMemberFactory,
    ItemPlanned,
    ObligationOverdue,
    ProjectNotStarted,
    RegistrationCertificate,
    TrancheHandedOver,
    UserFactory,
)
from tests.support.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    return signed_in(UserFactory(specialist=True))


def sheet(client: Client, code: str, query: str = "") -> Any:
    return client.get(reverse("projects:sheet", args=[code]) + query)


def pages(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as document:
        assert document.Root.MarkInfo.Marked
        return len(document.pages)


def told(monkeypatch: pytest.MonkeyPatch, client: Client, url: str) -> dict[str, Any]:
    """What the template of the sheet was given."""
    kept: dict[str, Any] = {}
    draw = render_to_string

    def keep(name: str, context: dict[str, Any]) -> str:
        kept.update(context, html=draw(name, context))
        return kept["html"]

    monkeypatch.setattr(sheet_pdf, "render_to_string", keep)
    assert client.get(url).status_code == 200
    return kept


def test_a_sheet_is_one_tagged_page(desk: Client) -> None:
    response = sheet(desk, ProjectNotStarted().code)
    assert response["Content-Type"] == "application/pdf"
    assert pages(response.content) == 1


def test_a_sheet_with_everything_is_still_one_page_and_counts_what_it_leaves_out(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = ProjectNotStarted(name="Khu đô thị " * 36, objective="Xây dựng " * 400)
    for phase in range(1, 31):
        ItemPlanned(project=project, phase=phase, name=f"Mốc {phase} " + "dài " * 40)
    for _n in range(12):
        TrancheHandedOver(project=project)
    kept = told(monkeypatch, desk, reverse("projects:sheet", args=[project.code]))
    left = kept["milestones"]
    assert len(left["rows"]) + left["more"] == 30
    assert left["more"] > 0
    assert f"và {left['more']} mốc khác" in kept["html"]
    assert pages(sheet(desk, project.code).content) == 1


def test_the_sheet_for_the_public_tells_no_flag_and_no_officer(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = UserFactory(display_name="Người Theo Dõi")
    project = ProjectNotStarted(officer=officer)
    FlagOpen(obligation=ObligationOverdue(project_id=project.pk), project_id=project.pk)
    url = reverse("projects:sheet", args=[project.code])
    staff = told(monkeypatch, desk, url)
    assert "Người Theo Dõi" in staff["html"]
    assert len(staff["flags"]["rows"]) == 1
    public = told(monkeypatch, desk, f"{url}?ban=cong-bo")
    assert "Người Theo Dõi" not in public["html"]
    assert public["flags"]["rows"] == ()
    assert "Cảnh báo" not in public["html"]


def test_the_parts_of_the_capital_are_told_to_whom_the_page_tells_them(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = CapitalPartFactory(amount_vnd=77_123_000_000).project
    url = reverse("projects:sheet", args=[project.code])
    assert "77,123" in told(monkeypatch, desk, url)["html"]
    supervisor = signed_in(UserFactory(supervisor=True))
    assert "77,123" not in told(monkeypatch, supervisor, url)["html"]


def test_an_exact_amount_is_written_out_as_certificates_do(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = ProjectNotStarted(registered_capital_vnd=1_360_668_000_000, capital_hedge="")
    words = "(bằng chữ: Một nghìn ba trăm sáu mươi tỷ, sáu trăm sáu mươi tám triệu đồng chẵn)"
    url = reverse("projects:sheet", args=[exact.code])
    assert f"1.360,668 tỷ đồng {words}" in told(monkeypatch, desk, url)["html"]
    hedged = ProjectNotStarted(registered_capital_vnd=1_360_000_000_000, capital_hedge="hơn")
    url = reverse("projects:sheet", args=[hedged.code])
    assert "bằng chữ" not in told(monkeypatch, desk, url)["html"]


def test_the_code_leads_to_the_look_up_and_holds_no_secret(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = ProjectNotStarted()
    RegistrationCertificate(project=project, number="9900000001", number_key="9900000001")
    kept = told(monkeypatch, desk, reverse("projects:sheet", args=[project.code]))
    # The code of the project is on the sheet; the number it is proved with is in no address.
    wanted = f"{settings.PORTAL_URL.rstrip('/')}/tra-cuu/?ma={project.code}"
    assert kept["sheet"].qr_url == wanted
    assert unicodedata.is_normalized("NFC", kept["sheet"].name)


def test_a_project_one_may_not_know_of_has_no_sheet() -> None:
    project = ProjectNotStarted()
    agency = signed_in(UserFactory(sector_agency=True))
    assert sheet(agency, project.code).status_code == 404


def test_an_investor_gets_the_sheet_of_an_own_project_only() -> None:
    person = UserFactory(investor=True)
    member = InvestorMemberFactory(user=person)
    own = ProjectNotStarted(investor=member.investor)
    client = signed_in(person)
    address = reverse("projects:own_sheet", args=[own.code])
    assert pages(client.get(address).content) == 1
    other = reverse("projects:own_sheet", args=[ProjectNotStarted().code])
    assert client.get(other).status_code == 404
