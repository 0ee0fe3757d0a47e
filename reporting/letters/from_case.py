"""What a letter of a case proposes; only its people write one, and only they read it (R-4.5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from accounts.models import Agency
from accounts.permissions import Permission
from inspections.models import Case, Recommendation
from inspections.people import may_write
from reporting.case_file import UNDER_THE_PROVINCE
from reporting.letterhead import Header, abbreviation
from reporting.letters.draft import Draft, Kind, Sender
from reporting.letters.from_flag import sender as usual_sender
from vn.dates import official_short

if TYPE_CHECKING:
    from accounts.models import User
    from projects.models import Project

_ANSWER_DAYS, _MEETING_DAYS = 10, 7


def kinds_for(case: Case, user: User) -> Sequence[Kind]:
    """The letters this person may write of an open case about a project.

    The end of a project is submitted only on a signed conclusion.
    """
    if case.state != Case.State.OPEN or not user.can(Permission.WRITE_LETTER):
        return ()
    if not may_write(case, user) or not case.projects.exists():
        return ()
    signed = case.conclusions.filter(signed_date__isnull=False).exists()
    ends = (Kind.TERMINATION,) if signed else ()
    return (Kind.URGE, Kind.SUMMON, Kind.MINUTES, Kind.EXTENSION, *ends)


def project_of(case: Case) -> Project:
    """The project a letter is kept under: the first the case looks at."""
    return case.projects.select_related("project__investor").order_by("pk")[0].project


def sender(case: Case) -> Sender:
    """The body that keeps the case; a body of the Party stands under the Party's name (R-6.20)."""
    body = case.responsible_body
    if body.name == settings.ISSUER_NAME:
        return usual_sender()
    usual = settings.ISSUER_PARENT if body.kind in UNDER_THE_PROVINCE else ""
    return Sender(
        header=Header.PARTY if body.kind == Agency.Kind.PARTY else Header.DEPARTMENT,
        name=body.name,
        parent=body.parent.name if body.parent else usual,
        abbreviation=abbreviation(body.name),
        power_lines=("[Chức vụ của người ký]",),
    )


def proposed(case: Case, kind: Kind, on: date) -> Draft:
    """The letter as the case gives it on a day; who writes it completes it."""
    with translation.override("vi"):
        return _DRAFTS[kind](case, project_of(case), on)


def _urge(case: Case, project: Project, on: date) -> Draft:
    asked = _open_recommendations(case)
    wanted = asked or ["- …"]
    body = [
        f"{case.responsible_body.name} đang thực hiện: {case.title}{_decided(case)}.",
        "Đến nay các nội dung sau chưa có kết quả thực hiện:",
        *wanted,
        f"Đề nghị {_subjects(case, project) or '…'} khẩn trương thực hiện và báo cáo kết quả bằng văn bản, kèm "
        "tài liệu chứng minh.",
    ]
    about = "thực hiện kiến nghị sau kết luận" if asked else "cung cấp hồ sơ, tài liệu"
    return Draft(
        kind=Kind.URGE,
        addressee=_subjects(case, project),
        subject=f"đôn đốc {about}: {case.title}",
        body="\n".join(body),
        until=on + timedelta(days=_ANSWER_DAYS),
    )


def _summon(case: Case, project: Project, on: date) -> Draft:
    return Draft(
        kind=Kind.SUMMON,
        addressee=f"Đại diện {_subjects(case, project) or '…'}",
        subject=f"làm việc về nội dung: {case.title}",
        body=f"Tới dự buổi làm việc về nội dung: {case.content.rstrip('.')}{_decided(case)}.\n"
        "Đề nghị chuẩn bị báo cáo và tài liệu có liên quan.",
        meeting_on=on + timedelta(days=_MEETING_DAYS),
        place=f"trụ sở {case.responsible_body.name}",
        people=f"{_team(case)}\nĐại diện {_subjects(case, project) or '…'}",
    )


