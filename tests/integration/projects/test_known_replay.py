"""What was known on each day, against a notebook that was kept day by day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from projects.actions import (
    clearance,
    closing,
    contacts,
    deposits,
    excluding,
    filings,
    instruments,
    land,
    money,
    periods,
    schedule,
    terminating,
)
from projects.actions.acts import Seen, version_of
from projects.actions.refusals import Refusal
from projects.models import (
    ClearanceCount,
    ClosureStep,
    Contact,
    Contribution,
    Deposit,
    DepositOutcome,
    ExcludedPeriod,
    Extension,
    Filing,
    Instrument,
    LandTranche,
    Project,
    ScheduleItem,
    SiteLoss,
    Suspension,
    Termination,
)
from projects.querysets.history import kept_rows
from projects.rules.known import DATES, facts
from tests.factories import ProjectNotStarted, TrancheHandedOver, UserFactory
from vn.dates import PartialDate, Precision

pytestmark = pytest.mark.django_db

FIRST = date(2026, 3, 1)
DAYS = 20
ACTS_A_DAY = 5
_MODELS: dict[str, Any] = {
    "instrument": Instrument,
    "tranche": LandTranche,
    "extension": Extension,
    "schedule_item": ScheduleItem,
    "excluded_period": ExcludedPeriod,
    "suspension": Suspension,
    "termination": Termination,
    "deposit": Deposit,
    "deposit_outcome": DepositOutcome,
    "clearance_count": ClearanceCount,
    "contribution": Contribution,
    "filing": Filing,
    "contact": Contact,
    "site_loss": SiteLoss,
    "closure_step": ClosureStep,
}

Page = dict[tuple[str, int, str], tuple[date, str]]


def page() -> Page:
    """Every dated fact that stands in the tables now, read column by column."""
    found: Page = {}
    for kind, names in DATES.items():
        for row in _MODELS[kind].objects.values():
            for name in names:
                if row[name] is not None:
                    precision = row.get(f"{name.removesuffix('_date')}_precision", "day")
                    found[kind, row["id"], name] = (row[name], precision)
    return found


class Clerk:
    """Does whatever comes to mind, as far as the registry lets it."""

    def __init__(self, random: Random, project: Project, user: User) -> None:
        self.random, self.project, self.user = random, project, user

    def act(self) -> None:
        names = [name for name in vars(Clerk) if name.startswith("do_")]
        with suppress(Refusal, IndexError):
            getattr(self, self.random.choice(names))(
                {"by": self.user, "on": timezone.localdate(), "at": timezone.now()}
            )

    def day(self) -> date:
        return timezone.localdate() - timedelta(days=self.random.randrange(90))

    def partial(self) -> PartialDate:
        return PartialDate(self.day(), self.random.choice(list(Precision)))

    def one(self, model: Any) -> Any:
        return self.random.choice(list(model.objects.order_by("pk")))

    def seen(self, row: Any) -> Seen:
        return Seen(row.pk, version_of(row))

    def do_add_tranche(self, hand: Any) -> None:
        facts_ = land.TrancheFacts(
            label=f"Đợt {self.random.randrange(9)}",
            agency=self.project.agency,
            decision_number="12/QĐ-UBND",
            decision_date=self.day(),
        )
        land.add_tranche(**hand, project_id=self.project.pk, facts=facts_)

    def do_change_tranche(self, hand: Any) -> None:
        row = self.one(LandTranche)
        facts_ = land.TrancheFacts(
            label=f"Đợt {self.random.randrange(9)}",
            agency=row.agency,
            decision_date=self.random.choice([None, self.day()]),
            planned_handover_date=self.random.choice([None, self.day()]),
        )
        land.change_tranche(**hand, seen=self.seen(row), facts=facts_)

    def do_hand_over(self, hand: Any) -> None:
        handover = land.Handover("7/BB", self.partial())
        land.hand_over(**hand, seen=self.seen(self.one(LandTranche)), handover=handover)

    def do_put_in_use(self, hand: Any) -> None:
        use = land.LandUse(self.day(), "Ảnh")
        land.put_in_use(**hand, seen=self.seen(self.one(LandTranche)), use=use)

    def do_extend(self, hand: Any) -> None:
        granted = land.Granted("9/QĐ", self.day(), self.day(), 12)
        land.extend(**hand, seen=self.seen(self.one(LandTranche)), granted=granted)

    def do_record(self, hand: Any) -> None:
        facts_ = instruments.InstrumentFacts(
            kind="adjustment", number=f"{self.random.randrange(30)}/QĐ", issued=self.partial()
        )
        instruments.record(**hand, project_id=self.project.pk, facts=facts_)

    def do_correct(self, hand: Any) -> None:
        row = self.one(Instrument)
        facts_ = instruments.InstrumentFacts(
            kind=row.kind, number=row.number, issued=self.random.choice([None, self.partial()])
        )
        instruments.change(**hand, seen=self.seen(row), facts=facts_)

    def do_add_item(self, hand: Any) -> None:
        facts_ = schedule.ItemFacts(
            kind="start",
            name=f"Mốc {self.random.randrange(5)}",
            planned=self.random.choice([None, self.partial()]),
        )
        schedule.add_item(**hand, project_id=self.project.pk, facts=facts_)

    def do_revise(self, hand: Any) -> None:
        plan = schedule.Plan(self.one(Instrument), self.partial())
        schedule.revise(**hand, seen=self.seen(self.one(ScheduleItem)), plan=plan)

    def do_achieve(self, hand: Any) -> None:
        reached = self.random.choice(
            [schedule.Achievement(), schedule.Achievement(self.partial(), evidence="Ảnh")]
        )
        schedule.achieve(**hand, seen=self.seen(self.one(ScheduleItem)), reached=reached)

    def do_exclude(self, hand: Any) -> None:
        facts_ = excluding.ExclusionFacts(
            reason="court", start_date=self.day(), document_number=f"{self.random.random()}"
        )
        excluding.exclude(**hand, project_id=self.project.pk, facts=facts_)

    def do_close(self, hand: Any) -> None:
        row = self.one(ExcludedPeriod)
        end = row.start_date + timedelta(days=self.random.randrange(30))
        excluding.close_exclusion(**hand, seen=self.seen(row), end_date=end)

    def do_rule(self, hand: Any) -> None:
        row = self.one(ExcludedPeriod)
        ruling = excluding.Ruling(
            granted=True, document_number=f"{self.random.random()}", start_date=self.day()
        )
        excluding.decide_exclusion(**hand, seen=self.seen(row), ruling=ruling)

    def do_review(self, hand: Any) -> None:
        row = self.one(ExcludedPeriod)
        review = excluding.Review(self.day(), "Chưa xong", timezone.localdate())
        excluding.review_exclusion(**hand, seen=self.seen(row), review=review)

    def do_secure(self, hand: Any) -> None:
        facts_ = deposits.DepositFacts(
            kind="guarantee",
            amount_vnd=5,
            document_number=f"{self.random.randrange(9)}/BL",
            paid_date=self.day(),
            valid_until=timezone.localdate(),
        )
        with suppress(Refusal):
            deposits.add_deposit(**hand, project_id=self.project.pk, facts=facts_)
        deposits.change_deposit(**hand, seen=self.seen(self.one(Deposit)), facts=facts_)

    def do_release(self, hand: Any) -> None:
        day = self.random.choice([None, self.day()])
        facts_ = deposits.OutcomeFacts(
            kind="released", amount_vnd=2, date=day, document_number=f"{self.random.random()}"
        )
        deposit = self.one(Deposit)
        with suppress(Refusal):
            deposits.add_outcome(
                **hand, project_id=self.project.pk, deposit_id=deposit.pk, facts=facts_
            )
        deposits.change_outcome(**hand, seen=self.seen(self.one(DepositOutcome)), facts=facts_)

    def do_clear(self, hand: Any) -> None:
        facts_ = clearance.CountFacts(
            as_of_date=self.day(), agreement_deadline=self.day(), households_total=7
        )
        with suppress(Refusal):
            clearance.add_count(**hand, project_id=self.project.pk, facts=facts_)
        facts_ = replace(facts_, as_of_date=self.day())
        clearance.change_count(**hand, seen=self.seen(self.one(ClearanceCount)), facts=facts_)

    def do_contribute(self, hand: Any) -> None:
        facts_ = money.ContributionFacts(date=self.day(), amount_vnd=7, evidence="Sao kê")
        money.add_contribution(**hand, project_id=self.project.pk, facts=facts_)

    def do_file(self, hand: Any) -> None:
        quarter = PartialDate(date(2025, 3 * self.random.randrange(4) + 1, 1), Precision.QUARTER)
        facts_ = filings.FilingFacts(kind="R1", cycle=quarter, submitted_date=self.day())
        filings.file_report(**hand, project_id=self.project.pk, facts=facts_)

    def do_answer(self, hand: Any) -> None:
        verdict = self.random.choice(
            [
                filings.Verdict(accepted=self.day()),
                filings.Verdict(returned=self.day(), remarks="Thiếu số liệu"),
                filings.Verdict(),
            ]
        )
        filings.decide_report(**hand, seen=self.seen(self.one(Filing)), verdict=verdict)

    def do_contact(self, hand: Any) -> None:
        facts_ = contacts.ContactFacts(date=self.day(), channel="visit", reached=False)
        contacts.add_contact(**hand, project_id=self.project.pk, facts=facts_)

    def do_lose_site(self, hand: Any) -> None:
        facts_ = contacts.SiteLossFacts(
            lost_date=self.day(), document_number=f"{self.random.random()}", reason="Sạt lở"
        )
        contacts.add_site_loss(**hand, project_id=self.project.pk, facts=facts_)

    def do_relocate(self, hand: Any) -> None:
        row = self.one(SiteLoss)
        facts_ = contacts.SiteLossFacts(
            lost_date=row.lost_date,
            document_number=row.document_number,
            reason=row.reason,
            relocation_filed_date=self.day(),
        )
        contacts.change_site_loss(**hand, seen=self.seen(row), facts=facts_)

    def do_suspend(self, hand: Any) -> None:
        self.project.refresh_from_db()
        start = timezone.localdate() - timedelta(days=1)
        facts_ = periods.SuspensionFacts(
            decided_by="investor",
            start_date=start,
            document_number="1/TB",
            ordered_until=self.day(),
        )
        periods.suspend(**hand, seen=self.seen(self.project), facts=facts_)

    def do_resume(self, hand: Any) -> None:
        self.project.refresh_from_db()
        periods.resume(**hand, seen=self.seen(self.project), resumed_date=timezone.localdate())

    def do_end_a_part(self, hand: Any) -> None:
        self.project.refresh_from_db()
        facts_ = terminating.TerminationFacts(
            ground="contract",
            number="3/QĐ",
            date=self.day(),
            authority="Sở",
            whole=False,
            scope_text="Xưởng số 2",
        )
        orders = terminating.Orders(due={"land": self.day()})
        terminating.terminate(**hand, seen=self.seen(self.project), facts=facts_, orders=orders)

    def do_complete_an_end(self, hand: Any) -> None:
        row = self.random.choice(self.project.terminations.all())
        names = ("ground", "number", "date", "authority", "whole", "scope_text")
        said = {name: getattr(row, name) for name in names}
        facts_ = terminating.TerminationFacts(
            **said, revocation_number="9/QĐ", revocation_date=self.day()
        )
        terminating.correct(**hand, seen=self.seen(row), facts=facts_)

    def do_finish_a_step(self, hand: Any) -> None:
        row = self.random.choice(ClosureStep.objects.filter(termination__project=self.project))
        facts_ = closing.DoneFacts(done_date=self.day(), document_number="4/BB")
        closing.finish_step(**hand, seen=self.seen(row), facts=facts_)


@pytest.fixture
def travelling() -> Iterator[Callable[[datetime], Any]]:
    """Moves the clock of everything, the columns filled by the database layer included."""
    with time_machine.travel(datetime(2026, 3, 1, 1, tzinfo=UTC), tick=False) as clock:
        yield clock.move_to


@pytest.mark.parametrize("seed", range(2))
def test_what_was_known_on_each_day_is_what_the_notebook_says(seed, travelling) -> None:
    project = ProjectNotStarted()
    TrancheHandedOver(project=project, label="Có từ trước")
    random = Random(seed)  # noqa: S311 -- repeatable, not secret
    clerk = Clerk(random, project, UserFactory(display_name="Lê Thu Hà"))
    notebook: dict[date, Page] = {FIRST: page()}
    changed: dict[tuple[str, int, str], datetime] = {}
    for number in range(1, DAYS):
        for hour in range(ACTS_A_DAY):
            travelling(datetime(2026, 3, 1, 2 + hour, tzinfo=UTC) + timedelta(days=number))
            before = page()
            clerk.act()
            after = page()
            changed |= {
                key: timezone.now()
                for key in before.keys() | after.keys()
                if before.get(key) != after.get(key)
            }
        notebook[FIRST + timedelta(days=number)] = page()
    rows = kept_rows(project)
    assert len(notebook[FIRST + timedelta(days=DAYS - 1)]) > 5, "the clerk did too little"
    for day, written in notebook.items():
        end = timezone.make_aware(datetime.combine(day + timedelta(days=1), datetime.min.time()))
        known = facts(rows, end)
        assert {f.key: (f.day.first, f.day.precision.value) for f in known} == written, day
    for fact in facts(rows):
        if fact.is_told:
            assert fact.known_at == changed[fact.key], fact
            assert fact.known_by == "Lê Thu Hà"
