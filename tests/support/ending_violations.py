"""What the database refuses of ends, of what follows them, of links, zones and contact persons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests import factories as f

_ODD = "?"


def _twins() -> None:
    first = f.LinkFactory()
    f.LinkFactory(project=first.project, other=first.other, kind=first.kind)


def _to_itself() -> None:
    project = f.ProjectFactory()
    f.LinkFactory(project=project, other=project)


ENDING: dict[str, Callable[[], Any]] = {
    "termination_kind_is_known": lambda: f.TerminationWhole(kind=_ODD),
    "termination_land_area_is_not_negative": lambda: f.TerminationPartial(land_area_m2=-1),
    "termination_phase_is_of_a_part": lambda: f.TerminationWhole(phase=2),
    "termination_minutes_are_whole": lambda: f.TerminationWhole(minutes_number="4/BB"),
    "termination_minutes_come_first": lambda: f.TerminationWhole(
        minutes_number="4/BB", minutes_date=date(2026, 8, 16)
    ),
    "termination_revocation_is_whole": lambda: f.TerminationWhole(
        revocation_date=date(2026, 8, 20)
    ),
    "closure_step_kind_is_known": lambda: f.StepOpen(kind=_ODD),
    "closure_step_done_has_a_document": lambda: f.StepOpen(done_date=date(2026, 8, 20)),
    "project_link_kind_is_known": lambda: f.LinkFactory(kind=_ODD),
    "project_link_is_to_another": _to_itself,
    "project_link_once": _twins,
    "contact_person_has_a_name": lambda: f.PersonSpeaking(name=""),
    "contact_person_can_be_reached": lambda: f.PersonSpeaking(phone="", email=""),
    "investment_zone_kind_is_known": lambda: f.ZoneFactory(kind=_ODD),
}