def _minutes(case: Case, project: Project, on: date) -> Draft:
    body = [
        f"1. Nội dung làm việc: {case.content.rstrip('.')}{_decided(case)}.",
        "2. Ý kiến của các bên: …",
        "3. Kết luận: …",
    ]
    return Draft(
        kind=Kind.MINUTES,
        addressee=_subjects(case, project),
        subject=f"làm việc: {case.title}",
        body="\n".join(body),
        meeting_on=on,
        place=f"trụ sở {case.responsible_body.name}",
        people=f"{_team(case)}\n{_subjects(case, project) or '…'}: …",
    )


def _extension(case: Case, _project: Project, _on: date) -> Draft:
    days = f" ({case.decided_days} ngày)" if case.decided_days else ""
    body = [
        f"1. {case.responsible_body.name} đang thực hiện: {case.title}{_decided(case)}{days}.",
        "2. Lý do cần gia hạn: …",
        "3. Đề xuất: gia hạn thời hạn thực hiện tại nơi được thanh tra, kiểm tra.",
    ]
    return Draft(
        kind=Kind.EXTENSION,
        addressee=case.issuer,
        subject=f"về việc gia hạn thời hạn: {case.title}",
        body="\n".join(body),
        basis=_basis(case),
    )


def _termination(case: Case, project: Project, _on: date) -> Draft:
    signed = case.conclusions.filter(signed_date__isnull=False).order_by("ordinal")
    found = [f"số {row.number} ngày {official_short(row.signed_date)}" for row in signed]
    body = [
        f"1. Kết luận của vụ việc {case.title}: {'; '.join(found)}.",
        "2. Vi phạm là căn cứ chấm dứt: …",
        f"3. Đề xuất: xem xét, quyết định chấm dứt hoạt động của dự án {project.name} (mã {project.code}) "
        "theo quy định của pháp luật về đầu tư.",
    ]
    return Draft(
        kind=Kind.TERMINATION,
        addressee=str(settings.ISSUER_PARENT).replace("UBND", "Ủy ban nhân dân", 1),
        subject=f"về việc chấm dứt hoạt động của dự án {project.name}",
        body="\n".join(body),
        basis="\n".join(filter(None, ["Luật Đầu tư số 143/2025/QH15", _basis(case)])),
    )


_DRAFTS = {
    Kind.URGE: _urge,
    Kind.SUMMON: _summon,
    Kind.MINUTES: _minutes,
    Kind.EXTENSION: _extension,
    Kind.TERMINATION: _termination,
}


def _open_recommendations(case: Case) -> list[str]:
    """What investors still owe after a signed conclusion; others' tasks are none of their business."""
    rows = Recommendation.objects.filter(
        conclusion__case=case,
        conclusion__signed_date__isnull=False,
        addressee_investor__isnull=False,
        closed_date=None,
    ).order_by("conclusion__ordinal", "ordinal")
    said = [f"- {row.text.rstrip('.')}{_by(row.due_date)}" for row in rows]
    return [f"{text}{'.' if text is said[-1] else ';'}" for text in said]


def _by(due: date | None) -> str:
    return f" (thời hạn ngày {official_short(due)})" if due else ""


def _decided(case: Case) -> str:
    if not case.decision_date:
        return ""
    return f" theo Quyết định số {case.decision_number} ngày {official_short(case.decision_date)}"


def _basis(case: Case) -> str:
    return _decided(case).removeprefix(" theo ")


def _subjects(case: Case, project: Project) -> str:
    """Who the case looks at; where nobody is named, the investor of the project."""
    named = [str(row) for row in case.subjects.select_related("agency", "investor")]
    return ", ".join(named) or (project.investor.name if project.investor else "")


def _team(case: Case) -> str:
    head = case.members.filter(duty="head", left_date=None).first()
    return f"{head.name} (chủ trì)" if head else f"{case.responsible_body.name}: …"
