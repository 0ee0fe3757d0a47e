"""The demonstration's dossiers, plans, criteria and boundaries, through the real actions.

Acts on the new projects are done each on its own day, so that what was done in time leaves no
flag; those on projects whose nights have passed, on the day of viewing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from accounts.actions.demonstration import Places
from accounts.models import User
from deadlines.actions.refreshing import refresh
from projects.actions import opinions, proposals, sites, supplements, weighing
from projects.actions.acts import Seen
from projects.actions.criteria import load_criteria
from projects.actions.investors import InvestorFacts
from projects.actions.projects import ProjectFacts, Source
from projects.demo.appraisal import (
    KNOWN,
    MERIDIAN,
    NEW,
    PLANS,
    PROMISED,
    DossierStory,
    OpinionStory,
    square,
)
from projects.models import Criterion, Instrument, Opinion, Project, Proposal, SiteArea
from vn.dates import Precision, last_day

_TY = 1_000_000_000
_HANDLER = "stc"
_BEFORE_APPROVAL = timedelta(days=41)
_SUBMITTED_BEFORE = timedelta(days=6)
_SIDES = (245, 424)
_SHARED_M = 12
"""Metres by which the boundary of the second proposal lies within that of the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Who appraises, where, and the day of viewing."""

    by: User
    on: date
    at: datetime
    places: Places
    prefix: str

    def ago(self, days: int) -> date:
        """The day so many days before the day of viewing."""
        return self.on - timedelta(days)

    def acting(self, day: date) -> _Acting:
        """The hand that acts on a day."""
        return _Acting(self.by, day, self.at - (self.on - day))


@dataclass(frozen=True, slots=True)
class _Acting:
    by: User
    on: date
    at: datetime


def propose(setting: Setting) -> list[Project]:
    """Enter the projects that are only proposed; do it before the nights pass."""
    load_criteria()
    return [_new(story, setting).project for story in NEW]


def tell_of_appraisal(
    *, projects: Mapping[str, Project], proposed: Sequence[Project], setting: Setting
) -> None:
    """Dossiers about projects on record, by their story; plans, criteria, boundaries of the new."""
    for story in KNOWN:
        _known(story, projects[story.project], setting)
    for project in proposed[:2]:
        _weigh(project, setting)
    _bound(proposed, setting)


def _new(story: DossierStory, setting: Setting) -> Proposal:
    day = setting.ago(story.received)
    hand = setting.acting(day)
    row = proposals.receive_new(
        by=hand.by,
        on=hand.on,
        at=hand.at,
        prefix=setting.prefix,
        project=_project(story, setting),
        facts=_facts(story, day, setting),
    ).row
    for asked in story.opinions:
        _ask(row, asked, setting)
    if story.supplement is not None:
        _supplement(row, setting.acting(setting.ago(story.supplement)))
    if story.decided is not None:
        _refuse(row, story, setting)
    return row


def _known(story: DossierStory, project: Project, setting: Setting) -> None:
    """A dossier about a project on record: its days are those the record tells."""
    approval = _approval(project) if story.outcome == Proposal.Outcome.APPROVED else None
    received = project.adjustment_pending_since or setting.on
    if approval is not None:
        received = _issued(approval) - _BEFORE_APPROVAL
    hand = setting.acting(setting.on)
    row = proposals.receive(
        by=hand.by,
        on=hand.on,
        at=hand.at,
        project_id=project.pk,
        facts=_facts(story, received, setting),
    ).row
    if approval is not None:
        _approve(row, approval, setting)


def _project(story: DossierStory, setting: Setting) -> ProjectFacts:
    return ProjectFacts(
        name=story.name,
        agency=setting.places.agencies[_HANDLER],
        investor=InvestorFacts(name=story.investor),
        units=(setting.places.units[story.unit],),
        registered_capital_vnd=story.capital_ty * _TY,
        land_area_m2=Decimal(story.area_ha * 10_000),
        officer=setting.by,
        source=Source(origin=Project.Origin.DEMONSTRATION),
        legal_state=Project.LegalState.PROPOSED,
    )


def _facts(story: DossierStory, received: date, setting: Setting) -> proposals.ProposalFacts:
    return proposals.ProposalFacts(
        kind=story.kind,
        received_date=received,
        agency=setting.places.agencies[_HANDLER],
        dossier_code=story.code,
        limit_days=story.limit_days,
    )


def _ask(row: Proposal, told: OpinionStory, setting: Setting) -> None:
    agency = setting.places.agencies[told.agency]
    hand = setting.acting(setting.ago(told.asked))
    question = opinions.Question(
        agencies=(agency,),
        asked_date=hand.on,
        limit_days=told.days,
        document_number=f"{1840 + row.pk}/STC-ĐT",
        question="Cho ý kiến về hồ sơ theo lĩnh vực quản lý (minh họa).",
    )
    opinions.ask(by=hand.by, on=hand.on, at=hand.at, proposal_id=row.pk, question=question)
    if told.answered is None:
        return
    asked = Opinion.objects.get(proposal=row, agency=agency)
    hand = setting.acting(setting.ago(told.answered))
    said = opinions.Answer(
        verdict=told.verdict,
        answered_date=hand.on,
        number=f"{700 + asked.pk}/CV",
        words=told.answer,
    )
    seen = Seen(asked.pk, asked.version)
    opinions.answer(by=hand.by, on=hand.on, at=hand.at, seen=seen, said=said)


def _supplement(row: Proposal, hand: _Acting) -> None:
    letter = supplements.Letter(
        hand.on, f"{1900 + row.pk}/STC-ĐT", "Báo cáo năng lực tài chính (minh họa)."
    )
    supplements.ask(by=hand.by, on=hand.on, at=hand.at, proposal_id=row.pk, letter=letter)


def _refuse(row: Proposal, story: DossierStory, setting: Setting) -> None:
    hand = setting.acting(setting.ago(story.reported or 0))
    said = proposals.Report(f"{60 + row.pk}/BC-STC", hand.on, f"{story.reason} (minh họa)")
    proposals.report(by=hand.by, on=hand.on, at=hand.at, seen=_seen(row), said=said)
    hand = setting.acting(setting.ago(story.submitted or 0))
    _submit(row, hand.on, hand)
    decided = setting.ago(story.decided or 0)
    decision = proposals.Decision(outcome=story.outcome, decided_date=decided, reason=story.reason)
    _decide(row, decision, setting.acting(decided))


def _approve(row: Proposal, approval: Instrument, setting: Setting) -> None:
    day, hand = _issued(approval), setting.acting(setting.on)
    _submit(row, day - _SUBMITTED_BEFORE, hand)
    decision = proposals.Decision(
        outcome=Proposal.Outcome.APPROVED, decided_date=day, instrument=approval
    )
    _decide(row, decision, hand)


def _submit(row: Proposal, day: date, hand: _Acting) -> None:
    to = "Chủ tịch UBND tỉnh"
    proposals.submit(by=hand.by, on=hand.on, at=hand.at, seen=_seen(row), day=day, to=to)


def _decide(row: Proposal, decision: proposals.Decision, hand: _Acting) -> None:
    proposals.decide(by=hand.by, on=hand.on, at=hand.at, seen=_seen(row), decision=decision)


def _seen(row: Proposal) -> Seen:
    row.refresh_from_db()
    return Seen(row.pk, row.version)


def _approval(project: Project) -> Instrument:
    first: Instrument | None = (
        project.instruments.filter(kind=Instrument.Kind.POLICY_APPROVAL)
        .exclude(issued_date=None)
        .order_by("issued_date", "pk")
        .first()
    )
    if first is None:
        raise LookupError(f"{project.code} has no approval to tell of")
    return first


def _issued(row: Instrument) -> date:
    if row.issued_date is None:
        raise LookupError(f"document {row.pk} has no day")
    return last_day(row.issued_date, Precision(row.issued_precision))


def _weigh(project: Project, setting: Setting) -> None:
    hand = setting.acting(setting.on)
    for level, number, title, conformity in PLANS:
        facts = weighing.PlanningFacts(
            level=level, document_number=number, title=title, conformity=conformity
        )
        weighing.add_plan(by=hand.by, on=hand.on, at=hand.at, project_id=project.pk, facts=facts)
    ids = dict(Criterion.objects.values_list("code", "pk"))
    values = {ids[code]: weighing.Weighed(promised=said) for code, said in PROMISED.items()}
    project.refresh_from_db()
    weighing.weigh(
        by=hand.by,
        on=hand.on,
        at=hand.at,
        seen=Seen(project.pk, project.version),
        weights=weighing.Weights(values, source="Hồ sơ đề xuất (minh họa)"),
    )


def _bound(proposed: Sequence[Project], setting: Setting) -> None:
    """Two proposals side by side, whose boundaries overlap by a strip: a question to ask."""
    hand = setting.acting(setting.on)
    for project, side, east in zip(proposed, _SIDES, (0, _SIDES[0] - _SHARED_M), strict=False):
        row = sites.add(
            by=hand.by,
            on=hand.on,
            at=hand.at,
            project_id=project.pk,
            facts=sites.AreaFacts(
                label="Khu đất đề xuất",
                points_text=square(side, east=east),
                meridian=MERIDIAN,
                source="Bản đồ kèm hồ sơ (minh họa)",
            ),
        ).row
        # The day of viewing may lie before today: what is known then was recorded then.
        SiteArea.objects.filter(pk=row.pk).update(recorded_at=hand.at)
    ids = [project.pk for project in proposed]
    refresh(project_ids=ids, on=hand.on, at=hand.at, cause="area_added")
