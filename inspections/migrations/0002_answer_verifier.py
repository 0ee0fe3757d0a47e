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
    ]
