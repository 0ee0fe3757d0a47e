"""Sending a workbook of capital: what it is, and the document or month it belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from disbursement.actions.ledger_rows import DecisionFacts, Kind
from disbursement.forms.ledger_rows import PlanField
from disbursement.forms.payments import Misread, value_of
from disbursement.models import Bucket, PlanDecision, PlanEntry
from disbursement.workbook_matching import Match
from disbursement.workbook_opening import MOST_BYTES
from disbursement.workbook_plan import PlanKey
from projects.forms.fields import DayField, NumberedText
from projects.forms.imports import ENDINGS, PlainForm

_KINDS = (Kind.ALLOCATE, Kind.CARRY_OVER, Kind.ADVANCE)
_BUCKETS = {Kind.CARRY_OVER: Bucket.CARRIED_OVER, Kind.ADVANCE: Bucket.ADVANCED}


class SheetForm(PlainForm):
    """A file whose name and size may be a workbook's."""

    file = forms.FileField(
        label=_("Workbook (.xlsx, .xls, .csv)"),
        max_length=200,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        help_text=_("At most 10 MB and 3,000 rows. Without a password."),
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse what is no spreadsheet by its name, or too large, before it is opened."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if not str(file.name).lower().endswith(ENDINGS):
            raise forms.ValidationError(
                _("This is no spreadsheet. Choose a file that ends in .xlsx, .xls or .csv.")
            )
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 10 MB. Copy its rows into a new workbook.")
            )
        return file


class PaymentsSheetForm(SheetForm):
    """The payments of an owner in a month."""

    owner = forms.TypedChoiceField(label=_("Project owner"), coerce=int)
    month = forms.ChoiceField(label=_("Month"))
    field_order = ("owner", "month", "file")

    def __init__(
        self,
        *args: Any,
        owners: Sequence[tuple[int, str]],
        months: Sequence[date],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        own: Any = self.fields["owner"]
        own.choices = owners
        month: Any = self.fields["month"]
        month.choices = [(f"{m:%Y-%m}", f"{m.month}/{m.year}") for m in months]


class PlanSheetForm(SheetForm):
    """A decision that gives capital to projects, as its annex lists them."""

    kind = forms.ChoiceField(label=_("The decision"), choices=[(k, k.label) for k in _KINDS])
    issuer = forms.ChoiceField(label=_("Issued by"), choices=PlanDecision.Issuer)
    number = NumberedText(label=_("Number of the decision"))
    issued_date = DayField(label=_("Day of the decision"))
    title = forms.CharField(required=False, max_length=300, label=_("About"))
    plan = PlanField(label=_("Plan of"))
    case = forms.ChoiceField(
        label=_("Case of carrying over"),
        required=False,
        help_text=_("For rows that do not say it themselves; other capital needs none."),
    )
    field_order = ("kind", "issuer", "number", "issued_date", "title", "plan", "case", "file")

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = 2021 + (year - 2021) // 5 * 5
        plan: Any = self.fields["plan"]
        plan.choices = [
            (gettext("Annual"), [(str(y), str(y)) for y in range(year - 2, year + 3)]),
            (gettext("Medium-term"), [(f"{y}-{y + 4}",) * 2 for y in (first, first + 5)]),
        ]
        self.initial.setdefault("plan", str(year))
        self.initial.setdefault("issuer", PlanDecision.Issuer.COMMITTEE)
        case: Any = self.fields["case"]
        case.choices = [("", "—"), *[(c, c.label) for c in PlanEntry.CarryCase if c]]

    def target(self) -> dict[str, Any]:
        """The document and plan, as `CapitalSheet.target` keeps them."""
        said = self.cleaned_data
        horizon, first = said["plan"]
        names = ("kind", "issuer", "number", "title", "case")
        return {name: said[name] for name in names} | {
            "issued_date": said["issued_date"].isoformat(),
            "horizon": str(horizon),
            "first_year": first,
        }


def facts_of(target: Mapping[str, Any]) -> DecisionFacts:
    """The document of a workbook."""
    names = ("kind", "issuer", "number", "title")
    day = date.fromisoformat(target["issued_date"])
    return DecisionFacts(issued_date=day, **{name: target[name] for name in names})


def key_of(target: Mapping[str, Any]) -> PlanKey:
    """The plan and kind of capital of a workbook."""
    bucket = _BUCKETS.get(target["kind"], Bucket.YEAR)
    return PlanKey(target["horizon"], target["first_year"], str(bucket), target["case"])


def read_answers(
    post: Mapping[str, str], rows: Sequence[Match]
) -> tuple[dict[int, dict[str, Any]], dict[str, str]]:
    """What is answered by row, and by box what cannot be read."""
    answers: dict[int, dict[str, Any]] = {}
    errors: dict[str, str] = {}
    for row in rows:
        if f"r{row.index}" not in post:
            continue
        said = {
            name: post.get(f"r{row.index}-{name}", str(row.answer.get(name) or "")).strip()[:60]
            for name in ("code", "source", "line")
        }
        values = dict(row.answer.get("values") or {})
        for key in {*row.item.values, *row.item.unread}:
            box = f"r{row.index}-{key}"
            try:
                value = value_of(key, post.get(box, ""))
            except Misread as error:
                errors[box] = str(error)
                continue
            if isinstance(value, int):
                values[key] = value
        answers[row.index] = said | {"out": f"r{row.index}-out" in post, "values": values}
    return answers, errors
