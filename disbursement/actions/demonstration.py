"""Load the invented public investment beside the invented province: all of it or nothing, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.demo import communes
from accounts.models import Agency, User
from disbursement.actions import clocks, demonstration_months, demonstration_plans
from disbursement.demo.build import build, calendar_of
from disbursement.demo.seeds import SECTORS
from disbursement.demo.shapes import ProjectCapital
from disbursement.models import CapitalPlan, Contract
from projects.actions import projects as registry
from projects.actions import public_decisions, public_projects
from projects.actions.demonstration_public import Told, write_public
from projects.models import InvestmentDecision, Project, PublicProject, Sector
from vn.text import sort_key

_DEPARTMENT, _COMMITTEE = "stc", "Ủy ban nhân dân tỉnh"
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Built:
    """An invented project in the registry beside what it is made of."""

    project: Project
    owner: Agency
    capital: ProjectCapital


@transaction.atomic
def load(*, prefix: str, by: User | None, on: date, at: datetime) -> int:
    """Write public projects, plans, payments and closings as of a day; returns how many projects.

    0 when they are already there, or where there is no demonstration province to stand in.
    """
    demonstration = Project.objects.filter(origin=Project.Origin.DEMONSTRATION)
    if not demonstration.exists() or demonstration.filter(funding="public").exists():
        return 0
    built = _projects(prefix, by=by, on=on, at=at)
    calendar = calendar_of(on)
    lines = demonstration_plans.write(built, year=calendar.year, on=on)
    demonstration_months.write(built, lines, calendar=calendar, by=by, at=at)
    plans = CapitalPlan.objects.values_list("pk", flat=True)
    ids = [each.project.pk for each in built]
    clocks.renew_plan(plans, ids, on=on, at=at, cause="demonstration")
    return len(built)


def _projects(prefix: str, *, by: User | None, on: date, at: datetime) -> list[Built]:
    """Each project as an officer would have entered it, with its decisions and its contract."""
    for code, name in SECTORS:
        Sector.objects.get_or_create(code=code, defaults={"name": name, "sort_key": sort_key(name)})
    sectors = {row.code: row for row in Sector.objects.all()}
    agencies = {row.code: row for row in Agency.objects.all()}
    places = communes()
    capitals = build(on, places)
    told: list[Told] = []
    for capital in capitals:
        seed = capital.seed
        unit = agencies[places[seed.place][1]].unit
        facts = public_projects.PublicFacts(
            name=seed.name,
            agency=agencies[_DEPARTMENT],
            owner=agencies[seed.owner],
            budget_code=capital.budget_code,
            group=seed.group,
            start_year=capital.start_year,
            end_year=capital.end_year,
            opening_allocated_vnd=capital.opening_vnd,
            opening_disbursed_vnd=capital.opening_vnd,
            sector=sectors[seed.sector],
            units=(unit,) if unit else (),
            location_text=places[seed.place][2],
            source=registry.Source(origin=Project.Origin.DEMONSTRATION),
        )
        told.append((facts, _decisions(capital)))
    rows = write_public(told=told, prefix=prefix, by=by, at=at)
    found = [
        Built(row, agencies[capital.seed.owner], capital)
        for row, capital in zip(rows, capitals, strict=True)
    ]
    _tell_of_sites(found, on)
    Contract.objects.bulk_create(
        _contract(each) for each in found if each.capital.seed.pace != "new"
    )
    return found


def _decisions(capital: ProjectCapital) -> list[public_decisions.DecisionFacts]:
    return [
        public_decisions.DecisionFacts(
            kind=kind,
            number=f"{capital.budget_code[-3:]}-MH/QĐ-UBND",
            issued_date=date(capital.start_year - 1, month, 15),
            issuer_name=_COMMITTEE,
            total_investment_vnd=capital.total_vnd,
        )
        for kind, month in (
            (InvestmentDecision.Kind.POLICY, 4),
            (InvestmentDecision.Kind.INVEST, 10),
        )
    ]


def _tell_of_sites(built: Sequence[Built], on: date) -> None:
    """How far each site is handed over, and which works are done."""
    seeds = {each.project.pk: each for each in built}
    rows = list(PublicProject.objects.filter(project_id__in=seeds))
    for row in rows:
        capital = seeds[row.project_id].capital
        row.land_ready = capital.seed.land
        row.land_ready_date = on - timedelta(days=40)
        row.handed_over_date = capital.handed_over
    PublicProject.objects.bulk_update(rows, ["land_ready", "land_ready_date", "handed_over_date"])


def _contract(built: Built) -> Contract:
    """The main contract; that of a stuck site has let the guarantee of its advance run out."""
    signed = date(built.capital.start_year, 2, 10)
    stuck = built.capital.seed.pace == "quarry"
    return Contract(
        project=built.project,
        number=f"{built.capital.budget_code[-4:]}/HĐ-XD",
        signed_date=signed,
        contractor="Nhà thầu minh họa",
        value_vnd=built.capital.contract_vnd,
        ends_date=date(built.capital.end_year, 12, 31),
        guarantee_until_date=signed + (_YEAR if stuck else 4 * _YEAR),
        recover_by_date=date(built.capital.end_year, 11, 30),
    )
