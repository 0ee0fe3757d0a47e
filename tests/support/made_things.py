"""One row of each kind that an address names, made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from deadlines.models import Flag, Obligation
from disbursement.querysets.months import current_month
from inspections.models import Finding, PlanItem, Recommendation
from projects.models import CertificateEntry
from tests.factories import (
    AreaFactory,
    BatchRendered,
    BulkRowFactory,
    CallDraft,
    CallInForce,
    CallLine,
    CapitalPartFactory,
    CertificateLineFactory,
    ClearanceCounted,
    ContactMissed,
    ContractFactory,
    ContributionFactory,
    DecisionInForce,
    DepositPaid,
    DeputyshipFactory,
    DocumentOnFile,
    EntryLate,
    EvidenceFactory,
    ExclusionClosed,
    FigureFactory,
    FilingSubmitted,
    FlagOpen,
    ImportRowWaiting,
    InstrumentFactory,
    InvestmentDecided,
    InvestorMemberFactory,
    InvitationOpen,
    ItemPlanned,
    JobFailed,
    LinkFactory,
    MergeInForce,
    NameFormer,
    ObligationOfOrder,
    ObligationOverdue,
    OpinionAsked,
    OutcomeReleased,
    PciFactory,
    PersonSpeaking,
    PlanningFactory,
    PointFactory,
    ProjectNotStarted,
    ProposalPending,
    ProposalTried,
    PublicProjectFactory,
    RequestFactory,
    ResultSubmitted,
    SanctionOpen,
    SiteLossFactory,
    StatementFactory,
    StepOpen,
    SupplementOpen,
    TerminationPartial,
    TrancheHandedOver,
    UserFactory,
    question_open,
)
from tests.factories.cases import ConclusionSigned
from tests.factories.inspection_plans import FirmExempt, ItemOrdered
from tests.factories.months import MonthClosed, TreasuryConfirmed
from tests.factories.payments import LineToPay, LocalSource, MonthSentFactory, YearPlan
from tests.factories.plans import EntryAssigned
from tests.factories.publications import InterestNew
from tests.factories.reallocations import LineThatGives
from tests.factories.reporting import LetterMade, issued_with_its_words
from tests.factories.scenarios import ScenarioOfProvince
from tests.factories.support import RegistrationWaiting, SheetDraft, SupportWaiting
from tests.factories.workbooks import SheetRead


class Things(dict[str, Any]):
    """One of everything an address can name, about one project in nobody's own scope.

    Each is made when it is first asked for: a test asks for one or two.
    """

    def __missing__(self, name: str) -> Any:
        self[name] = MAKERS[name](self)
        return self[name]

    def of_the_project(self, factory: Any, **more: Any) -> int:
        """The number of a thing of the project."""
        return int(factory(project=self["project"], **more).pk)


def _obligation(made: Things) -> int:
    return int(ObligationOverdue(project_id=made["project"].pk, audience="bearer").pk)


def _flag(made: Things) -> int:
    duty = Obligation.objects.get(pk=made["obligation_id"])
    return int(FlagOpen(obligation=duty, project_id=made["project"].pk).pk)


def _certificate_list(line_id: int) -> int:
    return int(CertificateEntry.objects.get(pk=line_id).of_list_id)


def _statement(made: Things) -> int:
    return int(StatementFactory(flag=Flag.objects.get(pk=made["flag_id"])).pk)


def _finding(made: Things) -> int:
    row = Finding.objects.create(
        conclusion=made["conclusion"], law_area="land", severity="breach", text="Chậm đưa đất"
    )
    return int(row.pk)


def _remedy(made: Things) -> int:
    case = made["conclusion"].case
    row = Recommendation.objects.create(
        conclusion=made["conclusion"],
        ordinal=1,
        kind="admin",
        text="Kiểm điểm",
        addressee_agency=case.original_body,
    )
    return int(row.pk)


def _support(made: Things) -> Any:
    project = made["project"]
    return SupportWaiting(project=project, investor=project.investor, holder=project.agency)


def _filing_here(made: Things) -> int:
    """A report whose investor wrote it on the portal, of another quarter than `filing`."""
    project = made["project"]
    filing = FilingSubmitted(project=project, cycle="2026-Q1")
    SheetDraft(project=project, kind=filing.kind, cycle=filing.cycle, filing=filing)
    return int(filing.pk)


MAKERS: dict[str, Callable[[Things], Any]] = {
    "project": lambda _: ProjectNotStarted(),
    "public_side": lambda _: PublicProjectFactory(),
    "public_code": lambda made: made["public_side"].project.code,
    # A decision on a public project: projects:public_decision_edit.
    "public": lambda made: InvestmentDecided(project=made["public_side"].project).pk,
    "contract": lambda made: ContractFactory(project=made["public_side"].project).pk,
    "code": lambda made: made["project"].code,
    "obligation_id": _obligation,
    "flag_id": _flag,
    "statement": _statement,
    "result": lambda _: ResultSubmitted(),
    "result_id": lambda made: made["result"].pk,
    "order_id": lambda made: made["result"].lead.assignment_id,
    "duty_id": lambda made: ObligationOfOrder(subject_id=made["result"].lead_id).pk,
    "entry": lambda made: EntryLate(project=made["project"]),
    "entry_id": lambda made: made["entry"].pk,
    "round_id": lambda made: made["entry"].round_id,
    "instrument": lambda made: made.of_the_project(InstrumentFactory),
    "item": lambda made: made.of_the_project(ItemPlanned),
    "tranche": lambda made: made.of_the_project(TrancheHandedOver),
    "period": lambda made: made.of_the_project(ExclusionClosed),
    "deposit": lambda made: made.of_the_project(DepositPaid),
    "outcome": lambda made: int(OutcomeReleased(deposit=DepositPaid(project=made["project"])).pk),
    "part": lambda made: made.of_the_project(CapitalPartFactory),
    "clearance": lambda made: made.of_the_project(ClearanceCounted),
    "contribution": lambda made: made.of_the_project(ContributionFactory),
    "contact": lambda made: made.of_the_project(ContactMissed),
    "site": lambda made: made.of_the_project(SiteLossFactory),
    "investor_id": lambda made: made["project"].investor_id,
    "own_investor": lambda made: made["project"].investor_id,
    "member_id": lambda made: InvestorMemberFactory(investor=made["project"].investor).pk,
    "registration": lambda _: RegistrationWaiting().pk,
    "request_code": lambda made: _support(made).code,
    "own_code": lambda made: made["request_code"],
    "support_step": lambda _: "note",
    "filing": lambda made: made.of_the_project(FilingSubmitted),
    "filing_id": _filing_here,
    "report": lambda _: "R1",
    "cycle": lambda _: "2026-Q1",
    "screen": lambda _: "lao-dong",
    "upload": lambda _: "a" * 16,
    "photograph": lambda made: made["document"],
    "document": lambda made: made.of_the_project(DocumentOnFile, shared=True),
    "decision": lambda made: made.of_the_project(DecisionInForce),
    "request": lambda made: made.of_the_project(RequestFactory),
    "termination": lambda made: made.of_the_project(TerminationPartial, scope_text="Phase 2"),
    "end_id": lambda made: made["termination"],
    "closure": lambda made: int(StepOpen(termination_id=made["termination"]).pk),
    "link": lambda made: made.of_the_project(LinkFactory),
    "person": lambda made: made.of_the_project(PersonSpeaking),
    "proposal": lambda made: made.of_the_project(ProposalPending),
    "supplement": lambda made: SupplementOpen(proposal_id=made["proposal"]).pk,
    "opinion": lambda made: OpinionAsked(proposal_id=made["proposal"]).pk,
    "planning": lambda made: made.of_the_project(PlanningFactory),
    "area": lambda made: made.of_the_project(AreaFactory),
    "point": lambda made: made.of_the_project(PointFactory),
    "line_id": lambda _: CertificateLineFactory().pk,
    "certificate": lambda made: _certificate_list(made["line_id"]),
    "question_id": lambda made: question_open(made["project"]).pk,
    "kind": lambda _: "L1",
    "investor": lambda made: made["project"].investor_id,
    "othername": lambda made: NameFormer(investor=made["project"].investor).pk,
    "sanction": lambda made: SanctionOpen(investor=made["project"].investor).pk,
    "equity": lambda made: EvidenceFactory(investor=made["project"].investor).pk,
    "merge": lambda made: MergeInForce(kept=made["project"].investor).pk,
    "call_id": lambda _: CallInForce().call_id,
    "interest_id": lambda _: InterestNew().pk,
    "call_decision_id": lambda _: CallInForce().decision_id,
    "call_draft_id": lambda _: CallDraft().pk,
    "call_entry_id": lambda made: CallLine(decision_id=made["call_draft_id"]).pk,
    "pci_id": lambda _: PciFactory().pk,
    "figure_id": lambda _: FigureFactory().pk,
    "bulk": lambda made: BulkRowFactory(project=made["project"]).change_id,
    "import_row": lambda _: ImportRowWaiting(batch__state="read"),
    "import_id": lambda made: made["import_row"].batch_id,
    "row_id": lambda made: made["import_row"].pk,
    "number": lambda _: 1,
    "page": lambda _: 1,
    "proposal_id": lambda _: ProposalTried().pk,
    "job_id": lambda _: JobFailed().pk,
    "batch_id": lambda _: InvitationOpen(batch=BatchRendered()).batch_id,
    "deputyship_id": lambda _: DeputyshipFactory(to_date=date(2099, 1, 1)).pk,
    "user_id": lambda _: UserFactory().pk,
    "year": lambda _: 2026,
    "scenario_id": lambda _: ScenarioOfProvince().pk,
    "workbook": lambda _: SheetRead().pk,
    # Months of the year that "year" is, closed.
    "month_number": lambda _: MonthClosed(month=date(2026, 1, 1)).month.month,
    "line": lambda _: TreasuryConfirmed(month=date(2026, 1, 1)).line_id,
    "reallocation": lambda _: LineThatGives(reallocation__state="submitted").reallocation_id,
    "source_id": lambda _: LocalSource().pk,
    "bucket": lambda _: "year",
    "plan_id": lambda _: YearPlan().pk,
    # A decision with one row, on capital that its plan still holds.
    "decision_id": lambda _: EntryAssigned().decision_id,
    "owner_id": lambda _: (
        MonthSentFactory(
            month=current_month(timezone.localdate()), owner=LineToPay().project.public.owner
        ).owner_id
    ),
    # A signed conclusion of a case that none of the readers is on.
    "conclusion": lambda _: ConclusionSigned(),
    "conclusion_id": lambda made: made["conclusion"].pk,
    "case_code": lambda made: made["conclusion"].case.code,
    # Of the same case: somebody on it, a step, what its conclusion found and asks for.
    "case": lambda made: made["conclusion"].case.members.get().pk,
    "step": lambda made: made["conclusion"].steps.first().pk,
    "finding": _finding,
    "recommendation": lambda made: made["remedy"],
    "remedy": _remedy,
    "ordinal": lambda made: made["conclusion"].ordinal,
    # A project in the draft of another body's plan; a firm on the register.
    "item_id": lambda made: made.of_the_project(ItemOrdered),
    "plan": lambda made: PlanItem.objects.get(pk=made["item_id"]).plan_id,
    "good": lambda made: int(FirmExempt(investor=made["project"].investor).pk),
    "run_id": lambda _: issued_with_its_words(period_start=date(2026, 8, 1)).run_id,
    "other_id": lambda _: issued_with_its_words(period_start=date(2026, 7, 1)).run_id,
    "slot": lambda _: "obstacles",
    "letter": lambda _: "don-doc",
    "letter_id": lambda made: LetterMade(flag_id=made["flag_id"], project=made["project"]).pk,
    "key": lambda _: "census.projects",
}
