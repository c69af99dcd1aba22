from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("competition", "0006_editions_preparation")]

    operations = [
        migrations.AddIndex(
            model_name="sitting",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", False), ("kind", "official")),
                fields=["closed_at"],
                name="sitting_official_by_closing",
            ),
        ),
    ]
