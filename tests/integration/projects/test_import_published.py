"""The published rows: what the file says, no more and no less (issue 2, done-when 2)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import transaction

from deadlines.models import Flag, Obligation
from deadlines.querysets import QUESTION_KINDS
from projects.actions.importing import Report, Workbook, import_workbook
from projects.importing.reading import Table, read_table
from projects.models import ImportBatch, Instrument, LandTranche, Project, ScheduleItem, Termination
from sheets.reader import read
from vn.dates import PartialDate, Precision, parse_partial

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
SAMPLE: Path = settings.BASE_DIR / "projects" / "sample" / "du-an-da-cong-bo.xlsx"


def sample(*, dry_run: bool = False) -> Workbook:
    content = SAMPLE.read_bytes()
    return Workbook(
        file_name=SAMPLE.name,
        sha256=hashlib.sha256(content).hexdigest(),
        table=read_table(read(content), on=ON),
        dry_run=dry_run,
    )


def bring_in(*, dry_run: bool = False) -> Report:
    # The day a row came in is a fact too: a question is asked from that day on.
    with time_machine.travel(AT, tick=False):
        return import_workbook(workbook=sample(dry_run=dry_run), by=None, on=ON, at=AT)


@pytest.fixture(autouse=True, scope="module")
def imported(django_db_setup: None, django_db_blocker) -> Iterator[Report]:
    """Imported once for the module, and gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield bring_in()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def cells() -> list[dict[str, str]]:
    """The workbook as plain text by header, read without the importer."""
    rows = read(SAMPLE)[0].rows
    titles = [cell.text for cell in rows[0]]
    return [dict(zip(titles, (cell.text for cell in row), strict=True)) for row in rows[1:]]


def test_every_row_came_in_without_a_message(imported: Report) -> None:
    assert (imported.rows_read, imported.created) == (166, 166)
    assert imported.messages == ()
    assert Project.objects.count() == 166
    assert set(Project.objects.values_list("origin", flat=True)) == {"imported"}


def test_the_counts_by_status_equal_the_file(cells: list[dict[str, str]]) -> None:
    buckets = {
        "đang hoạt động": "operating",
        "đang xây dựng": "under_construction",
        "chưa khởi công": "not_started",
        "tạm ngừng": "stopped",
        "đã chấm dứt": "terminated",
        "chưa rõ": "unknown",
    }
    expected = Counter(buckets[row["Tình trạng"]] for row in cells)
    assert expected["terminated"] == 87
    assert Counter(Project.objects.values_list("bucket", flat=True)) == expected


def test_every_row_names_its_source(cells: list[dict[str, str]]) -> None:
    known = {p.legacy_code: (p.source_url, p.source_date_text) for p in Project.objects.all()}
    assert known == {row["Mã dòng"]: (row["Nguồn"], row["Ngày của nguồn"]) for row in cells}


def test_no_date_is_stored_that_the_file_does_not_hold(cells: list[dict[str, str]]) -> None:
    held = {
        "approval": _dates(cells, "Ngày chấp thuận"),
        "handover": _dates(cells, "Bàn giao đất thực tế"),
        "start": _dates(cells, "Khởi công theo kế hoạch"),
        "completion": _dates(cells, "Hoàn thành theo kế hoạch"),
    }
    # Days in brackets behind a document number.
    named = {_day(2018, 1, 12), _day(2003, 7, 15), _day(2003, 5, 21), _day(2020, 3, 16)}
    assert _stored(Instrument, "issued") == held["approval"] | named
    assert _stored(LandTranche, "handover") == held["handover"]
    for kind in ("start", "completion"):
        assert _stored(ScheduleItem, "planned", kind=kind) == held[kind]
    assert not Termination.objects.exists()
    assert not ScheduleItem.objects.filter(actual_date__isnull=False).exists()
    assert not ScheduleItem.objects.filter(instrument__isnull=False).exists()
    assert not LandTranche.objects.filter(in_use_date__isnull=False).exists()


