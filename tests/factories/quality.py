"""Measured records, records confirmed, outside lists of certificates."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from deadlines.models import RuleVersion
from projects.models import CertificateEntry, CertificateList, ProjectQuality, RecordCheck
from tests.factories.deadlines import FlagOpen, ObligationRunning, RuleVersionFactory
from tests.factories.projects import ProjectNotStarted


class QualityComplete(DjangoModelFactory[ProjectQuality]):
    """A record with all that is asked for, updated on 1/8/2026."""

    class Meta:
        model = ProjectQuality

    project = factory.SubFactory(ProjectNotStarted)
    updated_on = date(2026, 8, 1)
    asked = 4
    missing: Any = factory.LazyFunction(list)
    measured_at = datetime(2026, 8, 1, 1, tzinfo=UTC)


class QualityLacking(QualityComplete):
    """A record without capital and place."""

    missing = factory.LazyFunction(lambda: ["capital", "place"])


class RecordConfirmed(DjangoModelFactory[RecordCheck]):
    """Somebody looked at the record on 2/8/2026."""

    class Meta:
        model = RecordCheck

    project = factory.SubFactory(ProjectNotStarted)
    date = date(2026, 8, 2)


class CertificatesListed(DjangoModelFactory[CertificateList]):
    """A list of certificates up to 31/8/2026."""

    class Meta:
        model = CertificateList

    name = "Danh sách giấy chứng nhận"
    source = "Hệ thống thông tin quốc gia về đầu tư"
    as_of_date = date(2026, 8, 31)


class CertificateLineFactory(DjangoModelFactory[CertificateEntry]):
    """One line of such a list, of nobody known."""

    class Meta:
        model = CertificateEntry

    of_list = factory.SubFactory(CertificatesListed)
    line = factory.Sequence(lambda n: n + 2)
    number = "9900000001"
    number_key = "9900000001"


_PARTS = {"code": "capital_parts", "parts": 3, "total": 5}


def question_open(project: Any) -> Any:
    """A live contradiction (Q3) about a project."""
    known = RuleVersion.objects.filter(kind="Q3").first()
    duty = ObligationRunning(
        rule_version=known or RuleVersionFactory(kind="Q3", number=1),
        project_id=project.pk,
        kind="Q3",
        subject_kind="project",
        subject_id=project.pk,
        cycle="capital_parts",
        clock="found",
        due_date=date(2026, 8, 1),
        fingerprint="0123456789abcdef",
        steps=[{"kind": "question", "params": _PARTS, "date": None}],
    )
    return FlagOpen(
        obligation=duty,
        project_id=project.pk,
        kind="Q3",
        due_date=duty.due_date,
        fingerprint=duty.fingerprint,
        opened_on=date(2026, 8, 2),
    )
