from django.conf import settings
from django.db import migrations, models
from django.db.models import deletion


class Migration(migrations.Migration):
    dependencies = [
        ("competition", "0015_award_of_schools"),
        ("leaderboard", "0019_diplomas_taken_back"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DrawSubstitute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "why",
                    models.CharField(max_length=300, verbose_name="why the number never arose"),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="said")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="withdrawn")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmed by",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=deletion.PROTECT,
                        related_name="+",
                        to="competition.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="said by",
                    ),
                ),
            ],
            options={
                "verbose_name": "use of a substitute",
                "verbose_name_plural": "uses of substitutes",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("edition",),
                        name="one_substitute_of_an_edition",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="substitute_by_two_people",
                    ),
                ],
            },
        ),
    ]
