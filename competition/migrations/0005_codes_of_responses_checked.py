from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class ValidateOnPostgresql(ValidateConstraint):
    """SQLite checked all rows when the constraint was added."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    dependencies = [("competition", "0004_codes_of_responses")]

    operations = [ValidateOnPostgresql(model_name="answer", name="answer_choice_is_a_code")]
