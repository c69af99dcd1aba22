"""A text in every language, Serbian typed once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise

from base.languages.texts import in_both_scripts

# Serbian in Latin letters is made of what is typed in Cyrillic.
TYPED = {code: name for code, name in settings.ENDONYMS.items() if code != "sr-latn"}


def text_fields(
    name: str,
    label: str | Promise,
    texts: Mapping[str, str],
    *,
    longest: int,
    needed: Sequence[str],
) -> dict[str, forms.Field]:
    """A field for each language that is typed; ``needed``: languages that may not be empty."""
    return {
        f"{name}_{code}": forms.CharField(
            label=f"{label}: {endonym}",
            required=code in needed or (code == "sr" and "sr-latn" in needed),
            max_length=longest,
            initial=texts.get(code, ""),
            widget=forms.TextInput(attrs={"lang": settings.HTML_LANGUAGES[code]}),
        )
        for code, endonym in TYPED.items()
    }


def typed_texts(name: str, data: Mapping[str, Any]) -> dict[str, str]:
    """``{language: text}`` of such fields, without the empty ones."""
    return in_both_scripts({code: text for code in TYPED if (text := data.get(f"{name}_{code}"))})
