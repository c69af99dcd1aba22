from django.db import migrations, models
from django.db.models import deletion


class Migration(migrations.Migration):
    dependencies = [("leaderboard", "0018_corrected_winners")]

    operations = [
        migrations.AddField(
            model_name="issueddiploma",
            name="taken_back_by",
            field=models.ForeignKey(
                null=True,
                on_delete=deletion.PROTECT,
                related_name="+",
                to="leaderboard.seal",
                verbose_name="taken back by",
            ),
        ),
    ]
