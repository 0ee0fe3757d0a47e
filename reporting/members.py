"""Which projects stand behind each figure of the monthly report, by code (R-7.1: provable later)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from projects.models import Project
from reporting import queries
from reporting.names_on_day import NamesOnDay
from reporting.queries import cut_labels
from reporting.shapes import Cut


def members(*, cut_off: date, cuts: Sequence[Cut], names: NamesOnDay) -> dict[str, tuple[str, ...]]:
    """Codes by the key of the figure, each list in the order of codes."""
    found: dict[str, set[str]] = defaultdict(set)
    place = {
        (cut.key, part.label): f"{cut.key}.{at}"
        for cut in cuts
        for at, part in enumerate(cut.rows, 1)
    }
    for code, bucket, labels in cut_labels(names):
        found["census"].add(code)
        found[bucket].add(code)
        for key, label in labels.items():
            if (key, label) in place:
                found[place[key, label]].add(code)
    flows = queries.flow_projects(cut_off=cut_off)
    codes = dict(
        Project.objects.filter(pk__in={pk for ids in flows.values() for pk in ids}).values_list(
            "pk", "code"
        )
    )
    for key, ids in flows.items():
        found[key] = {codes[pk] for pk in ids if pk in codes}
    return {key: tuple(sorted(codes)) for key, codes in found.items()}
