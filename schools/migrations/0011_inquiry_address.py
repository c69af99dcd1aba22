"""At which e-mail a school was asked, so that a corrected one is asked anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("schools", "0010_letters"),
    ]

    operations = [
        migrations.AddField(
            model_name="schoolinquiry",
            name="address",
            field=models.EmailField(
                blank=True,
                db_default="",
                default="",
                max_length=254,
                verbose_name="e-mail of the school",
            ),
        ),
    ]
