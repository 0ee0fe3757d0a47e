"""An investor's own projects: the way in, nothing of others, English, what they cost."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.models import Project
from tests.factories import (
    InvestorMemberFactory,
    ItemPlanned,
    ItemPlannedByQuarter,
    ObligationOverdue,
    ObligationRunning,
    PolicyApproval,
    ProjectNotStarted,
    TrancheDecided,
    TrancheHandedOver,
)
from tests.factories.accounts import AgencyFactory
from tests.factories.projects import InvestorFactory
from tests.support.investors import (
    LIST,
    TODAY,
    asked,
    computed,
    document,
    member,
    open_page,
    own,
    url,
)

__all__ = ["member", "own"]

pytestmark = pytest.mark.django_db

VIETNAMESE = re.compile(r"[À-ỹĂăĐđƠơƯư]")


# ---------------------------------------------------------------- the way in


def test_the_start_page_leads_there(own) -> None:
    assert own.get(reverse("home"))["Location"] == LIST


def test_a_single_project_opens_at_once(own, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    ProjectNotStarted()
    assert own.get(LIST)["Location"] == url(project)


def test_several_are_listed_with_what_is_asked_now(own, member) -> None:
    calm, pressing = (ProjectNotStarted(investor=member.investor) for _ in range(2))
    asked(pressing)
    asked(calm, ObligationRunning, level=1, rung="staff", due_date=TODAY + timedelta(days=90))
    rows = {row["code"]: (row["asked"], row["late"]) for row in own.get(LIST).context["rows"]}
    assert rows == {calm.code: (0, False), pressing.code: (1, True)}
    assert own.get(url(calm)).context["crumbs"][0][1] == LIST


def test_an_account_without_a_project_is_told_what_to_do(own) -> None:
    page = own.get(LIST)
    assert page.status_code == 200
    assert page.context["rows"] == []


def test_nothing_on_the_way_leads_into_the_registry(own, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    html = open_page(own, project).content.decode()
    assert 'href="/du-an/' not in html
    assert 'action="/du-an/' not in html
    assert 'class="side"' not in html
    lost = own.get("/khong-co-trang/").content.decode()
    assert 'href="/du-an/' not in lost


# ---------------------------------------------------------------- nobody else's


def test_two_investors_share_nothing(own, member) -> None:
    mine = ProjectNotStarted(investor=member.investor)
    other = InvestorMemberFactory()
    theirs = ProjectNotStarted(investor=other.investor)
    asked(theirs)
    document(theirs)
    assert own.get(url(theirs)).status_code == 404
    assert own.get("/du-an-cua-toi/DA-9999/").status_code == 404
    page = open_page(own, mine)
    for secret in (theirs.code, theirs.name, other.investor.name):
        assert secret not in page.content.decode()
    assert page.context["asked"] == []
    assert page.context["documents"] == []
    own.force_login(other.user)
    assert own.get(url(theirs)).status_code == 200
    assert own.get(url(mine)).status_code == 404


def test_a_membership_that_ends_ends_at_once(own, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    paper = document(project)
    file = reverse("projects:document_file", args=[paper.pk, 1])
    open_page(own, project)
    member.delete()
    assert own.get(url(project)).status_code == 404
    assert own.get(file).status_code == 404
    assert own.get(LIST).context["rows"] == []


def test_an_account_that_is_closed_is_out_at_the_next_request(own, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    open_page(own, project)
    member.user.is_active = False
    member.user.save()
    answer = own.get(url(project))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


# ---------------------------------------------------------------- English, cost


def test_the_page_is_wholly_english_for_who_reads_english(client) -> None:
    member = InvestorMemberFactory(investor=InvestorFactory(name="Nam Phia Pte", country="SG"))
    agency = AgencyFactory(name="Department of Finance", short_name="DoF")
    project = ProjectNotStarted(
        investor=member.investor, name="Solar plant", agency=agency, location_text="Km 3"
    )
    approval = PolicyApproval(project=project, number="12/UBND")
    ItemPlannedByQuarter(
        project=project, name="Start", planned_date=date(TODAY.year + 1, 1, 1), instrument=approval
    )
    TrancheDecided(
        project=project,
        label="Plot 1",
        decision_number="5/UBND",
        agency=agency,
        decision_date=TODAY - timedelta(days=76),
        planned_handover_date=TODAY - timedelta(days=46),
    )
    computed(project)
    asked(project)
    Project.objects.filter(pk=project.pk).update(officer=None)
    client.force_login(member.user)
    client.cookies["django_language"] = "en"
    html = open_page(client, project).content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    article = ObligationOverdue._meta.model.objects.filter(kind="L1").latest("pk").rule_version
    main = main.replace(article.article, "")
    assert VIETNAMESE.findall(main) == []
    assert f"Quarter I/{TODAY.year + 1}" in main


def test_the_pages_cost_the_same_however_much_there_is(own, member) -> None:
    def fill(project: Project, count: int) -> None:
        for _ in range(count):
            ItemPlanned(project=project, instrument=PolicyApproval(project=project))
            TrancheHandedOver(project=project)
            asked(project)
            document(project)
        computed(project)

    def cost(address: str) -> int:
        own.get(address)
        with CaptureQueriesContext(connection) as asked_for:
            assert own.get(address).status_code == 200
        return len(asked_for)

    small, large = (ProjectNotStarted(investor=member.investor) for _ in range(2))
    fill(small, 1)
    listed = cost(LIST)
    fill(large, 12)
    for _ in range(6):
        fill(ProjectNotStarted(investor=member.investor), 1)
    assert cost(url(large)) <= cost(url(small)) <= 38
    assert cost(LIST) == listed <= 10
