"""The cards of a class: for the printer, for the projector, and what their owners need."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from schools.actions import classes as actions
from schools.addresses import as_typed, public_address
from schools.exceptions import SchoolsError
from schools.forms.classes import CardFormSet, initial_needs, needs_by_number
from schools.permissions import get_class
from schools.queries.cards import cards_of, printed_cards
from schools.speech import spoken_in


@login_required
@never_cache
def cards(request: HttpRequest, class_id: int) -> HttpResponse:
    """The cards of a class for the printer; the screen shows none of the PINs."""
    school_class = get_class(request.user, class_id)
    address = public_address(request)
    context = {
        "school_class": school_class,
        "cards": printed_cards(school_class, address=address),
        "address": as_typed(address),
    }
    with spoken_in(school_class.school.country_id):
        return render(request, "schools/cards.html", context)


@login_required
@never_cache
def cards_screen(request: HttpRequest, class_id: int) -> HttpResponse:
    """One card at a time for a class without a printer."""
    school_class = get_class(request.user, class_id)
    page = Paginator(cards_of(school_class), 1).get_page(request.GET.get("place"))
    context = {"school_class": school_class, "page_of": page, "card": next(iter(page), None)}
    with spoken_in(school_class.school.country_id):
        return render(request, "schools/cards_screen.html", context)


@login_required
@never_cache
def needs(request: HttpRequest, class_id: int) -> HttpResponse:
    """Names and extra time of a class, a page of its own that is not for the projector."""
    school_class = get_class(request.user, class_id)
    initial = initial_needs(cards_of(school_class))
    formset = CardFormSet(request.POST or None, initial=initial)
    if request.method == "POST" and formset.is_valid():
        actions.set_needs(school_class, needs=needs_by_number(formset))
        messages.success(request, _("Names and needs are saved."))
        return redirect("schools:cards", class_id=class_id)
    return render(request, "schools/needs.html", {"school_class": school_class, "formset": formset})


@login_required
@require_POST
def add_card(request: HttpRequest, class_id: int) -> HttpResponse:
    """One card more, for a pupil who came to the class later."""
    school_class = get_class(request.user, class_id)
    try:
        card = actions.add_cards(school_class, count=1)[0]
    except SchoolsError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Card %(number)s is added.") % {"number": card.number})
    return redirect("schools:cards", class_id=class_id)
