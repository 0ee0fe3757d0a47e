"""Accounts of investors: named, self-registered, given roles, gone at once; a code by e-mail."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from projects.models import InvestorMember, InvestorRegistration
from tests.factories import InvestorMemberFactory, ProjectNotStarted, UserFactory
from tests.factories.projects import InvestorFactory
from tests.support.forms import boxes, errors

pytestmark = pytest.mark.django_db

PASSWORD = "Mat-khau-dai-cho-thu-135"
PERSON: dict[str, Any] = {
    "full_name": "Alice Tan",
    "position": "Manager",
    "email": "alice@example.sg",
    "role": "reporter",
    "language": "en",
}


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk() -> Client:
    return browser(UserFactory(specialist=True))


@pytest.fixture
def member() -> InvestorMember:
    found: InvestorMember = InvestorMemberFactory()
    return found


def send(client: Client, url: str, status: int = 302, **typed: Any) -> Any:
    page = client.get(url)
    assert page.status_code == 200, page.status_code
    act = "moi" if "full_name" in typed else ""
    answer = client.post(url, boxes(page, act) | typed)
    assert answer.status_code == status, errors(answer)
    return answer


# ------------------------------------------------------------ named by the department


def test_a_named_person_gets_a_code_in_the_own_language_and_opens_the_account(desk) -> None:
    investor = InvestorFactory(name="Nam Phia Pte")
    send(desk, reverse("projects:investor_people", args=[investor.pk]), **PERSON)
    (letter,) = mail.outbox
    assert letter.to == ["alice@example.sg"]
    assert "Your account" in letter.subject
    link = re.search(r"http://testserver(/en/\S+)", str(letter.body))
    assert link
    visitor = Client()
    page = visitor.get(link[1])
    assert page.status_code == 200
    assert page.headers["Content-Language"] == "en"
    code = re.search(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){4}", str(letter.body))
    assert code
    account = User.objects.get(email="alice@example.sg")
    typed = {"username": account.username, "code": code[0], "password": PASSWORD}
    answer = visitor.post(reverse("accounts:activate"), typed | {"password_again": PASSWORD})
    assert answer.status_code == 302
    member = InvestorMember.objects.get(user=account)
    assert (member.investor, member.role) == (investor, "reporter")
    assert account.language == "en"


def test_one_person_acts_for_several_and_is_named_once_for_each(desk, member) -> None:
    other = InvestorFactory()
    url = reverse("projects:investor_people", args=[other.pk])
    typed = PERSON | {"email": member.user.email.upper()}
    send(desk, url, **typed)
    assert InvestorMember.objects.filter(user=member.user).count() == 2
    assert not mail.outbox
    again = send(desk, url, 409, **typed)
    assert "email" in errors(again)
    staff = UserFactory(specialist=True, email="can.bo@example.vn")
    refused = send(desk, url, 422, **PERSON | {"email": staff.email})
    assert "email" in errors(refused)


def test_a_representative_names_the_own_people_and_nobody_else(member) -> None:
    own = browser(member.user)
    url = reverse("projects:own_people", args=[member.investor_id])
    send(own, url, **PERSON)
    assert own.get(reverse("projects:own_people", args=[InvestorFactory().pk])).status_code == 404
    assert own.get(reverse("projects:investor_people", args=[member.investor_id])).status_code in (
        403,
        404,
    )
    reporter = InvestorMember.objects.get(user__email="alice@example.sg")
    theirs = browser(reporter.user)
    assert theirs.get(url).status_code == 403
    assert browser(UserFactory(commune_officer=True)).get(url).status_code in (403, 404)
    role = reverse("projects:own_person_role", args=[member.investor_id, member.pk])
    send(own, role, 409, role="reader")
    member.refresh_from_db()
    assert member.role == "representative"


def test_who_leaves_is_out_at_the_next_request_of_an_open_session(desk, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    own = browser(member.user)
    page = reverse("projects:own", args=[project.code])
    assert own.get(page).status_code == 200
    url = reverse("projects:investor_person_end", args=[member.investor_id, member.pk])
    send(desk, url, reason="Đã nghỉ việc")
    assert not InvestorMember.objects.filter(pk=member.pk).exists()
    answer = own.get(page)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
    member.user.refresh_from_db()
    assert not member.user.is_active


def test_who_leaves_one_investor_keeps_the_others(desk, member) -> None:
    other = InvestorMemberFactory(user=member.user)
    mine, theirs = (ProjectNotStarted(investor=each.investor) for each in (member, other))
    own = browser(member.user)
    url = reverse("projects:investor_person_end", args=[member.investor_id, member.pk])
    send(desk, url, reason="Chuyển công tác")
    assert own.get(reverse("projects:own", args=[mine.code])).status_code == 404
    assert own.get(reverse("projects:own", args=[theirs.code])).status_code == 200


# ------------------------------------------------------------ self-registered

REGISTER = reverse("projects:register")
TYPED = {
    "organisation": "Nam Phia Pte",
    "tax_code": "",
    "certificate_number": "1234567890",
    "full_name": "Bob Lim",
    "position": "",
    "email": "bob@example.sg",
    "phone": "",
    "words": "",
}


def test_the_answer_is_the_same_whatever_the_registry_knows(client, member) -> None:
    known = TYPED | {"organisation": member.investor.name, "email": member.user.email}
    answers = [client.post(REGISTER, typed) for typed in (TYPED, known)]
    assert {(each.status_code, each["Location"]) for each in answers} == {
        (302, reverse("projects:registered"))
    }
    assert InvestorRegistration.objects.count() == 2
    assert not mail.outbox


def test_what_cannot_be_read_keeps_the_rest(client) -> None:
    answer = client.post(REGISTER, TYPED | {"tax_code": "123", "email": "x"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"tax_code", "email"}
    assert "Nam Phia Pte" in answer.content.decode()


def test_a_visitor_asks_only_so_often(client) -> None:
    statuses = [client.post(REGISTER, TYPED).status_code for _ in range(11)]
    assert statuses == [302] * 10 + [429]


def test_the_department_approves_once(client, desk) -> None:
    investor = InvestorFactory(name="Nam Phia Pte")
    client.post("/en" + REGISTER, TYPED)
    row = InvestorRegistration.objects.get()
    assert row.language == "en"
    url = reverse("projects:registration", args=[row.pk])
    page = desk.get(url)
    assert list(page.context["found"]) == [investor]
    typed = boxes(page, "duyet") | {"investor": investor.pk, "role": "representative"}
    assert desk.post(url, typed).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.investor, row.account.email) == ("approved", investor, "bob@example.sg")
    assert mail.outbox[0].to == ["bob@example.sg"]
    assert desk.post(url, typed).status_code == 409
    assert InvestorMember.objects.count() == 1


def test_a_refusal_says_why_in_the_language_of_the_visitor(client, desk) -> None:
    client.post("/en" + REGISTER, TYPED)
    row = InvestorRegistration.objects.get()
    url = reverse("projects:registration", args=[row.pk])
    typed = boxes(desk.get(url), "tu-choi") | {"words": "No such certificate."}
    assert desk.post(url, typed).status_code == 302
    (letter,) = mail.outbox
    assert "could not open an account" in letter.body
    assert "No such certificate." in letter.body
    assert client.get(reverse("projects:registrations")).status_code == 302


# ------------------------------------------------------------ the second step


@pytest.fixture
def person(member) -> User:
    user: User = member.user
    user.set_password(PASSWORD)
    user.code_by_email = True
    user.email = "nguoi@example.vn"
    user.save()
    return user


def sign_in(client: Client, person: User) -> Any:
    url = reverse("account_login")
    return client.post(url, {"login": person.username, "password": PASSWORD})


def test_the_code_by_e_mail_stands_between_password_and_portal(client, person) -> None:
    answer = sign_in(client, person)
    confirm = reverse("account_confirm_login_code")
    assert answer["Location"].startswith(confirm)
    assert client.get(reverse("projects:own_list")).status_code == 302
    (letter,) = mail.outbox
    assert letter.to == ["nguoi@example.vn"]
    code = re.search(r"\b\d{6}\b", str(letter.body))
    assert code
    wrong = client.post(confirm, {"code": "000000" if code[0] != "000000" else "111111"})
    assert wrong.status_code in (200, 422)
    assert client.get(reverse("projects:own_list")).status_code == 302
    right = client.post(confirm, {"code": code[0]})
    assert right.status_code == 302
    assert client.get(reverse("projects:own_list")).status_code == 200


def test_five_wrong_codes_end_the_attempt(client, person) -> None:
    sign_in(client, person)
    confirm = reverse("account_confirm_login_code")
    code = re.search(r"\b\d{6}\b", str(mail.outbox[0].body))
    assert code
    for _ in range(5):
        client.post(confirm, {"code": "000000" if code[0] != "000000" else "111111"})
    client.post(confirm, {"code": code[0]})
    assert client.get(reverse("projects:own_list")).status_code == 302


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_what_was_asked_for_goes_on_after_the_password_in_its_language(
    client, person, prefix
) -> None:
    person.code_by_email = False
    person.save()
    sign_in(client, person)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    wanted = f"{prefix}{reverse('code_by_email')}"
    asked = client.post(wanted, {"on": "1"})
    assert asked["Location"].startswith(f"{prefix}{reverse('account_reauthenticate')}")
    answer = client.post(asked["Location"], {"password": PASSWORD, "next": wanted})
    assert answer["Location"] == f"{prefix}{reverse('code_by_email_confirm')}"
    assert mail.outbox[-1].to == ["nguoi@example.vn"]
