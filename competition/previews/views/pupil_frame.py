"""The pupil's own screen in a frame of a preview: what it draws, where it is, who may frame it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.csp import CSP
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from base.pages.context import active_language
from competition.public.views.play import shell
from quizbank.languages.codes import base_of

# Only our own page may show this one in a frame.
FRAMED: dict[str, Any] = {**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF]}

type View = Callable[..., HttpResponse]


def secret_screen(view: View) -> View:
    """For staff, framed by our own pages alone, kept by no cache."""
    inner = login_required(never_cache(require_safe(view)))
    found: View = xframe_options_sameorigin(csp_override(FRAMED)(inner))
    return found


def screen_of(
    questions: Sequence[Mapping[str, object]],
    *,
    addresses: Mapping[str, str],
    country: str,
    minutes: int,
) -> dict[str, Any]:
    """What the frame's script draws (``static/js/staff/preview.js``); ``addresses`` by language."""
    return {
        "shell": shell(active_language()),
        "country": country,
        "minutes": minutes,
        "addresses": {code: one for code, one in addresses.items() if code in settings.ENDONYMS},
        "questions": questions,
    }


def screen_address(request: HttpRequest, name: str, code: str, places: Sequence[str]) -> str:
    """Where the screen in a language or variant is; ``places`` come before it in the address."""
    query = request.GET.urlencode()
    # The frame speaks the language of its questions, whatever the page around it speaks.
    with translation.override(base_of(code)):
        address = reverse(name, args=[*places, code])
    return address + (f"?{query}" if query else "")
