"""Publishing a conclusion: once, with day and place, and what everybody then reads; state secrets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk.models import USE, Draft
from inspections.models import CaseMember, Conclusion, Finding
from tests.factories import UserFactory
from tests.factories.cases import ConclusionPublished, ConclusionSigned
from tests.functional.test_permission_matrix import signed_in
from vn.dates import day_text
from vn.personal import HIDDEN

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def conclusion() -> Any:
    return ConclusionSigned(summary="Ông An, điện thoại 0912 345 678, chậm đưa đất vào sử dụng.")


def head(conclusion: Any) -> Client:
    member = CaseMember.objects.get(case=conclusion.case, duty="head")
    assert member.user is not None
    return signed_in(member.user)


def address(conclusion: Any, act: str = "publish") -> str:
    return reverse(f"inspections:conclusion_{act}", args=[conclusion.case.code, conclusion.pk])


def form_of(client: Client, url: str, **typed: str) -> dict[str, str]:
    """The form as the page gives it, with what was typed."""
    page: Any = client.get(url)
    form = page.context["cards"][0].form
    hidden = {name: form[name].value() for name in ("row", "version", "before")}
    known = {name: form[name].value() for name in form.fields if name not in hidden}
    found = {name: str(value) for name, value in (hidden | known).items() if value is not None}
    slip = page.context["cards"][0].slip
    return found | {"act": "", USE: slip.key} | typed


def publication(day: Any = TODAY, **typed: str) -> dict[str, str]:
    place = {"published_place": "Trụ sở Thanh tra tỉnh", "read": "on"}
    return {"published_date": day_text(day), **place, **typed}


def test_published_once_with_its_day_and_place(conclusion: Any) -> None:
    client, url, public = head(conclusion), address(conclusion), reverse("inspections:published")
    one = reverse("inspections:published_conclusion", args=[conclusion.pk])
    assert Client().get(one).status_code == 404
    assert conclusion.number not in Client().get(public).content.decode()
    form = form_of(client, url, **publication())
    unread = {name: value for name, value in form.items() if name != "read"}
    early = form | {"published_date": day_text(conclusion.signed_date - timedelta(1))}
    late = form | {"published_date": day_text(TODAY + timedelta(1))}
    nowhere = form | {"published_place": ""}
    for wrong in (unread, early, late, nowhere):
        assert client.post(url, wrong).status_code == 422
    assert client.post(url, form).status_code == 302
    conclusion.refresh_from_db()
    assert (conclusion.published_date, conclusion.published_place) == (
        TODAY,
        "Trụ sở Thanh tra tỉnh",
    )
    assert client.post(url, form_of(client, url, **publication())).status_code == 409
    assert client.post(address(conclusion, "correct"), form).status_code in (409, 422)
    assert conclusion.number in Client().get(public).content.decode()
    text = Client().get(one).content.decode()
    assert "0912 345 678" not in text
    assert HIDDEN in text


def test_a_draft_of_a_conclusion_is_not_published(conclusion: Any) -> None:
    Conclusion.objects.filter(pk=conclusion.pk).update(number="", signed_date=None)
    client, url = head(conclusion), address(conclusion)
    answer = client.post(url, form_of(client, url, **publication()))
    assert answer.status_code == 422
    assert "chưa" in answer.content.decode() or "not signed yet" in answer.content.decode()


def test_corrected_before_it_is_published_and_the_step_says_why(conclusion: Any) -> None:
    client, url = head(conclusion), address(conclusion, "correct")
    typed = {"summary": "Chậm 14 tháng.", "note": "Tính lại", "on_date": day_text(TODAY)}
    assert client.post(url, form_of(client, url, **typed)).status_code == 302
    conclusion.refresh_from_db()
    assert conclusion.summary == "Chậm 14 tháng."
    step = conclusion.steps.get(kind="corrected")
    assert (step.on_date, step.note) == (TODAY, "Tính lại")


def test_who_is_not_on_the_case_publishes_nothing(conclusion: Any) -> None:
    other = UserFactory(inspector=True, agency=conclusion.case.original_body)
    assert signed_in(other).get(address(conclusion)).status_code == 404
    CaseMember.objects.create(case=conclusion.case, user=other, name="X", duty="observer")
    assert signed_in(other).get(address(conclusion)).status_code == 403
    published = ConclusionPublished()
    someone = UserFactory(department_leader=True)
    assert signed_in(someone).get(address(published)).status_code == 403


def test_the_public_list_narrows_by_year_and_kind(conclusion: Any) -> None:
    shown = ConclusionPublished()
    Finding.objects.create(conclusion=shown, law_area="land", severity="grave", text="Chậm")
    url = reverse("inspections:published")
    for query, found in (("", 1), ("?nam=2026", 1), ("?nam=1999", 1), ("?loai=check", 0)):
        page: Any = Client().get(url + query)
        assert len(page.context["lines"]) == found, query
    assert page.context["years"] == [2026]
    assert Client().get(f"{url}{2**70}/").status_code == 404


@pytest.mark.parametrize(
    "secret", [{"bi_mat": "1"}, {"published_place": "Báo cáo TUYỆT MẬT số 9"}], ids=str
)
def test_a_state_secret_is_neither_saved_nor_drafted_nor_shown(
    conclusion: Any, secret: dict[str, str]
) -> None:
    client, url = head(conclusion), address(conclusion)
    assert 'name="bi_mat"' in client.get(url).content.decode()
    form = form_of(client, url, **publication(published_place="Chỗ kín đáo"))
    origin = {"origin": "http://testserver"}
    kept = client.post(reverse("desk:keep_draft"), form, headers=origin)
    assert kept.status_code == 302
    assert Draft.objects.count() == 1
    for where in (reverse("desk:keep_draft"), url):
        answer = client.post(where, form | secret, headers=origin)
        assert answer.status_code == 422
        text = answer.content.decode()
        assert "TUYỆT MẬT" not in text
        assert "Chỗ kín đáo" not in text
        assert not Draft.objects.exists()
    conclusion.refresh_from_db()
    assert conclusion.published_date is None
