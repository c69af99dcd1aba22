"""Which schools counted in an edition as it was sealed, with their pupils of that day."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("competition", "0016_taken_back"),
        ("leaderboard", "0022_given_points"),
        ("schools", "0010_letters"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountedSchool",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pupil_count",
                    models.PositiveIntegerField(null=True, verbose_name="number of pupils"),
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
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sealed_as",
                        to="schools.school",
                        verbose_name="school",
                    ),
                ),
            ],
            options={
                "verbose_name": "school at the seal",
                "verbose_name_plural": "schools at the seal",
                "indexes": [models.Index(fields=["edition", "school"], name="counted_school")],
            },
        ),
    ]
