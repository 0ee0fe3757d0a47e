"""What the one-page sheet of a project says, for staff, for its investor, for anybody.

Only staff are told of flags and of who follows it; the investor of the duties asked of him; the
public of stage and next milestone, as the look-up does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext

from accounts.models import User
from accounts.permissions import Permission
from deadlines import wording
from deadlines.models import Obligation
from projects.filters.registry import BUCKETS
from projects.models import CapitalPart, Instrument, LandTranche, Project, ScheduleItem
from projects.querysets.own import next_milestone, stage_of
from projects.querysets.record import Record
from projects.views.amounts import area, capital
from projects.wording import STAGES, partial
from vn.areas import ha_text
from vn.dates import day_text
from vn.money import in_words, ty_text

_LONGEST = 260
"""Characters of a free text before it is cut: the sheet is one page."""


class Reader(StrEnum):
    """Who the sheet is for."""

    STAFF = "staff"
    INVESTOR = "investor"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet, formatted. Rows of tables are plain texts; `qr_url` is the public look-up."""

    name: str
    code: str
    status: str
    reader: Reader
    day: str
    state_day: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    land: tuple[tuple[str, ...], ...]
    milestones: tuple[tuple[str, ...], ...]
    duties: tuple[tuple[str, str, str], ...]
    flags: tuple[tuple[str, str], ...]
    qr_url: str
    is_demonstration: bool


def sheet_of(record: Record, user: User, reader: Reader, *, on: date, qr_url: str) -> Sheet:
    """The sheet of a project as this reader may have it; a fixed number of further queries."""
    project = record.project
    staff = reader is Reader.STAFF and user.can(Permission.VIEW_FLAGS)
    return Sheet(
        name=project.name,
        code=project.code,
        status=f"{BUCKETS[project.bucket]} · {STAGES[stage_of(project)]}",
        reader=reader,
        day=day_text(on),
        state_day=day_text(project.state_as_of) if project.state_as_of else "",
        facts=tuple(_facts(record, staff=staff)),
        parts=_parts(project) if staff or reader is Reader.INVESTOR else (),
        land=tuple(map(_tranche, record.tranches)),
        milestones=tuple(_milestone(item) for item in record.items),
        duties=_duties(record, reader, on),
        flags=_flags(record, on) if staff else (),
        qr_url=qr_url,
        is_demonstration=project.origin == Project.Origin.DEMONSTRATION,
    )


def _facts(record: Record, *, staff: bool) -> list[tuple[str, str]]:
    project = record.project
    none = gettext("no data")
    kinds = Instrument.Kind
    facts = [
        (gettext("Investor"), str(project.investor or none)),
        (gettext("Location"), ", ".join(record.places) or project.location_text or none),
        (gettext("Sector"), str(project.sector or none)),
        (gettext("Objective"), _cut(project.objective)),
        (gettext("In-principle approval"), _instruments(record, kinds.POLICY_APPROVAL) or none),
        (gettext("Certificate"), _certificate(record) or none),
        (gettext("Registered capital"), _capital(project)),
        (gettext("Land area"), area(project)),
        (gettext("Agency in charge"), record.in_charge.name(project.agency)),
    ]
    if staff:
        facts.append((gettext("Officer in charge"), str(project.officer or "—")))
    return [(label, text) for label, text in facts if text]


def _capital(project: Project) -> str:
    """With the amount in words, as certificates print it (R-1.7); a hedged one has no exact amount."""
    shown = capital(project)
    if project.registered_capital_vnd is None or project.capital_hedge:
        return shown
    words = in_words(project.registered_capital_vnd)
    return gettext("%(amount)s (in words: %(words)s)") % {"amount": shown, "words": words}


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1].rstrip()}…"


def _instruments(record: Record, kind: str) -> str:
    """The latest instrument of a kind: number and day."""
    rows = [row for row in record.instruments if row.kind == kind]
    if not rows:
        return ""
    row = rows[-1]
    issued = partial(row.issued_date, row.issued_precision)
    words = " · ".join(filter(None, (row.number, issued)))
    changed = [r for r in record.instruments if r.kind == Instrument.Kind.ADJUSTMENT]
    of_it = [r for r in changed if r.adjusts_id in {each.pk for each in rows}]
    times = gettext("adjusted %(n)s times") % {"n": len(of_it)}
    return f"{words} ({times})" if of_it else words


def _certificate(record: Record) -> str:
    said = _instruments(record, Instrument.Kind.REGISTRATION_CERTIFICATE)
    code = record.project.certificate_code
    return " · ".join(filter(None, (code if code not in said else "", said)))


def _parts(project: Project) -> tuple[tuple[str, str], ...]:
    rows = project.capital_parts.select_related("investor")
    return tuple((str(CapitalPart.Kind(row.kind).label), _billions(row.amount_vnd)) for row in rows)


def _billions(vnd: int) -> str:
    return gettext("%(amount)s billion VND") % {"amount": ty_text(vnd, 3, trim=True)}


def _tranche(row: LandTranche) -> tuple[str, ...]:
    """Name, decision, area, handed over, in use."""
    size = row.decided_area_m2 if row.handed_area_m2 is None else row.handed_area_m2
    decision = (row.decision_number, _day(row.decision_date))
    return (
        str(row.label),
        ", ".join(filter(None, decision)) or "—",
        "—" if size is None else f"{ha_text(size)} ha",
        partial(row.handover_date, row.handover_precision) or "—",
        _day(row.in_use_date) or "—",
    )


def _day(day: date | None) -> str:
    return day_text(day) if day else ""


def _milestone(item: ScheduleItem) -> tuple[str, ...]:
    """Name, planned, reached."""
    reached = partial(item.actual_date, item.actual_precision)
    if not reached and item.achieved_undated:
        reached = gettext("reached, day not recorded")
    planned = partial(item.planned_date, item.planned_precision)
    return str(item.name), planned or "—", reached or "—"


def _duties(record: Record, reader: Reader, on: date) -> tuple[tuple[str, str, str], ...]:
    """What is still to be done, by its day; of the public only the next milestone is told."""
    if reader is Reader.PUBLIC:
        item = next_milestone(record.project, on=on)
        if item is None:
            return ()
        return ((item.name, partial(item.planned_date, item.planned_precision) or "—", ""),)
    return tuple(
        (
            wording.of_cycle(wording.duty(duty.kind, _named(record, duty)), duty.kind, duty.cycle),
            day_text(duty.due_date),
            wording.standing(vars(duty), on),
        )
        for duty in sorted(record.duties, key=lambda d: (d.due_date or date.max, d.pk))
        if duty.clock in ("running", "stopped") and duty.due_date is not None
    )


def _named(record: Record, duty: Obligation) -> str | None:
    if duty.subject_kind != "schedule_item":
        return None
    return next((item.name for item in record.items if item.pk == duty.subject_id), None)


def _flags(record: Record, on: date) -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            str(wording.label(wording.SHORT, flag.kind)),
            wording.flag_age(flag.kind, flag.due_date, on),
        )
        for flag in sorted(record.live_flags, key=lambda f: (f.advisory, f.due_date, f.pk))
    )
