"""The project page: what stands at its top, and its sections put together."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from deadlines import wording
from deadlines.models import Flag, Obligation
from deadlines.rules.severity import flag_mark, flag_rank
from projects.models import Instrument, Project, ScheduleItem
from projects.querysets.record import Record
from projects.views import (
    clock_section,
    contact_section,
    directive_section,
    document_section,
    duty_section,
    handling_section,
    land_section,
    money_section,
    request_section,
    schedule_section,
)
from projects.views.amounts import area, capital
from projects.views.history import entry
from projects.views.list_page import pill
from projects.views.published_section import published
from projects.wording import partial
from vn.dates import Precision, day_text, last_day

MARKS_SHOWN = 3
CHART = 1060
"""Pixels of a chart that takes the whole width of the page."""

WORDS = {
    "no_schedule": _("No milestone is on record"),
    "no_schedule_text": _("Without a schedule its deadlines cannot be computed."),
    "duties_open": _("Open deadlines"),
    "duties_closed": _("Deadlines done or no longer applying"),
}


def context(record: Record, user: User, on: date) -> dict[str, Any]:
    """Everything the template prints, formatted."""
    project = record.project
    duties = duty_section.duties(record, on)
    flags = duty_section.flags(record, on)
    return {
        "project": project,
        "crumbs": [(gettext("Project registry"), reverse("projects:list"))],
        "pill": pill(project.bucket),
        "marks": _marks(record, on),
        "facts": _facts(record, user),
        "note": _note(record, on),
        "published": published(record),
        "milestones": schedule_section.rows(record, on),
        "charts": schedule_section.charts(record, on),
        "instruments": land_section.instruments(record),
        "tranches": land_section.tranches(record, on),
        "handed": land_section.handed_over(record),
        "periods": land_section.periods(record, on),
        "suspensions": record.suspensions,
        "terminations": record.terminations,
        "clocks": clock_section.clocks(record, on, _coming(record, on), wide=CHART),
        "requests": request_section.rows(record, on, user),
        "money": money_section.money(record, on),
        "directives": directive_section.directives(record, user, on),
        "contacts": contact_section.contacts(record),
        "handling": handling_section.handling(record, user, on),
        "documents": document_section.rows(record),
        "sees_documents": user.can(Permission.VIEW_DOCUMENTS),
        "duties": duties,
        "unknown": sum(1 for duty in duties["open"] if duty["mark"] == "unk"),
        "flags": flags,
        "sees_flags": user.can(Permission.VIEW_FLAGS),
        "sees_history": user.can(Permission.VIEW_HISTORY),
        "history": [entry(event) for event in record.history],
        "links": _links(project, user),
        "words": WORDS,
        "reached": sum(1 for item in record.items if item.actual_date or item.achieved_undated),
    }


def _coming(record: Record, on: date) -> ScheduleItem | None:
    """The first milestone still to be reached, by its last possible day."""
    ahead = [
        (last_day(item.planned_date, Precision(item.planned_precision)), item.pk, item)
        for item in record.items
        if item.planned_date and not item.actual_date and not item.achieved_undated
    ]
    return min((each for each in ahead if each[0] >= on), default=(None, 0, None))[2]


def _links(project: Project, user: User) -> dict[str, str]:
    """Where this person may change what, by name of the act."""
    names: tuple[str, ...] = ()
    if user.can(Permission.EDIT_PROJECT):
        names += _PROJECT_ACTS
        if project.legal_state != Project.LegalState.TERMINATED:
            names += _STANDING_ACTS
    if user.can(Permission.EDIT_LAND):
        names += ("tranche_add",)
    if user.can(Permission.KEEP_DOCUMENTS):
        names += ("document_add",)
    if user.can(Permission.WRITE_DIRECTIVE):
        names += ("directive_add",)
    return {name: reverse(f"projects:{name}", args=[project.code]) for name in names}


_PROJECT_ACTS = (
    "edit",
    "state",
    "instrument_add",
    "item_add",
    "request_add",
    "period_add",
    "terms_edit",
    "deposit_add",
    "contribution_add",
    "filing_add",
    "contact_add",
    "site_loss_add",
)
_STANDING_ACTS = ("suspend", "terminate")
"""Acts on a project that is still in force."""


def _marks(record: Record, on: date) -> list[tuple[str, str]]:
    """The gravest flags beside the name."""
    ranked = sorted(
        record.live_flags,
        key=lambda f: (
            -flag_rank(kind=f.kind, level=f.obligation.level, advisory=f.advisory),
            f.due_date,
        ),
    )
    return [
        (
            flag_mark(kind=f.kind, level=f.obligation.level, advisory=f.advisory),
            wording.flag_words(f.kind, f.due_date, on),
        )
        for f in ranked[:MARKS_SHOWN]
    ]


def _facts(record: Record, user: User) -> list[tuple[str, str]]:
    project = record.project
    place = ", ".join(record.places) or project.location_text
    facts = [
        (gettext("Investor"), str(project.investor or gettext("no data"))),
        (gettext("Location"), place or gettext("no data")),
        (gettext("Registered capital"), capital(project)),
        (gettext("Land area"), area(project)),
        (gettext("Certificate"), certificate(record)),
        (gettext("Sector"), str(project.sector or gettext("no data"))),
        (gettext("Agency in charge"), record.in_charge.name(project.agency)),
    ]
    if user.can(Permission.VIEW_FLAGS):
        facts.append((gettext("Officer in charge"), str(project.officer or "—")))
    return facts


def certificate(record: Record) -> str:
    """The latest registration certificate, else the in-principle approval."""
    kinds = (Instrument.Kind.REGISTRATION_CERTIFICATE, Instrument.Kind.POLICY_APPROVAL)
    for kind in kinds:
        rows = [row for row in record.instruments if row.kind == kind]
        if rows:
            row = rows[-1]
            issued = partial(row.issued_date, row.issued_precision)
            return " · ".join(filter(None, (row.number, issued)))
    return gettext("no data")


def _note(record: Record, on: date) -> dict[str, str]:
    """The one thing on this page that needs an act; nothing when none does."""
    ended = [row for row in record.terminations if row.whole]
    if ended:
        row = ended[-1]
        return {
            "tone": "unk",
            "title": gettext("The project is terminated."),
            "text": gettext("%(number)s of %(day)s, %(authority)s")
            % {"number": row.number, "day": day_text(row.date), "authority": row.authority},
            "basis": row.get_ground_display(),
        }
    firm = [flag for flag in record.live_flags if not flag.advisory]
    if firm:
        return _note_of_flag(record, firm, on)
    stopped = [
        duty for duty in record.duties if duty.clock == "stopped" and not duty.submitted_date
    ]
    if stopped:
        return note_of_stop(stopped[0])
    unknown = sum(1 for duty in record.duties if duty.clock == "unknown")
    if not unknown:
        return {}
    return {
        "tone": "unk",
        "title": gettext("Deadlines that cannot be computed: %(n)s.") % {"n": unknown},
        "text": gettext("Unknown is not the same as on time. Add the facts that are missing."),
        "url": "#han",
        "action": gettext("See which"),
    }


def _note_of_flag(record: Record, flags: list[Any], on: date) -> dict[str, str]:
    flag = max(
        flags,
        key=lambda f: (
            flag_rank(kind=f.kind, level=f.obligation.level, advisory=False),
            -f.due_date.toordinal(),
        ),
    )
    version = next((d.rule_version for d in record.duties if d.pk == flag.obligation_id), None)
    mark = flag_mark(kind=flag.kind, level=flag.obligation.level, advisory=False)
    finding = version.title if version else wording.label(wording.SHORT, flag.kind)
    return {
        "tone": "bad" if mark == "crit" else "warn",
        "title": wording.heading(finding, confirmed=flag.state == "confirmed") + ".",
        "text": _age(flag, on),
        "basis": gettext("Basis: %(article)s") % {"article": version.article} if version else "",
        "url": reverse("deadlines:flag", args=[flag.pk]),
        "action": gettext("Why, and what next"),
    }


def _age(flag: Flag, on: date) -> str:
    """Since which day a flag stands: past its due day, or since a condition is true."""
    if flag.fingerprint:
        words = wording.flag_age(flag.kind, flag.due_date, on)
        return gettext("Found true %(since)s.") % {"since": words}
    said = {"day": day_text(flag.due_date), "late": wording.late(flag.due_date, on)}
    return gettext("Due %(day)s, %(late)s.") % said


def note_of_stop(duty: Obligation) -> dict[str, str]:
    """That a clock stands still, since when and why."""
    step = next(step for step in reversed(duty.steps) if step["kind"] == "stopped")
    said = step["params"]
    text = gettext(
        "%(reasons)s. Nobody is late meanwhile; deadlines move by the days it stands still."
    )
    return {
        "tone": "unk",
        "title": gettext("The clock is stopped since %(day)s.")
        % {"day": day_text(duty.stopped_on) if duty.stopped_on else "—"},
        "text": text % {"reasons": wording.codes(wording.REASONS, said["reasons"])},
        "basis": said["references"],
        "url": "#thoi-gian",
        "action": gettext("See the days"),
    }
