"""The values of chosen columns for the projects on a page, or of a piece of a workbook.

One query for the facts of all columns, one more each for flags, for deadlines, for agencies that
ended and for what a person was only asked about, if a column needs it: never one a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import F

from accounts.in_charge import InCharge
from accounts.permissions import Scope
from deadlines import wording
from deadlines.rules.severity import flag_mark, flag_rank
from projects import providing
from projects.lists.columns import BY_KEY, Column
from projects.models import Project
from projects.querysets import listing

if TYPE_CHECKING:
    from accounts.models import User

ALWAYS = {"c_code": F("code")}
"""Read whatever is chosen: each row leads to its project."""

_AGENCY = {"c_agency": F("agency_id"), "c_agency_end": F("agency__valid_to")}
_DUTIES = ("viec", "han")


def values_of(
    ids: Sequence[int], columns: Sequence[Column], user: User, *, on: date
) -> list[dict[str, Any]]:
    """What the columns (and those beneath them) read of these projects, in the order of `ids`.

    A column's `value` takes such a row. Projects that are gone meanwhile are left out.
    """
    wanted = [*columns, *(BY_KEY[each.beneath] for each in columns if each.beneath)]
    keys = {column.key for column in wanted}
    reads = ALWAYS | {name: by for column in wanted for name, by in column.reads.items()}
    if "co_quan" in keys:
        reads |= _AGENCY
    # Ids come from a list that this person may see.
    found = Project.objects.filter(pk__in=ids).order_by().annotate(**reads).values("pk", *reads)
    rows = {row["pk"]: dict(row) for row in found}
    ordered = [rows[pk] for pk in ids if pk in rows]
    if "co_quan" in keys:
        _name_agencies(ordered)
    _withhold(ordered, wanted, user)
    if "canh_bao" in keys:
        _add_flags(ordered, user, on)
    if keys.intersection(_DUTIES):
        _add_duties(ordered, user, on)
    return ordered


def _name_agencies(rows: Sequence[dict[str, Any]]) -> None:
    in_charge = InCharge({row["c_agency"] for row in rows if row["c_agency_end"] is not None})
    for row in rows:
        row["c_co_quan"] = in_charge.told(row["c_agency"], row["c_co_quan"])


def _withhold(rows: Sequence[dict[str, Any]], columns: Sequence[Column], user: User) -> None:
    """Of a project somebody was only asked about, nothing is told that needs a right in it."""
    hidden = [name for column in columns if column.needs for name in column.reads]
    if not hidden or user.scope == Scope.PROVINCE:
        return
    ids = [row["pk"] for row in rows]
    followed = set(providing.followed(user).filter(pk__in=ids).values_list("pk", flat=True))
    for row in rows:
        if row["pk"] in followed:
            continue
        for name in hidden:
            row[name] = None


def _add_flags(rows: Sequence[dict[str, Any]], user: User, on: date) -> None:
    flags = listing.live_flags([row["pk"] for row in rows], user)
    for row in rows:
        row["flags"] = flag_words(flags.get(row["pk"], []), on)


def flag_words(flags: Sequence[dict[str, Any]], on: date) -> list[tuple[str, str, bool]]:
    """(mark, words, whether for reference only) of live flags, the gravest and oldest first."""
    named = ("kind", "level", "advisory")
    grave = sorted(
        flags, key=lambda f: (-flag_rank(**{name: f[name] for name in named}), f["due_date"])
    )
    return [
        (
            flag_mark(**{name: flag[name] for name in named}),
            wording.flag_words(flag["kind"], flag["due_date"], on),
            flag["advisory"],
        )
        for flag in grave
    ]


def _add_duties(rows: Sequence[dict[str, Any]], user: User, on: date) -> None:
    duties = listing.nearest_duties([row["pk"] for row in rows], user, on=on)
    for row in rows:
        duty = duties.get(row["pk"])
        row["duty"] = wording.duty(duty["kind"], duty["milestone"]) if duty else ""
        row["due"] = duty["due_date"] if duty else None
        row["late"] = bool(duty and duty["late"])
