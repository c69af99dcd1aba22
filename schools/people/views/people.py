"""Who belongs to the staff: the list, a person, and what is done about both."""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.models import User
from schools.accounts.actions import take_away_factors
from schools.accounts.queries import FACTORS
from schools.models import Role
from schools.people.actions import invitations
from schools.people.permissions import get_person, get_role, may_close
from schools.people.queries.people import Wanted, people_page, roles_here, waiting_invitations
from schools.permissions import schools_of
from schools.roles import Reach, get_reach, staff_of
from schools.untaught import warn_of_untaught


@login_required
@never_cache
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody of the area, and who is invited and not here yet."""
    reach = get_reach(request)
    kind = request.GET.get("kind", "")
    wanted = Wanted(request.GET.get("q", "").strip()[:80], kind if kind in Role.Kind else "")
    narrowed = {name: value for name, value in (("q", wanted.words), ("kind", kind)) if value}
    context = {
        "part": people_page(reach, wanted, request.GET.get("page")),
        "waiting": waiting_invitations(reach, wanted),
        "wanted": wanted,
        "kinds": Role.Kind.choices if reach.everywhere else _narrow_kinds(reach),
        "filters": urlencode(narrowed) + "&" if narrowed else "",
    }
    return render(request, "schools/people/people.html", context)


def _narrow_kinds(reach: Reach) -> list[tuple[str, str]]:
    return [(kind.value, str(kind.label)) for kind in reach.kinds()]


@login_required
@never_cache
@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """One person with the roles in the area, and what may be done."""
    reach = get_reach(request)
    found = get_person(reach, person_id)
    prefetch_related_objects([found], roles_here(reach))
    factors = Authenticator.objects.filter(user=found, type__in=FACTORS)
    context = {
        "person": found,
        "has_factor": factors.exists(),
        "may_close": may_close(staff_of(request), reach, found),
        "may_help": _may_help(reach, staff_of(request), found),
    }
    return render(request, "schools/people/person.html", context)


def _may_help(reach: Reach, user: User, found: User) -> bool:
    # Taking a second factor away opens an account to whoever knows the password.
    return reach.everywhere and found.pk != user.pk and may_close(user, reach, found)


@require_POST
@login_required
def take_role(request: HttpRequest, role_id: int) -> HttpResponse:
    """End a role of somebody else."""
    role = get_role(get_reach(request), role_id)
    if role.user_id == staff_of(request).pk:
        messages.error(request, _("Your own role is taken by somebody else."))
    else:
        told = {"role": str(role), "person": str(role.user)}
        invitations.take_role(role)
        messages.success(request, _("%(person)s is no longer %(role)s.") % told)
        if role.kind == Role.Kind.TEACHER and role.school:
            warn_of_untaught(request, [role.school])
    return redirect("schools:people")


@require_POST
@login_required
def close_account(request: HttpRequest, person_id: int) -> HttpResponse:
    """Shut somebody out at once."""
    found = _to_close(request, person_id)
    invitations.close_account(found)
    text = _("The account of %(person)s is closed; its log-ins have ended.")
    messages.success(request, text % {"person": found})
    warn_of_untaught(request, schools_of(found))
    return redirect("schools:person", person_id=found.pk)


@require_POST
@login_required
def open_account(request: HttpRequest, person_id: int) -> HttpResponse:
    """Let somebody in again."""
    found = _to_close(request, person_id)
    invitations.open_account(found)
    text = _("The account of %(person)s is open. A new password comes by “Forgot your password?”.")
    messages.success(request, text % {"person": found})
    return redirect("schools:person", person_id=found.pk)


@require_POST
@login_required
def take_factors(request: HttpRequest, person_id: int) -> HttpResponse:
    """For somebody who has lost phone and codes."""
    reach = get_reach(request)
    found = get_person(reach, person_id)
    if not _may_help(reach, staff_of(request), found):
        raise Http404
    take_away_factors(found)
    text = _("%(person)s sets up a new second factor at the next log-in.")
    messages.success(request, text % {"person": found})
    return redirect("schools:person", person_id=found.pk)


def _to_close(request: HttpRequest, person_id: int) -> User:
    reach = get_reach(request)
    found = get_person(reach, person_id)
    if not may_close(staff_of(request), reach, found):
        raise Http404
    return found
