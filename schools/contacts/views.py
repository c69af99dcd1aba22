"""Whom to turn to: the page for anybody, and the desk where organizers keep it true."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from schools.contacts import actions
from schools.contacts.forms import ContactForm
from schools.contacts.permissions import get_contact, get_contact_countries, get_contact_country
from schools.contacts.queries import countries_with_contacts, kept_countries
from schools.exceptions import SchoolsError
from schools.models import Contact
from schools.roles import staff_of


@require_safe
def get_help(request: HttpRequest) -> HttpResponse:
    """Whom to turn to in every country, for anybody."""
    return render(request, "schools/contacts/help.html", {"countries": countries_with_contacts()})


@login_required
@never_cache
@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """The contacts of the countries they organize, retired ones too."""
    countries, own = get_contact_countries(request.user)
    parts = kept_countries(countries, own=own, today=timezone.localdate())
    return render(request, "schools/contacts/contacts.html", {"parts": parts})


@login_required
@never_cache
def add_contact(request: HttpRequest, country: str) -> HttpResponse:
    """A further contact."""
    where = get_contact_country(request.user, country)
    form = ContactForm(request.POST or None, country=where)
    if request.method == "POST" and form.is_valid():
        one = actions.add_contact(where, values=form.values())
        messages.success(request, _("Added. Call the service, then press “Verified today”."))
        return redirect(_at(one))
    return render(request, "schools/contacts/contact.html", {"form": form, "country": where})


@login_required
@never_cache
def contact(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Correct a contact."""
    one = get_contact(request.user, contact_id)
    form = ContactForm(request.POST or None, country=one.country, contact=one)
    if request.method == "POST" and form.is_valid():
        try:
            asks = actions.correct_contact(
                one, values=form.values(), seen=form.cleaned_data["seen"]
            )
        except SchoolsError as refusal:
            messages.error(request, str(refusal))
        else:
            again = _("Saved. Verify the contact again after a change.")
            messages.success(request, again if asks else _("Saved."))
        return redirect(_at(one))
    context = {"form": form, "country": one.country, "contact": one}
    return render(request, "schools/contacts/contact.html", context)


@require_POST
@login_required
def act_on_contact(request: HttpRequest, contact_id: int) -> HttpResponse:
    """What a button beside a contact does, by its ``action``."""
    one = get_contact(request.user, contact_id)
    told = _acts(request, one).get(request.POST.get("action", ""))
    if told is None:
        raise Http404
    act, done = told
    try:
        act()
    except SchoolsError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done % {"contact": one})
    return redirect(_onward(request) or _at(one))


def _acts(request: HttpRequest, one: Contact) -> dict[str, tuple[Callable[[], object], str]]:
    at, seen = timezone.now(), request.POST.get("seen", "")
    verify = partial(actions.verify_contact, one, seen=seen, by=staff_of(request), at=at)
    settle = partial(actions.settle_offer, one, seen=seen, at=at)
    moved = _("Moved: %(contact)s.")
    taken = _("Taken from the pack: %(contact)s. Verify it now.")
    return {
        "verify": (verify, _("Verified today: %(contact)s.")),
        "up": (partial(actions.move_contact, one, up=True), moved),
        "down": (partial(actions.move_contact, one, up=False), moved),
        "retire": (partial(actions.retire_contact, one, at=at), _("Retired: %(contact)s.")),
        "bring_back": (partial(actions.bring_back, one), _("Shown again: %(contact)s.")),
        "take": (partial(settle, take=True), taken if one.offer else _("Retired: %(contact)s.")),
        "leave": (partial(settle, take=False), _("Left as it is: %(contact)s.")),
    }


def _onward(request: HttpRequest) -> str:
    """The page a button stood on, if it is one of ours."""
    url = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return url if ours else ""


def _at(one: Contact) -> str:
    return f"{reverse('schools:contacts')}#contact-{one.pk}"
