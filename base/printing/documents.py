"""Documents on paper: asked for by pages, made outside of the process that serves them."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.conf import settings
from django.http import HttpResponse

from base.intake.door import door
from base.intake.file_refusal import RefusedFile
from base.printing.typesetting import Form
from base.refusal import NotPrinted

TYPESET = "base.printing.typesetting:typeset"
MEDIA_TYPES: dict[Form, str] = {"pdf": "application/pdf", "svg": "image/svg+xml"}
# Some viewers of PDF are pages that obey the policy of the file; a picture draws with styles.
POLICIES: dict[Form, str] = {
    "pdf": "frame-ancestors 'none'",
    "svg": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
}


def document(
    template: str, *, title: str, language: str, data: Mapping[str, object], form: Form = "pdf"
) -> bytes:
    """A document from a template below ``templates/``; ``data`` is what the template asks for.

    Raises ``NotPrinted``.
    """
    content = _told(title, language, data)
    try:
        return door.read(TYPESET, content, bytes, template=template, form=form)
    except RefusedFile as error:
        raise NotPrinted from error


def _told(title: str, language: str, data: Mapping[str, object]) -> bytes:
    lang = settings.HTML_LANGUAGES[language].partition("-")[0]
    return json.dumps({"title": title, "lang": lang, **data}, ensure_ascii=False).encode()


def shown(content: bytes, *, name: str, form: Form = "pdf") -> HttpResponse:
    """A document for the browser's own viewer, which prints it: nothing is left among downloads."""
    response = HttpResponse(content, content_type=MEDIA_TYPES[form])
    response["Content-Disposition"] = f'inline; filename="{name}.{form}"'
    response["Content-Security-Policy"] = POLICIES[form]
    return response
