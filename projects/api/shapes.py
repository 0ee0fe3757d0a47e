"""How a project is told to programs: what its page shows to the same person."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from deadlines.api.shapes import FlagSerializer, ObligationSerializer
from desk.api_fields import Area, Day, Dong, Text
from projects.filters.registry import BUCKETS
from projects.gate_wording import NEED, STEP
from projects.models import (
    ExcludedPeriod,
    Extension,
    Instrument,
    Investor,
    LandTranche,
    Project,
    PublicProject,
    ScheduleItem,
    Suspension,
    Termination,
)
from projects.models.fields import Precision

STATUSES = list(BUCKETS.items())
STAGES = [(stage.value, words) for stage, words in STEP.items()]


class PartialDateSerializer(serializers.Serializer[Any]):
    """A day as exactly as it is known: the first day of a day, month, quarter or year."""

    date = serializers.DateField()
    precision = serializers.ChoiceField(choices=Precision.choices)

    def __init__(self, name: str = "", **options: Any) -> None:
        """`name` is that of the two columns before `_date` and `_precision`."""
        super().__init__(source="*", allow_null=True, **options)
        self._name = name

    def get_attribute(self, instance: Any) -> dict[str, Any] | None:
        """The two columns together; None without a day."""
        first = getattr(instance, f"{self._name}_date")
        if first is None:
            return None
        return {"date": first, "precision": getattr(instance, f"{self._name}_precision")}


class ProjectRowSerializer(serializers.Serializer[Any]):
    """A line of the list, as `projects.querysets.listing.rows` reads it."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    bucket = serializers.ChoiceField(choices=STATUSES)
    investor_name = serializers.CharField(allow_null=True)
    sector_name = serializers.CharField(allow_null=True)
    places = serializers.ListField(child=serializers.CharField())
    location_text = serializers.CharField(help_text=_("As its source words it; may be empty."))
    registered_capital_vnd = Dong()
    land_area_m2 = Area()


class InvestorSerializer(serializers.ModelSerializer[Investor]):
    class Meta:
        model = Investor
        fields = ["name", "kind", "country"]


class InstrumentSerializer(serializers.ModelSerializer[Instrument]):
    number = Text()
    issued = PartialDateSerializer("issued")
    issuer_name = Text()
    capital_vnd = Dong()
    land_area_m2 = Area()
    note = Text()

    class Meta:
        model = Instrument
        fields = [
            "id",
            "kind",
            "sequence",
            "number",
            "issued",
            "authority",
            "issuer_name",
            "capital_vnd",
            "land_area_m2",
            "operation_date",
            "note",
        ]


class MilestoneSerializer(serializers.ModelSerializer[ScheduleItem]):
    """`baseline` is the first approval's day and never changes; `planned` is the one in force."""

    planned = PartialDateSerializer("planned")
    baseline = PartialDateSerializer("baseline")
    actual = PartialDateSerializer("actual")
    achieved_undated = serializers.BooleanField(help_text=_("Reached, on a day nobody recorded."))
    amount_vnd = Dong()
    evidence = Text()
    instrument_id = serializers.IntegerField(allow_null=True)

    class Meta:
        model = ScheduleItem
        fields = [
            "id",
            "phase",
            "kind",
            "name",
            "planned",
            "baseline",
            "actual",
            "achieved_undated",
            "amount_vnd",
            "evidence",
            "instrument_id",
        ]


class ExtensionSerializer(serializers.ModelSerializer[Extension]):
    class Meta:
        model = Extension
        fields = ["decision_number", "decision_date", "from_date", "months"]


class TrancheSerializer(serializers.ModelSerializer[LandTranche]):
    agency = serializers.SerializerMethodField()
    decision_number = Text()
    decided_area_m2 = Area()
    handover = PartialDateSerializer("handover")
    handed_area_m2 = Area()
    minutes_number = Text()
    in_use_evidence = Text()
    extension = ExtensionSerializer(allow_null=True)

    def get_agency(self, tranche: LandTranche) -> str:
        """As the page names it."""
        named: str = self.context["in_charge"].name(tranche.agency)
        return named

    class Meta:
        model = LandTranche
        fields = [
            "id",
            "label",
            "phase",
            "agency",
            "decision_number",
            "decision_date",
            "decided_area_m2",
            "planned_handover_date",
            "handover",
            "handed_area_m2",
            "minutes_number",
            "in_use_date",
            "in_use_evidence",
            "extension",
        ]


