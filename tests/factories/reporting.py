"""Report runs before and after the worker."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from reporting.builders.non_budget import document
from reporting.models import (
    Ask,
    Edition,
    Explanation,
    MeetingConclusion,
    OutgoingLetter,
    Paper,
    Passage,
    ReportRun,
    SignedCopy,
    Target,
    TargetGoal,
)
from tests.factories.deadlines import FlagOpen
from tests.factories.projects import ProjectNotStarted
from tests.support.report_samples import usual

_ASKED = datetime(2026, 8, 31, 2, 0, tzinfo=UTC)


class ReportQueued(DjangoModelFactory):
    """A snapshot waiting for its PDF."""

    class Meta:
        model = ReportRun

    template = ReportRun.Template.MONTHLY_NON_BUDGET
    period_start = date(2026, 8, 1)
    cut_off = date(2026, 8, 31)
    number = factory.Sequence(lambda n: n + 1)
    snapshot = "{}"
    snapshot_sha256 = "0" * 64
    template_version = "1"
    requested_at = _ASKED


class ReportReady(ReportQueued):
    """A finished report, which nothing may change."""

    state = ReportRun.State.READY
    pdf = b"%PDF-1.7"
    pdf_sha256 = "1" * 64
    pages = 3
    rendered_at = _ASKED


def sample_snapshot() -> str:
    """A document as a run keeps it: the published census with three late deadlines."""
    return document(usual(overdue=3, missing=3)).to_json()


class ReportFrozen(ReportReady):
    """A run with a real document as its snapshot."""

    snapshot = factory.LazyFunction(sample_snapshot)
    snapshot_sha256 = factory.LazyAttribute(
        lambda run: hashlib.sha256(run.snapshot.encode()).hexdigest()
    )


class PaperDraft(DjangoModelFactory):
    """A paper people may write on."""

    class Meta:
        model = Paper

    run = factory.SubFactory(ReportFrozen)


class PaperSubmitted(PaperDraft):
    """Waiting for approval."""

    life = Paper.Life.SUBMITTED
    submitted_at = _ASKED
    submitted_by_id = 101


class PaperApproved(PaperSubmitted):
    """Waiting for the clerk."""

    life = Paper.Life.APPROVED
    approved_at = _ASKED
    approved_by_id = 102


class PaperIssued(PaperApproved):
    """Under its number; nothing of it changes."""

    life = Paper.Life.ISSUED
    official_number = factory.Sequence(lambda n: f"{n + 1:02d}/BC-STC")
    issued_on = date(2026, 9, 3)
    issued_at = _ASKED
    issued_by_id = 103


class PassageWritten(DjangoModelFactory):
    """Words in one place of a draft."""

    class Meta:
        model = Passage

    paper = factory.SubFactory(PaperDraft)
    slot = "obstacles"
    text = "Vướng giải phóng mặt bằng."
    written_at = _ASKED
    written_by_id = 101


class AskWritten(DjangoModelFactory):
    """A decision a draft asks for."""

    class Meta:
        model = Ask

    paper = factory.SubFactory(PaperDraft)
    ordinal = factory.Sequence(lambda n: n + 1)
    level = Ask.Level.CHAIR
    text = "Giao thanh tra."


class ExplanationWritten(DjangoModelFactory):
    """Why a finding stands."""

    class Meta:
        model = Explanation

    paper = factory.SubFactory(PaperDraft)
    identity = "sum:status"
    text = "Số công bố như vậy."
    written_at = _ASKED


class EditionQueued(DjangoModelFactory):
    """A preview waiting for the renderer."""

    class Meta:
        model = Edition

    paper = factory.SubFactory(PaperDraft)
    purpose = Edition.Purpose.PREVIEW
    content = "{}"
    content_sha256 = factory.Sequence(lambda n: f"{n:064x}")
    asked_at = _ASKED


class EditionReady(EditionQueued):
    """A rendered preview."""

    state = Edition.State.READY
    pdf = b"%PDF-1.7"
    pdf_sha256 = "2" * 64
    pages = 3
    rendered_at = _ASKED


class EditionIssued(EditionReady):
    """The file of an issued report."""

    paper = factory.SubFactory(PaperIssued)
    purpose = Edition.Purpose.ISSUED


class SignedCopyKept(DjangoModelFactory):
    """A signed file."""

    class Meta:
        model = SignedCopy

    edition = factory.SubFactory(EditionIssued)
    pdf = b"%PDF-1.7 ky"
    pdf_sha256 = factory.Sequence(lambda n: f"{n:064x}")
    signer = "Cơ quan minh họa"
    signed_at = _ASKED


def issued_with_its_words(**run: Any) -> Paper:
    """An issued report with a passage, an ask and its file: words come before the number."""
    paper = PaperDraft(run=ReportFrozen(**run))
    PassageWritten(paper=paper)
    AskWritten(paper=paper)
    Paper.objects.filter(pk=paper.pk).update(
        life=Paper.Life.ISSUED,
        submitted_at=_ASKED,
        submitted_by_id=101,
        approved_at=_ASKED,
        approved_by_id=102,
        official_number=f"{paper.pk}/BC-STC",
        issued_on=date(2026, 9, 3),
        issued_at=_ASKED,
    )
    paper.refresh_from_db()
    EditionIssued(paper=paper)
    return paper


class MeetingConcluded(DjangoModelFactory):
    """What a meeting said of an issued report."""

    class Meta:
        model = MeetingConclusion

    paper = factory.SubFactory(PaperIssued)
    concluded_on = date(2026, 9, 5)
    text = "Giao rà soát."
    recorded_at = _ASKED


class TargetFactory(DjangoModelFactory):
    """A target of the resolution."""

    class Meta:
        model = Target

    number = factory.Sequence(lambda n: n + 1)
    title = "Chỉ tiêu"
    definition = "Cách tính."
    source = "Nghị quyết"
    begins_on = date(2023, 11, 9)
    ends_on = date(2030, 12, 31)


class TargetGoalFactory(DjangoModelFactory):
    """The goal of a year."""

    class Meta:
        model = TargetGoal

    target = factory.SubFactory(TargetFactory)
    year = factory.Sequence(lambda n: 2023 + n)
    low = 3
    high = 5


class LetterMade(DjangoModelFactory):
    """A letter about a flag, as it was made."""

    class Meta:
        model = OutgoingLetter

    kind = OutgoingLetter.Kind.URGE
    flag = factory.SubFactory(FlagOpen)
    project = factory.SubFactory(ProjectNotStarted)
    addressee = "Công ty minh họa"
    subject = "đôn đốc thực hiện dự án"
    facts = factory.LazyFunction(dict)
    docx = b"PK minh hoa"
    docx_sha256 = "3" * 64
    made_at = _ASKED
