import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The model comes from leaderboard; its table stays as it is, under its name."""

    dependencies = [
        ("competition", "0005_codes_of_responses_checked"),
        ("leaderboard", "0003_exports_without_a_state"),
        ("schools", "0002_jobs"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Alias",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("adjective", models.CharField(max_length=20)),
                        ("animal", models.CharField(max_length=20)),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "card",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="aliases",
                                to="schools.card",
                                verbose_name="card",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="competition.edition",
                                verbose_name="edition",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "alias",
                        "verbose_name_plural": "aliases",
                        "db_table": "leaderboard_alias",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "card"), name="alias_once_per_card"
                            ),
                            models.UniqueConstraint(
                                fields=("edition", "adjective", "animal", "number"),
                                name="alias_once_in_edition",
                            ),
                        ],
                    },
                )
            ]
        )
    ]
