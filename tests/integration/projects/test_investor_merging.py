"""Two records of one investor put together and taken apart: what moves, what stays, who bears."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest

from accounts.models import AuditEvent
from deadlines.actions.refreshing import refresh
from deadlines.models import Obligation
from projects.actions import investor_merging as merging
from projects.actions import investor_unmerging as unmerging
from projects.actions.acts import Seen
from projects.actions.indexing import index, index_investor
from projects.actions.investors import InvestorFacts, find_or_create
from projects.models import Investor, InvestorMerge, Project
from tests import factories as f

pytestmark = pytest.mark.django_db

_KINDS = ("domestic", "foreign", "unknown")
_NOT_COMPARED = {"version", "updated_at"}


def both() -> tuple[Investor, Investor]:
    return f.InvestorFactory(name="Công ty TNHH Hoà Bình"), f.InvestorFactory(
        name="Cty Hòa Bình", tax_code=""
    )


def sight(kept: Investor, merged: Investor) -> tuple[Seen, Seen]:
    def seen(row: Investor) -> Seen:
        return Seen(row.pk, Investor.objects.get(pk=row.pk).version)

    return seen(kept), seen(merged)


def merge(act: Any, kept: Investor, merged: Investor, *taken: str) -> InvestorMerge:
    facts = merging.Merging(reason="Cùng đăng ký doanh nghiệp", taken=frozenset(taken))
    return merging.merge(**act, pair=sight(kept, merged), facts=facts).row


def undo(act: Any, row: InvestorMerge) -> None:
    unmerging.undo(**act, merge_id=row.pk, reason="Nhầm")


def rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that names an investor, and who bears which duty."""
    models = {link.model for link in merging.MOVES} | {Investor}
    found = {
        model._meta.label: [
            {name: value for name, value in row.items() if name not in _NOT_COMPARED}
            for row in model._default_manager.order_by("pk").values()
        ]
        for model in models
    }
    duties = Obligation.objects.order_by("kind", "subject_kind", "subject_id", "cycle")
    columns = ("kind", "subject_kind", "subject_id", "cycle", "bearer_investor_id", "clock")
    found["duties"] = list(duties.values(*columns, "due_date"))
    return found


def hang(investor: Investor, other: Investor, rng: Random) -> None:
    """Some of everything on an investor; now and then what the other has too."""
    for _ in range(rng.randint(0, 2)):
        project = f.ProjectNotStarted(investor=investor)
        f.TrancheHandedOver(project=project)
        f.RequestFactory(project=project, filed_date=date(2026, 7, 1))
        if rng.random() < 0.5:
            f.CapitalPartFactory(project=project, investor=investor)
            if rng.random() < 0.5:
                f.CapitalPartFactory(project=project, investor=other)
    _hang_more(investor, other, rng)


def _hang_more(investor: Investor, other: Investor, rng: Random) -> None:
    for factory in (f.SanctionOpen, f.EvidenceFactory, f.NameFormer, f.PersonSpeaking):
        for _ in range(rng.randint(0, 2)):
            factory(investor=investor)
    if rng.random() < 0.5:
        f.NameFormer(investor=investor, name="Hoà Bình Xanh")
    if rng.random() < 0.5:
        member = f.InvestorMemberFactory(investor=investor)
        if rng.random() < 0.5:
            f.InvestorMemberFactory(investor=other, user=member.user)
    for _ in range(rng.randint(0, 2)):
        f.InvestorFactory(parent=investor)


def told(act: Any) -> None:
    """Search text and duties as the portal itself writes them."""
    for investor in Investor.objects.all():
        index_investor(investor)
        investor.save()
    for project in Project.objects.all():
        index(project)
    ids = list(Project.objects.values_list("pk", flat=True))
    refresh(project_ids=ids, on=act["on"], at=act["at"], cause="test")


def test_every_column_that_names_an_investor_is_decided_on() -> None:
    """A new one fails here until it is said whether a merge moves it."""
    there = {
        (relation.related_model, relation.field.name) for relation in Investor._meta.related_objects
    }
    decided = [(link.model, link.field) for link in (*merging.MOVES, *merging.STAYS)]
    assert set(decided) == there
    assert len(decided) == len(there)


@pytest.mark.parametrize("seed", range(12))
def test_merged_and_taken_apart_is_as_before(act, seed: int) -> None:
    rng = Random(seed)  # noqa: S311  rows for a test, nothing secret
    kept, merged = both()
    group = f.InvestorFactory()
    for row in (kept, merged):
        row.kind, row.country = rng.choice(_KINDS), rng.choice(["", "Việt Nam"])
        row.parent = rng.choice([None, group])
        row.save()
    hang(kept, merged, rng)
    hang(merged, kept, rng)
    told(act)
    before = rows()
    done = merge(act, kept, merged, *rng.sample(merging.CHOSEN, rng.randint(0, 5)))
    undo(act, done)
    assert rows() == before


def test_everything_goes_to_the_record_kept_and_so_do_its_duties(act) -> None:
    kept, merged = both()
    project = f.ProjectNotStarted(investor=merged)
    f.TrancheHandedOver(project=project)
    sanction, member = f.SanctionOpen(investor=merged), f.InvestorMemberFactory(investor=merged)
    told(act)
    bearers = Obligation.objects.filter(project_id=project.pk, bearer_investor_id__isnull=False)
    assert set(bearers.values_list("bearer_investor_id", flat=True)) == {merged.pk}
    merge(act, kept, merged)
    for row in (project, sanction, member, merged):
        row.refresh_from_db()
    assert (project.investor, sanction.investor, member.investor) == (kept, kept, kept)
    assert merged.merged_into == kept
    assert set(bearers.values_list("bearer_investor_id", flat=True)) == {kept.pk}
    assert Project.objects.search("cty hoa binh").get() == project
    lines = AuditEvent.objects.filter(verb="investors_merged", subject_kind="investor")
    assert {line.subject_id for line in lines} == {kept.pk, merged.pk}
    assert AuditEvent.objects.filter(project_id=project.pk, verb="project_changed").exists()


