"""Texts kept in several languages, for templates."""

from __future__ import annotations

from django import template
from django.conf import settings

from base.languages import texts

register = template.Library()


@register.filter
def in_reader_language(names: dict[str, str]) -> str:
    """The text for the language being spoken from ``{language code: text}``."""
    return texts.in_reader_language(names)


@register.filter
def html_language(code: str) -> str:
    """The tag of BCP 47 for a language code of ours."""
    return settings.HTML_LANGUAGES.get(code, code)
