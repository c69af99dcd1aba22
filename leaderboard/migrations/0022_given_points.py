from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leaderboard", "0021_figures_of_seals")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="given",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="its points go to everybody"
            ),
        )
        for name in ("questionruling", "sealchange")
    ]
