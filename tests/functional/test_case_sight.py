"""Who may know of a case, over every page and file the portal answers with (R-4.5, ADR 17).

One world with readers of every kind: the pages they get before a case exists, while none of its
conclusions is published, and when one of two is. The addresses are those of the portal itself, so
that a page that lands later is asked too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from deadlines.actions import sweeping, telling
from deadlines.models import Flag, Obligation
from deadlines.registry import confidential_kinds
from desk.actions import feeds
from desk.models import Notification
from inspections.actions.refreshing import refresh
from inspections.models import Conclusion
from reporting import configuring, pdf
from reporting.builder import monthly
from tests.functional.test_permission_matrix import Address, addresses, signed_in, text_of, url_of
from tests.support.planted_case import (
    CODE,
    DAY,
    IDENTITY,
    NUMBER,
    ON_THE_CASE,
    OPEN,
    PERSON,
    PLACES,
    SECRET,
    Planted,
    World,
    plant,
    world,
)

pytestmark = pytest.mark.django_db

CLOSED = (302, 401, 403, 404, 405)
MORNING = datetime(DAY.year, DAY.month, DAY.day, 3, 0, tzinfo=UTC)
ROOMS = ("desk", "projects", "deadlines", "inspections", "reporting", "api", "admin")
OF_THE_PROJECT = {
    *("projects:detail", "projects:history", "projects:comparison", "projects:investor"),
    *("projects:own", "projects:edit", "projects:decision_add", "deadlines:rule", "api:project"),
    *("deadlines:flag", "deadlines:proposal", "projects:public_edit"),
}
"""Of the pages about one thing those that show more than the thing itself."""
NEAR = re.compile(
    r"^(inspections:|reporting:case|search|suggestions|admin:(accounts_audit|deadlines_(flag|oblig)))"
    r"|^desk:notices$|^deadlines:(flags|unknown|work|calendar)$"
    r"|^projects:(detail|history|own|investor)$"
    r"|^api:(obligations|flags)$|^reporting:dashboard$|^rule K12$"
)
"""Asked by everybody; the others by those who open most of the portal."""
ASK_ALL = ("department leader", "administrator")
NOT_ASKED = re.compile(
    r"_(add|create|new|template|blank|file)$|:(create|logout|login|jsi18n|password\w*|schema|docs)$"
    r"|^projects:(import|call|pci|certificate|outlines|places|write_places|map|bulk|round)"
)
"""Empty forms and fixed files, the same for everybody, and registers of other things."""
PUBLISHED_OF_IT = ("inspections:case", "reporting:case_file")
"""Pages of the case that show those who may know of it what is published."""
CHANGES_ANYWAY = re.compile(
    r"csrfmiddlewaretoken\W+value=\W\w+|name=\"(nhap|ban_nhap|dien)\" value=\"[^\"]+\""
    r"|clock_skew_seconds\W+-?\d+|nhau \d+ gi|[\d,.]+ [GM]B|files_free_bytes\W+\d+"
    r"|nonce-[\w+/=-]+|[\w-]{20,}:[\w-]{6}:[\w-]{43}|hx-headers='[^']+'|csrf-token\" content=\"\w+"
)


@dataclass(frozen=True)
class Seen:
    """What a reader was answered: the status and every word of it."""

    status: int
    text: str


@pytest.fixture(autouse=True)
def stopped_clock() -> Iterator[None]:
    """Pages are compared letter by letter: no minute may pass between them."""
    with time_machine.travel(MORNING, tick=False):
        yield


def channels(made: World) -> dict[str, str]:
    """The addresses by name: whatever takes no parameter, and pages around the project."""
    found: dict[str, str] = {}
    for each in addresses():
        room = each.name.split(":")[0]
        if room not in ROOMS or NOT_ASKED.search(each.name) or each.name == "admin:None":
            continue
        if not each.parameters or each.name in OF_THE_PROJECT:
            found[each.name] = url_of(each, made.things)
    for word in (OPEN, NUMBER, CODE):
        found[f"search {word}"] = f"{reverse('projects:search')}?{urlencode({'q': word})}"
    found[f"suggestions {OPEN}"] = f"{reverse('projects:suggestions')}?q={OPEN}"
    found |= {"health": reverse("health"), "system": reverse("system")}
    found["rule K12"] = reverse("deadlines:rule", args=["K12"])
    return found


def asked_of(reader: str, urls: dict[str, str]) -> dict[str, str]:
    """The addresses that a reader is asked at."""
    if reader in ASK_ALL:
        return urls
    return {name: url for name, url in urls.items() if NEAR.search(name)}


def asked(made: World, reader: str, urls: dict[str, str]) -> dict[str, Seen]:
    """What a reader is answered at each address."""
    user = made.readers[reader]
    client = signed_in(user) if user else Client()
    found = {}
    for name, url in asked_of(reader, urls).items():
        # Reading leaves its own traces: what was looked at, which list was taken out.
        with transaction.atomic():
            response: Any = client.get(url)
            text = text_of(response) if response.status_code < 300 else ""
            transaction.set_rollback(True)
        found[name] = Seen(response.status_code, CHANGES_ANYWAY.sub("", text))
    if user and user.can(Permission.VIEW_WORK):
        with transaction.atomic():
            secret = feeds.open_feed(by=user, at=MORNING)
            calendar = Client().get(reverse("deadlines:feed", args=[secret]))
            found["calendar"] = Seen(calendar.status_code, text_of(calendar))
            transaction.set_rollback(True)
    return found


def told(made: World) -> set[tuple[str, str]]:
    """Who would be told what by a night, with its e-mails; nothing of it stays."""
    with transaction.atomic():
        sweeping.sweep(on=DAY, at=MORNING)
        telling.tell_all(on=DAY, at=MORNING)
        names = {user.pk: name for name, user in made.readers.items() if user}
        rows = Notification.objects.filter(user__in=names).values_list("user_id", "title", "body")
        found = {(names[pk], f"{title} {body}") for pk, title, body in rows}
        transaction.set_rollback(True)
    return {(name, text) for name, text in found if name not in ON_THE_CASE}


def report() -> Any:
    """The figures a report of the month would freeze."""
    return monthly(cut_off=DAY, generated_on=DAY, letter=configuring.letter())


def of_the_case(planted: Planted) -> dict[str, str]:
    """Every address that names the case, something of it, its file or one of its flags."""
    kinds = planted.ids | {"code": planted.case.code}
    urls = {}
    for each in addresses():
        if each.name.startswith(("inspections:", "reporting:case")) and each.parameters:
            urls[each.name] = _address(each, kinds)
    papers = ("document", "document_edit", "document_read", "document_withdraw")
    urls |= {name: reverse(f"projects:{name}", args=[planted.ids["document"]]) for name in papers}
    urls["file"] = reverse("projects:document_file", args=[planted.ids["document"], 1])
    for pk, duty, kind in _flags(planted).values_list("pk", "obligation_id", "kind"):
        pages = ("deadlines:flag", "deadlines:decide", "api:flag", "projects:answer_flag")
        urls |= {f"{name} {kind}": reverse(name, args=[pk]) for name in pages}
        urls[f"api:obligation {kind}"] = reverse("api:obligation", args=[duty])
    return {name: url for name, url in urls.items() if url}


def _flags(planted: Planted) -> Any:
    """Flags of what is not published in any test: the steps and the second conclusion."""
    second = planted.second
    about = Q(obligation__subject_kind="case") | Q(
        obligation__subject_kind="conclusion", obligation__subject_id=second.pk
    )
    for kind, rows in (("remedy", second.recommendations), ("fine", second.sanctions)):
        ids = rows.values("pk")
        about |= Q(obligation__subject_kind=kind, obligation__subject_id__in=ids)
    return Flag.objects.filter(about)


def _address(each: Address, known: dict[str, Any]) -> str:
    """The address with its parameters; `pk` is what the name of the address speaks of."""
    own = next((pk for kind, pk in known.items() if kind in each.name.split(":")[1]), 0)
    known = known | {"pk": own}
    if not set(each.parameters) <= set(known):
        return ""
    return reverse(each.name, kwargs={name: known[name] for name in each.parameters})


def opened_by(user: User | None, urls: dict[str, str]) -> list[str]:
    """The addresses that show a reader anything."""
    client = signed_in(user) if user else Client()
    return [name for name, url in urls.items() if client.get(url).status_code not in CLOSED]


def outsiders(made: World) -> list[str]:
    return [name for name in made.readers if name not in ON_THE_CASE]


def words_in(pages: dict[str, Seen], words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Where a word stands; the box of the search repeats what was asked."""
    return [
        (name, word)
        for name, page in pages.items()
        for word in words
        if word in page.text and not (name.startswith("se") and word in name)
    ]


