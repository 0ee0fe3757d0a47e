"""Target 4 as conditions of a list: the same questions that the page on quality counts by."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from deadlines.models import RuleVersion
from deadlines.rules.law_records import RECORD_VERSIONS
from projects.filters.conditions import Choices
from projects.rules.quality import current_from

MEETS, FAILS, COMPLETE, LACKING, CURRENT, STALE, UNMEASURED = (
    "dat",
    "chua_dat",
    "day_du",
    "con_thieu",
    "con_moi",
    "da_cu",
    "chua_do",
)
QUALITY: Choices = [
    (MEETS, _("Complete and up to date")),
    (FAILS, _("Not complete or not up to date")),
    (COMPLETE, _("Complete")),
    (LACKING, _("Facts missing")),
    (CURRENT, _("Up to date")),
    (STALE, _("Not up to date")),
    (UNMEASURED, _("Not measured yet")),
]
GATE = "ho-so."
"""What begins the value of `thieu` for a fact that the stage of a project asks for."""


def reporting_days(on: date) -> int:
    """Within how many days a record must be updated, as rule Q1 says on that day; one query."""
    rows = RuleVersion.objects.filter(kind="Q1", effective_from__lte=on)
    found = rows.order_by("-effective_from").values_list("parameters", flat=True).first()
    parameters = found if found is not None else RECORD_VERSIONS[0].parameters
    return int(parameters["days"])


def conditions(on: date, days: int) -> dict[str, Q]:
    """Each kind as a condition on projects, on a day, with so many days to be up to date."""
    known = Q(quality__updated_on__isnull=False)
    complete = known & Q(quality__missing=[])
    fresh = Q(quality__updated_on__gte=current_from(on, days))
    stale = Q(quality__updated_on__lt=current_from(on, days))
    lacking = known & ~Q(quality__missing=[])
    return {
        MEETS: complete & fresh,
        FAILS: lacking | stale,
        COMPLETE: complete,
        LACKING: lacking,
        CURRENT: fresh,
        STALE: stale,
        UNMEASURED: Q(quality__updated_on__isnull=True),
    }


def lacks(value: str) -> Q:
    """Projects whose stage asks for a fact that is not on record; `value` begins with `GATE`."""
    return Q(quality__missing__contains=[value.removeprefix(GATE)])
