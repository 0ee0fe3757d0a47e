"""Words of periodic reports: what each screen asks, what differs, where a report stands."""

from __future__ import annotations

from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.models import Filing, FilingSheet
from projects.rules.filing_questions import Question
from projects.wording import cycle_span, cycle_text
from vn.areas import ha_text
from vn.dates import Precision, day_text, last_day
from vn.money import ty_text
from vn.numbers import decimal_text, group

ASKS: dict[str, Promise] = {
    "hien-trang": _("How far have the works come by %(day)s?"),
    "von-trong-ky": _("How much capital was put in during %(cycle)s?"),
    "von-luy-ke": _("How much capital had been put in altogether by %(day)s?"),
    "ket-qua": _("What did the project bring in during %(cycle)s?"),
    "lao-dong": _("How many people worked for the project on %(day)s?"),
    "dat": _("How much land was in use on %(day)s?"),
    "vuong-mac": _("What stands in the way, and what do you propose?"),
    "ke-hoach": _("What is planned for the next period?"),
    "anh": _("Photographs of the site"),
    "gui": _("Check the report and send it"),
}

HINTS: dict[str, Promise] = {
    "hien-trang": _("Choose what fits best; a sentence more helps the officer."),
    "von-trong-ky": _("Only what was spent in this period. Write 0 where there was none."),
    "von-luy-ke": _("Own capital and loans, from the first day. Leave out what is not spent yet."),
    "ket-qua": _("Figures of this period only. Write 0 where there was none."),
    "lao-dong": _("All people under contract; the foreign ones are part of them."),
    "dat": _("Land that is built on or used as the project says."),
    "vuong-mac": _("Leave both empty if there is nothing."),
    "ke-hoach": _("Works, capital and dates you expect. Leave it empty if nothing changes."),
    "anh": _("The day and the place are read from the photograph, or typed by you."),
    "gui": _("It counts on the day you send it, once it is accepted."),
}

SHORT: dict[str, Promise] = {
    "hien-trang": _("State of the works"),
    "von-trong-ky": _("Capital of the period"),
    "von-luy-ke": _("Capital put in to date"),
    "ket-qua": _("Revenue, exports, taxes"),
    "lao-dong": _("Workers"),
    "dat": _("Land area in use"),
    "vuong-mac": _("Obstacles and proposals"),
    "ke-hoach": _("Plan for the next period"),
    "anh": _("Photographs of the site"),
    "gui": _("Check the report and send it"),
}

LABELS: dict[str, Promise] = {
    "works": _("State of the works"),
    "works_words": _("More about the works"),
    "equity_vnd": _("Own capital put in"),
    "loans_vnd": _("Loans spent"),
    "implemented_vnd": _("Capital put in to date"),
    "revenue_vnd": _("Revenue"),
    "exports_usd": _("Exports"),
    "taxes_vnd": _("Taxes and fees paid"),
    "workers": _("People working"),
    "foreign_workers": _("Foreigners among them"),
    "land_used_m2": _("Land area in use"),
    "obstacles": _("What stands in the way"),
    "proposals": _("What you propose"),
    "plan_words": _("Plan for the next period"),
}

_DIFFERENCES: dict[str, Promise] = {
    "operating_not_on_record": _(
        "You say that the project operates; no start of operation is on record."
    ),
    "works_went_back": _("The last accepted report said “%(before)s”, this one says “%(now)s”."),
    "period_jumped": _("This period has %(now)s, the one before had %(before)s."),
    "implemented_less": _("%(now)s is less than the %(before)s of the last accepted report."),
    "implemented_sum": _(
        "The last accepted report and this period add up to %(before)s, not to %(now)s."
    ),
    "implemented_below_record": _(
        "%(now)s is less than the %(before)s of capital brought in that are on record."
    ),
    "implemented_above_registered": _("%(now)s is more than the registered capital of %(before)s."),
    "revenue_without_operation": _(
        "There is revenue of %(now)s, but the project is not said to operate."
    ),
    "more_foreign_than_all": _("Foreigners (%(now)s) are more than all people (%(before)s)."),
    "workers_jumped": _("%(now)s people work there, %(before)s in the last accepted report."),
    "land_above_handed": _("%(now)s are in use, but %(before)s were handed over."),
}

STATES: dict[str, tuple[str, Promise]] = {
    "to_come": ("", _("not open yet")),
    "to_do": ("info", _("to be written")),
    "late": ("warn", _("late, still to be sent")),
    "draft": ("info", _("draft")),
    "sent": ("hold", _("sent, being looked at")),
    "returned": ("warn", _("returned with remarks")),
    "accepted": ("ok", _("accepted")),
}
"""Where a report stands for its investor: the mark and the words."""


def asked(key: str, cycle: str) -> str:
    """The question of a screen for one period."""
    span = cycle_span(cycle)
    end = day_text(last_day(span.first, Precision(span.precision)))
    return str(ASKS[key]) % {"day": end, "cycle": cycle_text(cycle)}


def difference(question: Question) -> str:
    """A difference in words, with its figures."""
    unit = {"dat": area_text, "lao-dong": _count, "hien-trang": _works}.get(
        question.screen, money_text
    )
    words = {name: unit(value) for name, value in question.words.items()}
    return str(_DIFFERENCES[question.key]) % words


def name_of(kind: str, cycle: str) -> str:
    """Quarterly report of the project, Quarter III/2026."""
    return f"{Filing.Kind(kind).label}, {cycle_text(cycle)}"


def value_text(sheet: FilingSheet, name: str) -> str:
    """An answer in words; empty where there is none."""
    value = getattr(sheet, name)
    if value is None or value == "":
        return ""
    if name == "works":
        return str(sheet.get_works_display())
    if name.endswith("_vnd"):
        return money_text(value)
    if name.endswith("_usd"):
        return f"{decimal_text(value, 2, trim=True)} USD"
    if name.endswith("_m2"):
        return area_text(value)
    return group(value) if isinstance(value, int) else str(value)


def money_text(value: int | Decimal | str | None) -> str:
    """Whole đồng in billions; empty for what is unknown."""
    if value is None:
        return ""
    return gettext("%(amount)s billion VND") % {"amount": ty_text(int(value), 3, trim=True)}


def area_text(value: int | Decimal | str) -> str:
    """Square metres in hectares."""
    return f"{ha_text(Decimal(value), 4, trim=True)} ha"


def _count(value: int | Decimal | str) -> str:
    return group(int(value))


def _works(value: int | Decimal | str) -> str:
    return str(FilingSheet.Works(str(value)).label)
