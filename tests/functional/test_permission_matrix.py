"""Who may open what, generated from the table of addresses: a page without a rule fails here.

Every address of our own rooms is asked by every role. The rule on the view (`requires`) says who
gets in; the queryset (`visible_to`) says who learns that a thing exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from accounts.permissions import ROLE_PERMISSIONS, ROLE_SCOPE, Permission, Role, Scope
from tests.factories import (
    UserFactory,
)
from tests.support.made_things import MAKERS, Things

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("menu_without_counts")]

ROOMS = ("accounts", "projects", "deadlines", "disbursement", "inspections", "reporting", "api")
# Open to anybody, or to anybody signed in: stated here, so that a new one is a decision.
# The look-up answers whoever knows a project's code and the number of its certificate.
# An account is activated by whoever holds its code.
WITHOUT_A_RULE = {
    "home",
    "preferences",
    "set_language",
    # Whether keys act is a matter of the reader's hands, as the other preferences.
    "shortcuts",
    "health",
    "projects:look_up",
    # A visitor asks for an account; nothing is looked up (test_investor_people.py).
    "projects:register",
    "projects:registered",
    # One's own second step, after the password (test_investor_people.py).
    *("code_by_email", "code_by_email_confirm"),
    # An identity of elsewhere: 404 where none is configured (test_oidc.py).
    *("accounts:identity", "accounts:identity_start", "accounts:identity_return"),
    *("accounts:identity_connect", "accounts:identity_unlink"),
    # Anybody may ask whether a report is ours; of what is not issued it says nothing.
    "reporting:verify",
    # What the law publishes is read by everybody (Law 84/2025 art. 37).
    "inspections:published",
    "inspections:published_conclusion",
    # Everybody reads what was published by an act, and may say an interest (test_public_pages.py).
    *("public:projects", "public:project", "public:calls", "public:call", "public:interest"),
    *("public:thanks", "public:disbursement", "public:pci", "public:conclusions"),
    *("public:conclusion", "public:reports", "public:report_file", "public:open_data"),
    *("public:data_file", "public:definitions", "public:contact", "public:accessibility"),
    "accounts:activate",
    "accounts:activate_code",
    # A draft is its person's own; the signed key of a form says whose it is.
    "desk:keep_draft",
    "desk:discard_draft",
    "desk:drafts",
    # What a person was told is that person's own.
    "desk:notices",
    "desk:open_notice",
    "desk:read_notices",
    "desk:notice_settings",
    # A saved view is its person's own; the list it is of asks the right (test_saved_views.py).
    "desk:view_save",
    "desk:view_change",
    "desk:view_delete",
    # Everybody signed in may search; what is found is what each may know of (test_search.py).
    "projects:search",
    "projects:suggestions",
    "projects:pin",
    # A calendar program signs in nowhere: it holds a secret of 256 bits (test_calendar.py).
    "deadlines:feed",
}
# Parameters that name a project or something of it.
OF_A_PROJECT = {
    *("code", "flag_id", "obligation_id", "order_id", "owner_id", "pk", "question_id", "round_id"),
    *("line", "request_code", "own_code", "own_investor", "filing_id"),
}
OUTSIDE = ("account_", "mfa_", "admin")
OF_A_PUBLIC_PROJECT = ("projects:public_", "disbursement:")
"""Addresses whose project is one of public investment."""
OF_INSPECTION = ("inspections:", "reporting:case_")
"""Addresses whose code is that of a case, of which nobody knows who is not on it."""
OF_A_PLAN = ("inspections:plan", "inspections:good")
"""Addresses of the draft of another body's plan, and of the register of firms."""
READ_OF_A_PLAN = {"inspections:plan", "inspections:plan_sheet", "inspections:good_compliance_edit"}
KEPT_BY_ITS_OWNER = {
    "projects:public_site",
    "disbursement:contract_add",
    "disbursement:contract_edit",
    "disbursement:treasury_explain",
}
"""What the keepers of public projects write, and the owner of one of its own."""


@dataclass(frozen=True)
class Address:
    """One named address with the rule on its view."""

    name: str
    parameters: tuple[str, ...]
    permission: Permission | None
    read_by_programs: bool = False


def addresses() -> Iterator[Address]:
    def walk(patterns: list[Any], room: str, before: tuple[str, ...]) -> Iterator[Address]:
        for each in patterns:
            parameters = (*before, *each.pattern.regex.groupindex)
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns, each.namespace or room, parameters)
            elif isinstance(each, URLPattern):
                name = f"{room}:{each.name}" if room else str(each.name)
                rule = getattr(each.callback, "required_permission", None)
                # DRF keeps the class of a view on its function.
                yield Address(name, parameters, rule, hasattr(each.callback, "cls"))

    yield from walk(get_resolver().url_patterns, "", ())


OURS = [
    each
    for each in addresses()
    if each.name not in WITHOUT_A_RULE
    and (each.name.split(":")[0] in ROOMS or each.permission is not None)
]
ROLES = list(Role)
TOGETHER = 20
"""Addresses asked in one test: the things they are about are made once for all of them."""


@pytest.fixture
def things() -> Things:
    return Things()


def url_of(address: Address, things: dict[str, Any]) -> str:
    """The address with its parameters; `pk` is the thing its name begins with."""
    kind = address.name.split(":")[-1].split("_")[0]
    code = "public_code" if address.name.startswith(OF_A_PUBLIC_PROJECT) else "code"
    code = "case_code" if address.name.startswith(OF_INSPECTION) else code
    known = {"pk": kind, "code": code}
    values = {name: things[known.get(name, name)] for name in address.parameters}
    return reverse(address.name, kwargs=values)


