"""Registration of the app with Django."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from base import checks as checks
from base.languages import speech


class BaseConfig(AppConfig):
    name = "base"
    verbose_name = _("Ground floor")

    def ready(self) -> None:
        """Serbian is said as the reader's country says it; what the ground does is begun."""
        import_module("base.registrations")
        speech.install()