def test_before_publication_nothing_anywhere_tells_of_a_case() -> None:
    made = world()
    urls = channels(made)
    before = {reader: asked(made, reader, urls) for reader in outsiders(made)}
    told_before, report_before = told(made), report()
    planted = plant(made)
    assert {"K3", "K8", "K13"} <= set(Flag.objects.values_list("kind", flat=True))
    own, leaks = of_the_case(planted), {}
    for reader in outsiders(made):
        after = asked(made, reader, urls)
        found = words_in(after, (*PLACES, *IDENTITY))
        changed = [name for name in after if after[name] != before[reader][name]]
        opened = opened_by(made.readers[reader], own)
        if found or changed or opened:
            leaks[reader] = (found, changed, opened)
    assert leaks == {}
    assert told(made) == told_before
    assert report() == report_before


@pytest.mark.parametrize("rows", [Flag.objects, Obligation.objects])
def test_what_is_seen_openly_lacks_the_confidential_alone(rows: Any) -> None:
    made = world()
    plant(made)
    confidential = set(rows.filter(kind__in=confidential_kinds()).values_list("pk", flat=True))
    assert not rows.filter(pk__in=confidential, project_id__isnull=False).exists()
    told = set()
    for name, reader in made.readers.items():
        if reader is not None:
            person = User.objects.get(pk=reader.pk)
            person.today = DAY
            seen = set(rows.visible_to(person).values_list("pk", flat=True))
            openly = set(rows.openly_visible_to(person).values_list("pk", flat=True))
            assert openly == seen - confidential, name
            told |= {name} if seen & confidential else set()
    assert told == set(ON_THE_CASE)


