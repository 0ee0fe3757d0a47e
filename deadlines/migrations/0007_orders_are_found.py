from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deadlines", "0006_work_by_day"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="obligation",
            index=models.Index(
                condition=models.Q(("subject_kind", "order")),
                fields=["subject_id"],
                name="obligation_of_an_order",
            ),
        ),
    ]
