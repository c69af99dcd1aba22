"""Diplomas outlive what is kept of their pupils, and whose classes are gone is noted."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone


def note_earlier_years(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Whose pupils stand in a sealed list and have no class left: it was deleted before."""
    entries = apps.get_model("competition", "Entry").objects
    seals = apps.get_model("leaderboard", "Seal").objects
    noted = apps.get_model("leaderboard", "DeletedClasses").objects
    confirmed = seals.filter(confirmed_at__isnull=False, edition__state="archived")
    known = set(apps.get_model("schools", "Country").objects.values_list("pk", flat=True))
    for edition, boards in confirmed.values_list("edition", "boards"):
        for code in {one["country"] for one in boards if one["rows"]} & known:
            theirs = entries.filter(edition=edition, school_class__school__country=code)
            if not theirs.exists():
                row = {"edition_id": edition, "country_id": code}
                noted.get_or_create(**row, defaults={"deleted_at": timezone.now()})


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
        migrations.RunPython(note_earlier_years, migrations.RunPython.noop),
    ]
