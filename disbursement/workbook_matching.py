"""Rows of a workbook beside what is on record: which line each means, what it would change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext

from accounts.models import User
from disbursement.models import Bucket, CapitalSheet, FundingSource
from disbursement.querysets.payments import LineOfMonth
from disbursement.workbook_columns import SourceName, SourceNames
from disbursement.workbook_reading import Item
from projects.models import Project
from vn.text import fold

_MOST_NAMED = 5


@dataclass(slots=True)
class Match:
    """One row: what it means, the figures it gives, what stands there now, what keeps it out.

    `problems` are to be answered before anything is written; `notes` are told and stop nothing.
    """

    index: int
    item: Item
    answer: Mapping[str, Any]
    project: ProjectName | None = None
    source: SourceName | None = None
    line: LineOfMonth | None = None
    values: dict[str, int] = field(default_factory=dict)
    old: dict[str, int | None] = field(default_factory=dict)
    case: str = ""
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lines: list[tuple[int, str]] = field(default_factory=list)

    @property
    def is_out(self) -> bool:
        """Left out by a person."""
        return bool(self.answer.get("out"))

    @property
    def waits(self) -> bool:
        """Something is to be answered."""
        return bool(self.problems) and not self.is_out

    @property
    def changes(self) -> dict[str, int]:
        """What would be written."""
        if self.is_out or self.problems:
            return {}
        return {key: vnd for key, vnd in self.values.items() if vnd != self.old.get(key)}

    @property
    def title(self) -> str:
        """How the workbook calls the project."""
        return self.item.texts.get("name") or self.item.texts.get("code", "")

    @property
    def place(self) -> str:
        """[Sheet!B7], at the first cell with a figure."""
        cells = self.item.cells
        keys = (*self.item.values, *self.item.unread, "code", "name")
        cell = next((cells[key] for key in keys if key in cells), str(self.item.number))
        return f"[{self.item.sheet}!{cell}]"


@dataclass(frozen=True, slots=True)
class ProjectName:
    """A public project by what a workbook may call it."""

    pk: int
    code: str
    name: str
    budget_code: str


class Projects:
    """Public projects a person sees, found by code or name."""

    def __init__(self, rows: Iterable[ProjectName]) -> None:
        self.by_key: dict[str, ProjectName] = {}
        self._by_name: defaultdict[str, list[ProjectName]] = defaultdict(list)
        for row in rows:
            self.by_key[row.code.upper()] = row
            if row.budget_code:
                self.by_key[row.budget_code] = row
            self._by_name[fold(row.name)].append(row)

    def find(self, code: str, name: str) -> tuple[ProjectName | None, str]:
        """The project, or none and why."""
        if code:
            found = self.by_key.get(code.strip().upper())
            if found is None:
                words = gettext("There is no public project with the code “%(code)s”.")
                return None, words % {"code": code}
            return found, ""
        named = self._by_name.get(fold(name), [])
        if len(named) == 1:
            return named[0], ""
        if named:
            codes = ", ".join(row.code for row in named[:_MOST_NAMED])
            words = gettext("Several projects are called so: %(codes)s. Give the code of one.")
            return None, words % {"codes": codes}
        words = gettext("No public project is called “%(name)s”. Give its code.")
        return None, words % {"name": name[:120]}


def projects_of(user: User) -> Projects:
    """All public projects a person sees, in one query."""
    rows = Project.objects.visible_to(user).filter(public__isnull=False)
    found = rows.values_list("pk", "code", "name", "public__budget_code")
    return Projects(ProjectName(pk, code, name, key or "") for pk, code, name, key in found)


def source_names() -> SourceNames:
    """The tree of sources, in one query."""
    rows = list(FundingSource.objects.all())
    divided = {row.parent_id for row in rows}
    return SourceNames(
        [
            SourceName(r.pk, r.code, r.name, r.short_name, r.is_foreign, r.pk not in divided)
            for r in rows
        ]
    )


def items_of(sheet: CapitalSheet) -> list[Match]:
    """The stored rows with what was answered."""
    found = []
    for index, row in enumerate(sheet.rows):
        answer = row.get("answer") or {}
        item = Item(**{key: value for key, value in row.items() if key != "answer"})
        match = Match(index, item, answer)
        match.values = item.values | dict(answer.get("values") or {})
        found.append(match)
    return found


def match_payments(
    rows: Sequence[Match], projects: Projects, sources: SourceNames, lines: Sequence[LineOfMonth]
) -> None:
    """Find the line of each row among those of the month, and put what stands there beside it."""
    of_project: defaultdict[int, list[LineOfMonth]] = defaultdict(list)
    by_key = {line.pk: line for line in lines}
    for line in lines:
        of_project[line.project_id].append(line)
    taken: dict[int, str] = {}
    for row in rows:
        if not row.values and not row.item.unread:
            continue
        unread(row)
        row.line = _line(row, projects, sources, _Lines(by_key, of_project))
        if row.line is None or row.is_out:
            continue
        row.old = {key: row.line.cells[key] for key in row.values}
        before = taken.setdefault(row.line.pk, row.place)
        if before != row.place and row.values:
            words = gettext("%(place)s already speaks of this line. Leave one of them out.")
            row.problems.append(words % {"place": before})


@dataclass(frozen=True, slots=True)
class _Lines:
    by_key: Mapping[int, LineOfMonth]
    of_project: Mapping[int, Sequence[LineOfMonth]]


def _line(
    row: Match, projects: Projects, sources: SourceNames, lines: _Lines
) -> LineOfMonth | None:
    named = _named_line(row, lines)
    if named is not None:
        row.project = ProjectName(named.project_id, named.code, named.name, named.budget_code)
        return named
    row.project = project_of(row, projects)
    if row.project is None:
        return None
    of_it = list(lines.of_project.get(row.project.pk, ()))
    chosen = str(row.answer.get("line") or "")
    kept = [line for line in of_it if str(line.pk) == chosen] or _narrowed(row, of_it, sources)
    if len(kept) == 1:
        return kept[0]
    row.lines = [(line.pk, line_words(line)) for line in of_it]
    row.problems.append(
        gettext("This project has several lines in the month. Choose the one that is meant.")
        if of_it
        else gettext("This project has no capital line that is paid in the month.")
    )
    return None


def _named_line(row: Match, lines: _Lines) -> LineOfMonth | None:
    """The line whose own number stands in the row, as in the forms of the portal."""
    said = row.item.texts.get("line", "")
    if row.answer.get("code") or not said.isdecimal():
        return None
    return lines.by_key.get(int(said))


def _narrowed(row: Match, lines: list[LineOfMonth], sources: SourceNames) -> list[LineOfMonth]:
    texts = row.item.texts
    if texts.get("source"):
        named = {s.short_name or s.name for s in sources.leaves(texts["source"])}
        lines = [line for line in lines if line.source in named]
    if texts.get("bucket"):
        wanted = fold(texts["bucket"])
        lines = [line for line in lines if wanted == fold(str(Bucket(line.bucket).label))]
    if texts.get("year", "").isdecimal():
        lines = [line for line in lines if line.year == int(texts["year"])]
    return lines


def line_words(line: LineOfMonth) -> str:
    """A line as a choice: its source, kind of capital and year."""
    return f"{line.source} · {Bucket(line.bucket).label} · {line.year}"


def project_of(row: Match, projects: Projects) -> ProjectName | None:
    """The project a row means, by what was answered or by what it says."""
    texts = row.item.texts
    code = str(row.answer.get("code") or texts.get("code", ""))
    found, problem = projects.find(code, texts.get("name", ""))
    if problem:
        row.problems.append(problem)
    elif found and texts.get("name") and fold(found.name) != fold(texts["name"]):
        words = gettext("On record this project is called “%(name)s”.")
        row.notes.append(words % {"name": found.name})
    return found


def unread(row: Match) -> None:
    """Ask for every cell that was not read as an amount."""
    for key in row.item.unread:
        if key not in row.values:
            words = gettext("“%(text)s” was not read as an amount; type it in million VND.")
            row.problems.append(words % {"text": row.item.unread[key]})


def digest(rows: Iterable[Match]) -> str:
    """Tells whether what would be written is still what a person looked at."""
    seen = [
        (row.index, sorted(row.changes.items()), sorted(row.old.items(), key=str), row.case,
         row.line.pk if row.line else 0, asdict(row.project)["pk"] if row.project else 0,
         row.source.pk if row.source else 0)
        for row in rows
        if row.changes
    ]  # fmt: skip
    return sha256(repr(seen).encode()).hexdigest()[:32]
