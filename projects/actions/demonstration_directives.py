"""Two directives of the demonstration province: one carried out, one past its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from accounts.models import Agency, User
from deadlines.actions import order_results
from projects.actions.directives import Direction, direct
from projects.models import Project

DIRECTIVE_STORIES = ("handover_late", "twenty_five_months_behind")
"""The projects of these stories were the subject of a directive."""

_GIVEN, _DUE, _DONE = 70, 30, 38


def write_directives(
    *,
    projects: Mapping[str, Project],
    agencies: Mapping[str, Agency],
    people: Mapping[str, User],
    on: date,
    at: datetime,
) -> None:
    """Write them as given 70 days ago and due 30 days ago; nobody acts without accounts."""
    leader, officer = people.get("lanhdaotinh"), people.get("songanh")
    reviewer = people.get("chuyenvien")
    if leader is None or officer is None or reviewer is None:
        return
    given, due = on - timedelta(days=_GIVEN), on - timedelta(days=_DUE)
    moment = at - timedelta(days=_GIVEN)
    late, done = DIRECTIVE_STORIES
    words = "Làm rõ nguyên nhân chậm bàn giao phần đất còn lại, đề xuất ngày bàn giao cụ thể."
    agency = agencies["snnmt"]
    direct(
        by=leader,
        on=given,
        at=moment,
        project_id=projects[late].pk,
        facts=Direction(text=words, agency=agency, due_date=due),
    )
    words = "Làm việc với nhà đầu tư về khả năng hoàn thành dự án, báo cáo Ủy ban nhân dân tỉnh."
    outcome = direct(
        by=leader,
        on=given,
        at=moment,
        project_id=projects[done].pk,
        facts=Direction(text=words, agency=agency, due_date=due),
    )
    _carry_out(outcome.row.leads.get().pk, officer, reviewer, on - timedelta(days=_DONE), at)


def _carry_out(lead_id: int, officer: User, reviewer: User, on: date, at: datetime) -> None:
    said = "Đã làm việc với nhà đầu tư; biên bản kèm theo cam kết tiến độ từng tháng."
    reported = order_results.Reported(
        lead_id=lead_id, cycle="", text=said, evidence="Biên bản làm việc minh họa số 07/BB"
    )
    moment = at - timedelta(days=_DONE)
    result = order_results.report(by=officer, on=on, at=moment, reported=reported)
    order_results.accept(by=reviewer, on=on, at=moment, result_id=result.pk, version=result.version)
