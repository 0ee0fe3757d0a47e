"""Photographs of a periodic report: in one go or in pieces, and everything that is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from deadlines.actions import law
from projects.actions.filing_sheets import MOST_PHOTOGRAPHS
from projects.documents import pieces
from projects.models import Document, DocumentFile, InvestorMember, Project
from tests.factories import InvestorMemberFactory, PolicyApproval, ProjectNotStarted
from tests.support import files
from tests.support.forms import boxes
from tests.support.investors import member
from tests.support.own_reports import QUARTER, Person, computed, one, reports_are_recorded, write

__all__ = ["member"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Iterator[Any]:
    """A day on which the quarter's report is open."""
    start = datetime(2026, 3, 30, 9, tzinfo=timezone.get_default_timezone())
    with time_machine.travel(start, tick=False) as traveller:
        yield traveller


@pytest.fixture
def own(member: InvestorMember) -> Client:
    return Person(member.user)


@pytest.fixture
def project(clock, member: InvestorMember, own: Client) -> Project:
    """A project whose report is begun."""
    law.load_defaults()
    reports_are_recorded()
    found: Project = ProjectNotStarted(investor=member.investor)
    PolicyApproval(project=found, issued_date=date(2025, 6, 2))
    computed(found)
    assert own.post(one(found)).status_code == 302
    return found


def announce(client: Client, project: Project, content: bytes, name: str = "anh.jpg") -> Any:
    url = reverse("projects:own_report_uploads", args=[project.code, *QUARTER])
    return client.post(url, {"name": name, "size": len(content)})


def piece(client: Client, url: str, content: bytes, offset: int) -> Any:
    return client.patch(
        url,
        content,
        content_type="application/octet-stream",
        headers={"Upload-Offset": str(offset)},
    )


def whole(client: Client, project: Project, content: bytes, **typed: str) -> Any:
    url = announce(client, project, content).json()["url"]
    assert piece(client, url, content, 0).status_code == 204
    return client.post(url, typed)


def photographs() -> list[DocumentFile]:
    return list(DocumentFile.objects.filter(document__owner_kind="filing_sheet").order_by("pk"))


# ------------------------------------------------------------ in one go


def test_the_plain_form_takes_one_and_the_typed_day_and_place(own, project) -> None:
    url = one(project, "anh")
    file = SimpleUploadedFile("anh.jpg", files.picture(), "image/jpeg")
    said = {"file": file, "taken": "28/3/2026", "place": "21.8537, 106.7610"}
    assert own.post(url, boxes(own.get(url)) | said).status_code == 302
    (kept,) = photographs()
    assert timezone.localdate(kept.taken_at) == date(2026, 3, 28)
    assert (str(kept.latitude), str(kept.longitude)) == ("21.853700", "106.761000")
    page = own.get(url).content.decode()
    assert "28/3/2026" in page
    assert "tự ghi" in page
    assert Document.objects.get().audience == "investor"


@pytest.mark.parametrize(
    "typed",
    [{"place": "đồi sau nhà"}, {"place": "91, 0"}, {"place": "NaN, 1"}, {"taken": "sắp tới"}],
    ids=["words", "north of the pole", "no number", "no day"],
)
def test_a_wrong_day_or_place_is_said_at_its_box(own, project, typed) -> None:
    url = one(project, "anh")
    file = SimpleUploadedFile("anh.jpg", files.picture(), "image/jpeg")
    answer = own.post(url, boxes(own.get(url)) | {"file": file} | typed)
    assert answer.status_code == 422
    assert next(iter(typed.values())) in answer.content.decode()
    assert photographs() == []


def test_what_the_photograph_tells_itself_is_not_overwritten(own, project) -> None:
    content = files.photograph()
    assert whole(own, project, content, taken="1/1/2026", place="1, 1").status_code == 200
    (kept,) = photographs()
    assert kept.latitude is not None
    assert str(kept.latitude) != "1.000000"


# ------------------------------------------------------------ in pieces


def test_a_broken_line_goes_on_where_it_stopped(own, project) -> None:
    content = files.picture(size=(400, 300))
    begun = announce(own, project, content)
    assert begun.status_code == 201
    url = begun.json()["url"]
    half = len(content) // 2
    assert piece(own, url, content[:half], 0)["Upload-Offset"] == str(half)
    # The same piece again, one with a gap, and one that reaches too far: each learns the place.
    for offset, data in ((0, content[:half]), (half + 1, b"x"), (half, content[half:] + b"x")):
        answer = piece(own, url, data, offset)
        assert (answer.status_code, answer["Upload-Offset"]) == (409, str(half))
    assert own.post(url).status_code == 409
    assert own.head(url)["Upload-Offset"] == str(half)
    assert piece(own, url, content[half:], half)["Upload-Offset"] == str(len(content))
    assert own.post(url, {"taken": "28/3/2026"}).status_code == 200
    (kept,) = photographs()
    assert (kept.original_name, kept.taken_at is not None) == ("anh.jpg", True)
    assert own.post(url).status_code == 404
    assert len(photographs()) == 1


