"""Two people at one form, a look before saving, and what one may not reach."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent
from deadlines.models import Flag, Obligation
from projects.models import Project
from tests.factories import (
    AgencyFactory,
    CommuneFactory,
    ExclusionOpen,
    InvestorFactory,
    ItemPlanned,
    PolicyApproval,
    ProjectFactory,
    ProjectNotStarted,
    TrancheHandedOver,
    UserFactory,
)
from tests.support.forms import boxes

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(client: Client) -> Client:
    client.force_login(UserFactory(display_name="Lê Thu Hà"))
    return client


@pytest.fixture
def theirs() -> Client:
    browser = Client()
    browser.force_login(UserFactory(display_name="Lý Thị Mai"))
    return browser


@pytest.fixture
def project() -> Project:
    return ProjectFactory(name="Nhà máy A", location_text="Xã Đồng Đăng", legacy_code="")


def conflict(mine: Client, theirs: Client, project: Project):
    """Both open the form; Mai saves first, then I do."""
    where = reverse("projects:edit", args=[project.code])
    opened, other = boxes(mine.get(where)), boxes(theirs.get(where))
    theirs.post(where, other | {"name": "Nhà máy của Mai", "legacy_code": "GCN 12"})
    return mine.post(where, opened | {"name": "Nhà máy của Hà", "location_text": "Khu 2"})


def choice(page) -> dict[str, str]:
    """What the page sends when the proposed choices are kept."""
    context = page.context
    sent: dict[str, str] = dict(context["carried"])
    for row in context["differences"]:
        sent[f"chon-{row.name}"] = "mine" if row.mine_edited else "theirs"
    return sent | context["hidden"]


def test_the_second_to_save_sees_both_versions_and_overwrites_nothing(
    mine, theirs, project
) -> None:
    page = conflict(mine, theirs, project)
    rows = {row.name: row for row in page.context["differences"]}
    assert page.status_code == 409
    assert "Lý Thị Mai" in page.content.decode()
    assert (rows["name"].before, rows["name"].mine, rows["name"].theirs) == (
        "Nhà máy A",
        "Nhà máy của Hà",
        "Nhà máy của Mai",
    )
    assert (rows["legacy_code"].mine_edited, rows["legacy_code"].theirs_edited) == (False, True)
    assert (rows["location_text"].mine_edited, rows["location_text"].theirs_edited) == (
        True,
        False,
    )
    assert Project.objects.get(pk=project.pk).name == "Nhà máy của Mai"


def test_keeping_the_proposal_merges_both(mine, theirs, project) -> None:
    page = conflict(mine, theirs, project)
    mine.post(reverse("projects:edit", args=[project.code]), choice(page))
    project.refresh_from_db()
    assert (project.name, project.legacy_code, project.location_text) == (
        "Nhà máy của Hà",
        "GCN 12",
        "Khu 2",
    )
    assert project.version == 3


def test_taking_theirs_leaves_their_text(mine, theirs, project) -> None:
    page = conflict(mine, theirs, project)
    where = reverse("projects:edit", args=[project.code])
    mine.post(where, choice(page) | {"chon-name": "theirs"})
    project.refresh_from_db()
    assert (project.name, project.location_text) == ("Nhà máy của Mai", "Khu 2")


def test_a_third_person_in_between_is_noticed_too(mine, theirs, project) -> None:
    page = conflict(mine, theirs, project)
    where = reverse("projects:edit", args=[project.code])
    theirs.post(where, boxes(theirs.get(where)) | {"name": "Nhà máy lần ba"})
    assert mine.post(where, choice(page)).status_code == 409


def test_a_choice_made_before_a_third_save_is_what_is_compared(mine, theirs, project) -> None:
    """Having taken Mai's name, I do not get my first one back under the word "mine"."""
    page = conflict(mine, theirs, project)
    where = reverse("projects:edit", args=[project.code])
    theirs.post(where, boxes(theirs.get(where)) | {"name": "Nhà máy lần ba"})
    page = mine.post(where, choice(page) | {"chon-name": "theirs"})
    rows = {row.name: row for row in page.context["differences"]}
    assert (rows["name"].mine, rows["name"].mine_edited) == ("Nhà máy của Mai", False)
    assert ("name", "Nhà máy của Mai") in page.context["carried"]
    mine.post(where, choice(page))
    project.refresh_from_db()
    assert (project.name, project.location_text) == ("Nhà máy lần ba", "Khu 2")


