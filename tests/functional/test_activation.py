"""Opening an account with a one-time code: once, in time, and never by guessing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.actions import attempts, inviting
from accounts.codes import ALPHABET, LENGTH, code_of, digest_of, read, written
from accounts.models import Attempt, AuditEvent, User
from tests.factories import UserFactory
from tests.support.people import PASSWORD, activate, is_in, signed_in

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 9, 1, 5, 0, tzinfo=UTC)


@pytest.fixture
def keeper() -> User:
    """The person who keeps the accounts."""
    user: User = UserFactory(administrator=True, password="argon2$some-password")
    return user


@pytest.fixture
def officer() -> User:
    """Somebody who cannot sign in yet."""
    user: User = UserFactory(username="xa.dongdang", display_name="Lê Thu Hà")
    return user


@pytest.fixture
def code(officer: User, keeper: User) -> str:
    """The code on the officer's slip, made at noon."""
    return inviting.invite_again(account_id=officer.pk, by=keeper, at=NOON).code


@pytest.fixture(autouse=True)
def shortly_after_noon() -> Any:
    with time_machine.travel(NOON + timedelta(minutes=1), tick=False) as clock:
        yield clock


def test_a_code_is_long_and_cannot_be_misread() -> None:
    code = code_of(7, "nonce")
    assert (len(code), set(code) - set(ALPHABET)) == (LENGTH, set())
    assert not set("01OIL") & set(ALPHABET)
    assert code == code_of(7, "nonce") != code_of(8, "nonce") != code_of(8, "other")
    assert read(f" {written(code).lower()} ") == code


def test_the_code_itself_is_stored_nowhere(officer: User, code: str) -> None:
    (invitation,) = officer.invitations.all()
    assert invitation.digest == digest_of(code)
    assert code not in str(vars(invitation))
    assert not any(code in str(vars(event)) for event in AuditEvent.objects.all())


def test_a_person_chooses_a_password_and_is_signed_in(officer: User, code: str) -> None:
    visitor = Client()
    answer = activate(visitor, "XA.DongDang", written(code).lower())
    assert answer.status_code == 302
    assert is_in(visitor)
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)
    assert AuditEvent.objects.filter(verb="user_activated", by_id=officer.pk).exists()


