"""The page of a class's pack, and the pack and its parts as PDF."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.languages.scripts import to_latin
from base.models import User
from base.pages.addresses import public_address
from base.printing.documents import shown
from base.record.actions.reads import note_read
from base.refusal import NotPrinted
from competition.deeds import LIST, PAPER
from competition.packs.pages import PARTS, SECRET, WHOLE, Pack
from schools.classes.permissions import CardAccess, get_sight
from schools.roles import staff_of


@login_required
@never_cache
@require_safe
def pack(request: HttpRequest, class_id: int) -> HttpResponse:
    """What can be printed for a class; nothing of its pupils stands here."""
    sight = _sight(request, class_id)
    context = {
        "school_class": sight.school_class,
        "parts": PARTS,
        "whole": WHOLE,
    }
    return render(request, "competition/packs/pack.html", context)


@login_required
@never_cache
@require_safe
def pack_file(request: HttpRequest, class_id: int, piece: str) -> HttpResponse:
    """The pack or a part of it, made now and kept nowhere; who takes PINs along is on record."""
    sight = _sight(request, class_id)
    made = _pack(request, sight)
    if piece not in (WHOLE, *(part.name for part in PARTS)):
        raise Http404
    if piece in SECRET:
        _note(sight, piece, by=staff_of(request))
    try:
        content = made.pdf(piece)
    except NotPrinted as refusal:
        messages.error(request, str(refusal))
        return redirect("competition:pack", class_id=class_id)
    label = slugify(to_latin(sight.school_class.label)) or str(class_id)
    return shown(content, name=f"{label}-{piece.replace('_', '-')}")


def _sight(request: HttpRequest, class_id: int) -> CardAccess:
    """The class to whoever sees its cards; 404 also to those who could open them, until they do."""
    sight = get_sight(request.user, class_id, at=timezone.now())
    if not sight.cards:
        raise Http404
    return sight


def _pack(request: HttpRequest, sight: CardAccess) -> Pack:
    """Names are on the list for whoever may see them: a colleague gets the cards alone."""
    return Pack(sight.school_class, address=public_address(request), named=sight.pupils)


def _note(sight: CardAccess, piece: str, *, by: User) -> None:
    ways = [PAPER, *([LIST] if sight.pupils and piece != "cards" else [])]
    for way in ways:
        note_read(sight.school_class, way=way, by=by, at=timezone.now())