def test_what_somebody_saved_beside_my_boxes_needs_no_choice(mine, theirs, project) -> None:
    where = reverse("projects:suspend", args=[project.code])
    opened = boxes(mine.get(where)) | {
        "decided_by": "investor",
        "start_date": "1/8/2026",
        "document_number": "12/TB",
    }
    edit = reverse("projects:edit", args=[project.code])
    theirs.post(edit, boxes(theirs.get(edit)) | {"name": "Nhà máy của Mai"})
    page = mine.post(where, opened)
    assert page.status_code == 409
    assert "Lý Thị Mai" in page.content.decode()
    assert 'value="12/TB"' in page.content.decode()
    form = page.context["posted"].form
    again = opened | {name: form.data[name] for name in ("version", "before")}
    assert mine.post(where, again).status_code == 302
    project.refresh_from_db()
    assert (project.legal_state, project.name) == ("suspended", "Nhà máy của Mai")


def test_the_day_of_a_state_is_compared_with_the_record_not_with_today(
    mine, theirs, project
) -> None:
    where = reverse("projects:state", args=[project.code])
    opened, other = boxes(mine.get(where)), boxes(theirs.get(where))
    theirs.post(where, other | {"state_as_of": "1/8/2026", "state_note": "Mai thấy"})
    page = mine.post(where, opened | {"state_as_of": "2/8/2026", "state_note": "Hà thấy"})
    rows = {row.name: (row.mine, row.theirs) for row in page.context["differences"]}
    assert rows["state_as_of"] == ("2/8/2026", "1/8/2026")
    mine.post(where, choice(page) | {"chon-state_as_of": "theirs"})
    project.refresh_from_db()
    assert (str(project.state_as_of), project.state_note) == ("2026-08-01", "Hà thấy")


def test_places_and_partial_days_are_chosen_like_any_box(mine, theirs, project) -> None:
    a, b, c = (CommuneFactory(name=name) for name in ("xã Ba Sơn", "xã Chi Lăng", "xã Đồng Đăng"))
    where = reverse("projects:edit", args=[project.code])
    opened, other = boxes(mine.get(where)), boxes(theirs.get(where))
    theirs.post(where, other | {"units": [a.pk, b.pk]})
    page = mine.post(where, opened | {"units": [c.pk, ""]})
    row = next(row for row in page.context["differences"] if row.name == "units")
    assert (row.mine, row.theirs) == ("xã Đồng Đăng", "xã Ba Sơn, xã Chi Lăng")
    sent = choice(page) | {"units": [c.pk], "chon-units": "theirs"}
    mine.post(where, sent)
    assert set(project.units.all()) == {a, b}


def test_a_document_is_guarded_by_what_it_says(mine, theirs) -> None:
    row = PolicyApproval()
    where = reverse("projects:instrument_edit", args=[row.project.code, row.pk])
    opened, other = boxes(mine.get(where)), boxes(theirs.get(where))
    theirs.post(where, other | {"issued": "Quý II/2024"})
    page = mine.post(where, opened | {"issued": "5/2024"})
    found = {row.name: (row.mine, row.theirs) for row in page.context["differences"]}
    assert found == {"issued": ("tháng 5/2024", "Quý II/2024")}
    mine.post(where, choice(page) | {"chon-issued": "theirs"})
    row.refresh_from_db()
    assert row.issued_precision == "quarter"


