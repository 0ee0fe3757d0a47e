"""A step into a stage keeps what made it."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0011_quality_of_records")]

    operations = [
        migrations.AddField(
            model_name="stagemove",
            name="act",
            field=models.TextField(blank=True, default=""),
        ),
    ]
