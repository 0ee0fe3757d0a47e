"""The end of a project or of a part of it, in the order the acts must have (R-1.43, R-1.44)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions import instruments
from projects.actions.acts import (
    Change,
    Deed,
    Outcome,
    Seen,
    assign,
    lock_project,
    lock_seen,
    remember,
    settle,
    store,
    unchanged,
)
from projects.actions.closing import open_steps
from projects.actions.refusals import NotOfThisProject, Refusal, not_after
from projects.models import Instrument, Project, Termination
from projects.rules import order_of_acts
from vn.dates import PartialDate, Precision, day_text
from vn.money import ty_text
from vn.text import tidy

Day = date
"""The type, where a field is named like it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryFacts:
    """A land recovery decision that is entered together with the termination it precedes."""

    number: str
    date: date
    issuer_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminationFacts:
    """The end of a project or of a part.

    Capital in đồng and area in m² that end with it, None if unknown. `phase` is the phase that ends
    with a part; `recovery` is the land recovery decision on record.
    """

    ground: str
    number: str
    date: date | None
    authority: str
    whole: bool = True
    kind: str = Termination.Kind.TERMINATION
    scope_text: str = ""
    phase: int | None = None
    capital_vnd: int | None = None
    land_area_m2: Decimal | None = None
    minutes_number: str = ""
    minutes_date: Day | None = None
    recovery: Instrument | None = None
    revocation_number: str = ""
    revocation_date: Day | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What is entered together with a termination: the recovery decision, and the days that its
    decision sets for what follows, by kind of step."""

    recovery: RecoveryFacts | None = None
    due: Mapping[str, date] = field(default_factory=dict)


class AlreadyTerminated(Refusal):
    """The end comes once."""

    text = _("This project is already terminated by %(number)s. Check the project page.")


class TerminationIncomplete(Refusal):
    """A project never ends without ground, number, day and authority (R-1.44)."""

    text = _("Give the ground, the number, the day and the authority of the decision.")


class MinutesFirst(Refusal):
    """The violation is put in minutes before the decision."""

    field = "minutes_number"
    text = _(
        "On this ground the minutes of the violation come before the decision (%(article)s). Give "
        "their number and day, not later than the decision."
    )


class RecoveryFirst(Refusal):
    """The land is recovered before the project ends for it."""

    field = "recovery"
    text = _(
        "On this ground the land recovery decision comes before this one (%(article)s). Choose it "
        "or enter it, dated not later than the decision."
    )


class PartUnnamed(Refusal):
    """A part that ends is told from what goes on."""

    field = "scope_text"
    text = _("Say which part of the project ends.")


class MoreThanThereIs(Refusal):
    """A part is less than the whole."""

    text = _(
        "The project has %(there)s. A part takes away less than that; choose the whole project if "
        "nothing goes on."
    )


@transaction.atomic
def terminate(
    *,
    by: User | None,
    on: date,
    at: datetime,
    seen: Seen,
    facts: TerminationFacts,
    orders: Orders | None = None,
) -> Outcome[Termination]:
    """Record the end of a project, or of a part of one that goes on, with what has to follow.

    A part takes its capital and land area off the project. Raises `Stale`, `AlreadyTerminated`,
    `InTheFuture`, `Invalid` and the refusals of this module.
    """
    project = lock_seen(Project.objects.all(), seen)
    orders = orders or Orders()
    refuse_terminated(project)
    if orders.recovery is not None:
        facts = replace(facts, recovery=_recovered(by=by, on=on, project=project, orders=orders))
    row = Termination(project=project, recorded_by_id=by.pk if by else None)
    _check(row, facts, on=on)
    found = assign(row, _values(facts))
    store(row)
    if facts.whole:
        found |= assign(project, {"legal_state": Project.LegalState.TERMINATED})
    else:
        found |= _take_off(project, facts.capital_vnd or 0, facts.land_area_m2 or Decimal(0))
    project.version += 1
    store(project)
    open_steps(by=by, row=row, due=orders.due)
    whole, part = _("Terminated on %(day)s by %(number)s"), _("Part ended on %(day)s by %(number)s")
    deed = Deed(
        verb="project_terminated" if facts.whole else "project_part_terminated",
        row=row,
        project=project,
        summary=whole if facts.whole else part,
        words={"day": day_text(row.date), "number": row.number},
        change=found,
    )
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def correct(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: TerminationFacts
) -> Outcome[Termination]:
    """Correct or complete a termination on record; a part moves the project's figures with it.

    A row of before may lack what must come first: it is refused only what it had. Raises what
    `terminate` raises.
    """
    row = lock_seen(Termination.objects.select_related("project", "recovery"), seen)
    project = lock_project(row.project_id)
    capital, area = row.capital_vnd or 0, row.land_area_m2 or Decimal(0)
    _check(row, replace(facts, whole=row.whole), on=on)
    found = assign(row, _values(replace(facts, whole=row.whole)))
    if not found:
        return unchanged(row)
    store(row)
    if not row.whole:
        less = (row.capital_vnd or 0) - capital
        taken = _take_off(project, less, (row.land_area_m2 or Decimal(0)) - area)
        if taken:
            project.version += 1
            store(project)
            found |= taken
    deed = Deed(
        verb="termination_changed",
        row=row,
        project=project,
        summary=_("Termination %(number)s corrected: %(fields)s"),
        words={"number": row.number},
        change=found,
        reason=seen.why,
    )
    return settle(deed, by=by, on=on, at=at)


def _recovered(*, by: User | None, on: date, project: Project, orders: Orders) -> Instrument:
    """The recovery decision entered with the termination, now a document of the project."""
    entered = orders.recovery
    if entered is None:
        raise TypeError("no recovery decision was entered")
    deed = instruments.enter(
        by=by,
        on=on,
        project=project,
        facts=instruments.InstrumentFacts(
            kind=Instrument.Kind.LAND_RECOVERY,
            number=entered.number,
            issued=PartialDate(entered.date, Precision.DAY),
            issuer_name=entered.issuer_name,
        ),
    )
    remember(deed, by=by)
    row: Any = deed.row
    return row if isinstance(row, Instrument) else Instrument.objects.get(pk=row.pk)


def _check(row: Termination, facts: TerminationFacts, *, on: date) -> None:
    if not (facts.ground and tidy(facts.number) and facts.date and tidy(facts.authority)):
        raise TerminationIncomplete
    for name in ("date", "minutes_date", "revocation_date"):
        not_after(getattr(facts, name), on=on, field=name)
    if facts.recovery is not None and facts.recovery.project_id != row.project_id:
        raise NotOfThisProject(field="recovery")
    if not facts.whole and not facts.scope_text.strip() and (row._state.adding or row.scope_text):
        raise PartUnnamed
    lacking = order_of_acts.missing(_acts(facts))
    lacked = "" if row._state.adding else order_of_acts.missing(_acts(row))
    if lacking and lacking != lacked:
        refusal = MinutesFirst if lacking == order_of_acts.MINUTES else RecoveryFirst
        raise refusal(article=order_of_acts.article(facts.date))


def _acts(said: TerminationFacts | Termination) -> order_of_acts.Acts:
    return order_of_acts.Acts(
        ground=said.ground,
        day=said.date,
        minutes=said.minutes_date if said.minutes_number else None,
        recovery=said.recovery.issued_date if said.recovery else None,
    )


def _values(facts: TerminationFacts) -> dict[str, Any]:
    lines = ("number", "authority", "minutes_number", "revocation_number")
    kept = {each.name: getattr(facts, each.name) for each in fields(facts)}
    kept |= {name: tidy(getattr(facts, name)) for name in lines}
    return kept | {name: getattr(facts, name).strip() for name in ("scope_text", "note")}


def _take_off(project: Project, capital_vnd: int, area_m2: Decimal) -> Change:
    """Lessen the project's capital and area, where they are known; nothing below or at zero."""
    values: dict[str, Any] = {}
    capital, area = project.registered_capital_vnd, project.land_area_m2
    if capital is not None and capital_vnd:
        if capital_vnd >= capital:
            there = f"{ty_text(capital, 3, trim=True)} tỷ đồng"
            raise MoreThanThereIs(field="capital_vnd", there=there)
        values["registered_capital_vnd"] = capital - capital_vnd
    if area is not None and area_m2:
        if area_m2 >= area:
            raise MoreThanThereIs(field="land_area_m2", there=f"{area.normalize():f} m²")
        values["land_area_m2"] = area - area_m2
    found = assign(project, values)
    # The termination has an area of its own: what is left is told under the project's name for it.
    for side in (found.old, found.new):
        if "land_area_m2" in side:
            side["area_left_m2"] = side.pop("land_area_m2")
    return found


def refuse_terminated(project: Project) -> None:
    """Raise `AlreadyTerminated` for a project that has ended."""
    if project.legal_state == Project.LegalState.TERMINATED:
        end = project.terminations.filter(whole=True).first()
        raise AlreadyTerminated(number=end.number if end else "—")
