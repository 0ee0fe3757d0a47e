"""Importing a workbook: new rows, changed rows, bad cells, and what officers already know."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AdministrativeUnit, AuditEvent, User
from projects.actions.importing import (
    DemonstrationIsLoaded,
    Report,
    Workbook,
    WorkbookRefused,
    import_workbook,
)
from projects.importing.reading import read_table
from projects.importing.wording import words
from projects.models import (
    ImportBatch,
    Instrument,
    Investor,
    LandTranche,
    Project,
    ScheduleItem,
    Termination,
)
from sheets.reader import read
from tests.factories import ProjectNotStarted, ProjectOperating
from tests.support.workbooks import HEADER, CellIn, workbook

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
ROW: tuple[CellIn, ...] = ("A1", "Nhà máy gỗ", "Công ty A", "Cao Bằng", "đang xây dựng", "báo")
CAPITAL = "Vốn đăng ký (tỷ đồng)"
DAY = "Ngày của nguồn"


def bring_in(*rows: tuple[CellIn, ...], header: tuple[str, ...] = HEADER) -> Report:
    return import_workbook(workbook=_workbook(header, *rows), by=None, on=ON, at=AT)


def _workbook(
    header: tuple[str, ...], *rows: tuple[CellIn, ...], dry_run: bool = False
) -> Workbook:
    table = read_table(read(workbook(header, *rows)), on=ON)
    return Workbook(file_name="danh-muc.xlsx", sha256="0" * 64, table=table, dry_run=dry_run)


def outcome(report: Report) -> tuple[int, int, int]:
    return (report.created, report.updated, report.unchanged)


def test_a_new_row_becomes_a_project_with_its_history() -> None:
    report = bring_in(ROW)
    project = Project.objects.get()
    assert outcome(report) == (1, 0, 0)
    assert (project.code, project.legacy_code, project.origin) == ("DA-0001", "A1", "imported")
    assert (project.name, project.bucket) == ("Nhà máy gỗ", "under_construction")
    assert project.investor is not None
    assert project.investor.name == "Công ty A"
    assert [unit.name for unit in project.units.all()] == ["Cao Bằng"]
    assert project.agency.name == "Cơ quan đăng ký đầu tư (chưa xác định)"
    assert AuditEvent.objects.filter(project_id=project.pk, verb="project_created").count() == 1
    assert "nha may go" in project.search_text


def test_codes_go_on_after_the_highest() -> None:
    ProjectNotStarted(code="DA-0041")
    bring_in(ROW)
    assert Project.objects.get(legacy_code="A1").code == "DA-0042"


def test_a_corrected_row_updates_and_the_others_stay() -> None:
    other = ("A2", "Nhà máy chè", *ROW[2:])
    bring_in(ROW, other)
    report = bring_in(("A1", "Nhà máy chế biến gỗ", *ROW[2:]), other)
    assert outcome(report) == (0, 1, 1)
    project = Project.objects.get(legacy_code="A1")
    assert (project.name, project.version) == ("Nhà máy chế biến gỗ", 2)
    event = AuditEvent.objects.get(project_id=project.pk, verb="project_changed")
    assert (event.old["name"], event.new["name"]) == ("Nhà máy gỗ", "Nhà máy chế biến gỗ")


def test_a_row_without_number_is_known_by_name_investor_and_province() -> None:
    bring_in(("", *ROW[1:]))
    again = bring_in(("", "NHÀ MÁY GỖ", *ROW[2:4], "đang hoạt động", ROW[5]))
    assert outcome(again) == (0, 1, 0)
    assert Project.objects.get().bucket == "operating"
    another_province = bring_in(("", "Nhà máy gỗ", "Công ty A", "Lạng Sơn", *ROW[4:]))
    assert outcome(another_province) == (1, 0, 0)


def test_an_empty_cell_erases_nothing() -> None:
    header = (*HEADER, CAPITAL)
    bring_in((*ROW, "hơn 284"), header=header)
    assert outcome(bring_in((*ROW, None), header=header)) == (0, 0, 1)
    project = Project.objects.get()
    assert (project.registered_capital_vnd, project.capital_hedge) == (284_000_000_000, "hơn")


def test_one_bad_cell_is_reported_and_its_text_kept() -> None:
    report = bring_in((*ROW, "nghìn tỷ"), header=(*HEADER, CAPITAL))
    project = Project.objects.get()
    assert project.registered_capital_vnd is None
    assert project.as_published[CAPITAL] == "nghìn tỷ"
    (message,) = report.messages
    assert words(message).startswith("[Danh mục!G2] ")
    assert "nghìn tỷ" in words(message)
    (kept,) = ImportBatch.objects.get().messages
    assert (kept["address"], kept["code"]) == ("G2", "not_a_number")


def test_nothing_is_written_when_one_row_must_be_corrected() -> None:
    good = [(f"A{n}", f"Nhà máy {n}", *ROW[2:]) for n in range(5)]
    with pytest.raises(WorkbookRefused) as refused:
        bring_in(*good, ("B1", "", *ROW[2:]))
    assert [message.code for message in refused.value.messages] == ["name_missing"]
    assert not Project.objects.exists()
    assert not Investor.objects.exists()
    assert not ImportBatch.objects.exists()


def test_a_dry_run_says_what_would_happen_and_writes_nothing() -> None:
    report = import_workbook(workbook=_workbook(HEADER, ROW, dry_run=True), by=None, on=ON, at=AT)
    assert outcome(report) == (1, 0, 0)
    for model in (Project, Investor, ImportBatch, AuditEvent):
        assert not model.objects.exists()


def test_real_rows_do_not_join_the_demonstration() -> None:
    ProjectOperating(origin="demonstration")
    with pytest.raises(DemonstrationIsLoaded):
        bring_in(ROW)


@pytest.mark.parametrize(
    ("status", "states"),
    [
        ("đang hoạt động", ("valid", "unknown", "operating", "operating")),
        ("đang xây dựng", ("valid", "under_construction", "not_operating", "under_construction")),
        ("chưa khởi công", ("valid", "not_started", "not_operating", "not_started")),
        ("tạm ngừng", ("suspended", "unknown", "unknown", "stopped")),
        ("đã chấm dứt", ("terminated", "unknown", "unknown", "terminated")),
        ("chưa rõ", ("valid", "unknown", "unknown", "unknown")),
    ],
)
def test_a_status_says_no_more_than_its_word(status: str, states: tuple[str, ...]) -> None:
    bring_in((*ROW[:4], status, ROW[5]))
    p = Project.objects.get()
    assert (p.legal_state, p.physical_state, p.operating_state, p.bucket) == states
    assert not Termination.objects.exists()


def test_acts_are_recorded_as_far_as_they_are_published() -> None:
    header = (
        *HEADER,
        "Số văn bản chấp thuận",
        "Ngày chấp thuận",
        "Mã số GCN đăng ký đầu tư",
        "Bàn giao đất thực tế",
        "Hoàn thành theo kế hoạch",
    )
    bring_in(
        (*ROW, "962/QĐ-UBND", "24/3/2017", "49121000079", "2018-08", "Quý IV/2026"), header=header
    )
    approval = Instrument.objects.get(kind="policy_approval")
    assert (approval.number, approval.issued_date) == ("962/QĐ-UBND", date(2017, 3, 24))
    certificate = Instrument.objects.get(kind="registration_certificate")
    assert (certificate.number, certificate.issued_date) == ("49121000079", None)
    tranche = LandTranche.objects.get()
    assert (tranche.handover_date, tranche.handover_precision) == (date(2018, 8, 1), "month")
    assert tranche.handed_area_m2 is None
    item = ScheduleItem.objects.get()
    assert (item.planned_date, item.planned_precision) == (date(2026, 10, 1), "quarter")
    assert item.instrument is None
    assert item.baseline_date is None


def test_a_milestone_that_an_officer_based_on_a_document_stands() -> None:
    header = (*HEADER, "Số văn bản chấp thuận", "Hoàn thành theo kế hoạch")
    bring_in((*ROW, "962/QĐ-UBND", "2026"), header=header)
    decided = {"instrument": Instrument.objects.get(), "planned_date": date(2027, 6, 30)}
    ScheduleItem.objects.update(**decided, planned_precision="day")
    assert outcome(bring_in((*ROW, "962/QĐ-UBND", "2025"), header=header)) == (0, 0, 1)
    assert ScheduleItem.objects.get().planned_date == date(2027, 6, 30)


def test_an_older_source_does_not_undo_what_is_known_later() -> None:
    header = (*HEADER, DAY)
    bring_in((*ROW, "16/5/2023"), header=header)
    Project.objects.update(
        physical_state="completed", operating_state="operating", state_as_of=date(2026, 9, 1)
    )
    bring_in((*ROW[:4], "chưa khởi công", ROW[5], "2024"), header=header)
    assert Project.objects.get().bucket == "operating"


def test_the_command_prints_messages_and_counts(tmp_path: Path) -> None:
    path = tmp_path / "danh-muc.xlsx"
    path.write_bytes(workbook((*HEADER, CAPITAL), (*ROW, "nghìn tỷ")))
    out = StringIO()
    call_command("import_projects", str(path), stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0].startswith("[Danh mục!G2] ")
    assert any(line.endswith(" 1") for line in lines[1:])
    assert Project.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"no workbook", "not_a_workbook", id="another kind of file"),
        pytest.param(workbook(HEADER, ("B1", "", *ROW[2:])), "1", id="a row to correct"),
    ],
)
def test_the_command_refuses_in_words(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "danh-muc.xlsx"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=says):
        call_command("import_projects", str(path), stdout=StringIO())
    assert not Project.objects.exists()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"khong-co\.xlsx"):
        call_command("import_projects", str(tmp_path / "khong-co.xlsx"))


@pytest.mark.parametrize(
    ("dataset", "demo", "count"),
    [("published", True, 7), ("published", False, 0), ("empty", True, 0)],
    ids=["published with accounts", "published for real", "a register of one's own"],
)
def test_accounts_come_only_with_the_published_demonstration(
    tmp_path: Path, settings, dataset: str, demo: bool, count: int
) -> None:
    settings.PORTAL_DATASET, settings.DEMO = dataset, demo
    path = tmp_path / "danh-muc.xlsx"
    path.write_bytes(workbook(HEADER, ROW))
    call_command("import_projects", str(path), verbosity=0, stdout=StringIO())
    assert User.objects.count() == count


PLACED_HEADER = ("Mã dòng", "Tên dự án", "Nhà đầu tư", "Tỉnh", "Địa điểm")
PLACED: tuple[tuple[CellIn, ...], ...] = (
    ("1", "Khu A", "Công ty A", "Lạng Sơn", "xã Hồ Sơn, xã Hòa Thắng, huyện Hữu Lũng"),
    ("2", "Cửa khẩu", "Công ty A", "Lạng Sơn", "cửa khẩu Hữu Nghị"),
    ("3", "Nhà máy", "Công ty A", "Cao Bằng", "huyện Hữu Lũng"),
)


def placed() -> dict[str, set[str]]:
    return {p.legacy_code: {u.code for u in p.units.all()} for p in Project.objects.all()}


def test_a_project_is_placed_where_its_text_says() -> None:
    call_command("load_units", verbosity=0)
    bring_in(*PLACED, header=PLACED_HEADER)
    assert placed() == {"1": {"cu-06451", "cu-06460"}, "2": {"20"}, "3": {"04"}}


def test_a_place_that_an_officer_chose_stands() -> None:
    call_command("load_units", verbosity=0)
    bring_in(*PLACED, header=PLACED_HEADER)
    project = Project.objects.get(legacy_code="1")
    project.units.set(AdministrativeUnit.objects.filter(code="06385"))
    assert outcome(bring_in(*PLACED, header=PLACED_HEADER)) == (0, 0, 3)
    assert placed()["1"] == {"06385"}
