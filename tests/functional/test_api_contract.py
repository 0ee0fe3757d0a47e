"""What the description promises holds for every role, whatever is asked: schemathesis asks.

Not checked: that what the description allows is accepted (a condition may name an id that is not
there) and that the rest is refused (a condition left empty counts as not asked, as in a form).
Both are told one by one in test_api.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import QuerySet
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from accounts.models import User
from accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from deadlines.models import Flag, Obligation
from deadlines.queries import duties_of
from projects.models import Project
from reporting.models import ReportRun
from tests.factories import (
    ExclusionClosed,
    FlagOpen,
    ItemPlanned,
    ObligationOverdue,
    ObligationUnknown,
    ProjectImported,
    ProjectUnderConstruction,
    RegistrationCertificate,
    ReportReady,
    SuspensionRunning,
    TrancheExtended,
    UserFactory,
)
from tests.functional.test_permission_matrix import signed_in
from tests.support.api import connection_kept, description, strict

pytestmark = pytest.mark.django_db

EXAMPLES = 8
PROMISES = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
]
NEEDED = {
    "projects": Permission.VIEW_REGISTRY,
    "obligations": Permission.VIEW_REGISTRY,
    "flags": Permission.VIEW_FLAGS,
    "reports": Permission.VIEW_REPORTS,
}
BOTH_WAYS = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
AS_MANY = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
"""The same questions in every run; slow examples are only slow, and nothing is worth shrinking."""


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    return description()


def province(user: User | None) -> list[Project]:
    """A project of the person's agency, or place, or investor, and one of nobody's."""
    mine = {"agency": user.agency} if user is not None and user.agency else {}
    units = [user.agency.unit] if user is not None and user.agency and user.agency.unit else []
    found: list[Any] = [ProjectUnderConstruction(units=units, **mine), ProjectImported()]
    for project in found:
        RegistrationCertificate(project=project)
        ItemPlanned(project=project)
        ExclusionClosed(project=project)
        SuspensionRunning(project=project)
        TrancheExtended(project=project)
        duty = ObligationOverdue(project_id=project.pk, audience=Obligation.Audience.BEARER)
        FlagOpen(obligation=duty, project_id=project.pk)
        ObligationUnknown(project_id=project.pk, missing="land_handover_date")
    ReportReady()
    return found


def lawful(user: User) -> dict[str, QuerySet[Any]]:
    """What the person may read, by the noun of the address."""
    return {
        "projects": Project.objects.visible_to(user),
        "obligations": duties_of(user),
        "flags": Flag.objects.visible_to(user),
        "reports": ReportRun.objects.all(),
    }


def there(projects: list[Project]) -> dict[str, list[Any]]:
    """Values that conditions and addresses may name and that are there."""
    return {
        "code": [project.code for project in projects],
        "flag_id": list(Flag.objects.values_list("pk", flat=True)),
        "obligation_id": list(Obligation.objects.values_list("pk", flat=True)),
        "run_id": list(ReportRun.objects.values_list("pk", flat=True)),
        "linh_vuc": [str(project.sector_id) for project in projects],
        "co_quan": [str(project.agency_id) for project in projects],
        "can_bo": ["toi"],
    }


def facts_in(answer: Any) -> Iterator[int]:
    """Ids of the things in an answer; the figures of a report have none."""
    rows = answer.get("results", [answer])
    return (row["id"] for row in rows if "id" in row)


def hold(schema: Any, noun: str, user: User | None, cookies: dict[str, str]) -> None:
    """Ask each address of a noun and compare what comes with what was promised and is lawful."""
    may = user is not None and NEEDED[noun] in ROLE_PERMISSIONS[user.role]
    ids = set(lawful(user)[noun].values_list("pk", flat=True)) if may and user else set()
    answered = []

    def ask(case: Any) -> None:
        response = case.call(cookies=cookies)
        case.validate_response(response, checks=PROMISES)
        answered.append(response.status_code)
        if response.status_code == 200:
            assert may, "without the right nothing is read"
            assert set(facts_in(response.json())) <= ids
        elif case.method == "GET" and not may:
            refused = 401 if user is None else 403
            assert response.status_code in (refused, 404), "404: there is no such address"

    operations = [each.ok() for each in schema.get_all_operations()]
    for each in operations:
        if each.path.split("/")[3] == noun:
            ways = st.one_of([each.as_strategy(generation_mode=mode) for mode in BOTH_WAYS])
            with connection_kept():
                AS_MANY(given(ways)(ask))()
    assert answered
    assert not may or 200 in answered, "some question was answered"


@pytest.mark.parametrize("noun", NEEDED)
@pytest.mark.parametrize("role", list(Role))
def test_the_promise_holds_for(role: Role, noun: str, told: dict[str, Any]) -> None:
    user = UserFactory(**{role.value: True})
    schema = strict(told, there(province(user)))
    hold(schema, noun, user, {"sessionid": signed_in(user).cookies["sessionid"].value})


@pytest.mark.parametrize("noun", NEEDED)
def test_the_promise_holds_for_a_stranger(noun: str, told: dict[str, Any]) -> None:
    hold(strict(told, there(province(None))), noun, None, {})


def test_every_address_is_asked(told: dict[str, Any]) -> None:
    assert {path.split("/")[3] for path in told["paths"]} == set(NEEDED)