def person(role: Role) -> User:
    return UserFactory(**{role.value: True})


def ask(client: Client, url: str) -> Any:
    """Read the page, or post nothing to an address that only takes posts."""
    read: Any = client.get(url)
    if read.streaming:
        b"".join(read.streaming_content)
    return client.post(url) if read.status_code == 405 else read


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_every_address_has_a_rule() -> None:
    ruleless = {
        each.name
        for each in addresses()
        if each.permission is None and not each.name.startswith(OUTSIDE)
    }
    assert ruleless == WITHOUT_A_RULE


def test_the_table_covers_every_room() -> None:
    assert {each.name.split(":")[0] for each in OURS if ":" in each.name} == set(ROOMS)


def test_a_stranger_is_asked_to_sign_in(things: Things) -> None:
    wrong = {}
    for address in OURS:
        response = ask(Client(), url_of(address, things))
        if address.read_by_programs:
            refused = response.status_code == 401
            if not refused or response.json()["code"] != "not_authenticated":
                wrong[address.name] = response.status_code
        elif not is_sent_to_sign_in(response):
            wrong[address.name] = response.status_code
    assert wrong == {}


def is_sent_to_sign_in(response: Any) -> bool:
    asked = response.get("Location", "").startswith(reverse("account_login"))
    return asked and response.status_code == 302


SPECIAL: dict[str, tuple[frozenset[int], str]] = {
    "projects:own_support_new": (
        frozenset({403}),
        "who acts for no investor has nothing to ask for",
    ),
    "projects:person_edit": (
        frozenset({403}),
        "contact details are corrected by who handles the file",
    ),
    "deadlines:withdraw_proposal": (frozenset({403}), "a proposal is taken back by who made it"),
    "deadlines:apply_proposal": (
        frozenset({409}),
        "what was tried is of another law than the one in force",
    ),
}
"""Addresses that answer those with the right otherwise than others do."""


def may_hand_over(role: Role) -> bool:
    return Permission.HAND_OVER in ROLE_PERMISSIONS[role]


def of_inspection(address: Address, role: Role) -> tuple[frozenset[int], str]:
    """A draft plan is read by those who plan or issue, and written by its own body alone."""
    if not address.name.startswith(OF_A_PLAN):
        return frozenset({404}), "a case is known to the people on it (test_case_sight.py)"
    if (
        not {Permission.PLAN_INSPECTIONS, Permission.ISSUE_INSPECTION_PLANS}
        & ROLE_PERMISSIONS[role]
    ):
        return frozenset({404}), "a draft is known to those who plan"
    if address.name in READ_OF_A_PLAN:
        return frozenset({200}), "who plans reads the plans of others"
    return frozenset({403}), "the plan of another body is only read"


def expected(address: Address, role: Role) -> tuple[frozenset[int], str]:
    """The statuses with which a role is answered, and why."""
    if address.permission not in ROLE_PERMISSIONS[role]:
        return frozenset({403}), "a person without the right is refused"
    if ROLE_SCOPE[role] != Scope.PROVINCE and set(address.parameters) & OF_A_PROJECT:
        return frozenset({404}), "what one may not know of does not exist"
    if address.name.startswith(OF_INSPECTION) and address.parameters:
        return of_inspection(address, role)
    keeps = Permission.KEEP_PUBLIC_PROJECTS in ROLE_PERMISSIONS[role]
    if address.name in KEPT_BY_ITS_OWNER and not keeps:
        return frozenset({403}), "who neither keeps nor owns a public project only reads it"
    if "deputyship_id" in address.parameters and not may_hand_over(role):
        return frozenset({404}), "absences of others are nobody else's business"
    return SPECIAL.get(
        address.name,
        (frozenset({200, 302, 422}), "a person with the right and the scope gets in"),
    )


@pytest.mark.parametrize(
    "addresses",
    [OURS[start : start + TOGETHER] for start in range(0, len(OURS), TOGETHER)],
    ids=lambda addresses: addresses[0].name,
)
def test_each_role_gets_what_the_table_says(addresses: list[Address], things: Things) -> None:
    urls, wrong = [url_of(address, things) for address in addresses], {}
    for role in ROLES:
        client = signed_in(person(role))
        for address, url in zip(addresses, urls, strict=True):
            # Each finds the things as they were made: what the one before did is taken back.
            with transaction.atomic():
                response = ask(client, url)
                transaction.set_rollback(True)
            statuses, why = expected(address, role)
            if response.status_code not in statuses or is_sent_to_sign_in(response):
                wrong[address.name, role.value] = (response.status_code, why)
    assert wrong == {}


def text_of(response: Any) -> str:
    """All words of a page, or of a workbook's sheets."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if not content.startswith(b"PK"):
        return str(content.decode())
    with ZipFile(BytesIO(content)) as workbook:
        return "".join(workbook.read(name).decode() for name in workbook.namelist())


@pytest.mark.parametrize("role", [role for role in ROLES if ROLE_SCOPE[role] != Scope.PROVINCE])
def test_a_list_holds_nothing_of_others(role: Role, things: Things) -> None:
    client, rights = signed_in(person(role)), ROLE_PERMISSIONS[role]
    for name in MAKERS:
        assert things[name]
    for each in OURS:
        # The schema shows an invented project, whose code a test may meet.
        if not each.parameters and each.permission in rights and each.name != "api:schema":
            found = text_of(client.get(reverse(each.name)))
            assert things["project"].code not in found, each.name
            assert things["project"].name not in found, each.name
            assert things["public_side"].project.name not in found, each.name
