"""Published figures say of which seal they are; those there are, of the one that held then."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name_seals(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """The last one that was there when they were counted."""
    seals = apps.get_model("leaderboard", "Seal").objects
    for snapshot in apps.get_model("leaderboard", "InsightSnapshot").objects.all():
        before = seals.filter(edition=snapshot.edition_id, confirmed_at__lte=snapshot.made_at)
        snapshot.seal_id = before.order_by("pk").values_list("pk", flat=True).last()
        snapshot.save(update_fields=["seal"])


class Migration(migrations.Migration):
    dependencies = [("leaderboard", "0020_draw_substitute")]

    operations = [
        migrations.AddField(
            model_name="insightsnapshot",
            name="seal",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="leaderboard.seal",
                verbose_name="seal",
            ),
        ),
        migrations.RunPython(name_seals, migrations.RunPython.noop),
    ]
