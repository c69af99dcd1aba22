from django.db import migrations, models
from django.db.models import deletion


class Migration(migrations.Migration):
    dependencies = [("leaderboard", "0017_winners_looked")]

    operations = [
        migrations.AddField(
            model_name="winner",
            name="corrected_by",
            field=models.ForeignKey(
                null=True,
                on_delete=deletion.PROTECT,
                related_name="+",
                to="leaderboard.seal",
                verbose_name="corrected by",
            ),
        ),
        migrations.AddField(
            model_name="winner",
            name="place_before",
            field=models.PositiveIntegerField(
                null=True, verbose_name="place before the correction"
            ),
        ),
        migrations.AddField(
            model_name="winner",
            name="correction_read_at",
            field=models.DateTimeField(null=True, verbose_name="correction read"),
        ),
        migrations.AlterField(
            model_name="winnermail",
            name="kind",
            field=models.CharField(
                choices=[
                    ("told", "told"),
                    ("reminded", "reminded"),
                    ("moved", "moved up"),
                    ("corrected", "corrected"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
    ]
