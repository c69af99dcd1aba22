"""Registration of the app with Django."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from schools import checks as checks
from schools.languages import speech


class SchoolsConfig(AppConfig):
    name = "schools"
    verbose_name = _("Schools")

    def ready(self) -> None:
        """Serbian is said as the reader's country says it; what allauth tells is heard."""
        # Its models are not there any earlier.
        import_module("schools.accounts.receivers")
        import_module("schools.registrations")
        speech.install()
