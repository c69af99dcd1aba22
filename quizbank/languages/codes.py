"""Languages of texts: those of the product, and country variants such as ``sr-BA``."""

from __future__ import annotations

from django.conf import settings

from quizbank.languages.variants import parts_of


def base_of(code: str) -> str:
    """The language a country variant such as ``sr-BA`` is one of."""
    base, _country = parts_of(code)
    return base if base in settings.ENDONYMS else ""


def name_of(code: str) -> str:
    """By its own name, and the country of a variant: ``Српски (BA)``."""
    base, country = parts_of(code)
    return settings.ENDONYMS.get(base, code) + (f" ({country})" if country else "")


def tag_of(code: str) -> str:
    """What ``lang`` says in HTML."""
    return str(settings.HTML_LANGUAGES.get(base_of(code), code))
