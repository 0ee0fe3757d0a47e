"""Why a file could not be read as a workbook."""

from __future__ import annotations


class UnreadableWorkbook(ValueError):
    """The file is not a workbook this room reads.

    `code` is one of `not_a_workbook`, `unsupported_format`, `encrypted`, `corrupt`, `too_large`,
    `too_many_rows`; `detail` names the sheet or the part of the file concerned, or is empty.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
