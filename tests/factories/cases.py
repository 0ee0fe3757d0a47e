"""Cases of inspection, each named by how far it has come; days lie in 2026."""

from __future__ import annotations

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from inspections.models import Case, CaseMember, CaseProject, CaseStep, CaseSubject, Conclusion
from tests.factories.accounts import AgencyFactory, UserFactory


class CaseInPreparation(DjangoModelFactory):
    """A case whose decision is not issued yet; `head`, `project` and `investor` put them on it."""

    class Meta:
        model = Case
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"TT-2026-{n + 1:03d}")
    kind = Case.Kind.INSPECTION
    title = "Thanh tra việc chấp hành pháp luật đất đai và đầu tư"
    content = "Việc đưa đất vào sử dụng và tiến độ thực hiện dự án"
    original_body = factory.SubFactory(AgencyFactory)
    responsible_body = factory.SelfAttribute("original_body")
    body_level = Case.BodyLevel.PROVINCIAL_INSPECTORATE

    @factory.post_generation
    def head(self: Any, create: bool, given: Any, **_: Any) -> None:
        """The head of the team: a person, or nobody with False."""
        if given is False:
            return
        person = given or UserFactory(inspector=True, agency=self.original_body)
        CaseMember.objects.create(case=self, user=person, name=str(person), duty="head")

    @factory.post_generation
    def project(self: Any, create: bool, given: Any, **_: Any) -> None:
        """The project that is looked at, with its investor."""
        if given:
            CaseProject.objects.create(case=self, project=given)
            if given.investor_id:
                CaseSubject.objects.create(case=self, investor_id=given.investor_id)


class CaseDecided(CaseInPreparation):
    """Decided on 2/3/2026, not announced yet."""

    decision_number = factory.Sequence(lambda n: f"{n + 31}/QĐ-TTT")
    decision_date = date(2026, 3, 2)
    issuer = "Chánh Thanh tra tỉnh"
    decided_days = 45
    period_from = date(2022, 1, 1)
    period_to = date(2025, 12, 31)


class CaseOnSite(CaseDecided):
    """Announced on 12/3/2026: the team is on site."""

    @factory.post_generation
    def announced(self: Any, create: bool, given: Any, **_: Any) -> None:
        """The day of the announcement."""
        day = given or date(2026, 3, 12)
        CaseStep.objects.create(case=self, kind=CaseStep.Kind.ANNOUNCED, on_date=day)


class CaseReported(CaseOnSite):
    """The team left the site on 20/4/2026 and reported on 8/5/2026."""

    @factory.post_generation
    def reported(self: Any, create: bool, given: Any, **_: Any) -> None:
        """The end on site and the report."""
        for kind, day in (
            (CaseStep.Kind.ONSITE_ENDED, date(2026, 4, 20)),
            (CaseStep.Kind.REPORTED, date(2026, 5, 8)),
        ):
            CaseStep.objects.create(case=self, kind=kind, on_date=day)


class ConclusionOrdered(DjangoModelFactory):
    """A conclusion that is being drafted since 12/5/2026."""

    class Meta:
        model = Conclusion
        skip_postgeneration_save = True

    case = factory.SubFactory(CaseReported)
    ordinal = 1
    topic = "Đất đai"

    @factory.post_generation
    def ordered(self: Any, create: bool, given: Any, **_: Any) -> None:
        """The order to draft it."""
        CaseStep.objects.create(
            case=self.case,
            conclusion=self,
            kind=CaseStep.Kind.DRAFT_ORDERED,
            on_date=date(2026, 5, 12),
        )


class ConclusionSigned(ConclusionOrdered):
    """Drafted on 29/5/2026, appraised on 5/6/2026, signed on 10/6/2026; not published."""

    number = factory.Sequence(lambda n: f"{n + 12}/KL-TTT")
    signed_date = date(2026, 6, 10)
    signer = "Chánh Thanh tra tỉnh"
    summary = "Dự án chậm đưa đất vào sử dụng."

    @factory.post_generation
    def drafted(self: Any, create: bool, given: Any, **_: Any) -> None:
        """The draft and its appraisal."""
        for kind, day in (
            (CaseStep.Kind.DRAFTED, date(2026, 5, 29)),
            (CaseStep.Kind.APPRAISED, date(2026, 6, 5)),
        ):
            CaseStep.objects.create(case=self.case, conclusion=self, kind=kind, on_date=day)


class ConclusionPublished(ConclusionSigned):
    """Published on 18/6/2026: others than the case's people may read it."""

    published_date = date(2026, 6, 18)
    published_place = "Cổng thông tin điện tử của tỉnh"
    published_url = "https://example.vn/ket-luan"
