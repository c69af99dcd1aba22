"""Diplomas outlive what is kept of their pupils, and whose classes are gone is noted."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("competition", "0016_taken_back"),
        ("leaderboard", "0023_counted_schools"),
        ("schools", "0010_letters"),
    ]

    operations = [
        migrations.AddField(
            model_name="issueddiploma",
            name="division",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="competition.division",
                verbose_name="division",
            ),
        ),
        migrations.AddField(
            model_name="issueddiploma",
            name="rule",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="competition.awardrule",
                verbose_name="award",
            ),
        ),
        migrations.CreateModel(
            name="DeletedClasses",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("deleted_at", models.DateTimeField(verbose_name="deleted")),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.country",
                        verbose_name="country",
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
                "verbose_name": "deleted classes",
                "verbose_name_plural": "deleted classes",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "country"), name="classes_deleted_once"
                    )
                ],
            },
        ),
    ]
