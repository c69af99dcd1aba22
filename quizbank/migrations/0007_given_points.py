from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quizbank", "0006_reserve_papers")]

    operations = [
        migrations.AddField(
            model_name="paperquestion",
            name="given",
            field=models.BooleanField(
                db_default=False,
                default=False,
                editable=False,
                verbose_name="its points go to everybody",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("given", False), ("neutralised", True), _connector="OR"),
                name="given_only_where_neutralised",
            ),
        ),
    ]
