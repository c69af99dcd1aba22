"""The texts of scripts in one language, at an address that names their content.

There are two of a language: the pupil's page on an old network does without the texts that another
page says alone. Those have a context, the page's name.
"""

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

from base.languages.speech import as_said, language_of, variant, variants
from competition.public.brotli_packing import packed

DOMAIN = "djangojs"
# What gettext writes between a context and its text.
CONTEXT_MARK = "\x04"
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
def catalog_body(code: str, *, whole: bool = False) -> bytes:
    """The catalogue of a language or variant as JSON; worked out once per process.

    Without the texts that have a context, unless it is wanted ``whole``.
    """
    data = _OwnCatalog(code).data()
    if not whole:
        texts = data["catalog"].items()
        data["catalog"] = {key: text for key, text in texts if CONTEXT_MARK not in key}
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(code: str, *, whole: bool = False) -> str:
    """What an address says about the content behind it."""
    return hashlib.sha256(catalog_body(code, whole=whole)).hexdigest()[:12]


def catalog_url(language: str, country: str = "", *, whole: bool = False) -> str:
    """The address of the present catalogue, in the words of a country if one is named."""
    code = variant(language, country)
    return reverse("competition_plain:catalog", args=[code, fingerprint(code, whole=whole)])


def catalog_urls(*, whole: bool = False) -> dict[str, str]:
    """``{code: address}`` of every language, and of every variant of one."""
    codes = (*settings.ENDONYMS, *variants())
    return {code: catalog_url(code, whole=whole) for code in codes}


@require_safe
@packed
def catalog(request: HttpRequest, language: str, digest: str) -> HttpResponse:
    """The catalogue; one of another release is answered with our whole one, and not kept."""
    if language not in (*settings.ENDONYMS, *variants()):
        raise Http404
    for_pupils = digest == fingerprint(language)
    body = catalog_body(language, whole=not for_pupils)
    response = HttpResponse(body, content_type="application/json")
    current = for_pupils or digest == fingerprint(language, whole=True)
    response["Cache-Control"] = IMMUTABLE if current else "no-store"
    return response
