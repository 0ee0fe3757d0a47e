"""Who has each open file of a project: since when, by what limit, also outside the system.

A portal is believed only if it says this of every file (peers: "a single window that is only a
window"). Read by the investor's own page and by the look-up without account.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from accounts.in_charge import InCharge
from deadlines import wording
from deadlines.models import Obligation
from projects.models import ExtensionRequest, Filing, Opinion, Project, Proposal, SupportRequest
from projects.wording import cycle_text

_LIMITS = ("T1", "T2", "RX", "RV", "SA")
"""Rules by which somebody owes an answer to an investor (law catalogue; docs/rules.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One open file. `holder` is empty when the investor has it; `due` is None without a limit.

    `what` may hold words somebody wrote; `kind` never does, so that everybody may read it.
    """

    what: str
    kind: str
    holder: str
    since: date
    officer: str = ""
    outside: bool = False
    due: date | None = None
    words: str = ""
    mark: str = "info"
    article: str = ""
    code: str = ""

    @property
    def is_yours(self) -> bool:
        """Whether the next step is the investor's."""
        return not self.holder


def held(project: Project, on: date) -> list[Held]:
    """The open files of a project, the longest held first; nine questions, whatever there is."""
    limits = _limits(project)
    found = [*_proposals(project, limits, on), *_more_time(project, limits, on)]
    found += [*_filings(project, limits, on), *_support(project, limits, on)]
    return sorted(found, key=lambda each: each.since)


def _limits(project: Project) -> dict[tuple[str, int], Obligation]:
    rows = Obligation.objects.filter(project_id=project.pk, kind__in=_LIMITS, met_date=None)
    rows = rows.select_related("rule_version").order_by("cycle")
    return {(row.subject_kind, row.subject_id): row for row in rows}


def _limit(duty: Obligation | None, on: date) -> dict[str, Any]:
    if duty is None or duty.clock in (Obligation.Clock.VOID, Obligation.Clock.MET):
        return {}
    is_late = duty.clock == Obligation.Clock.RUNNING and duty.due_date and duty.due_date < on
    return {
        "due": duty.due_date,
        "words": wording.standing(vars(duty), on),
        "mark": "warn" if is_late else "info",
        "article": duty.rule_version.article if duty.rule_version else "",
    }


def _proposals(
    project: Project, limits: dict[tuple[str, int], Obligation], on: date
) -> Iterator[Held]:
    rows = project.proposals.filter(outcome=Proposal.Outcome.PENDING, received_date__lte=on)
    rows = rows.select_related("agency").prefetch_related("supplements", "opinions__agency")
    for row in rows:
        what = str(row.get_kind_display())
        asked = [each for each in row.supplements.all() if each.answered_date is None]
        if asked:
            words = gettext("More papers are asked of you: %(what)s")
            yield Held(
                what=words % {"what": asked[0].asked_for},
                kind=what,
                holder="",
                since=asked[0].asked_date,
                mark="warn",
            )
            continue
        if row.submitted_date and row.submitted_to:
            yield Held(
                what=what,
                kind=what,
                holder=row.submitted_to,
                since=row.submitted_date,
                outside=True,
            )
            continue
        in_charge = InCharge.of([row.agency])
        yield Held(
            what=what,
            kind=what,
            holder=in_charge.name(row.agency),
            since=row.received_date,
            **_limit(limits.get(("proposal", row.pk)), on),
        )
        yield from (_asked(each, limits, on) for each in row.opinions.all() if not each.verdict)


def _asked(row: Opinion, limits: dict[tuple[str, int], Obligation], on: date) -> Held:
    return Held(
        what=gettext("Opinion on your dossier"),
        kind=gettext("Opinion on your dossier"),
        holder=InCharge.of([row.agency]).name(row.agency),
        since=row.asked_date,
        **_limit(limits.get(("opinion", row.pk)), on),
    )


def _more_time(
    project: Project, limits: dict[tuple[str, int], Obligation], on: date
) -> Iterator[Held]:
    rows = ExtensionRequest.objects.filter(project=project, decided_date=None)
    for row in rows.exclude(asking_investor=None).select_related("schedule_item", "tranche"):
        about = row.schedule_item or row.tranche
        yield Held(
            what=gettext("Request for more time: %(what)s") % {"what": about},
            kind=gettext("Request for more time"),
            **_follower(project),
            since=row.filed_date,
            **_limit(limits.get(("extension_request", row.pk)), on),
        )


def _filings(
    project: Project, limits: dict[tuple[str, int], Obligation], on: date
) -> Iterator[Held]:
    for row in project.filings.filter(accepted_date=None, returned_date=None):
        what = f"{Filing.Kind(row.kind).label}, {cycle_text(row.cycle)}"
        yield Held(
            what=what,
            kind=what,
            **_follower(project),
            since=row.submitted_date,
            **_limit(limits.get(("filing", row.pk)), on),
        )


def _follower(project: Project) -> dict[str, Any]:
    """The agency that follows the project, and its officer."""
    officer = project.officer
    return {
        "holder": InCharge.of([project.agency]).name(project.agency),
        "officer": officer.display_name if officer else "",
    }


def _support(
    project: Project, limits: dict[tuple[str, int], Obligation], on: date
) -> Iterator[Held]:
    rows = SupportRequest.objects.filter(project=project).open()
    for row in rows.select_related("holder", "officer"):
        kind = str(row.get_kind_display())
        what = f"{kind}: {row.title}"
        if row.state == SupportRequest.State.ASKED:
            words = gettext("A question waits for you: %(what)s") % {"what": what}
            yield Held(
                what=words, kind=kind, holder="", since=row.held_since, mark="warn", code=row.code
            )
        elif row.state == SupportRequest.State.OUTSIDE and row.outside_since:
            yield Held(
                what=what,
                kind=kind,
                holder=row.outside_body,
                since=row.outside_since,
                outside=True,
                words=gettext("followed up every %(n)s days") % {"n": row.follow_up_days},
                code=row.code,
            )
        else:
            yield Held(
                what=what,
                kind=kind,
                holder=InCharge.of([row.holder]).name(row.holder),
                officer=row.officer.display_name if row.officer else "",
                since=row.held_since,
                code=row.code,
                **_limit(limits.get(("support_request", row.pk)), on),
            )
