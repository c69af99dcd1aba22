from django.db import migrations


class Migration(migrations.Migration):
    """Apart from the one before: PostgreSQL alters no table whose rows were just written."""

    dependencies = [("leaderboard", "0002_exports_as_jobs")]

    operations = [
        migrations.RemoveField(model_name="export", name="beat_at"),
        migrations.RemoveField(model_name="export", name="rows"),
        migrations.RemoveField(model_name="export", name="rows_expected"),
        migrations.RemoveField(model_name="export", name="state"),
        migrations.RemoveField(model_name="export", name="tries"),
    ]
