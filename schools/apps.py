"""Registration of the app with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from schools import checks as checks


class SchoolsConfig(AppConfig):
    name = "schools"
    verbose_name = _("Schools")
