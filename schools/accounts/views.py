"""The own account: what allauth shows, and recovery codes that must be stored before going on."""

from __future__ import annotations

from allauth.account import views as allauth
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from base.clock import now
from base.models import User
from schools.accounts import letters_consent
from schools.accounts.actions import store_recovery_codes
from schools.accounts.forms.account import OwnNameForm
from schools.accounts.known_devices import remember
from schools.accounts.letters_consent import reader_of, take_letters
from schools.accounts.middleware import WANTED
from schools.accounts.queries import STORED, is_obliged, second_factor_lacks
from schools.roles import staff_of

log_out = require_POST(allauth.logout)


def log_in_to_admin(request: HttpRequest, extra_context: object = None) -> HttpResponse:
    """In place of the admin's log-in: the one log-in there is, then back to where it was wanted."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
    if not admin.site.has_permission(request):
        raise PermissionDenied
    return redirect("admin:index")


class Account(IndexView):
    """Name, password, second factor; who has none yet and must is told what to do."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """What allauth says, and what the second factor still lacks."""
        user = staff_of(self.request)
        more = {
            "lacks": second_factor_lacks(user),
            "obliged": is_obliged(user),
            "own_name": OwnNameForm(instance=user),
        }
        return {**super().get_context_data(**kwargs), **more}


class ConfirmEmail(allauth.ConfirmEmailVerificationCodeView):
    """The code that was mailed; whoever is in already has nothing to confirm."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """On to the own account, or to what was asked for."""
        if request.user.is_authenticated:
            return redirect("mfa_index")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: Form) -> HttpResponse:
        """Whose registration went meanwhile, because a newer one came, begins anew."""
        if self._action == "verify" and self._process.user is None:
            return redirect("account_login")
        response: HttpResponse = super().form_valid(form)
        return response


class ChangePassword(allauth.PasswordChangeView):
    """Changes the password; this computer stays known for the account."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Remember it by the new password."""
        response: HttpResponse = super().form_valid(form)
        remember(self.request, response, staff_of(self.request))
        return response


class AddApp(ActivateTOTPView):
    """Sets up an app: who has just typed its code has proved it, in this session alone."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Write down that it is proved."""
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, staff_of(self.request), "mfa", type="totp")
        return response


class AddPasskey(AddWebAuthnView):
    """Adds a passkey, which is proved by that."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Write down that it is proved."""
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, staff_of(self.request), "mfa", type="webauthn")
        return response


class RemovePasskey(RemoveWebAuthnView):
    """Takes a passkey away, unless it is the last factor of somebody who must have one."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Say so and leave it."""
        if get_adapter().can_delete_authenticator(self.object):
            return super().form_valid(form)  # type: ignore[no-any-return]
        messages.error(self.request, get_adapter().error_messages["cannot_delete_authenticator"])
        return redirect("mfa_index")

    def get_success_url(self) -> str:
        """Back to the account."""
        return reverse("mfa_index")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end_letters(request: HttpRequest, token: str) -> HttpResponse:
    """From the foot of a letter: a page with one button, and the POST of a mail program (RFC 8058),
    which has neither a session nor a token of a form."""
    user = reader_of(token)
    if user is None:
        raise Http404
    if request.method == "POST":
        letters_consent.end_letters(user, at=now())
    ended = request.method == "POST" or user.letters_ended_at is not None
    return render(request, "account/end_letters.html", {"ended": ended})


@require_POST
@login_required
def save_name(request: HttpRequest) -> HttpResponse:
    """POST ``name``, on the own account."""
    user = staff_of(request)
    form = OwnNameForm(request.POST, instance=User.objects.get(pk=user.pk))
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
    else:
        messages.error(request, " ".join(map(str, form.errors["name"])))
    return redirect("mfa_index")


@require_POST
@login_required
def switch_letters(request: HttpRequest) -> HttpResponse:
    """POST ``letters``: yes or no, on the own account."""
    user = staff_of(request)
    if request.POST.get("letters") == "yes":
        take_letters(user)
        messages.success(request, _("You get letters about the competition again."))
    else:
        letters_consent.end_letters(user, at=now())
        messages.success(request, _("You get no more letters about the competition."))
    return redirect("mfa_index")


@login_required
@never_cache
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes until their owner says that they are stored; after that only how many are left."""
    held = _codes_of(request)
    codes = held.get_unused_codes()
    context = {"codes": codes, "left": len(codes), "total": len(held.generate_codes())}
    if _are_stored(held):
        return render(request, "mfa/recovery_codes_stored.html", context)
    if request.method == "POST" and request.POST.get("stored"):
        store_recovery_codes(held.instance, at=timezone.now())
        messages.success(request, _("Your account is protected with a second factor."))
        return redirect(request.session.pop(WANTED, None) or "competition:classes")
    if request.method == "POST":
        context["error"] = _("Tick the box once you have stored the codes.")
    return render(request, "mfa/recovery_codes.html", context)


@login_required
@never_cache
@require_safe
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]
def download_codes(request: HttpRequest) -> HttpResponse:
    """The codes as a text file, as long as the page shows them."""
    held = _codes_of(request)
    if _are_stored(held):
        raise Http404
    lines = [_("Recovery codes of the online safety quiz"), staff_of(request).email, ""]
    text = "\r\n".join([*lines, *held.get_unused_codes(), ""])
    response = HttpResponse("\ufeff" + text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    return response


def _codes_of(request: HttpRequest) -> RecoveryCodes:
    found = Authenticator.objects.filter(
        user=staff_of(request), type=Authenticator.Type.RECOVERY_CODES
    ).first()
    if found is None:
        raise Http404
    return RecoveryCodes(found)


def _are_stored(held: RecoveryCodes) -> bool:
    return STORED in held.instance.data
