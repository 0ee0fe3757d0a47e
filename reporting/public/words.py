"""The public figures in words: each with its base and its day, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from disbursement import figures_wording
from disbursement.rules.basis import Rate
from disbursement.rules.figures import Figures
from projects.rules.status import CENSUS, PILL, Bucket
from reporting.public.figures import Capital, Registry
from reporting.public.glosses import glossed
from reporting.status_charts import pill_of
from vn.dates import Precision, day_text, partial_text
from vn.money import BILLION, ty_text
from vn.numbers import decimal_text, group, percent_text, ratio_percent

STATES: dict[str, tuple[Promise, Promise]] = {
    "run": (_("Operating"), _("Construction is finished; producing or doing business")),
    "build": (_("Under construction"), _("Being built, not finished yet")),
    "idle": (_("Construction not started"), _("No construction has begun on the site")),
    "stop": (_("Operation stopped"), _("Built wholly or in part, but not operating")),
    "unknown": (_("Status unknown"), _("No record says how far construction is")),
}
"""Words of a status and what it means, by its pill."""


@dataclass(frozen=True, slots=True)
class Card:
    """One large figure: what it is, its value with unit, base and day, where its rows and meaning are."""

    label: str
    value: str
    unit: str
    goal: str
    day: str
    url: str
    meaning: str


# ---------------------------------------------------------------- large figures


def cards(registry: Registry, capital: Capital | None) -> list[Card]:
    """The four figures of the first page; two while no plan of public investment is on record."""
    day = gettext("as of %(day)s") % {"day": day_text(registry.day)}
    rows, meaning = reverse("public:projects"), reverse("public:definitions")
    total = registry.total
    count = Card(
        label=gettext("Non-budget projects"),
        value=group(total.projects),
        unit="",
        goal=gettext("%(n)s in operation") % {"n": group(registry.operating)},
        day=day,
        url=rows,
        meaning=f"{meaning}#du-an",
    )
    known = gettext("of all projects above")
    if total.without_capital:
        known = gettext("%(n)s of them state none") % {"n": group(total.without_capital)}
    money = Card(
        label=gettext("Registered capital"),
        value=ty_text(total.capital_vnd, 0),
        unit=gettext("billion VND"),
        goal=known,
        day=day,
        url=f"{reverse('public:open_data')}#tinh-trang",
        meaning=f"{meaning}#von",
    )
    return [count, money, *(capital_cards(capital)[:2] if capital else [])]


def capital_cards(capital: Capital) -> list[Card]:
    """Capital deployed, disbursed, estimated, left to pay."""
    found, meaning = capital.figures, reverse("public:definitions")
    url = reverse("public:disbursement")
    day = gettext("as of %(day)s") % {"day": day_text(found.day)}
    rate, base = found.rate(), _ty(found.deployed_vnd)
    of = gettext("%(paid)s of %(base)s billion VND") % {
        "paid": _ty(found.disbursed_vnd),
        "base": base,
    }
    deployed = Card(
        label=gettext("Public investment capital %(year)s") % {"year": capital.year},
        value=base,
        unit=gettext("billion VND"),
        goal=gettext("deployed: allocated, carried over, advanced"),
        day=day,
        url=url,
        meaning=f"{meaning}#von-trien-khai",
    )
    paid = Card(
        label=gettext("Disbursed"),
        value=_rate(rate),
        unit="",
        goal=of,
        day=f"{day} · {_provisional()}" if capital.provisional else day,
        url=url,
        meaning=f"{meaning}#giai-ngan",
    )
    return [deployed, paid, *_ahead(capital, url, meaning)]


def _ahead(capital: Capital, url: str, meaning: str) -> list[Card]:
    found = capital.figures
    expected = found.estimate_rate()
    cards = [
        Card(
            label=gettext("Left to pay"),
            value=_ty(max(found.remaining_vnd, 0)),
            unit=gettext("billion VND"),
            goal=gettext("of the capital deployed"),
            day=gettext("as of %(day)s") % {"day": day_text(found.day)},
            url=url,
            meaning=f"{meaning}#von-trien-khai",
        )
    ]
    if expected.percent is not None:
        cards.insert(
            0,
            Card(
                label=gettext("Estimated one month on"),
                value=_rate(expected),
                unit="",
                goal=gettext("what owners expect, not what was paid"),
                day=gettext("as of %(day)s") % {"day": day_text(found.estimate_day)},
                url=url,
                meaning=f"{meaning}#giai-ngan",
            ),
        )
    return cards


def _provisional() -> str:
    return gettext("provisional")


def _ty(vnd: int) -> str:
    return ty_text(vnd, 0)


def _rate(rate: Rate) -> str:
    return "—" if rate.percent is None else percent_text(rate.percent, 1)


def states(registry: Registry) -> list[dict[str, Any]]:
    """The rows of the census, each with its share."""
    total = registry.total
    return [
        {
            "pill": pill_of(row),
            "meaning": STATES[pill_of(row)][1],
            "projects": row.amount.projects,
            "share": _share(row.amount.projects, total.projects),
            "capital": "—" if row.amount.capital_vnd is None else _ty(row.amount.capital_vnd),
            "capital_share": _share(row.amount.capital_vnd, total.capital_vnd),
            "without_capital": row.amount.without_capital,
        }
        for row in registry.rows
    ]


def statuses() -> list[tuple[str, Any, Any]]:
    """Each status with the code it has in the open data, its words and what it means."""
    return [(bucket.value, *STATES[PILL[bucket]]) for bucket in (*CENSUS, Bucket.UNKNOWN)]


def _share(part: int | None, whole: int | None) -> str:
    found = ratio_percent(part, whole, 1)
    return "—" if found is None else percent_text(found, 1)


# ---------------------------------------------------------------- public investment


def months(capital: Capital) -> list[dict[str, str]]:
    """What was paid by the end of each month and in it, in billion VND, and the rate."""
    ahead, before, rows = capital.ahead, 0, []
    for number, paid in enumerate(ahead.paid_vnd, 1):
        first = capital.figures.month.replace(
            year=ahead.year + (number > 12), month=(number - 1) % 12 + 1
        )
        rate = ratio_percent(paid, ahead.capital_vnd, 2)
        plan = ahead.percents[number - 1] if ahead.percents else None
        rows.append(
            {
                "month": partial_text(first, Precision.MONTH),
                "in_month": decimal_text(billions(paid - before), 1),
                "paid": decimal_text(billions(paid), 1),
                "rate": "—" if rate is None else percent_text(rate),
                "plan": "—" if plan is None else percent_text(plan),
            }
        )
        before = paid
    return rows


def billions(vnd: int) -> Decimal:
    return Decimal(vnd) / BILLION


def sources(capital: Capital) -> list[dict[str, Any]]:
    """The upper two levels of the tree of sources."""
    return [
        {"name": glossed(name), "level": level, **_line(found)}
        for name, level, found in capital.by_source
    ]


def sectors(capital: Capital) -> list[dict[str, Any]]:
    """Sectors with capital, the largest first."""
    rest = gettext("Sector not recorded")
    return [{"name": glossed(name) or rest, **_line(found)} for name, found in capital.by_sector]


def _line(found: Figures) -> dict[str, str]:
    return {
        "deployed": decimal_text(billions(found.deployed_vnd), 1),
        "paid": decimal_text(billions(found.disbursed_vnd), 1),
        "rate": figures_wording.percent(found.rate()),
        "bar": str(found.rate().percent or 0),
    }
