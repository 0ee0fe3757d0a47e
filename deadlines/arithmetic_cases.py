"""Lines of inspection: what a case's clocks begin from, extensions, waiting for the head."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deadlines.line import Line, Params


def extension_words(params: Params) -> str:
    """The days an extension adds: "25 ngày gia hạn"."""
    return gettext("%(n)s days of extension") % {"n": params["days"]}


def _extended(params: Params, day: str) -> Line:
    basis = str(params["reference"])
    if params["asked"] > params["days"]:
        beyond = gettext("the decision gives %(asked)s days, the law allows %(days)s") % params
        basis = f"{basis} · {beyond}" if basis else beyond
    return Line("+", extension_words(params), day, basis=basis)


def _extended_late(params: Params, day: str) -> Line:
    words = gettext("Extension of %(days)s days decided after the last day: not counted") % params
    return Line("", words, "", basis=str(params["reference"]), css="gap")


def _referred(params: Params, day: str) -> Line:
    words = gettext("Draft sent to the head: the time to sign begins with the answer")
    return Line("", words, day)


BUILDERS: dict[str, Callable[[Params, str], Line]] = {
    "extended": _extended,
    "extended_late": _extended_late,
    "referred": _referred,
}
BASES: dict[str, Promise] = {
    "case_decided": _("Day of the decision of the case"),
    "case_announced": _("Day the decision was announced"),
    "case_ended": _("Last day on site"),
    "case_reported": _("Day of the report on the results"),
    "case_ordered": _("Day of the order to draft"),
    "case_drafted": _("Day of the draft conclusion"),
    "case_referred": _("Day the draft was sent to the head"),
    "case_answered": _("Day of the head's answer"),
    "case_signed": _("Day the conclusion was signed"),
    "case_published": _("Day the conclusion was published"),
    "fine_decided": _("Day the fine was decided"),
    "plan_answered": _("Day of the opinion on the plan"),
}
"""Facts that clocks of cases begin from."""
