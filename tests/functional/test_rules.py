"""The rules on screen: read, proposed, tried, applied by a second person."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, User
from deadlines.actions.proposing import TRY
from deadlines.actions.renewing import RENEW
from deadlines.models import Flag, Holiday, Obligation, ObligationChange, RuleProposal, RuleVersion
from deadlines.rules.law import SHIPPED_VERSIONS
from deadlines.tasks import renew, try_proposal
from desk.models import USE, Draft, Job, Notification
from projects.models import LandTranche
from tests.factories import (
    FlagOpen,
    ObligationOverdue,
    ProjectNotStarted,
    ProposalTried,
    UserFactory,
)
from tests.functional.test_permission_matrix import signed_in
from tests.support.drafts import HERE
from tests.support.law_changes import due_of, handed_over, leader, proposer

pytestmark = pytest.mark.django_db

__all__ = ["handed_over", "leader", "proposer"]

CORRECT = "?cach=sua&ban=2"
"""Address of a correction of L1's version in force."""


def form_of(client: Client, address: str = CORRECT, kind: str = "L1") -> dict[str, Any]:
    """The boxes of the form as they are drawn, with the reason filled in."""
    page = client.get(reverse("deadlines:propose", args=[kind]) + address)
    form = page.context["form"]
    drawn = {name: form[name].value() for name in form.fields}
    sent = {
        name: value for name, value in drawn.items() if value is not None and value is not False
    }
    sent |= {"cach": form.way.value, "ban": form.base.number, USE: page.context["slip"].key}
    return sent | {"reason": "Luật đổi", "document_number": "5217/BTC-ĐT"}


def propose(client: Client, typed: dict[str, Any], kind: str = "L1") -> Any:
    return client.post(reverse("deadlines:propose", args=[kind]), typed)


def tried(client: Client, **changes: Any) -> RuleProposal:
    """A change of L1 proposed in the form and tried by the worker."""
    answer = propose(client, form_of(client) | changes)
    assert answer.status_code == 302
    proposal = RuleProposal.objects.latest("pk")
    assert Job.objects.filter(handler=TRY, subject_id=proposal.pk).exists()
    try_proposal(proposal.pk)
    Job.objects.filter(handler=TRY).update(state=Job.State.DONE)
    proposal.refresh_from_db()
    return proposal


def act(client: Client, name: str, proposal: RuleProposal, **typed: Any) -> Any:
    return client.post(reverse(f"deadlines:{name}", args=[proposal.pk]), typed)


# ---------------------------------------------------------------- reading


def test_every_rule_is_listed_with_what_it_does(leader: User) -> None:
    FlagOpen(obligation=ObligationOverdue(kind="L1", project_id=ProjectNotStarted().pk), kind="L1")
    page = signed_in(leader).get(reverse("deadlines:rules"))
    rows = {row["row"].kind: row for group in page.context["groups"] for row in group["rows"]}
    assert set(rows) == set(RuleVersion.objects.values_list("kind", flat=True))
    assert (rows["L1"]["standing"].flags, rows["L1"]["standing"].pending) == (1, 1)
    assert rows["L1"]["row"].number == 2
    assert rows["L1"]["term"] == "12 tháng"


def test_an_agency_counts_only_what_it_may_know_of() -> None:
    FlagOpen(obligation=ObligationOverdue(kind="L1", project_id=ProjectNotStarted().pk), kind="L1")
    page = signed_in(UserFactory(sector_agency=True)).get(reverse("deadlines:rules"))
    rows = {row["row"].kind: row for group in page.context["groups"] for row in group["rows"]}
    assert rows["L1"]["standing"].flags == 0


def test_a_rule_shows_every_version_in_words(leader: User) -> None:
    page = signed_in(leader).get(reverse("deadlines:rule", args=["L1"]))
    said = page.content.decode()
    for words in (
        "12 tháng",
        "Bất khả kháng",
        "Luật Đất đai số 45/2013/QH13",
        "từ 1/8/2024 đến nay",
    ):
        assert words in said
    assert "excluding_reasons" not in said
    assert [each["row"].number for each in page.context["versions"]] == [2, 1]


