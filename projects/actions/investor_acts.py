"""What all acts on an investor share: the order of locks, the folded text, the history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Model
from django.utils import translation
from django.utils.functional import Promise

from accounts.actions.audit import Entry, record
from accounts.models import User
from projects.actions.acts import HISTORY_LANGUAGE, Change, Seen, kind_of, lock_seen, store
from projects.actions.gates import watch
from projects.actions.indexing import index, index_investor
from projects.models import Investor, Project
from projects.wording import named
from vn.text import tidy

_LOCK_CLASS = 4505


@dataclass(frozen=True, slots=True)
class InvestorDeed:
    """An act on an investor for the history.

    `summary` takes its %(names)s from `words`; %(fields)s are the facts that changed. With a
    project the line is told in that project's history too.
    """

    verb: str
    row: Model
    summary: str | Promise
    change: Change = field(default_factory=Change)
    words: Mapping[str, object] = field(default_factory=dict)
    reason: str = ""
    project_id: int | None = None


def one_at_a_time() -> None:
    """Two people entering the same new investor get one row; acts on investors wait their turn."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_CLASS])


def lock_projects(investor_ids: Iterable[int]) -> list[Project]:
    """The projects of these investors, held until the end of the transaction.

    Projects before investors, as `projects.change` does: so the two cannot block each other.
    """
    found = Project.objects.filter(investor_id__in=list(investor_ids)).order_by("pk")
    projects = list(found.select_for_update(no_key=True))
    watch(*projects)
    return projects


def lock_investor(seen: Seen) -> Investor:
    """The investor a person saw, held; call it after `lock_projects`. Raises `Stale`."""
    one_at_a_time()
    row: Investor = lock_seen(Investor.objects.all(), seen)
    return row


def hold(investor_id: int) -> Investor:
    """An investor that something is added to, held; of a merged record the one it was merged into."""
    rows = Investor.objects.select_for_update(no_key=True)
    row: Investor = rows.get(pk=investor_id)
    while row.merged_into_id is not None:
        row = rows.get(pk=row.merged_into_id)
    return row


def keep(row: Investor) -> None:
    """Write an investor under its next version, with what search and order go by.

    Raises `Invalid`.
    """
    row.version += 1
    index_investor(row)
    store(row)


def reindex(projects: Iterable[Project], investor: Investor) -> None:
    """Let the projects of the investor be found by its names."""
    for project in projects:
        project.investor = investor
        index(project)


def tell(deed: InvestorDeed, *, by: User | None) -> None:
    """Write one line of history."""
    with translation.override(HISTORY_LANGUAGE):
        words = {name: str(word) for name, word in deed.words.items()}
        summary = str(deed.summary) % {"fields": named(deed.change.new), **words}
    record(
        by=by,
        entry=Entry(
            verb=deed.verb,
            subject_kind=kind_of(deed.row),
            subject_id=deed.row.pk,
            project_id=deed.project_id,
            summary=summary,
            old=deed.change.old,
            new=deed.change.new,
            reason=tidy(deed.reason),
        ),
    )
