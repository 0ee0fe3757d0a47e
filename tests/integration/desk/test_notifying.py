"""A person is told once, and mailed as he or she wants."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import User
from desk.actions import mailing, notifying
from desk.letters import habits, letters
from desk.models import Mailing, Notification, NotificationChoice
from desk.notices import NOTICES, offered
from desk.sending import send_due
from tests import factories as f
from tests.support.mail_server import Post, mail_server
from tests.support.together import at_once

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 22, 3, 0, tzinfo=UTC)  # ten o'clock in the morning there
AT_ONCE, DAILY, NEVER = NotificationChoice.Mail
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def local_time(settings):
    settings.MAIL_DIGEST_ABOVE, settings.MAIL_DAILY_HOUR = 3, 7
    settings.PORTAL_URL = "https://duan.vidu.test"
    with timezone.override("Asia/Ho_Chi_Minh"):
        yield


def tell(*people: User, key: str = "a", kind: str = "order", at: datetime = AT) -> int:
    message = notifying.Message(
        kind=kind, key=key, title=f"Cảnh báo được giao {key}", body="Xử lý gấp", path="/canh-bao/7/"
    )
    return notifying.tell(user_ids=[each.pk for each in people], message=message, at=at)


def make(person: User, at: datetime = AT) -> list[Mailing]:
    return mailing.make_for(user_id=person.pk, at=at, habits=habits(), write=letters)


def test_telling_again_tells_nobody_twice() -> None:
    one, other = f.UserFactory(), f.UserFactory()
    assert tell(one) == 1
    assert tell(one, other) == 1
    assert Notification.objects.count() == 2


def test_two_workers_tell_once(real) -> None:
    person = f.UserFactory()
    at_once(lambda: tell(person), lambda: tell(person))
    assert Notification.objects.count() == 1


def test_who_left_is_not_told() -> None:
    assert tell(f.UserFactory(is_active=False)) == 0


def test_a_kind_that_is_not_in_the_table_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        tell(f.UserFactory(), kind="rumour")


def test_the_choice_of_the_person_stands_above_the_default() -> None:
    person = f.UserFactory()
    assert NOTICES["order"].mail == AT_ONCE
    f.NotificationChoiceFactory(user=person, kind="order", mail=NEVER)
    tell(person)
    assert not Notification.objects.get().to_mail


def test_a_choice_is_kept_and_changed() -> None:
    person = f.UserFactory()
    notifying.choose(by=person, mail={"order": NEVER, "due_soon": DAILY})
    notifying.choose(by=person, mail={"order": AT_ONCE})
    kept = dict(NotificationChoice.objects.values_list("kind", "mail"))
    assert kept == {"order": AT_ONCE, "due_soon": DAILY}
    with pytest.raises(ValueError, match="rumour"):
        notifying.choose(by=person, mail={"rumour": DAILY})


def test_settings_offer_what_a_person_may_be_told() -> None:
    assert "law_changed" not in offered(f.UserFactory(specialist=True))
    assert "law_changed" in offered(f.UserFactory(administrator=True))
    investor = set(offered(f.UserFactory(investor=True)))
    assert investor == {"request", "returned", "filing", "case_clocks"}


def test_up_to_the_threshold_each_is_a_mail_of_its_own() -> None:
    person = f.UserFactory()
    for key in "abc":
        tell(person, key=key)
    made = make(person)
    assert [each.subject for each in made] == [f"Cảnh báo được giao {key}" for key in "abc"]
    assert "https://duan.vidu.test/canh-bao/7/" in made[0].body
    assert "Xử lý gấp" in made[0].body
    assert make(person) == []


def test_above_the_threshold_they_become_one_digest() -> None:
    person = f.UserFactory()
    for key in "abcd":
        tell(person, key=key)
    (digest,) = make(person)
    assert digest.notifications.count() == 4
    assert all(f"Cảnh báo được giao {key}" in digest.body for key in "abcd")


def test_what_is_wanted_once_a_day_waits_for_its_hour() -> None:
    person = f.UserFactory()
    f.NotificationChoiceFactory(user=person, kind="order", mail=DAILY)
    tell(person, at=AT)
    assert make(person, AT + timedelta(hours=12)) == []
    seven = datetime(2026, 9, 23, 0, 0, tzinfo=UTC)
    assert make(person, seven - MINUTE) == []
    assert len(make(person, seven)) == 1


@pytest.mark.parametrize("why", ["read", "left", "no address", "changed the choice"])
def test_what_need_not_be_mailed_any_more_is_let_go(why: str) -> None:
    person = f.UserFactory()
    tell(person)
    if why == "read":
        assert notifying.mark_read(user_id=person.pk, at=AT) == 1
    elif why == "left":
        User.objects.update(is_active=False)
    elif why == "no address":
        User.objects.update(email="")
    else:
        notifying.choose(by=person, mail={"order": NEVER})
    assert make(person) == []
    assert mailing.waiting_people() == []


def test_two_workers_make_one_mail(real) -> None:
    person = f.UserFactory()
    tell(person)
    at_once(lambda: make(person), lambda: make(person))
    assert Mailing.objects.count() == 1


def test_two_workers_claim_two_mails_or_one(real) -> None:
    f.MailingWaiting(created_at=AT)
    claimed = at_once(lambda: mailing.claim(at=AT), lambda: mailing.claim(at=AT))
    assert sum(each is not None for each in claimed) == 1


def test_a_mail_in_hand_is_nobody_elses_and_comes_back_when_its_worker_dies() -> None:
    f.MailingWaiting(created_at=AT)
    taken = mailing.claim(at=AT)
    assert taken is not None
    assert mailing.claim(at=AT) is None
    again = mailing.claim(at=AT + MINUTE)
    assert again is not None
    assert again.message_id == taken.message_id
    assert again.attempts == 2


def test_the_pauses_grow_and_after_a_day_it_is_given_up() -> None:
    row = f.MailingWaiting(created_at=AT)
    now, pauses = AT, []
    while (taken := mailing.claim(at=now)) is not None:
        mailing.not_sent(mailing=taken, error="OSError: away", at=now)
        row.refresh_from_db()
        if row.state != Mailing.State.WAITING:
            break
        pauses.append((row.next_try_at - now).total_seconds() / 60)
        now = row.next_try_at
    assert pauses[:6] == [1, 5, 30, 120, 120, 120]
    assert now - AT >= timedelta(days=1)
    assert (row.state, row.error) == (Mailing.State.FAILED, "OSError: away")


def test_mails_of_who_left_are_given_up_with_the_reason() -> None:
    f.MailingWaiting(user=f.UserFactory(is_active=False), created_at=AT)
    assert mailing.claim(at=AT) is None
    assert mailing.forget_leavers() == 1
    assert Mailing.objects.get().error == "account closed"


@pytest.fixture
def post(settings):
    """A real connection to a mail server of our own."""
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield server


def states() -> list[str]:
    return list(Mailing.objects.order_by("pk").values_list("state", flat=True))


def test_a_mail_is_sent_once_with_its_message_id(post: Post) -> None:
    row = f.MailingWaiting(created_at=AT)
    assert send_due(lambda: AT) == 1
    assert send_due(lambda: AT + timedelta(days=1)) == 0
    (taken,) = post.taken
    assert f"Message-ID: {row.message_id}" in taken
    assert states() == ["sent"]


def test_nothing_is_lost_while_the_mail_server_is_away(post: Post, settings) -> None:
    for _ in range(3):
        f.MailingWaiting(created_at=AT)
    settings.EMAIL_PORT = 1  # nobody listens there
    assert send_due(lambda: AT) == 0
    assert states() == ["waiting"] * 3
    assert all("refused" in each.error for each in Mailing.objects.all())
    assert send_due(lambda: AT) == 0, "nobody knocks again before the pause is over"
    settings.EMAIL_PORT = post.port
    assert send_due(lambda: AT + MINUTE) == 3
    assert states() == ["sent"] * 3
    assert len(post.taken) == 3


def test_one_refused_address_holds_up_nobody(post: Post) -> None:
    bad = f.MailingWaiting(created_at=AT - MINUTE)
    f.MailingWaiting(created_at=AT)
    post.refuses = {bad.address}
    assert send_due(lambda: AT) == 1
    assert states() == ["waiting", "sent"]
    bad.refresh_from_db()
    assert "no such person" in bad.error


def test_killed_between_the_server_and_the_row_it_goes_again_under_the_same_id(post: Post) -> None:
    row = f.MailingWaiting(created_at=AT)
    post.breaks_off = True
    send_due(lambda: AT)
    post.breaks_off = False
    assert send_due(lambda: AT + MINUTE) == 1
    assert len(post.taken) == 2
    assert all(row.message_id in taken for taken in post.taken)


def test_the_minute_task_makes_and_sends(settings) -> None:
    from desk.tasks import mail_notifications  # noqa: PLC0415 -- reads the settings of this test

    person = f.UserFactory()
    tell(person, at=timezone.now())
    mail_notifications()
    mail_notifications()
    (sent,) = mail.outbox
    assert sent.to == [person.email]
    assert sent.subject == "Cảnh báo được giao a"
