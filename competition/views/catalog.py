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

DOMAIN = "djangojs"
IMMUTABLE = "public, max-age=31536000, immutable"


class _OwnCatalog(JavaScriptCatalog):
    """Django's catalogue of the product's own texts, without those of the admin."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.translation = DjangoTranslation(
            language, domain=DOMAIN, localedirs=[str(path) for path in settings.LOCALE_PATHS]
        )

    def data(self) -> dict[str, Any]:
        """``{catalog: {msgid: text or [plural forms]}, plural: formula or null}``."""
        return {"catalog": self.get_catalog(), "plural": self.get_plural()}


@lru_cache(maxsize=len(settings.ENDONYMS))
def catalog_body(language: str) -> bytes:
    """The catalogue as JSON; worked out once per process."""
    data = _OwnCatalog(language).data()
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(language: str) -> str:
    """What an address says about the content behind it."""
    return hashlib.sha256(catalog_body(language)).hexdigest()[:12]


def catalog_url(language: str) -> str:
    """The address of the present catalogue."""
    return reverse("competition_plain:catalog", args=[language, fingerprint(language)])


@require_safe
def catalog(request: HttpRequest, language: str, digest: str) -> HttpResponse:
    """The catalogue; one of another release is answered with ours, and not kept."""
    if language not in settings.ENDONYMS:
        raise Http404
    response = HttpResponse(catalog_body(language), content_type="application/json")
    current = digest == fingerprint(language)
    response["Cache-Control"] = IMMUTABLE if current else "no-store"
    return response
