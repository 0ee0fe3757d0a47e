from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deadlines", "0011_questions_counted_by_their_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="sweeprun",
            name="sums_drift",
            field=models.PositiveIntegerField(null=True),
        ),
    ]
