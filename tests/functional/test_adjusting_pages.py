"""The adjusting decision, the comparison with the first approval, the documents an act rests on."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.models import Instrument, Project, ScheduleItem
from tests.factories import (
    Adjustment,
    InstrumentFactory,
    ItemPlanned,
    PolicyApproval,
    ProjectNotStarted,
    RegistrationCertificate,
    RevisionFactory,
    UserFactory,
)
from tests.factories.bases import BasisOfTheParty
from tests.support.forms import boxes, errors, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client: Client) -> Client:
    client.force_login(UserFactory(display_name="Lê Thu Hà"))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture
def project() -> Project:
    row = ProjectNotStarted(name="Nhà máy A")
    approval = PolicyApproval(project=row, number="1644/QĐ-UBND", capital_vnd=10**12)
    ItemPlanned(
        project=row,
        kind="operation",
        name="Đưa vào hoạt động",
        planned_date=date(2027, 6, 30),
        instrument=approval,
    )
    return row


@pytest.fixture
def item(project: Project) -> ScheduleItem:
    return project.schedule_items.get()


def where(name: str, project: Project, *keys: int) -> str:
    return reverse(f"projects:{name}", args=[project.code, *keys])


def decided(**typed: str) -> dict[str, str]:
    return {"number": "257/QĐ-UBND", "issued": "10/8/2026"} | typed


# ---------------------------------------------------------------- the decision


def test_the_number_of_the_change_and_its_document_are_proposed(client, project) -> None:
    approval = project.instruments.get()
    Adjustment(project=project, adjusts=approval, sequence=2, issued_date=date(2025, 1, 1))
    page = client.get(where("adjust", project))
    form = page.context["cards"][0].form
    assert (form.initial["adjusts"], form.initial["sequence"]) == (approval, 3)
    assert (
        "On record: 30/6/2027"
        in form.fields[f"planned_{project.schedule_items.get().pk}"].help_text
    )


def test_nothing_is_saved_before_the_consequences_were_seen(client, project, item) -> None:
    address = where("adjust", project)
    sent = boxes(client.get(address)) | decided(**{f"planned_{item.pk}": "Quý III/2029"})
    looked = client.post(address, sent)
    assert looked.status_code == 200
    assert any("30/9/2029" in text for effect in looked.context["effects"] for text in effect.texts)
    assert not project.instruments.filter(kind="adjustment").exists()
    done = client.post(address, sent | {"confirm": "1"}, follow=True)
    assert done.redirect_chain[-1][0] == where("comparison", project)
    document = project.instruments.get(kind="adjustment")
    assert (document.sequence, document.operation_date) == (1, date(2029, 9, 30))
    assert document.authority == Instrument.Authority.CHAIRPERSON
    assert "24 months" in said(done)


def test_the_authority_in_the_box_stands_above_the_usual_one(client, project) -> None:
    address = where("adjust", project)
    chosen = decided(term_years="50", authority="committee", confirm="1")
    client.post(address, boxes(client.get(address)) | chosen)
    assert project.instruments.get(kind="adjustment").authority == "committee"


def test_an_empty_decision_and_a_missing_day_are_told(client, project) -> None:
    address = where("adjust", project)
    opened = boxes(client.get(address))
    nothing = client.post(address, opened | decided(confirm="1"))
    assert nothing.status_code == 422
    assert "at least one thing" in errors(nothing)["__all__"][0]
    undated = client.post(address, opened | {"number": "257/QĐ-UBND", "term_years": "50"})
    assert undated.status_code == 422
    assert "issued" in errors(undated)


def test_a_refused_milestone_is_told_at_its_box_and_nothing_typed_is_lost(
    client, project, item
) -> None:
    ScheduleItem.objects.filter(pk=item.pk).update(planned_from=date(2027, 1, 1))
    address = where("adjust", project)
    typed = decided(**{f"planned_{item.pk}": "1/12/2026", "capital_vnd": "1.500,0"}, confirm="1")
    page = client.post(address, boxes(client.get(address)) | typed)
    assert page.status_code == 422
    assert f"planned_{item.pk}" in errors(page)
    assert 'value="1.500,0"' in page.content.decode()
    project.refresh_from_db()
    assert project.registered_capital_vnd == 1_250_000_000_000
    assert not project.instruments.filter(kind="adjustment").exists()


def test_an_exception_without_a_day_asks_for_the_day(client, project, item) -> None:
    address = where("adjust", project)
    typed = decided(**{f"exception_{item.pk}": "force_majeure", "term_years": "50"})
    page = client.post(address, boxes(client.get(address)) | typed)
    assert page.status_code == 422
    assert f"planned_{item.pk}" in errors(page)


def test_a_colleagues_change_meanwhile_is_shown_and_what_was_typed_comes_back(
    client, project, item
) -> None:
    address = where("adjust", project)
    mine = boxes(client.get(address)) | decided(term_years="50", confirm="1")
    theirs = Client()
    theirs.force_login(UserFactory(display_name="Lý Thị Mai"))
    page = where("item_edit", project, item.pk)
    sent = boxes(theirs.get(page), "achieve") | {"reached": "undated", "evidence": "12/BC"}
    theirs.post(page, sent)
    conflict = client.post(address, mine)
    assert conflict.status_code == 409
    text = conflict.content.decode()
    assert "Lý Thị Mai" in text
    assert 'value="50"' in text
    assert not project.instruments.filter(kind="adjustment").exists()
    again = client.post(address, boxes(conflict) | decided(term_years="50", confirm="1"))
    assert again.status_code == 302
    assert project.instruments.get(kind="adjustment").term_years == 50


def test_the_request_that_waits_is_answered_with_it(client, project) -> None:
    Project.objects.filter(pk=project.pk).update(adjustment_pending_since=date(2026, 7, 1))
    address = where("adjust", project)
    opened = boxes(client.get(address))
    assert opened["ends_request"] == "on"
    client.post(address, opened | decided(term_years="50", confirm="1"))
    project.refresh_from_db()
    assert project.adjustment_pending_since is None


def test_a_number_that_does_not_follow_is_worth_a_look(client, project) -> None:
    address = where("adjust", project)
    typed = decided(term_years="50", sequence="4")
    page = client.post(address, boxes(client.get(address)) | typed)
    assert "1 would be the next change" in page.context["posted"].form.warnings[0]


def test_the_keyboard_goes_from_the_document_through_what_it_changes_to_the_button(
    client, project, item
) -> None:
    text = client.get(where("adjust", project)).content.decode()
    order = [
        'name="adjusts"',
        'name="number"',
        'name="issued"',
        f'name="planned_{item.pk}"',
        f'name="exception_{item.pk}"',
        'name="capital_vnd"',
        'name="land_area_m2"',
        'name="term_years"',
        'name="project_name"',
        'name="note"',
        '<button class="btn pri">',
    ]
    places = [text.index(each) for each in order]
    assert places == sorted(places)
    assert 'tabindex="1"' not in text


# ---------------------------------------------------------------- the comparison


def test_what_changed_is_said_in_words_beside_the_first_approval(client, project, item) -> None:
    approval = project.instruments.get()
    change = Adjustment(
        project=project,
        adjusts=approval,
        issued_date=date(2025, 6, 1),
        capital_vnd=1_300_000_000_000,
    )
    RevisionFactory(
        item=item, instrument=change, old_date=item.planned_date, new_date=date(2028, 12, 31)
    )
    ScheduleItem.objects.filter(pk=item.pk).update(
        planned_date=date(2028, 12, 31), instrument=change
    )
    page = client.get(where("comparison", project))
    (chain,) = page.context["chains"]
    told = {line["label"]: [cell.text for cell in line["cells"]] for line in chain["lines"]}
    assert told["Capital"] == ["1.000 billion VND", "1.300 billion VND"]
    assert told["Plan: Đưa vào hoạt động"] == ["30/6/2027", "31/12/2028"]
    assert [line["cells"][1].mark for line in chain["lines"]] == ["changed", "changed"]
    (stretch,) = page.context["stretches"]
    # 30/6/2027 to 31/12/2028 is 18 months and a day; the cap ends on 30/6/2029.
    assert (stretch["cap"], stretch["mark"]) == ("30/6/2029", "ok")
    assert stretch["longer"] == "18 months 1 days"
    text = page.content.decode()
    assert "The capital changed by 20 % or more" in text
    assert "The time to carry it out grew by more than 12 months" in text
    assert len(page.context["hints"]) == 2


def test_a_certificate_alone_has_no_cap(client) -> None:
    project = ProjectNotStarted()
    certificate = RegistrationCertificate(project=project)
    ItemPlanned(project=project, kind="operation", instrument=certificate)
    page = client.get(where("comparison", project))
    (stretch,) = page.context["stretches"]
    assert (stretch["cap"], stretch["flag"]) == ("", "")
    assert "no cap" in stretch["words"]


def test_a_change_of_nothing_known_is_named_with_the_way_to_mend_it(client, project) -> None:
    loose = InstrumentFactory(project=project, kind="adjustment", number="99/QĐ-UBND")
    text = client.get(where("comparison", project)).content.decode()
    assert where("instrument_edit", project, loose.pk) in text


def test_who_only_reads_is_offered_no_act(project) -> None:
    reader = Client()
    reader.force_login(UserFactory(committee_leader=True))
    page = reader.get(where("comparison", project))
    assert page.status_code == 200
    assert where("adjust", project) not in page.content.decode()
    assert reader.get(where("adjust", project)).status_code == 403


def test_a_project_one_may_not_see_does_not_exist(project) -> None:
    stranger = Client()
    stranger.force_login(UserFactory(commune_officer=True))
    for name in ("comparison", "adjust"):
        assert stranger.get(where(name, project)).status_code in (403, 404)


@pytest.mark.parametrize("name", ["comparison", "adjust", "detail"])
def test_more_changes_ask_the_database_no_more_often(client, project, item, name) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(where(name, project)).status_code == 200
        return len(asked)

    def adjusted(times: int) -> None:
        for n in range(times):
            change = Adjustment(
                project=project,
                adjusts=project.instruments.get(kind="policy_approval"),
                sequence=n + 1,
                issued_date=date(2025, 6, n + 1),
            )
            RevisionFactory(item=item, instrument=change)
            BasisOfTheParty(instrument=change)

    adjusted(1)
    queries()
    few = queries()
    adjusted(5)
    assert queries() == few
