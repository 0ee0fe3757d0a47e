"""What is said of a cell, a heading or a sheet that could not be taken as it stands."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

READING_WORDS: dict[str, str | Promise] = {
    "doubtful": _(
        "“%(text)s” can be read two ways: %(hint)s. It was left unknown; say which is meant."
    ),
    "unknown_column": _(
        "The column “%(text)s” is not known; its cells are kept as text. Say under Columns what it "
        "means, or leave it out."
    ),
    "hidden_column": _(
        "The column “%(text)s” is hidden in the workbook and was read. Leave it out under Columns "
        "if it does not count."
    ),
    "hidden_rows": _(
        "Rows %(text)s are hidden in the workbook and were read. Say under Columns if they do not "
        "count."
    ),
    "hidden_sheet": _(
        "The sheet “%(text)s” is hidden and was not read. Tick it under Columns if it counts."
    ),
    "hidden_not_told": _(
        "An .xls file does not tell which rows and columns are hidden; all of them were read."
    ),
    "linked_workbook": _(
        "Formulas point to the workbook “%(text)s”. Their stored results were read and may be old."
    ),
    "old_font": _(
        "The text was typed for a font of before Unicode (%(text)s) and cannot be read. Convert the "
        "workbook to Unicode, then send it again."
    ),
    "other_list_plans": _(
        "This is a list of public investment, not of projects of investors. It is not imported here."
    ),
    "other_list_scores": _("This is a table of the PCI. Enter it on the page “PCI”."),
    "english_grouping": _(
        "“%(text)s” groups thousands with commas, the English way, in a Vietnamese column. It was "
        "left unknown; correct the cell."
    ),
    "grouping": _(
        "The digits of “%(text)s” are not grouped by three. It was left unknown; correct the number, "
        "for example 428.000."
    ),
    "not_a_number": _("“%(text)s” is no number. It was left unknown; the text is kept."),
    "more_than_one_number": _(
        "“%(text)s” holds more than one number. It was left unknown; write one."
    ),
    "two_values": _("“%(text)s” states two values. It was left unknown; write the one that holds."),
    "no_unit": _("“%(text)s” has no unit, nor has its heading. Choose the unit under Columns."),
    "too_much": _("“%(text)s” is more than the portal can keep. Check the number and its unit."),
    "footnote_or_digit": _(
        "The last digit of “%(text)s” may be a footnote mark. It was left unknown; write the number "
        "without the mark."
    ),
    "footnote": _("The footnote mark was left off “%(text)s”; read as %(hint)s."),
    "remark": _("The number in “%(text)s” was read as %(hint)s; its remark is kept as text."),
    "two_currencies": _("“%(text)s” states đồng and US dollars; both were read."),
    "read_as_usd": _("“%(text)s” is in US dollars and was read as such."),
    "certificate_digits": _(
        "“%(text)s” has an unusual number of digits for a certificate. It was kept; check it."
    ),
    "other_column_differs": _(
        "“%(text)s” says otherwise than the column meant for it; that column was followed."
    ),
    "no_such_day": _("There is no such day as “%(text)s”. It was left unknown; correct the cell."),
    "no_such_month": _("There is no such month as in “%(text)s”. It was left unknown; correct it."),
    "no_such_quarter": _(
        "There is no such quarter as in “%(text)s”. It was left unknown; correct the cell."
    ),
    "no_such_year": _("The year of “%(text)s” cannot be right. It was left unknown; correct it."),
    "not_a_date": _("“%(text)s” is no day, month, quarter or year. The text is kept."),
    "empty": _("The cell holds no date."),
    "serial": _(
        "“%(text)s” is a bare number where a day is expected; Excel would show %(hint)s. It was left "
        "unknown; write the day."
    ),
    "term": _(
        "“%(text)s” counts from an event; the term is kept as text. The day follows when the event "
        "is on record."
    ),
    "term_without_event": _(
        "“%(text)s” is a length of time without a beginning. It is kept as text; write from when."
    ),
    "rank_is_score": _("The rank “%(text)s” is the rounded score. It was not taken; check it."),
    "sum_differs": _(
        "The total “%(text)s” of “%(column)s” differs from what its rows add up to: %(hint)s. Both "
        "are kept."
    ),
    "sum_incomplete": _(
        "The total “%(text)s” of “%(column)s” cannot be checked wholly: %(hint)s rows have a figure."
    ),
    "count_differs": _("“%(text)s” counts otherwise than there are rows: %(hint)s."),
}
"""By the codes of `projects.importing` and of `vn`."""
