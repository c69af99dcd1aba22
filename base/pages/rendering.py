"""How Django writes the fields of forms."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class FieldGroups(TemplatesSetting):
    """A label, the help, what is wrong and the input of every field, from our own template."""

    field_template_name = "forms/field.html"
