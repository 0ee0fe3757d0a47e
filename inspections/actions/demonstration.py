"""Load invented cases beside the invented province: all of them or nothing, once.

Every case is carried by the acts people use, on days reckoned back from the day the province is seen
on, so that its clocks are those of the law.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Agency, User
from deadlines.models import Flag
from inspections.actions import (
    case_people,
    cases,
    conclusions,
    interruptions,
    publishing,
    remedies,
    sanctions,
    steps,
)
from inspections.actions.refreshing import refresh
from inspections.demo import seeds
from inspections.models import Case, Conclusion, Recommendation
from inspections.rules.coverage import LATE_LAND
from projects.actions.acts import Seen
from projects.models import Project


@dataclass(frozen=True, slots=True)
class _Stage:
    """The people, the bodies and the day of the demonstration."""

    on: date
    at: datetime
    people: dict[str, User]
    bodies: dict[str, Agency]

    def day(self, before: int) -> date:
        """So many days before the day of the demonstration."""
        return self.on - timedelta(days=before)


@transaction.atomic
def load(*, on: date, at: datetime) -> int:
    """Write the cases as of a day; returns how many.

    0 when they are already there, or where there is no demonstration province to stand in.
    """
    stage = _Stage(
        on,
        at,
        {row.username: row for row in User.objects.filter(username__in=seeds.PEOPLE)},
        {row.code: row for row in Agency.objects.all()},
    )
    late = list(_confirmed())
    invented = Project.objects.filter(origin=Project.Origin.DEMONSTRATION).non_budget()
    ready = len(stage.people) == len(seeds.PEOPLE) and len(late) > 1 and invented.exists()
    if not ready or Case.objects.exists():
        return 0
    written = [
        _inspection(stage, late[0]),
        _check(stage, late[1]),
        _legacy(stage, invented),
        _delegation(stage),
        _closed(stage, invented),
    ]
    ids = [row.pk for row in written]
    Case.objects.filter(pk__in=ids).update(is_demonstration=True)
    refresh(case_ids=ids, on=on, at=at, cause="demonstration")
    return len(written)


def _confirmed() -> QuerySet[Flag]:
    """Confirmed late-land flags of invented projects, the earliest first."""
    invented = Project.objects.filter(origin=Project.Origin.DEMONSTRATION)
    rows = Flag.objects.filter(
        kind__in=LATE_LAND,
        state=Flag.State.CONFIRMED,
        project_id__in=invented.values("pk"),
    )
    return rows.order_by("opened_on", "pk")


# ------------------------------------------------------------ one act after the other


def _open(
    stage: _Stage, seed: seeds.CaseSeed, projects: Sequence[tuple[Project, Flag | None]]
) -> Case:
    body = stage.bodies[seed.body]
    facts = cases.CaseFacts(
        kind=seed.kind,
        mode=seed.mode,
        title=" ".join(filter(None, (seed.title, projects[0][0].name if projects else ""))),
        content=seed.content,
        grounds=seed.grounds,
        original_body_id=body.pk,
        responsible_body_id=stage.bodies[seed.followed_by or seed.body].pk,
        body_level=seed.level,
        period_from=seed.period_from,
        period_to=seed.period_to,
        decision_number=seed.number,
        decision_date=seed.decided or stage.day(seed.decided_before),
        issuer=seed.issuer,
        decided_days=seed.decided_days,
        is_complex=seed.is_complex,
        is_remote_area=True,
    )
    scope = cases.Scope(
        projects=[(row.pk, flag.pk if flag else None) for row, flag in projects],
        investor_ids=[row.investor_id for row, _flag in projects if row.investor_id],
        agency_ids=[stage.bodies[code].pk for code in seed.agencies],
    )
    by = stage.people[seed.head]
    case = cases.open_case(by=by, on=stage.on, at=stage.at, facts=facts, scope=scope).row
    for username, duty in seed.others:
        person = case_people.Person(duty=duty, user=stage.people[username])
        case_people.join(by=by, on=stage.on, at=stage.at, case_id=case.pk, person=person)
    for topic in seed.groups:
        case_people.add_group(by=by, on=stage.on, at=stage.at, case_id=case.pk, topic=topic)
    return case


def _step(stage: _Stage, case: Case, kind: str, day: date, of: Conclusion | None = None) -> None:
    facts = steps.StepFacts(kind=kind, on_date=day, conclusion_id=of.pk if of else None)
    steps.take(by=None, on=stage.on, at=stage.at, case_id=case.pk, facts=facts)


def _order(stage: _Stage, case: Case, topic: str, day: date) -> Conclusion:
    facts = conclusions.Order(topic=topic, on_date=day)
    return conclusions.order_conclusion(
        by=None, on=stage.on, at=stage.at, case_id=case.pk, facts=facts
    ).row


def _sign(stage: _Stage, row: Conclusion, number: str, day: date, summary: str) -> None:
    row.refresh_from_db()
    facts = conclusions.Signature(
        number=number, signed_date=day, signer=seeds.SIGNERS[number], summary=summary
    )
    conclusions.sign(by=None, on=stage.on, at=stage.at, seen=Seen(row.pk, row.version), facts=facts)


def _publish(stage: _Stage, row: Conclusion, day: date) -> None:
    row.refresh_from_db()
    facts = publishing.Publication(published_date=day, published_place=seeds.PLACE)
    publishing.publish(
        by=None, on=stage.on, at=stage.at, seen=Seen(row.pk, row.version), facts=facts
    )


def _recommend(
    stage: _Stage, row: Conclusion, seed: seeds.RemedySeed, project: Project
) -> Recommendation:
    addressed = stage.bodies[seed.agency].pk if seed.agency else None
    facts = remedies.RecommendationFacts(
        kind=seed.kind,
        text=seed.text,
        addressee_agency_id=addressed,
        addressee_investor_id=None if addressed else project.investor_id,
        responsible_agency_id=stage.bodies[seed.carried_by].pk if seed.carried_by else None,
        project_id=project.pk,
        amount_vnd=seed.amount_vnd,
        due_date=seed.due or stage.day(-seed.due_in),
        evidence_needed=seed.evidence,
    )
    return remedies.recommend(
        by=None, on=stage.on, at=stage.at, conclusion_id=row.pk, facts=facts
    ).row


def _answered(stage: _Stage, asked: Recommendation, seed: seeds.RemedySeed) -> None:
    """What the addressee said, and whether it was accepted; nothing where nobody answered."""
    if not seed.answer:
        return
    day = stage.day(seed.answered_before)
    at = stage.at - timedelta(days=seed.answered_before)
    facts = remedies.AnswerFacts(
        text=seed.answer, progress_percent=seed.percent, amount_done_vnd=seed.done_vnd
    )
    said = remedies.answer(
        by=stage.people["chuyenvien"], on=day, at=at, recommendation_id=asked.pk, facts=facts
    ).row
    if seed.accepted:
        remedies.verify(
            by=stage.people["thanhtra"],
            on=day + timedelta(days=1),
            at=at + timedelta(days=1),
            answer_id=said.pk,
            accepted=True,
            remark="",
        )


# ------------------------------------------------------------ the cases


def _inspection(stage: _Stage, flag: Flag) -> Case:
    """An inspection in its full length: a pause, an extension, two conclusions, a fine part paid."""
    project = Project.objects.get(pk=flag.project_id or 0)
    case = _open(stage, seeds.INSPECTION, [(project, flag)])
    _step(stage, case, "announced", stage.day(190))
    pause = interruptions.Pause(
        from_date=stage.day(175),
        to_date=stage.day(160),
        reason=seeds.PAUSE_REASON,
        document_number="15/CV-DN",
        document_date=stage.day(176),
    )
    interruptions.pause(by=None, on=stage.on, at=stage.at, case_id=case.pk, facts=pause)
    more = interruptions.MoreDays(
        days=25, ground="remote", document_number="44/QĐ-TTT", document_date=stage.day(150)
    )
    interruptions.extend(by=None, on=stage.on, at=stage.at, case_id=case.pk, facts=more)
    _step(stage, case, "ended", stage.day(110))
    _step(stage, case, "reported", stage.day(93))
    first = _order(stage, case, "Đất đai", stage.day(90))
    _step(stage, case, "drafted", stage.day(62), first)
    _step(stage, case, "appraised", stage.day(58), first)
    for found in seeds.FINDINGS:
        facts = remedies.FindingFacts(
            law_area=found.area,
            severity=found.severity,
            text=found.text,
            amount_vnd=found.amount_vnd,
            project_id=project.pk,
        )
        remedies.find(by=None, on=stage.on, at=stage.at, conclusion_id=first.pk, facts=facts)
    asked = [(_recommend(stage, first, seed, project), seed) for seed in seeds.REMEDIES]
    _sign(stage, first, "12/KL-TTT", stage.day(48), seeds.SUMMARY)
    _publish(stage, first, stage.day(42))
    _step(stage, case, "subject", stage.day(34), first)
    _step(stage, case, "manager", stage.day(30), first)
    for row, seed in asked:
        _answered(stage, row, seed)
    _fine(stage, case, first, project)
    second = _order(stage, case, "Tiến độ góp vốn", stage.day(50))
    for kind, before in (("drafted", 30), ("appraised", 28), ("referred", 26)):
        _step(stage, case, kind, stage.day(before), second)
    return case


def _fine(stage: _Stage, case: Case, conclusion: Conclusion, project: Project) -> None:
    facts = sanctions.SanctionFacts(
        agency_id=None,
        investor_id=project.investor_id,
        conclusion_id=conclusion.pk,
        project_id=project.pk,
        law_area="land",
        content=seeds.FINE,
        decision_number="17/QĐ-XPHC",
        decision_date=stage.day(38),
        authority="Chánh Thanh tra tỉnh",
        fine_vnd=seeds.FINE_VND,
        pay_by_date=stage.day(7),
    )
    row = sanctions.sanction(by=None, on=stage.on, at=stage.at, case_id=case.pk, facts=facts).row
    paid = sanctions.PaymentFacts(
        paid_date=stage.day(12), amount_vnd=seeds.PAID_VND, document_number="0048/BL"
    )
    sanctions.pay(by=None, on=stage.on, at=stage.at, sanction_id=row.pk, facts=paid)


def _check(stage: _Stage, flag: Flag) -> Case:
    """A specialised check of the department, on site since six days."""
    project = Project.objects.get(pk=flag.project_id or 0)
    case = _open(stage, seeds.CHECK, [(project, flag)])
    _step(stage, case, "announced", stage.day(6))
    return case


def _legacy(stage: _Stage, invented: QuerySet[Project]) -> Case:
    """A case of a district inspectorate that was abolished, followed up by the province's."""
    unit = stage.bodies["xa-01"].unit_id
    project = invented.filter(units=unit).order_by("code").first() or invented.earliest("code")
    case = _open(stage, seeds.LEGACY, [(project, None)])
    _step(stage, case, "announced", date(2024, 11, 20))
    _step(stage, case, "ended", date(2025, 1, 3))
    _step(stage, case, "reported", date(2025, 2, 10))
    row = _order(stage, case, "", date(2025, 2, 14))
    _step(stage, case, "drafted", date(2025, 6, 20), row)
    asked = [(_recommend(stage, row, seed, project), seed) for seed in seeds.LEGACY_REMEDIES]
    _sign(stage, row, "07/KL-TTT", date(2025, 7, 25), seeds.LEGACY_SUMMARY)
    _publish(stage, row, date(2025, 8, 1))
    _step(stage, case, "subject", date(2025, 8, 8), row)
    _step(stage, case, "manager", date(2025, 8, 14), row)
    for each, seed in asked:
        _answered(stage, each, seed)
    return case


def _delegation(stage: _Stage) -> Case:
    """A supervision by the Party in three groups with their topics, and no sanction (§12.17)."""
    return _open(stage, seeds.DELEGATION, [])


def _closed(stage: _Stage, invented: QuerySet[Project]) -> Case:
    """A check that ended with everything done."""
    project = invented.filter(investor__isnull=False).order_by("code")[3]
    case = _open(stage, seeds.CLOSED, [(project, None)])
    for kind, before in (("announced", 148), ("minutes", 141), ("reported", 135)):
        _step(stage, case, kind, stage.day(before))
    row = _order(stage, case, "", stage.day(130))
    seed = seeds.CLOSED_REMEDY
    asked = _recommend(stage, row, seed, project)
    _sign(stage, row, "31/KL-STC", stage.day(120), seeds.CLOSED_SUMMARY)
    _publish(stage, row, stage.day(115))
    _answered(stage, asked, seed)
    case.refresh_from_db()
    cases.end(
        by=stage.people["chuyenvien"],
        on=stage.on,
        at=stage.at,
        seen=Seen(case.pk, case.version),
        state=Case.State.CLOSED,
        ended_date=stage.day(60),
        reason="Kiến nghị đã thực hiện xong và được xác minh.",
    )
    return case
