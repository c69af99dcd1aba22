"""Texts kept in several languages, for templates."""

from __future__ import annotations

import json

from django import template
from django.conf import settings

from schools import models
from schools.contacts import hours_wording

register = template.Library()


@register.filter
def in_reader_language(names: dict[str, str]) -> str:
    """The text for the language being spoken from ``{language code: text}``."""
    return models.in_reader_language(names)


@register.filter
def html_language(code: str) -> str:
    """The tag of BCP 47 for a language code of ours."""
    return settings.HTML_LANGUAGES.get(code, code)


@register.filter
def hours_words(contact: models.Contact) -> str:
    """When a service is there."""
    return hours_wording.hours_words(contact)


@register.filter
def opening_data(contact: models.Contact) -> str:
    """The opening hours for the script that tells whether somebody is there now."""
    return json.dumps(contact.opening)


@register.simple_tag
def opening_sentences() -> dict[str, object]:
    """What is said about opening hours, by what the script finds."""
    return hours_wording.opening_sentences()
