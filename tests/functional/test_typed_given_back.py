"""When the portal fails, what was typed is in the error page, to be sent again."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.test import Client

from accounts.models import User
from desk.models import USE, Draft
from projects.models import Project
from tests.factories import ProjectFactory, UserFactory
from tests.support.drafts import ELSEWHERE, HERE, autosave, edit, typed_on
from tests.support.forms import boxes

pytestmark = pytest.mark.django_db

NEW_NAME = "Nhà máy đang gõ dở"


@pytest.fixture
def officer() -> User:
    return UserFactory()


@pytest.fixture
def desk(officer: User) -> Client:
    """The browser of the officer."""
    browser = Client(headers=HERE)
    browser.force_login(officer)
    return browser


@pytest.fixture
def project() -> Project:
    return ProjectFactory(name="Nhà máy A", legacy_code="")


@pytest.fixture
def broken(monkeypatch, officer):
    """A browser that sees error pages, and a save that ends in the given fault."""

    def fail(error: Exception) -> Client:
        def change(**_named: Any) -> None:
            raise error

        monkeypatch.setattr("projects.actions.projects.change", change)
        browser = Client(headers=HERE, raise_request_exception=False)
        browser.force_login(officer)
        return browser

    return fail


def test_a_fault_in_the_act_gives_everything_back(broken, project) -> None:
    browser = broken(RuntimeError("hỏng"))
    sent = boxes(browser.get(edit(project))) | {"name": NEW_NAME}
    page = browser.post(edit(project), sent)
    html = page.content.decode()
    assert page.status_code == 500
    assert f'name="name" value="{NEW_NAME}"' in html
    assert f'action="{edit(project)}"' in html
    assert "Gửi lại" in html
    assert Draft.objects.get().typed["name"] == [NEW_NAME]


def test_a_database_that_is_away_is_503_and_gives_everything_back(broken, project) -> None:
    browser = broken(OperationalError("server closed the connection unexpectedly"))
    sent = boxes(browser.get(edit(project))) | {"name": NEW_NAME}
    page = browser.post(edit(project), sent)
    assert page.status_code == 503
    assert int(page["Retry-After"]) > 0
    assert f'name="name" value="{NEW_NAME}"' in page.content.decode()


def test_even_a_database_that_is_away_for_everything(desk, project, monkeypatch) -> None:
    sent = typed_on(desk, edit(project), name=NEW_NAME)
    desk.raise_request_exception = False

    def away(*_given: Any, **_named: Any) -> None:
        raise OperationalError("could not connect to server")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", away)
    page = desk.post(edit(project), sent)
    monkeypatch.undo()
    assert page.status_code == 503
    assert f'name="name" value="{NEW_NAME}"' in page.content.decode()
    assert f'name="{USE}" value="{sent[USE]}"' in page.content.decode()


def test_what_was_sent_again_is_saved_once(broken, desk, project, monkeypatch) -> None:
    browser = broken(RuntimeError("hỏng"))
    sent = boxes(browser.get(edit(project))) | {"name": NEW_NAME}
    again = dict(browser.post(edit(project), sent).context["again"])
    monkeypatch.undo()
    assert browser.post(edit(project), again).status_code == 302
    project.refresh_from_db()
    assert (project.name, project.version) == (NEW_NAME, 2)
    assert not Draft.objects.exists()


def test_a_fault_page_repeats_nothing_of_a_post_from_elsewhere(broken, project) -> None:
    browser = broken(RuntimeError("hỏng"))
    sent = boxes(browser.get(edit(project))) | {"name": NEW_NAME}
    page = browser.post(edit(project), sent, headers=ELSEWHERE)
    assert page.status_code == 500
    assert NEW_NAME not in page.content.decode()


def test_a_password_is_never_kept_and_never_repeated(broken, officer, project, monkeypatch) -> None:
    browser = broken(RuntimeError("hỏng"))
    sent = boxes(browser.get(edit(project))) | {"new_password": "bi-mat-123456"}
    page = browser.post(edit(project), sent)
    assert b"bi-mat-123456" not in page.content
    assert "Gửi lại" in page.content.decode()
    assert "new_password" not in Draft.objects.get().typed


def test_more_than_a_form_may_hold_is_said_so(desk, project, settings) -> None:
    sent = typed_on(desk, edit(project), name=NEW_NAME)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    assert desk.post(edit(project), sent).status_code == 413


def test_too_much_for_a_draft_is_still_saved(desk, project, monkeypatch) -> None:
    monkeypatch.setattr("desk.actions.drafts.LARGEST", 10)
    sent = typed_on(desk, edit(project), name=NEW_NAME)
    assert autosave(desk, sent).status_code == 422
    assert desk.post(edit(project), sent).status_code == 302


def test_what_was_saved_is_not_called_unsaved_because_the_session_was_not_kept(
    monkeypatch, desk, project
) -> None:
    """The disk fills up between the act and the session that notes it."""
    typed = typed_on(desk, edit(project)) | {"name": NEW_NAME}

    def fail(_self: SessionStore, must_create: bool = False) -> None:
        raise OperationalError("could not extend file")

    monkeypatch.setattr(SessionStore, "save", fail)
    assert desk.post(edit(project), typed).status_code == 302
    project.refresh_from_db()
    assert project.name == NEW_NAME


def test_without_a_new_session_nobody_is_signed_in(monkeypatch, officer) -> None:
    browser = Client(headers=HERE, raise_request_exception=False)
    officer.set_password("Mat-khau-thu-1357")
    officer.save()

    def fail(_self: SessionStore, must_create: bool = False) -> None:
        raise OperationalError("could not extend file")

    monkeypatch.setattr(SessionStore, "save", fail)
    said = browser.post("/dang-nhap/", {"login": officer.username, "password": "Mat-khau-thu-1357"})
    assert said.status_code == 503
