"""The history says that a personal fact changed, never what it was."""

from __future__ import annotations

import re

import pytest

from accounts.actions import reference
from accounts.actions.audit import Entry, record
from accounts.actions.digests import PERSONAL, digest
from accounts.models import AuditEvent
from tests.factories import UserFactory
from tests.support.repository import own_models

PERSONAL_WORDS = re.compile(
    r"email|phone|mobile|^tel$|fax|personal|identity|citizen|cccd|cmnd|passport|password|birth"
    r"|home_address"
)
# What only sounds so: the identity of a finding in a report, a choice of how codes come.
OF_THINGS = {("Explanation", "identity"), ("User", "code_by_email")}


def looks_personal() -> set[tuple[str, str]]:
    return {
        (model.__name__, field.name)
        for model in own_models()
        for field in model._meta.concrete_fields
        if PERSONAL_WORDS.search(field.name)
    }


def test_every_field_that_looks_personal_is_declared() -> None:
    found = looks_personal()
    assert ("User", "email") in found
    left = found - OF_THINGS
    assert found.issuperset(OF_THINGS)
    assert {(model, name) for model, name in left if name not in PERSONAL} == set()


def test_a_digest_tells_equal_values_and_nothing_else(settings) -> None:
    settings.HISTORY_KEY = "a key"
    first = digest("0912345678")
    assert first == digest("0912345678") != digest("0912345679")
    assert re.fullmatch(r"[0-9a-f]{64}", first)
    assert digest("") == digest(None) == ""
    settings.HISTORY_KEY = "another key"
    assert digest("0912345678") != first


def test_digests_outlive_a_change_of_the_secret_key(settings) -> None:
    settings.HISTORY_KEY = "a key"
    first = digest("x@example.vn")
    settings.SECRET_KEY = "another"
    assert digest("x@example.vn") == first
    settings.HISTORY_KEY = ""
    without = digest("x@example.vn")
    settings.SECRET_KEY = "a third"
    assert digest("x@example.vn") != without != first


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(PERSONAL))
def test_no_act_can_write_a_personal_value(name) -> None:
    entry = Entry("x", "user", 1, "x", old={name: "cũ", "code": "A"}, new={name: "mới"})
    event = record(by=None, entry=entry)
    event.refresh_from_db()
    assert event.old == {name: digest("cũ"), "code": "A"}
    assert event.new == {name: digest("mới")}


@pytest.mark.django_db
def test_a_new_address_of_an_account_is_not_in_the_history() -> None:
    administrator, person = UserFactory(administrator=True), UserFactory(specialist=True)
    before = person.email
    person.email = "moi@example.vn"
    assert reference.keep(row=person, by=administrator) == ("email",)
    event = AuditEvent.objects.latest("pk")
    assert (event.old, event.new) == (
        {"email": digest(before)},
        {"email": digest("moi@example.vn")},
    )
