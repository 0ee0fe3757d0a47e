"""A case full of words that stand nowhere else, in a world where everybody could stumble on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.actions.audit import Entry, record
from accounts.models import User
from inspections.actions.refreshing import refresh
from inspections.models import (
    Case,
    CaseExtension,
    CaseGroup,
    CaseMember,
    CasePause,
    CaseProject,
    CaseProposal,
    CaseSanction,
    CaseStep,
    CaseSubject,
    Conclusion,
    Finding,
    Recommendation,
    RecommendationAnswer,
    SanctionPayment,
)
from projects.models import InvestorMember
from tests.factories import (
    AgencyFactory,
    CommuneFactory,
    DeputyshipFactory,
    DocumentOnFile,
    UserFactory,
)
from tests.support.made_things import Things

DAY = date(2026, 9, 5)
"""The day the matrix is read on; a deputyship of the factories holds on it."""

SECRET = "Zyrkon"
"""In every text of the case that only its people may read."""
OPEN = "Wolfram"
"""In the texts that are published with the first conclusion."""
NUMBER, OPEN_NUMBER = "7731", "7732"
"""In numbers of documents."""
AMOUNT_VND = 7_731_977_000_000
PERSON = "Quách Xuân Ỷ"
CODE = "VV-7730"
PLACES = (SECRET, NUMBER, "7.731.977", "7.731,9", PERSON)
"""What nobody but the case's people reads while the second conclusion is not published."""
IDENTITY = (OPEN, OPEN_NUMBER, CODE)
"""What everybody may read once the first is."""


@dataclass
class World:
    """A project everybody can reach, an inspectorate, and the readers by name."""

    things: Things
    body: Any
    readers: dict[str, User | None]

    @property
    def project(self) -> Any:
        """The project that the case is about."""
        return self.things["project"]


def world() -> World:
    """Readers of every kind around one project, and nothing of a case yet."""
    things = Things()
    project, body = things["project"], AgencyFactory()
    commune = CommuneFactory()
    project.units.add(commune)
    investor = UserFactory(investor=True)
    InvestorMember.objects.create(investor=project.investor, user=investor)
    sector = UserFactory(sector_agency=True)
    project.agency = sector.agency
    project.save()
    readers: dict[str, User | None] = {
        "member": UserFactory(inspector=True, agency=body),
        "leader in charge": UserFactory(department_leader=True, agency=body),
        "deputy of a member": UserFactory(inspector=True, agency=body),
        "former member": UserFactory(inspector=True, agency=body),
        "other inspector": UserFactory(inspector=True, agency=body),
        "specialist": UserFactory(specialist=True),
        "department leader": UserFactory(department_leader=True),
        "committee leader": UserFactory(committee_leader=True),
        "sector agency": sector,
        "commune": UserFactory(
            commune_officer=True, agency=AgencyFactory(commune=True, unit=commune)
        ),
        "owner": UserFactory(owner=True),
        "investor": investor,
        "supervisor": UserFactory(supervisor=True),
        "administrator": UserFactory(administrator=True),
        "public": None,
    }
    DeputyshipFactory(absent=readers["member"], deputy=readers["deputy of a member"])
    return World(things, body, readers)


ON_THE_CASE = ("member", "leader in charge", "deputy of a member")


@dataclass
class Planted:
    """The case and its two conclusions, of which the first may be published."""

    case: Any
    first: Any
    second: Any
    ids: dict[str, int]


def plant(made: World) -> Planted:
    """A case in its full length: people, steps, a pause, two conclusions and what follows."""
    case = Case.objects.create(
        code=CODE,
        kind="inspection",
        title=f"{OPEN} thanh tra đất",
        content=f"{SECRET} nội dung",
        grounds=f"{SECRET} căn cứ",
        original_body=made.body,
        responsible_body=made.body,
        body_level="province",
        decision_number=f"{OPEN_NUMBER}/QĐ-TTr",
        decision_date=date(2026, 2, 2),
        issuer="Chánh Thanh tra",
        decided_days=45,
    )
    CaseProject.objects.create(case=case, project=made.project)
    CaseSubject.objects.create(case=case, investor=made.project.investor)
    CaseSubject.objects.create(case=case, agency=made.project.agency)
    group = CaseGroup.objects.create(case=case, ordinal=1, topic=f"{SECRET} tổ 1")
    _people(made, case, group)
    _steps(case)
    first = _conclusion(case, 1, OPEN, OPEN_NUMBER, made)
    second = _conclusion(case, 2, SECRET, NUMBER, made)
    planted = Planted(case, first, second, {})
    _around(made, planted)
    return planted


