"""Leading a case on its pages: what is next, its steps in their order, pauses, more days, signing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from inspections.actions.refreshing import refresh
from inspections.models import Case, CaseMember, CaseStep, Conclusion
from tests.factories import UserFactory
from tests.factories.cases import (
    CaseDecided,
    CaseOnSite,
    CaseReported,
    ConclusionOrdered,
    ConclusionPublished,
)
from tests.functional.test_permission_matrix import signed_in
from tests.functional.test_publishing import form_of
from vn.dates import day_text

pytestmark = pytest.mark.django_db


def head(case: Any) -> Client:
    person = CaseMember.objects.get(case=case, duty="head").user
    assert person is not None
    return signed_in(person)


def at(case: Any, name: str, *more: Any) -> str:
    return reverse(f"inspections:{name}", args=[case.code, *more])


def post(client: Client, url: str, **typed: Any) -> Any:
    """Send the form of a page; days are typed as people write them."""
    words = {k: day_text(v) if isinstance(v, date) else str(v) for k, v in typed.items()}
    return client.post(url, form_of(client, url, **words))


def page_of(client: Client, case: Any) -> Any:
    return client.get(at(case, "case"))


def test_a_case_from_its_decision_to_a_signed_conclusion() -> None:
    case: Any = CaseDecided()
    refresh(case_ids=[case.pk], on=timezone.localdate(), at=timezone.now(), cause="test")
    client, step = head(case), at(case, "step")
    seen = page_of(client, case)
    assert seen.context["record_url"] == step
    assert seen.context["next"]["clock"].rule == "K1"
    assert client.get(step).context["cards"][0].form["kind"].value() == "announced"
    # Each is refused for its own reason: too early, out of order, in the future.
    early = post(client, step, on_date=case.decision_date - timedelta(1))
    unordered = post(client, step, kind="reported", on_date=date(2026, 5, 8))
    ahead = post(client, step, on_date=timezone.localdate() + timedelta(1))
    assert [each.status_code for each in (early, unordered, ahead)] == [422, 422, 422]
    days = {"announced": (3, 12), "ended": (4, 20), "reported": (5, 8)}
    for kind, (month, day) in days.items():
        assert client.get(step).context["cards"][0].form["kind"].value() == kind
        assert post(client, step, on_date=date(2026, month, day)).status_code == 302
    assert post(client, step, kind="ended", on_date=date(2026, 5, 9)).status_code == 409
    order = at(case, "conclusion_order")
    assert page_of(client, case).context["record_url"] == order
    ordered = post(client, order, topic="Đất đai", on_date=date(2026, 5, 12))
    assert ordered.status_code == 302
    own, sign = at(case, "conclusion_step", 1), at(case, "conclusion_sign", 1)
    signature = {
        "number": "12/KL-TTT",
        "signed_date": date(2026, 6, 10),
        "signer": "Chánh Thanh tra tỉnh",
        "summary": "Dự án chậm đưa đất vào sử dụng.",
    }
    assert post(client, own, kind="drafted", on_date=date(2026, 5, 29)).status_code == 302
    # The provincial inspectorate signs what was appraised (art. 35.1).
    assert post(client, sign, **signature).status_code == 422
    assert post(client, own, kind="appraised", on_date=date(2026, 6, 5)).status_code == 302
    assert post(client, sign, **signature | {"signed_date": date(2026, 6, 4)}).status_code == 422
    assert post(client, sign, **signature).status_code == 302
    row = Conclusion.objects.get(case=case)
    assert (row.number, row.signed_date) == ("12/KL-TTT", date(2026, 6, 10))
    seen = page_of(client, case)
    assert seen.context["record_url"] == at(case, "conclusion_publish", row.pk)
    assert seen.context["next"]["clock"].rule == "K8"
    assert seen.context["next"]["day"] == "20/6/2026"
    # A second conclusion does not claim the clock that the first order met (art. 36.3).
    assert post(client, order, topic="Đầu tư", on_date=date(2026, 7, 1)).status_code == 302
    events = page_of(client, case).context["events"]
    orders = [each for each in events if each.on in (date(2026, 5, 12), date(2026, 7, 1))]
    assert [each.clock is not None for each in orders] == [True, False]


def test_a_step_is_taken_back_unless_another_rests_on_it() -> None:
    case: Any = CaseReported()
    client = head(case)
    of = {row.kind: row for row in CaseStep.objects.filter(case=case)}
    refused = post(client, at(case, "step_withdraw", of["ended"].pk), reason="Nhập nhầm")
    assert refused.status_code == 422
    url = at(case, "step_withdraw", of["reported"].pk)
    assert post(client, url, reason="Nhập nhầm").status_code == 302
    row = CaseStep.objects.get(pk=of["reported"].pk)
    assert row.withdrawn_at is not None
    assert row.withdrawn_reason == "Nhập nhầm"
    assert client.get(url).status_code == 404
    assert page_of(client, case).context["record_url"] == at(case, "step")


def test_pauses_and_more_days_keep_within_the_law() -> None:
    case: Any = CaseOnSite()
    client, pause, extend = head(case), at(case, "case_pause"), at(case, "case_extend")
    asked = {"document_number": "44/TB-TTT", "document_date": date(2026, 3, 31)}
    rest = asked | {"from_date": date(2026, 4, 1), "reason": "Đối tượng đề nghị"}
    before = post(client, pause, **rest | {"from_date": date(2026, 3, 11)})
    long = post(client, pause, **rest, to_date=date(2026, 5, 2))
    assert [before.status_code, long.status_code] == [422, 422]
    assert post(client, pause, **rest).status_code == 302
    # Work that never went on again is not counted for 30 days: 26/4 + 30.
    assert page_of(client, case).context["next"]["clock"].due == date(2026, 5, 26)
    edit = at(case, "case_pause_edit", case.pauses.get().pk)
    assert post(client, edit, to_date=date(2026, 4, 17)).status_code == 302
    assert post(client, pause, **rest | {"from_date": date(2026, 4, 20)}).status_code == 422
    more = {"ground": "complex", "document_number": "58/QĐ-TTT", "document_date": date(2026, 4, 20)}
    assert post(client, extend, **more, days=26).status_code == 422
    assert post(client, extend, **more, days=25).status_code == 302
    assert post(client, extend, **more, days=5).status_code == 422
    # 12/3 + 45 days + 16 of the pause + 25 of the extension.
    assert page_of(client, case).context["next"]["clock"].due == date(2026, 6, 6)


def test_who_is_not_on_it_knows_nothing_before_and_records_nothing_after() -> None:
    conclusion: Any = ConclusionPublished()
    published, closed = conclusion.case, CaseReported()
    stranger = signed_in(UserFactory(inspector=True, agency=published.original_body))
    acts = ("step", "conclusion_order", "case_pause", "case_extend")
    for name in acts:
        assert stranger.get(at(closed, name)).status_code == 404
        assert stranger.get(at(published, name)).status_code == 403
    assert page_of(stranger, closed).status_code == 404
    shown = page_of(stranger, published)
    assert shown.status_code == 200
    assert "events" not in shown.context
    assert conclusion.number in shown.content.decode()
    # Who leads reads all and records nothing; nobody records in a case that ended.
    leader = UserFactory(inspector=True)
    CaseMember.objects.create(case=closed, user=leader, name=str(leader), duty="leader")
    assert page_of(signed_in(leader), closed).context["acts"] == []
    assert signed_in(leader).get(at(closed, "step")).status_code == 403
    Case.objects.filter(pk=closed.pk).update(
        state="stopped", ended_date=date(2026, 6, 1), ended_reason="Trùng lặp"
    )
    assert (
        post(head(closed), at(closed, "conclusion_order"), on_date=date(2026, 6, 2)).status_code
        == 409
    )


def test_the_page_asks_as_often_for_two_conclusions_as_for_one() -> None:
    case: Any = CaseReported()
    client = head(case)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert page_of(client, case).status_code == 200
        return len(found)

    ConclusionOrdered(case=case)
    refresh(case_ids=[case.pk], on=timezone.localdate(), at=timezone.now(), cause="test")
    asked()
    one = asked()
    for ordinal in (2, 3):
        ConclusionOrdered(case=case, ordinal=ordinal)
    refresh(case_ids=[case.pk], on=timezone.localdate(), at=timezone.now(), cause="test")
    assert asked() == one
