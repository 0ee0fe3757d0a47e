"""How obligations and flags are told to programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.in_charge import InCharge
from deadlines import wording
from deadlines.filters import SEVERITIES
from deadlines.models import Flag, Obligation, ObligationChange, RuleVersion
from deadlines.registry import describe
from desk.api_fields import Choice, Day, Text

AGENCY, INVESTOR = "agency", "investor"
BEARERS = [(AGENCY, _("An agency")), (INVESTOR, _("The investor"))]
KINDS = list(wording.SHORT.items())
LEVELS = list(wording.LEVEL.items())
RANKS = [(int(rank), words) for rank, words in SEVERITIES]


class AboutSerializer(serializers.Serializer[Any]):
    """What a deadline is about; rows carry it as `about`, a `deadlines.registry.Subject` or None."""

    subject_kind = serializers.CharField(help_text=_("project, tranche, schedule_item, …"))
    subject_id = serializers.IntegerField()
    subject = Text(source="about.words")
    project_code = Text(source="about.project_code")
    project_name = Text(source="about.project_name")


class ObligationSerializer(AboutSerializer):
    """Who owes what by which day."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=KINDS)
    clock = serializers.ChoiceField(choices=Obligation.Clock.choices)
    level = serializers.ChoiceField(choices=LEVELS)
    overdue = serializers.BooleanField()
    due_date = Day(help_text=_("The last day on time, after the days not counted."))
    first_due_date = Day(help_text=_("The first day this deadline ever had."))
    met_date = Day()
    stopped_on = Day()
    days_left = serializers.IntegerField(
        allow_null=True, help_text=_("Days left when the clock was stopped.")
    )
    excluded_days = serializers.IntegerField()
    missing = Choice(
        list(wording.MISSING.items()),
        help_text=_("The fact without which the day cannot be computed; unknown is not on time."),
    )
    void_reason = Choice(list(wording.VOID.items()))
    advisory = serializers.BooleanField(
        help_text=_("The agency has yet to confirm the legal basis; issue no document on it.")
    )
    article = Text(source="rule_version.article")
    bearer = serializers.ChoiceField(choices=BEARERS)
    bearer_agency = Text(source="agency")


class StepSerializer(serializers.Serializer[Any]):
    """One step of the arithmetic; which parameters it has depends on its kind."""

    kind = serializers.CharField()
    params = serializers.DictField()


class ObligationDetailSerializer(ObligationSerializer):
    """One obligation with the arithmetic of its day."""

    steps = StepSerializer(many=True)


def obligation_rows(duties: Iterable[Obligation]) -> list[dict[str, Any]]:
    """What the serializers above read; the rule version and the agency must be loaded."""
    found = list(duties)
    in_charge = InCharge.of(duty.bearer_agency for duty in found)
    subjects = describe((duty.subject_kind, duty.subject_id) for duty in found)
    return [
        vars(duty)
        | {
            "about": subjects.get((duty.subject_kind, duty.subject_id)),
            "overdue": wording.is_overdue(duty.clock, duty.level),
            "rule_version": duty.rule_version,
            "bearer": AGENCY if duty.bearer_agency_id else INVESTOR,
            "agency": in_charge.name(duty.bearer_agency) if duty.bearer_agency else "",
        }
        for duty in found
    ]


class FlagSerializer(AboutSerializer):
    """A suspicion for an officer, never a sanction."""

    id = serializers.IntegerField(source="pk")
    obligation_id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=KINDS)
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=Flag.State.choices)
    severity = serializers.ChoiceField(choices=RANKS, source="rank")
    due_date = serializers.DateField()
    opened_on = serializers.DateField()
    closed_on = Day()
    advisory = serializers.BooleanField()
    article = Text()


class FlagEventSerializer(serializers.Serializer[Any]):
    """One line of a flag's story."""

    on = serializers.DateField()
    recorded_at = serializers.DateTimeField()
    by = Text(source="by_name", help_text=_("null: the portal"))
    old_state = Choice(Flag.State.choices)
    new_state = serializers.ChoiceField(choices=Flag.State.choices)
    note = Text()


class ChangeSerializer(serializers.ModelSerializer[ObligationChange]):
    """A due day that moved."""

    old_clock = serializers.ChoiceField(choices=Obligation.Clock.choices)
    new_clock = serializers.ChoiceField(choices=Obligation.Clock.choices)

    class Meta:
        model = ObligationChange
        fields = ["on", "recorded_at", "old_due_date", "new_due_date", "old_clock", "new_clock"]


class RuleSerializer(serializers.ModelSerializer[RuleVersion]):
    """The law as the flag rests on it."""

    class Meta:
        model = RuleVersion
        fields = ["kind", "number", "title", "summary", "article", "next_step", "consequence"]


class FlagDetailSerializer(FlagSerializer):
    """One flag, why it stands, and what happened to it."""

    reason = Text()
    document_number = Text()
    decided_at = serializers.DateTimeField(allow_null=True)
    rule = RuleSerializer(allow_null=True)
    obligation = ObligationDetailSerializer()
    events = FlagEventSerializer(many=True)
    changes = ChangeSerializer(many=True)


def flag_detail(flag: Flag, row: Mapping[str, Any]) -> dict[str, Any]:
    """What `FlagDetailSerializer` reads: the row of the list, and the story."""
    return dict(row) | {
        "reason": flag.reason,
        "document_number": flag.document_number,
        "decided_at": flag.decided_at,
        "rule": flag.obligation.rule_version,
        "obligation": obligation_rows([flag.obligation])[0],
        "events": flag.events.all(),
        "changes": flag.obligation.changes.all(),
    }
