from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0003_drafts"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="title",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
    ]
