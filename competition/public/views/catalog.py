"""The pupil page's texts in one language, at an address that names their content."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation.trans_real import DjangoTranslation
from django.views.decorators.http import require_safe
from django.views.i18n import JavaScriptCatalog

from competition.public.brotli_packing import packed
from schools.languages.speech import as_said, language_of, variant, variants

DOMAIN = "djangojs"
IMMUTABLE = "public, max-age=31536000, immutable"


class _OwnCatalog(JavaScriptCatalog):
    """Django's catalogue of the product's own texts, without those of the admin."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code
        self.translation = DjangoTranslation(
            language_of(code),
            domain=DOMAIN,
            localedirs=[str(path) for path in settings.LOCALE_PATHS],
        )

    def data(self) -> dict[str, Any]:
        """``{catalog: {msgid: text or [plural forms]}, plural: formula or null}``."""
        return {"catalog": self._said(self.get_catalog()), "plural": self.get_plural()}

    def _said(self, texts: dict[str, Any]) -> dict[str, Any]:
        """Every text in the words of the country."""
        return {
            key: [as_said(form, self._code) for form in text]
            if isinstance(text, list)
            else as_said(text, self._code)
            for key, text in texts.items()
        }


@lru_cache(maxsize=32)
def catalog_body(code: str) -> bytes:
    """The catalogue of a language or variant as JSON; worked out once per process."""
    data = _OwnCatalog(code).data()
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(code: str) -> str:
    """What an address says about the content behind it."""
    return hashlib.sha256(catalog_body(code)).hexdigest()[:12]


def catalog_url(language: str, country: str = "") -> str:
    """The address of the present catalogue, in the words of a country if one is named."""
    code = variant(language, country)
    return reverse("competition_plain:catalog", args=[code, fingerprint(code)])


def catalog_urls() -> dict[str, str]:
    """``{code: address}`` of every language, and of every variant of one."""
    return {code: catalog_url(code) for code in (*settings.ENDONYMS, *variants())}


@require_safe
@packed
def catalog(request: HttpRequest, language: str, digest: str) -> HttpResponse:
    """The catalogue; one of another release is answered with ours, and not kept."""
    if language not in (*settings.ENDONYMS, *variants()):
        raise Http404
    response = HttpResponse(catalog_body(language), content_type="application/json")
    current = digest == fingerprint(language)
    response["Cache-Control"] = IMMUTABLE if current else "no-store"
    return response
