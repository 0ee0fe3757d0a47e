"""The agency accepts a periodic report, which writes implemented capital, or returns it (RV)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from accounts.models import User
from desk.actions.notifying import Message, tell
from projects.actions import filings, money
from projects.actions.acts import HISTORY_LANGUAGE, Outcome, Seen
from projects.actions.filings import Verdict
from projects.actions.money import ContributionFacts
from projects.filing_wording import name_of
from projects.models import Filing, FilingSheet
from projects.querysets.filing_sheets import brought, end_of
from vn.dates import day_text


@transaction.atomic
def accept(*, by: User, on: date, at: datetime, seen: Seen) -> Outcome[Filing]:
    """Accept a report: it counts on the day it was sent, and its capital goes on record.

    Raises what `filings.decide_report` and `money.add_contribution` raise.
    """
    outcome = filings.decide_report(by=by, on=on, at=at, seen=seen, verdict=Verdict(accepted=on))
    sheet = FilingSheet.objects.select_related("project", "filing").get(filing_id=seen.pk)
    facts = capital_of(sheet)
    if facts is not None:
        money.add_contribution(by=by, on=on, at=at, project_id=sheet.project_id, facts=facts)
    _tell_investor(outcome.row, by=by, at=at)
    return outcome


@transaction.atomic
def give_back(*, by: User, on: date, at: datetime, seen: Seen, remarks: str) -> Outcome[Filing]:
    """Return a report with what must be corrected. Raises what `filings.decide_report` raises."""
    verdict = Verdict(returned=on, remarks=remarks)
    outcome = filings.decide_report(by=by, on=on, at=at, seen=seen, verdict=verdict)
    _tell_investor(outcome.row, by=by, at=at)
    return outcome


def capital_of(sheet: FilingSheet) -> ContributionFacts | None:
    """What accepting a report puts on record, so that the record reaches the sum it states.

    None where the record has as much already: it is never lowered by a report.
    """
    filing = sheet.filing
    if sheet.implemented_vnd is None or filing is None:
        return None
    day = min(end_of(sheet.cycle), filing.submitted_date)
    missing = sheet.implemented_vnd - brought(sheet.project, day)
    if missing <= 0:
        return None
    with translation.override(HISTORY_LANGUAGE):
        evidence = gettext("%(report)s, sent on %(day)s") % {
            "report": name_of(sheet.kind, sheet.cycle),
            "day": day_text(filing.submitted_date),
        }
    return ContributionFacts(date=day, amount_vnd=missing, evidence=evidence)


def _tell_investor(filing: Filing, *, by: User, at: datetime) -> None:
    """Everybody who acts for the investor, each in the language the portal writes to that person."""
    project = filing.project
    if project.investor_id is None:
        return
    people = User.objects.filter(investor_memberships__investor_id=project.investor_id)
    for language in sorted(set(people.values_list("language", flat=True))):
        with translation.override(language):
            what = {"what": name_of(filing.kind, filing.cycle), "code": project.code}
            title = gettext("Accepted: %(what)s, %(code)s")
            if filing.returned_date:
                title = gettext("Returned with remarks: %(what)s, %(code)s")
            message = Message(
                kind="filing",
                key=f"filing:{filing.pk}:{filing.version}",
                title=title % what,
                body=filing.remarks,
                path=reverse("projects:own_report", args=[project.code, filing.kind, filing.cycle]),
            )
        ids = people.filter(language=language).values_list("pk", flat=True)
        tell(user_ids=ids, message=message, at=at)
