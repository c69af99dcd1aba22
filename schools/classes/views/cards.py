"""The cards of a class: for the printer, for the projector, and what their owners need."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from base.languages.speech import spoken_in
from base.pages.addresses import as_typed, public_address
from base.record.actions.reads import note_read
from base.refusal import Refusal
from schools.classes.actions import cards as card_actions
from schools.classes.actions import classes, covering
from schools.classes.forms.cards import OpenCardsForm, TakeOverForm
from schools.classes.forms.classes import (
    CardFormSet,
    initial_needs,
    needs_by_number,
    overtaken_needs,
    seen_by_number,
)
from schools.classes.permissions import get_sight, to_take_over
from schools.classes.queries import (
    cards_of,
    covers_told,
    others_at,
    place_of_number,
    printed_cards,
)
from schools.deeds import NEEDS, PRINT, SCREEN
from schools.exceptions import NeedsChanged
from schools.models import ClassCover, SchoolClass
from schools.permissions import get_class
from schools.roles import staff_of, zone_at
from schools.rules.pupil_details import last_day


@login_required
@never_cache
def cards(request: HttpRequest, class_id: int) -> HttpResponse:
    """The cards of a class for the printer; the screen shows none of the PINs."""
    sight = get_sight(request.user, class_id, at=timezone.now())
    if not sight.cards:
        return _ask(request, sight.school_class)
    school_class, address = sight.school_class, public_address(request)
    note_read(school_class, way=PRINT, by=staff_of(request), at=timezone.now())
    context = {
        "sight": sight,
        "school_class": school_class,
        "cards": printed_cards(school_class, address=address),
        "address": as_typed(address),
        "others": others_at(school_class) if sight.own else None,
    }
    clocks = timezone.override(zone_at(school_class.school))
    with spoken_in(school_class.school.country_id), clocks:
        return render(request, "schools/classes/cards.html", context)


@login_required
@never_cache
def cards_screen(request: HttpRequest, class_id: int) -> HttpResponse:
    """One card at a time for a class without a printer."""
    sight = get_sight(request.user, class_id, at=timezone.now())
    if not sight.cards:
        return _ask(request, sight.school_class)
    school_class = sight.school_class
    note_read(school_class, way=SCREEN, by=staff_of(request), at=timezone.now())
    place = place_of_number(school_class, request.GET.get("number", ""))
    page = Paginator(cards_of(school_class), 1).get_page(place or request.GET.get("place"))
    context = {"school_class": school_class, "page_of": page, "card": next(iter(page), None)}
    with spoken_in(school_class.school.country_id):
        return render(request, "schools/classes/cards_screen.html", context)


@login_required
@never_cache
def needs(request: HttpRequest, class_id: int) -> HttpResponse:
    """Names and extra time of a class, a page of its own that is not for the projector."""
    sight = get_sight(request.user, class_id, at=timezone.now())
    if not sight.pupils and (sight.covering or request.method == "POST"):
        raise Http404
    if not sight.pupils:
        return _ask(request, sight.school_class)
    school_class = sight.school_class
    note_read(school_class, way=NEEDS, by=staff_of(request), at=timezone.now())
    initial = initial_needs(cards_of(school_class))
    formset = CardFormSet(request.POST or None, initial=initial)
    if request.method == "POST" and formset.is_valid():
        try:
            classes.set_needs(
                school_class, needs=needs_by_number(formset), seen=seen_by_number(formset)
            )
        except NeedsChanged as refusal:
            messages.error(request, str(refusal))
            formset = overtaken_needs(request.POST, cards_of(school_class), refusal.numbers)
        else:
            messages.success(request, _("Names and needs are saved."))
            return redirect("schools:cards", class_id=class_id)
    kept = last_day(school_class.school_year)
    context = {"school_class": school_class, "formset": formset, "kept_until": kept}
    return render(request, "schools/classes/needs.html", context)


def _ask(
    request: HttpRequest, school_class: SchoolClass, form: OpenCardsForm | None = None
) -> HttpResponse:
    """What somebody sees who may open the cards with a reason; nothing of the pupils."""
    context = {"school_class": school_class, "form": form or OpenCardsForm()}
    return render(request, "schools/classes/open_cards.html", context)


@require_POST
@login_required
@never_cache
def open_cards(request: HttpRequest, class_id: int) -> HttpResponse:
    """Open the cards for an hour, with a reason of which their teachers hear."""
    by, at = staff_of(request), timezone.now()
    sight = get_sight(by, class_id, at=at)
    if sight.own or sight.covering:
        raise Http404
    form = OpenCardsForm(request.POST)
    if not form.is_valid():
        return _ask(request, sight.school_class, form)
    card_actions.open_cards(sight.school_class, **form.cleaned_data, by=by, at=at)
    text = _("The cards are open to you for one hour. The teachers of the class are told.")
    messages.success(request, text)
    return redirect("schools:cards", class_id=class_id)


@login_required
@never_cache
def cover_class(request: HttpRequest) -> HttpResponse:
    """Take a colleague's class over for today; its teachers see it, and it is on record."""
    by = staff_of(request)
    found = to_take_over(by)
    form = TakeOverForm(request.POST or None, classes=found)
    if request.method == "POST" and form.is_valid():
        taken, reason = form.cleaned_data["school_class"], form.cleaned_data["reason"]
        covering.take_over(taken, reason=reason, by=by, at=timezone.now())
        messages.success(request, _("%(class)s is yours until midnight.") % {"class": taken})
        return redirect("competition:classes")
    context = {"form": form, "found": found, "reasons": ClassCover.Reason.choices}
    return render(request, "schools/classes/cover_class.html", context)


@require_POST
@login_required
def give_back(request: HttpRequest, cover_id: int) -> HttpResponse:
    """The colleague has done, or the teacher is back."""
    by = staff_of(request)
    cover = covers_told(by).filter(pk=cover_id).first()
    if cover is None:
        raise Http404
    covering.give_back(cover, by=by, at=timezone.now())
    return redirect("competition:classes")


@login_required
@require_POST
def add_card(request: HttpRequest, class_id: int) -> HttpResponse:
    """One card more, for a pupil who came to the class later."""
    school_class = get_class(request.user, class_id)
    try:
        card = classes.add_cards(school_class, count=1)[0]
    except Refusal as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Card %(number)s is added.") % {"number": card.number})
    return redirect("schools:cards", class_id=class_id)
