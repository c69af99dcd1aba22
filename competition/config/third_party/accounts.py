"""Texts of django-allauth that people meet here, for our own catalogues: it has no Bosnian."""

from django.utils.translation import gettext_noop

WORDS = (
    gettext_noop("You must type the same password each time."),
    gettext_noop("Use your password"),
    gettext_noop("Use authenticator app or code"),
    gettext_noop("Use a security key"),
)
