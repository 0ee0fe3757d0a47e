"""What a person said of the rows of a workbook, held while the workbook is read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from projects.actions.import_laying import Decision
from projects.importing.messages import Message, Severity
from projects.importing.reading import ParsedRow
from projects.importing.stored_rows import to_json
from projects.models import ImportBatch, ImportRow

Outcome = ImportRow.Outcome
_TOLD_BY = ("id", "name", "investor", "province", "location")


def decision_of(row: ImportRow) -> Decision | None:
    """The answer a person gave for a staged row; None when nobody did, or its project is gone."""
    if row.answered_by_id is None or row.outcome == Outcome.ASK:
        return None
    outcome = row.outcome.replace(Outcome.SAME, Outcome.UPDATE)
    if outcome == Outcome.UPDATE and row.project_id is None:
        return None
    return Decision(outcome, row.project_id)


class Answered:
    """The answered rows of a batch as they stood before it is read again.

    An answer holds for the row of the same sheet and number that still names the same project,
    investor and place, and has no error it did not have when it was answered.
    """

    def __init__(self, batch: ImportBatch) -> None:
        rows = ImportRow.objects.filter(batch=batch, answered_by_id__isnull=False)
        self._rows = {_told(row.sheet, row.number, row.values): row for row in rows}

    def of(self, row: ParsedRow, said: Iterable[Message]) -> ImportRow | None:
        """The answered row that this row is again, with `said` of it now."""
        if not self._rows:
            return None
        before = self._rows.get(_told(row.sheet[:100], row.number, to_json(row)))
        errors = {(m.code, m.address) for m in said if m.severity is Severity.ERROR}
        known = {(m["code"], m["address"]) for m in before.messages} if before else set()
        return before if errors <= known else None


def _told(sheet: str, number: int, values: Mapping[str, Any]) -> tuple[object, ...]:
    texts = (str(values.get(key, {}).get("written", "")) for key in _TOLD_BY)
    return (sheet, number, *texts)
