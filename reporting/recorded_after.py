"""What was written into the registry after a cut-off day.

What happens in a period is counted by its own day; how many projects stand where is what the
registry holds when the figures are frozen. So a report on a past day names the projects that were
entered since, or edited in a fact it counts. Whether the matter lies before the day and was
entered late, or came after it, is for the office to say (R-7.1).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from projects.lists.then import Read, acts_since, read
from projects.models import Project
from projects.rules.status import NOT_FOLLOWED
from projects.rules.then import STATES
from reporting.document import cells
from reporting.document.shapes import Figure, Paragraph
from reporting.rules.doctor import AFTER
from reporting.wording import projects_text
from vn.dates import official_short

_COUNTED = {*STATES, "registered_capital_vnd", "sector", "zone", "units"}


def codes_after(cut_off: date) -> tuple[str, ...]:
    """Codes of the projects followed then or now that were entered or edited after the day."""
    until = timezone.make_aware(datetime.combine(cut_off + timedelta(days=1), time()))
    projects, acts = Project.objects.filter(funding=Project.Funding.NON_BUDGET), acts_since(until)
    followed = projects.exclude(bucket__in=NOT_FOLLOWED)
    found = set(followed.filter(created_at__gte=until).values_list("code", flat=True))
    older = projects.filter(created_at__lt=until)
    touched = read(older, sorted({act.project_id for act in acts}), acts)
    return tuple(sorted(found | {row.code for row in touched if _counts(row, until)}))


def _counts(row: Read, until: datetime) -> bool:
    """Whether another figure would have been counted at the end of the day."""
    was_followed = row.then(until).status not in NOT_FOLLOWED
    is_followed = row.now().status not in NOT_FOLLOWED
    return (was_followed or is_followed) and not _COUNTED.isdisjoint(row.changed(until))


def figure(codes: tuple[str, ...], cut_off: date) -> Figure:
    """How many they are, with their rows."""
    return cells.counted(
        AFTER,
        "Dự án ghi mới hoặc sửa số liệu sau ngày chốt",
        len(codes),
        as_of=cut_off,
        rows=[f"project:{code}" for code in codes],
    )


def paragraphs(codes: tuple[str, ...], *, cut_off: date, frozen_on: date) -> tuple[Paragraph, ...]:
    """What the report says of it; nothing where no figure moved."""
    if not codes:
        return ()
    return (
        cells.paragraph(
            f"Số dự án, vốn và tình trạng lấy theo cơ sở dữ liệu ngày {official_short(frozen_on)}; sau "
            f"ngày {official_short(cut_off)} có {projects_text(len(codes))} được ghi mới hoặc sửa số "
            "liệu."
        ),
    )
