"""A case on its page: what is due next, its steps with their days, and who can see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.in_charge import InCharge
from accounts.permissions import Permission
from deadlines import wording
from inspections import published
from inspections.case_timeline import coming, events, named
from inspections.clocks import Clock, clocks_of
from inspections.models import Case, CaseMember, Conclusion
from inspections.people import may_write
from inspections.rules.order import next_step
from vn.dates import day_text

if TYPE_CHECKING:
    from accounts.models import User

Fact = tuple[Any, ...]
"""A label and a value, then its address and words below it."""


def context(case: Case, user: User, on: date) -> dict[str, Any]:
    """What the people on the case see of it."""
    clocks = clocks_of(case.pk, on)
    conclusions = list(case.conclusions.order_by("ordinal"))
    writes = may_write(case, user) and case.state == Case.State.OPEN
    done = sorted(events(case, conclusions, clocks, writes=writes), key=lambda each: each.on)
    ahead = [clock for clock in clocks if clock.is_live and clock.clock != "not_started"]
    plans = [coming(clock, first=clock is ahead[0]) for clock in ahead]
    return {
        "case": case,
        "next": _due(ahead[0], on) if ahead else None,
        "then": ahead[1] if len(ahead) > 1 else None,
        "events": [*done, *plans],
        "done": len(done),
        "late": sum(clock.late and clock.is_live for clock in clocks),
        "facts": _facts(case),
        "lock": _lock(case, conclusions),
        "conclusions": [_conclusion(row, case, writes=writes) for row in conclusions],
        "writes": writes,
        "acts": _acts(case) if writes else [],
        "record_url": _record_url(case, conclusions) if writes else "",
        "letters": user.can(Permission.WRITE_LETTER),
    }


def open_to_all(case: Case) -> dict[str, Any]:
    """What everybody else sees: its identity, and what is published."""
    rows = case.conclusions.published().order_by("ordinal")
    return {
        "case": case,
        "facts": _identity(case, linked=False),
        "sheets": [(row, published.sheet(row)) for row in rows],
    }


def _due(clock: Clock, on: date) -> dict[str, Any]:
    days = (clock.due - on).days if clock.due else None
    return {
        "clock": clock,
        "days": abs(days) if days is not None else None,
        "over": days is not None and days < 0,
        "day": day_text(clock.due) if clock.due else "",
    }


def proposed_step(case: Case, conclusion: Conclusion | None) -> str:
    """The step to record first, of the case or of this conclusion."""
    kind, _place = _next(case, [conclusion] if conclusion else [])
    return kind


def _next(case: Case, conclusions: Sequence[Conclusion]) -> tuple[str, int | None]:
    taken: dict[int | None, set[str]] = {}
    for pk, kind in case.steps.filter(withdrawn_at=None).values_list("conclusion_id", "kind"):
        taken.setdefault(pk, set()).add(kind)
    for row in conclusions:
        mine = taken.setdefault(row.pk, set())
        mine |= {"signed"} if row.signed_date else set()
        mine |= {"published"} if row.published_date else set()
    known = frozenset(taken.get(None, set()))
    return next_step(case.kind, known, tuple(frozenset(taken[row.pk]) for row in conclusions))


def _record_url(case: Case, conclusions: Sequence[Conclusion]) -> str:
    """Where the next step is recorded."""
    kind, place = _next(case, conclusions)
    if not case.decision_date:
        return reverse("inspections:case_edit", args=[case.code])
    if kind == "ordered":
        return reverse("inspections:conclusion_order", args=[case.code])
    if place is None:
        return reverse("inspections:step", args=[case.code])
    row = conclusions[place]
    if kind == "signed":
        return reverse("inspections:conclusion_sign", args=[case.code, row.ordinal])
    if kind == "published":
        return reverse("inspections:conclusion_publish", args=[case.code, row.pk])
    return reverse("inspections:conclusion_step", args=[case.code, row.ordinal])


def _conclusion(row: Conclusion, case: Case, *, writes: bool) -> dict[str, Any]:
    state = _("being drafted")
    if row.published_date:
        state = _("published")
    elif row.signed_date:
        state = _("signed, not published")
    acts = _acts_on(row, case) if writes else []
    return {"row": row, "name": named(row), "state": state, "acts": acts}


def _acts_on(row: Conclusion, case: Case) -> list[tuple[Any, str]]:
    """What can be recorded of a conclusion, by how far it has come."""
    step = (_("Record a step"), "inspections:conclusion_step", row.ordinal)
    finding = (_("Add a finding"), "inspections:finding_add", row.ordinal)
    asked = (_("Add a recommendation"), "inspections:recommendation_add", row.ordinal)
    proposal = (_("Propose to the registry"), "inspections:proposal_add", row.ordinal)
    sign = (_("Sign"), "inspections:conclusion_sign", row.ordinal)
    publish = (_("Publish"), "inspections:conclusion_publish", row.pk)
    correct = (_("Correct the conclusion"), "inspections:conclusion_correct", row.pk)
    offered = [step]
    if row.signed_date is None:
        offered = [step, finding, asked, proposal, sign]
    elif row.published_date is None:
        offered = [publish, finding, asked, proposal, correct]
    return [(words, reverse(name, args=[case.code, key])) for words, name, key in offered]


def _acts(case: Case) -> list[tuple[Any, str]]:
    named = (
        (_("Record a step"), "inspections:step"),
        (_("Order a conclusion"), "inspections:conclusion_order"),
        (_("Pause"), "inspections:case_pause"),
        (_("More days on site"), "inspections:case_extend"),
        (_("People of the case"), "inspections:case_people"),
        (_("Bring more into the case"), "inspections:case_widen"),
        (_("Hand over the case"), "inspections:case_hand_over"),
        (_("Correct the case"), "inspections:case_edit"),
        (_("End the case"), "inspections:case_end"),
    )
    return [(words, reverse(name, args=[case.code])) for words, name in named]


def known_days(case: Case, conclusion: Conclusion | None) -> list[tuple[Any, str]]:
    """Steps on record, for the side of a form."""
    rows = case.steps.filter(withdrawn_at=None)
    own = rows.filter(conclusion=conclusion) if conclusion else rows.filter(conclusion=None)
    decided = day_text(case.decision_date) if case.decision_date else "—"
    steps = [(row.get_kind_display(), day_text(row.on_date)) for row in own.order_by("on_date")]
    return [(_("Decision"), decided), *steps]


def _identity(case: Case, *, linked: bool) -> list[Fact]:
    """What names a case; `linked` for its people, who see the projects it looks at."""
    charge = InCharge.of([case.original_body])
    rows: list[Fact] = [
        (_("Kind"), case.get_kind_display()),
        (_("Inspecting body"), charge.name(case.original_body)),
    ]
    for each in case.projects.select_related("project"):
        url = reverse("projects:detail", args=[each.project.code]) if linked else ""
        rows.append((_("Project"), each.project.code, url, each.project.name))
    subjects = case.subjects.select_related("agency", "investor")
    rows.append((_("Subjects"), ", ".join(str(row) for row in subjects) or "—"))
    if case.responsible_body_id != case.original_body_id:
        rows.append((_("Followed up by"), case.responsible_body.short_name))
    if case.decision_date:
        rows.append((_("Decision"), case.decision_number, "", day_text(case.decision_date)))
    return rows


def _facts(case: Case) -> list[Fact]:
    head = case.members.filter(duty=CaseMember.Duty.HEAD, left_date=None).first()
    rows = [*_identity(case, linked=True), (_("Head of the team"), head.name if head else "—")]
    for each in case.projects.filter(flag__isnull=False).select_related("flag"):
        if each.flag is not None:
            url = reverse("deadlines:flag", args=[each.flag.pk])
            rows.append((_("Opened from"), wording.duty(each.flag.kind), url))
    if case.plan_item is not None:
        rows.append((_("Plan"), str(case.plan_item.plan)))
    if case.grounds:
        rows.append((_("Grounds"), case.grounds))
    return [*rows, (_("Content"), case.content)]


def _lock(case: Case, conclusions: Sequence[Conclusion]) -> dict[str, Any] | None:
    """Who reads what is not published; None where nothing is closed any more."""
    if conclusions and all(row.published_date for row in conclusions):
        return None
    people = case.members.filter(left_date=None, user__isnull=False)
    leaders = people.filter(duty=CaseMember.Duty.LEADER).count()
    closed = [named(row) for row in conclusions if not row.published_date]
    return {"team": people.count() - leaders, "leaders": leaders, "closed": closed}
