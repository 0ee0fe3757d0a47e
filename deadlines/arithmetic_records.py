"""Lines of questions about a record: what does not fit together, in words."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deadlines import wording
from deadlines.line import Line, Params
from vn.numbers import group

QUESTIONS: dict[str, Promise] = {
    "operating_not_started": _(
        "Operating, yet construction has not started: which of the two is right?"
    ),
    "operating_unfinished": _(
        "Operating and under construction, yet no milestone is completed: what was completed, when?"
    ),
    "operated_unbuilt": _(
        "“%(name)s” is reached, yet construction has not started and nothing operates: which is right?"
    ),
    "handed_undecided": _(
        "“%(name)s” was handed over, yet no decision on the land is on record: which decision?"
    ),
    "terminated_undecided": _("Terminated, yet no decision is on record: number, day, ground?"),
    "suspended_in_force": _(
        "The suspension by %(name)s has not ended, yet the project is in force: did it resume?"
    ),
    "capital_parts": _(
        "The parts of the capital make %(parts)s đồng, the registered capital is %(total)s đồng"
    ),
}
"""What each contradiction of Q3 asks, by its code."""

BASES: dict[str, Promise] = {"record_update": _("Last update of the record")}


def question(params: Params) -> str:
    """The question of a contradiction in words."""
    words = wording.label(QUESTIONS, params["code"])
    return words % {name: _said(value) for name, value in params.items() if name != "code"}


def _said(value: object) -> str:
    return group(value) if isinstance(value, int) else str(value)


def _question(params: Params, day: str) -> Line:
    apart = ""
    if params["code"] == "capital_parts":
        apart = gettext("%(n)s đồng") % {"n": group(abs(params["parts"] - params["total"]))}
    return Line("≠", question(params), apart)


BUILDERS: dict[str, Callable[[Params, str], Line]] = {"question": _question}
