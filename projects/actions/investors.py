"""Find the investor a person means, or enter a new one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.acts import (
    Change,
    Deed,
    Outcome,
    Seen,
    assign,
    plain,
    settle,
    unchanged,
)
from projects.actions.investor_acts import (
    InvestorDeed,
    keep,
    lock_investor,
    lock_projects,
    one_at_a_time,
    reindex,
    tell,
)
from projects.actions.refusals import Refusal
from projects.models import Investor, InvestorName
from projects.querysets.investors import merged_ids
from vn.text import fold, tidy


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

    An earlier or short name finds its investor too, and a record that was merged the one it was
    merged into. An investor found by name takes what was not known yet; nothing on record is
    overwritten. A wrong check digit of the tax code is no reason to refuse (R-8.4). Raises
    `TaxCodeOfAnother` and `NameOfAnother`.
    """
    one_at_a_time()
    name, tax_code = tidy(facts.name), tidy(facts.tax_code)
    found = (
        _by_tax_code(tax_code, name) or _by_name(name, tax_code) or _by_other_name(name, tax_code)
    )
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
    if found is None:
        row.version = 0
    keep(row)
    _remember(row, change, by=by, is_new=found is None)
    return row


@transaction.atomic
def correct(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: InvestorFacts
) -> Outcome[Investor]:
    """Correct an investor on record, for all its projects.

    Raises `Stale`, `TaxCodeOfAnother` and `Invalid`.
    """
    projects = lock_projects([seen.pk])
    row = lock_investor(seen)
    found = assign(row, {name: tidy(value) for name, value in asdict(facts).items()})
    if not found:
        return unchanged(row)
    others = Investor.objects.kept().exclude(pk=row.pk).filter(tax_code=row.tax_code)
    other = others.first() if row.tax_code else None
    if other is not None:
        raise TaxCodeOfAnother(code=row.tax_code, name=other.name)
    keep(row)
    reindex(projects, row)
    words = {"name": row.name}
    summary = _("Investor %(name)s corrected: %(fields)s")
    deed = InvestorDeed("investor_corrected", row, summary, found, words, seen.why)
    tell(deed, by=by)
    moved = 0
    for project in projects:
        told = Deed("investor_corrected", row, project, summary, found, words, seen.why)
        moved += settle(told, by=by, on=on, at=at).moved
    return Outcome(row=row, changed=tuple(found.new), moved=moved)


def names_of(investor: Investor) -> set[str]:
    """Every name of an investor, folded: its own, its other names, those of merged records."""
    ids = [investor.pk, *merged_ids(investor.pk)]
    names = set(Investor.objects.filter(pk__in=ids).values_list("name", flat=True))
    names |= set(InvestorName.objects.filter(investor_id__in=ids).values_list("name", flat=True))
    return {fold(name) for name in names}


def _by_tax_code(tax_code: str, name: str) -> Investor | None:
    if not tax_code:
        return None
    alike = Investor.objects.filter(tax_code=tax_code)
    found = alike.order_by(F("merged_into").asc(nulls_first=True), "pk").first()
    if found is None:
        return None
    kept: Investor = found.kept
    if fold(name) not in names_of(kept):
        raise TaxCodeOfAnother(code=tax_code, name=kept.name)
    return kept


def _by_name(name: str, tax_code: str) -> Investor | None:
    key = fold(name)
    rows = Investor.objects.kept().filter(search_text__startswith=key).order_by("pk")
    alike = [investor for investor in rows if fold(investor.name) == key]
    if not tax_code:
        return alike[0] if alike else None
    blank = next((investor for investor in alike if not investor.tax_code), None)
    if blank is None and alike:
        raise NameOfAnother(name=alike[0].name, code=alike[0].tax_code)
    return blank


def _by_other_name(name: str, tax_code: str) -> Investor | None:
    """The one investor that had or has this name beside its own; two such are nobody's choice.

    A tax code that differs says that the name is another enterprise's by now.
    """
    key = fold(name)
    ids = set(
        InvestorName.objects.filter(name_key=name_key(name)).values_list("investor", flat=True)
    )
    merged = Investor.objects.filter(search_text__startswith=key).exclude(merged_into=None)
    ids |= {row.pk for row in merged if fold(row.name) == key}
    kept = {row.kept for row in Investor.objects.filter(pk__in=ids)}
    if len(kept) != 1:
        return None
    found: Investor = kept.pop()
    return None if tax_code and found.tax_code not in ("", tax_code) else found


def name_key(name: str) -> str:
    """What another name is compared by: folded, cut to the column."""
    return fold(name)[: InvestorName._meta.get_field("name_key").max_length]


def _only_unknown(row: Investor, values: dict[str, str]) -> dict[str, str]:
    """Those values for which the row holds nothing yet."""
    unknown = ("", Investor.Kind.UNKNOWN)
    return {
        name: value
        for name, value in values.items()
        if getattr(row, name) in unknown and value not in unknown
    }


def _remember(row: Investor, change: Change, *, by: User | None, is_new: bool) -> None:
    verb = "investor_added" if is_new else "investor_completed"
    summary = _("Investor %(name)s added") if is_new else _("Investor %(name)s completed")
    told = Change(change.old, change.new | {"name": plain(row.name)})
    tell(InvestorDeed(verb, row, summary, told, {"name": row.name}), by=by)
