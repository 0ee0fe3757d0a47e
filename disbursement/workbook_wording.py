"""What is said of cells of a workbook of capital, where it differs from the import of projects."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.importing.messages import Message, Severity
from projects.importing.wording import words as of_projects
from vn.money import trieu_text

FIGURES: dict[str, Promise] = {
    "amount_vnd": _("Capital"),
    "advance_vnd": _("Advance"),
    "volume_vnd": _("Volume completed"),
    "recovery_vnd": _("Recovery of advances"),
    "estimate_vnd": _("Estimate of the next month"),
}

_WORDS: dict[str, Promise] = {
    "no_unit": _(
        "“%(text)s” has no unit, nor has its heading. Write “Đơn vị tính: triệu đồng” above the "
        "heading and send the workbook again, or type the amount here."
    ),
    "doubtful": _("“%(text)s” can be read two ways: %(hint)s. Type the amount that is meant."),
    "row_sum": _(
        "The total “%(text)s” of the row differs from its sources, which make %(hint)s million VND."
    ),
    "repeated_column": _(
        "The heading “%(text)s” stands here twice; the last of them was read. Take the other out."
    ),
    "hidden_rows": _("Rows %(text)s are hidden in the workbook and were read."),
    "hidden_column": _("The column “%(text)s” is hidden in the workbook and was read."),
    "name_missing": _("The row names no project and was left out."),
}


def words(message: Message) -> str:
    """One finding as a sentence, with its cell in front."""
    if message.code not in _WORDS:
        return of_projects(message)
    hint = message.hint
    if message.code == "row_sum" and hint.isdecimal():
        hint = trieu_text(int(hint), 6)
    said = {"text": message.text, "column": message.column, "hint": hint}
    return f"{message.place} {str(_WORDS[message.code]) % said}"


def stored_words(told: Mapping[str, str]) -> str:
    """The same of a finding as it is kept with its row."""
    return words(Message(**{**told, "severity": Severity(told["severity"])}))  # type: ignore[arg-type]
