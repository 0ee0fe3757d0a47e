"""What people call published figures, how they agree with others, and how values are written."""

from __future__ import annotations

from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.rules import indicators as measure
from projects.rules.published import Kind, Verdict
from vn.areas import ha_text
from vn.money import MILLION, ty_text
from vn.numbers import decimal_text, percent_text

INDICATORS: dict[str, Promise] = {
    "projects": _("Projects in force"),
    "capital": _("Registered capital"),
    "projects_operating": _("Projects in operation"),
    "capital_operating": _("Capital of projects in operation"),
    "projects_stopped": _("Projects that stopped operating"),
    "capital_stopped": _("Capital of projects that stopped operating"),
    "projects_under_construction": _("Projects under construction"),
    "capital_under_construction": _("Capital of projects under construction"),
    "projects_not_started": _("Projects not started"),
    "capital_not_started": _("Capital of projects not started"),
    "projects_foreign": _("Foreign-invested projects"),
    "capital_foreign": _("Foreign capital (đồng)"),
    "capital_foreign_usd": _("Foreign capital (USD)"),
    "projects_domestic": _("Domestic projects"),
    "capital_domestic": _("Domestic capital"),
    "projects_in_zone": _("Projects in zones and clusters"),
    "approved_in_year": _("Projects approved in the year"),
    "approved_capital_in_year": _("Capital approved in the year"),
    "terminated_in_year": _("Projects terminated in the year"),
    "terminated_capital_in_year": _("Capital of projects terminated in the year"),
    "calls": _("Projects calling for investment"),
    "calls_capital": _("Capital called for"),
    "projects_slow": _("Slow projects"),
    "capital_slow": _("Capital of slow projects"),
    "slow_area": _("Land of slow projects"),
    "projects_reviewed": _("Projects reviewed"),
    "projects_terminated": _("Projects terminated"),
    "projects_recovered": _("Projects whose land or certificate was taken back"),
    "recovered_area": _("Land taken back"),
    "recovered_capital": _("Capital of projects ended or taken back"),
    "recovered_usd": _("Capital of projects taken back (USD)"),
    "inspections": _("Inspections and conclusions"),
    "review_groups": _("Working groups"),
    "dossiers_checked": _("Dossiers checked"),
    "dossiers_faulty": _("Dossiers with a fault"),
    "breach_area": _("Land in breach"),
    "breach_amount": _("Money spent in breach"),
    "sanctions": _("Sanctions"),
    "fines": _("Fines"),
    "certificates_handed": _("Decisions and certificates handed over"),
    "certificates_handed_capital": _("Capital of what was handed over"),
    "attracted_usd": _("Investment attracted (USD)"),
    "plan_assigned": _("Public investment plan assigned"),
    "plan_allocated": _("Public investment plan allocated"),
    "disbursed": _("Public investment disbursed"),
    "disbursed_in_period": _("Disbursed within the period"),
    "undisbursed": _("Public investment not disbursed yet"),
    "plan_reduced": _("Public investment plan reduced by"),
    "disbursement_rate": _("Disbursement rate"),
    "allocation_rate": _("Rate of allocation"),
    "realised_rate": _("Investment realised against the plan (statistics)"),
    "share": _("Share of a whole"),
    "occupancy_rate": _("Occupancy of zones"),
    "area": _("Area of land"),
    "owners": _("Public project owners"),
    "procedures": _("Administrative procedures"),
    "dossiers": _("Dossiers received"),
    "pci_score": _("PCI score"),
    "pci_rank": _("PCI rank"),
}
VERDICTS: dict[Verdict, Promise] = {
    Verdict.EXACT: _("agrees"),
    Verdict.ROUNDED: _("rounded"),
    Verdict.TRUNCATED: _("cut off, not rounded"),
    Verdict.WITHIN: _("consistent with its words"),
    Verdict.PARTIAL: _("known in part"),
    Verdict.NO_BASE: _("base not known"),
    Verdict.OFF: _("deviates"),
}
MARKS: dict[Verdict, str] = {
    Verdict.EXACT: "ok",
    Verdict.ROUNDED: "ok",
    Verdict.TRUNCATED: "warn",
    Verdict.WITHIN: "",
    Verdict.PARTIAL: "adv",
    Verdict.NO_BASE: "adv",
    Verdict.OFF: "bad",
}
"""The small mark of each verdict, beside its words."""

KINDS: dict[Kind, Promise] = {
    Kind.RATIO: _("its own numerator and denominator"),
    Kind.PARTS: _("the sum of its parts"),
    Kind.SOURCES: _("another source"),
    Kind.REGISTRY: _("the registry"),
}


def shown(value: Decimal | None, of: str) -> str:
    """A value in the unit people read: tỷ đồng, triệu USD, ha, per cent; a dash for none."""
    if value is None:
        return "—"
    if of == measure.VND:
        return gettext("%(n)s billion VND") % {"n": ty_text(int(value), 6, trim=True)}
    if of == measure.USD:
        return gettext("%(n)s million USD") % {"n": decimal_text(value / MILLION, 4, trim=True)}
    if of == measure.AREA:
        return gettext("%(n)s hectares") % {"n": ha_text(value, 4, trim=True)}
    if of == measure.PERCENT:
        return percent_text(value, 4, trim=True)
    return decimal_text(value, 2, trim=True)


def difference(value: Decimal | None, of: str) -> str:
    """The same with its sign."""
    if value is None:
        return "—"
    sign = "+" if value > 0 else ("−" if value < 0 else "")
    return sign + shown(abs(value), of)
