"""What target 4 asks of each project gets a row of its own, filled by the next act or night."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0010_investors_apart"),
        ("projects", "0010_phase_that_ended"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProjectQuality",
            fields=[
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="quality",
                        serialize=False,
                        to="projects.project",
                    ),
                ),
                ("updated_on", models.DateField()),
                ("asked", models.PositiveSmallIntegerField(default=0)),
                (
                    "missing",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("measured_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "Quality of a record",
                "verbose_name_plural": "Quality of a record",
                "indexes": [
                    models.Index(fields=["updated_on"], name="project_quality_by_update"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(missing__len__lte=models.F("asked")),
                        name="project_quality_misses_what_is_asked",
                        violation_error_message="No more facts can be missing than are asked for.",
                    ),
                ],
            },
        ),
    ]
