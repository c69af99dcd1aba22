import django.db.models.deletion
from django.db import migrations, models


def have_them_made(apps, schema_editor):
    """What was under way becomes a job; what had failed is a spreadsheet without a file."""
    alias = schema_editor.connection.alias
    exports = apps.get_model("leaderboard", "Export").objects.using(alias)
    jobs = apps.get_model("schools", "Job").objects.using(alias)
    exports.filter(state="failed").update(finished_at=None)
    for export in exports.filter(state__in=["waiting", "running"]):
        export.job = jobs.create(
            task="leaderboard.exports.tasks.make_spreadsheet",
            queue="long",
            subject=f"{export.user_id}/{export.edition_id}/{export.part}",
            arguments={"args": [], "kwargs": {}},
            asked_by_id=export.user_id,
            language=export.language,
            asked_at=export.asked_at,
        )
        export.save(update_fields=["job"])


class Migration(migrations.Migration):
    dependencies = [
        ("leaderboard", "0001_initial"),
        ("schools", "0002_jobs"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="export", name="export_made_once_at_a_time"),
        migrations.AddField(
            model_name="export",
            name="job",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="schools.job",
            ),
        ),
        migrations.RunPython(have_them_made, migrations.RunPython.noop),
    ]
