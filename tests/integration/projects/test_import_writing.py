"""A confirmed batch is written whole or not at all, and the same sheet twice changes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.actions.sealing import seal
from accounts.models import AuditEvent, User
from deadlines.models import Obligation
from projects.actions import import_saving, import_writing
from projects.actions.import_steps import Steps, stop_asked
from projects.actions.indexing import index
from projects.actions.projects import next_code
from projects.actions.quality import keep
from projects.models import ImportBatch, ImportTouch, Investor, Project, ProjectQuality
from tests.factories import InvestorFactory, ProjectFactory, ProvinceFactory, UserFactory
from tests.support.imports import (
    AT,
    HEADER,
    ON,
    confirm,
    only_row,
    outcomes,
    registry,
    row,
    staged,
    written,
)
from tests.support.together import at_once
from tests.support.workbooks import CellIn

pytestmark = pytest.mark.django_db

FULL = {
    "province": "Lạng Sơn",
    "location": "xã Thiện Long",
    "status": "đang xây dựng",
    "number": "962/QĐ-UBND",
    "decided": "24/3/2017",
    "certificate": "4912100007",
    "handover": "15/8/2018",
    "completion": "Quý IV/2019",
    "source_date": "30/6/2026",
}


@pytest.fixture
def by() -> User:
    ProvinceFactory()
    return UserFactory()


def rows(count: int) -> list[tuple[CellIn, ...]]:
    return [
        row(id=f"L{n}", name=f"Nhà máy {n}", investor=f"Công ty {n % 3}", capital=n + 1, **FULL)
        for n in range(count)
    ]


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of two rows, so that a handful of rows has several."""
    monkeypatch.setattr("projects.actions.import_laying.CHUNK", 2)
    monkeypatch.setattr(import_writing, "CHUNK", 2)


def test_a_batch_becomes_projects_with_acts_history_deadlines_and_quality(
    by: User, small_chunks: None
) -> None:
    done = written(by, staged(by, *rows(5)))
    assert (done.state, done.created, done.updated, done.unchanged) == ("done", 5, 0, 0)
    projects = list(Project.objects.order_by("code"))
    assert [p.legacy_code for p in projects] == [f"L{n}" for n in range(5)]
    assert {p.origin for p in projects} == {"imported"}
    assert {p.agency_id for p in projects} == {by.agency_id}
    assert Investor.objects.count() == 3
    assert ProjectQuality.objects.count() == 5
    assert Obligation.objects.filter(project_id=projects[0].pk).exists()
    told = AuditEvent.objects.filter(verb="project_created").values_list("project_id", "by_id")
    assert set(told) == {(p.pk, by.pk) for p in projects}
    assert [r.project_id for r in done.rows.order_by("position")] == [p.pk for p in projects]


def test_what_is_found_by_and_measured_is_as_single_acts_leave_it(by: User) -> None:
    cell = "Công ty TNHH Cũ, nay là Công ty TNHH Mới"
    written(by, staged(by, row(name="Bến xe", investor=cell, **FULL)))
    project = Project.objects.get()
    texts = (project.search_text, project.sort_key)
    index(project)
    assert (project.search_text, project.sort_key) == texts
    quality = ProjectQuality.objects.values("asked", "missing", "updated_on").get()
    keep(project_ids=[project.pk], at=AT, updated_on=ON)
    assert ProjectQuality.objects.values("asked", "missing", "updated_on").get() == quality


def test_a_changed_row_changes_its_project_once(by: User) -> None:
    written(by, staged(by, *rows(3)))
    changed = row(id="L1", name="Nhà máy 1", investor="Công ty 1", capital=99, **FULL)
    batch = staged(by, rows(3)[0], changed, rows(3)[2])
    assert outcomes(batch) == ["same", "update", "same"]
    done = written(by, batch)
    assert (done.created, done.updated, done.unchanged) == (0, 1, 2)
    project = Project.objects.get(legacy_code="L1")
    assert (project.registered_capital_vnd, project.version) == (99_000_000_000, 2)
    (event,) = AuditEvent.objects.filter(project_id=project.pk, verb="project_changed")
    assert event.old == {"registered_capital_vnd": 2_000_000_000}
    assert Project.objects.exclude(pk=project.pk).filter(version=1).count() == 2


def test_the_same_sheet_twice_changes_nothing(by: User) -> None:
    written(by, staged(by, *rows(4)))
    before = registry()
    events = AuditEvent.objects.count()
    done = written(by, staged(by, *rows(4)))
    assert (done.created, done.updated, done.unchanged) == (0, 0, 4)
    assert registry() == before
    assert AuditEvent.objects.count() == events + 1
    assert not ImportTouch.objects.filter(batch=done).exists()


def test_a_record_takes_what_was_not_known_of_its_investor(by: User) -> None:
    header = (*HEADER, "Quốc gia")
    investor = InvestorFactory(name="Công ty 1", country="", tax_code="")
    ProjectFactory(name="Chợ", investor=investor)
    from tests.support.workbooks import sheet  # noqa: PLC0415 -- used here alone

    table = import_table(header, (*row(name="Chợ", investor="Công ty 1"), "Nhật Bản"), sheet)
    batch = ImportBatch.objects.create(
        file_name="x.xlsx", file_sha256="0" * 64, state="reading", at=AT, by_id=by.pk
    )
    from projects.actions.import_staging import stage  # noqa: PLC0415 -- used here alone

    stage(batch_id=batch.pk, table=table, by=by, on=ON, at=AT)
    assert only_row(batch).changes["new"]["country"] == "Nhật Bản"
    written(by, batch)
    investor.refresh_from_db()
    assert (investor.country, investor.version) == ("Nhật Bản", 2)
    assert AuditEvent.objects.filter(verb="investor_completed").count() == 1


