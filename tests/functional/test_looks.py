"""While a form is filled in, each changed box is looked at: nothing is saved by it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from desk.models import Draft
from projects.models import Project
from tests.factories import (
    ItemPlanned,
    PolicyApproval,
    ProjectFactory,
    RegistrationCertificate,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    """The browser of a specialist."""
    client.force_login(UserFactory())
    return client


def looked(desk: Client, url: str, box: str, **typed: object) -> str:
    """What is said beside one box of a form."""
    answer = desk.post(url, {"act": "", "xem-o": box, **typed})
    assert answer.status_code == 200
    return answer.content.decode().strip()


def test_a_wrong_check_digit_is_said_and_a_right_one_is_not(desk) -> None:
    url = reverse("projects:create")
    assert "0100109107" in looked(desk, url, "tax_code", tax_code="0100109107")
    assert looked(desk, url, "tax_code", tax_code="0100109106") == ""


def test_a_name_like_one_on_record_is_linked(desk) -> None:
    twin = ProjectFactory(name="Nhà máy chế biến hoa hồi Bình Gia")
    url = reverse("projects:create")
    said = looked(desk, url, "name", name="nha may che bien hoa hoi Binh Gia")
    assert reverse("projects:detail", args=[twin.code]) in said
    assert looked(desk, url, "name", name="Khu đô thị mới Phú Lộc") == ""
    own = reverse("projects:edit", args=[twin.code])
    assert looked(desk, own, "name", name=twin.name) == ""


def test_who_may_not_enter_projects_is_told_nothing(client) -> None:
    ProjectFactory(name="Nhà máy chế biến hoa hồi Bình Gia")
    client.force_login(UserFactory(supervisor=True))
    said = client.post(reverse("projects:create"), {"act": "", "xem-o": "name", "name": "Nhà máy"})
    assert said.status_code == 403


def test_a_number_already_on_record_is_linked_to_its_document(desk) -> None:
    paper = RegistrationCertificate(number="8472650193")
    url = reverse("projects:instrument_add", args=[ProjectFactory().code])
    said = looked(desk, url, "number", kind="registration_certificate", number="8472650193")
    assert f"{reverse('projects:detail', args=[paper.project.code])}#vb-{paper.pk}" in said


def test_days_out_of_order_are_said_at_the_box_that_was_changed(desk) -> None:
    url = reverse("projects:item_add", args=[ProjectFactory().code])
    typed = {"kind": "start", "planned_from": "1/5/2027", "planned": "1/4/2027"}
    assert 'class="err"' in looked(desk, url, "planned", **typed)
    assert looked(desk, url, "planned_from", **typed) == ""


def test_parts_that_do_not_make_the_whole_are_worth_a_look(desk) -> None:
    url = reverse("projects:instrument_add", args=[ProjectFactory().code])
    typed = {"kind": "policy_approval", "number": "15/QĐ-UBND", "capital_vnd": "100"}
    parts = {"equity_vnd": "20", "loan_vnd": "70"}
    assert 'class="look"' in looked(desk, url, "loan_vnd", **typed, **parts)
    assert looked(desk, url, "loan_vnd", **typed, **parts | {"loan_vnd": "80"}) == ""


def test_an_empty_box_is_no_noise(desk) -> None:
    assert looked(desk, reverse("projects:create"), "name", name="") == ""


def test_a_refusal_of_the_act_is_told_and_nothing_is_saved(desk) -> None:
    project = ProjectFactory()
    item = ItemPlanned(
        project=project, instrument=PolicyApproval(project=project), name="Khởi công"
    )
    url = reverse("projects:item_add", args=[project.code])
    typed = {"kind": item.kind, "phase": item.phase, "name": "Khởi công"}
    said = looked(desk, url, "name", **typed)
    assert 'class="err"' in said
    assert looked(desk, url, "name", **typed | {"name": "Hoàn thành"}) == ""
    assert project.schedule_items.count() == 1
    assert Draft.objects.count() == 0


def test_a_box_the_form_has_not_is_not_found(desk) -> None:
    answer = desk.post(reverse("projects:create"), {"act": "", "xem-o": "secret", "secret": "1"})
    assert answer.status_code == 404
    assert Project.objects.count() == 0
