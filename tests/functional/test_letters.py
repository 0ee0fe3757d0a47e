"""Letters about a flag or a case: proposed from what is on record, kept, told in the story."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent
from deadlines.models import Flag
from reporting.letters.draft import SLUGS
from reporting.models import OutgoingLetter
from tests.factories import FlagOpen, ObligationOverdue, ProjectNotStarted, UserFactory
from tests.factories.cases import ConclusionSigned
from tests.factories.remedies import RecommendationOpen, RecommendationToInvestor
from tests.support.people import signed_in

pytestmark = pytest.mark.django_db

_NIGHT = datetime(2026, 8, 31, 2, 0, tzinfo=UTC)
KINDS = list(SLUGS.items())


@pytest.fixture
def flag() -> Flag:
    project = ProjectNotStarted(name="Nhà máy thử nghiệm")
    duty = ObligationOverdue(
        project_id=project.pk, bearer_agency=None, bearer_investor_id=project.investor_id
    )
    made: Flag = FlagOpen(obligation=duty, project_id=project.pk)
    return made


@pytest.fixture
def officer() -> Client:
    return signed_in(UserFactory(specialist=True))


def proposed(client: Client, address: str) -> dict[str, Any]:
    form = client.get(address).context["cards"][0].form
    return {name: form[name].value() or "" for name in form.fields}


@pytest.mark.parametrize(("slug", "kind"), KINDS)
def test_each_letter_is_proposed_completed_and_kept(
    officer: Client, flag: Flag, slug: str, kind: str
) -> None:
    address = reverse("reporting:flag_letter", args=[flag.pk, slug])
    if kind == OutgoingLetter.Kind.TERMINATION:
        # A flag is a suspicion: the end of a project is submitted only once it is confirmed.
        assert officer.get(address).status_code == 403
        decided = {"state": "confirmed", "decided_at": _NIGHT, "decided_by_id": 1}
        Flag.objects.filter(pk=flag.pk).update(**decided)
    said = proposed(officer, address)
    assert "Nhà máy thử nghiệm" in said["body"] + said["about"]
    said["addressee"], said["body"] = "Công ty thử nghiệm", f"{said['body']}\nDòng thêm vào."
    assert officer.post(address, said | {"act": ""}).status_code == 302
    row = OutgoingLetter.objects.get()
    assert (row.kind, row.flag, row.case, row.addressee) == (kind, flag, None, "Công ty thử nghiệm")
    document = docx.Document(BytesIO(bytes(row.docx)))
    texts = [each.text for each in document.paragraphs]
    assert "Dòng thêm vào." in texts
    cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
    assert any("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text for text in cells)
    section = document.sections[0]
    sides = (section.left_margin, section.right_margin, section.top_margin)
    assert [round(side.mm) for side in sides if side] == [30, 15, 20]
    assert document.styles["Normal"].font.name == "Times New Roman"
    event = flag.events.first()
    assert event is not None
    assert row.subject in event.note
    was = flag.state if kind != OutgoingLetter.Kind.TERMINATION else Flag.State.CONFIRMED
    flag.refresh_from_db()
    assert flag.state == was
    told = AuditEvent.objects.get(verb="make_letter")
    assert (told.subject_kind, told.subject_id, told.project_id) == (
        "flag",
        flag.pk,
        flag.project_id,
    )
    file = officer.get(reverse("reporting:letter_file", args=[row.pk]))
    assert file.content == bytes(row.docx)
    page = officer.get(reverse("reporting:flag_letters", args=[flag.pk]))
    assert row.subject in page.content.decode()


def test_an_empty_letter_keeps_what_was_typed(officer: Client, flag: Flag) -> None:
    address = reverse("reporting:flag_letter", args=[flag.pk, "don-doc"])
    sent = {"addressee": "Công ty đã gõ", "about": "", "body": "Nội dung đã gõ", "act": ""}
    page = officer.post(address, sent)
    assert page.status_code == 422
    assert "Nội dung đã gõ" in page.content.decode()
    assert OutgoingLetter.objects.count() == 0
    odd = reverse("reporting:flag_letter", args=[flag.pk, "khac"])
    assert officer.get(odd).status_code == 404


def test_the_page_of_a_flag_offers_letters_to_who_may_write_them(
    officer: Client, flag: Flag
) -> None:
    address = reverse("reporting:flag_letters", args=[flag.pk])
    page = reverse("deadlines:flag", args=[flag.pk])
    assert address in officer.get(page).content.decode()
    reader = signed_in(UserFactory(committee_leader=True))
    assert address not in reader.get(page).content.decode()
    assert reader.get(address).status_code == 403


def test_letters_of_a_case_are_its_peoples_alone(officer: Client) -> None:
    conclusion = ConclusionSigned(case__project=ProjectNotStarted())
    case = conclusion.case
    member = case.members.get().user
    own = signed_in(member)
    address = reverse("reporting:case_letter", args=[case.code, "moi-lam-viec"])
    urged = reverse("reporting:case_letter", args=[case.code, "don-doc"])
    investor = case.subjects.get().investor
    asked = RecommendationToInvestor(
        conclusion=conclusion, ordinal=1, text="Nộp đủ tiền thuê đất", addressee_investor=investor
    )
    others = RecommendationOpen(conclusion=conclusion, ordinal=2, text="Cắm lại mốc giới")
    assert asked.text in proposed(own, urged)["body"]
    assert others.text not in proposed(own, urged)["body"]
    said = proposed(own, address)
    said["addressee"] = "Công ty thử nghiệm"
    assert own.post(address, said | {"act": ""}).status_code == 302
    row = OutgoingLetter.objects.get()
    assert (row.case, row.flag) == (case, None)
    assert AuditEvent.objects.get(verb="make_letter").project_id is None
    for name, key in (
        ("case_letter", [case.code, "moi-lam-viec"]),
        ("case_letters", [case.code]),
        ("letter_file", [row.pk]),
    ):
        assert officer.get(reverse(f"reporting:{name}", args=key)).status_code == 404, name
    assert own.get(reverse("reporting:letter_file", args=[row.pk])).status_code == 200
