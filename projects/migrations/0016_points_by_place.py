"""The points within a frame of the map are found by an index."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0015_published_parts")]

    operations = [
        migrations.AddIndex(
            model_name="sitepoint",
            index=models.Index(fields=["longitude", "latitude"], name="site_point_by_place"),
        ),
    ]
