import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("projects", "0009_deposits_by_their_outcomes")]

    operations = [
        migrations.CreateModel(
            name="InvestorsApart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("recorded_by_id", models.BigIntegerField(editable=False, null=True)),
                ("reason", models.CharField(max_length=300)),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="apart_from_later",
                        to="projects.investor",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="apart_from_earlier",
                        to="projects.investor",
                    ),
                ),
            ],
            options={
                "verbose_name": "Investors that only look alike",
                "verbose_name_plural": "Investors that only look alike",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(one__lt=F("other")),
                        name="investors_apart_in_order",
                        violation_error_message="Name the record that was entered first first.",
                    ),
                    models.CheckConstraint(
                        condition=~Q(reason=""),
                        name="investors_apart_for_a_reason",
                        violation_error_message="Give the reason.",
                    ),
                    models.UniqueConstraint(
                        fields=["one", "other"],
                        name="investors_apart_once",
                        violation_error_message="It is already on record that these are two.",
                    ),
                ],
            },
        ),
    ]
