"""The rows of a workbook on the screen: what was written, what was read, what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.acts import version_of
from projects.importing.columns import KNOWN, Kind
from projects.importing.messages import Message, Severity
from projects.importing.wording import STATUS_WORDS, candidate_words, words
from projects.importing.wording_columns import label
from projects.models import ImportBatch, ImportRow, Investor, Project
from projects.views.history import differences
from projects.wording import partial
from sheets.reader import column_letters
from vn.areas import ha_text
from vn.money import ty_text
from vn.numbers import decimal_text, group

MARKS = {
    ImportRow.Outcome.CREATE: (_("new"), "new"),
    ImportRow.Outcome.UPDATE: (_("changes"), ""),
    ImportRow.Outcome.SAME: (_("unchanged"), "ok"),
    ImportRow.Outcome.ASK: (_("to answer"), "warn"),
    ImportRow.Outcome.SKIP: (_("left out"), ""),
}
_TONES = {Severity.ERROR: "cell-e", Severity.WARNING: "cell-w"}
_KINDS = {known.key: known.kind for known in KNOWN}
_CHOICES: dict[str, Mapping[str, Any]] = {
    "status": STATUS_WORDS,
    "zone": dict(Project.Zone.choices),
    "investor_kind": dict(Investor.Kind.choices),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the screen: all sheets' columns of one meaning."""

    key: str
    label: str
    is_number: bool


@dataclass(slots=True)
class ShownCell:
    """One cell. `read` is empty where it says just what was written."""

    address: str
    label: str
    written: str
    read: str
    is_number: bool
    notes: list[tuple[str, str]] = field(default_factory=list)
    tone: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row with everything a page says of it. `notes` are about the row as a whole."""

    row: ImportRow
    cells: list[ShownCell]
    notes: list[tuple[str, str]]
    mark: str
    mark_tone: str
    name: str
    changes: list[tuple[str, str, str]]
    candidates: list[dict[str, Any]]
    url: str
    version: int


class Screen:
    """Shows the rows of a batch; `found` tells which column stands where in which sheet."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self.columns: list[Column] = []
        self._places: dict[str, dict[str, int]] = {}
        seen: set[str] = set()
        for layout in batch.found.get("layouts", []):
            if layout["used"]:
                keyed = {c["key"]: c["index"] for c in layout["columns"] if c["key"]}
                self._places[layout["sheet"]] = keyed
                for key in keyed:
                    if key not in seen:
                        seen.add(key)
                        is_number = _KINDS.get(key) in (Kind.MONEY, Kind.USD, Kind.AREA)
                        self.columns.append(Column(key, label(key), is_number))

    def show(self, rows: Iterable[ImportRow]) -> list[ShownRow]:
        """These rows, with the codes of the projects they speak of, in one query."""
        kept = list(rows)
        ids = {c["id"] for row in kept for c in row.candidates if c["about"] == "project"}
        ids |= {row.project_id for row in kept if row.project_id}
        codes = dict(Project.objects.filter(pk__in=ids).values_list("pk", "code"))
        return [self._row(row, codes) for row in kept]

    def address(self, row: ImportRow, key: str) -> str:
        """Where the cell of a key stands, such as "C7"; empty when its sheet lacks the column."""
        index = self._places.get(row.sheet, {}).get(key)
        return "" if index is None else f"{column_letters(index)}{row.number}"

    def _row(self, row: ImportRow, codes: Mapping[int, str]) -> ShownRow:
        cells = [self._cell(row, column) for column in self.columns]
        by_address = {cell.address: cell for cell in cells if cell.address}
        about_row = []
        for message in messages_of(row.messages):
            cell = by_address.get(message.address)
            note = (words(message), message.severity.value)
            if cell is None:
                about_row.append(note)
                continue
            cell.notes.append(note)
            if cell.tone != "cell-e":
                cell.tone = _TONES.get(message.severity, cell.tone)
        mark, tone = MARKS[ImportRow.Outcome(row.outcome)]
        return ShownRow(
            row=row,
            cells=cells,
            notes=about_row,
            mark=str(mark),
            mark_tone=tone,
            name=str(row.values.get("name", {}).get("written", "")) or f"{row.sheet}!{row.number}",
            changes=_changes(row),
            candidates=[_candidate(each, codes) for each in row.candidates],
            url=reverse("projects:import_row", args=[row.batch_id, row.pk]),
            version=version_of(row),
        )

    def _cell(self, row: ImportRow, column: Column) -> ShownCell:
        said = row.values.get(column.key, {})
        written = str(said.get("written", ""))
        read = read_text(column.key, said)
        return ShownCell(
            address=self.address(row, column.key),
            label=column.label,
            written=written,
            read="" if read == written else read,
            is_number=column.is_number,
        )


def _changes(row: ImportRow) -> list[tuple[str, str, str]]:
    """What a project on record becomes; of a new one the cells say it all."""
    if row.outcome != ImportRow.Outcome.UPDATE:
        return []
    return differences("project", row.changes.get("old", {}), row.changes.get("new", {}))


def read_text(key: str, said: Mapping[str, Any]) -> str:
    """What was read of a cell, in words; empty when nothing was."""
    kind, value = said.get("kind", "none"), said.get("value")
    if kind in ("none", "unread") or value is None:
        return ""
    if kind == "day":
        return partial(date.fromisoformat(value[0]), value[1])
    text = _amount(key, value) if kind in ("int", "decimal") else _chosen(key, str(value))
    return f"{said['hedge']} {text}" if said.get("hedge") else text


def _amount(key: str, value: Any) -> str:
    kind = _KINDS.get(key)
    if kind is Kind.MONEY:
        return gettext("%(amount)s billion VND") % {"amount": ty_text(int(value), 3, trim=True)}
    if kind is Kind.USD:
        return f"{decimal_text(Decimal(value), 2, trim=True)} USD"
    if kind is Kind.AREA:
        return f"{ha_text(Decimal(value), 4, trim=True)} ha"
    return group(int(value)) if isinstance(value, int) else str(value)


def _chosen(key: str, value: str) -> str:
    return str(_CHOICES.get(key, {}).get(value, value))


def messages_of(kept: Sequence[Mapping[str, Any]]) -> list[Message]:
    """Messages as they were kept with a row or a batch."""
    return [
        Message(
            Severity(each["severity"]),
            each["sheet"],
            each["address"],
            each["code"],
            each.get("text", ""),
            each.get("column", ""),
            each.get("hint", ""),
        )
        for each in kept
    ]


def _candidate(said: Mapping[str, Any], codes: Mapping[int, str]) -> dict[str, Any]:
    code = codes.get(said["id"]) if said["about"] == "project" else None
    url = reverse("projects:detail", args=[code]) if code else ""
    why = candidate_words(str(said.get("why", "")))
    return {**said, "url": url, "code": code or "", "why": why}
