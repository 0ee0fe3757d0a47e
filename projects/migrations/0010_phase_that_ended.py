"""A termination in part names the phase that ended with it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0009_deposits_by_their_outcomes"),
    ]

    operations = [
        migrations.AddField(
            model_name="termination",
            name="phase",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="termination",
            constraint=models.CheckConstraint(
                condition=models.Q(("phase__isnull", True), ("whole", False), _connector="OR"),
                name="termination_phase_is_of_a_part",
                violation_error_message="A phase is named only when a part of the project ends.",
            ),
        ),
    ]