def test_an_unknown_rule_is_not_found(leader: User) -> None:
    assert signed_in(leader).get(reverse("deadlines:rule", args=["X9"])).status_code == 404


def test_a_version_that_cites_what_was_replaced_says_so(proposer: User) -> None:
    RuleVersion.objects.filter(kind="I3", number=2).update(
        article="Luật Đầu tư số 61/2020/QH14, Điều 48"
    )
    page = signed_in(proposer).get(reverse("deadlines:rule", args=["I3"]))
    assert [cited.name for cited in page.context["versions"][0]["expired"]] == [
        "Luật Đầu tư số 61/2020/QH14"
    ]
    assert page.context["versions"][1]["expired"] == (), "its period ended before the new law"
    form = signed_in(proposer).get(reverse("deadlines:propose", args=["I3"]) + "?cach=sua&ban=2")
    assert form.context["expired"]


# ---------------------------------------------------------------- proposing


@pytest.mark.parametrize("kind", sorted({version.kind for version in SHIPPED_VERSIONS}))
def test_a_form_sent_back_untouched_changes_nothing(proposer: User, kind: str) -> None:
    client = signed_in(proposer)
    base = RuleVersion.objects.filter(kind=kind).latest("number")
    RuleVersion.objects.filter(pk=base.pk).update(confirmed_at=timezone.now(), confirmed_by_id=1)
    page = propose(client, form_of(client, f"?cach=sua&ban={base.number}", kind), kind)
    assert page.status_code == 422
    (words,) = page.context["form"].non_field_errors()
    assert "khác" in words or "differs" in words
    assert not RuleProposal.objects.exists()


def test_a_change_is_kept_as_it_would_stand(proposer: User) -> None:
    client = signed_in(proposer)
    typed = form_of(client) | {"months": "9", "excluding_reasons": ["court"], "use": "advises"}
    answer = propose(client, typed)
    proposal = RuleProposal.objects.get()
    assert answer["Location"] == reverse("deadlines:proposal", args=[proposal.pk])
    base = RuleVersion.objects.get(kind="L1", number=2)
    assert proposal.proposed["parameters"] == base.parameters | {
        "months": 9,
        "excluding_reasons": ["court"],
    }
    assert proposal.proposed["advisory"] is True
    assert (proposal.number, proposal.state) == (2, "proposed")
    assert AuditEvent.objects.filter(verb="rule_proposed", subject_id=proposal.pk).exists()


def test_what_cannot_be_is_marked_at_its_box_and_nothing_typed_is_lost(proposer: User) -> None:
    client = signed_in(proposer)
    typed = form_of(client) | {
        "months": "0",
        "remind_1_at": "20",
        "grade_2": "400",
        "article": "Luật mới",
        "reason": "",
    }
    page = propose(client, typed)
    assert page.status_code == 422
    form = page.context["form"]
    assert set(form.errors) == {"months", "remind_3_at", "grade_2", "reason"}
    assert form["article"].value() == "Luật mới"
    assert not RuleProposal.objects.exists()


@pytest.mark.parametrize(
    ("box", "value"),
    [
        ("months", "-1"),
        ("months", "12,5"),
        ("months", "999"),
        ("advisory_before", "31/2/2024"),
        ("boundary", "x"),
        ("excluding_reasons", ["rain"]),
        ("confidence", "Z"),
        ("title", ""),
    ],
)
def test_a_value_out_of_range_is_refused(proposer: User, box: str, value: Any) -> None:
    client = signed_in(proposer)
    page = propose(client, form_of(client) | {box: value})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {box}


def test_a_new_version_begins_after_the_one_before(proposer: User) -> None:
    client = signed_in(proposer)
    typed = form_of(client, "?cach=moi") | {"effective_from": "1/8/2024", "months": "6"}
    page = propose(client, typed)
    assert page.status_code == 422
    assert "effective_from" in page.context["form"].errors
    assert propose(client, typed | {"effective_from": "1/1/2027"}).status_code == 302
    proposal = RuleProposal.objects.get()
    assert (proposal.number, proposal.proposed["effective_from"]) == (3, "2027-01-01")


