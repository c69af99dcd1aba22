"""A teacher corrects a class: its name, single cards, or that it is there at all."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from base.clock import now
from base.refusal import Refusal
from competition.classes.actions import correcting
from competition.classes.queries.corrections import corrections_of
from competition.exceptions import CompetitionError
from schools.classes.actions.classes import new_pin
from schools.classes.forms.classes import CorrectionForm
from schools.models import Card
from schools.permissions import get_class, get_class_card, get_kept_class
from schools.roles import staff_of


@login_required
@never_cache
def correct(request: HttpRequest, class_id: int) -> HttpResponse:
    """Name, grade and language; below, what can be done about single cards and the whole class."""
    school_class = get_class(request.user, class_id)
    form = CorrectionForm(request.POST or None, school_class=school_class)
    if request.method == "POST" and form.is_valid():
        try:
            correcting.correct_class(school_class, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The class is corrected."))
            return redirect("competition:correct_class", class_id=class_id)
    context = {
        "school_class": school_class,
        "form": form,
        "state": corrections_of(school_class),
    }
    return render(request, "competition/classes/correct_class.html", context)


@require_POST
@login_required
def correct_card(request: HttpRequest, class_id: int, card_id: int) -> HttpResponse:
    """A new PIN for one card, or no card any more."""
    get = get_kept_class if request.POST.get("do") == "remove" else get_class
    card = get_class_card(get(request.user, class_id), card_id)
    try:
        messages.success(request, _done(request, card))
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    return redirect("competition:correct_class", class_id=class_id)


def _done(request: HttpRequest, card: Card) -> str:
    number = {"number": card.number}
    if request.POST.get("do") == "remove":
        correcting.remove_card(card, by=staff_of(request), at=now())
        return _("Card %(number)s is removed.") % number
    new_pin(card)
    return (
        _("Card %(number)s has a new PIN. Print the card again, or show it on the screen.") % number
    )


@require_POST
@login_required
def delete(request: HttpRequest, class_id: int) -> HttpResponse:
    """The whole class, if it never played; the page asks first."""
    school_class = get_kept_class(request.user, class_id)
    try:
        correcting.delete_class(school_class)
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
        return redirect("competition:correct_class", class_id=class_id)
    messages.success(request, _("The class %(label)s is deleted.") % {"label": school_class.label})
    return redirect("competition:classes")
