"""Published figures beside computed ones, and the competitiveness index."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from projects.models import PciResult, PublishedFigure
from projects.rules.published import Verdict
from reporting.published import compared
from tests.factories import (
    CallInForce,
    FigureFactory,
    PciFactory,
    ProjectNotStarted,
    TerminationWhole,
    UserFactory,
)
from tests.support.forms import boxes, errors, said, send
from tests.support.people import signed_in

pytestmark = pytest.mark.django_db

FIGURES, PCI = "/so-lieu-cong-bo/", "/chi-so-pci/"
HEADS = "Mã dòng;Chỉ tiêu;Phạm vi;Số liệu;Tử số;Mẫu số;Mẫu số là;Là phần của;Thời điểm;Nguồn\n"


@pytest.fixture
def desk() -> Client:
    return signed_in(UserFactory(specialist=True))


def enter(desk: Client, **typed: str) -> Any:
    said_ = {"indicator": "projects", "scope_text": "Cao Bằng", "source": "Báo cáo 2022"}
    return send(desk, f"{FIGURES}them/", **(said_ | typed))


def test_a_figure_is_kept_as_printed_with_what_was_read(desk: Client) -> None:
    enter(desk, indicator="capital", text="hơn 27.347 tỷ đồng", as_of="15/9/2022")
    row = PublishedFigure.objects.get()
    assert (row.text, row.hedge, row.value) == ("hơn 27.347 tỷ đồng", "hơn", 27_347 * 10**9)


def test_a_rate_is_held_against_its_base(desk: Client) -> None:
    base = {"numerator": "727.304,29 triệu", "denominator": "2.768.098,333 triệu"}
    page = enter(desk, indicator="disbursement_rate", text="26,25%", basis="kế hoạch", **base)
    checks = page.context["line"]["checks"]
    assert [(each["mark"], each["computed"]) for each in checks] == [("bad", "26,2745%")]
    answer = desk.get(f"{FIGURES}?ket_luan={Verdict.OFF.value}")
    assert [row["figure"].text for row in answer.context["rows"]] == ["26,25%"]


def test_a_base_is_named_and_both_are_of_one_kind(desk: Client) -> None:
    where = f"{FIGURES}them/"
    typed = {"indicator": "disbursement_rate", "scope_text": "CB", "text": "5%", "source": "B"}
    typed |= {"numerator": "5 tỷ", "denominator": "97 ha"}
    answer = desk.post(where, boxes(desk.get(where)) | typed)
    assert {"denominator", "basis"} <= set(errors(answer))
    assert not PublishedFigure.objects.exists()


def test_what_cannot_be_read_is_kept_without_a_value_and_said(desk: Client) -> None:
    page = enter(desk, text="vài chục dự án")
    assert PublishedFigure.objects.get().value is None
    assert "vài chục" in said(page)


def test_a_doubtful_number_is_told_as_it_was_read(desk: Client) -> None:
    page = enter(desk, indicator="capital", text="1,600 tỷ đồng", english="on")
    assert PublishedFigure.objects.get().value == 1600 * 10**9
    assert "1,600" in said(page)


def test_parts_are_added_up_beside_their_whole(desk: Client) -> None:
    whole = FigureFactory()
    for text in ("140", "15", "26", "34"):
        send(
            desk, f"{FIGURES}them/?la_phan={whole.pk}", text=text, cut="theo tình trạng", note=text
        )
    page = desk.get(f"{FIGURES}{whole.pk}/")
    assert [cut["check"]["mark"] for cut in page.context["cuts"]] == ["ok"]
    assert len(desk.get(FIGURES).context["rows"]) == 1
    assert desk.get(f"{FIGURES}them/?la_phan=x").status_code == 404


def test_the_same_figure_twice_is_refused(desk: Client) -> None:
    enter(desk, text="215")
    answer = enter(desk, text="215")
    assert answer.status_code == 422
    assert PublishedFigure.objects.count() == 1


def test_a_withdrawn_figure_stays_and_counts_nowhere(desk: Client) -> None:
    row = FigureFactory()
    send(desk, f"{FIGURES}{row.pk}/rut/", reason="Nguồn đã đính chính")
    row.refresh_from_db()
    assert row.withdrawn_reason == "Nguồn đã đính chính"
    assert not desk.get(FIGURES).context["rows"]
    assert desk.get(f"{FIGURES}{row.pk}/").context["line"] is None
    assert desk.get(f"{FIGURES}{row.pk}/rut/").status_code == 302


def test_our_figures_are_held_against_the_registry_of_the_same_day() -> None:
    today, ours = timezone.localdate(), settings.PROVINCE_NAME
    ProjectNotStarted(registered_capital_vnd=5 * 10**9)
    CallInForce(decision__issuer_name=f"UBND tỉnh {ours}")
    CallInForce(decision__issuer_name="UBND tỉnh Quảng Ninh")
    ended = TerminationWhole(date=today.replace(month=1, day=1))
    assert ended.pk
    same = {"scope_text": f"Tỉnh {ours}", "as_of_date": today}
    FigureFactory(text="2 dự án", value=2, **same)
    FigureFactory(indicator="projects_not_started", text="1", value=1, **same)
    FigureFactory(indicator="terminated_in_year", text="1", value=1, **same)
    FigureFactory(indicator="calls", text="1", value=1, **same)
    FigureFactory(text="9 dự án", value=9, scope_text=ours, as_of_date=today.replace(year=2020))
    FigureFactory(text="7 dự án", value=7, scope_text="Cao Bằng", as_of_date=today)
    found = {row.figure.text: row for row in compared(on=today) if row.figure.measure == "count"}
    by_indicator = {
        row.figure.indicator: row.computed.value for row in compared(on=today) if row.computed
    }
    assert by_indicator["projects_not_started"] == Decimal(1)
    assert by_indicator["terminated_in_year"] == Decimal(1)
    assert by_indicator["calls"] == Decimal(1)
    assert found["9 dự án"].asked
    assert found["9 dự án"].computed is None
    assert not found["7 dự án"].asked


def table(desk: Client, rows: str) -> Any:
    where = f"{FIGURES}nhap/"
    file = SimpleUploadedFile("so-lieu.csv", (HEADS + rows).encode())
    return desk.post(where, boxes(desk.get(where)) | {"file": file})


def test_a_table_is_recorded_whole(desk: Client) -> None:
    answer = table(
        desk,
        "A;projects;Cao Bằng;215 dự án;;;;;15/9/2022;Báo cáo\n"
        "A1;projects_operating;Cao Bằng;140 dự án;;;;A;15/9/2022;Báo cáo\n"
        "B;disbursement_rate;Cao Bằng;35,3%;978.199,52 triệu;2.768.098,333 triệu;KH;;2022;Báo cáo\n",
    )
    assert answer.status_code == 302
    assert PublishedFigure.objects.get(text="140 dự án").part_of is not None
    assert PublishedFigure.objects.count() == 3


def test_a_table_with_a_cell_that_cannot_be_read_records_nothing(desk: Client) -> None:
    answer = table(
        desk,
        "A;projects;Cao Bằng;215;;;;;15/9/2022;Báo cáo\n"
        "B;dự án ma;Cao Bằng;140;xx;5;;;30/2/2022;\n",
    )
    assert answer.status_code == 422
    told = " ".join(errors(answer)["file"])
    assert [cell in told for cell in ("B3", "E3", "F3", "I3", "J3")] == [True] * 5
    assert not PublishedFigure.objects.exists()


def test_a_table_without_its_headings_says_which(desk: Client) -> None:
    where = f"{FIGURES}nhap/"
    file = SimpleUploadedFile("so-lieu.csv", b"A;B\n1;2\n")
    answer = desk.post(where, boxes(desk.get(where)) | {"file": file})
    assert "Chỉ tiêu" in " ".join(errors(answer)["file"])


def test_sources_of_one_year_stand_beside_each_other(desk: Client) -> None:
    ours = settings.PROVINCE_NAME
    PciFactory(province=ours)
    send(desk, f"{PCI}them/", year="2022", score="67,00", source="Nguồn khác")
    rows = desk.get(PCI).context["rows"]
    assert [(each["score"], each["contradicted"]) for each in rows] == [
        ("67,88", True),
        ("67,00", True),
    ]


def test_a_rank_that_is_the_rounded_score_is_a_question(desk: Client) -> None:
    page = send(desk, f"{PCI}them/", year="2007", score="53,22", rank="53", source="Nguồn")
    assert PciResult.objects.get().rank == 53
    assert said(page)
    assert page.context["rows"][0]["doubtful"]


def test_the_index_is_corrected_and_other_provinces_chosen(desk: Client) -> None:
    row = PciFactory(province=settings.PROVINCE_NAME)
    PciFactory(province="Thanh Hóa", score=Decimal("63.67"))
    send(desk, f"{PCI}{row.pk}/", score="67,9")
    row.refresh_from_db()
    assert row.score == Decimal("67.90")
    page = desk.get(f"{PCI}?tinh=Thanh Hóa&do=hang")
    assert len(page.context["rows"]) == 2
    assert page.content.decode().count("<polyline") == 4


@pytest.mark.parametrize("typed", [{"year": "1999"}, {"rank": "70"}, {"score": "", "rank": ""}])
def test_an_impossible_index_is_refused(desk: Client, typed: dict[str, str]) -> None:
    where = f"{PCI}them/"
    sent = boxes(desk.get(where)) | {"year": "2022", "score": "60", "source": "Nguồn"} | typed
    assert desk.post(where, sent).status_code == 422
    assert not PciResult.objects.exists()
