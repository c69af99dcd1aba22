"""Commands that say everything in one language, whatever the server's own is."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import translation


class EnglishCommand(BaseCommand):
    """Its texts are English; what the checks say is translated, and so has to be told."""

    def execute(self, *args: object, **options: object) -> str | None:
        """As Django's."""
        with translation.override("en"):
            return super().execute(*args, **options)
