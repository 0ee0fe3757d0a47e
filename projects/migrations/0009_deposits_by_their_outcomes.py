"""What was said of a deposit's release in two columns becomes an outcome of the whole amount."""

from django.db import migrations, models


def move_releases(apps, schema_editor):
    """One outcome for each released deposit, known since the registry learnt of the release."""
    Deposit = apps.get_model("projects", "Deposit")
    DepositOutcome = apps.get_model("projects", "DepositOutcome")
    AuditEvent = apps.get_model("accounts", "AuditEvent")
    for deposit in Deposit.objects.exclude(released_date=None).iterator():
        told = AuditEvent.objects.filter(
            subject_kind="deposit", subject_id=deposit.pk, new__has_key="released_date"
        )
        last = told.order_by("pk").last()
        outcome = DepositOutcome.objects.create(
            deposit=deposit,
            kind="released",
            amount_vnd=deposit.amount_vnd,
            date=deposit.released_date,
            document_number=deposit.release_document or "chưa ghi số văn bản",
            recorded_by_id=last.by_id if last else deposit.recorded_by_id,
        )
        # The column fills itself when a row is created.
        known_since = last.at if last else deposit.recorded_at
        DepositOutcome.objects.filter(pk=outcome.pk).update(recorded_at=known_since)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_calendar_attempts"),
        ("projects", "0008_the_dossier"),
    ]

    operations = [
        migrations.AlterField(
            model_name="depositoutcome",
            name="date",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RunPython(move_releases, migrations.RunPython.noop, elidable=True),
        migrations.RemoveConstraint(
            model_name="deposit", name="deposit_released_after_it_was_paid"
        ),
        migrations.RemoveField(model_name="deposit", name="released_date"),
        migrations.RemoveField(model_name="deposit", name="release_document"),
    ]
