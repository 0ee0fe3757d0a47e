"""The figures of the agencies' results by their keys, each with its tasks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from reporting.document import cells
from reporting.document.shapes import Figure, Sum
from reporting.ordered import YEARLY_REPORT, Ordered, Task
from reporting.rules.handed_in import Handed
from vn.numbers import ratio_percent
from vn.text import fold

STANDINGS = {
    Handed.IN_TIME: "Đã xong, đúng hạn",
    Handed.LATE: "Đã xong, chậm hạn",
    Handed.WAITING: "Đã nộp, chờ duyệt",
    Handed.OVERDUE: "Quá hạn, chưa có kết quả",
    Handed.RUNNING: "Còn trong hạn",
    Handed.UNDATED: "Không ghi hạn",
}
JUDGED = (Handed.IN_TIME, Handed.LATE, Handed.OVERDUE)
"""What was accepted, or fell due without a result: the base of the rate. What waits is neither."""


def slug(name: str) -> str:
    """A name as part of a key, the same in every report and however its dashes were typed."""
    return re.sub("[^a-z0-9]+", "-", fold(name)).strip("-")


def by_agency(tasks: Sequence[Task]) -> dict[str, list[Task]]:
    """Tasks by the agency that leads them, in the order of their names."""
    return _grouped((task.agency, task) for task in tasks)


def by_source(tasks: Sequence[Task]) -> dict[str, list[Task]]:
    """Tasks by the document that orders them."""
    return _grouped((task.source, task) for task in tasks)


def _grouped(pairs: Iterable[tuple[str, Task]]) -> dict[str, list[Task]]:
    found: dict[str, list[Task]] = defaultdict(list)
    for name, task in pairs:
        found[slug(name)].append(task)
    return dict(sorted(found.items()))


def figures(found: Ordered) -> tuple[Figure, ...]:
    """Every figure of the report by its key."""
    yearly = [task for task in found.tasks if task.kind == YEARLY_REPORT]
    carried = [task for task in found.tasks if task.carried]
    overdue = {task.agency for task in found.standing(Handed.OVERDUE)}
    return (
        *_parts(found, "all", "Nhiệm vụ", found.tasks),
        _count(found, "all.carried", "Nhiệm vụ của năm trước chuyển sang", carried),
        *_parts(found, "yearly", "Báo cáo năm", yearly),
        *(
            figure
            for key, tasks in by_agency(found.tasks).items()
            for figure in _parts(found, f"by.{key}", tasks[0].agency, tasks)
        ),
        *(
            figure
            for key, tasks in by_source(found.tasks).items()
            for figure in _parts(found, f"source.{key}", tasks[0].source, tasks)
        ),
        cells.counted(
            "agencies.units",
            "Cơ quan, đơn vị được giao nhiệm vụ",
            len(by_agency(found.tasks)),
            as_of=found.cut_off,
        ),
        cells.counted(
            "agencies.units.overdue",
            "Cơ quan, đơn vị có nhiệm vụ quá hạn",
            len(overdue),
            as_of=found.cut_off,
        ),
        cells.counted(
            "agencies.later",
            "Nhiệm vụ có hạn sau năm báo cáo",
            len(found.later),
            as_of=found.cut_off,
            rows=[f"lead:{pk}" for pk in found.later],
        ),
    )


def _parts(found: Ordered, key: str, label: str, tasks: Sequence[Task]) -> Iterable[Figure]:
    yield _count(found, key, label, tasks)
    for state, words in STANDINGS.items():
        part = [task for task in tasks if task.standing is state]
        yield _count(found, f"{key}.{state}", f"{label}: {words.lower()}", part)
    judged = [task for task in tasks if task.standing in JUDGED]
    yield _count(found, f"{key}.judged", f"{label}: đã xong hoặc đã quá hạn", judged)
    in_time = sum(task.standing is Handed.IN_TIME for task in tasks)
    yield cells.rate(
        f"agencies.{key}.rate",
        f"{label}: tỷ lệ đúng hạn",
        ratio_percent(in_time, len(judged), 2) if judged else None,
        base=f"agencies.{key}.judged",
        as_of=found.cut_off,
    )


def _count(found: Ordered, key: str, label: str, tasks: Sequence[Task]) -> Figure:
    rows = tuple(f"lead:{task.lead_id}" for task in tasks)
    return cells.counted(f"agencies.{key}", label, len(rows), as_of=found.cut_off, rows=rows)


def sums(found: Ordered) -> Iterable[Sum]:
    """Each task stands in one way, is one agency's and comes from one source."""
    agencies = [f"by.{key}" for key in by_agency(found.tasks)]
    sources = [f"source.{key}" for key in by_source(found.tasks)]
    for key in ("all", "yearly", *agencies, *sources):
        parts = [f"{key}.{state}" for state in STANDINGS]
        yield _sum("Nhiệm vụ theo kết quả", key, parts)
    for state in ("", *(f".{state}" for state in STANDINGS)):
        yield _sum("Nhiệm vụ theo cơ quan", f"all{state}", [f"{key}{state}" for key in agencies])
        yield _sum("Nhiệm vụ theo văn bản", f"all{state}", [f"{key}{state}" for key in sources])


def _sum(label: str, whole: str, parts: Sequence[str]) -> Sum:
    return Sum(
        label=label, whole=f"agencies.{whole}", parts=tuple(f"agencies.{key}" for key in parts)
    )
