"""The style guide: every component of the pupil's way, made by the modules of the pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from base.pages.context import active_language
from competition.aliases import animal_pictures
from competition.public.views.play import shell

THEMES = ("", "dark", "high")
AGES = ("9-11", "12-13", "14-15")


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """For who works on the product (``DEBUG=1``): all that is shown is made up."""
    theme = request.GET.get("theme", "")
    context = {
        "theme": theme if theme in THEMES else "",
        "themes": THEMES,
        "ages": AGES,
        "animals": sorted(animal_pictures.pictured()),
        "guide": {"shell": shell(active_language(), whole=True)},
    }
    return render(request, "competition/previews/styleguide.html", context)
