"""The style guide: every component of the pupil's way, made by the modules of the pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition.aliases import animal_pictures
from competition.public.views.play import shell
from schools.pages.context import active_language

THEMES = ("", "dark", "high")
AGES = ("9-11", "12-13", "14-15")
# Pages that are shown whole, in each of their states: by the apps and features that have them.
PHASES = ("waiting", "starting", "running", "paused", "closed")
ROOMS = [f"{part}-{phase}" for part in ("monitor", "wall") for phase in PHASES]


type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_staff_or_demo[**P](view: View[P]) -> View[P]:
    """For staff, and in the demo for anybody: what is shown is made up, and no data of anybody."""
    for_staff = login_required(view)

    @wraps(view)
    def opened(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return (view if settings.DEMO else for_staff)(request, *args, **kwargs)

    return opened


@require_safe
@for_staff_or_demo
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component of the pupil's way, and the ways to the pages of the room."""
    theme = request.GET.get("theme", "")
    context = {
        "theme": theme if theme in THEMES else "",
        "themes": THEMES,
        "ages": AGES,
        "rooms": ROOMS,
        "animals": sorted(animal_pictures.pictured()),
        "guide": {"shell": shell(active_language(), whole=True)},
    }
    return render(request, "competition/previews/styleguide.html", context)
