"""Registration of the app with Django."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SchoolsConfig(AppConfig):
    name = "schools"
    verbose_name = _("Schools")

    def ready(self) -> None:
        """What allauth tells is heard; what the ground calls is brought."""
        # Its models are not there any earlier.
        import_module("schools.accounts.receivers")
        import_module("schools.registrations")
