"""Rows of a workbook beside the registry: what is found, asked, kept as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from accounts.models import User
from projects.actions.acts import Seen, version_of
from projects.actions.import_answering import (
    Answer,
    NameTheProject,
    RowMoved,
    answer,
    answer_investor,
    answer_open,
)
from projects.actions.import_batches import NotInThisState
from projects.actions.import_staging import stage
from projects.importing.messages import Message, Severity
from projects.importing.reading import read_table
from projects.importing.stored_rows import from_json, to_json
from projects.models import ImportBatch, Investor, InvestorName, Project
from tests.factories import (
    CommuneFactory,
    InvestorFactory,
    ProjectFactory,
    ProvinceFactory,
    UnitSuccessionFactory,
    UserFactory,
)
from tests.support.imports import AT, HEADER, ON, only_row, outcomes, row, staged, undone, written
from tests.support.workbooks import sheet

pytestmark = pytest.mark.django_db

PARK = "Khu du lịch sinh thái"
FIRM = "Công ty cổ phần Hồ Núi"


@pytest.fixture
def by() -> User:
    return UserFactory()


@pytest.fixture
def park() -> Project:
    """A project on record, placed in a commune."""
    commune = CommuneFactory(name="Xã Thiện Long")
    project: Project = ProjectFactory(
        name=PARK, investor=InvestorFactory(name=FIRM, tax_code=""), code="DA-0001"
    )
    project.units.add(commune)
    return project


def hand(by: User) -> dict:
    return {"by": by, "on": ON, "at": AT}


def seen(batch: ImportBatch) -> Seen:
    batch.refresh_from_db()
    return Seen(batch.pk, batch.version)


def test_a_read_row_comes_back_as_it_was() -> None:
    said = row(name="A", capital="hơn 284", decided="Quý I/2024", completion="36 tháng")
    (read,) = read_table([sheet(HEADER, said)], on=ON).rows
    again = from_json(read.sheet, read.number, to_json(read))
    for key in ("capital", "approval_date", "name"):
        assert again.values[key].value == read.values[key].value
        assert again.hedge(key) == read.hedge(key)
    assert again.unread == read.unread
    assert again.titles == {key: read.titles[key] for key in again.titles}


def test_the_form_of_a_company_may_be_short(by: User, park: Project) -> None:
    batch = staged(by, row(name="Khu du lịch  sinh thái", investor="CTCP Hồ Núi", capital=5))
    kept = only_row(batch)
    assert (kept.outcome, kept.project_id) == ("update", park.pk)
    assert kept.changes["new"]["registered_capital_vnd"] == 5_000_000_000
    assert kept.changes["old"]["registered_capital_vnd"] == 1_250_000_000_000


@pytest.mark.parametrize("kind", ["former", "alias"])
def test_an_earlier_name_finds_its_investor(by: User, park: Project, kind: str) -> None:
    key = "cong ty tnhh doi cu"
    assert park.investor is not None
    InvestorName.objects.create(
        investor=park.investor, name="Công ty TNHH Đời Cũ", name_key=key, kind=kind
    )
    batch = staged(by, row(name=PARK, investor="Công ty TNHH Đời Cũ", status="đang hoạt động"))
    assert only_row(batch).project_id == park.pk
    assert "investor" not in only_row(batch).changes["new"]


def test_an_investor_told_with_both_names_is_one(by: User, park: Project) -> None:
    cell = "Công ty TNHH Lạ (nay là Công ty CP Hồ Núi)"
    batch = staged(by, row(name=PARK, investor=cell), row(name="Bến xe", investor=cell))
    assert outcomes(batch) == ["update", "create"]
    written(by, batch)
    assert Investor.objects.count() == 1
    park.refresh_from_db()
    assert park.as_published["Nhà đầu tư"] == cell


def test_a_new_investor_keeps_its_earlier_name_and_is_found_by_it(by: User) -> None:
    cell = "Công ty TNHH Cũ Kỹ, nay là Công ty TNHH Mới Tinh"
    written(by, staged(by, row(name="Bến xe", investor=cell)))
    investor = Investor.objects.get()
    assert investor.name == "Công ty TNHH Mới Tinh"
    assert [known.name for known in investor.names.all()] == ["Công ty TNHH Cũ Kỹ"]
    again = staged(by, row(name="Bến xe", investor="Công ty TNHH Cũ Kỹ"))
    assert outcomes(again) == ["same"]


def test_one_name_of_two_investors_is_never_merged_silently(by: User, park: Project) -> None:
    batch = staged(
        by,
        row(name=PARK, investor="Công ty TNHH Thác Bạc", location="Xã Thiện Long"),
        row(name=PARK),
    )
    assert outcomes(batch) == ["ask", "ask"]
    for kept in batch.rows.all():
        (candidate,) = kept.candidates
        assert (candidate["about"], candidate["id"]) == ("project", park.pk)
        assert candidate["why"] == "same_name"
        assert park.code in candidate["label"]


def test_a_near_investor_is_proposed_and_answered_once_for_the_batch(
    by: User, park: Project
) -> None:
    cell = "Công ty cổ phần Hồ Núii"
    batch = staged(
        by,
        row(name=PARK, investor=cell, capital=7),
        row(name="Bến xe", investor=cell),
        row(name="Chợ", investor="Công ty TNHH Khác Hẳn"),
    )
    assert outcomes(batch) == ["ask", "ask", "create"]
    near = [c for c in batch.rows.get(position=1).candidates if c["about"] == "investor"]
    assert [c["id"] for c in near] == [park.investor_id]
    count = answer_investor(batch=seen(batch), name=cell, investor_id=park.investor_id, **hand(by))
    assert (count, outcomes(batch)) == (2, ["update", "create", "create"])
    written(by, batch)
    assert Investor.objects.count() == 2


def test_a_near_investor_may_be_a_new_one(by: User, park: Project) -> None:
    cell = "Công ty cổ phần Hồ Núii"
    batch = staged(by, row(name="Bến xe", investor=cell))
    answer_investor(batch=seen(batch), name=cell, investor_id=None, **hand(by))
    assert outcomes(batch) == ["create"]
    written(by, batch)
    assert Project.objects.get(name="Bến xe").investor.name == cell


def test_an_old_name_of_the_place_is_the_same_place(by: User, park: Project) -> None:
    old = CommuneFactory(name="Xã Hòa Bình", valid_to=date(2025, 6, 30), valid_from=None)
    UnitSuccessionFactory(old=old, new=park.units.get(), effective_date=date(2025, 7, 1))
    said = {"name": PARK, "investor": FIRM, "province": "Lạng Sơn", "status": "đang hoạt động"}
    batch = staged(by, row(**said, location="xã Hòa Bình", source_date="1/6/2024"))
    assert outcomes(batch) == ["update"]
    CommuneFactory(name="Xã Tân Tri")
    elsewhere = staged(by, row(**said, location="xã Tân Tri"))
    assert only_row(elsewhere).candidates[0]["why"] == "other_place"


def test_what_is_not_on_record_is_kept_as_text_and_said(by: User) -> None:
    ProvinceFactory()
    header = (*HEADER, "Lĩnh vực")
    read = read_table([sheet(header, (*row(name="Bến xe", province="Xứ Lạ"), "Nghề lạ"))], on=ON)
    from projects.actions.import_staging import stage  # noqa: PLC0415 -- used here alone

    batch = ImportBatch.objects.create(
        file_name="x.xlsx", file_sha256="0" * 64, state="reading", at=AT, by_id=by.pk
    )
    stage(batch_id=batch.pk, table=read, by=by, on=ON, at=AT)
    codes = {m["code"] for m in only_row(batch).messages}
    assert codes >= {"unknown_place", "unknown_sector"}
    written(by, batch)
    project = Project.objects.get()
    assert project.sector is None
    assert project.as_published["Tỉnh"] == "Xứ Lạ"
    assert project.as_published["Lĩnh vực"] == "Nghề lạ"
    assert not project.units.exists()


def test_a_later_document_stands_against_an_older_sheet(by: User, park: Project) -> None:
    park.instruments.create(kind="adjustment", issued_date=date(2026, 5, 1), capital_vnd=9)
    batch = staged(
        by,
        row(name=PARK, investor=FIRM, capital=7, status="đang hoạt động", source_date="1/2/2026"),
    )
    kept = only_row(batch)
    assert "registered_capital_vnd" not in kept.changes["new"]
    assert [m["code"] for m in kept.messages] == ["known_later"]


def test_two_rows_of_one_project_are_a_question(by: User, park: Project) -> None:
    batch = staged(
        by,
        row(id="DA-0001", name=PARK, investor=FIRM, capital=5),
        row(name=PARK + ".", investor=FIRM, capital=6),
    )
    assert outcomes(batch) == ["update", "ask"]
    assert {c["why"] for c in batch.rows.get(position=1).candidates} >= {"taken"}


def test_a_row_is_answered_as_it_was_seen(by: User, park: Project) -> None:
    batch = staged(by, row(name=PARK, capital=5))
    waiting = only_row(batch)
    as_seen = Seen(waiting.pk, version_of(waiting))
    now = answer(seen=as_seen, answer=Answer("update", park.pk), **hand(by))
    assert (now.outcome, now.project_id, now.answered_by_id) == ("update", park.pk, by.pk)
    with pytest.raises(RowMoved) as refused:
        answer(seen=as_seen, answer=Answer("skip"), **hand(by))
    assert refused.value.status == 409
    with pytest.raises(NameTheProject):
        answer(seen=Seen(now.pk, version_of(now)), answer=Answer("update"), **hand(by))
    written(by, batch)
    again = Seen(now.pk, version_of(only_row(batch)))
    with pytest.raises(NotInThisState):
        answer(seen=again, answer=Answer("skip"), **hand(by))


def test_all_that_wait_are_answered_at_once(by: User, park: Project) -> None:
    batch = staged(by, row(name=PARK, capital=5), row(name="Chợ"))
    before = seen(batch)
    assert answer_open(batch=before, outcome="update", **hand(by)) == 1
    assert outcomes(batch) == ["update", "create"]
    with pytest.raises(RowMoved):
        answer_open(batch=before, outcome="skip", **hand(by))


def test_left_out_is_left_out(by: User, park: Project) -> None:
    batch = staged(by, row(name=PARK, capital=5))
    answer_open(batch=seen(batch), outcome="skip", **hand(by))
    done = written(by, batch)
    assert (done.created, done.updated, Project.objects.count()) == (0, 0, 1)
    assert undone(by, done).state == "undone"


def test_answers_hold_when_the_workbook_is_read_again(by: User, park: Project) -> None:
    first = row(name=PARK, capital=5), row(name=PARK, investor="Khác", capital=6)
    batch = staged(by, *first)
    answer_open(batch=seen(batch), outcome="create", **hand(by))
    corrected = row(name=PARK, capital=7), row(name=PARK, investor="Khác nữa", capital=6)
    ImportBatch.objects.filter(pk=batch.pk).update(state="reading")
    table = read_table([sheet(HEADER, *corrected)], on=ON)
    stage(batch_id=batch.pk, table=table, by=by, on=ON, at=AT)
    kept, other = batch.rows.order_by("position")
    assert (kept.outcome, kept.answered_by_id) == ("create", by.pk)
    assert kept.values["capital"]["value"] == 7_000_000_000
    assert (other.outcome, other.answered_by_id) == ("ask", None), "another investor, asked again"


def test_an_answer_does_not_hold_against_a_new_error(by: User, park: Project) -> None:
    batch = staged(by, row(name=PARK, capital=5))
    answer_open(batch=seen(batch), outcome="update", **hand(by))
    ImportBatch.objects.filter(pk=batch.pk).update(state="reading")
    table = read_table([sheet(HEADER, row(name=PARK, capital=5))], on=ON)
    wrong = Message(Severity.ERROR, table.rows[0].sheet, f"G{table.rows[0].number}", "two_readings")
    table = replace(table, messages=(*table.messages, wrong))
    stage(batch_id=batch.pk, table=table, by=by, on=ON, at=AT)
    assert outcomes(batch) == ["ask"]