def test_an_investor_is_guarded_by_what_is_known_of_it(mine, theirs) -> None:
    project = ProjectFactory(investor=InvestorFactory(name="Công ty A"))
    where = reverse("projects:investor_edit", args=[project.code])
    opened, other = boxes(mine.get(where)), boxes(theirs.get(where))
    theirs.post(where, other | {"name": "Công ty A Mai"})
    page = mine.post(where, opened | {"name": "Công ty A Hà"})
    assert [(row.mine, row.theirs) for row in page.context["differences"]] == [
        ("Công ty A Hà", "Công ty A Mai")
    ]


def test_the_text_meant_for_one_investor_never_lands_on_another(mine) -> None:
    project = ProjectFactory(investor=InvestorFactory(name="Công ty A"))
    where = reverse("projects:investor_edit", args=[project.code])
    opened = boxes(mine.get(where))
    other = InvestorFactory(name="Công ty B")
    Project.objects.filter(pk=project.pk).update(investor=other)
    page = mine.post(where, opened | {"name": "Công ty A sửa"})
    other.refresh_from_db()
    assert page.status_code == 409
    assert "Công ty A sửa" in page.content.decode()
    assert other.name == "Công ty B"


def test_what_was_typed_into_a_box_that_is_gone_is_shown(mine, theirs, project) -> None:
    """An investor on record has a page of its own, so its country is no box of the project."""
    where = reverse("projects:edit", args=[project.code])
    Project.objects.filter(pk=project.pk).update(investor=None)
    opened = boxes(mine.get(where)) | {"investor": "Công ty A", "country": "Nhật Bản"}
    theirs.post(where, boxes(theirs.get(where)) | {"investor": "Công ty B"})
    page = mine.post(where, opened)
    assert page.status_code == 409
    assert ("Nhật Bản") in [text for _label, text in page.context["without_box"]]


def test_keeping_what_is_on_record_is_one_button(mine, theirs, project) -> None:
    page = conflict(mine, theirs, project)
    html = page.content.decode()
    assert f'formaction="{reverse("desk:discard_draft")}"' in html
    back = reverse("projects:detail", args=[project.code])
    assert mine.post(reverse("desk:discard_draft"), {"next": back})["Location"] == back


@pytest.mark.parametrize("before", ["[1]", '{"name": {"a": 1}}', '{"name": [[1]]}', "{", "null"])
def test_what_the_form_carries_may_be_anything(mine, theirs, project, before) -> None:
    page = conflict(mine, theirs, project)
    where = reverse("projects:edit", args=[project.code])
    sent = choice(page) | {"before": before, "chon-name": "theirs", "version": "1"}
    assert mine.post(where, sent).status_code in (302, 409, 422)


@pytest.mark.parametrize("version", ["", "abc", "99"], ids=["none", "letters", "a later one"])
def test_a_version_that_was_tampered_with_is_never_current(mine, project, version) -> None:
    where = reverse("projects:edit", args=[project.code])
    sent = boxes(mine.get(where)) | {"name": "Tên khác", "version": version}
    assert mine.post(where, sent).status_code in (409, 422)
    assert Project.objects.get(pk=project.pk).name == "Nhà máy A"


def test_a_row_without_a_version_column_is_guarded_too(mine, theirs) -> None:
    row = ExclusionOpen()
    where = reverse("projects:period_edit", args=[row.project.code, row.pk])
    opened = boxes(mine.get(where)) | {"end_date": "1/8/2026"}
    theirs.post(where, boxes(theirs.get(where)) | {"end_date": "2/8/2026"})
    page = mine.post(where, opened)
    assert page.status_code == 409
    assert [(row.mine, row.theirs) for row in page.context["differences"]] == [
        ("1/8/2026", "2/8/2026")
    ]


