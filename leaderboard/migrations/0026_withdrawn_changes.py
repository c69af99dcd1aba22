from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("leaderboard", "0025_changes_taken_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="sealchange",
            name="withdrawn_by",
            field=models.ForeignKey(
                null=True,
                on_delete=models.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="withdrawn by",
            ),
        ),
        migrations.AddField(
            model_name="sealchange",
            name="withdrawn_why",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=300,
                verbose_name="why it was withdrawn",
            ),
        ),
        migrations.AddField(
            model_name="casemail",
            name="change",
            field=models.ForeignKey(
                null=True,
                on_delete=models.CASCADE,
                related_name="mails",
                to="leaderboard.sealchange",
                verbose_name="change",
            ),
        ),
        migrations.AddConstraint(
            model_name="casemail",
            constraint=models.UniqueConstraint(
                fields=("user", "change"), name="withdrawn_change_told_once"
            ),
        ),
    ]
