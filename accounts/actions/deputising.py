"""Name a deputy for a period of absence, and end it early (R-9.12: rights of one person each)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import Deputyship, User
from accounts.permissions import Permission, Role, may_stand_in
from accounts.refusals import Refusal
from vn.dates import day_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Who is away from one day to another, both included, and who acts meanwhile."""

    absent: User
    deputy: User
    from_date: date
    to_date: date
    reason: str
    document_number: str = ""


class NotYours(Refusal):
    """Only who may hand work over arranges it for others."""

    text = _("You can name a deputy for yourself only.")


class NotForOneself(Refusal):
    """Taking another person's rights for oneself is decided by somebody else."""

    field = "deputy"
    text = _("You cannot make yourself the deputy of somebody else. Ask another person to do it.")


class NotADeputy(Refusal):
    """A deputy works for the State and may sign in."""

    field = "deputy"
    text = _("%(person)s cannot stand in: choose an active account of a State agency.")


class NotAlike(Refusal):
    """Together they would hold a right over what neither of them may touch."""

    field = "deputy"
    text = _(
        "%(deputy)s cannot stand in for %(absent)s: the two roles reach differently far. Choose "
        "somebody with the role %(role)s."
    )


class DeputyIsAway(Refusal):
    """Rights are not passed on a second time, so somebody must be there."""

    field = "deputy"
    text = _("%(person)s is absent too on some of these days. Choose another deputy.")


class PeriodOver(Refusal):
    """Nobody stands in for the past."""

    field = "to_date"
    text = _("The last day %(day)s is over. Give today or a later day.")


class BackwardsPeriod(Refusal):
    """The last day comes before the first."""

    field = "to_date"
    text = _("The last day is before the first.")


class AlreadyHasDeputy(Refusal):
    """One deputy at a time."""

    field = "from_date"
    text = _(
        "%(person)s already has a deputy on some of these days. End that period first, or choose "
        "other days."
    )


class AlreadyEnded(Refusal):
    """A period that is over stays as it was."""

    text = _("This period is already over.")


@transaction.atomic
def appoint(*, by: User, on: date, at: datetime, absence: Absence) -> Deputyship:
    """Let the deputy act for the absent person during the period.

    Raises `NotYours`, `NotForOneself`, `NotADeputy`, `NotAlike`, `DeputyIsAway`,
    `BackwardsPeriod`, `PeriodOver` and `AlreadyHasDeputy`.
    """
    # Both are held, so that two people cannot make each other's deputy absent at once.
    pair = [absence.absent.pk, absence.deputy.pk]
    held = User.objects.select_for_update(no_key=True).order_by("pk").in_bulk(pair)
    absent, deputy = held[absence.absent.pk], held[absence.deputy.pk]
    _check_people(by=by, absent=absent, deputy=deputy)
    if absence.to_date < absence.from_date:
        raise BackwardsPeriod
    if absence.to_date < on:
        raise PeriodOver(day=day_text(absence.to_date))
    if _during(absence).filter(absent=deputy).exists():
        raise DeputyIsAway(person=deputy)
    try:
        with transaction.atomic():
            row = Deputyship.objects.create(
                absent=absent,
                deputy=deputy,
                from_date=absence.from_date,
                to_date=absence.to_date,
                reason=absence.reason,
                document_number=absence.document_number,
                created_at=at,
                created_by_id=by.pk,
            )
    except IntegrityError as error:
        raise AlreadyHasDeputy(person=absent) from error
    _tell(by=by, row=row, verb="deputy_named", reason=absence.reason)
    return row


@transaction.atomic
def end(*, by: User, on: date, deputyship_id: int) -> None:
    """End a period with the day before `on`; one that has not begun, or begins today, is removed.

    From this moment on the deputy acts for nobody. Raises `NotYours` and `AlreadyEnded`.
    """
    rows = Deputyship.objects.select_related("absent", "deputy")
    row = rows.select_for_update(of=("self",)).get(pk=deputyship_id)
    if by.pk != row.absent_id and not by.can(Permission.HAND_OVER):
        raise NotYours
    if row.to_date < on:
        raise AlreadyEnded
    _tell(by=by, row=row, verb="deputy_ended")
    if row.from_date >= on:
        row.delete()
        return
    row.to_date = on - timedelta(days=1)
    row.save(update_fields=["to_date"])


def _check_people(*, by: User, absent: User, deputy: User) -> None:
    if by.pk != absent.pk:
        if not by.can(Permission.HAND_OVER):
            raise NotYours
        if by.pk == deputy.pk:
            raise NotForOneself
    if deputy.pk == absent.pk or not deputy.is_active or deputy.role == Role.INVESTOR:
        raise NotADeputy(person=deputy)
    if absent.role == Role.INVESTOR:
        raise NotADeputy(person=absent)
    if not may_stand_in(deputy.role, absent.role):
        raise NotAlike(deputy=deputy, absent=absent, role=absent.get_role_display())


def _during(absence: Absence) -> QuerySet[Deputyship]:
    return Deputyship.objects.filter(from_date__lte=absence.to_date, to_date__gte=absence.from_date)


def _tell(*, by: User, row: Deputyship, verb: str, reason: str = "") -> None:
    summary = (
        _("%(deputy)s stands in for %(absent)s from %(first)s to %(last)s")
        if verb == "deputy_named"
        else _("%(deputy)s no longer stands in for %(absent)s (was %(first)s to %(last)s)")
    )
    record(
        by=by,
        entry=Entry(
            verb=verb,
            subject_kind="user",
            subject_id=row.absent_id,
            summary=in_words(
                summary,
                deputy=row.deputy,
                absent=row.absent,
                first=day_text(row.from_date),
                last=day_text(row.to_date),
            ),
            new={"deputy": str(row.deputy), "document_number": row.document_number},
            reason=reason,
        ),
    )
