"""The page of the day's work: what it shows to whom, giving flags, and what that costs."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from deadlines.models import Flag
from desk.models import Notification
from tests import factories as f

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 22, 3, 0, tzinfo=UTC)
TODAY = date(2026, 9, 22)
WORK = "/viec-hom-nay/"
MOST = 24


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def officer() -> User:
    user: User = f.UserFactory(specialist=True, display_name="Nông Thị Mai")
    return user


@pytest.fixture
def leader(officer: User) -> User:
    user: User = f.UserFactory(department_leader=True, agency=officer.agency)
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def flag(officer: User | None, agency: Any = None, **more: Any) -> Flag:
    project = f.ProjectNotStarted(
        officer=officer, agency=officer.agency if officer else agency or f.AgencyFactory()
    )
    tranche = f.TrancheHandedOver(project=project)
    duty = f.ObligationOverdue(project_id=project.pk, subject_id=tranche.pk)
    values = {"obligation": duty, "project_id": project.pk, "opened_on": date(2026, 9, 15)}
    row: Flag = f.FlagOpen(**values | more)
    return row


def page(client: Client, query: str = "") -> str:
    answer = client.get(WORK + query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_an_empty_list_says_what_was_checked(officer: User) -> None:
    client = signed_in(officer)
    client.cookies["django_language"] = "en"
    html = page(client)
    assert "Nothing waits" in html
    assert "flags given" in html


def test_a_condition_is_true_since_a_day_and_not_late(officer: User) -> None:
    found = flag(officer)
    facts = {"clock": "found", "fingerprint": "a" * 16, "level": 4}
    type(found.obligation).objects.filter(pk=found.obligation_id).update(**facts)
    Flag.objects.update(fingerprint="a" * 16)
    client = signed_in(officer)
    client.cookies["django_language"] = "en"
    html = page(client)
    assert "since 30/6/2026" in html
    assert "late" not in html.split('class="dt"')[1].split("</li>")[0]


def test_a_group_is_paged_by_legal_date(officer: User) -> None:
    for _ in range(55):
        flag(officer)
    client = signed_in(officer)
    first = page(client, "?nhom=cho-ket-luan")
    assert first.count('class="job"') == 50
    older = re.search(r'href="([^"]*[?&;]trang=[^"]*)"', first)
    assert older
    second = page(client, older[1].replace("&amp;", "&").removeprefix(WORK))
    assert second.count('class="job"') == 5


def test_people_stand_side_by_side_what_nobody_has_first(officer: User, leader: User) -> None:
    flag(officer)
    flag(None, officer.agency)
    html = page(signed_in(leader), "?xem=co-quan")
    body = html[html.index("<tbody>") : html.index("</tbody>")]
    assert body.index("can_bo=chua-giao") < body.index("Nông Thị Mai")
    total = re.findall(r"<td[^>]*>(\d+)</td>", html[html.index("<tfoot>") :])
    assert total[-1] == "2"
    assert sum(map(int, total[:-1])) == 2
    drilled = page(signed_in(leader), f"?xem=co-quan&can_bo={officer.pk}&nhom=cho-ket-luan")
    assert drilled.count('class="job"') == 1


def test_an_officer_does_not_look_at_colleagues(officer: User, leader: User) -> None:
    flag(leader)
    assert 'class="job"' not in page(signed_in(officer), f"?xem=co-quan&can_bo={leader.pk}")


@pytest.mark.parametrize("query", ["?nhom=x", "?can_bo=9999999999999999999", "?trang=x&nhom=moi"])
def test_an_odd_address_shows_the_list(leader: User, query: str) -> None:
    assert page(signed_in(leader), query)


def test_giving_shows_first_and_then_does_it(officer: User, leader: User) -> None:
    ids = [flag(None).pk for _ in range(2)]
    client = signed_in(leader)
    preview = client.post(reverse("deadlines:assign"), {"flags": ids})
    assert preview.status_code == 200
    assert not Flag.objects.exclude(officer=None).exists()
    said = {"flags": ids, "step": "1", "choice": "giao", "to": officer.pk, "handle_by": "30/9/2026"}
    done = client.post(reverse("deadlines:assign"), said)
    assert done["Location"] == WORK
    given = Flag.objects.filter(officer=officer, handle_by=date(2026, 9, 30))
    assert set(given.values_list("pk", flat=True)) == set(ids)
    assert Notification.objects.filter(user=officer).count() == 1
    assert "30/9/2026" in page(signed_in(officer))


def test_all_of_a_list_are_those_of_the_list(officer: User, leader: User) -> None:
    ids = {flag(officer).pk for _ in range(12)}
    flag(leader)
    said = {"all": "1", "xem": "co-quan", "can_bo": str(officer.pk), "nhom": "cho-ket-luan"}
    preview = signed_in(leader).post(reverse("deadlines:assign"), said).content.decode()
    chosen = re.findall(r'name="flags" value="(\d+)"', preview)
    assert set(map(int, chosen)) == ids


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"choice": "giao"}, 422),
        ({"choice": "giao", "to": "me", "handle_by": "30/9/2026"}, 422),
        ({"choice": "giao", "to": "officer", "handle_by": "1/9/2026"}, 422),
        ({"choice": "giao", "to": "officer", "handle_by": "32/9/2026"}, 422),
    ],
)
def test_a_form_with_errors_keeps_what_was_chosen(
    officer: User, leader: User, said: dict[str, str], status: int
) -> None:
    chosen = flag(None).pk
    people = {"officer": officer.pk, "me": 0}
    sent = said | {"flags": chosen, "step": "1", "to": people.get(said.get("to", ""), "")}
    answer = signed_in(leader).post(reverse("deadlines:assign"), sent)
    assert answer.status_code == status
    assert f'name="flags" value="{chosen}"' in answer.content.decode()


def test_a_flag_closed_meanwhile_is_a_conflict_that_leaves_the_others(
    officer: User, leader: User
) -> None:
    live, closed = flag(None), flag(None, state="moved", closed_on=TODAY)
    said = {"flags": [live.pk, closed.pk], "step": "1", "choice": "giao", "to": officer.pk}
    answer = signed_in(leader).post(reverse("deadlines:assign"), said)
    assert answer.status_code == 409
    assert re.findall(r'name="flags" value="(\d+)"', answer.content.decode()) == [str(live.pk)]
    live.refresh_from_db()
    assert live.officer is None


def test_a_flag_page_names_the_people_of_the_ladder(officer: User, leader: User) -> None:
    f.EscalationStepFactory(after_days=10)
    deputy = f.UserFactory(department_leader=True, display_name="Hoàng Văn Thay")
    f.DeputyshipFactory(absent=leader, deputy=deputy, from_date=TODAY, to_date=TODAY + timedelta(3))
    found = flag(officer)
    html = signed_in(officer).get(reverse("deadlines:flag", args=[found.pk])).content.decode()
    part = html[html.index('id="dang-giu"') :]
    assert str(leader) in part
    assert "Hoàng Văn Thay" in part
    assert "25/9/2026" in part
    assert "30/9/2026" in part
    assert reverse("deadlines:assign") not in part
    seen_by_leader = signed_in(leader).get(reverse("deadlines:flag", args=[found.pk])).text
    assert reverse("deadlines:assign") in seen_by_leader


@pytest.mark.parametrize("query", ["", "?xem=co-quan", "?nhom=cho-ket-luan"])
def test_the_page_asks_as_often_for_many(officer: User, leader: User, query: str) -> None:
    f.EscalationStepFactory(after_days=10)
    client = signed_in(leader)

    def asked() -> int:
        page(client, query)
        with CaptureQueriesContext(connection) as found:
            page(client, query)
        return len(found)

    for _ in range(2):
        flag(officer)
        flag(leader)
    few = asked()
    for _ in range(15):
        flag(f.UserFactory(specialist=True, agency=officer.agency))
        flag(leader)
    assert asked() == few <= MOST


def test_giving_many_asks_no_more_than_a_few_times_each(officer: User, leader: User) -> None:
    ids = [flag(None).pk for _ in range(60)]
    client = signed_in(leader)
    with CaptureQueriesContext(connection) as found:
        assert client.post(reverse("deadlines:assign"), {"flags": ids}).status_code == 200
    assert len(found) <= MOST
