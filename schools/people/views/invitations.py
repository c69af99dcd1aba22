"""Inviting somebody, and the page on which an invitation is answered."""

from __future__ import annotations

from datetime import datetime

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from base.models import User
from base.pages.addresses import public_address
from base.record.actions.record import record_deed
from base.refusal import Refusal
from schools.accounts.queries import unconfirmed_people
from schools.deeds import LINK_SHOWN
from schools.models import Invitation, Role
from schools.models.invitations import GOOD_FOR
from schools.people.actions import invitations
from schools.people.forms import AcceptForm, InviteForm
from schools.people.invitation_mail import accept_address, post_invitation
from schools.people.permissions import get_invitation, get_link
from schools.people.queries.invitations import invitation_of
from schools.roles import get_reach, staff_of


@login_required
@never_cache
def invite(request: HttpRequest) -> HttpResponse:
    """The form; an account that exists elsewhere is treated as if there were none."""
    reach, by = get_reach(request), staff_of(request)
    form = InviteForm(request.POST or None, reach=reach, initial={"language": by.language})
    if request.method == "POST" and form.is_valid():
        try:
            made = _invite(form, by, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _sent(request, made)
    return render(request, "schools/people/invite.html", {"form": form})


@transaction.atomic
def _invite(form: InviteForm, by: User, *, at: datetime) -> Invitation | Role:
    typed = form.cleaned_data
    made = invitations.invite(
        typed["email"],
        name=typed["name"],
        language=typed["language"],
        kind=typed["kind"],
        where=form.where,
        ends_at=form.ends_at,
        by=by,
        at=at,
    )
    post_invitation(made, at=at)
    return made


@require_POST
@login_required
@transaction.atomic
def resend(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Another link, seven days more."""
    invitation = get_invitation(get_reach(request), invitation_id)
    by, at = staff_of(request), timezone.now()
    made = invitations.resend(invitation, by=by, at=at)
    post_invitation(made, at=at)
    return _sent(request, made)


@login_required
@never_cache
@require_safe
def link(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Without a mail server: the link, for whoever sent it to hand on. Each look is on record."""
    by = staff_of(request)
    invitation = get_link(by, get_reach(request), invitation_id, at=timezone.now())
    record_deed(invitation, deed=LINK_SHOWN, by=by, at=timezone.now(), told={})
    address = accept_address(invitation, address=public_address(request))
    context = {"invitation": invitation, "link": address, "until": invitation.sent_at + GOOD_FOR}
    return render(request, "schools/people/invitation_link.html", context)


@require_POST
@login_required
def withdraw(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Take it back."""
    invitation = get_invitation(get_reach(request), invitation_id)
    invitations.withdraw(invitation, at=timezone.now())
    messages.success(request, _("The invitation is taken back; its link opens nothing."))
    return redirect("schools:people")


@never_cache
@sensitive_post_parameters("password1", "password2")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link leads: a password, or one button for whoever has an account."""
    invitation = invitation_of(token, at=timezone.now())
    if invitation is None:
        return render(request, "schools/people/invitation_over.html", status=404)
    people = User.objects.exclude(pk__in=unconfirmed_people())
    is_known = people.filter(email=invitation.email).exists()
    typed = request.POST if request.method == "POST" else None
    form = AcceptForm(typed, invitation=invitation)
    if request.method == "POST" and (is_known or form.is_valid()):
        try:
            return _accept(request, invitation, form, is_known=is_known)
        except Refusal as refusal:
            messages.error(request, str(refusal))
    context = {"invitation": invitation, "form": form, "is_known": is_known}
    return render(request, "schools/people/invitation.html", context)


def _accept(
    request: HttpRequest, invitation: Invitation, form: AcceptForm, *, is_known: bool
) -> HttpResponse:
    typed = {} if is_known else form.cleaned_data
    user = invitations.accept(
        invitation,
        name=typed.get("name", ""),
        password=typed.get("password1", ""),
        at=timezone.now(),
    )
    if is_known:
        messages.success(request, _("You have the role now. Please log in."))
        return redirect("schools:login")
    record_authentication(request, user, method="password", email=user.email)
    return perform_login(request, user)  # type: ignore[no-any-return]


def _sent(request: HttpRequest, made: Invitation | Role) -> HttpResponse:
    """Say that a mail goes out; without a mail server, show the link instead."""
    to = {"email": made.user.email if isinstance(made, Role) else made.email}
    if not settings.EMAIL_IS_SET:
        if isinstance(made, Invitation):
            return redirect("schools:invitation_link", invitation_id=made.pk)
        text = _("%(email)s has the role now. This server sends no mail: tell them yourself.")
        messages.success(request, text % to)
    else:
        messages.success(request, _("%(email)s gets a mail.") % to)
    return redirect("schools:people")
