"""An outside list of certificates against the registry, as rows to show or to write out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from projects.models import CertificateEntry, CertificateList, Instrument, Project
from projects.rules.certificates import (
    FOUND,
    Certificate,
    How,
    Known,
    Line,
    Match,
    absent,
    compare,
)
from vn.errors import Unreadable
from vn.money import parse_money

_CERTIFICATES = Q(kind=Instrument.Kind.REGISTRATION_CERTIFICATE) | Q(
    kind=Instrument.Kind.ADJUSTMENT,
    adjusts__kind=Instrument.Kind.REGISTRATION_CERTIFICATE,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A list held against the registry: each line once, and what no line names."""

    of_list: CertificateList
    entries: dict[int, CertificateEntry]
    matches: tuple[Match, ...]
    absent: tuple[Known, ...]
    projects: dict[int, Known]
    codes: dict[int, str]

    @property
    def counts(self) -> dict[str, int]:
        """Lines by what became of them; they add up to all lines."""
        found = Counter(match.how for match in self.matches)
        return {
            "all": len(self.matches),
            "found": sum(found[how] for how in FOUND),
            "differs": sum(bool(match.differs) for match in self.matches),
            "not_ours": found[How.NOT_OURS],
            "missing": found[How.MISSING],
            "absent": len(self.absent),
        }


def compared(of_list: CertificateList) -> Comparison:
    """Read the list and the whole registry: three queries, whatever their size."""
    entries = {entry.pk: entry for entry in of_list.entries.order_by("line")}
    rows = list(
        Project.objects.non_budget()
        .order_by("sort_key", "pk")
        .values(
            "pk",
            "code",
            "name",
            "certificate_code",
            "registered_capital_vnd",
            investor_name=F("investor__name"),
        )
    )
    known = _known(rows)
    matches = tuple(compare(map(_line, entries.values()), known))
    return Comparison(
        of_list=of_list,
        entries=entries,
        matches=matches,
        absent=tuple(absent(known, matches, of_list.as_of_date)),
        projects={project.project_id: project for project in known},
        codes={row["pk"]: row["code"] for row in rows},
    )


def _known(rows: Iterable[dict[str, Any]]) -> list[Known]:
    certificates: dict[int, list[Certificate]] = defaultdict(list)
    for row in Instrument.objects.filter(_CERTIFICATES).values(
        "project_id", "number", "issued_date", "issued_precision", "capital_vnd"
    ):
        whole = row["issued_precision"] == "day"
        certificates[row["project_id"]].append(
            Certificate(
                project_id=row["project_id"],
                number=row["number"],
                issued=row["issued_date"] if whole else None,
                capital_vnd=row["capital_vnd"],
            )
        )
    return [
        Known(
            project_id=row["pk"],
            code=row["certificate_code"],
            name=row["name"],
            investor=row["investor_name"] or "",
            capital_vnd=row["registered_capital_vnd"],
            certificates=tuple(certificates[row["pk"]]),
        )
        for row in rows
    ]


def _line(entry: CertificateEntry) -> Line:
    return Line(
        pk=entry.pk,
        number=entry.number,
        project=entry.project_name,
        investor=entry.investor_name,
        issued=entry.issued_date,
        capital_vnd=capital_of(entry.capital_text),
        linked=entry.project_id,
        set_aside=entry.project_id is None and bool(entry.note),
    )


def capital_of(text: str) -> int | None:
    """The amount a line states in đồng; None when it states none that can be read."""
    try:
        return parse_money(text).vnd if text else None
    except Unreadable:
        return None
