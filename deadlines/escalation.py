"""The ladder in force, and who stands on it: names by role, with who stands in for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from accounts.models import Agency, AgencySuccession, Deputyship, User
from accounts.permissions import Permission
from deadlines.models import EscalationStep, Flag, FlagEvent
from deadlines.querysets import LIVE_STATES
from deadlines.registry import confidential_kinds, describe
from deadlines.rules.escalation import Rise, Step, rises
from vn.dates import day_text


def ladder() -> tuple[Step, ...]:
    """The steps as the province keeps them, the lowest first."""
    steps = EscalationStep.objects.order_by("after_days")
    return tuple(Step(each.after_days, each.role, each.answer_days) for each in steps)


@dataclass(frozen=True, slots=True)
class People:
    """Who holds the roles of the ladder: those of the managing agency, else of the committee,
    else of the registry, which answers for projects of bodies that have no such person."""

    holders: tuple[User, ...]
    heirs: dict[int, frozenset[int]]

    def of(self, role: str, agency_id: int | None) -> list[User]:
        """The people to whom a flag of this agency's projects comes up at a step."""
        bodies = self.heirs.get(agency_id, frozenset({agency_id})) if agency_id else frozenset()
        alike = [each for each in self.holders if each.role == role]
        own = [each for each in alike if each.agency_id in bodies]
        above = [each for each in alike if each.agency and each.agency.kind == _COMMITTEE]
        return (
            own
            or above
            or [each for each in alike if each.agency and each.agency.kind == _REGISTRY]
        )


_COMMITTEE, _REGISTRY = Agency.Kind.COMMITTEE, Agency.Kind.DEPARTMENT


def people(steps: Iterable[Step], agency_ids: Iterable[int | None]) -> People:
    """The holders of these steps' roles, in two questions."""
    roles = {step.role for step in steps}
    holders = User.objects.filter(role__in=roles, is_active=True).select_related("agency")
    lineage = AgencySuccession.objects.effective().lineage()
    heirs = {pk: frozenset(lineage.heirs(pk)) | {pk} for pk in agency_ids if pk}
    return People(tuple(holders.order_by("display_name", "pk")), heirs)


@dataclass(frozen=True, slots=True)
class Stage:
    """A rung as the flag page shows it."""

    words: str
    names: str
    day: str
    return_by: str
    reached: bool


def stages(flag: Flag, on: date) -> list[Stage]:
    """The ladder of a flag nobody has decided on, with names and days; empty for any other, and
    for a confidential one, which comes up to nobody who may not know of it."""
    if flag.kind in confidential_kinds():
        return []
    steps = ladder()
    if flag.state != Flag.State.OPEN or flag.advisory or not steps:
        return []
    duty = flag.obligation
    key = (duty.subject_kind, duty.subject_id)
    about = describe([key]).get(key)
    agency_id = about.agency_id if about else None
    holders = people(steps, [agency_id])
    found = [
        (rise, holders.of(rise.step.role, agency_id)) for rise in rises(opened_on(flag), steps)
    ]
    away = _stand_ins([user.pk for _rise, users in found for user in users], on)
    return [_stage(rise, users, away, on) for rise, users in found]


def opened_on(flag: Flag) -> date:
    """The day the flag was opened, or opened again."""
    events = FlagEvent.objects.filter(flag=flag, new_state=Flag.State.OPEN).order_by("-on")
    return events.values_list("on", flat=True).first() or flag.opened_on


def _stage(rise: Rise, users: list[User], away: dict[int, Deputyship], on: date) -> Stage:
    role = dict(EscalationStep._meta.get_field("role").flatchoices).get(rise.step.role, "")
    return Stage(
        words=str(role),
        names=", ".join(_name(user, away.get(user.pk)) for user in users)
        or gettext("nobody holds this role yet"),
        day=day_text(rise.on),
        return_by=day_text(rise.return_by),
        reached=rise.on <= on,
    )


def _name(user: User, stand_in: Deputyship | None) -> str:
    if stand_in is None:
        return str(user)
    words = gettext("%(person)s (absent; %(deputy)s stands in until %(day)s)")
    return words % {
        "person": user,
        "deputy": stand_in.deputy,
        "day": day_text(stand_in.to_date),
    }


def _stand_ins(user_ids: Iterable[int], on: date) -> dict[int, Deputyship]:
    """Who stands in for whom on a day, by the absent person."""
    running = Deputyship.objects.filter(
        absent_id__in=set(user_ids), from_date__lte=on, to_date__gte=on
    )
    return {each.absent_id: each for each in running.select_related("deputy")}


def context(flag: Flag, user: User, on: date) -> dict[str, Any]:
    """Who has a live flag, and to whom it goes when nobody decides."""
    if flag.state not in LIVE_STATES:
        return {}
    return {
        "given_to": flag.officer,
        "handle_by": day_text(flag.handle_by) if flag.handle_by else "",
        "stages": stages(flag, on),
        "may_assign": user.can(Permission.ASSIGN_WORK),
    }
