"""What a letter about a flag proposes: its project, its duty, its day. A flag is no finding (R-2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from accounts.in_charge import InCharge
from accounts.permissions import Permission
from deadlines import wording
from deadlines.models import Flag
from deadlines.querysets import HINT_KINDS, LIVE_STATES, QUESTION_KINDS
from deadlines.registry import owner_of
from projects.models import Project
from reporting.letterhead import Header, abbreviation
from reporting.letters.draft import Draft, Kind, Sender, cited
from vn.dates import official_short

if TYPE_CHECKING:
    from accounts.models import User

_ANSWER_DAYS, _MEETING_DAYS = 10, 7
_URGED = (Kind.URGE, Kind.SUMMON, Kind.MINUTES)


def kinds_for(flag: Flag, user: User) -> Sequence[Kind]:
    """The letters this person may write about the flag; none where it is closed or of no project.

    Questions about the data are settled in the data. More time and the end are an investor's; the
    end is submitted only of what an officer confirmed.
    """
    asks = flag.kind in (*QUESTION_KINDS, *HINT_KINDS)
    live = flag.state in LIVE_STATES and flag.project_id is not None
    if asks or not live or not user.can(Permission.WRITE_LETTER):
        return ()
    if not Project.objects.visible_to(user).filter(pk=flag.project_id).exists():
        return ()
    if flag.obligation.bearer_agency_id is not None:
        return _URGED
    ends = (Kind.TERMINATION,) if flag.state == Flag.State.CONFIRMED else ()
    return (*_URGED, Kind.EXTENSION, *ends)


def sender() -> Sender:
    """The department that follows the projects."""
    return Sender(
        header=Header.DEPARTMENT,
        name=settings.ISSUER_NAME,
        parent=settings.ISSUER_PARENT,
        abbreviation=abbreviation(settings.ISSUER_NAME),
        power_lines=tuple(settings.REPORT_SIGNATURE),
    )


def proposed(flag: Flag, kind: Kind, on: date) -> Draft:
    """The letter as the data give it on a day; who writes it completes it."""
    with translation.override("vi"):
        project = Project.objects.select_related("investor").get(pk=flag.project_id)
        duty = duty_of(flag)
        return _DRAFTS[kind](flag, project, duty, on)


def duty_of(flag: Flag) -> str:
    """What the flag is about, in Vietnamese."""
    version = flag.obligation.rule_version
    with translation.override("vi"):
        return version.title if version else str(wording.label(wording.SHORT, flag.kind))


def _urge(flag: Flag, project: Project, duty: str, on: date) -> Draft:
    name = settings.ISSUER_NAME
    body = [
        _situation(flag, project, duty, on),
        *_facts(flag),
        f"{name} đề nghị {_bearer(flag, project) or '…'} rà soát, thực hiện nội dung nêu trên; báo cáo bằng văn bản "
        "kết quả thực hiện, nguyên nhân và thời hạn hoàn thành, kèm tài liệu chứng minh (nếu có).",
    ]
    return Draft(
        kind=Kind.URGE,
        addressee=_bearer(flag, project),
        subject=f"đôn đốc xử lý nội dung “{duty}” của dự án {project.name}",
        body="\n".join(body),
        until=on + timedelta(days=_ANSWER_DAYS),
    )


def _summon(flag: Flag, project: Project, duty: str, on: date) -> Draft:
    return Draft(
        kind=Kind.SUMMON,
        addressee=f"Đại diện {_bearer(flag, project) or '…'}",
        subject=f"làm việc về nội dung “{duty}” của dự án {project.name}",
        body="\n".join(
            [
                f"Tới dự buổi làm việc về dự án {project.name}. {_situation(flag, project, duty, on)}",
                "Đề nghị chuẩn bị báo cáo tình hình thực hiện dự án và tài liệu có liên quan.",
            ]
        ),
        meeting_on=on + timedelta(days=_MEETING_DAYS),
        place=f"trụ sở {settings.ISSUER_NAME}",
        people=f"Lãnh đạo {settings.ISSUER_NAME} (chủ trì)\nĐại diện {_bearer(flag, project) or '…'}",
    )


def _minutes(flag: Flag, project: Project, duty: str, on: date) -> Draft:
    return Draft(
        kind=Kind.MINUTES,
        addressee=_bearer(flag, project),
        subject=f"làm việc về nội dung “{duty}” của dự án {project.name}",
        body="\n".join(
            [
                f"1. Nội dung làm việc: {_situation(flag, project, duty, on)}",
                "2. Ý kiến của các bên: …",
                "3. Kết luận: …",
            ]
        ),
        meeting_on=on,
        place=f"trụ sở {settings.ISSUER_NAME}",
        people=f"{settings.ISSUER_NAME}: …\n{_bearer(flag, project) or '…'}: …",
    )


def _extension(flag: Flag, project: Project, duty: str, on: date) -> Draft:
    said = flag.statements.filter(promised_date__isnull=False).first()
    reason = (
        f"{said.text.rstrip('.')} (theo giải trình ngày {official_short(said.on)})."
        if said
        else "…"
    )
    body = [
        f"1. {_situation(flag, project, duty, on)}",
        *_facts(flag),
        f"2. Giải trình và đề nghị: {reason}",
        "3. Ý kiến của cơ quan chuyên môn: …",
        f"4. Đề xuất: cho phép gia hạn thời hạn thực hiện nội dung “{duty}” của dự án {project.name}.",
    ]
    return Draft(
        kind=Kind.EXTENSION,
        addressee=_parent(),
        subject=f"về việc gia hạn thời hạn “{duty}” của dự án {project.name}",
        body="\n".join(body),
        basis=_article(flag),
        until=said.promised_date if said else None,
    )


def _termination(flag: Flag, project: Project, duty: str, on: date) -> Draft:
    confirmed = flag.document_number or "…"
    body = [
        f"1. {_situation(flag, project, duty, on)}",
        *_facts(flag),
        f"2. Việc xử lý đã thực hiện: cảnh báo đã được xác nhận (văn bản số {confirmed}). …",
        "3. Căn cứ chấm dứt: …",
        f"4. Đề xuất: xem xét, quyết định chấm dứt hoạt động của dự án {project.name} theo quy định "
        "của pháp luật về đầu tư; giao các cơ quan liên quan xử lý đất đai, tài sản theo thẩm quyền.",
    ]
    return Draft(
        kind=Kind.TERMINATION,
        addressee=_parent(),
        subject=f"về việc chấm dứt hoạt động của dự án {project.name}",
        body="\n".join(body),
        basis="\n".join(filter(None, ["Luật Đầu tư số 143/2025/QH15", _article(flag)])),
    )


_DRAFTS = {
    Kind.URGE: _urge,
    Kind.SUMMON: _summon,
    Kind.MINUTES: _minutes,
    Kind.EXTENSION: _extension,
    Kind.TERMINATION: _termination,
}


def _situation(flag: Flag, project: Project, duty: str, on: date) -> str:
    investor = f" do {project.investor.name} làm chủ đầu tư" if project.investor else ""
    due, today = official_short(flag.due_date), official_short(on)
    about = f"Theo hồ sơ theo dõi, dự án {project.name} (mã {project.code}){investor}"
    if flag.fingerprint:
        return (
            f"{about} có nội dung “{duty}” từ ngày {due}; đến ngày {today} chưa có hồ sơ khắc phục."
        )
    late = (on - flag.due_date).days
    article = _article(flag)
    by = f" theo {article}" if article else ""
    return (
        f"{about} có nội dung “{duty}”{by}, thời hạn đến hết ngày {due}. Đến ngày {today} chưa có hồ sơ "
        f"thể hiện đã hoàn thành, quá hạn {late:02d} ngày."
    )


def _facts(flag: Flag) -> list[str]:
    """What the day rests on, one fact a line, with its document."""
    duty = flag.obligation
    owner = owner_of(duty.subject_kind)
    found = owner.facts(duty.subject_kind, duty.subject_id, duty.kind) if owner else ()
    return [
        f"- {fact.label}: {fact.value}{f' ({fact.document})' if fact.document else ''}."
        for fact in found
        if fact.value
    ]


def _bearer(flag: Flag, project: Project) -> str:
    agency = flag.obligation.bearer_agency
    if agency is not None:
        return InCharge.of([agency]).name(agency)
    return project.investor.name if project.investor else ""


def _article(flag: Flag) -> str:
    version = flag.obligation.rule_version
    return cited(version.article) if version else ""


def _parent() -> str:
    return str(settings.ISSUER_PARENT).replace("UBND", "Ủy ban nhân dân", 1)
