"""Registration of the app with Django."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompetitionConfig(AppConfig):
    name = "competition"
    verbose_name = _("Competition")

    def ready(self) -> None:
        """Have the checks of the server registered; bring what the apps below call."""
        import_module("competition.readiness")
        import_module("competition.registrations")
