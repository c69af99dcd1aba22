from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leaderboard", "0015_diplomas")]

    operations = [
        migrations.AddField(
            model_name="seal",
            name="noted",
            field=models.JSONField(editable=False, null=True),
        ),
        migrations.RemoveConstraint(model_name="sealchange", name="attempt_changed_once"),
        migrations.AddConstraint(
            model_name="sealchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(seal__isnull=True, withdrawn_at__isnull=True),
                fields=("attempt",),
                name="attempt_changed_once",
            ),
        ),
    ]
