from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def keep_what_stands(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Sittings whose results stand in public today stand there from now on, whoever leaves."""
    role = apps.get_model("schools", "Role").objects.filter(
        kind="teacher",
        user=models.OuterRef("opened_by"),
        school=models.OuterRef("entry__school_class__school"),
        approved_at__isnull=False,
    )
    sitting = apps.get_model("competition", "Sitting").objects
    standing = sitting.filter(
        models.Exists(role),
        kind="official",
        closed_at__isnull=False,
        entry__school_class__school__verified_at__isnull=False,
    )
    sitting.filter(pk__in=standing.values("pk")).update(approved_at=models.F("closed_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("schools", "0008_school_confirmed_by"),
        ("competition", "0009_acts_and_crowd"),
        ("quizbank", "0002_workshop"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="sitting",
            name="approved_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="approved"
            ),
        ),
        migrations.AddIndex(
            model_name="sitting",
            index=models.Index(
                condition=models.Q(
                    ("approved_at__isnull", True),
                    ("closed_at__isnull", False),
                    ("kind", "official"),
                ),
                fields=["entry"],
                name="sitting_waits_for_approval",
            ),
        ),
        migrations.RunPython(keep_what_stands, migrations.RunPython.noop),
    ]
