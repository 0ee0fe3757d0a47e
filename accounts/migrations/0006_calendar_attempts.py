from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_share_may_be_unknown"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="attempt",
            name="attempt_what_is_known",
        ),
        migrations.AlterField(
            model_name="attempt",
            name="what",
            field=models.CharField(
                choices=[
                    ("look_up", "Look-up without account"),
                    ("activate", "Activation of an account"),
                    ("calendar", "Calendar address"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("what__in", ["look_up", "activate", "calendar"])),
                name="attempt_what_is_known",
                violation_error_message="Choose one of the listed values.",
            ),
        ),
    ]