def import_table(header: tuple[str, ...], cells: tuple[CellIn, ...], sheet: Any) -> Any:
    from projects.importing.reading import read_table  # noqa: PLC0415 -- used here alone

    return read_table([sheet(header, cells)], on=ON)


def test_progress_is_told_and_never_goes_back(by: User, small_chunks: None) -> None:
    told: list[int] = []
    written(by, staged(by, *rows(7)), Steps(progress=told.append))
    assert told == sorted(told)
    assert len(told) >= 6
    assert told[-1] == 99


def test_stopped_in_between_nothing_stands(by: User, small_chunks: None) -> None:
    batch = staged(by, *rows(6))
    before = registry()
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        if len(asked) == 3:
            ImportBatch.objects.filter(pk=batch.pk).update(cancel_asked=True)
        return stop_asked(batch.pk)

    stopped = written(by, batch, Steps(cancelled=cancelled))
    assert (stopped.state, stopped.cancel_asked) == ("read", False)
    assert registry() == before
    assert written(by, batch).created == 6


@pytest.mark.parametrize("at_chunk", [1, 2, 3])
def test_a_worker_that_dies_leaves_nothing_and_the_next_one_does_it_all(
    by: User, small_chunks: None, monkeypatch: pytest.MonkeyPatch, at_chunk: int
) -> None:
    batch = staged(by, *rows(5))
    before = registry()
    whole = import_saving.Saver.save
    calls: list[int] = []

    def dies(self: import_saving.Saver, chunk: Any) -> None:
        whole(self, chunk)
        calls.append(1)
        if len(calls) == at_chunk:
            raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(import_saving.Saver, "save", dies)
        with pytest.raises(KeyboardInterrupt):
            written(by, batch)
    assert registry() == before
    batch.refresh_from_db()
    assert batch.state == "writing"
    assert written(by, batch).created == 5
    again = import_writing.write(batch_id=batch.pk, by=by, on=ON, at=AT)
    assert (again.state, Project.objects.count()) == ("done", 5)


def test_a_project_changed_after_the_preview_is_looked_at_again(by: User) -> None:
    written(by, staged(by, *rows(2)))
    changed = [(*cells[:6], 50, *cells[7:]) for cells in rows(2)]
    batch = staged(by, *changed)
    Project.objects.filter(legacy_code="L0").update(registered_capital_vnd=7)
    before = registry()
    stopped = written(by, batch)
    assert (stopped.state, stopped.failure) == ("read", import_writing.MOVED)
    assert registry() == before
    shown = batch.rows.get(position=0).changes
    assert shown["old"]["registered_capital_vnd"] == 7
    assert written(by, batch).updated == 2


def test_a_project_entered_after_the_preview_is_not_made_twice(by: User) -> None:
    first, second = staged(by, *rows(2)), staged(by, *rows(2))
    written(by, first)
    stopped = written(by, second)
    assert (stopped.state, stopped.failure) == ("read", import_writing.MOVED)
    assert outcomes(second) == ["same", "same"]
    assert Project.objects.count() == 2


def test_codes_follow_the_highest(by: User) -> None:
    ProjectFactory(code="DA-0041")
    written(by, staged(by, *rows(2)))
    codes = set(Project.objects.filter(origin="imported").values_list("code", flat=True))
    assert codes == {"DA-0042", "DA-0043"}
    assert next_code("DA") == "DA-0044"


def test_the_history_can_still_be_sealed(by: User) -> None:
    written(by, staged(by, *rows(3)))
    sealed = sum(each.rows for each in seal(at=AT))
    assert sealed == AuditEvent.objects.count()


def test_into_the_demonstration_rows_are_marked_as_imported(by: User) -> None:
    ProjectFactory(origin="demonstration", name="Bến xe", investor=None)
    written(by, staged(by, *rows(1)))
    assert Project.objects.get(legacy_code="L0").origin == "imported"


def test_two_workers_write_one_batch_once(real: None) -> None:
    ProvinceFactory()
    by = UserFactory()
    batch = staged(by, *rows(4))
    confirm(batch)

    def work() -> str:
        return str(import_writing.write(batch_id=batch.pk, by=by, on=ON, at=AT).state)

    assert at_once(work, work) == ["done", "done"]
    assert Project.objects.count() == 4


def test_two_people_write_the_same_sheet_at_once(real: None) -> None:
    ProvinceFactory()
    by = UserFactory()
    batches = [staged(by, *rows(4)) for _ in range(2)]
    for batch in batches:
        confirm(batch)

    def work(batch: ImportBatch) -> Any:
        return lambda: import_writing.write(batch_id=batch.pk, by=by, on=ON, at=AT).state

    assert sorted(at_once(*map(work, batches))) == ["done", "read"]
    assert Project.objects.count() == 4


def test_a_person_can_ask_to_stop_while_the_worker_writes(real: None) -> None:
    ProvinceFactory()
    by = UserFactory()
    batch = staged(by, *rows(4))

    def cancelled() -> bool:
        def ask() -> None:
            ImportBatch.objects.filter(pk=batch.pk).update(cancel_asked=True)

        at_once(ask)
        return stop_asked(batch.pk)

    assert written(by, batch, Steps(cancelled=cancelled)).state == "read"
    assert not Project.objects.exists()