def test_a_state_has_a_day_only_where_the_source_has_one(cells: list[dict[str, str]]) -> None:
    days = _dates(cells, "Ngày của nguồn")
    expected = {value.first for value in days if value.precision is Precision.DAY}
    stored = set(Project.objects.values_list("state_as_of", flat=True)) - {None}
    assert stored == expected


def test_amounts_are_exact_and_keep_their_hedge() -> None:
    plain = Project.objects.get(legacy_code="CB-001")
    assert (plain.registered_capital_vnd, plain.capital_hedge) == (6_361_000_000_000, "")
    assert str(plain.registered_capital_usd) == "274700000.00"
    hedged = Project.objects.get(name__startswith="Nhà máy chế biến, kho bảo quản rau")
    assert (hedged.registered_capital_vnd, hedged.capital_hedge) == (284_000_000_000, "hơn")
    assert hedged.as_published["Vốn theo nguyên văn"] == "hơn 284 tỷ đồng"


def test_unknown_amounts_stay_unknown(cells: list[dict[str, str]]) -> None:
    blank = sum(row["Vốn đăng ký (tỷ đồng)"] == "" for row in cells)
    assert Project.objects.filter(registered_capital_vnd__isnull=True).count() == blank
    blank = sum(row["Diện tích (ha)"] == "" for row in cells)
    assert Project.objects.filter(land_area_m2__isnull=True).count() == blank


def test_at_most_advisory_flags_and_none_on_a_milestone() -> None:
    flags = Flag.objects.all()
    assert all(flag.advisory for flag in flags)
    assert Counter(flag.kind for flag in flags.warnings()) == {"L1": 4, "I10": 5}
    # What was published names neither the decisions that ended projects nor those on some land.
    asked = flags.filter(kind__in=QUESTION_KINDS).values_list("kind", "obligation__cycle")
    assert Counter(asked) == {
        ("Q3", "terminated_undecided"): 87,
        ("Q3", "handed_undecided"): 4,
        ("Q1", ""): 31,
    }


def test_only_what_was_published_as_not_begun_is_asked_for_its_start() -> None:
    asked = Flag.objects.filter(kind="I10").values("project_id")
    states = Project.objects.filter(pk__in=asked).values_list("physical_state", flat=True)
    assert set(states) == {"not_started"}


def test_what_cannot_be_computed_names_the_missing_fact() -> None:
    unknown = Obligation.objects.filter(clock="unknown")
    assert set(unknown.values_list("missing", flat=True)) == {
        "land_handover_date",
        "schedule",
        "schedule_instrument",
        "operation_milestone",
        "physical_state",
    }
    milestones = Obligation.objects.filter(kind="I1", subject_kind="schedule_item")
    assert not milestones.filter(clock__in=["running", "stopped", "met"]).exists()


def test_importing_again_changes_nothing() -> None:
    versions = dict(Project.objects.values_list("pk", "version"))
    again = bring_in()
    assert (again.created, again.updated, again.unchanged) == (0, 0, 166)
    assert dict(Project.objects.values_list("pk", "version")) == versions


def test_a_dry_run_leaves_no_trace() -> None:
    before = ImportBatch.objects.count()
    report = bring_in(dry_run=True)
    assert report.unchanged == 166
    assert ImportBatch.objects.count() == before


def test_the_info_sheet_is_not_taken_for_projects() -> None:
    table: Table = sample().table
    assert {row.sheet for row in table.rows} == {"Danh mục dự án"}


def _dates(cells: list[dict[str, str]], title: str) -> set[PartialDate]:
    return {parse_partial(row[title]) for row in cells if row[title]}


def _day(year: int, month: int, number: int) -> PartialDate:
    return PartialDate(date(year, month, number), Precision.DAY)


def _stored(model: type, name: str, **among: str) -> set[PartialDate]:
    rows = model.objects.filter(**among, **{f"{name}_date__isnull": False})  # type: ignore[attr-defined]
    pairs = rows.values_list(f"{name}_date", f"{name}_precision")
    return {PartialDate(first, Precision(precision)) for first, precision in pairs}
