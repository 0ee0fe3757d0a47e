"""Find the investor a person means, or enter a new one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, record
from accounts.models import User
from projects.actions.acts import (
    HISTORY_LANGUAGE,
    Change,
    Deed,
    Outcome,
    Seen,
    assign,
    lock_seen,
    plain,
    settle,
    store,
    unchanged,
)
from projects.actions.indexing import index, index_investor
from projects.actions.refusals import Refusal
from projects.models import Investor, Project
from vn.text import fold, tidy

_LOCK_CLASS = 4505


@dataclass(frozen=True, slots=True)
class InvestorFacts:
    """What is known of an investor; only the name is needed."""

    name: str
    tax_code: str = ""
    kind: str = Investor.Kind.UNKNOWN
    kind_basis: str = ""
    country: str = ""


class TaxCodeOfAnother(Refusal):
    """A tax code names one enterprise."""

    field = "tax_code"
    text = _(
        "Tax code %(code)s is on record for %(name)s. Choose that investor, or correct the code."
    )


class NameOfAnother(Refusal):
    """An investor on record has the name with another tax code."""

    field = "tax_code"
    text = _(
        "%(name)s is on record with tax code %(code)s. Use that code, or give the full name of "
        "the other enterprise."
    )


@transaction.atomic
def find_or_create(*, by: User | None, facts: InvestorFacts) -> Investor:
    """The investor with this tax code, else with this name (whatever its accents), else a new one.

    An investor found by name takes what was not known yet; nothing on record is overwritten.
    A wrong check digit of the tax code is no reason to refuse (R-8.4). Raises `TaxCodeOfAnother`
    and `NameOfAnother`.
    """
    _one_at_a_time()
    name, tax_code = tidy(facts.name), tidy(facts.tax_code)
    found = _by_tax_code(tax_code, name) or _by_name(name, tax_code)
    row = found or Investor(name=name)
    values = {
        "tax_code": tax_code,
        "kind": facts.kind,
        "kind_basis": tidy(facts.kind_basis),
        "country": tidy(facts.country),
    }
    change = assign(row, _only_unknown(row, values) if found else values)
    if found and not change:
        return found
    index_investor(row)
    store(row)
    _remember(row, change, by=by, is_new=found is None)
    return row


@transaction.atomic
def correct(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: InvestorFacts
) -> Outcome[Investor]:
    """Correct an investor on record, for all its projects.

    Raises `Stale`, `TaxCodeOfAnother` and `Invalid`.
    """
    # Projects before investors, as `projects.change` does: so the two cannot block each other.
    of_investor = Project.objects.filter(investor_id=seen.pk).order_by("pk")
    projects = list(of_investor.select_for_update(no_key=True))
    _one_at_a_time()
    row = lock_seen(Investor.objects.all(), seen)
    found = assign(row, {name: tidy(value) for name, value in asdict(facts).items()})
    if not found:
        return unchanged(row)
    others = Investor.objects.exclude(pk=row.pk).filter(tax_code=row.tax_code)
    other = others.first() if row.tax_code else None
    if other is not None:
        raise TaxCodeOfAnother(code=row.tax_code, name=other.name)
    index_investor(row)
    store(row)
    moved = 0
    for project in projects:
        project.investor = row
        index(project)
        deed = Deed(
            verb="investor_corrected",
            row=row,
            project=project,
            summary=_("Investor %(name)s corrected: %(fields)s"),
            words={"name": row.name},
            change=found,
            reason=seen.why,
        )
        moved += settle(deed, by=by, on=on, at=at).moved
    return Outcome(row=row, changed=tuple(found.new), moved=moved)


def _by_tax_code(tax_code: str, name: str) -> Investor | None:
    if not tax_code:
        return None
    found = Investor.objects.filter(tax_code=tax_code).order_by("pk").first()
    if found is not None and fold(found.name) != fold(name):
        raise TaxCodeOfAnother(code=tax_code, name=found.name)
    return found


def _by_name(name: str, tax_code: str) -> Investor | None:
    key = fold(name)
    alike = [
        investor
        for investor in Investor.objects.filter(search_text__startswith=key).order_by("pk")
        if fold(investor.name) == key
    ]
    if not tax_code:
        return alike[0] if alike else None
    blank = next((investor for investor in alike if not investor.tax_code), None)
    if blank is None and alike:
        raise NameOfAnother(name=alike[0].name, code=alike[0].tax_code)
    return blank


def _only_unknown(row: Investor, values: dict[str, str]) -> dict[str, str]:
    """Those values for which the row holds nothing yet."""
    unknown = ("", Investor.Kind.UNKNOWN)
    return {
        name: value
        for name, value in values.items()
        if getattr(row, name) in unknown and value not in unknown
    }


def _remember(row: Investor, change: Change, *, by: User | None, is_new: bool) -> None:
    with translation.override(HISTORY_LANGUAGE):
        text = _("Investor %(name)s added") if is_new else _("Investor %(name)s completed")
        summary = str(text) % {"name": row.name}
    record(
        by=by,
        entry=Entry(
            verb="investor_added" if is_new else "investor_completed",
            subject_kind="investor",
            subject_id=row.pk,
            summary=summary,
            old=change.old,
            new=change.new | {"name": plain(row.name)},
        ),
    )


def _one_at_a_time() -> None:
    """Two people entering the same new investor get one row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_CLASS])