def test_the_day_from_which_filings_are_tracked(proposer: User) -> None:
    client = signed_in(proposer)
    typed = form_of(client, "?cach=theo-doi", "R1") | {"tracked_from": "1/1/2026"}
    assert propose(client, typed, "R1").status_code == 302
    assert RuleProposal.objects.get().proposed["parameters"]["tracked_from"] == "2026-01-01"
    gone = client.get(reverse("deadlines:propose", args=["L1"]) + "?cach=theo-doi")
    assert gone.status_code == 404


def test_one_proposal_at_a_time(proposer: User, leader: User) -> None:
    ProposalTried()
    client = signed_in(proposer)
    page = propose(client, form_of(client) | {"months": "8"})
    assert page.status_code == 409
    assert page.context["form"]["months"].value() == "8"


def test_a_draft_fills_the_form_again(proposer: User) -> None:
    client = signed_in(proposer)
    typed = form_of(client, "?cach=sua&ban=1") | {"months": "7"}
    client.post(reverse("desk:keep_draft"), typed, headers=HERE)
    draft = Draft.objects.get()
    page = client.get(draft.address)
    form = page.context["form"]
    assert (form.base.number, form["months"].value()) == (1, "7")


# ---------------------------------------------------------------- trying and applying


def test_from_a_proposal_to_moved_deadlines(
    proposer: User, leader: User, handed_over: LandTranche
) -> None:
    due = due_of(handed_over)
    proposal = tried(
        signed_in(proposer), months="6", remind_1_at="3", remind_2_at="4", remind_3_at="5"
    )
    found = proposal.findings
    assert found["flags"]["opens"]["count"] == 1
    assert found["deadlines"]["earlier"]["examples"][0]["old"] == due.isoformat()
    assert due_of(handed_over) == due
    assert set(Notification.objects.values_list("user_id", flat=True)) >= {proposer.pk, leader.pk}

    client = signed_in(leader)
    page = client.get(reverse("deadlines:proposal", args=[proposal.pk]))
    said = page.content.decode()
    assert handed_over.project.name in said
    assert "12 tháng" in said
    assert "6 tháng" in said
    answer = act(client, "apply_proposal", proposal, version=proposal.version)
    assert answer.status_code == 302
    row = RuleVersion.objects.get(kind="L1", number=2)
    assert (row.parameters["months"], row.confirmed_by_id) == (6, leader.pk)
    event = AuditEvent.objects.get(verb="rule_applied")
    assert event.old["parameters"]["months"] == 12
    assert event.new["parameters"]["months"] == 6

    renew(Job.objects.get(handler=RENEW).subject_id)
    duty = Obligation.objects.get(kind="L1", subject_id=handed_over.pk)
    assert due_of(handed_over) < due
    flag = Flag.objects.get(obligation=duty)
    assert ObligationChange.objects.get(obligation=duty).cause == "law_changed:L1 v2"
    story = client.get(reverse("deadlines:flag", args=[flag.pk])).content.decode()
    assert "L1" in story


def test_who_proposed_does_not_apply(proposer: User) -> None:
    client = signed_in(proposer)
    proposal = tried(client, months="9", remind_3_at="10")
    assert act(client, "apply_proposal", proposal, version=proposal.version).status_code == 403
    proposal.refresh_from_db()
    assert proposal.state == "tried"
    assert RuleVersion.objects.get(kind="L1", number=2).parameters["months"] == 12


