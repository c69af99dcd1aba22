from django.db import migrations


class Migration(migrations.Migration):
    """The model went to competition; its table stays as it is, under its name."""

    dependencies = [
        ("leaderboard", "0003_exports_without_a_state"),
        ("competition", "0006_alias_moves_here"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Alias")])
    ]
