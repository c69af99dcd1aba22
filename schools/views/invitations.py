"""Inviting somebody, and the page on which an invitation is answered."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from schools import mail
from schools.actions import invitations as actions
from schools.addresses import public_address
from schools.exceptions import SchoolsError
from schools.forms.people import AcceptForm, InviteForm
from schools.models import Invitation, Role, User, country_at
from schools.permissions import staff_of
from schools.permissions_people import get_invitation, get_reach
from schools.queries.invitations import invitation_of, token_of
from schools.speech import spoken_in


@login_required
@never_cache
def invite(request: HttpRequest) -> HttpResponse:
    """The form; an account that exists elsewhere is treated as if there were none."""
    reach, by = get_reach(request), staff_of(request)
    form = InviteForm(request.POST or None, reach=reach, initial={"language": by.language})
    if request.method == "POST" and form.is_valid():
        try:
            made = _invite(form, by)
        except SchoolsError as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell(request, form.cleaned_data["email"], sent=_send(request, made, by))
            return redirect("schools:people")
    return render(request, "schools/invite.html", {"form": form})


def _invite(form: InviteForm, by: User) -> Invitation | Role:
    typed = form.cleaned_data
    return actions.invite(
        typed["email"],
        name=typed["name"],
        language=typed["language"],
        kind=typed["kind"],
        where=form.where,
        by=by,
        at=timezone.now(),
    )


@require_POST
@login_required
def resend(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Another link, seven days more."""
    invitation = get_invitation(get_reach(request), invitation_id)
    by = staff_of(request)
    actions.resend(invitation, by=by, at=timezone.now())
    _tell(request, invitation.email, sent=_send(request, invitation, by))
    return redirect("schools:people")


@require_POST
@login_required
def withdraw(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Take it back."""
    invitation = get_invitation(get_reach(request), invitation_id)
    actions.withdraw(invitation, at=timezone.now())
    messages.success(request, _("The invitation is taken back; its link opens nothing."))
    return redirect("schools:people")


@never_cache
@sensitive_post_parameters("password1", "password2")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link leads: a password, or one button for whoever has an account."""
    invitation = invitation_of(token, at=timezone.now())
    if invitation is None:
        return render(request, "schools/invitation_over.html", status=404)
    is_known = User.objects.filter(email=invitation.email).exists()
    typed = request.POST if request.method == "POST" else None
    form = AcceptForm(typed, invitation=invitation)
    if request.method == "POST" and (is_known or form.is_valid()):
        try:
            return _accept(request, invitation, form, is_known=is_known)
        except SchoolsError as refusal:
            messages.error(request, str(refusal))
    context = {"invitation": invitation, "form": form, "is_known": is_known}
    return render(request, "schools/invitation.html", context)


def _accept(
    request: HttpRequest, invitation: Invitation, form: AcceptForm, *, is_known: bool
) -> HttpResponse:
    typed = {} if is_known else form.cleaned_data
    user = actions.accept(
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


def _send(request: HttpRequest, made: Invitation | Role, by: User) -> bool:
    """The mail of an invitation or of a further role, in the language of whoever gets it."""
    address = public_address(request)
    if isinstance(made, Role):
        to, language, name, link = made.user.email, made.user.language, "role_added", ""
    else:
        to, language, name = made.email, made.language, "invitation"
        with override(language):
            link = address + reverse("schools:accept", args=[token_of(made)])
    told = {"by": by, "made": made, "link": link, "address": address}
    with spoken_in(country_at(made.place)):
        return mail.send(to, mail=f"mail/{name}", language=language, told=told)


def _tell(request: HttpRequest, email: str, *, sent: bool) -> None:
    if sent:
        messages.success(request, _("%(email)s gets a mail.") % {"email": email})
    else:
        text = _(
            "All is noted for %(email)s, but the mail could not be sent. Try “Send again” later."
        )
        messages.error(request, text % {"email": email})