def test_only_what_was_tried_is_applied(proposer: User, leader: User) -> None:
    client = signed_in(leader)
    propose(signed_in(proposer), form_of(signed_in(proposer)) | {"consequence": "Khác"})
    proposal = RuleProposal.objects.get()
    assert act(client, "apply_proposal", proposal, version=1).status_code == 409
    try_proposal(proposal.pk)
    assert act(client, "apply_proposal", proposal, version=1).status_code == 409, "tried meanwhile"
    Holiday.objects.create(date=date(2031, 5, 5), name="Nghỉ")
    proposal.refresh_from_db()
    answer = act(client, "apply_proposal", proposal, version=proposal.version)
    assert answer.status_code == 409, "the calendar changed after the dry run"
    assert act(client, "try_proposal", proposal).status_code == 302
    try_proposal(proposal.pk)
    proposal.refresh_from_db()
    assert act(client, "apply_proposal", proposal, version=proposal.version).status_code == 302
    assert act(client, "apply_proposal", proposal, version=proposal.version).status_code == 409


def test_the_next_change_waits_for_the_deadlines(proposer: User, leader: User) -> None:
    ObligationOverdue(kind="L1")
    proposal = tried(signed_in(proposer), months="9", remind_3_at="10")
    act(signed_in(leader), "apply_proposal", proposal, version=proposal.version)
    client = signed_in(proposer)
    page = propose(client, form_of(client, "?cach=sua&ban=1", "I1") | {"title": "Khác"}, "I1")
    assert page.status_code == 409


def test_a_new_version_ends_the_one_before(proposer: User, leader: User) -> None:
    client = signed_in(proposer)
    typed = form_of(client, "?cach=moi") | {"effective_from": "1/1/2027", "months": "24"}
    propose(client, typed | {"remind_3_at": "11"})
    proposal = RuleProposal.objects.get()
    try_proposal(proposal.pk)
    proposal.refresh_from_db()
    act(signed_in(leader), "apply_proposal", proposal, version=proposal.version)
    last, new = RuleVersion.objects.filter(kind="L1").order_by("-number")[:2][::-1]
    assert (last.effective_to, new.effective_from) == (date(2026, 12, 31), date(2027, 1, 1))
    assert (new.number, new.effective_to) == (3, None)
    assert AuditEvent.objects.filter(verb="rule_ended", subject_id=last.pk).exists()


def test_withdrawn_by_who_proposed(proposer: User, leader: User) -> None:
    proposal = tried(signed_in(proposer), consequence="Khác")
    other = signed_in(UserFactory(administrator=True))
    assert act(other, "withdraw_proposal", proposal).status_code == 403
    assert act(signed_in(proposer), "withdraw_proposal", proposal).status_code == 302
    assert act(signed_in(proposer), "withdraw_proposal", proposal).status_code == 409
    answer = act(signed_in(leader), "apply_proposal", proposal, version=proposal.version)
    assert answer.status_code == 409
    try_proposal(proposal.pk)
    proposal.refresh_from_db()
    assert proposal.state == "withdrawn", "a dry run on its way does not bring it back"


def test_a_dry_run_of_an_earlier_day_is_pointed_out(proposer: User, leader: User) -> None:
    proposal = tried(signed_in(proposer), consequence="Khác")
    client = signed_in(leader)
    where = reverse("deadlines:proposal", args=[proposal.pk])
    assert client.get(where).context["is_old"] is False
    RuleProposal.objects.filter(pk=proposal.pk).update(tried_on=date(2020, 1, 1))
    assert client.get(where).context["is_old"] is True


def test_examples_are_only_for_those_who_decide(proposer: User, handed_over: LandTranche) -> None:
    proposal = tried(signed_in(proposer), months="9", remind_3_at="8", remind_2_at="7")
    where = reverse("deadlines:proposal", args=[proposal.pk])
    assert handed_over.project.name in signed_in(proposer).get(where).content.decode()
    page = signed_in(UserFactory(sector_agency=True)).get(where)
    assert handed_over.project.name not in page.content.decode()
    assert page.context["deadlines"][0]["count"] == 1


def test_findings_are_plain_json(proposer: User, handed_over: LandTranche) -> None:
    proposal = tried(signed_in(proposer), months="9", remind_3_at="8", remind_2_at="7")
    assert json.loads(json.dumps(proposal.findings)) == proposal.findings