def test_a_link_fills_in_the_boxes_and_tells_nothing(client: Client, code: str) -> None:
    right, wrong = (
        client.get(reverse("accounts:activate_code", args=[text]) + "?ten=xa.dongdang")
        for text in (written(code), written(code_of(1, "another")))
    )
    assert (right.status_code, wrong.status_code) == (200, 200)
    assert f'value="{written(code)}"' in right.content.decode()
    assert right["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def withdrawn(officer: User) -> None:
    inviting.withdraw(user_ids=[officer.pk], at=NOON)


def closed(officer: User) -> None:
    User.objects.filter(pk=officer.pk).update(is_active=False)


def has_a_password(officer: User) -> None:
    officer.set_password(PASSWORD + "!")
    officer.save()


def is_as_it_was(officer: User) -> None:
    """Only what is typed is wrong."""


def answer_to(username: str, code: str) -> tuple[int, list[str]]:
    page = activate(Client(), username, code)
    return page.status_code, list(page.context["form"].non_field_errors())


@pytest.mark.parametrize("spoil", [withdrawn, closed, has_a_password])
def test_every_code_that_does_not_count_gets_the_same_answer(
    officer: User, code: str, spoil: Any
) -> None:
    unknown = answer_to("nobody", code)
    assert unknown[0] == 422
    assert answer_to("xa.dongdang", code_of(1, "another")) == unknown
    assert answer_to("xa.dongdang", "ngan") == unknown
    spoil(officer)
    assert answer_to("xa.dongdang", code) == unknown


@pytest.mark.parametrize(
    ("days", "status"),
    [(timedelta(days=14) - timedelta(seconds=1), 302), (timedelta(days=14), 422)],
)
def test_a_code_lives_for_fourteen_days(
    shortly_after_noon: Any, code: str, days: timedelta, status: int
) -> None:
    shortly_after_noon.move_to(NOON + days)
    assert activate(Client(), "xa.dongdang", code).status_code == status


def test_a_code_works_once(code: str) -> None:
    assert activate(Client(), "xa.dongdang", code).status_code == 302
    assert activate(Client(), "xa.dongdang", code).status_code == 422


def test_a_new_code_replaces_the_old_one(officer: User, keeper: User, code: str) -> None:
    again = inviting.invite_again(account_id=officer.pk, by=keeper, at=NOON).code
    assert activate(Client(), "xa.dongdang", code).status_code == 422
    assert activate(Client(), "xa.dongdang", again).status_code == 302


@pytest.mark.parametrize(
    ("first", "second", "box"),
    [
        pytest.param("ngan qua", "ngan qua", "password", id="too short"),
        pytest.param("xa.dongdang.2026", "xa.dongdang.2026", "password", id="like the user name"),
        pytest.param(PASSWORD, PASSWORD + "?", "password_again", id="typed differently"),
        pytest.param("", "", "password", id="empty"),
    ],
)
def test_a_password_that_cannot_be_costs_neither_code_nor_try(
    code: str, first: str, second: str, box: str
) -> None:
    typed = {"username": "xa.dongdang", "code": code, "password": first, "password_again": second}
    for _try in range(attempts.MOST_IN_A_WINDOW + 2):
        page = Client().post(reverse("accounts:activate"), typed)
        assert page.status_code == 422
        assert box in page.context["form"].errors
        assert "This password" not in page.content.decode()
    assert code in page.content.decode()
    assert activate(Client(), "xa.dongdang", code).status_code == 302


def test_guessing_is_stopped_also_for_the_right_code(shortly_after_noon: Any, code: str) -> None:
    visitor = Client()
    statuses = [activate(visitor, "xa.dongdang", "X" * LENGTH).status_code for _try in range(10)]
    assert set(statuses) == {422}
    refused = activate(visitor, "xa.dongdang", code)
    assert refused.status_code == 429
    assert "15 phút" in refused.content.decode()
    assert activate(Client(REMOTE_ADDR="10.9.8.7"), "nobody", code).status_code == 422
    shortly_after_noon.shift(attempts.WINDOW)
    assert activate(visitor, "xa.dongdang", code).status_code == 302


@pytest.mark.parametrize(
    ("visitors", "counted"),
    [
        pytest.param(["2001:db8::1", "2001:db8::ffff:2"], 1, id="one house has a whole /64"),
        pytest.param(["2001:db8::1", "2001:db8:0:1::1"], 2, id="two houses"),
        pytest.param(["10.9.8.7", "::ffff:10.9.8.7"], 1, id="one address in two spellings"),
        pytest.param(["10.9.8.7", "10.9.8.8"], 2, id="two addresses"),
        pytest.param(["", "unix:"], 2, id="no addresses"),
    ],
)
def test_a_visitor_with_many_addresses_is_one(visitors: list[str], counted: int) -> None:
    for visitor in visitors:
        attempts.count_attempt(what=Attempt.What.LOOK_UP, visitor=visitor, at=NOON)
    assert Attempt.objects.count() == counted


def test_an_error_page_gives_back_no_password(code: str, monkeypatch: Any) -> None:
    def fail(**_named: Any) -> None:
        raise RuntimeError("hỏng")

    monkeypatch.setattr("accounts.views.activation.use_code", fail)
    visitor = Client(headers={"Origin": "http://testserver"}, raise_request_exception=False)
    page = activate(visitor, "xa.dongdang", code)
    assert page.status_code == 500
    assert 'name="username" value="xa.dongdang"' in page.content.decode()
    assert PASSWORD not in page.content.decode()


def test_the_counter_does_not_say_who_came(code: str) -> None:
    activate(Client(REMOTE_ADDR="10.9.8.7"), "nobody", code)
    (row,) = Attempt.objects.all()
    assert (row.what, row.count) == (Attempt.What.ACTIVATE, 1)
    assert "10.9.8.7" not in str(vars(row))


def test_old_counters_are_forgotten() -> None:
    for hours in (0, 5):
        attempts.count_attempt(
            what=Attempt.What.LOOK_UP, visitor="10.9.8.7", at=NOON - timedelta(hours=hours)
        )
    assert attempts.forget_old_attempts(at=NOON) == 1


def test_a_second_factor_is_asked_for_all_the_same(officer: User, code: str) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: PLC0415

    TOTP.activate(officer, generate_totp_secret())
    visitor = Client()
    answer = activate(visitor, "xa.dongdang", code)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_in(visitor)


def test_inviting_again_ends_password_and_sessions(officer: User, keeper: User, code: str) -> None:
    first, second = signed_in(officer), Client()
    activate(second, "xa.dongdang", code)
    assert is_in(second)
    assert not is_in(first), "the new password ended what was open before"
    inviting.invite_again(account_id=officer.pk, by=keeper, at=NOON)
    assert not is_in(second)


def test_nobody_invites_oneself(keeper: User) -> None:
    page = signed_in(keeper).post(reverse("accounts:invite_again", args=[keeper.pk]))
    assert page.status_code == 409
    keeper.refresh_from_db()
    assert keeper.has_usable_password()
