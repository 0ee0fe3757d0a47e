"""What the database refuses of papers, their words, editions and targets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from reporting.models import Edition, OutgoingLetter, Paper, Passage, SignedCopy
from tests.factories.reporting import (
    AskWritten,
    EditionIssued,
    EditionReady,
    ExplanationWritten,
    LetterMade,
    MeetingConcluded,
    PaperApproved,
    PaperDraft,
    PaperIssued,
    PaperSubmitted,
    PassageWritten,
    SignedCopyKept,
    TargetFactory,
    TargetGoalFactory,
)
from tests.support.order_violations import again


def _second_issue() -> None:
    first = EditionIssued()
    EditionIssued(paper=first.paper, content_sha256="a" * 64)


def _second_ask() -> None:
    from django.db import connection  # noqa: PLC0415 -- only this one waits for the commit

    ask = AskWritten()
    AskWritten(paper=ask.paper, ordinal=ask.ordinal)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


REPORTS: dict[str, Callable[[], Any]] = {
    "paper_life_is_known": lambda: PaperApproved(life="?"),
    "paper_submitted_by_somebody": lambda: PaperSubmitted(submitted_by_id=None),
    "paper_approved_by_another_person": lambda: PaperApproved(approved_by_id=101),
    "paper_issued_has_number_and_day": lambda: PaperApproved(official_number="05/BC-STC"),
    "paper_corrects_for_a_reason": lambda: PaperDraft(corrects=PaperIssued()),
    "paper_number_once_a_year": lambda: [PaperIssued(official_number="05/BC") for _ in range(2)],
    "passage_once": lambda: again(PassageWritten(), PassageWritten, "paper", "slot"),
    "ask_level_is_known": lambda: AskWritten(level="?"),
    "ask_once": _second_ask,
    "ask_says_something": lambda: AskWritten(text=""),
    "explanation_once": lambda: again(
        ExplanationWritten(), ExplanationWritten, "paper", "identity"
    ),
    "explanation_says_something": lambda: ExplanationWritten(text=""),
    "edition_purpose_is_known": lambda: EditionReady(purpose="?"),
    "edition_once_for_its_content": lambda: again(
        EditionReady(), EditionReady, "paper", "content_sha256"
    ),
    "edition_issued_once": _second_issue,
    "edition_ready_has_its_pdf": lambda: EditionReady(pdf=None),
    "letter_kind_is_known": lambda: LetterMade(kind="?"),
    "letter_answers_one_thing": lambda: LetterMade(flag=None),
    "meeting_conclusion_says_something": lambda: MeetingConcluded(text=""),
    "target_ends_after_it_begins": lambda: TargetFactory(ends_on=date(2023, 11, 9)),
    "target_goal_once_a_year": lambda: again(
        TargetGoalFactory(), TargetGoalFactory, "target", "year"
    ),
    "target_goal_low_before_high": lambda: TargetGoalFactory(low=5, high=3),
}


def _submitted_with(words: Any) -> None:
    """Words of a paper that went on."""
    paper = words.paper
    Paper.objects.filter(pk=paper.pk).update(
        life="submitted", submitted_at=paper.run.requested_at, submitted_by_id=1
    )
    type(words).objects.filter(pk=words.pk).update(text="khác")


REPORT_TRIGGERS: list[tuple[str, str, Callable[[], Any]]] = [
    (
        "issued_paper_never_changes",
        "its number",
        lambda: Paper.objects.filter(pk=PaperIssued().pk).update(official_number="99/BC"),
    ),
    (
        "issued_paper_never_changes",
        "sent back",
        lambda: Paper.objects.filter(pk=PaperIssued().pk).update(life="draft"),
    ),
    ("passage_stays_once_submitted", "its words", lambda: _submitted_with(PassageWritten())),
    (
        "passage_stays_once_submitted",
        "a passage added",
        lambda: Passage.objects.create(
            paper=(paper := PaperSubmitted()), slot="x", written_at=paper.run.requested_at
        ),
    ),
    ("ask_stays_once_submitted", "its words", lambda: _submitted_with(AskWritten())),
    (
        "explanation_stays_once_submitted",
        "its words",
        lambda: _submitted_with(ExplanationWritten()),
    ),
    (
        "ready_edition_never_changes",
        "its file",
        lambda: Edition.objects.filter(pk=EditionReady().pk).update(pdf=b"%PDF"),
    ),
    (
        "letter_never_changes",
        "its file",
        lambda: OutgoingLetter.objects.filter(pk=LetterMade().pk).update(docx=b"PK"),
    ),
    ("issued_edition_stays", "taken out", lambda: EditionIssued().delete()),
    (
        "signed_copy_never_changes",
        "its file",
        lambda: SignedCopy.objects.filter(pk=SignedCopyKept().pk).update(pdf=b"%PDF"),
    ),
]
