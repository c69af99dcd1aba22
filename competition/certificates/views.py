"""The certificates of a class: the page, the files, and the empty sheet to lay names on."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.clock import now
from base.languages.scripts import to_latin
from base.printing.documents import shown
from base.record.actions.reads import note_read
from base.refusal import NotPrinted
from competition.aliases import animal_pictures
from competition.certificates.diplomas import (
    Player,
    certificates_of,
    diploma_of,
    empty_certificate,
    players_of,
    speaking_as,
)
from competition.deeds import CERTIFICATES
from competition.models import Sitting
from competition.sittings.permissions import get_sitting
from schools.classes.permissions import sees_pupils
from schools.roles import staff_of

BLANK, NAMED = "blank", "named"


@login_required
@never_cache
@require_safe
def certificates(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """Who gets one, and the three ways of printing them; no name stands here."""
    sitting = get_sitting(request.user, sitting_id)
    school_class = sitting.entry.school_class
    players = players_of(sitting.entry)
    may_name = sees_pupils(request.user, school_class, at=now())
    context = {
        "sitting": sitting,
        "school_class": school_class,
        "tag": settings.HTML_LANGUAGES[school_class.language],
        "sheets": _sheets(sitting, players),
        "named": may_name and any(player.name for player in players),
    }
    return render(request, "competition/certificates/certificates.html", context)


def _sheets(sitting: Sitting, players: list[Player]) -> list[dict[str, object]]:
    """What is laid on the empty sheet of each; the name is typed in the browser and stays there."""
    school_class = sitting.entry.school_class
    with speaking_as(school_class):
        return [
            {
                "number": player.number,
                "diploma": diploma_of(player, school_class, named=False),
                "animal": animal_pictures.address(player.animal),
            }
            for player in players
        ]


@login_required
@never_cache
@require_safe
def certificates_file(request: HttpRequest, sitting_id: int, way: str) -> HttpResponse:
    """All certificates of a class, with a line to write on or with the names of its list."""
    sitting = get_sitting(request.user, sitting_id)
    entry = sitting.entry
    named = way == NAMED and sees_pupils(request.user, entry.school_class, at=now())
    players = players_of(entry)
    if not players or not (named or way == BLANK):
        raise Http404
    if named:
        school_class = entry.school_class
        note_read(school_class, way=CERTIFICATES, by=staff_of(request), at=now())
    try:
        content = certificates_of(entry, players, named=named)
    except NotPrinted as refusal:
        messages.error(request, str(refusal))
        return redirect("competition:certificates", sitting_id=sitting_id)
    label = slugify(to_latin(entry.school_class.label)) or str(sitting_id)
    return shown(content, name=f"{label}-{slugify(to_latin(_('Certificates')))}")


@login_required
@never_cache
@require_safe
def certificate_sheet(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """The empty certificate of a class as a picture; nothing of a pupil is in it."""
    entry = get_sitting(request.user, sitting_id).entry
    try:
        return shown(empty_certificate(entry), name="certificate", form="svg")
    except NotPrinted as refusal:
        return HttpResponse(str(refusal), status=503, content_type="text/plain; charset=utf-8")
