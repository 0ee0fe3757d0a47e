"""Drafts: one for each opened form, never too many, never too large, not for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desk.actions import drafts
from desk.actions.drafts import LARGEST, MOST, DraftKey, TooLarge
from desk.models import Draft
from desk.querysets import KEPT
from desk.tasks import discard_old_drafts
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 8, 31, 2, 0, tzinfo=UTC)


def key(user, form: str = "mot", path: str = "/du-an/them/") -> DraftKey:
    return DraftKey(user.pk, path, form, "Thêm dự án")


def test_what_stands_in_a_form_now_replaces_what_stood_in_it_before() -> None:
    user = UserFactory()
    drafts.keep(key=key(user), typed={"name": ["Nhà"]}, at=AT)
    drafts.keep(key=key(user), typed={"name": ["Nhà máy"]}, at=AT + timedelta(minutes=1))
    kept = Draft.objects.get(user=user)
    assert (kept.typed, kept.saved_at) == ({"name": ["Nhà máy"]}, AT + timedelta(minutes=1))
    assert (kept.title, kept.address) == ("Thêm dự án", "/du-an/them/?nhap=mot")


def test_two_windows_on_one_page_do_not_overwrite_each_other() -> None:
    user = UserFactory()
    drafts.keep(key=key(user, "mot"), typed={"name": ["A"]}, at=AT)
    drafts.keep(key=key(user, "hai"), typed={"name": ["B"]}, at=AT)
    assert Draft.objects.drafts_of(user).count() == 2


def test_nobody_finds_the_drafts_of_another() -> None:
    mine, theirs = UserFactory(), UserFactory()
    drafts.keep(key=key(theirs), typed={"name": ["A"]}, at=AT)
    assert not Draft.objects.drafts_of(mine).exists()
    assert not drafts.discard(user_id=mine.pk, form="mot")
    assert drafts.discard(user_id=theirs.pk, form="mot")
    assert not Draft.objects.exists()


def test_a_draft_has_a_largest_size_in_bytes() -> None:
    user = UserFactory()
    drafts.keep(key=key(user), typed={"note": ["đ" * (LARGEST // 2 - 20)]}, at=AT)
    with pytest.raises(TooLarge):
        drafts.keep(key=key(user), typed={"note": ["đ" * (LARGEST // 2)]}, at=AT)
    assert Draft.objects.get().saved_at == AT


def test_the_oldest_make_room_and_only_the_own_ones() -> None:
    user, other = UserFactory(), UserFactory()
    drafts.keep(key=key(other), typed={}, at=AT - timedelta(days=9))
    for number in range(MOST + 2):
        drafts.keep(key=key(user, str(number)), typed={}, at=AT + timedelta(minutes=number))
    own = Draft.objects.drafts_of(user)
    assert own.count() == MOST
    assert own.last().form == "2"
    assert Draft.objects.drafts_of(other).count() == 1


def test_a_draft_nobody_came_back_to_is_given_up(monkeypatch) -> None:
    user = UserFactory()
    drafts.keep(key=key(user, "cu"), typed={}, at=AT - KEPT - timedelta(seconds=1))
    drafts.keep(key=key(user, "moi"), typed={}, at=AT - KEPT)
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    discard_old_drafts()
    assert [draft.form for draft in Draft.objects.all()] == ["moi"]


def test_the_texts_of_a_draft_leave_out_codes_and_machinery() -> None:
    typed = {
        "act": ["handover"],
        "version": ["3"],
        "before": ['{"note": "Cũ"}'],
        "funding": ["non_budget"],
        "concerns": ["tranche-4"],
        "note": ["Chờ bàn giao", " "],
        "capital_vnd": ["1.250,0"],
    }
    draft = drafts.keep(key=key(UserFactory()), typed=typed, at=AT)
    assert draft.texts == ["Chờ bàn giao", "1.250,0"]


def test_the_application_may_keep_and_discard(as_application) -> None:
    user = UserFactory()
    drafts.keep(key=key(user), typed={"name": ["A"]}, at=AT)
    assert drafts.discard(user_id=user.pk, form="mot")
