"""The flags somebody chose to give away: read from the list, shown before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from deadlines import flag_list, work_page
from deadlines.actions.assigning import MOST
from deadlines.models import Flag
from vn.dates import day_text

FLAGS, ALL = "flags", "all"
SHOWN = 50
_LONGEST_KEY = 18


def chosen(said: QueryDict, user: User, on: date) -> list[int]:
    """The live flags that were ticked, or all of the list they stand in; at most one more than
    may be given. What this person may not know of is left out."""
    if said.get(ALL) and not said.getlist(FLAGS):
        desk = work_page.desk_of(user, on)
        asked = work_page.Asked.of(said, user)
        rows = work_page.wanted(desk, asked).flags
        if asked.group:
            rows = rows.filter(group=asked.group)
        found = rows.order_by("due_date", "pk").values_list("pk", flat=True)
        return list(found[: MOST + 1])
    wanted = {
        int(key) for key in said.getlist(FLAGS) if key.isdecimal() and len(key) <= _LONGEST_KEY
    }
    visible = Flag.objects.visible_to(user).filter(pk__in=wanted)
    return list(visible.order_by("due_date", "pk").values_list("pk", flat=True)[: MOST + 1])


def still_live(ids: Sequence[int]) -> list[int]:
    """Those of the flags that can be given."""
    live = Flag.objects.live().filter(pk__in=ids)
    return list(live.order_by("due_date", "pk").values_list("pk", flat=True))


def back_to(said: QueryDict) -> str:
    """The list the flags were chosen from, or the page of the one flag."""
    kept = {
        name: said.get(name, "") for name in (work_page.VIEW, work_page.PERSON, work_page.GROUP)
    }
    back = said.get("ve", "")
    if back.isdecimal() and len(back) <= _LONGEST_KEY:
        return reverse("deadlines:flag", args=[int(back)])
    return work_page.Asked().address(**kept)


def context(ids: Sequence[int], said: QueryDict) -> dict[str, Any]:
    """What is shown before the act: how many, the first of them, where to go back to."""
    rows = flag_list.found(ids[:SHOWN])
    names = (work_page.VIEW, work_page.PERSON, work_page.GROUP, "ve")
    return {
        "ids": ids,
        "rows": [row | {"due": day_text(row["due_date"])} for row in rows],
        "more": len(ids) - len(rows),
        "kept": [(name, said.get(name, "")) for name in names],
        "back_url": back_to(said),
        "crumbs": [(gettext("Work today"), reverse("deadlines:work"))],
    }
