"""A list says the same of itself everywhere: totals, groups, workbook, map, pages, comparison."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.choices import flatten_choices

from accounts.models import User
from desk import paging
from projects.actions.demonstration import Setup, load
from projects.lists import groups as list_groups
from projects.lists import orders, tables
from projects.lists.columns import COLUMNS
from projects.lists.comparison import compare
from projects.lists.question import ListQuestion
from projects.querysets import listing, positions
from projects.querysets.positions import Bounds
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SETUP = Setup(province_name="Lạng Sơn", prefix="DA", with_accounts=True)
QUESTIONS = 40
EVERYWHERE = Bounds(90.0, 0.0, 130.0, 40.0)
TYPED: dict[str, list[str]] = {
    "von_tu": ["0", "250,5"],
    "von_den": ["100", "1.480,5"],
    "dt_tu": ["0", "10"],
    "dt_den": ["5", "5000"],
    "nam": ["2020", "2024"],
    "q": ["khu", "nha may", "thuy dien"],
    "ndt": ["cong ty", "0"],
    "lo_nhap": ["1"],
}
DAYS = ["2023", "Quý II/2025", "6/2024", "1/1/2026", "31/12/2027"]
ORDERS = [turned + each.key for each in COLUMNS if each.order for turned in ("", "-")]


@pytest.fixture(autouse=True, scope="module")
def loaded(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """The demonstration, once for the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(setup=SETUP, on=timezone.localdate(), at=timezone.now())
        # Autovacuum counts no rows of an open transaction, and plans made without counts are slow.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield
        transaction.set_rollback(True)


def asked(user: User, query: str) -> ListQuestion:
    return ListQuestion(user, QueryDict(query), on=timezone.localdate())


def at_random(random: Random, user: User) -> str:
    """Up to three conditions that boxes of the list offer."""
    boxes = asked(user, "").conditions.form.fields
    said = []
    for name in random.sample(list(boxes), random.choice([0, 1, 1, 2, 3])):
        choices = [str(v) for v, _ in flatten_choices(getattr(boxes[name], "choices", ())) if v]
        said.append(f"{name}={random.choice(choices or TYPED.get(name, DAYS))}")
    return "&".join(said)


def pages_back(segments: tuple[paging.Segment, ...], last: paging.Page) -> list[int]:
    found = list(last.ids)
    cursor = paging.read_cursor(last.newer)
    while cursor is not None:
        page = paging.following(segments, cursor=cursor, size=7)
        found = page.ids + found
        cursor = paging.read_cursor(page.newer)
    return found


@pytest.mark.parametrize("seed", range(QUESTIONS))
def test_every_way_to_look_at_a_list_agrees(seed: int) -> None:
    random = Random(seed)  # noqa: S311 -- a test is repeated by its number
    agencies = User.objects.filter(role="sector_agency").order_by("pk")
    people: list[User] = [UserFactory(specialist=True), *agencies[:2]]
    user = random.choice(people)
    query = at_random(random, user)
    question, totals = asked(user, query), asked(user, query).totals
    ids = sorted(question.found.values_list("pk", flat=True))
    assert len(ids) == len(set(ids)) == totals.projects

    order = random.choice([*ORDERS, *listing.ORDERS])
    segments = orders.segments(question.found, asked(user, f"sap={order}").order, user)
    whole = list(paging.all_ids(segments))
    assert sorted(whole) == ids
    forward, cursor = [], None
    while True:
        page = paging.following(segments, cursor=cursor, size=7)
        forward += page.ids
        cursor = paging.read_cursor(page.older)
        if cursor is None:
            break
    assert forward == whole == pages_back(segments, page), order

    grouping = random.choice(list_groups.offered(user))
    grouped = asked(user, f"{query}&nhom={grouping.key}")
    found = list_groups.groups(grouped.found, grouping, user)
    assert (found.whole.projects, found.whole.capital_vnd) == (totals.projects, totals.capital_vnd)
    if not grouping.is_several:
        assert sum(line.projects for line in found.lines) == totals.projects
        assert sum(line.capital_vnd for line in found.lines) == totals.capital_vnd
    for line in found.lines:
        within = asked(user, f"{query}&nhom={grouping.key}&trong={line.value}").totals
        assert (within.projects, within.capital_vnd) == (line.projects, line.capital_vnd)
    assert {pk for part in tables.parts_of(grouped) for pk in part.ids} == set(ids)

    taken = asked(user, f"{query}&cot=ma,von")
    *rows, last = tables.sheet(
        taken, tables.parts_of(taken), tables.Made(user, timezone.now())
    ).rows
    assert (len(rows), last[1] or 0) == (totals.projects, totals.capital_vnd)

    placed = question.found.filter(positions.with_position()).count()
    assert positions.within(question.found, EVERYWHERE).count() == placed

    beside = compare(question, question.on - timedelta(days=random.choice([1, 30, 400])))
    if not beside.refused and beside.began is None:
        came, left = beside.came_count, len(beside.left)
        assert beside.now.projects == totals.projects == beside.then.projects + came - left
