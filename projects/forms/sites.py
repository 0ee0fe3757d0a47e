"""An area by its table of boundary points."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.sites import AreaFacts
from projects.forms.base import Section, Subject
from projects.forms.geo import DEGREES, IN_DEGREES, IN_METRES, meridian_of
from projects.forms.positions import SURE, PlacedForm
from projects.maps.doubts import overlaps
from projects.models import LandTranche, SiteArea
from vn.areas import ha_text
from vn.boundary import MERIDIANS, MOST_POINTS, BadTable, Boundary, read

MOST_LETTERS = 200_000
REASONS: dict[str, Promise] = {
    "not_a_point": _(
        "Line %(line)s, “%(raw)s”, is not a point. Write its number, X and Y, apart by a space."
    ),
    "outside": _(
        "Line %(line)s, “%(raw)s”, lies outside Vietnam. Check X, Y and the central meridian."
    ),
    "swapped": _("Line %(line)s, “%(raw)s”: the two numbers seem to have changed places."),
    "repeated": _("Line %(line)s repeats the point of line %(other)s. Take one of them out."),
    "too_few": _("A boundary has at least three points. Paste the whole table."),
    "too_many": _("A boundary holds at most %(most)s points. Split the area into parts."),
    "crosses": _(
        "The side that begins on line %(line)s meets the side that begins on line %(other)s. Check "
        "the order of the points."
    ),
}


class AreaForm(PlacedForm):
    """A name, the notation, and the table of points."""

    corrects = ("pk",)
    sections = (
        Section(
            "",
            ("label", "tranche", "meridian", "points_text", SURE, "source"),
            wide=("points_text", SURE, "source"),
        ),
    )

    label = forms.CharField(max_length=100, label=_("Name of the area"))
    tranche = forms.ModelChoiceField(
        LandTranche.objects.none(), required=False, empty_label="—", label=_("Land tranche")
    )
    meridian = forms.ChoiceField(
        label=_("Boundary coordinates"),
        choices=[*IN_METRES, IN_DEGREES],
    )
    points_text = forms.CharField(
        max_length=MOST_LETTERS,
        label=_("Table of boundary points"),
        widget=forms.Textarea(
            attrs={"rows": 12, "class": "mono", "spellcheck": "false", "data-points": ""}
        ),
        help_text=_(
            "Copy it from the decision, one point a line: number, X (north), Y (east). For example: "
            "1 2415000.00 452000.00. In degrees: number, longitude, latitude."
        ),
    )
    source = forms.CharField(
        required=False, max_length=200, help_text=_("Decision or map the table is from.")
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record; a new area in the meridian last used."""
        row = subject.row
        if not isinstance(row, SiteArea):
            last = SiteArea.objects.order_by("-pk").values_list("meridian", flat=True).first()
            return {"meridian": _key(last) if last else None}
        names = ("label", "tranche", "points_text", "source")
        kept = {name: getattr(row, name) for name in names}
        return kept | {"meridian": _key(row.meridian)}

    def prepare(self) -> None:
        """Offer the tranches of the project."""
        field, project = self.fields["tranche"], self.subject.project
        if isinstance(field, forms.ModelChoiceField) and project is not None:
            field.queryset = project.tranches.all()

    def clean(self) -> dict[str, Any]:
        """Read the table; a bad one is told with its line."""
        found = super().clean() or self.cleaned_data
        if "points_text" in found and "meridian" in found:
            try:
                boundary = read(found["points_text"], meridian_of(found["meridian"]))
            except BadTable as bad:
                self.add_error("points_text", why_not(bad))
            else:
                self._tell(boundary)
        return found

    def _tell(self, boundary: Boundary) -> None:
        """How large the area is, what it shares, and whether it lies where it can."""
        self.shape = boundary.ring
        said = gettext("%(ha)s ha within %(n)s points.")
        n = len(boundary.ring)
        self.told.append(said % {"ha": ha_text(boundary.area_m2), "n": n})
        project, row = self.subject.project, self.subject.row
        if project is not None:
            besides = row.pk if row is not None else None
            self.told += overlaps(project, boundary.ring, self.subject.user, besides=besides)
        west, south, east, north = boundary.bounds
        self.ask_if_misplaced((west + east) / 2, (south + north) / 2, "points_text")

    def facts(self) -> AreaFacts:
        """The input of `sites.add` and `change`; call it on a valid form."""
        names = ("label", "tranche", "points_text", "source")
        typed = {name: self.cleaned_data[name] for name in names}
        return AreaFacts(**typed, meridian=meridian_of(self.cleaned_data["meridian"]))


def why_not(bad: BadTable) -> str:
    """Why a table is no boundary, with its line."""
    words = {"line": bad.line, "other": bad.other, "raw": bad.raw, "most": MOST_POINTS}
    return str(REASONS[bad.code]) % words


def _key(meridian: Decimal | None) -> str:
    """The choice of a meridian: 106.250 is stored, 106.25 offered."""
    if meridian is None:
        return DEGREES
    return next((f"{each:f}" for each in MERIDIANS if each == meridian), f"{meridian:f}")
