"""What stands at the top of the project page: marks, key facts, and the one note."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from accounts.permissions import Permission
from deadlines import wording
from deadlines.models import Flag, Obligation
from deadlines.rules.severity import flag_mark, flag_rank
from projects.models import Instrument
from projects.querysets.record import Record
from projects.views.amounts import area, capital
from projects.wording import partial
from vn.dates import day_text
from vn.text import fold

MARKS_SHOWN = 3


def marks(record: Record, on: date) -> list[tuple[str, str]]:
    """The gravest flags beside the name; what two of them say alike, once."""
    ranked = sorted(
        record.live_flags,
        key=lambda f: (
            -flag_rank(kind=f.kind, level=f.obligation.level, advisory=f.advisory),
            f.due_date,
        ),
    )
    said = (
        (
            flag_mark(kind=f.kind, level=f.obligation.level, advisory=f.advisory),
            wording.flag_words(f.kind, f.due_date, on),
        )
        for f in ranked
    )
    return list(dict.fromkeys(said))[:MARKS_SHOWN]


def facts(record: Record, user: User) -> list[tuple[str, ...]]:
    """What a project is, in a few words; its investor leads to the investor's page."""
    project = record.project
    place = ", ".join(record.places) or project.location_text
    found: list[tuple[str, ...]] = [
        (gettext("Investor"), *_investor(record, user)),
        (gettext("Location"), place or gettext("no data")),
        (gettext("Registered capital"), capital(project)),
        (gettext("Land area"), area(project)),
        (gettext("Certificate"), certificate(record)),
        (gettext("Sector"), str(project.sector or gettext("no data"))),
        (gettext("Agency in charge"), record.in_charge.name(project.agency)),
    ]
    if user.can(Permission.VIEW_FLAGS):
        found.append((gettext("Officer in charge"), str(project.officer or "—")))
    return found


def _investor(record: Record, user: User) -> tuple[str, ...]:
    """Today's name and the page; with the name the latest document was issued to, if another."""
    investor = record.project.investor
    if investor is None:
        return (gettext("no data"),)
    named = [row for row in record.instruments if row.investor_name]
    issued = ""
    if named and fold(named[-1].investor_name) != fold(investor.name):
        words = gettext("%(document)s issued to %(then)s")
        issued = words % {"document": str(named[-1]), "then": named[-1].investor_name}
    # Who was only asked for an opinion knows the name of an investor, not its record.
    url = "" if user.withheld else reverse("projects:investor", args=[investor.pk])
    return investor.name, url, issued


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


def note(record: Record, on: date) -> dict[str, str]:
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
