"""The S-curve with its table and the words of its method, wherever it is shown.

`templates/disbursement/_curve.html` draws what `curve_card` gives.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from charts import Ahead as AheadMark
from charts import Curve, CurveWords, Frame, s_curve
from disbursement.figures_wording import million
from disbursement.querysets.pace import SHORTEST, Ahead, month_at
from disbursement.rules.figures import closes_on, last_day
from disbursement.rules.forecast import Forecast, Point
from disbursement.rules.scenario import gap_points, percent_at
from vn.dates import day_text
from vn.numbers import decimal_text, percent_text, rounded

WIDTHS = {"wide": 740, "narrow": 350}


def curve_card(found: Ahead, uid: str) -> dict[str, Any]:
    """Charts, rows of the table and the method of one forecast; `uid` tells charts of a page apart."""
    curve = _curve(found)
    title = gettext("Accumulated disbursement of the %(year)s plan, percent of the capital") % {
        "year": found.year
    }
    return {
        "charts": {
            # Drawn by our own charts room, which escapes every text it is given.
            key: mark_safe(s_curve(Frame(f"{uid}-{key}", title, _desc(found), width), curve))  # noqa: S308
            for key, width in WIDTHS.items()
        }
        if found.capital_vnd
        else {},
        "rows": _rows(found),
        "base": million(found.capital_vnd),
        "day": last_day(found.month),
        "method": method(found.forecast),
        "has_plan": bool(found.percents),
        "id": uid,
    }


def method(found: Forecast) -> dict[str, Any]:
    """The code and the numbers of the sentence that says how it was forecast, and how far off."""
    return {
        "kind": found.kind.value,
        "years": found.years,
        "mixed": 0 < found.past_share < 1,
        "latest": found.latest_months,
        "forecast": bool(found.points),
        "error": None if found.error_points is None else decimal_text(found.error_points, 2),
        "ahead": found.error_ahead,
        "tests": found.tests,
        "has_range": found.has_range,
    }


def gap_text(points: Decimal | None) -> str:
    """Percentage points from the scenario with their sign; empty where there is none."""
    if points is None:
        return ""
    sign = "−" if points < 0 else "+" if points > 0 else ""
    text = gettext("%(points)s percentage points")
    return text % {"points": sign + decimal_text(abs(points), 1)}


def gap_of(found: Ahead) -> Decimal | None:
    """Actual minus scenario at the end of the month, in percentage points."""
    percent = percent_at(found.percents, len(found.paid_vnd))
    return gap_points(found.paid, found.capital_vnd, percent)


def told(found: Ahead) -> list[tuple[str, str]]:
    """The curve in a few lines: disbursed, wanted, the distance, the estimate, the forecast."""
    base, end = found.capital_vnd, found.forecast.end
    wanted = percent_at(found.percents, len(found.paid_vnd))
    lines = [(gettext("Disbursed"), _percent(share(found.paid, base), 2) if base else "")]
    lines.append((gettext("Scenario"), "" if wanted is None else _percent(wanted, 2)))
    lines.append((gettext("Distance"), gap_text(gap_of(found))))
    if end and base:
        until = gettext("Forecast to %(day)s") % {"day": day_text(closes_on(found.year))}
        ahead = ", ".join(
            filter(None, (_percent(share(end.middle_vnd, base), 0), _spread(end, base)))
        )
        lines.append((until, ahead))
        left = gettext("Would not be disbursed (million VND)")
        lines.append((left, million(base - end.middle_vnd)))
    return [line for line in lines if line[1]]


def share(vnd: int, capital_vnd: int) -> Decimal:
    """Per cent of the capital, unrounded; 0 without capital."""
    return Decimal(vnd) * 100 / capital_vnd if capital_vnd else Decimal(0)


def _percent(value: Decimal, places: int = 1) -> str:
    return percent_text(rounded(value, places), places, trim=True)


def _month(found: Ahead, number: int) -> str:
    month = month_at(found.year, number)
    return gettext("M%(month)s") % {"month": month.month if number < SHORTEST else f"1/{month:%y}"}


def _curve(found: Ahead) -> Curve:
    base = found.capital_vnd
    estimate = None if found.estimated_vnd is None else share(found.estimated_vnd, base)
    return Curve(
        months=[_month(found, number) for number in range(1, SHORTEST + 1)],
        plan=found.percents,
        actual=[share(paid, base) for paid in found.paid_vnd],
        estimate=estimate,
        ahead=[_mark(point, base) for point in found.forecast.points],
        words=_words(found),
        titles=[
            f"{_month(found, number)}: {_percent(share(paid, base), 2)}"
            for number, paid in enumerate(found.paid_vnd, 1)
        ],
    )


def _mark(point: Point, base: int) -> AheadMark:
    low, high = point.low_vnd, point.high_vnd
    return AheadMark(
        point.month,
        share(point.middle_vnd, base),
        None if low is None else share(low, base),
        None if high is None else share(high, base),
    )


def _words(found: Ahead) -> CurveWords:
    base, known, end = found.capital_vnd, len(found.paid_vnd), found.forecast.end
    if not base:
        return CurveWords()
    said = {"month": _month(found, known)} if known else {}
    now = {"rate": _percent(share(found.paid, base)), **said}
    return CurveWords(
        plan=gettext("Scenario %(rate)s") % {"rate": _percent(found.percents[-1])}
        if found.percents
        else "",
        actual=gettext("disbursed to the end of %(month)s: %(rate)s") % now if known else "",
        estimate=_estimate(found) if known < SHORTEST else "",
        ahead=gettext("Forecast %(rate)s") % {"rate": _percent(share(end.middle_vnd, base), 0)}
        if end
        else "",
        spread=_spread(end, base) if end else "",
        gap=gap_text(gap_of(found)),
    )


def _estimate(found: Ahead) -> str:
    if found.estimated_vnd is None:
        return ""
    said = {
        "month": _month(found, len(found.paid_vnd) + 1),
        "rate": _percent(share(found.estimated_vnd, found.capital_vnd)),
    }
    return gettext("est. end of %(month)s %(rate)s") % said


def _spread(end: Point, base: int) -> str:
    if end.low_vnd is None or end.high_vnd is None:
        return ""
    said = {
        "low": _percent(share(end.low_vnd, base), 0),
        "high": _percent(share(end.high_vnd, base), 0),
    }
    return gettext("from %(low)s to %(high)s") % said


def _desc(found: Ahead) -> str:
    words = _words(found)
    told = [words.actual, words.plan, words.gap, words.estimate, words.ahead, words.spread]
    if found.forecast.end:
        told.append(gettext("Forecast to %(day)s.") % {"day": day_text(closes_on(found.year))})
    return ". ".join(filter(None, told))


def _rows(found: Ahead) -> list[dict[str, Any]]:
    points = {point.month: point for point in found.forecast.points}
    known, base = len(found.paid_vnd), found.capital_vnd
    return [
        {
            "month": month_at(found.year, number),
            "plan": _percent(found.percents[number - 1], 2) if found.percents else "",
            "paid": million(found.paid_vnd[number - 1]) if number <= known else "",
            "rate": _percent(share(found.paid_vnd[number - 1], base), 2) if number <= known else "",
            "estimated": million(found.estimated_vnd)
            if number == known + 1 and found.estimated_vnd is not None
            else "",
            "middle": _of(points.get(number), "middle_vnd", base),
            "low": _of(points.get(number), "low_vnd", base),
            "high": _of(points.get(number), "high_vnd", base),
        }
        for number in range(1, SHORTEST + 1)
    ]


def _of(point: Point | None, name: str, base: int) -> str:
    value = getattr(point, name, None)
    return "" if value is None else _percent(share(value, base), 2)
