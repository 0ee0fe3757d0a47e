"""What is said of a cell, and what to do about it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.importing.messages import Message
from projects.importing.wording_readings import READING_WORDS
from projects.importing.wording_registry import REGISTRY_WORDS

WORDS: dict[str, str | Promise] = {
    "no_header": _(
        "No row names the columns. Write a header row with at least “Tên dự án”, “Nhà đầu tư” "
        "and “Tình trạng”."
    ),
    "repeated_column": _("The column “%(text)s” stands there twice. Delete one of the two."),
    "name_missing": _(
        "The row has no project name. Write it, or delete the row if it is a heading or a total."
    ),
    "twin": _(
        "The same project stands in row %(text)s. Delete one of the two, or write what sets them "
        "apart in the name."
    ),
    "excel_error": _("The cell shows %(text)s. Correct the formula, or write the value itself."),
    "too_long": _("The text is too long for “%(column)s”. Shorten it."),
    "not_a_choice": _(
        "“%(text)s” is not a known “%(column)s”. It was left unknown; choose a value from the "
        "list on the sheet “Ghi chú”."
    ),
    "negative": _("“%(text)s” is below zero and was left unknown. Write the amount itself."),
    "too_precise": _(
        "“%(text)s” has more decimals than are kept and was left unknown. Round it to two "
        "decimals of its unit."
    ),
    "fraction_of_dong": _(
        "“%(text)s” is not a whole number of đồng and was left unknown. Check number and unit."
    ),
    "unknown_unit": _(
        "The unit of “%(text)s” is not known; the cell was left unknown. Write the number in the "
        "unit of the header."
    ),
    "other_currency": _(
        "“%(text)s” is not in đồng and was left unknown. Write it in the column for US dollars."
    ),
    "range": _("“%(text)s” is a range and was left unknown. Write one value."),
    "relative": _(
        "“%(text)s” counts from another day and was left unknown. Write the day, month, quarter "
        "or year itself."
    ),
    "vague": _(
        "“%(text)s” does not say which day and was left unknown. Write a day, month, quarter or "
        "year."
    ),
    "year_missing": _("“%(text)s” has no year and was left unknown. Write the year."),
    "needs_day": _(
        "“%(text)s” is not one day and was kept as text only. Write the day when it is known."
    ),
    "in_the_future": _(
        "“%(text)s” has not come yet, so it cannot have happened; it was left unknown. Write it "
        "in the column for plans."
    ),
}
STATUS_WORDS: dict[str, Promise] = {
    "operating": _("operating"),
    "under_construction": _("under construction"),
    "not_started": _("not started"),
    "suspended": _("suspended"),
    "terminated": _("terminated"),
    "unknown": _("not known"),
}
"""The statuses of a workbook, in the order in which an import counts them."""

_UNREADABLE = _(
    "“%(text)s” cannot be read as “%(column)s” and was left unknown; the text is kept. Correct "
    "the cell and import again."
)


ALL_WORDS = WORDS | READING_WORDS | REGISTRY_WORDS
"""By code; what each says of %(text)s in %(column)s, with %(hint)s."""


def words(message: Message) -> str:
    """The message as a sentence, with its place in front."""
    said = {"text": message.text, "column": message.column, "hint": message.hint}
    text = str(ALL_WORDS.get(message.code, _UNREADABLE)) % said
    return f"{message.place} {text}" if message.sheet else text


FAILURES: dict[str, Promise] = {
    "not_a_workbook": _(
        "By its content this is no spreadsheet, whatever its name says. Open it in Excel, save it as "
        "“Excel Workbook (.xlsx)”, then send that file."
    ),
    "unsupported_format": _(
        "This kind of spreadsheet is not read. Save it as “Excel Workbook (.xlsx)”, then send that "
        "file."
    ),
    "encrypted": _(
        "The workbook is locked with a password. Open it in Excel, take the password off (File, "
        "Info, Protect Workbook), save it, then send it again."
    ),
    "corrupt": _(
        "The file is damaged: a part of it is missing or was changed. Open it in Excel, let Excel "
        "repair it, save it under a new name, then send that file."
    ),
    "too_large": _(
        "The workbook unpacks to far more than a list of projects holds. Copy the rows into a new "
        "workbook, then send that one."
    ),
    "too_many_rows": _(
        "A sheet is longer than 20,000 rows, perhaps because empty rows were formatted. Delete the "
        "rows below the last project, or split the list, then send it again."
    ),
    "too_costly": _(
        "The workbook is too complicated to be read within the time and memory it is given. Copy the "
        "rows into a new workbook as values, then send that one."
    ),
    "not_utf8": _(
        "The text of this .csv file is in an old Vietnamese encoding, so its letters cannot be read "
        "for sure. Open it in Excel and save it as “Excel Workbook (.xlsx)” or “CSV UTF-8”."
    ),
    "file_missing": _(
        "The stored file is gone, so it cannot be read again. Send the workbook once more."
    ),
    "registry_moved": _(
        "Nothing was written: while you were confirming, somebody changed projects that some rows "
        "speak of. Look at the rows that wait below, then confirm again."
    ),
    "changed_meanwhile": _(
        "The import was not undone: some of its projects were changed while you were confirming. "
        "Look at them below and decide again."
    ),
}
"""Why a workbook could not be read, or a written one not be undone, and what to do."""

_INSTEAD: dict[str, Promise] = {
    "empty": _("The file is empty."),
    "pdf": _("The file is a PDF."),
    "word": _("The file is a Word document."),
    "web_page": _("The file is a web page, although its name says otherwise."),
    "xml": _("The file is XML."),
    "text": _("The file is plain text."),
    "zip": _("The file is an archive of other files."),
    "ods": _("The file is an OpenDocument spreadsheet (.ods)."),
    "xlsb": _("The file is a binary workbook (.xlsb)."),
    "numbers": _("The file is a Numbers document."),
}
"""What a file is instead, by the detail that goes with the code."""

_FAILED = _(
    "The workbook could not be read. Save it as “Excel Workbook (.xlsx)”, then send it again."
)


def failure_words(failure: str) -> str:
    """What stopped the work on a workbook, as sentences; `failure` is a code, or "code:detail"."""
    code, _colon, detail = failure.partition(":")
    said = (_INSTEAD.get(detail), FAILURES.get(code, _FAILED))
    return " ".join(str(words) for words in said if words)


CANDIDATES: dict[str, Promise] = {
    "code": _("the same code"),
    "certificate": _("the same certificate number"),
    "document": _("the same decision of the same day"),
    "identity": _("the same name, investor and place"),
    "same_name": _("the same name"),
    "similar": _("a similar name"),
    "other_place": _("the same name and investor, another place"),
    "taken": _("another row of this workbook already speaks of it"),
    "name": _("the same name"),
}
"""Why a row may speak of a project on record, or of the project of another row."""


def candidate_words(why: str) -> str:
    """What speaks for one project, as words."""
    return str(CANDIDATES.get(why, why))
