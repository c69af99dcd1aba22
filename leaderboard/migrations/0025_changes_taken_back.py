from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leaderboard", "0024_diplomas_outlive")]

    operations = [
        migrations.AlterField(
            model_name="sealchange",
            name="kind",
            field=models.CharField(
                choices=[
                    ("void", "a card is taken out of the count"),
                    ("accept_late", "late answers count"),
                    ("unvoid", "a card counts again"),
                    ("undo_late", "late answers count no longer"),
                    ("neutral", "a question counts for nobody"),
                    ("counts", "a question counts again"),
                ],
                max_length=12,
                verbose_name="change",
            ),
        ),
    ]
