"""A point of a project; what forms of points and areas ask when a place is in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.site_points import PointFacts
from projects.forms.base import ActForm, Section, Subject
from projects.forms.geo import IN_METRES, meridian_of
from projects.maps.doubts import doubt
from projects.maps.ground import project_ground
from projects.models import SitePoint
from vn.boundary import MERIDIANS, BadTable
from vn.position import MOST_LETTERS, read_position

SURE = "is_sure"
_WHY: dict[str, Promise] = {
    "not_a_point": _(
        "This is not read as a point. Write latitude and longitude (21.85, 106.76), or X and Y of "
        "VN-2000 (X=2416543.12 Y=428765.34)."
    ),
    "outside": _("This point lies outside Vietnam. Check the numbers."),
    "swapped": _("X and Y seem to have changed places: in Vietnam X is the north, 7 digits."),
    "meridian": _("X and Y need the central meridian of VN-2000. Choose it."),
}


class PlacedForm(ActForm):
    """A form that asks once more where a place looks wrong: a meridian, two numbers exchanged.

    `told` says how what was typed was read; `shape` is what to draw of it, corners in degrees.
    """

    shape: Sequence[Sequence[float]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.told: list[str] = []
        super().__init__(*args, **kwargs)

    @property
    def drawn(self) -> str:
        """What was typed as it lies, among the other areas and points of the project."""
        project = self.subject.project
        return project_ground(project, self.shape) if project and self.shape else ""

    def ask_if_misplaced(self, longitude: float, latitude: float, name: str) -> None:
        """Add the question, and the box that answers it, unless nothing speaks against the place."""
        project = self.subject.project
        why = doubt(project, longitude, latitude) if project is not None else ""
        if not why:
            return
        self.fields[SURE] = forms.BooleanField(
            required=False, label=_("The place is right; save it as it stands")
        )
        if not self.data.get(SURE):
            ask = gettext("Check the numbers and the central meridian, or say that it is right.")
            self.add_error(name, f"{why} {ask}")


class PointForm(PlacedForm):
    """A name, and the point however it is written."""

    corrects = ("pk",)
    sections = (
        Section("", ("label", "point_text", "meridian", SURE, "source"), wide=("point_text", SURE)),
    )

    label = forms.CharField(
        max_length=100,
        label=_("Name of the point"),
        help_text=_("For example: gate, plant, middle of the land."),
    )
    point_text = forms.CharField(
        max_length=MOST_LETTERS,
        label=_("Coordinates of the point"),
        widget=forms.TextInput(attrs={"class": "mono", "autocomplete": "off", "data-point": ""}),
        help_text=_(
            "In any usual spelling: 21.85, 106.76 · 21°51'12\"N 106°45'40\"E · X=2416543.12 "
            "Y=428765.34"
        ),
    )
    meridian = forms.ChoiceField(
        required=False,
        label=_("Central meridian"),
        choices=[("", _("Not needed for longitude and latitude")), *IN_METRES],
        help_text=_("For X and Y of VN-2000 only."),
    )
    source = forms.CharField(
        required=False, max_length=200, help_text=_("Document, map or visit it is from.")
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        if not isinstance(row, SitePoint):
            return {}
        kept = {name: getattr(row, name) for name in ("label", "point_text", "source")}
        return kept | {"meridian": next((f"{m:f}" for m in MERIDIANS if m == row.meridian), "")}

    def clean(self) -> dict[str, Any]:
        """Read the point; a place in doubt is asked about."""
        found = super().clean() or self.cleaned_data
        if "point_text" not in found or "meridian" not in found:
            return found
        try:
            place = read_position(found["point_text"], meridian_of(found["meridian"]))
        except BadTable as bad:
            self.add_error(
                "meridian" if bad.code == "meridian" else "point_text", why_no_point(bad)
            )
            return found
        said = gettext("Read as latitude %(y)s, longitude %(x)s (WGS 84).")
        self.told.append(said % {"y": f"{place.latitude:.6f}", "x": f"{place.longitude:.6f}"})
        self.shape = [(place.longitude, place.latitude)]
        self.ask_if_misplaced(place.longitude, place.latitude, "point_text")
        return found

    def facts(self) -> PointFacts:
        """The input of `site_points.add` and `change`; call it on a valid form."""
        typed = {name: self.cleaned_data[name] for name in ("label", "point_text", "source")}
        return PointFacts(**typed, meridian=meridian_of(self.cleaned_data["meridian"]))


def why_no_point(bad: BadTable) -> str:
    """Why a text is no point, and how to write one."""
    return str(_WHY[bad.code])
