from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inspections", "0001_inspection"),
    ]

    operations = [
        migrations.AlterField(
            model_name="recommendationanswer",
            name="verified_by_id",
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="recommendation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("economic", "Recovery of money"),
                    ("admin", "Administrative"),
                    ("police", "Handing over to the investigating body"),
                    ("policy", "Change of policy"),
                ],
                max_length=8,
            ),
        ),
    ]