def test_the_people_of_a_case_find_it() -> None:
    made = world()
    plant(made)
    urls = channels(made)
    for reader in ON_THE_CASE:
        pages = asked(made, reader, {"inspections:cases": urls["inspections:cases"]})
        assert words_in(pages, (CODE,)), reader


def test_once_one_conclusion_is_published_the_other_stays_unknown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A file is read as the page it is drawn from: its words stand packed in the PDF.
    monkeypatch.setattr(pdf, "written", lambda html, _digest: html.encode())
    made = world()
    planted = plant(made)
    Conclusion.objects.filter(pk=planted.first.pk).update(
        published_date=DAY, published_place="Cổng thông tin của tỉnh"
    )
    refresh(case_ids=[planted.case.pk], on=DAY, at=MORNING, cause="published")
    urls = {name: url for name, url in channels(made).items() if NEAR.search(name)}
    one = reverse("inspections:published_conclusion", args=[planted.first.pk])
    of_it = of_the_case(planted)
    urls |= {"inspections:one": one} | {name: of_it.pop(name) for name in PUBLISHED_OF_IT}
    leaks = {}
    for reader in outsiders(made):
        pages = asked(made, reader, urls)
        found, opened = words_in(pages, PLACES), opened_by(made.readers[reader], of_it)
        if found or opened:
            leaks[reader] = (found, opened)
        for name in ("inspections:published", "inspections:one"):
            assert OPEN in pages[name].text, (reader, name)
    assert leaks == {}
    second = reverse("inspections:published_conclusion", args=[planted.second.pk])
    assert Client().get(second).status_code == 404
    assert not [text for _name, text in told(made) if any(word in text for word in PLACES)]
    member = asked(made, "member", {"inspections:file": urls["reporting:case_file"]})
    assert words_in(member, (SECRET, PERSON))
