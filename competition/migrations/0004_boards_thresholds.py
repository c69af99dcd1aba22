from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("competition", "0003_outage_give_and_credit")]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="publishing_threshold",
            field=models.PositiveSmallIntegerField(default=10, verbose_name="publishing threshold"),
        ),
        migrations.AddField(
            model_name="edition",
            name="means_boards",
            field=models.BooleanField(default=False, verbose_name="boards of mean scores"),
        ),
    ]
