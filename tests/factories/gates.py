"""Projects whose gates are open, and their steps from stage to stage."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from projects.models import ScheduleItem, StageMove
from tests.factories.projects import ProjectFactory


class ProjectFounded(ProjectFactory):
    """With its in-principle approval: nothing is missing before land is decided and handed over."""

    approval = factory.RelatedFactory(
        "tests.factories.schedule.PolicyApproval", factory_related_name="project"
    )


class ProjectPlanned(ProjectFounded):
    """Founded, and with a planned day of operation by a document: construction may begin."""

    @factory.post_generation
    def plan(self, create: bool, extracted: object, **kwargs: object) -> None:
        """The milestone is planned by the approval."""
        if create:
            ScheduleItem.objects.create(
                project=self,
                kind="operation",
                name="Đưa vào hoạt động",
                planned_date=date(2027, 6, 30),
                baseline_date=date(2027, 6, 30),
                instrument=self.instruments.get(),
            )


class StageMoveFactory(DjangoModelFactory):
    """A step with its gate open."""

    class Meta:
        model = StageMove

    project = factory.SubFactory(ProjectFactory)
    date = date(2026, 8, 3)
    old_stage = "approved"
    new_stage = "certified"
    act = "Ghi Giấy chứng nhận đăng ký đầu tư 4900000001"


class StageMoveLetPass(StageMoveFactory):
    """A step past a closed gate, for a reason."""

    missing = factory.LazyFunction(lambda: ["certificate_day"])
    reason = "Bản gốc thất lạc, đã xác minh bằng bản sao"
