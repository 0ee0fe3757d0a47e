"""The sentences of the report: hedges, absences, unknowns and what follows from the figures."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from reporting import narrative, wording
from reporting.shapes import Amount, Computability, Flow, Flows, Land, MissingFact
from tests.support import report_samples

TY = 1_000_000_000
NOTHING = Amount(projects=0, capital_vnd=None)


def plain(text: str) -> str:
    return text.replace(wording.NBSP, " ")


@pytest.mark.parametrize(
    ("vnd", "said"),
    [
        (534 * TY, "534 tỷ đồng"),
        (27_347 * TY + 1, "hơn 27.347 tỷ đồng"),
        (27_347 * TY + TY // 2 - 1, "hơn 27.347 tỷ đồng"),
        (6_029 * TY + TY // 2, "gần 6.030 tỷ đồng"),
        (6_030 * TY - 1, "gần 6.030 tỷ đồng"),
        (9_990_000_000, "9,99 tỷ đồng"),
        (9_999_999_999, "gần 10 tỷ đồng"),
        (1_500_000_000, "1,5 tỷ đồng"),
        (1_234_567_890, "hơn 1,23 tỷ đồng"),
        (3_000_000, "dưới 0,01 tỷ đồng"),
        (0, "0 tỷ đồng"),
    ],
)
def test_money_in_prose_says_on_which_side_it_was_rounded(vnd: int, said: str) -> None:
    assert plain(wording.hedged_ty(vnd)) == said


@pytest.mark.parametrize(
    ("count", "said"), [(0, "00 dự án"), (8, "08 dự án"), (10, "10 dự án"), (1215, "1.215 dự án")]
)
def test_counts_below_ten_take_a_zero_in_prose(count: int, said: str) -> None:
    assert plain(wording.projects_text(count)) == said


@pytest.mark.parametrize(
    ("month", "said"), [(1, "tháng 01 năm 2023"), (2, "tháng 02 năm 2023"), (3, "tháng 3 năm 2023")]
)
def test_january_and_february_take_a_zero(month: int, said: str) -> None:
    assert plain(wording.month_text(2023, month)) == said


def test_the_cut_off_day_is_printed_as_documents_write_it() -> None:
    assert plain(wording.as_of(date(2022, 9, 5))) == "đến hết ngày 05/9/2022"


def test_the_stock_names_the_number_and_the_capital() -> None:
    assert plain(narrative.stock(report_samples.usual())) == (
        "Đến hết ngày 31/8/2022, trên địa bàn tỉnh Cao Bằng theo dõi, quản lý 215 dự án, với tổng "
        "vốn đăng ký hơn 27.347 tỷ đồng."
    )


def test_an_empty_registry_is_said_in_words() -> None:
    report = report_samples.empty()
    assert "chưa có dự án nào được theo dõi" in narrative.stock(report)
    assert narrative.statuses(report) == "Chưa có dự án nào để phân theo tình trạng."
    assert narrative.remarks(report) == []
    assert narrative.proposals(report) == []
    assert "chưa tính được thời hạn nào" in narrative.overdue(report)[0]


def test_capital_nobody_recorded_is_not_zero() -> None:
    unknown = Amount(projects=3, capital_vnd=None, without_capital=3)
    report = dataclasses.replace(
        report_samples.empty(),
        total=unknown,
        status_rows=(
            dataclasses.replace(report_samples.empty().status_rows[0], amount=unknown),
            *report_samples.empty().status_rows[1:],
        ),
    )
    assert plain(narrative.stock(report)).endswith("03 dự án, chưa có số liệu vốn đăng ký.")
    assert narrative.without_capital(unknown) == ""
    assert plain(narrative.remarks(report)[0]).endswith("chiếm 100,00% số dự án.")


def test_a_sum_of_capital_says_what_it_leaves_out() -> None:
    note = narrative.without_capital(Amount(projects=9, capital_vnd=TY, without_capital=2))
    assert plain(note).startswith("Tổng vốn chưa gồm 02 dự án chưa có số liệu")
    assert narrative.without_capital(Amount(projects=9, capital_vnd=TY)) == ""


def test_the_year_is_told_apart_from_the_month() -> None:
    approved, adjusted, terminated = map(plain, narrative.flows(report_samples.usual()))
    assert approved == (
        "Cấp mới: trong tháng có 02 dự án, với tổng vốn đăng ký 350 tỷ đồng; lũy kế từ đầu năm đến "
        "hết ngày 31/8/2022 là 08 dự án, với tổng vốn đăng ký 1.171 tỷ đồng."
    )
    assert "trong tháng không phát sinh; lũy kế" in adjusted
    assert terminated.endswith("không cộng vào 215 dự án đang theo dõi.")


def test_terminated_projects_are_not_subtracted_when_there_are_none() -> None:
    report = report_samples.usual()
    quiet = dataclasses.replace(report.flows, terminated=Flow(month=NOTHING, year=NOTHING))
    said = narrative.flows(dataclasses.replace(report, flows=quiet))[-1]
    assert plain(said) == (
        "Chấm dứt hoạt động: không phát sinh trong tháng và từ đầu năm đến hết ngày 31/8/2022."
    )


def test_a_year_without_any_act_is_one_sentence() -> None:
    quiet = Flow(month=NOTHING, year=NOTHING)
    report = dataclasses.replace(
        report_samples.usual(), flows=Flows(approved=quiet, adjusted=quiet, terminated=quiet)
    )
    (said,) = narrative.flows(report)
    assert said.endswith("không phát sinh dự án cấp mới, điều chỉnh, chấm dứt hoạt động.")


def test_empty_groups_are_left_out_of_the_status_sentence() -> None:
    said = plain(narrative.statuses(report_samples.usual()))
    assert said.startswith("Trong 215 dự án có 140 dự án đã hoàn thành xây dựng, đang sản xuất")
    assert said.endswith("34 dự án chưa khởi công, chưa triển khai.")
    assert "00 dự án" not in said


def test_remarks_are_shares_of_the_table() -> None:
    running, waiting = map(plain, narrative.remarks(report_samples.usual()))
    assert "chiếm 65,12% số dự án và 50,51% vốn đăng ký." in running
    assert "có 60 dự án, bằng 27,91% số dự án, với hơn 13.001 tỷ đồng" in waiting


def test_land_says_what_was_decided_and_what_was_handed_over() -> None:
    handed, late = map(plain, narrative.land(report_samples.usual()))
    assert handed == (
        "Đến hết ngày 31/8/2022, có 64 đợt giao đất, cho thuê đất đã có quyết định (512,30 ha); đã "
        "bàn giao trên thực địa 55 đợt (400,13 ha); còn 09 đợt chưa bàn giao."
    )
    assert late.startswith("Có 10 dự án có dấu hiệu chậm đưa đất vào sử dụng")


@pytest.mark.parametrize(
    ("land", "said"),
    [
        (
            Land(
                tranches_decided=0,
                tranches_handed=0,
                decided_area_m2=None,
                handed_area_m2=None,
                late_projects=0,
            ),
            "chưa có đợt giao đất",
        ),
        (
            Land(
                tranches_decided=2,
                tranches_handed=2,
                decided_area_m2=None,
                handed_area_m2=None,
                late_projects=0,
            ),
            "không còn đợt nào chưa bàn giao",
        ),
    ],
    ids=["no tranche decided", "every tranche handed over, areas unknown"],
)
def test_land_without_areas_or_tranches_has_its_own_words(land: Land, said: str) -> None:
    sentences = narrative.land(dataclasses.replace(report_samples.usual(), land=land))
    assert said in sentences[0]
    assert " ha)" not in sentences[0]


def test_no_land_register_leaves_the_section_out() -> None:
    assert narrative.land(dataclasses.replace(report_samples.usual(), land=None)) == []


def test_late_deadlines_are_suspicions_counted_by_state() -> None:
    report = report_samples.usual()
    counted, hints, caution = map(plain, narrative.overdue(report))
    binding = {row.project_code for row in report.overdue if not row.advisory}
    assert f"có {sum(row.advisory for row in report.overdue):02} thời hạn theo quy định" in hints
    assert f"thì có {len(binding):02} dự án có thời hạn đã quá" in hints
    assert "có 27 dự án với 30 thời hạn đã quá" in counted
    assert "08 đã được xác nhận; 15 đang chờ xác minh; 07 có ý kiến khác." in counted
    assert "chưa phải kết luận vi phạm" in caution


def test_nothing_late_is_said_of_the_computed_deadlines_only() -> None:
    report = report_samples.usual(overdue=0, missing=24)
    (said,) = narrative.overdue(report)
    assert "không có thời hạn nào bị quá trong số 388 thời hạn tính được" in said


def test_missing_facts_are_named_and_never_on_time() -> None:
    said = plain(narrative.computability(report_samples.usual()))
    assert "tính được hạn 388/412; còn 24 thời hạn chưa tính được do thiếu số liệu" in said
    assert "ngày bàn giao đất trên thực địa (8)" in said
    assert said.endswith("Thời hạn chưa tính được không coi là đúng hạn.")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (Computability(obligations=0, computed=0), "Chưa có thời hạn nào phải theo dõi"),
        (Computability(obligations=5, computed=5), "tính được hạn 5/5."),
        (
            Computability(
                obligations=5,
                computed=4,
                by_fact=(MissingFact(fact="Ngày bàn giao đất", obligations=1),),
            ),
            "thiếu số liệu: ngày bàn giao đất (1).",
        ),
    ],
    ids=["no deadline at all", "every deadline computed", "one fact missing"],
)
def test_computability_has_no_empty_phrases(facts: Computability, said: str) -> None:
    report = dataclasses.replace(report_samples.usual(), computability=facts)
    assert said in narrative.computability(report)


def test_requests_follow_from_the_figures_by_agency() -> None:
    verify, complete, capital = map(plain, narrative.proposals(report_samples.usual()))
    assert "30 thời hạn đã quá của 27 dự án: Sở Tài nguyên và Môi trường (10), " in verify
    assert complete.startswith("Đề nghị bổ sung số liệu còn thiếu để tính 24 thời hạn: ")
    assert capital.endswith("bổ sung vốn đăng ký của 07 dự án chưa có số liệu.")


def test_many_agencies_are_summed_up_after_ten() -> None:
    report = report_samples.usual(overdue=24)
    rows = tuple(
        dataclasses.replace(row, agency=f"Ủy ban nhân dân xã {row.stt % 12 + 1:02d}")
        for row in report.overdue
    )
    said = narrative.proposals(dataclasses.replace(report, overdue=rows))[0]
    assert said.count("Ủy ban nhân dân xã") == 10
    assert said.endswith("các cơ quan khác (4).")


def test_the_report_ends_with_the_mark_of_official_documents() -> None:
    assert narrative.closing(report_samples.usual()).endswith(
        "Ban Thường vụ Tỉnh ủy, Thường trực Hội đồng nhân dân tỉnh xem xét, chỉ đạo./."
    )