def test_a_preview_shows_the_consequences_and_saves_nothing(mine) -> None:
    row = TrancheHandedOver(project=ProjectNotStarted())
    where = reverse("projects:tranche_edit", args=[row.project.code, row.pk])
    sent = boxes(mine.get(where), "use") | {
        "in_use_date": "1/8/2026",
        "in_use_evidence": "Ảnh chụp",
        "preview": "1",
    }
    page = mine.post(where, sent)
    row.refresh_from_db()
    assert page.status_code == 200
    assert page.context["effects"]
    assert (row.in_use_date, row.version) == (None, 1)
    assert not AuditEvent.objects.exists()
    assert not Obligation.objects.exists()
    assert 'value="1/8/2026"' in page.content.decode()


def test_a_preview_tells_which_flag_would_close(mine) -> None:
    row = TrancheHandedOver(project=ProjectNotStarted(), handover_date="2025-03-03")
    edit = reverse("projects:state", args=[row.project.code])
    mine.post(edit, boxes(mine.get(edit)) | {"state_note": "đã kiểm tra"})
    assert Flag.objects.live().filter(kind="L1").count() == 1
    where = reverse("projects:tranche_edit", args=[row.project.code, row.pk])
    sent = boxes(mine.get(where), "use") | {
        "in_use_date": "1/8/2026",
        "in_use_evidence": "Ảnh chụp",
        "preview": "1",
    }
    effects = mine.post(where, sent).context["effects"]
    assert effects[0].severity == "ok"
    assert row.label in effects[0].texts[0]
    assert Flag.objects.live().filter(kind="L1").count() == 1


def test_a_preview_with_errors_comes_back_like_any_form(mine, project) -> None:
    where = reverse("projects:edit", args=[project.code])
    page = mine.post(where, boxes(mine.get(where)) | {"name": "", "preview": "1"})
    assert page.status_code == 422


PAGES = [
    "edit",
    "state",
    "investor_edit",
    "instrument_add",
    "item_add",
    "tranche_add",
    "period_add",
    "suspend",
    "terminate",
]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_for_a_specialist(mine, project, name) -> None:
    page = mine.get(reverse(f"projects:{name}", args=[project.code]))
    assert page.status_code == 200
    assert page.context["cards"]


@pytest.mark.parametrize("name", PAGES)
def test_a_project_that_does_not_exist_is_not_found(mine, name) -> None:
    assert mine.get(reverse(f"projects:{name}", args=["DA-9999"])).status_code == 404


def test_a_sector_agency_does_not_find_the_land_of_other_projects(client, project) -> None:
    client.force_login(UserFactory(sector_agency=True))
    assert client.get(reverse("projects:tranche_add", args=[project.code])).status_code == 404


def test_a_sector_agency_may_not_edit_the_project_itself(client) -> None:
    officer = UserFactory(sector_agency=True)
    client.force_login(officer)
    own = ProjectFactory(agency=officer.agency)
    assert client.get(reverse("projects:edit", args=[own.code])).status_code == 403


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("item_edit", ItemPlanned),
        ("tranche_edit", TrancheHandedOver),
        ("period_edit", ExclusionOpen),
        ("instrument_edit", PolicyApproval),
    ],
    ids=["a milestone", "a tranche", "a period", "a document"],
)
def test_a_row_is_not_found_under_another_project(mine, project, name, make) -> None:
    row = make()
    assert mine.get(reverse(f"projects:{name}", args=[project.code, row.pk])).status_code == 404
    assert mine.get(reverse(f"projects:{name}", args=[row.project.code, row.pk])).status_code == 200


def test_an_act_the_page_does_not_have_is_not_found(mine, project) -> None:
    where = reverse("projects:edit", args=[project.code])
    assert mine.post(where, {"act": "delete"}).status_code == 404


def test_agencies_that_no_longer_exist_are_not_offered(mine, project) -> None:
    closed = AgencyFactory(valid_to="2025-06-30")
    page = mine.get(reverse("projects:edit", args=[project.code]))
    offered = page.context["cards"][0].form.fields["agency"].queryset
    assert closed not in offered
    assert project.agency in offered
