"""What the monthly table is called, of which figures it is made, and what its columns leave out."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from disbursement.month_table import MonthTable
from disbursement.rules.month_table import Pivot
from vn.dates import day_text

PIVOTS: dict[Pivot, Promise] = {
    Pivot.SOURCE: _("By source of capital"),
    Pivot.OWNER: _("By project owner"),
    Pivot.PLACE: _("By place"),
    Pivot.SECTOR: _("By sector"),
}


def title(table: MonthTable) -> str:
    """The title of the table, as official documents write it."""
    month = table.question.month
    said = {"year": table.question.year, "month": f"{month.month}/{month.year}"}
    words = gettext("Disbursement of the public investment plan of %(year)s, month %(month)s")
    return words % said


def state(table: MonthTable) -> str:
    """By which closing the figures stand, or that they may still change; and how they are grouped."""
    pivot = str(PIVOTS[table.pivot])
    closing = table.closing
    if closing is None:
        return f"{pivot} · {gettext('Provisional figures')}"
    said = {
        "number": closing.number,
        "decision": closing.decision_number,
        "day": day_text(closing.decision_date),
    }
    words = gettext("closing %(number)s, decision %(decision)s of %(day)s") % said
    if closing.reopened_date is not None:
        words += " · " + gettext("reopened since by %(decision)s of %(day)s") % {
            "decision": closing.reopened_number,
            "day": day_text(closing.reopened_date),
        }
    return f"{pivot} · {words}"


def notes(table: MonthTable) -> list[str]:
    """How to read what is empty."""
    said = [
        gettext(
            "(6), (7): capital is assigned to sources, not to projects. Where the People's Council "
            "assigned none of a source, (6) takes the place of (7) in (9). Of a project (9) is what "
            "was allocated to it."
        ),
        gettext("(18), (19): estimates, never part of what was disbursed."),
    ]
    if table.pivot is Pivot.SOURCE:
        words = gettext(
            "(4), (5): of whole projects; not added up here, where a project may have several sources."
        )
    else:
        words = gettext("(4), (5): added up where they are known of every project.")
    return [*said, words]
