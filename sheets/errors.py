"""Why a file could not be read as a workbook."""

from __future__ import annotations


class UnreadableWorkbook(ValueError):
    """The file is not a workbook this room reads.

    `code` is one of `not_a_workbook`, `unsupported_format`, `encrypted`, `corrupt`, `too_large`,
    `too_many_rows`, `too_costly`, `not_utf8`. `detail` names the sheet or part concerned, or what
    the file is instead: `empty`, `pdf`, `word`, `web_page`, `xml`, `text`, `zip`; `ods`, `xlsb`,
    `numbers`; for `not_utf8` the old encoding it looks like (`windows-1258`, `tcvn3`, `vni`).
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