def test_what_is_no_photograph_is_refused_by_its_content(own, project) -> None:
    for content in (files.pdf(), files.docx(), files.bomb(), b"#!/bin/sh\n", files.huge_png()):
        answer = whole(own, project, content)
        assert answer.status_code == 422, content[:20]
        assert answer.json()["error"]
    assert photographs() == []
    assert announce(own, project, files.picture()).status_code == 201, "refused ones are forgotten"


def test_size_and_number_have_limits(own, project, settings) -> None:
    settings.DOCUMENT_MAX_BYTES = 10_000
    url = reverse("projects:own_report_uploads", args=[project.code, *QUARTER])
    for size in ("10001", "0", "-1", "", "1e3", "9" * 30, "٣"):
        assert own.post(url, {"name": "a.jpg", "size": size}).status_code == 422, size
    for _each in range(pieces.MOST_OPEN):
        assert own.post(url, {"name": "a.jpg", "size": "9"}).status_code == 201
    full = own.post(url, {"name": "a.jpg", "size": "9"})
    assert full.status_code == 429
    assert str(pieces.MOST_OPEN) in full.json()["error"]


def test_an_upload_nobody_ended_is_forgotten(clock, own, project) -> None:
    content = files.picture()
    url = announce(own, project, content).json()["url"]
    clock.shift(pieces.KEPT_FOR + timedelta(seconds=1))
    assert own.head(url).status_code == 404
    assert announce(own, project, content).status_code == 201


def test_one_piece_is_not_the_whole_disk(own, project, settings) -> None:
    url = announce(own, project, b"x" * (pieces.MOST_PIECE + 2)).json()["url"]
    assert piece(own, url, b"x" * (pieces.MOST_PIECE + 1), 0).status_code == 413
    assert own.head(url)["Upload-Offset"] == "0"
    assert own.delete(url).status_code == 204
    assert own.head(url).status_code == 404


def test_a_report_holds_so_many_photographs(own, project) -> None:
    for width in range(40, 40 + MOST_PHOTOGRAPHS):
        assert whole(own, project, files.picture(size=(width, 30))).status_code == 200
    answer = announce(own, project, files.picture())
    assert answer.status_code == 422
    assert str(MOST_PHOTOGRAPHS) in answer.json()["error"]


# ------------------------------------------------------------ whose


def test_another_person_s_upload_does_not_exist(own, project, member) -> None:
    content = files.picture()
    url = announce(own, project, content).json()["url"]
    colleague = Person(InvestorMemberFactory(investor=member.investor).user)
    stranger = Person(InvestorMemberFactory().user)
    for client in (colleague, stranger):
        assert client.head(url).status_code == 404
        assert piece(client, url, content, 0).status_code == 404
        assert client.post(url).status_code == 404
        assert client.delete(url).status_code == 404
    reader = Person(InvestorMemberFactory(investor=member.investor, role="reader").user)
    assert announce(reader, project, content).status_code == 403
    assert announce(stranger, project, content).status_code == 404
    assert own.head(url)["Upload-Offset"] == "0"
    for odd in ("../../x", "a" * 16, "%00" * 5, "." * 16):
        assert own.head(f"{url.rsplit('/', 2)[0]}/{odd}/").status_code == 404


def test_a_photograph_is_taken_out_of_the_draft_and_not_of_what_was_sent(own, project) -> None:
    assert whole(own, project, files.picture()).status_code == 200
    (kept,) = photographs()
    drop = reverse("projects:own_report_drop", args=[project.code, *QUARTER, kept.document_id])
    stranger = Person(InvestorMemberFactory().user)
    assert stranger.post(drop).status_code == 404
    assert own.post(drop).status_code == 302
    assert own.post(drop).status_code == 404
    assert whole(own, project, files.picture()).status_code == 200
    write(own, project)
    page = own.get(one(project, "gui"))
    assert own.post(one(project, "gui"), boxes(page)).status_code == 302
    sent = photographs()[-1]
    drop = reverse("projects:own_report_drop", args=[project.code, *QUARTER, sent.document_id])
    assert own.post(drop).status_code == 404
    assert Document.objects.get(pk=sent.document_id).withdrawn_at is None
    file = reverse("projects:document_file", args=[sent.document_id, 1])
    assert stranger.get(file).status_code == 404
    assert b"".join(own.get(file).streaming_content).startswith(b"\xff\xd8")