def test_what_the_record_kept_has_too_stays_and_is_noted(act) -> None:
    kept, merged = both()
    member = f.InvestorMemberFactory(investor=kept)
    twin = f.InvestorMemberFactory(investor=merged, user=member.user)
    done = merge(act, kept, merged)
    twin.refresh_from_db()
    assert twin.investor == merged
    assert done.moved["stayed"] == {"investormember.investor": [twin.pk]}


def test_only_chosen_facts_are_taken_over(act) -> None:
    kept, merged = both()
    Investor.objects.filter(pk=merged.pk).update(country="Hàn Quốc", kind="foreign")
    merge(act, kept, merged, "country")
    kept.refresh_from_db()
    assert (kept.country, kept.kind) == ("Hàn Quốc", "domestic")


def test_what_came_after_the_merge_stays_with_the_record_kept(act) -> None:
    kept, merged = both()
    done = merge(act, kept, merged, "country")
    later = f.SanctionOpen(investor=kept)
    undo(act, done)
    later.refresh_from_db()
    assert later.investor == kept


def test_a_fact_corrected_after_the_merge_stays_corrected(act) -> None:
    kept, merged = both()
    Investor.objects.filter(pk=merged.pk).update(country="Hàn Quốc")
    done = merge(act, kept, merged, "country")
    Investor.objects.filter(pk=kept.pk).update(country="Nhật Bản")
    undo(act, done)
    kept.refresh_from_db()
    assert kept.country == "Nhật Bản"


def test_a_merge_is_undone_once(act) -> None:
    done = merge(act, *both())
    undo(act, done)
    with pytest.raises(unmerging.UndoneAlready):
        undo(act, done)


def test_the_later_merge_is_undone_first(act) -> None:
    kept, merged = both()
    last = f.InvestorFactory()
    first = merge(act, kept, merged)
    second = merge(act, last, kept)
    with pytest.raises(unmerging.LaterMergeFirst):
        undo(act, first)
    undo(act, second)
    undo(act, first)
    merged.refresh_from_db()
    assert merged.merged_into is None


def test_groups_that_would_turn_in_a_circle_are_corrected_first(act) -> None:
    kept, merged = both()
    member = f.InvestorFactory(parent=merged)
    done = merge(act, kept, merged)
    Investor.objects.filter(pk=merged.pk).update(parent=member)
    with pytest.raises(unmerging.GroupsChanged):
        undo(act, done)


@pytest.mark.parametrize("changed", [0, 1])
def test_a_record_changed_meanwhile_is_looked_at_again(act, changed: int) -> None:
    pair = both()
    seen = sight(*pair)
    row = pair[changed]
    row.version += 1
    row.save()
    with pytest.raises(merging.ChangedMeanwhile):
        merging.merge(**act, pair=seen, facts=merging.Merging(reason="x"))


def test_a_merged_record_is_merged_no_further(act) -> None:
    kept, merged = both()
    merge(act, kept, merged)
    with pytest.raises(merging.MergedAlready):
        merge(act, merged, f.InvestorFactory())


@pytest.mark.parametrize("turned", [False, True])
def test_a_company_and_its_parent_are_two(act, turned: bool) -> None:
    kept, merged = both()
    between = f.InvestorFactory(parent=merged)
    Investor.objects.filter(pk=kept.pk).update(parent=between)
    pair = (merged, kept) if turned else (kept, merged)
    with pytest.raises(merging.OfOneGroup):
        merge(act, *pair)


def test_a_merge_says_why(act) -> None:
    with pytest.raises(merging.GiveAReason):
        merging.merge(**act, pair=sight(*both()), facts=merging.Merging(reason=" "))


def test_two_that_only_look_alike_are_kept_apart_for_a_reason(act) -> None:
    one, other = both()
    with pytest.raises(unmerging.SayWhyTwo):
        unmerging.keep_apart(**act, ids=(one.pk, other.pk), reason="")
    row = unmerging.keep_apart(**act, ids=(other.pk, one.pk), reason="Hai mã số thuế").row
    assert (row.one, row.other) == (one, other)


def test_a_merged_record_and_former_names_find_the_record_kept(act) -> None:
    kept, merged = both()
    f.NameFormer(investor=kept, name="Công ty Hữu Nghị")
    Investor.objects.filter(pk=merged.pk).update(tax_code="4900123456")
    merge(act, kept, merged)
    for facts in (
        InvestorFacts("Công ty Hữu Nghị"),
        InvestorFacts("cty hoà bình"),
        InvestorFacts("Cty Hòa Bình", "4900123456"),
    ):
        assert find_or_create(by=act["by"], facts=facts) == kept


def test_a_name_that_two_had_is_nobodys_choice(act) -> None:
    for row in both():
        f.NameFormer(investor=row, name="Công ty Hữu Nghị")
    new = find_or_create(by=act["by"], facts=InvestorFacts("Công ty Hữu Nghị"))
    assert new.name == "Công ty Hữu Nghị"
    assert Investor.objects.count() == 3
