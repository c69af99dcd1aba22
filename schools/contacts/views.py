"""Whom to turn to: the page for anybody, and the press by which an organizer verifies a contact."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from schools.contacts.permissions import get_contact
from schools.contacts.queries import countries_with_contacts
from schools.roles import staff_of


@require_safe
def get_help(request: HttpRequest) -> HttpResponse:
    """Whom to turn to in every country, for anybody."""
    return render(request, "schools/contacts/help.html", {"countries": countries_with_contacts()})


@require_POST
@login_required
def verify_contact(request: HttpRequest, contact_id: int) -> HttpResponse:
    """A press on the edition's page."""
    one = get_contact(request.user, contact_id)
    one.verify(staff_of(request))
    messages.success(request, _("Verified today: %(contact)s.") % {"contact": one})
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else "competition:editions")
