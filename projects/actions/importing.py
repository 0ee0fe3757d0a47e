"""Bring the projects of a workbook into the registry: all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, record
from accounts.actions.places import find_or_create_agencies, find_or_create_provinces
from accounts.demo import AgencyFact
from accounts.models import Agency, User
from deadlines.actions.refreshing import refresh
from projects.actions.acts import HISTORY_LANGUAGE, Change
from projects.actions.importing_places import gazetteer
from projects.actions.importing_rows import Registry, Written, write_row
from projects.actions.quality import keep
from projects.actions.refusals import Refusal
from projects.importing.messages import Message
from projects.importing.reading import ParsedRow, Table
from projects.importing.wording import words
from projects.models import ImportBatch, Project, Sector
from projects.wording import named
from vn.text import fold, sort_key

_KNOWN = Project.objects.select_related("investor").prefetch_related(
    "units__parent__parent", "investor__names", "investor__merged_from"
)
UNKNOWN_AGENCY = AgencyFact(
    code="chua-xac-dinh",
    name="Cơ quan đăng ký đầu tư (chưa xác định)",
    short_name="CQ ĐKĐT (chưa xác định)",
    kind=Agency.Kind.DEPARTMENT,
)
"""Who follows a project when its source does not say."""


class DemonstrationIsLoaded(Refusal):
    """Real rows never stand beside invented ones."""

    text = _(
        "This registry holds the demonstration province. Real rows are imported only into a "
        "registry without it: give DATABASE_URL another database."
    )


class WorkbookRefused(Refusal):
    """Something in the workbook must be corrected first; nothing was written."""

    text = _("Nothing was imported: %(count)d cells must be corrected first.")

    def __init__(self, table: Table) -> None:
        super().__init__(count=len(table.errors))
        self.messages = table.messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A workbook as read. `prefix` begins the codes of new projects."""

    file_name: str
    sha256: str
    table: Table
    prefix: str
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an import did, or would do. `by_status` counts the rows as the file states them."""

    rows_read: int
    created: int
    updated: int
    unchanged: int
    by_status: dict[str, int]
    messages: tuple[Message, ...]


@transaction.atomic
def import_workbook(*, workbook: Workbook, by: User | None, on: date, at: datetime) -> Report:
    """Create the projects that are new, update those that differ, leave the others untouched.

    A row is known by its own number, else by name, investor and province. An empty cell says
    nothing: it never erases what is on record. With `dry_run` everything is done and undone.
    Raises `WorkbookRefused` and `DemonstrationIsLoaded`.
    """
    table = workbook.table
    if table.errors:
        raise WorkbookRefused(table)
    if Project.objects.filter(origin=Project.Origin.DEMONSTRATION).exists():
        raise DemonstrationIsLoaded
    registry = _registry(table.rows, workbook, by, on)
    written = [write_row(row, registry) for row in table.rows]
    report = _report(table, written)
    _remember(written, workbook.file_name, by)
    _keep_batch(workbook, report, by, at)
    if workbook.dry_run:
        transaction.set_rollback(True)
        return report
    touched = [item.project.pk for item in written if item.outcome != "unchanged"]
    keep(project_ids=touched, at=at, updated_on=on if by else None)
    refresh(project_ids=touched, on=on, at=at, cause="import")
    return report


def _registry(rows: Iterable[ParsedRow], workbook: Workbook, by: User | None, on: date) -> Registry:
    agencies = find_or_create_agencies(facts=[UNKNOWN_AGENCY], units={})
    names = {row.text("province") for row in rows} - {""}
    return Registry(
        agency=agencies[UNKNOWN_AGENCY.code],
        provinces=find_or_create_provinces(names=sorted(names)),
        sectors=_sectors({row.text("sector") for row in rows} - {""}),
        projects=list(_KNOWN.all()),
        gazetteer=gazetteer(),
        file_name=workbook.file_name,
        prefix=workbook.prefix,
        by=by,
        on=on,
    )


def _sectors(names: Iterable[str]) -> dict[str, Sector]:
    """The sector of each name, by its folded form; new ones are numbered on."""
    found = {fold(sector.name): sector for sector in Sector.objects.all()}
    for name in sorted(names, key=sort_key):
        if fold(name) not in found:
            title = name[0].upper() + name[1:]
            code = f"N{len(found) + 1:03d}"
            sector = Sector.objects.create(code=code, name=title, sort_key=sort_key(name))
            found[fold(name)] = sector
    return found


def _report(table: Table, written: list[Written]) -> Report:
    outcomes = Counter(item.outcome for item in written)
    statuses = Counter(row.text("status") or "unknown" for row in table.rows)
    return Report(
        rows_read=len(table.rows),
        created=outcomes["created"],
        updated=outcomes["updated"],
        unchanged=outcomes["unchanged"],
        by_status=dict(statuses),
        messages=table.messages,
    )


def _remember(written: list[Written], file_name: str, by: User | None) -> None:
    """One line of history for each project that is new or differs."""
    with translation.override(HISTORY_LANGUAGE):
        for item in written:
            if item.outcome != "unchanged":
                record(by=by, entry=_entry(item, file_name))


def _entry(item: Written, file_name: str) -> Entry:
    is_new = item.outcome == "created"
    text = _("Project %(code)s imported from %(file)s")
    if not is_new:
        text = _("%(file)s imported: %(fields)s")
    change: Change = item.change
    about = {"code": item.project.code, "file": file_name, "fields": named(change.new)}
    return Entry(
        verb="project_created" if is_new else "project_changed",
        subject_kind="project",
        subject_id=item.project.pk,
        project_id=item.project.pk,
        summary=str(text) % about,
        old=change.old,
        new=change.new,
    )


def _keep_batch(workbook: Workbook, report: Report, by: User | None, at: datetime) -> None:
    with translation.override(HISTORY_LANGUAGE):
        kept = [asdict(message) | {"words": words(message)} for message in report.messages]
    batch = ImportBatch.objects.create(
        file_name=workbook.file_name,
        file_sha256=workbook.sha256,
        at=at,
        by_id=by.pk if by else None,
        rows_read=report.rows_read,
        created=report.created,
        updated=report.updated,
        unchanged=report.unchanged,
        messages=kept,
    )
    entry = Entry(
        verb="projects_imported",
        subject_kind="import_batch",
        subject_id=batch.pk,
        summary=workbook.file_name,
        new={
            "created": report.created,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "sha256": workbook.sha256,
        },
    )
    record(by=by, entry=entry)
