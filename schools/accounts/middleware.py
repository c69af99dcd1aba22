"""Around a request: the second factor first, who did what on record, whose words are spoken."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from auditlog.cid import set_cid
from auditlog.context import set_extra_data
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from base.languages.speech import spoken_in
from base.models import User
from schools.accounts.queries import CODES, must_prove, second_factor_lacks
from schools.roles import country_of

type Answer = Callable[[HttpRequest], HttpResponseBase]

# In the session: where somebody was heading when the second factor came between.
WANTED = "second_factor_wanted"
# Ways in and out, and the page that ends letters, below staff/; and below admin/, which has an app
# of the name "account" too.
OPEN = {
    "staff": {"login", "logout", "invitation", "colleague", "letters"},
    "admin": {"login", "logout"},
}


def _part(request: HttpRequest) -> list[str]:
    """The address after its language: ``["staff", "people", …]``."""
    return request.path_info.split("/")[2:]


def is_for_staff(request: HttpRequest) -> bool:
    """By the address alone: to look who asks would make a public page one that nobody may keep."""
    return _part(request)[:1] in (["staff"], ["admin"])


def SecondFactorMiddleware(get_response: Answer) -> Answer:  # noqa: N802 - as Django does
    """The one place that keeps staff pages and the admin shut until the second factor is there."""

    def ask(request: HttpRequest) -> HttpResponseBase:
        way = detour(request) if _is_behind(request) else None
        return way or get_response(request)

    return ask


def _is_behind(request: HttpRequest) -> bool:
    if not is_for_staff(request):
        return False
    first, *below = _part(request)
    return not OPEN[first].intersection(below[:1])


def detour(request: HttpRequest) -> HttpResponseBase | None:
    """To where the second factor is proved or set up, or its codes are stored; else nothing.

    Who has yet to prove it may not change the own account either, or they would add another one.
    """
    user, here = request.user, _part(request)
    if not isinstance(user, User) or here[:3] == ["staff", "account", "again"]:
        return None
    if must_prove(user, request.session):
        return _prove(request, user)
    lacks = second_factor_lacks(user)
    if not lacks or here[:2] == ["staff", "account"]:
        return None
    if request.method == "GET":
        request.session[WANTED] = request.get_full_path()
    return redirect("mfa_view_recovery_codes" if lacks == CODES else "mfa_index")


def _prove(request: HttpRequest, user: User) -> HttpResponseBase:
    """To the page that asks for the code, or the passkey of somebody who has no app."""
    has_app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    way = reverse("mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn")
    wanted = request.get_full_path() if request.method == "GET" else reverse("competition:classes")
    return redirect(f"{way}?{urlencode({'next': wanted})}")


def RecordMiddleware(get_response: Answer) -> Answer:  # noqa: N802 - as Django does
    """Names who asks to auditlog; nobody is looked up before something is written down.

    auditlog's own middleware would look at once, for pupils' pages too, and keeps an address.
    """

    def ask(request: HttpRequest) -> HttpResponseBase:
        if not is_for_staff(request):
            return get_response(request)
        set_cid(None)
        with set_extra_data({"actor": _who_asks(request)}):
            return get_response(request)

    return ask


def SpeechMiddleware(get_response: Answer) -> Answer:  # noqa: N802 - as Django does
    """Says everything in the words of the country that an address names, or the account is of."""

    def ask(request: HttpRequest) -> HttpResponseBase:
        with spoken_in(lambda: country_for(request)):
            return get_response(request)

    return ask


def country_for(request: HttpRequest) -> str:
    """The code of the country whose words a page is written in; empty for none in particular.

    Public pages know it from their address, so that one address is one text for everybody.
    """
    if not is_for_staff(request):
        match = request.resolver_match
        return str(match.kwargs.get("country", "")).upper() if match else ""
    try:
        return country_of(request.user) if isinstance(request.user, User) else ""
    except DatabaseError:
        return ""  # the page that says so is a text, too


def _who_asks(request: HttpRequest) -> object:
    # Asked as late as possible: a log-in changes who it is.
    return SimpleLazyObject(lambda: request.user)
