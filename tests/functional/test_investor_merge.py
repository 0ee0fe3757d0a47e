"""Likely duplicates looked at, merged and taken apart again, as a leader does it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.models import Investor, InvestorMerge, InvestorsApart
from tests import factories as f
from tests.functional.test_permission_matrix import signed_in
from tests.support.forms import boxes, errors, send

pytestmark = pytest.mark.django_db

LIST = "/nha-dau-tu/trung/"


@pytest.fixture
def leader() -> Client:
    return signed_in(f.UserFactory(department_leader=True))


def alike(number: int = 0) -> tuple[Investor, Investor]:
    code = f"49001234{number:02d}"
    first = f.InvestorFactory(name=f"Công ty TNHH Hoà Bình {number}", tax_code=code)
    second = f.InvestorFactory(name=f"Cty Hòa Bình {number}", tax_code=code, country="Hàn Quốc")
    f.ProjectNotStarted(investor=second)
    return first, second


def merge_url(kept: Investor, other: Investor) -> str:
    return reverse("projects:investor_merge", args=[kept.pk]) + f"?voi={other.pk}"


def test_a_likely_duplicate_is_merged_and_taken_apart_again(leader) -> None:
    kept, other = alike()
    (row,) = leader.get(LIST).context["rows"]
    assert row["merge_url"] == merge_url(kept, other)
    page = send(leader, row["merge_url"], reason="Cùng mã số thuế", country="merged")
    kept.refresh_from_db()
    assert page.redirect_chain[-1][0] == reverse("projects:investor", args=[kept.pk])
    assert (kept.country, kept.projects.count()) == ("Hàn Quốc", 1)
    assert leader.get(LIST).context["rows"] == []
    done = InvestorMerge.objects.get()
    undo = reverse("projects:merge_undo", args=[done.pk])
    assert undo in page.content.decode()
    send(leader, undo, reason="Nhầm")
    kept.refresh_from_db()
    assert (kept.country, kept.projects.count(), other.projects.count()) == ("Việt Nam", 0, 1)
    again = send(leader, undo, reason="Lần nữa")
    assert again.status_code == 409


def test_a_reason_is_needed_and_nothing_typed_is_lost(leader) -> None:
    pair = alike()
    page = send(leader, merge_url(*pair), country="merged")
    assert page.status_code == 422
    assert "reason" in errors(page)
    assert page.context["posted"].form["country"].value() == "merged"


def test_a_record_changed_meanwhile_is_shown_again_and_then_confirmed(leader) -> None:
    kept, other = alike()
    typed = boxes(leader.get(merge_url(kept, other))) | {"reason": "Cùng mã số thuế"}
    Investor.objects.filter(pk=other.pk).update(version=9)
    page = leader.post(merge_url(kept, other), typed)
    assert page.status_code == 409
    form = page.context["posted"].form
    fresh = typed | {"other_version": form["other_version"].value()}
    assert (form["reason"].value(), fresh["other_version"]) == ("Cùng mã số thuế", "9")
    assert leader.post(merge_url(kept, other), fresh).status_code == 302


def test_two_that_are_not_one_are_not_proposed_again(leader) -> None:
    alike()
    (row,) = leader.get(LIST).context["rows"]
    assert errors(send(leader, row["apart_url"]))["reason"]
    send(leader, row["apart_url"], reason="Hai pháp nhân")
    assert InvestorsApart.objects.get().reason == "Hai pháp nhân"
    assert leader.get(LIST).context["rows"] == []


def test_the_other_record_is_searched_for(leader) -> None:
    kept, other = alike()
    page = leader.get(reverse("projects:investor_merge", args=[kept.pk]), {"q": "cty hoa"})
    assert page.context["found"] == [other]
    assert len(page.context["rows"]) == 1


@pytest.mark.parametrize("named", ["abc", "99999999", "9" * 30, "1\0"])
def test_an_unknown_other_record_does_not_exist(leader, named) -> None:
    kept = f.InvestorFactory()
    page = leader.get(reverse("projects:investor_merge", args=[kept.pk]), {"voi": named})
    assert page.status_code == 404


def test_a_record_is_not_merged_with_itself(leader) -> None:
    kept = f.InvestorFactory()
    page = leader.get(merge_url(kept, kept))
    assert page.url == reverse("projects:investor", args=[kept.pk])


def test_a_specialist_may_not_merge(leader) -> None:
    specialist = signed_in(f.UserFactory(specialist=True))
    assert specialist.get(merge_url(*alike())).status_code == 403


@pytest.mark.parametrize("where", ["list", "choose", "merge", "apart", "undo"])
def test_a_page_asks_as_often_with_one_pair_as_with_nine(leader, where) -> None:
    kept, other = alike(0)
    done = f.MergeInForce()
    address = {
        "list": LIST,
        "choose": reverse("projects:investor_merge", args=[kept.pk]) + "?q=cong",
        "merge": merge_url(kept, other),
        "apart": reverse("projects:investor_apart", args=[kept.pk]) + f"?voi={other.pk}",
        "undo": reverse("projects:merge_undo", args=[done.pk]),
    }[where]
    counts = []
    for number in (1, 9):
        for more in range(number * 2, number * 2 + number):
            alike(more)
        leader.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert leader.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
