from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deadlines", "0005_deadlines_by_law"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="obligation",
            index=models.Index(
                condition=models.Q(("clock", "stopped")),
                fields=["project_id"],
                name="obligation_stopped",
            ),
        ),
        migrations.AddConstraint(
            model_name="escalationstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "specialist",
                            "department_leader",
                            "committee_leader",
                            "sector_agency",
                            "commune_officer",
                            "owner",
                            "inspector",
                            "supervisor",
                            "investor",
                            "administrator",
                        ],
                    )
                ),
                name="escalation_step_role_is_known",
                violation_error_message="Choose one of the listed values.",
            ),
        ),
        migrations.AddConstraint(
            model_name="escalationstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("after_days__gte", 1), ("answer_days__gte", 1)),
                name="escalation_step_gives_days",
                violation_error_message="Give at least one day.",
            ),
        ),
    ]
