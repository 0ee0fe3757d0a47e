"""A workbook from its upload to its undoing, through the pages and the real jobs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import AuditEvent
from desk.models import Job
from desk.tasks import run_job
from projects.models import ImportBatch, ImportLayout, ImportRow, Project
from sheets.reader import read
from tests.factories import ProjectNotStarted, UserFactory
from tests.support.people import signed_in
from tests.support.sent_workbooks import HEADER, ROWS, read_batch, send, work, written_batch
from tests.support.sheet_layouts import attracting, index_table
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
State = ImportBatch.State


@pytest.fixture
def desk() -> Client:
    return signed_in(UserFactory(specialist=True))


def at(name: str, batch: ImportBatch, *more: int) -> str:
    return reverse(f"projects:{name}", args=[batch.pk, *more])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_workbook_goes_all_the_way_and_back(desk: Client) -> None:
    batch = read_batch(desk)
    columns = desk.get(desk.get(at("import", batch))["Location"])
    assert [c["field"].value() for c in columns.context["sheets"][0]["columns"]] == [
        *("name|", "investor|", "capital|tỷ đồng", "area|ha", "status|"),
    ]
    preview = desk.get(at("import_preview", batch))
    assert (preview.context["counts"]["moi"], preview.context["counts"]["cho"]) == (2, 0)
    assert "[Danh mục!C3]" in text(preview), "what cannot be read is told with its cell"
    assert not Project.objects.exists(), "nothing is written before it is confirmed"
    assert "2" in text(desk.get(at("import_confirm", batch)))
    assert desk.post(at("import_confirm", batch))["Location"] == at("import", batch)
    work()
    done = desk.get(at("import", batch))
    assert (done.context["batch"].created, done.context["left"]) == (2, 0)
    listed = desk.get(done.context["projects_url"])
    assert {project.name for project in Project.objects.all()} == {str(row[0]) for row in ROWS}
    assert all(str(row[0]) in text(listed) for row in ROWS)
    refused = desk.post(at("import_undo", batch), {"reason": " "})
    assert refused.status_code == 422
    desk.post(at("import_undo", batch), {"reason": "Nhầm biểu"})
    work()
    batch.refresh_from_db()
    assert (batch.state, batch.undone_reason) == (State.UNDONE, "Nhầm biểu")
    assert not Project.objects.exists()
    assert "Nhầm biểu" in text(desk.get(at("import", batch)))


def test_the_list_of_a_batch_holds_exactly_its_projects(desk: Client) -> None:
    other = ProjectNotStarted(name="Dự án có từ trước")
    batch = written_batch(desk)
    listed = text(desk.get(reverse("projects:list"), {"lo_nhap": batch.pk}))
    assert all(str(row[0]) in listed for row in ROWS)
    assert other.code not in listed


def test_the_same_file_is_told_with_the_way_to_its_batch(desk: Client) -> None:
    batch = read_batch(desk)
    again = send(desk, workbook(HEADER, *ROWS))
    assert again["Location"] == at("import", batch), "what is under way is not begun twice"
    assert ImportBatch.objects.count() == 1
    desk.post(at("import_confirm", batch))
    work()
    second = read_batch(desk)
    assert second.pk != batch.pk
    page = text(desk.get(at("import_preview", second)))
    assert at("import", batch) in page
    counts = desk.get(at("import_preview", second)).context["counts"]
    assert (counts["moi"], counts["doi"], counts["khong_doi"]) == (0, 0, 2)
    desk.post(at("import_confirm", second))
    second.refresh_from_db()
    assert second.state == State.READ, "there is nothing to write"


def test_a_column_is_corrected_read_again_and_remembered(desk: Client) -> None:
    content = workbook((*HEADER[:4], "Trạng thái hiện nay"), *ROWS)
    send(desk, content)
    work()
    batch = ImportBatch.objects.get()
    page = desk.get(at("import_columns", batch))
    form = page.context["sheets"][0]["form"]
    sent = {form.add_prefix(name): form.initial[name] or "" for name in form.fields}
    sent[form.add_prefix("take")] = "on"
    sent[form.add_prefix("c2")] = "capital|triệu đồng"
    answer = desk.post(at("import_columns", batch), sent | {"nho": "1"})
    assert answer["Location"] == at("import", batch)
    work()
    row = ImportRow.objects.earliest("position")
    assert row.values["capital"]["value"] == 86_000_000
    layout = ImportLayout.objects.get()
    assert layout.columns["2"] == {"key": "capital", "unit": "triệu đồng"}
    desk.post(at("import_give_up", batch))
    send(desk, workbook((*HEADER[:4], "Trạng thái hiện nay"), ROWS[0]))
    work()
    later = ImportBatch.objects.latest("pk")
    page = desk.get(at("import_columns", later))
    told = page.context["sheets"][0]
    assert told["columns"][2]["remembered"]
    assert told["remembered"] in text(page)
    assert ImportRow.objects.get(batch=later).values["capital"]["value"] == 86_000_000


def test_a_sheet_that_belongs_elsewhere_says_so_before_anything_else(desk: Client) -> None:
    send(desk, index_table().content, "pci.xlsx")
    work()
    batch = ImportBatch.objects.get()
    page = desk.get(at("import_columns", batch))
    assert page.context["sheets"][0]["told"]
    assert page.context["sheets"][0]["told"][0] in text(page).replace("&quot;", '"')
    form = page.context["sheets"][0]["form"]
    sent = {form.add_prefix(name): form.initial[name] or "" for name in form.fields}
    sent.pop(form.add_prefix("take"), None)
    stays = desk.post(at("import_columns", batch), sent)
    assert stays["Location"] == at("import_columns", batch), "there is nothing to look at"


def test_a_demonstration_says_what_an_import_does_there(desk: Client, settings: Any) -> None:
    batch = read_batch(desk)
    addresses = [reverse("projects:imports"), at("import_confirm", batch)]
    words = gettext("This portal shows invented projects.")
    assert [words in text(desk.get(each)) for each in addresses] == [False, False]
    settings.PORTAL_DATASET = "demo"
    assert [words in text(desk.get(each)) for each in addresses] == [True, True]


def test_what_is_said_of_the_whole_workbook_is_said_once(desk: Client) -> None:
    send(desk, attracting().content)
    work()
    columns = desk.get(at("import_columns", ImportBatch.objects.get())).context["sheets"][0]
    notes = [note for column in columns["columns"] for note in column["notes"]]
    assert [note for note in notes if "E5, E6, E8" in note], "which cells decide the mark is told"
    page = desk.get(at("import_preview", ImportBatch.objects.get()))
    assert len(page.context["about"]["warning"]) == 2, "two columns that are not known"
    assert len(page.context["unequal"]) == 2
    assert text(page).count("26.914") == 2, "in its sentence and in the table of sums"


def test_columns_left_as_they_are_are_not_read_again(desk: Client) -> None:
    batch = read_batch(desk)
    form = desk.get(at("import_columns", batch)).context["sheets"][0]["form"]
    sent = {form.add_prefix(name): form.initial[name] or "" for name in form.fields}
    sent[form.add_prefix("take")] = "on"
    assert desk.post(at("import_columns", batch), sent)["Location"] == at("import_preview", batch)
    sent[form.add_prefix("header_rows")] = "9-4"
    wrong = desk.post(at("import_columns", batch), sent)
    assert wrong.status_code == 422
    assert "9-4" in text(wrong), "what was typed is kept"


def test_a_row_like_a_project_waits_for_an_answer(desk: Client) -> None:
    known = ProjectNotStarted(name=str(ROWS[0][0]))
    batch = read_batch(desk, ROWS[0])
    preview = desk.get(at("import_preview", batch))
    assert preview.context["view"] == "cho"
    assert known.code in text(preview)
    desk.post(at("import_confirm", batch))
    batch.refresh_from_db()
    assert batch.state == State.READ, "what waits keeps the workbook from being written"
    shown = preview.context["rows"][0]
    sent = {"act": "rows", f"r{shown.row.pk}": f"update:{known.pk}", f"v{shown.row.pk}": "1"}
    desk.post(at("import_answer_all", batch), sent)
    assert ImportRow.objects.get().outcome == "ask", "seen under another version"
    desk.post(at("import_answer_all", batch), sent | {f"v{shown.row.pk}": str(shown.version)})
    row = ImportRow.objects.get()
    assert (row.outcome, row.project_id) == ("update", known.pk)
    page = desk.get(at("import_row", batch, row.pk))
    desk.post(
        at("import_row", batch, row.pk),
        {"answer": "skip", "version": str(page.context["shown"].version)},
    )
    assert ImportRow.objects.get().outcome == "skip"


def test_a_page_of_answers_reads_the_registry_once(desk: Client) -> None:
    asked = []
    for count in (2, 20):
        rows = [
            (f"Dự án {n} lô {count}", f"Công ty {n} {count}", n, 1, "khác") for n in range(count)
        ]
        for row in rows:
            ProjectNotStarted(name=str(row[0]))
        preview = desk.get(at("import_preview", read_batch(desk, *rows)))
        shown = preview.context["rows"]
        sent = {"act": "rows"}
        for each in shown:
            sent |= {f"r{each.row.pk}": "create", f"v{each.row.pk}": str(each.version)}
        batch = shown[0].row.batch
        with CaptureQueriesContext(connection) as queries:
            desk.post(at("import_answer_all", batch), sent)
        assert set(batch.rows.values_list("outcome", flat=True)) == {"create"}
        asked.append(len(queries))
        desk.post(at("import_give_up", batch))
    assert asked[0] == asked[1]


def test_all_that_wait_are_answered_at_once(desk: Client) -> None:
    for row in ROWS:
        ProjectNotStarted(name=str(row[0]))
    batch = read_batch(desk)
    sent = {"act": "all", "outcome": "create", "version": str(batch.version)}
    desk.post(at("import_answer_all", batch), sent)
    assert set(ImportRow.objects.values_list("outcome", flat=True)) == {"create"}
    assert desk.post(at("import_answer_all", batch), sent | {"outcome": "x"}).status_code == 404


def test_a_cell_is_corrected_and_the_workbook_read_again(desk: Client) -> None:
    batch = read_batch(desk)
    row = ImportRow.objects.get(batch=batch, number=3)
    page = desk.get(at("import_row", batch, row.pk))
    assert 'name="o-C3"' in text(page)
    desk.post(at("import_row", batch, row.pk), {"act": "cells", "o-C3": "120"})
    work()
    row = ImportRow.objects.get(batch=batch, number=3)
    assert row.values["capital"]["value"] == 120_000_000_000


def test_a_number_read_two_ways_is_asked(desk: Client) -> None:
    batch = read_batch(desk, (*ROWS[0][:2], "1.171", *ROWS[0][3:]))
    doubts = desk.get(at("import_preview", batch)).context["doubts"]
    assert [d["place"] for d in doubts] == ["Danh mục!C2"]
    desk.post(at("import_numbers", batch), {"n0": "point"})
    work()
    assert ImportRow.objects.get().values["capital"]["value"] == 1_171_000_000
    assert desk.get(at("import_preview", batch)).context["doubts"] == []


HOSTILE = [
    pytest.param(b"", "x.xlsx", "", id="empty"),
    pytest.param(b"PK\x03\x04 not a workbook", "x.xlsx", "corrupt", id="damaged"),
    pytest.param(b"%PDF-1.7 no sheet", "x.xlsx", "not_a_workbook", id="a PDF"),
    pytest.param(b"<html><body>x", "x.xls", "not_a_workbook", id="a web page"),
    pytest.param(b"\xff\xfe\x00\x01\x02", "x.csv", "", id="no text"),
]


@pytest.mark.parametrize(("content", "name", "code"), HOSTILE)
def test_a_hostile_file_gets_a_clear_answer(
    desk: Client, content: bytes, name: str, code: str
) -> None:
    answer = send(desk, content, name)
    if answer.status_code == 422:
        assert answer.context["form"].errors["file"]
        assert answer.context["form"]["source"].value() == "Sở Tài chính", "nothing typed is lost"
        return
    work()
    batch = ImportBatch.objects.get()
    assert batch.state == State.FAILED
    assert batch.failure.startswith(code)
    page = desk.get(at("import", batch))
    assert page.status_code == 200
    assert page.context["failed_words"] in text(page).replace("&quot;", '"')
    assert desk.post(at("import_give_up", batch)).status_code == 302


def test_another_ending_is_refused_before_it_is_stored(desk: Client) -> None:
    answer = send(desk, b"MZ", "danh-muc.exe")
    assert answer.status_code == 422
    assert not ImportBatch.objects.exists()
    future = send(desk, workbook(HEADER, *ROWS), as_of_date="1/1/2090")
    assert future.status_code == 422
    assert future.context["form"].errors["as_of_date"]
    left = default_storage.path("documents")
    assert not [file for file in Path(left).rglob("*") if file.is_file()]
    assert not ImportBatch.objects.exists()


def test_stopped_before_the_end_nothing_stands(desk: Client) -> None:
    batch = read_batch(desk)
    desk.post(at("import_confirm", batch))
    page = desk.get(at("import", batch))
    assert 'hx-trigger="every 2s"' in text(page)
    assert at("import_cancel", batch) in text(page)
    desk.post(at("import_cancel", batch))
    work()
    batch.refresh_from_db()
    assert (batch.state, batch.cancel_asked) == (State.READ, False)
    assert not Project.objects.exists()
    desk.post(at("import_cancel", batch))
    batch.refresh_from_db()
    assert not batch.cancel_asked, "nothing is being written any more"


def test_the_page_that_renews_itself_moves_on_whole(desk: Client) -> None:
    send(desk, workbook(HEADER, *ROWS))
    batch = ImportBatch.objects.get()
    waiting = desk.get(at("import", batch), headers={"HX-Request": "true"})
    assert (waiting.status_code, waiting.context["percent"]) == (200, 0)
    work()
    moved = desk.get(at("import", batch), headers={"HX-Request": "true"})
    assert (moved.status_code, moved["HX-Redirect"]) == (204, at("import_columns", batch))
    desk.post(at("import_give_up", batch))
    ended = desk.get(at("import", batch), headers={"HX-Request": "true"})
    assert ended["HX-Redirect"] == at("import", batch)


def test_a_job_done_twice_writes_once(desk: Client) -> None:
    batch = read_batch(desk)
    desk.post(at("import_confirm", batch))
    job = Job.objects.get(handler="projects.write_import")
    run_job(job.pk)
    Job.objects.filter(pk=job.pk).update(state=Job.State.QUEUED)
    run_job(job.pk)
    assert Project.objects.count() == len(ROWS)


def test_undo_tells_what_was_changed_since(desk: Client) -> None:
    batch = written_batch(desk)
    project = Project.objects.earliest("pk")
    Project.objects.filter(pk=project.pk).update(location_text="Thôn mới", version=9)
    page = desk.get(at("import_undo", batch))
    assert page.context["changed_all"]
    assert project.code in text(page)
    assert desk.post(at("import_undo", batch), {"reason": "Nhầm"}).status_code == 422
    desk.post(at("import_undo", batch), {"reason": "Nhầm", "rest": "on"})
    work()
    assert [left.pk for left in Project.objects.all()] == [project.pk]


def test_all_messages_as_a_workbook(desk: Client) -> None:
    batch = read_batch(desk)
    answer = desk.get(at("import_messages", batch))
    found = read(b"".join(answer.streaming_content))[0].rows  # type: ignore[attr-defined]
    assert any("C3" in [cell.text for cell in row] for row in found)


def test_the_empty_workbook_is_known_without_a_question(desk: Client) -> None:
    content = desk.get(reverse("projects:import_template")).content
    send(desk, content)
    work()
    page = desk.get(at("import_columns", ImportBatch.objects.get()))
    assert all(
        column["field"].value() not in ("-", "~") for column in page.context["sheets"][0]["columns"]
    )


def test_what_was_done_is_in_the_history(desk: Client) -> None:
    batch = read_batch(desk)
    desk.post(at("import_give_up", batch))
    verbs = AuditEvent.objects.filter(subject_kind="import_batch").values_list("verb", flat=True)
    assert {"import_uploaded", "import_given_up"} <= set(verbs)
    batch.refresh_from_db()
    assert (batch.state, batch.path) == (State.CANCELLED, "")


@pytest.mark.parametrize("name", ["import_preview", "import_columns", "import_confirm"])
def test_pages_ask_as_often_for_three_rows_as_for_thirty(desk: Client, name: str) -> None:
    asked = []
    for count in (3, 30):
        rows = [
            (f"Dự án {n} {'x' * count}", f"Công ty {n} {count}", n, 1, "khác") for n in range(count)
        ]
        batch = read_batch(desk, *rows)
        desk.get(at(name, batch))
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(at(name, batch)).status_code == 200
        asked.append(len(queries))
        desk.post(at("import_give_up", batch))
    assert asked[0] == asked[1]
