"""Registration of the app with Django."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizbankConfig(AppConfig):
    name = "quizbank"
    verbose_name = _("Question bank")

    def ready(self) -> None:
        """Bring what the apps below call."""
        import_module("quizbank.registrations")
