"""Where django-allauth asks how things are done here."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

import segno
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context, ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, translate_url
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from base.languages.speech import spoken_in
from base.mail import sending as mail
from base.models import User
from base.pages.addresses import public_address
from base.pages.context import active_language
from schools.accounts import security_log
from schools.accounts.known_devices import device_of, remember
from schools.accounts.queries import FACTORS, is_obliged
from schools.roles import country_of

WRONG_LOGIN = _("This e-mail and password do not belong together. Please try again.")
TOO_OFTEN = _(
    "That was wrong too often. Please wait five minutes, log in on a computer you used before, or"
    " set a new password."
)
WRONG_CODE = _("This code is not right. Please type the one that is shown now.")
LINKS = ("password_reset_url",)

# What a notice says has happened, by the name allauth gives it.
NOTICES = {
    "account/email/password_changed": _("Your password was changed."),
    "account/email/password_reset": _("Your password was changed."),
    "account/email/password_set": _("Your password was changed."),
    "mfa/email/totp_activated": _("An authenticator app was added to your account."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed from your account."),
    "mfa/email/webauthn_added": _("A passkey was added to your account."),
    "mfa/email/webauthn_removed": _("A passkey was removed from your account."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account."),
}


class StaffAccounts(DefaultAccountAdapter):
    """Accounts of staff: teachers register, all others are invited."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": WRONG_LOGIN,
        "email_password_mismatch": WRONG_LOGIN,
        "invalid_login": WRONG_LOGIN,
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password. Please try again."),
        "incorrect_code": WRONG_CODE,
        "email_taken": WRONG_CODE,
        "invalid_password_reset": _("This link is used up or too old."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed to allauth's own page; ``schools.registering`` asks the country."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Who has just logged in is not asked for the password again at once."""
        request = context.request
        done = get_authentication_records(request, request.user)
        fresh = app_settings.REAUTHENTICATION_TIMEOUT
        return not done or time.time() - float(done[-1]["at"]) > fresh

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:  # noqa: ANN401 - allauth's signature
        """An account that was closed reads like one that never was."""
        user = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401 - allauth's signature
        """A log-in that has to wait is written down."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            security_log.note_seldom("log_in_locked", account=_account(credentials))
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401 - allauth's signature
        """So is one that failed."""
        security_log.note("log_in_failed", account=_account(credentials))

    def post_login(self, request: HttpRequest, user: User, **told: Any) -> HttpResponse:  # noqa: ANN401 - allauth's signature
        """From now on this computer is known for the account."""
        response: HttpResponse = super().post_login(request, user, **told)
        remember(request, response, user)
        return response

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ANN401
        """Wrong passwords are counted by account; those from a known computer by themselves."""
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        email = credentials.get("email", credentials.get("username", ""))
        device = device_of(request, email)
        return f"{key}:{device}" if device else key

    def _delete_login_attempts_cached_email(
        self,
        request: HttpRequest,
        **credentials: Any,  # noqa: ANN401
    ) -> None:
        """A new password by mail ends the wait, here and on every other computer."""
        super()._delete_login_attempts_cached_email(request, **credentials)
        key = super()._get_login_attempts_cache_key(request, **credentials)
        ratelimit.clear(request, action="login_failed", key=key)

    def send_account_already_exists_mail(self, email: str) -> None:
        """To whoever has an account and registered again, or whose e-mail somebody else typed."""
        links = {"password_reset_url": reverse("account_reset_password")}
        self.send_mail("account/email/account_already_exists", email, links)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """By our own templates, in the language of the account."""
        user = context.get("user") or User.objects.filter(email=email.lower()).first()
        # Whoever has no account yet reads the page that has just asked for the e-mail.
        language = user.language if user is not None else active_language()
        if what := NOTICES.get(template_prefix):
            template_prefix, context = "mail/notice", {**context, "what": what}
        address = public_address(self.request)
        links = {
            name: address + translate_url(urlsplit(context[name]).path, language)
            for name in LINKS
            if name in context
        }
        told = {**context, **links, "address": address}
        with spoken_in(country_of(user) if user is not None else ""):
            mail.send(email, mail=template_prefix, language=language, told=told)


def _account(credentials: dict[str, Any]) -> str:
    return security_log.mark(credentials.get("email") or credentials.get("username") or "")


class SecondFactors(DefaultMFAAdapter):
    """Second factors: who must have one cannot take the last one away."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": _(
            "Your account must have a second factor. Add another one first, then remove this one."
        ),
        "cannot_generate_recovery_codes": _("Set up an app or a passkey first."),
        "unverified_email": _("Confirm your e-mail first: log out, log in, and follow the mail."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of somebody who must have one."""
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS)
        return others.exclude(pk=authenticator.pk).exists() or not is_obliged(authenticator.user)

    def get_totp_issuer(self) -> str:
        """What the app shows above the code."""
        return gettext("Online safety quiz")

    def build_totp_svg(self, url: str) -> str:
        """The QR code, without a style of its own."""
        return segno.make(url, error="m", micro=False).svg_inline(scale=5, border=2)

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002 - allauth's signature
        """Names a passkey nobody named."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Passkey %(number)d") % {"number": count + 1}

    def _get_site_name(self) -> str:
        return gettext("Online safety quiz")
