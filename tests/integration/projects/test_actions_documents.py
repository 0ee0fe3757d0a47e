"""Documents put on file, given a newer version, corrected, withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction
from django.db.models import Q

from desk.models import Job
from projects import extensions
from projects.actions.acts import Seen
from projects.actions.documents import (
    DocumentFacts,
    FiledBefore,
    NoReason,
    Withdrawn,
    add,
    add_version,
    correct,
    record_scan,
    withdraw,
)
from projects.actions.refusals import InTheFuture, Invalid, NotOfThisProject, Stale
from projects.documents.storing import Stored
from projects.models import Document, DocumentFile
from tests.factories import (
    TODAY,
    DocumentOnFile,
    ExclusionOpen,
    InvestorMemberFactory,
    ItemPlanned,
    PolicyApproval,
    ProjectFactory,
    SuspensionRunning,
    TerminationPartial,
    TrancheExtended,
    TrancheHandedOver,
    UserFactory,
)
from vn.dates import parse_partial

pytestmark = pytest.mark.django_db

FILE = Stored(
    path="documents/2026/08/a.pdf",
    original_name="Công văn 1.pdf",
    media_type="application/pdf",
    size_bytes=10,
    sha256="a" * 64,
)
NEWER = replace(FILE, path="documents/2026/08/b.pdf", sha256="b" * 64)


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def facts(project) -> DocumentFacts:
    return DocumentFacts(
        kind="official_letter",
        title="Công văn đôn đốc",
        owner=("project", project.pk),
        number="1644/STC-ĐT",
        issued=parse_partial("8/2026"),
    )


def test_a_document_is_put_on_file_with_its_first_version(act, project, facts, history) -> None:
    filed = add(**act, project_id=project.pk, facts=facts, file=FILE)
    row = Document.objects.get()
    kept = row.files.get()
    assert (row.project, row.number_key) == (project, "1644/STC-ĐT")
    assert (row.issued_date, row.issued_precision) == (date(2026, 8, 1), "month")
    assert (kept.number, kept.path, kept.uploaded_by) == (1, FILE.path, act["by"])
    assert filed.job == Job.objects.get(handler="projects.look_after_file", subject_id=kept.pk)
    line = history(project)[-1]
    assert (line.verb, line.subject_kind) == ("document_added", "document")
    assert line.new["original_name"] == "Công văn 1.pdf"


def test_the_same_file_about_the_same_thing_is_on_file_once(act, project, facts) -> None:
    add(**act, project_id=project.pk, facts=facts, file=FILE)
    again = replace(FILE, path="documents/2026/08/c.pdf")
    with pytest.raises(FiledBefore, match="Công văn đôn đốc"), transaction.atomic():
        add(**act, project_id=project.pk, facts=facts, file=again)
    land = replace(facts, owner=("tranche", TrancheHandedOver(project=project).pk))
    add(**act, project_id=project.pk, facts=land, file=again)
    assert Document.objects.count() == 2


def test_a_document_is_about_a_thing_of_its_project(act, project, facts) -> None:
    for owner in (("tranche", TrancheHandedOver().pk), ("tranche", 0), ("case", 1)):
        with pytest.raises(NotOfThisProject):
            add(**act, project_id=project.pk, facts=replace(facts, owner=owner), file=FILE)


def test_a_document_is_not_issued_tomorrow_and_has_a_title(act, project, facts) -> None:
    tomorrow = replace(facts, issued=parse_partial("1/9/2026"))
    with pytest.raises(InTheFuture):
        add(**act, project_id=project.pk, facts=tomorrow, file=FILE)
    with pytest.raises(Invalid), transaction.atomic():
        add(**act, project_id=project.pk, facts=replace(facts, title=" "), file=FILE)


def test_a_newer_file_is_a_version_and_the_same_bytes_are_none(act, project, facts) -> None:
    row = add(**act, project_id=project.pk, facts=facts, file=FILE).outcome.row
    who = {"by": act["by"], "at": act["at"], "document_id": row.pk}
    same = add_version(**who, file=replace(FILE, path="documents/2026/08/c.pdf"))
    assert (same.job, same.outcome.changed) == (None, ())
    filed = add_version(**who, file=NEWER)
    assert filed.job is not None
    assert list(row.files.values_list("number", "sha256")) == [(2, "b" * 64), (1, "a" * 64)]
    back = add_version(**who, file=replace(FILE, path="documents/2026/08/d.pdf"))
    assert back.job is not None, "going back to an earlier file is a version too"


def test_facts_are_corrected_and_remembered(act, seen, project, history) -> None:
    row = DocumentOnFile(project=project)
    tranche = TrancheHandedOver(project=project, label="Đợt 2")
    facts = DocumentFacts(
        kind="minutes", title="Biên bản", owner=("tranche", tranche.pk), audience="investor"
    )
    keys = {"by": act["by"], "on": act["on"]}
    done = correct(**keys, seen=seen(row), facts=facts)
    assert done.row.version == 2
    line = history(project)[-1]
    assert (line.old["owner"], line.new["owner"]) == ("Cả dự án", "Đất: Đợt 2")
    row.refresh_from_db()
    assert correct(**keys, seen=seen(row), facts=facts).changed == ()
    with pytest.raises(Stale):
        correct(**keys, seen=Seen(row.pk, 1), facts=facts)


def test_a_withdrawn_document_stays_as_it_was(act, seen, project, facts, history) -> None:
    row = DocumentOnFile(project=project)
    keys = {"by": act["by"], "at": act["at"], "document_id": row.pk}
    with pytest.raises(NoReason):
        withdraw(**keys, reason="  ")
    withdraw(**keys, reason="Nộp nhầm dự án")
    assert history(project)[-1].reason == "Nộp nhầm dự án"
    row.refresh_from_db()
    assert (row.withdrawn_by_id, row.files.count()) == (act["by"].pk, 1)
    with pytest.raises(Withdrawn):
        withdraw(**keys, reason="lần nữa")
    with pytest.raises(Withdrawn):
        add_version(**keys, file=NEWER)
    with pytest.raises(Withdrawn):
        correct(by=act["by"], on=TODAY, seen=seen(row), facts=facts)


def test_a_verdict_is_kept_and_a_virus_is_remembered_once(act, project, history) -> None:
    kept = DocumentOnFile(project=project).files.get()
    record_scan(file_id=kept.pk, virus="", at=act["at"])
    assert DocumentFile.objects.get().scan == "clean"
    for _ in range(2):
        record_scan(file_id=kept.pk, virus="V" * 300, at=act["at"])
    assert DocumentFile.objects.get().scan_note == "V" * 200
    assert [line.verb for line in history(project)] == ["document_infected"]


# ------------------------------------------------------------------ whose they are


def test_every_kind_of_thing_has_words_and_its_project(project) -> None:
    extended = TrancheExtended(project=project)
    rows = {
        "project": project,
        "instrument": PolicyApproval(project=project),
        "schedule_item": ItemPlanned(project=project),
        "tranche": extended,
        "extension": extended.extension,
        "excluded_period": ExclusionOpen(project=project),
        "suspension": SuspensionRunning(project=project),
        "termination": TerminationPartial(project=project),
    }
    words = extensions.describe([(kind, row.pk) for kind, row in rows.items()])
    assert set(words) == {(kind, row.pk) for kind, row in rows.items()}
    assert all(words.values())
    assert {extensions.project_of(kind, row.pk) for kind, row in rows.items()} == {project.pk}


def test_a_kind_has_one_owner() -> None:
    known = extensions.DocumentOwner("project", lambda _: None, lambda _: {}, lambda _: Q())
    with pytest.raises(ValueError, match="twice"):
        extensions.document_owner(known)


def test_an_investor_knows_his_own_documents_that_are_for_him(project) -> None:
    mine, others = DocumentOnFile(project=project, shared=True), DocumentOnFile(shared=True)
    internal = DocumentOnFile(project=project)
    gone = DocumentOnFile(project=project, shared=True, withdrawn=True)
    person = InvestorMemberFactory(investor=project.investor).user
    assert list(Document.objects.visible_to(person)) == [mine]
    everything = {mine, others, internal, gone}
    assert set(Document.objects.visible_to(UserFactory(inspector=True))) == everything
    assert set(Document.objects.visible_to(UserFactory(committee_leader=True))) == everything - {
        gone
    }


def test_an_agency_knows_the_documents_of_its_projects(project) -> None:
    mine, _others = DocumentOnFile(project=project), DocumentOnFile()
    person = UserFactory(sector_agency=True, agency=project.agency)
    assert list(Document.objects.visible_to(person)) == [mine]
