"""One issued report beside the invented province, carried there by the acts people use.

What people would have written says in its first words that it is invented; the figures are those
of the invented rows.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from desk.models import Job
from projects.actions.acts import Seen
from projects.actions.publishing import NO_PROJECT_YET, publish_many
from projects.models import Project
from reporting import doctoring
from reporting.actions import issuing, meetings, papers, publishing
from reporting.models import Paper

_AUTHOR, _APPROVER, _LEADER = "chuyenvien", "lanhdaoso", "lanhdaotinh"
_WORDS = {
    "obstacles": "[Minh họa] Một số dự án chờ giải phóng mặt bằng nên chưa khởi công đúng tiến độ.",
    "tasks": "[Minh họa] Rà soát, xác minh các thời hạn đã quá chưa được xác nhận.",
}
_OTHER = "[Minh họa] Nội dung do đơn vị lập báo cáo viết."
_EXPLAINED = "[Minh họa] Đã kiểm tra lại với danh mục dự án."
_PUBLISHED = 60
_CONCLUSION = "[Minh họa] Đồng ý với các kiến nghị của báo cáo."


@transaction.atomic
def issue_first_report(*, on: date, at: datetime) -> Job | None:
    """Issue the first report of the demonstration; the job that renders it.

    None where there is no draft, or it went on already: done again it changes nothing.
    """
    paper = Paper.objects.filter(life=Paper.Life.DRAFT).order_by("pk").first()
    if paper is None or Paper.objects.exclude(life=Paper.Life.DRAFT).exists():
        return None
    author, approver = _person(_AUTHOR), _person(_APPROVER)
    empty = {slot.key for slot in papers.empty_slots(paper)}
    for row in paper.passages.filter(slot__in=empty):
        words = _WORDS.get(row.slot, _OTHER)
        papers.write_passage(seen=Seen(row.pk, row.version), text=words, by=author, at=at)
    for finding in doctoring.diagnose(paper).open:
        papers.explain(
            paper_id=paper.pk, identity=finding.identity, text=_EXPLAINED, by=author, at=at
        )
    issuing.submit(paper_id=paper.pk, by=author, at=at)
    issuing.approve(paper_id=paper.pk, by=approver, at=at)
    _, job = issuing.issue(paper_id=paper.pk, number="1", on=on, by=author, at=at)
    concluded = meetings.Concluded(text=_CONCLUSION, concluded_on=on)
    meetings.conclude(paper_id=paper.pk, concluded=concluded, by=_person(_LEADER), at=at)
    paper.refresh_from_db()
    publishing.publish(paper=paper, by=author, on=on, at=at)
    _publish_projects(by=author, on=on, at=at)
    return job


def _publish_projects(*, by: User, on: date, at: datetime) -> None:
    """Some of the invented projects are shown by name on the public pages; the others are counted."""
    rows = Project.objects.non_budget().exclude(legal_state__in=NO_PROJECT_YET)
    shown = rows.filter(publications__isnull=True).order_by("pk")[:_PUBLISHED]
    if shown:
        publish_many(projects=shown, by=by, on=on, at=at)


def _person(username: str) -> User:
    return User.objects.get(username=username)