def _people(made: World, case: Any, group: Any) -> None:
    readers = made.readers
    duties = (("member", "head"), ("leader in charge", "leader"), ("former member", "member"))
    for name, duty in duties:
        left = {"left_date": DAY, "left_reason": "Chuyển việc"} if name == "former member" else {}
        CaseMember.objects.create(case=case, user=readers[name], name=name, duty=duty, **left)
    CaseMember.objects.create(case=case, name=PERSON, duty="member", group=group)


def _steps(case: Any) -> None:
    CaseStep.objects.create(case=case, kind="announced", on_date=date(2026, 2, 9), who=PERSON)
    CaseStep.objects.create(
        case=case, kind="ended", on_date=date(2026, 4, 30), note=f"{SECRET} hết thực địa"
    )
    dated = {"document_number": f"{NUMBER}/TTr", "document_date": date(2026, 3, 1)}
    CasePause.objects.create(
        case=case,
        from_date=date(2026, 3, 2),
        to_date=date(2026, 3, 9),
        reason=f"{SECRET} xin tạm dừng",
        **dated,
    )
    CaseExtension.objects.create(case=case, days=25, ground="remote", **dated)


def _conclusion(case: Any, ordinal: int, word: str, number: str, made: World) -> Any:
    """A signed conclusion with everything that hangs on one."""
    row = Conclusion.objects.create(
        case=case,
        ordinal=ordinal,
        topic=f"{word} phần {ordinal}",
        summary=f"{word} tóm tắt",
        number=f"{number}/KL-TTr",
        signed_date=date(2026, 6, 1),
        signer="Chánh Thanh tra",
    )
    amount = AMOUNT_VND if word == SECRET else None
    Finding.objects.create(
        conclusion=row,
        project=made.project,
        law_area="land",
        severity="grave",
        text=f"{word} phát hiện",
        amount_vnd=amount,
    )
    common = {"conclusion": row, "project": made.project, "due_date": date(2026, 7, 1)}
    to_investor = Recommendation.objects.create(
        ordinal=1,
        kind="economic",
        text=f"{word} nộp lại",
        addressee_investor=made.project.investor,
        amount_vnd=amount,
        **common,
    )
    Recommendation.objects.create(
        ordinal=2,
        kind="admin",
        text=f"{word} kiểm điểm",
        addressee_agency=made.project.agency,
        **common,
    )
    RecommendationAnswer.objects.create(
        recommendation=to_investor,
        text=f"{word} trả lời",
        progress_percent=40,
        submitted_date=date(2026, 7, 2),
        submitted_at=timezone.now(),
        submitted_by_id=1,
        submitted_by_name="Doanh nghiệp",
    )
    CaseProposal.objects.create(
        conclusion=row, project=made.project, kind="recovery", text=f"{word} thu hồi"
    )
    fine = CaseSanction.objects.create(
        case=case,
        conclusion=row,
        project=made.project,
        investor=made.project.investor,
        law_area="land",
        content=f"{word} xử phạt",
        decision_number=f"{number}/QĐ-XPHC",
        decision_date=date(2026, 6, 3),
        authority="Chánh Thanh tra",
        fine_vnd=amount,
        pay_by_date=date(2026, 6, 20),
    )
    SanctionPayment.objects.create(
        sanction=fine, paid_date=date(2026, 6, 9), amount_vnd=1_000, document_number=f"{number}/BL"
    )
    return row


def _around(made: World, planted: Planted) -> None:
    """What the portal itself makes of a case: deadlines, flags, history, files."""
    case, second = planted.case, planted.second
    refresh(case_ids=[case.pk], on=DAY, at=timezone.now(), cause="planted")
    document = DocumentOnFile(
        project=None, owner_kind="conclusion", owner_id=second.pk, title=f"{SECRET} dự thảo"
    )
    member = made.readers["member"]
    for kind, pk in (("case", case.pk), ("document", document.pk)):
        entry = Entry(
            verb="planted", subject_kind=kind, subject_id=pk, summary=f"{SECRET} {NUMBER}"
        )
        record(by=member, entry=entry)
    remedy = second.recommendations.get(ordinal=1)
    planted.ids |= {
        "document": document.pk,
        "ordinal": second.ordinal,
        "conclusion_id": second.pk,
        "remedy": remedy.pk,
        "recommendation": remedy.pk,
        "sanction": second.sanctions.get().pk,
        "finding": second.findings.get().pk,
        "proposal": second.proposals.get().pk,
        "leave": case.members.first().pk,
        "pause": case.pauses.get().pk,
        "step": case.steps.first().pk,
    }