class ExcludedPeriodSerializer(serializers.Serializer[Any]):
    """Days not counted: decided by a document, or derived from facts about the land.

    Days that were only asked for, or refused, stop no clock.
    """

    id = serializers.IntegerField(allow_null=True)
    derived = serializers.BooleanField()
    reason = serializers.ChoiceField(choices=ExcludedPeriod.Reason.choices)
    scope = serializers.ChoiceField(choices=ExcludedPeriod.Scope.choices, allow_null=True)
    tranche_id = serializers.IntegerField(allow_null=True)
    schedule_item_id = serializers.IntegerField(allow_null=True)
    start_date = serializers.DateField()
    end_date = Day(help_text=_("null: still running"))
    standing = serializers.ChoiceField(choices=ExcludedPeriod.Standing.choices)
    expected_end_date = Day()
    document_number = Text()


class SuspensionSerializer(serializers.ModelSerializer[Suspension]):
    class Meta:
        model = Suspension
        fields = [
            "id",
            "decided_by",
            "start_date",
            "ordered_until",
            "resumed_date",
            "document_number",
        ]


class TerminationSerializer(serializers.ModelSerializer[Termination]):
    class Meta:
        model = Termination
        fields = ["id", "whole", "ground", "number", "date", "authority"]


class PublicProjectSerializer(serializers.ModelSerializer[PublicProject]):
    """What only a project of public investment has."""

    owner = serializers.CharField(source="owner.name")
    budget_code = Text(help_text=_("Seven digits; null when it is not known."))
    total_investment_vnd = Dong()

    class Meta:
        model = PublicProject
        fields = ["owner", "budget_code", "group", "total_investment_vnd", "start_year", "end_year"]


class ProjectSerializer(serializers.ModelSerializer[Any]):
    """A project and its acts, obligations and flags; reads `projects.api.views.detail`."""

    bucket = serializers.ChoiceField(choices=STATUSES)
    stage = serializers.ChoiceField(choices=STAGES)
    next_stage = serializers.ChoiceField(
        choices=STAGES,
        allow_null=True,
        help_text=_("null where no further stage follows."),
    )
    missing = serializers.ListField(
        child=serializers.ChoiceField(choices=list(NEED.items())),
        allow_null=True,
        help_text=_("Facts its next stage needs; null for accounts that may not see flags."),
    )
    investor = InvestorSerializer(allow_null=True)
    public_investment = PublicProjectSerializer(
        allow_null=True, help_text=_("null for a project without budget capital.")
    )
    sector_name = Text(source="sector.name")
    agency = serializers.CharField()
    officer = Text(help_text=_("null also for accounts that may not see flags."))
    places = serializers.ListField(child=serializers.CharField())
    location_text = Text()
    registered_capital_vnd = Dong()
    capital_hedge = Text(help_text=_("A word of the source before the capital: hơn, khoảng…"))
    land_area_m2 = Area()
    state_note = Text()
    source_url = Text()
    source_date_text = Text()
    instruments = InstrumentSerializer(many=True)
    milestones = MilestoneSerializer(many=True)
    tranches = TrancheSerializer(many=True)
    excluded_periods = ExcludedPeriodSerializer(many=True)
    suspensions = SuspensionSerializer(many=True)
    terminations = TerminationSerializer(many=True)
    obligations = ObligationSerializer(many=True)
    flags = FlagSerializer(
        many=True, allow_null=True, help_text=_("null for accounts that may not see flags.")
    )

    class Meta:
        model = Project
        fields = [
            "id",
            "code",
            "name",
            "funding",
            "bucket",
            "stage",
            "next_stage",
            "missing",
            "state_as_of",
            "state_note",
            "investor",
            "public_investment",
            "sector_name",
            "agency",
            "officer",
            "places",
            "location_text",
            "zone",
            "registered_capital_vnd",
            "registered_capital_usd",
            "capital_hedge",
            "land_area_m2",
            "origin",
            "source_url",
            "source_date_text",
            "instruments",
            "milestones",
            "tranches",
            "excluded_periods",
            "suspensions",
            "terminations",
            "obligations",
            "flags",
        ]
